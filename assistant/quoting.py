"""Candidates become quotes: cut where long, with a neighbour where short, dated, the answer in bold."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.choice import neighbour, trimmed
from assistant.dating import Times, event_of, highlights
from assistant.features import Candidate
from assistant.question import Question
from assistant.quote import Quote
from index.article import Span

LONGEST = 300
"""Code points that a quote is trimmed to, at clauses, or that a sentence and its neighbour may have together."""


def quotes_of(
    asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64], times: Times, most: int
) -> list[Quote]:
    """Return at most `most` quotes, best first; a sentence that is quoted with its better neighbour is not repeated."""
    quotes: list[Quote] = []
    taken: set[int] = set()
    for at in map(int, np.argsort(-scores, kind="stable")):
        if len(quotes) == most:
            break
        if at in taken:
            continue
        beside = neighbour(asked, candidates, scores, at, LONGEST)
        beside = None if beside in taken else beside
        taken |= {at} if beside is None else {at, beside}
        quotes.append(
            quote_of(asked, candidates[at], None if beside is None else candidates[beside], float(scores[at]), times)
        )
    return quotes


def quote_of(
    asked: Question,
    candidate: Candidate,
    beside: Candidate | None,
    points: float,
    times: Times,
    around: Span | None = None,
) -> Quote:
    """Return a candidate as a quote: its sentence with the neighbour `beside` it, or cut to what answers best."""
    article, key = candidate.hit.article, candidate.hit.article_key
    sentence = candidate.hit.passage.sentences[candidate.at]
    span = sentence.span if beside else trimmed(asked, article.text, sentence.span, LONGEST, around)
    event = event_of(asked, article, sentence, span, times.reported(key, sentence.number))
    bold = highlights(asked.kinds, article, sentence, span)
    quote = Quote(article, key, span, sentence.span, sentence.number, points, event, bold)
    if beside is None:
        return quote
    other = beside.hit.passage.sentences[beside.at]
    both = span.joined(other.span)
    bold = tuple(sorted((*bold, *highlights(asked.kinds, article, other, other.span)), key=lambda one: one.start))
    event = event or event_of(asked, article, other, other.span, times.reported(key, other.number))
    return replace(quote, span=both, sentence=both, core=span, event=event, highlights=bold)
