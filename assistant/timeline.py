"""Dated events of a topic, from all outlets, in order of time, each with the quotes that tell of it.

Days rank by how much they are reported: by how many articles and outlets a day is mentioned in for the topic, which
ranks days nearly as well as trained selection does (docs/quality.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

import numpy as np
from numpy.typing import NDArray

from assistant.choice import trimmed
from assistant.citations import Citation
from assistant.dated_events import Timeline, TimelineEvent
from assistant.dating import Times
from assistant.merging import Telling, Told, merged
from assistant.question import Question
from assistant.statement import Language, Statement
from assistant.window import Window
from assistant.wording import heading
from index import places
from index.article import Sentence
from index.catalogue import Event
from index.search import Hit, standardised

__all__ = ["Timeline", "TimelineEvent", "grown", "statements", "timeline"]

LONGEST = 260
"""Code points of a quote."""
QUOTES = 5
"""Quotes of one event, each from another article."""
_NEAR, _SOME_WORDS, _MANY_WORDS = 0.05, 0.15, 0.5
"""How much less cosine than the best passage, and which share of its BM25, a passage of the topic has."""
_DAYS = 1
"""Days that an event may last beyond its first: a night belongs to two."""
_REPORTED = 0.6
"""What a lead counts that is dated by its publication only."""
_FITTING, _STEEPNESS = 0.8, 0.7
"""The share of sentences that may fall short of the topic, and how fast they count less, per standard deviation."""
_FEW = 20
"""Sentences."""
_LEAST_DAY = 0.05
"""Share of the weight of the most reported day that a day needs to be shown."""
_A_DAY = 3
"""Events of one day."""
_LEAST_EVENT = 0.2
"""Share of the weight of its day's first event that another one needs."""


def timeline(asked: Question, hits: Sequence[Hit], times: Times, limit: int, *, all_told: bool = False) -> Timeline:
    """Return the timeline of a topic.

    Args:
        asked: the topic; only what lies in its window is shown.
        hits: passages about it, best first.
        times: the events of their articles.
        limit: how many events at most.
        all_told: after the events worth showing come those that are little reported, up to the limit.
    """
    events = merged(_tellings(asked, _of_topic(hits), times))
    kept = _kept(events, limit)
    if all_told:
        kept += [event for event in events if not any(event is one for one in kept)][: limit - len(kept)]
    shown = sorted(kept, key=lambda event: (event.first, event.last, -event.weight))
    further = count(len(shown) + 1)
    dated = tuple(_event(event, number, further) for number, event in enumerate(shown, start=1))
    held = tuple(place.arabic for place in asked.within)
    return Timeline(asked.asked, asked.window, dated, len(events) - len(kept), asked.text, asked.outlets, held)


def grown(before: Timeline, wider: Timeline) -> Timeline:
    """Return `wider`, the same timeline with more events, under the name of the one that was shown.

    A quote that was shown keeps its number, for whoever has read or copied it; new ones are numbered after all of them.
    """
    known = {(c.article.article_id, c.span, c.event): c.n for event in before.events for c in event.citations}
    further = count(max(known.values(), default=0) + 1)

    def numbered(citation: Citation) -> Citation:
        told = (citation.article.article_id, citation.span, citation.event)
        return replace(citation, n=known[told] if told in known else next(further))

    first = {id(event): numbered(event.citations[0]) for event in wider.events}
    events = []
    for event in wider.events:
        citations = (first[id(event)], *(numbered(citation) for citation in event.citations[1:]))
        events.append(replace(event, citations=citations, summary=_summary(citations)))
    return replace(wider, request=before.request, events=tuple(events))


def statements(made: Timeline, language: Language) -> tuple[Statement, ...]:
    """Return the events of a timeline as the statements of an answer: day and outlets, then the quote."""
    return tuple(_statement(event, language) for event in made.events)


