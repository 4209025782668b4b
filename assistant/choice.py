"""Which sentences, and which clauses of them, answer the question best."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.features import NAMES, Candidate, Matching, holding, measure
from assistant.question import Question
from index.arabic import grams, has_arabic
from index.article import Span
from index.search import Hit
from index.sentences import clause_spans, clauses

_OWN_WORDS = {
    "passage": 0.7, "inside": 0.8, "alone": 0.65, "best_alone": 0.8, "own_words": 1.6, "near_words": 2.2,
    "passage_words": 1.2, "wanted": 0.75, "wanted_new": 0.7, "short": -0.6, "bigrams": 0.85,
}  # fmt: skip
_CARRIED_OVER = {
    "passage": 1.0, "inside": 0.4, "alone": 1.0, "best_alone": 1.0, "own_words": 2.9, "near_words": 2.0,
    "passage_words": 2.0, "wanted": 0.25, "wanted_new": 1.0,
}  # fmt: skip
"""Weights of the features for questions in Arabic and for those carried over from English: a listwise fit, cross-
validated by article (docs/quality.md tells how, and what each feature gave)."""


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


def trimmed(asked: Question, text: str, sentence: Span, longest: int) -> Span:
    """Return the sentence if it is at most `longest` code points, else the run of its clauses that answers best.

    The best run holds the kind of thing asked for and most of what the question says, the rare things weighing more;
    of equals the longest, so that a quote keeps its surroundings. Clauses are parted where the punctuation parts them.
    """
    if sentence.end - sentence.start <= longest:
        return sentence
    pieces = [piece for clause in clause_spans(text, sentence) for piece in clauses(text, clause, longest)]
    matching = Matching(asked.concepts, asked.rarities)
    best, most = pieces[0], (-1.0, 0)
    for first, piece in enumerate(pieces):
        for last in range(first, len(pieces)):
            run = Span(piece.start, pieces[last].end)
            if run.end - run.start > longest:
                break
            quote = run.of(text)
            worth = matching.share(frozenset(grams(quote))) + _WANTED * sum(holding(asked, quote))
            if (round(worth, 3), run.end - run.start) > most:
                best, most = run, (round(worth, 3), run.end - run.start)
    return best
