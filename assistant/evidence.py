"""Evidence: the sentences chosen from hits, where outlets agree and where they differ, and whether it is enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.agreement import findings_of
from assistant.choice import candidates_of, neighbour, score, trimmed
from assistant.confidence import confidence
from assistant.dating import Times, event_of, fits, held, highlights
from assistant.features import Candidate
from assistant.kinds import Kind
from assistant.question import Question
from assistant.quote import Finding, Quote
from assistant.statement import Reason
from assistant.window import Grip
from index.reranker import Reranker
from index.search import Hit, standardised
from index.views import titled

__all__ = ["Evidence", "Finding", "Quote", "select"]

STATEMENTS = 3
"""Findings of an ordinary answer. A question for a number gets more, so that figures that differ are seen."""
FIGURES = 5
SUMMARY = 5
LONGEST = 280
"""Code points that a quote is trimmed to, at clauses, or that a sentence and its neighbour may have together."""
_SUMMARIES = 0.4
"""A summary rests on many sentences of which none is like the request: so much of the confidence is enough."""
_FOLLOW_UPS = 0.5
"""A follow-up made whole is two questions in one, of which the evidence need only answer the second."""
_WALL, _WINDOW = 2.0, 0.5
"""What it counts, in standard deviations of the scores, that a sentence happened in the window (or did not)."""
_SPARE = 8
"""Quotes that are made for each finding wanted: many say the same."""
GRADED = 30
"""Candidates that a reranker reads, the best by their scores: each costs a pass through its model."""
_GRADE = 1.0
"""What a grade counts, in standard deviations of the scores. Set by reason, not fitted (docs/decisions.md)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer may rest on: findings, best first; or why they are not enough, with the nearest quote.

    `confidence` is from 0 to 1, comparable between questions.
    """

    findings: tuple[Finding, ...]
    confidence: float
    shortfall: Reason | None = None
    nearest: Quote | None = None

    @property
    def enough(self) -> bool:
        """Whether an answer may be written."""
        return self.shortfall is None


def select(
    asked: Question, hits: Sequence[Hit], enough: float, times: Times, reranker: Reranker | None = None
) -> Evidence:
    """Choose the evidence for a question from hits.

    Args:
        asked: the question.
        hits: what was found, best first.
        enough: the confidence below which the evidence is too weak, 0 to 1.
        times: the events of the articles that were found.
        reranker: reads the best candidates anew and changes their order, never whether they are enough.
    """
    candidates = candidates_of(hits)
    if not candidates:
        return Evidence((), 0.0, Reason.NOTHING_FOUND)
    if asked.grip is Grip.FIRM:
        candidates = held(asked, candidates, times)
        if not candidates:
            return Evidence((), 0.0, Reason.WINDOW)
    scores = score(asked, candidates)
    scores = scores + (_WALL if asked.walled else _WINDOW) * scores.std() * fits(asked, candidates, times)
    sure = confidence(asked, candidates, scores)
    wanted = _wanted(asked)
    weak = sure < enough * _share(asked)
    if reranker is not None and not weak:
        scores = _graded(asked, candidates, scores, reranker)
    findings = findings_of(asked, _quotes(asked, candidates, scores, times, wanted * _SPARE), wanted)
    if weak:
        return Evidence((), sure, Reason.WEAK, findings[0].quotes[0])
    return Evidence(tuple(findings), sure)


def _graded(
    asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64], reranker: Reranker
) -> NDArray[np.float64]:
    """Return the scores, those of the best candidates with what a reranker gives them under their titles."""
    best = np.argsort(-scores, kind="stable")[:GRADED]
    texts = [titled(candidates[at].hit.article) + candidates[at].text for at in best]
    graded = scores.copy()
    graded[best] += _GRADE * scores.std() * standardised(reranker.grade(asked.searched or asked.text, texts))
    return graded


def _share(asked: Question) -> float:
    """Return the share of the confidence asked for that is enough for this question."""
    if Kind.SUMMARY in asked.kinds:
        return _SUMMARIES
    return _FOLLOW_UPS if asked.near else 1.0


def _wanted(asked: Question) -> int:
    if Kind.SUMMARY in asked.kinds:
        return SUMMARY
    return FIGURES if Kind.NUMBER in asked.kinds else STATEMENTS


def _quotes(
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
            _quote(asked, candidates[at], None if beside is None else candidates[beside], float(scores[at]), times)
        )
    return quotes


def _quote(asked: Question, candidate: Candidate, beside: Candidate | None, points: float, times: Times) -> Quote:
    article, key = candidate.hit.article, candidate.hit.article_key
    sentence = candidate.hit.passage.sentences[candidate.at]
    span = sentence.span if beside else trimmed(asked, article.text, sentence.span, LONGEST)
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
