"""Which sentences, and which clauses of them, answer the question best."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.features import NAMES, Candidate, measure
from assistant.question import Question
from index.arabic import grams
from index.article import Span
from index.concept import Concept
from index.search import Hit
from index.sentences import clause_spans, clauses

_WEIGHTS = {
    "passage": 1.0,
    "alone": 1.0,
}
"""Found by a listwise fit over the features; docs/quality.md tells how and what each gave."""


def candidates_of(hits: Sequence[Hit]) -> list[Candidate]:
    """Return every sentence of the hits as a candidate."""
    return [Candidate(hit, at) for hit in hits for at in range(len(hit.sentences))]


def score(asked: Question, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return how well each candidate answers the question, shape (candidates,); higher is better."""
    weights = np.array([_WEIGHTS.get(name, 0.0) for name in NAMES])
    return measure(asked, candidates) @ weights


def trimmed(text: str, sentence: Span, concepts: Sequence[Concept], longest: int) -> Span:
    """Return the sentence if it is at most `longest` code points, else its run of clauses that shares most with the question.

    The run is cut where the punctuation parts clauses; «… [1]» is never cut inside a word unless the word alone is
    longer than a quote may be.
    """
    if sentence.end - sentence.start <= longest:
        return sentence
    wanted = {gram for concept in concepts for of_one in concept.grams() for gram in of_one}
    pieces = [piece for clause in clause_spans(text, sentence) for piece in clauses(text, clause, longest)]
    best = Span(sentence.start, pieces[0].end)
    most = -1
    for first, piece in enumerate(pieces):
        for last in range(first, len(pieces)):
            run = Span(piece.start, pieces[last].end)
            if run.end - run.start > longest:
                break
            shared = len(wanted & set(grams(run.of(text))))
            if shared > most or (shared == most and run.end - run.start > best.end - best.start):
                best, most = run, shared
    return best
