"""CSV: one row a quote. No cell can become a formula, and every cell can be read back to the letter."""

import csv
import io
import re

from assistant.export.facts import Cited, cited, nearest
from assistant.history import KeptConversation, KeptTurn
from assistant.statement import Language

COLUMNS = (
    "turn",
    "asked_at",
    "question",
    "sentence",
    "text",
    "n",
    "state",
    "quote",
    "article_id",
    "start",
    "end",
    "title",
    "source",
    "url",
    "published",
    "event_from",
    "event_to",
    "event_precision",
    "collected",
)
_FORMULA = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]*'*[=+\-@\t\r\n＝＋－＠]|'")


def as_csv(conversation: KeptConversation, _: Language = "ar") -> bytes:
    """Write a row for each quote of each sentence, as UTF-8 with the mark that spreadsheets know it by.

    A sentence without a quote, a refusal and a notice have a row of their own. `state` is "valid", "broken" (the
    article has changed since), "nearest" (shown with a refusal, no answer) or empty.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for turn in conversation.turns:
        writer.writerows([cell(value) for value in row] for row in _rows(turn))
    return out.getvalue().encode("utf-8-sig")


def cell(value: str | int) -> str | int:
    """Return a value that no spreadsheet takes for a formula.

    A text that begins like one (also behind spaces or invisible characters), or with an apostrophe, gets an
    apostrophe in front; taking one leading apostrophe off gives every text back. "=1+1" -> "'=1+1".
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _rows(turn: KeptTurn) -> list[list[str | int]]:
    answer = turn.remembered.answer
    head: list[str | int] = [turn.number, turn.asked_at.isoformat(timespec="seconds"), answer.question]
    quotes = cited(turn.remembered)
    rows: list[list[str | int]] = []
    shown: set[int] = set()
    for number, statement in enumerate(answer.statements, start=1):
        marked = {citation.n for citation in statement.citations}
        marked |= {quote.n for quote in quotes if quote.broken and f"[{quote.n}]" in statement.text}
        of_statement = [quote for quote in quotes if quote.n in marked]
        shown |= marked
        rows += [[*head, number, statement.text, *_cells(quote)] for quote in of_statement]
        if not of_statement:
            rows.append([*head, number, statement.text, *_cells(None)])
    rows += [[*head, "", "", *_cells(quote)] for quote in quotes if quote.n not in shown]
    if answer.refusal is not None:
        rows.append([*head, "", answer.refusal.message, *_cells(nearest(turn.remembered), "nearest")])
    rows += [[*head, "", notice, *_cells(None)] for notice in answer.notices]
    return rows


def _cells(quote: Cited | None, state: str = "valid") -> list[str | int]:
    if quote is None:
        return [""] * (len(COLUMNS) - 5)
    return [
        quote.n,
        "broken" if quote.broken else state,
        quote.quote,
        quote.article_id,
        quote.start,
        quote.end,
        quote.title,
        quote.source,
        quote.url,
        quote.published,
        quote.event_from,
        quote.event_to,
        quote.precision,
        quote.collected_day,
    ]
