"""Evidence: the sentences chosen from hits, where outlets agree and where they differ, and whether it is enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.agreement import findings_of
from assistant.choice import candidates_of, score
from assistant.confidence import confidence
from assistant.dating import Times, fits, held
from assistant.features import Candidate
from assistant.kinds import Kind
from assistant.premise import contradiction
from assistant.question import Question
from assistant.quote import Finding, Quote
from assistant.quoting import quote_of, quotes_of
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
_SUMMARIES = 0.4
"""A summary rests on many sentences of which none is like the request: so much of the confidence is enough."""
_FOLLOW_UPS = 0.65
"""A follow-up made whole is two questions in one, of which the evidence need only answer the second."""
_WALL, _WINDOW = 2.0, 0.5
"""What it counts, in standard deviations of the scores, that a sentence happened in the window (or did not)."""
_SPARE = 8
"""Quotes that are made for each finding wanted: many say the same."""
_JUST_BELOW = 1e-6
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
    against = contradiction(asked, candidates, scores)
    spoken = against and quote_of(asked, candidates[against.at], None, 0.0, times, against.words)
    if weak:
        nearest = spoken or quotes_of(asked, candidates, scores, times, 1)[0]
        return Evidence((), sure, Reason.PREMISE if spoken else Reason.WEAK, nearest)
    findings = findings_of(asked, quotes_of(asked, candidates, scores, times, wanted * _SPARE), wanted)
    return Evidence(tuple(_contradicted(findings, spoken, wanted) if spoken else findings), sure)


def _contradicted(findings: Sequence[Finding], spoken: Quote, wanted: int) -> list[Finding]:
    """Return findings with what speaks against the question among the first two, so that nobody can overlook it."""
    first, *others = findings
    if spoken.sentence.overlaps(first.quotes[0].sentence) and spoken.article_key == first.quotes[0].article_key:
        return [replace(first, contradicts=True), *others]
    told = replace(spoken, score=first.quotes[0].score - _JUST_BELOW)
    kept = [one for one in others if one.quotes[0].article_key != told.article_key or one.quotes[0].span != told.span]
    return [first, Finding((told,), contradicts=True), *kept][:wanted]


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
