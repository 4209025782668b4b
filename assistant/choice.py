"""Which sentences, which clauses of them and which neighbours beside them answer the question best."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.features import NAMES, Candidate, Matching, holding, measure, stems_in
from assistant.kinds import Kind
from assistant.question import Question
from index.arabic import grams, has_arabic
from index.article import Span
from index.numerals import numbers
from index.search import Hit
from index.sentences import clause_spans, clauses

_OWN_WORDS = {
    "passage": 0.65, "inside": 0.75, "alone": 0.5, "best_alone": 0.6, "own_words": 1.0, "near_words": 1.2,
    "passage_words": 1.2, "wanted": 0.8, "wanted_new": 0.65, "short": -0.25, "bigrams": 0.6, "own_stems": 1.7,
    "near_stems": 1.75,
}  # fmt: skip
_CARRIED_OVER = {
    "passage": 0.85, "inside": 0.7, "alone": 0.85, "best_alone": 0.95, "own_words": 1.2, "near_words": 1.25,
    "passage_words": 1.1, "wanted": 0.25, "wanted_new": 1.05, "own_stems": 1.6, "near_stems": 1.6,
}  # fmt: skip
"""Weights of the features for questions in Arabic and for those carried over from English: a listwise fit, cross-
validated by article (docs/quality.md tells how, and what each feature gave)."""


_NEAR = 1.5
"""Standard deviations of the scores by which a neighbour may be the worse sentence and yet be quoted too."""
_MOST = 0.5
"""The share of the question that a sentence must hold to need no neighbour."""
_WANTED = 0.25
"""What it is worth, as a share of the question, that a run of clauses holds the kind of thing asked for."""


def candidates_of(hits: Sequence[Hit]) -> list[Candidate]:
    """Return every sentence of the hits as a candidate."""
    return [Candidate(hit, at) for hit in hits for at in range(len(hit.sentences))]


def score(asked: Question, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return how well each candidate answers the question, shape (candidates,); higher is better."""
    table = _OWN_WORDS if has_arabic(asked.searched) else _CARRIED_OVER
    weights = np.array([table.get(name, 0.0) for name in NAMES])
    scores: NDArray[np.float64] = measure(asked, candidates) @ weights
    return scores


def neighbour(
    asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64], at: int, longest: int
) -> int | None:
    """Return the candidate that is quoted together with another, the better of those before and behind it, if any.

    It stands in the same line and fits well enough by itself, and both are at most `longest` code points. None is
    needed where the sentence alone holds the kind of thing asked for and most of the question. Of two sentences that
    each give a number only one answers a question for a number. A summary takes its sentences one by one.
    """
    one, least = candidates[at], scores[at] - _NEAR * scores.std()
    if Kind.SUMMARY in asked.kinds or _answers_alone(asked, one.text):
        return None
    found = []
    for other in (at - 1, at + 1):
        if not 0 <= other < len(candidates) or candidates[other].hit.passage_id != one.hit.passage_id:
            continue
        near = candidates[other]
        both = near.span.joined(one.span)
        parted = abs(near.at - one.at) != 1 or "\n" in both.of(one.hit.article.text)
        if parted or scores[other] <= least or both.end - both.start > longest:
            continue
        if not (Kind.NUMBER in asked.kinds and numbers(one.text) and numbers(near.text)):
            found.append(other)
    return max(found, key=lambda other: float(scores[other]), default=None)


def _answers_alone(asked: Question, text: str) -> bool:
    _, new = holding(asked, text)
    return new and Matching(asked.concepts, asked.rarities, kin=True).share(stems_in(text)) >= _MOST


def trimmed(asked: Question, text: str, sentence: Span, longest: int, around: Span | None = None) -> Span:
    """Return the sentence if it is at most `longest` code points, else the run of its clauses that answers best.

    If it can, it holds the words `around`.
    The best run holds the kind of thing asked for and most of what the question says, the rare things weighing more;
    of equals the longest, so that a quote keeps its surroundings. Clauses are parted where the punctuation parts them.
    """
    if sentence.end - sentence.start <= longest:
        return sentence
    pieces = [piece for clause in clause_spans(text, sentence) for piece in clauses(text, clause, longest)]
    matching = Matching(asked.concepts, asked.rarities)
    best, most = pieces[0], (False, -1.0, 0)
    for first, piece in enumerate(pieces):
        for last in range(first, len(pieces)):
            run = Span(piece.start, pieces[last].end)
            if run.end - run.start > longest:
                break
            quote = run.of(text)
            worth = matching.share(frozenset(grams(quote))) + _WANTED * sum(holding(asked, quote))
            holds = around is None or (run.start <= around.start and around.end <= run.end)
            if (holds, round(worth, 3), run.end - run.start) > most:
                best, most = run, (holds, round(worth, 3), run.end - run.start)
    return best
