"""A timeline: dated events of a topic, each with the quotes that tell of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.citations import Citation
from assistant.window import Window


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event: its days, in the precision in which it is told, and the quotes of the outlets that tell of it.

    `summary` is the first quote with its number; `outlets` are the names of those that tell of it; `score` is how much
    it is reported, within one timeline.
    """

    first: date
    last: date
    precision: str
    summary: str
    outlets: tuple[str, ...]
    citations: tuple[Citation, ...]
    score: float

    def as_dict(self) -> dict[str, Any]:
        """Return the event as the command line writes it."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "precision": self.precision,
            "summary": self.summary,
            "outlets": max(1, len(self.outlets)),
            "citations": [citation.as_dict() for citation in self.citations],
        }


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of a topic in order of time; `more` tells how many further ones were found.

    `topic`, `window`, `outlets` and `places` (names of those that it is held to) are what it takes to draw it again.
    """

    request: str
    window: Window | None
    events: tuple[TimelineEvent, ...]
    more: int = 0
    topic: str = ""
    outlets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def held(self) -> "Timeline":
        """The timeline without events whose quotes are all gone, as those of a kept one may be."""
        return replace(self, events=tuple(event for event in self.events if event.citations))

    def as_dict(self) -> dict[str, Any]:
        """Return the timeline as the command line writes it."""
        window = self.window or Window(None, None)
        return {"request": self.request, **window.as_dict(), "events": [event.as_dict() for event in self.events]}
