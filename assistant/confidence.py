"""How sure it is that the evidence answers the question: one number from 0 to 1, comparable between questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from assistant.features import Candidate, Matching, is_name, stems_in
from assistant.question import Question
from index.arabic import grams, has_arabic

MEASURES = (
    "alone", "whole", "own", "three", "passage", "common", "likely", "spread", "gathered", "ahead", "spelled", "margin",
    "words",
)  # fmt: skip
"""What is measured, in the order of `measures`."""
ANSWERED_BY = MEASURES[:10]
"""The measures that tell whether a question is answered; the rest only whether its matter is told of."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """A logistic fit: what each measure counts, and what stands against all of them."""

    weights: Mapping[str, float]
    bias: float

    def of(self, measured: Mapping[str, float]) -> float:
        return 1 / (1 + exp(-sum(weight * measured[name] for name, weight in self.weights.items()) - self.bias))


_TOLD = (
    _Fit({"alone": 5.25, "spelled": 2.84, "words": 0.018, "margin": 0.058}, -7.03),
    _Fit({"alone": 8.8, "whole": 17.9, "spelled": 1.74, "margin": 0.46}, -23.2),
)
"""Whether the archive tells of the matter at all: fitted on questions whose article is taken away. One for questions
in Arabic, one for those carried over."""
_ANSWERED = (
    _Fit(
        {
            "alone": 33.0, "whole": -27.7, "own": 0.5, "three": 2.7, "passage": -2.1, "common": 0.4, "likely": -3.5,
            "spread": -1.3, "gathered": 2.4, "ahead": -10.0,
        },
        -2.94,
    ),
    _Fit(
        {
            "alone": 25.7, "whole": -17.9, "own": 0.4, "three": 3.4, "passage": -3.3, "common": 1.3, "likely": -1.5,
            "spread": -0.7, "gathered": 3.6, "ahead": 8.9,
        },
        -7.65,
    ),
)  # fmt: skip
"""Whether what it tells answers the question: fitted on questions whose article stays and whose sentences are taken
away, and on those without their article (docs/quality.md)."""
_WIDEST = 3.2
"""The largest entropy that the fit has seen: what dozens of articles tell is not less sure for being told so often."""
_HALF = 0.5
_FIFTH = 4


def confidence(asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> float:
    """Return how sure it is that the best candidates answer what is asked, from 0 to 1.

    The archive must tell of the matter, and answer what is asked of it: the less sure of both counts.
    """
    measured = dict(zip(MEASURES, map(float, measures(asked, candidates, scores)), strict=True))
    carried = int(not has_arabic(asked.searched))
    return min(_TOLD[carried].of(measured), _ANSWERED[carried].of(measured))


def measures(asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what confidence rests on, shape (len(MEASURES),).

    The cosines of the best sentence, `alone` and within its `whole` passage; the share of the question, by rarity in
    the archive and in any form of its words, that the best sentence holds (its `own`; of the words that are no names:
    `common`), the best `three` together, and its `passage`; and how the candidates share the likelihood of being the
    answer among them: what the best has (`likely`) and its passage (`gathered`), the entropy (`spread`), how far the
    best is `ahead` of the second best cosine and its score above the fifth best (`margin`). `spelled` is the share of
    the question that the passage holds to the letter, `words` its BM25.
    """
    order = np.argsort(-scores, kind="stable")
    best = candidates[order[0]]
    passage = f"{best.hit.article.title}\n{best.hit.passage.span.of(best.hit.article.text)}"
    kin = [stems_in(candidates[at].text) for at in order[:3]]
    matching = Matching(asked.concepts, asked.rarities, kin=True)
    named = [is_name(concept) for concept in asked.concepts]
    common = Matching(
        [concept for concept, name in zip(asked.concepts, named, strict=True) if not name],
        [rarity for rarity, name in zip(asked.rarities, named, strict=True) if not name],
        kin=True,
    )
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    alone = np.array([candidate.hit.sentences[candidate.at].alone for candidate in candidates])
    return np.array(
        [
            alone[order[0]],
            best.hit.cosine,
            matching.share(kin[0]),
            matching.share(frozenset().union(*kin)),
            matching.share(stems_in(passage)),
            common.share(kin[0]) if not all(named) else _HALF,
            likely[order[0]],
            min(_WIDEST, -(likely * np.log(likely + 1e-12)).sum()),
            sum(likely[at] for at, one in enumerate(candidates) if one.hit.passage_id == best.hit.passage_id),
            alone[order[0]] - np.sort(alone)[-2] if len(alone) > 1 else 0.0,
            Matching(asked.concepts, asked.rarities).share(frozenset(grams(passage))),
            scores[order[0]] - scores[order[min(_FIFTH, len(order) - 1)]],
            best.hit.lexical,
        ]
    )
