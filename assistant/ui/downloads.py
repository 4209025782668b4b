"""Files to take along: kept conversations and timelines."""

from datetime import date, datetime
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response

from assistant import timeline_export
from assistant.dated_events import Timeline
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
MOST_EVENTS = 1000
"""Events that a timeline shows, however often more are asked for."""


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
        events: Annotated[int | None, Query(ge=1, le=MOST_EVENTS)] = None,
    ) -> Response:
        desk.wait()
        made = desk.assistant.timeline(Request(topic, first, last))
        return _timeline(desk.assistant.longer(made, events) if events else made, form)

    @routes.get("/export/{conversation_id}/timeline/{form}")
    def kept_timeline(conversation_id: str, form: timeline_export.Format, asked: datetime) -> Response:
        try:
            kept = desk.history.load(conversation_id)
        except IsnadIndexError as error:
            raise HTTPException(404, str(error)) from error
        for turn in kept.turns:
            made = turn.remembered.answer.timeline
            if turn.asked_at == asked and made is not None:
                return _timeline(made.held, form)
        raise HTTPException(404, f"no timeline was asked for at {asked}: open the conversation and export it there")

    return routes


def timeline_links(topic: str, first: date | None, last: date | None, events: int | None) -> list[tuple[str, str]]:
    """Return the names and addresses of a timeline as files; `events` if more of them are shown than at first."""
    given = {"topic": topic, "first": first, "last": last, "events": events}
    query = urlencode({name: str(value) for name, value in given.items() if value is not None})
    return [(label, f"/timeline/{form}?{query}") for form, (label, _, _) in TIMELINE_FORMS.items()]


def kept_timeline_links(conversation_id: str, asked_at: datetime) -> list[tuple[str, str]]:
    """Return the names and addresses of the timeline of a kept answer as files: the very quotes that are shown."""
    query = urlencode({"asked": asked_at.isoformat(timespec="seconds")})
    begin = f"/export/{quote(conversation_id, safe='')}/timeline"
    return [(label, f"{begin}/{form}?{query}") for form, (label, _, _) in TIMELINE_FORMS.items()]


def _timeline(made: Timeline, form: timeline_export.Format) -> Response:
    _, name, media_type = TIMELINE_FORMS[form]
    return _file(timeline_export.written(made, form).encode("utf-8"), name, media_type)


def _file(data: bytes, name: str, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(
        data, media_type=media_type, headers={"content-disposition": disposition, "cache-control": "no-store"}
    )
