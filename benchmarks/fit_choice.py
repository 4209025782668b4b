"""Fit the weights with which sentences are chosen, and tell what they give, cross-validated by article.

    python -m benchmarks.fit_choice --home archive --questions questions.jsonl [--sample 600]

Questions are lines with `question`, `lang`, `article_id` and `answers` (docs/quality.md). The fit maximises, over the
sentences of all hits of a question, the softmax probability of those that hold an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.features import NAMES, measure
from benchmarks.cases import FOLDS, Case, cases, options

STEPS, RATE, DECAY = 300, 0.05, 1e-3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question: the features of its candidates, which of them are right, and the fold of its article."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    fold: int

    @classmethod
    def of(cls, case: Case) -> "Ranked":
        """Measure the candidates of a case."""
        return cls(measure(case.asked, case.candidates), case.right, case.fold)


def main() -> None:
    """Fit for each language and print figures and weights."""
    for language, asked in cases(options(__doc__ or "")):
        ranked = [Ranked.of(case) for case in asked if case.candidates]
        held_out = _held_out(ranked)
        for k in (1, 3):
            share = np.mean(
                [one.right[np.argsort(-(one.features @ w), kind="stable")[:k]].any() for one, w in held_out]
            )
            print(f"{language}: the answer is in the first {k}: {share:.3f} of {len(held_out)}")
        print({name: round(float(w), 2) for name, w in zip(NAMES, fitted(ranked), strict=True)})


def _held_out(ranked: Sequence[Ranked]) -> list[tuple[Ranked, NDArray[np.float64]]]:
    weights = [fitted([one for one in ranked if one.fold != fold]) for fold in range(FOLDS)]
    return [(one, weights[one.fold]) for one in ranked]


def fitted(ranked: Sequence[Ranked]) -> NDArray[np.float64]:
    """Return the weights that make the right candidates likeliest (Adam on the listwise log-likelihood)."""
    usable = [one for one in ranked if one.right.any()]
    weights = np.zeros(len(NAMES))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = -DECAY * weights
        for one in usable:
            scores = one.features @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            wanted = likely * one.right
            slope += one.features.T @ (wanted / wanted.sum() - likely) / len(usable)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main()
