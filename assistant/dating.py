"""When a sentence happened: how it fits the window of a question, the event of a quote, the words to set in bold."""

import re
from collections.abc import Iterable, Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from assistant.features import Candidate
from assistant.kinds import Kind
from assistant.question import Question
from assistant.window import Window
from index import places
from index.arabic import fold, fold_text, grams, words
from index.article import Article, Sentence, Span
from index.catalogue import Catalogue, Event
from index.numerals import numbers
from index.recognise import dated
from index.search import Hit

_CLOCK = re.compile(r"(?:الساعه|ساعه)\s+(?:ال)?\w+(?:[:.,]\d{2})?|\b\d{1,2}[:,.]\d{2}\b(?!\d)")
_LONG = 31
"""Days from which an event is a period, which says little about one day of it."""
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = 4.0
"""Words that a mark between clauses is worth as a distance."""
_GRAIN = {"part_of_day": 0, "day": 0, "week": 2, "range": 3, "month": 4, "year": 5}
_LEAD = 0.8
"""What a lead counts that names no time but was published in the window."""
_NEWS, _RECALLED = 3.0, 0.5
"""Days in which news gets old, and what an old article's word about the window counts."""
_NEARBY = 10.0
"""Days in which what came after (or before) loses most of its nearness."""


class Times:
    """The events of some articles, by article and sentence."""

    def __init__(self, events: Iterable[tuple[int, Event]] = ()) -> None:
        """Take pairs of article key and event."""
        self._events: dict[tuple[int, int], list[Event]] = {}
        for key, event in events:
            self._events.setdefault((key, event.sentence.number), []).append(event)

    @classmethod
    def of(cls, catalogue: Catalogue, hits: Iterable[Hit]) -> "Times":
        """Read the events of the articles that were hit."""
        return cls(catalogue.events({hit.article_key for hit in hits}))

    def events(self, article_key: int, number: int) -> Sequence[Event]:
        """Return the events that a sentence tells, in order of time."""
        return self._events.get((article_key, number), ())

    def reported(self, article_key: int, number: int) -> Event | None:
        """Return the event of a lead that is dated by its publication only."""
        return next((event for event in self.events(article_key, number) if event.reported), None)

    def fit(self, article: Article, article_key: int, number: int, window: Window) -> float:
        """Grade from -1 to 1 how well a sentence fits a window: told to happen in it, published in it, or elsewhere."""
        own = self.events(article_key, number)
        inside = [event for event in own if _lies_in(event, window)]
        if inside:
            best = max(_closeness(event, window) * (_LEAD if event.reported else 1.0) for event in inside)
            return best * _fresh(article, window) * (_RECALLED if _is_news(article, own, inside) else 1.0)
        if own:
            return -1.0
        if article.day is None:
            return -0.2
        if window.holds(article.day, article.day):
            return 0.4
        return 0.2 if window.last is not None and (article.day - window.last).days == 1 else -0.4


def held(asked: Question, candidates: Sequence[Candidate], times: Times) -> list[Candidate]:
    """Return the candidates of the window itself: told to happen in it, or telling no time and published in it.

    A passage that lies in a window may hold sentences of other days, which a window fixed by hand shuts out.
    """
    window = asked.window
    if window is None:
        return list(candidates)
    kept = []
    for candidate in candidates:
        own = times.events(candidate.hit.article_key, candidate.hit.passage.sentences[candidate.at].number)
        day = candidate.hit.article.day
        if any(_lies_in(event, window) for event in own) or (not own and day is not None and window.holds(day, day)):
            kept.append(candidate)
    return kept


def fits(asked: Question, candidates: Sequence[Candidate], times: Times) -> NDArray[np.float64]:
    """Return how well candidates fit the window of a question, shape (candidates,), from -1 to 1; 0 without one."""
    if asked.window is None:
        return np.zeros(len(candidates))
    window = asked.window
    return np.array(
        [times.fit(c.hit.article, c.hit.article_key, c.hit.passage.sentences[c.at].number, window) for c in candidates]
    )


def _lies_in(event: Event, window: Window) -> bool:
    """Whether an event touches a closed window, or lies wholly in an open one."""
    if window.first is not None and window.last is not None:
        return window.holds(event.first, event.last)
    return (window.first is None or event.first >= window.first) and (window.last is None or event.last <= window.last)


def _is_news(article: Article, own: Sequence[Event], inside: Sequence[Event]) -> bool:
    """Whether a sentence tells of the day of its article, which is not in the window, and only recalls the window."""
    return any(event.first == article.day and event not in inside for event in own)


