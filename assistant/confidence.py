"""How sure it is that the evidence answers the question: one number from 0 to 1, comparable between questions."""

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from assistant.features import Candidate, Matching
from assistant.question import Question
from index.arabic import grams, has_arabic

MEASURES = ("whole", "inside", "alone", "sentence", "passage", "three", "margin", "words")
"""What is measured, in the order of `measures`."""
_OWN_WORDS = {"alone": 5.25, "passage": 2.84, "words": 0.018, "margin": 0.058}
_OWN_WORDS_BIAS = -7.23
_CARRIED_OVER = {"alone": 8.8, "whole": 17.9, "passage": 1.74, "margin": 0.46}
_CARRIED_OVER_BIAS = -23.4
"""A logistic fit that tells questions from the same questions with their article taken away (docs/quality.md)."""
_FIFTH = 4


def confidence(asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> float:
    """Return how sure it is that the best candidates answer what is asked, from 0 to 1."""
    own = has_arabic(asked.searched)
    weights, bias = (_OWN_WORDS, _OWN_WORDS_BIAS) if own else (_CARRIED_OVER, _CARRIED_OVER_BIAS)
    measured = dict(zip(MEASURES, measures(asked, candidates, scores), strict=True))
    return 1 / (1 + exp(-sum(weight * measured[name] for name, weight in weights.items()) - bias))


def measures(asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what confidence rests on, shape (len(MEASURES),).

    The cosines of the best sentence (of its passage, inside it, alone); the share of the question, by rarity in the
    archive, that the best sentence, its passage and any of the best three hold; how far the best stands out; BM25.
    """
    order = np.argsort(-scores, kind="stable")
    best = candidates[order[0]]
    scored = best.hit.sentences[best.at]
    matching = Matching(asked.concepts, asked.rarities)
    texts = [frozenset(grams(candidates[at].text)) for at in order[:3]]
    passage = frozenset(grams(f"{best.hit.article.title}\n{best.hit.passage.span.of(best.hit.article.text)}"))
    margin = scores[order[0]] - scores[order[min(_FIFTH, len(order) - 1)]]
    return np.array(
        [
            best.hit.cosine,
            scored.inside,
            scored.alone,
            matching.share(texts[0]),
            matching.share(passage),
            max(matching.share(text) for text in texts),
            margin,
            best.hit.lexical,
        ]
    )
