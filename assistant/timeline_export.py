"""Timelines as files: Markdown, CSV and TimelineJS JSON. Each keeps article id, span, quote, outlet and link."""

import csv
import html
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from assistant.citations import Citation
from assistant.dated_events import Timeline, TimelineEvent
from assistant.export.markdown import inline
from assistant.export.table import cell

Format = Literal["md", "csv", "timelinejs"]

_COLUMNS = (
    "from",
    "to",
    "precision",
    "outlets",
    "n",
    "article_id",
    "start",
    "end",
    "quote",
    "title",
    "source",
    "url",
    "published",
)


def written(timeline: Timeline, form: Format) -> str:
    """Write a timeline."""
    writers: dict[Format, Callable[[Timeline], str]] = {"md": as_markdown, "csv": as_csv, "timelinejs": as_timelinejs}
    return writers[form](timeline)


def as_markdown(timeline: Timeline) -> str:
    """Write a list of days, each with its quotes and where they stand."""
    lines = [f"# {inline(timeline.request)}", ""]
    for event in timeline.events:
        lines.append(f"- **{_days(event)}**")
        lines += [f"    - «{inline(citation.quote)}» — {_place(citation)}" for citation in event.citations]
    return "\n".join(lines) + "\n"


def as_csv(timeline: Timeline) -> str:
    """Write one row for each quote, after RFC 4180.

    A text that a spreadsheet would take for a formula («=…») has an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for event in timeline.events:
        for citation in event.citations:
            row = citation.as_dict()
            days = (event.first.isoformat(), event.last.isoformat(), event.precision, len(event.outlets))
            told = [row[name] if row[name] is not None else "" for name in _COLUMNS[4:]]
            writer.writerow([*days, *(cell(value) for value in told)])
    return out.getvalue()


def as_timelinejs(timeline: Timeline) -> str:
    """Write the JSON that TimelineJS reads (https://timeline.knightlab.com/docs/json-format.html).

    Its texts are HTML: whatever comes from articles is escaped. What it does not know is kept under `citations`.
    """
    made = {
        "title": {"text": {"headline": html.escape(timeline.request)}},
        "events": [_slide(event) for event in timeline.events],
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _slide(event: TimelineEvent) -> dict[str, Any]:
    quotes = "".join(
        f'<blockquote dir="auto" cite="{html.escape(citation.article.article_id)}">{html.escape(citation.quote)}'
        f"<footer>{html.escape(_place(citation))}</footer></blockquote>"
        for citation in event.citations
    )
    first = event.citations[0].quote
    slide: dict[str, Any] = {
        "start_date": _date(event.first),
        "text": {
            "headline": html.escape(first if len(first) <= 80 else first[:79].rsplit(" ", 1)[0] + "…"),
            "text": quotes,
        },
        "citations": [citation.as_dict() for citation in event.citations],
    }
    if event.last != event.first:
        slide["end_date"] = _date(event.last)
    return slide


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _days(event: TimelineEvent) -> str:
    return (
        event.first.isoformat()
        if event.first == event.last
        else f"{event.first.isoformat()} – {event.last.isoformat()}"
    )


def _place(citation: Citation) -> str:
    article = citation.article
    where = f"{article.article_id} {citation.span.start}-{citation.span.end}"
    return " · ".join(part for part in (article.source, article.title, where, article.url or "") if part)