def _fresh(article: Article, window: Window) -> float:
    """Return less than 1 for what only recalls the window: an article published long after it."""
    if article.day is None or window.last is None:
        return 1.0
    return _RECALLED + (1 - _RECALLED) * exp(-max(0, (article.day - window.last).days - 1) / _NEWS)


def _closeness(event: Event, window: Window) -> float:
    length = (event.last - event.first).days
    if window.first is not None and window.last is not None:
        return 1.0 if length <= max(_LONG // 4, (window.last - window.first).days) else 0.3
    if length > _LONG:
        return 0.2
    far = (event.first - window.first).days if window.first else (window.last - event.last).days if window.last else 0
    return 0.4 + 0.6 * exp(-max(0, far) / _NEARBY)


def event_of(asked: Question, article: Article, sentence: Sentence, quote: Span, lead: Event | None) -> Event | None:
    """Return the time that a quote tells of.

    Of several it is one inside the window and the quote if it can be, then the one nearest to the words of the
    question, then the most precise. `lead` is the event of a sentence that names no time, dated by its publication.
    """
    named = dated(article, sentence)
    if not named:
        return lead
    near = _nearness(asked, article, sentence, [span for _, span in named]) if len(named) > 1 else [0.0]

    def order(at: int) -> tuple[bool, bool, float, int, int]:
        event, span = named[at]
        outside = asked.window is not None and not asked.window.holds(event.first, event.last)
        return outside, not quote.overlaps(span), -near[at], _GRAIN.get(event.precision, 3), at

    return named[min(range(len(named)), key=order)][0]


def _nearness(asked: Question, article: Article, sentence: Sentence, times: Sequence[Span]) -> list[float]:
    """Return for each time of a sentence how near the words of the question stand to it, above all in its clause."""
    said = [word for concept in asked.concepts for one in concept.alternatives for word in words(one)]
    wanted = {gram for word in said for gram in (*grams(word), *grams(_bare(word)))}
    spans = [Span(m.start(), m.end()) for m in _WORD.finditer(article.text, sentence.span.start, sentence.span.end)]
    asked_for = [at for at, word in enumerate(spans) if _shares(wanted, word.of(article.text))]
    found = []
    for time in times:
        here = [at for at, word in enumerate(spans) if word.overlaps(time)]
        others = [at for at in asked_for if at not in here]
        found.append(sum(1 / (2 + _apart(article.text, spans, here, at)) for at in others) if here else 0.0)
    return found


def _shares(wanted: set[str], word: str) -> bool:
    own = grams(_bare(word))
    return bool(own) and sum(gram in wanted for gram in own) * 2 >= len(own)


def _bare(word: str) -> str:
    """Return a word without its article and what is written to it: «والجسر» and «جسر» are one word."""
    folded = fold_text(word)
    found = (p for p in ("وال", "بال", "لل", "ال", "و") if folded.startswith(p) and len(folded) > 4)
    return folded.removeprefix(next(found, ""))


def _apart(text: str, spans: Sequence[Span], here: Sequence[int], at: int) -> float:
    """Return the words between, each mark that parts clauses counting as some more."""
    nearest = min(here, key=lambda own: abs(own - at))
    low, high = sorted((nearest, at))
    between = text[spans[low].end : spans[high].start]
    return high - low + _CLAUSE * sum(mark in '،؛,;:()«»"' for mark in between)


def highlights(kinds: Sequence[Kind], article: Article, sentence: Sentence, quote: Span) -> tuple[Span, ...]:
    """Return the words of a quote that are of a kind asked for: times, numbers, places; in order, none overlapping."""
    text = quote.of(article.text)
    when = [span for _, span in dated(article, sentence) if quote.start <= span.start and span.end <= quote.end]
    found: list[Span] = []
    if Kind.WHEN in kinds:
        folded = fold(text)
        clock = [Span(*folded.span(*m.span())) for m in _CLOCK.finditer(folded.text)]
        found += when + [Span(quote.start + span.start, quote.start + span.end) for span in clock]
    if Kind.NUMBER in kinds:
        counted = [Span(quote.start + number.start, quote.start + number.end) for number in numbers(text)]
        found += [span for span in counted if not any(span.overlaps(time) for time in when)]
    if Kind.WHERE in kinds:
        found += [Span(quote.start + m.start, quote.start + m.end) for m in places.find(text) if not m.adjective]
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)
