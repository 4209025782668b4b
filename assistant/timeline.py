"""Dated events of a topic, from all outlets, in order of time, each with the quotes that tell of it.

Days rank by how much they are reported: by how many articles and outlets a day is mentioned in for the topic, which
ranks days nearly as well as trained selection does (docs/quality.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.choice import trimmed
from assistant.citations import Citation
from assistant.dating import Times
from assistant.merging import Telling, Told, merged
from assistant.question import Question
from assistant.window import Window
from index.catalogue import Event
from index.search import Hit, standardised

LONGEST = 260
"""Code points of a quote."""
QUOTES = 5
"""Quotes of one event, each from another article."""
_DAYS = 1
"""Days that an event may last beyond its first: a night belongs to two."""
_REPORTED = 0.6
"""What a lead counts that is dated by its publication only."""
_LEAST_DAY = 0.2
"""Share of the weight of the most reported day that a day needs to be shown."""
_A_DAY = 2
"""Events of one day."""
_LEAST_EVENT = 0.4
"""Share of the weight of its day's first event that another one needs."""


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
    """The events of a topic in order of time; `more` tells how many further ones were found."""

    request: str
    window: Window | None
    events: tuple[TimelineEvent, ...]
    more: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the timeline as the command line writes it."""
        window = self.window or Window(None, None)
        return {"request": self.request, **window.as_dict(), "events": [event.as_dict() for event in self.events]}


def timeline(asked: Question, lexical: str, hits: Sequence[Hit], times: Times, limit: int) -> Timeline:
    """Return the timeline of a topic.

    Args:
        asked: the topic; only what lies in its window is shown.
        lexical: the topic in Arabic words, as it was searched.
        hits: passages about it, best first.
        times: the events of their articles.
        limit: how many events at most.
    """
    events = merged(_tellings(hits, times, asked.window, lexical))
    kept = _kept(events, limit)
    shown = sorted(kept, key=lambda event: (event.first, event.last, -event.weight))
    return Timeline(asked.asked, asked.window, tuple(_event(event) for event in shown), len(events) - len(kept))


def _tellings(hits: Sequence[Hit], times: Times, window: Window | None, lexical: str) -> list[Telling]:
    """Return what the sentences of hits tell of single days in the window, weighted by how much they are on the topic."""
    rows = [(hit, at) for hit in hits for at in range(len(hit.sentences))]
    if not rows:
        return []
    passage = np.array([hit.score for hit, _ in rows])
    sentence = np.array([hit.sentences[at].alone + hit.sentences[at].inside for hit, at in rows])
    relevance = _relevance(standardised(passage) + standardised(sentence))
    found = []
    for (hit, at), weight in zip(rows, relevance, strict=True):
        told = hit.passage.sentences[at]
        for event in times.events(hit.article_key, told.number):
            if (event.last - event.first).days > _DAYS or not (window is None or _inside(event, window)):
                continue
            quote = trimmed(hit.article.text, told.span, lexical, LONGEST)
            factor = _REPORTED if event.reported else 1.0
            found.append(Telling(hit.article, hit.article_key, told, quote, event, float(weight) * factor, float(weight) * factor))
    return found


def _inside(event: Event, window: Window) -> bool:
    return (window.first is None or event.first >= window.first) and (window.last is None or event.last <= window.last)


def _relevance(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.exp(np.minimum(0.0, scores - np.quantile(scores, 0.95)))


def _kept(events: Sequence[Told], limit: int) -> list[Told]:
    """Return the events worth showing: those of the days that are reported most, and of each day the weightiest."""
    days: dict[date, list[Told]] = {}
    for event in events:
        days.setdefault(event.first, []).append(event)
    weights = {day: sum(event.weight for event in of_day) for day, of_day in days.items()}
    if not weights:
        return []
    least = _LEAST_DAY * max(weights.values())
    kept = [
        event
        for day, of_day in days.items()
        if weights[day] >= least
        for event in of_day[:_A_DAY]
        if event.weight >= _LEAST_EVENT * of_day[0].weight
    ]
    return sorted(kept, key=lambda event: (-event.weight, event.first))[:limit]


def _event(told: Told) -> TimelineEvent:
    first = told.tellings[0]
    shown: list[Telling] = []
    for telling in told.tellings:
        if len(shown) < QUOTES and telling.article_key not in {other.article_key for other in shown}:
            shown.append(telling)
    citations = tuple(
        Citation(n, telling.article, telling.quote, telling.event) for n, telling in enumerate(shown, start=1)
    )
    return TimelineEvent(
        told.first, told.last, first.event.precision, f"«{first.text}» [1]", told.outlets, citations, told.weight
    )