def _statement(event: TimelineEvent, language: Language) -> Statement:
    first = event.citations[0]
    where = list(dict.fromkeys(mention.place for mention in places.find(first.quote) if not mention.adjective))
    shown = Event(Sentence(first.span, 0), event.first, event.last, event.precision)
    head = heading(shown, first.article.day, where, [name for name in event.outlets if name], language)
    return Statement(f"{head}\n{event.summary}", event.citations)


def _of_topic(hits: Sequence[Hit]) -> list[Hit]:
    """Return the passages that are about the topic: near the best one by vector and by words, or by words alone.

    A small archive gives back all that it holds, best first; most of it is about something else.
    """
    nearest = max((hit.cosine for hit in hits), default=0.0)
    most = max((hit.lexical for hit in hits), default=0.0)
    return [
        hit
        for hit in hits
        if (hit.cosine >= nearest - _NEAR and hit.lexical >= _SOME_WORDS * most)
        or hit.lexical >= _MANY_WORDS * most > 0
    ]


def _tellings(asked: Question, hits: Sequence[Hit], times: Times) -> list[Telling]:
    """Return what the sentences of hits tell of single days in the window, weighted by how they fit the topic."""
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
            if (event.last - event.first).days > _DAYS or not (asked.window is None or _inside(event, asked.window)):
                continue
            quote = trimmed(asked, hit.article.text, told.span, LONGEST)
            factor = _REPORTED if event.reported else 1.0
            found.append(
                Telling(
                    hit.article, hit.article_key, told, quote, event, float(weight) * factor, float(weight) * factor
                )
            )
    return found


def _inside(event: Event, window: Window) -> bool:
    return (window.first is None or event.first >= window.first) and (window.last is None or event.last <= window.last)


def _relevance(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much sentences count, from 0 to 1: those that fit the topic well alike, the others less and less.

    Among a few sentences a standard deviation means little, and they are told apart less.
    """
    steepness = _STEEPNESS * len(scores) / (len(scores) + _FEW)
    return np.exp(np.minimum(0.0, steepness * (scores - np.quantile(scores, _FITTING))))


def _kept(events: Sequence[Told], limit: int) -> list[Told]:
    """Return the events worth showing.

    Of the days that are reported enough, the weightiest event of each comes first, then second ones, and so on.
    """
    days: dict[date, list[Told]] = {}
    for event in events:
        days.setdefault(event.first, []).append(event)
    if not days:
        return []
    weights = {day: _reported(of_day) for day, of_day in days.items()}
    least = _LEAST_DAY * max(weights.values())
    ranked = [
        (place, -weights[day], day, event)
        for day, of_day in days.items()
        if weights[day] >= least
        for place, event in enumerate(of_day[:_A_DAY])
        if event.weight >= _LEAST_EVENT * of_day[0].weight
    ]
    return [row[3] for row in sorted(ranked, key=lambda row: row[:3])[:limit]]


def _reported(of_day: Sequence[Told]) -> float:
    """Return how much a day is reported: in how many articles, each counting by its best sentence."""
    best: dict[int, float] = {}
    for telling in (telling for event in of_day for telling in event.tellings):
        best[telling.article_key] = max(best.get(telling.article_key, 0.0), telling.weight)
    return sum(best.values())


def _event(told: Told, number: int, further: Iterator[int]) -> TimelineEvent:
    """Return an event with its quotes: the first is numbered by its place in the timeline, others after all these."""
    shown: list[Telling] = []
    for telling in told.tellings:
        if len(shown) < QUOTES and telling.article_key not in {other.article_key for other in shown}:
            shown.append(telling)
    citations = tuple(
        Citation(number if at == 0 else next(further), telling.article, telling.quote, telling.event)
        for at, telling in enumerate(shown)
    )
    return TimelineEvent(
        told.first,
        told.last,
        shown[0].event.precision,
        _summary(citations),
        told.outlets,
        citations,
        told.weight,
    )


def _summary(citations: Sequence[Citation]) -> str:
    marks = " ".join(f"[{citation.n}]" for citation in citations)
    return f"«{citations[0].quote}» {marks}"
