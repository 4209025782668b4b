"""How sure it is that the evidence answers the question: one number from 0 to 1, comparable between questions."""

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from assistant.features import Candidate, Matching
from assistant.question import Question
from index.arabic import grams

MEASURES = ("whole", "inside", "alone", "sentence", "passage", "three", "margin", "words")
"""What is measured, in the order of the weights; see `measures`."""
_CENTRE: dict[str, tuple[float, ...]] = {}
_FIFTH = 4


def confidence(asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> float:
    """Return how sure it is that the best candidates are about what is asked, from 0 to 1."""
    best = int(np.argmax(scores))
    return 1 / (1 + exp(-(candidates[best].hit.cosine - 0.80) * 60))


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
