"""JSON: answers as the command line writes them, with all about their quotes, and the sources as CSL-JSON."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from assistant.export.facts import Cited, cited, nearest
from assistant.history import KeptConversation, KeptTurn
from assistant.statement import Language
from index.arabic import has_arabic

FORM = "isnad-conversation-1"


def as_json(conversation: KeptConversation, _: Language = "ar") -> bytes:
    """Write the conversation as one JSON object in UTF-8.

    `turns` hold answers as `isnad ask --json` writes them, plus `asked_at` and, for each citation, `valid` (and
    `broken`, the reason, where it is not), `event` and `collected`. `sources` are the articles as CSL-JSON, which
    Zotero and pandoc read.
    """
    quotes = [quote for turn in conversation.turns for quote in cited(turn.remembered)]
    value = {
        "format": FORM,
        "id": conversation.about.id or None,
        "name": conversation.about.name,
        "created": conversation.about.created.isoformat(timespec="seconds"),
        "updated": conversation.about.updated.isoformat(timespec="seconds"),
        "turns": [_turn(turn) for turn in conversation.turns],
        "sources": csl(quotes),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def csl(quotes: Iterable[Cited]) -> list[dict[str, Any]]:
    """Return the articles of quotes, each once, as CSL-JSON (citation-style-language schema 1.0)."""
    return [_item(quote) for quote in {quote.article_id: quote for quote in quotes}.values()]


def _turn(turn: KeptTurn) -> dict[str, Any]:
    answer = turn.remembered.answer
    near = nearest(turn.remembered)
    written = answer.as_dict()
    written["citations"] = [_citation(quote) for quote in cited(turn.remembered)]
    if written["refusal"] is not None:
        written["refusal"] = {**written["refusal"], "nearest": None if near is None else _citation(near)}
    return {"number": turn.number, "asked_at": turn.asked_at.isoformat(timespec="seconds"), **written}


def _citation(quote: Cited) -> dict[str, Any]:
    event = quote.event
    return {
        "n": quote.n,
        "article_id": quote.article_id,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.quote,
        "valid": not quote.broken,
        **({"broken": quote.broken} if quote.broken else {}),
        "title": quote.title,
        "source": quote.source,
        "url": quote.url or None,
        "published": quote.published or None,
        "event": None
        if event is None
        else {
            "from": quote.event_from,
            "to": quote.event_to,
            "precision": event.precision,
            "approximate": event.approximate,
        },
        "collected": quote.collected_day or None,
    }


def _item(quote: Cited) -> dict[str, Any]:
    item: dict[str, Any] = {"id": quote.article_id, "type": "article-newspaper", "title": quote.title}
    if has_arabic(quote.quote):
        item["language"] = "ar"
    if quote.source:
        item["container-title"] = quote.source
    if quote.link:
        item["URL"] = quote.link
    if quote.published:
        item["issued"] = _csl_date(quote.published)
    if quote.collected is not None:
        item["accessed"] = {"date-parts": [[quote.collected.year, quote.collected.month, quote.collected.day]]}
    return item


def _csl_date(published: str) -> dict[str, Any]:
    """Return the day that an ISO date or time names, in its own time zone; anything else as it is written."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return {"raw": published}
    return {"date-parts": [[day.year, day.month, day.day]]}
