"""Files to take along: kept conversations and timelines."""

from datetime import date
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response

from assistant import timeline_export
from assistant.export import Format, write
from assistant.question import Request
from assistant.statement import Language
from assistant.ui.desk import Desk
from index.errors import IsnadIndexError

TIMELINE_FORMS: dict[timeline_export.Format, tuple[str, str, str]] = {
    "md": ("Markdown", "timeline.md", "text/markdown; charset=utf-8"),
    "csv": ("CSV", "timeline.csv", "text/csv; charset=utf-8"),
    "timelinejs": ("TimelineJS", "timeline.json", "application/json"),
}
"""The forms of a timeline: what people call it, the name of the file, its media type."""


def router(desk: Desk) -> APIRouter:
    """Return the addresses that give files."""
    routes = APIRouter()

    @routes.get("/export/{conversation_id}.{form}")
    def conversation(conversation_id: str, form: Format, language: Language = "ar") -> Response:
        try:
            kept = desk.history.load(conversation_id)
        except IsnadIndexError as error:
            raise HTTPException(404, str(error)) from error
        made = write(kept, form, language)
        return _file(made.data, made.name, made.media_type)

    @routes.get("/timeline/{form}")
    def timeline(
        form: timeline_export.Format,
        topic: Annotated[str, Query(max_length=2000)],
        first: date | None = None,
        last: date | None = None,
    ) -> Response:
        desk.wait()
        made = desk.assistant.timeline(Request(topic, first, last))
        _, name, media_type = TIMELINE_FORMS[form]
        return _file(timeline_export.written(made, form).encode("utf-8"), name, media_type)

    return routes


def timeline_address(form: timeline_export.Format, topic: str, first: date | None, last: date | None) -> str:
    """Return the address of a timeline as a file."""
    days = {"first": first, "last": last}
    return f"/timeline/{form}?" + urlencode({"topic": topic, **{k: v.isoformat() for k, v in days.items() if v}})


def _file(data: bytes, name: str, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(
        data, media_type=media_type, headers={"content-disposition": disposition, "cache-control": "no-store"}
    )
