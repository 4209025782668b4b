"""Fit what confidence rests on: the logistic measures that tell answered questions from unanswered ones.

    python -m benchmarks.fit_confidence --home archive --questions questions.jsonl [--sample 600]

Questions are lines with `question`, `lang`, `article_id` and `answers` (docs/quality.md). Against each question whose
answer is among the best three sentences stand the same question without the passages of its article, and without the
sentences that answer it, each counting half. Printed are the weights, and how well they tell the two apart on articles
that they were not fitted on: the area under the curve, and the share refused where 2 % of the answered are refused.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.confidence import ANSWERED_BY, MEASURES, measures
from benchmarks.cases import FOLDS, Case, cases, options

STEPS, RATE, DECAY = 1200, 1.0, 3e-3
BEST, LOST = 3, 0.02
Rows = NDArray[np.float64]


def main() -> None:
    """Fit for each language and print figures and weights."""
    for language, asked in cases(options(__doc__ or "")):
        answered = [case for case in asked if case.right[np.argsort(-case.scores(), kind="stable")[:BEST]].any()]
        kinds = [
            [(case, case.fold) for case in answered],
            [(left, case.fold) for case in asked if case.right.any() and (left := case.without(case.own))],
            [(left, case.fold) for case in asked if case.right.any() and (left := case.without(case.right))],
        ]
        rows = [np.array([_measured(case) for case, _ in kind]) for kind in kinds]
        folds = [np.array([fold for _, fold in kind]) for kind in kinds]
        told = [np.zeros(len(kind)) for kind in kinds]
        for fold in range(FOLDS):
            weights, bias = fitted([of_kind[where != fold] for of_kind, where in zip(rows, folds, strict=True)])
            for of_kind, where, found in zip(rows, folds, told, strict=True):
                found[where == fold] = of_kind[where == fold] @ weights + bias
        least = np.quantile(told[0], LOST)
        for name, found in zip(("no article", "no sentence"), told[1:], strict=True):
            print(
                f"{language}, {name}: area {_area(told[0], found):.3f}, refused at {LOST}: {(found < least).mean():.3f}"
            )
        weights, bias = fitted(rows)
        print({name: round(float(w), 2) for name, w in zip(ANSWERED_BY, weights, strict=True)}, "bias", round(bias, 2))


def _measured(case: Case) -> Rows:
    found = dict(zip(MEASURES, measures(case.asked, case.candidates, case.scores()), strict=True))
    return np.array([found[name] for name in ANSWERED_BY])


def fitted(rows: Sequence[Rows]) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias of the raw measures (gradient descent on the weighted logistic loss)."""
    table = np.concatenate(list(rows))
    true = np.concatenate([np.full(len(kind), float(at == 0)) for at, kind in enumerate(rows)])
    counts = np.concatenate([np.full(len(kind), 1.0 if at == 0 else 0.5) for at, kind in enumerate(rows)])
    mean, spread = table.mean(0), table.std(0) + 1e-9
    scaled = np.column_stack([(table - mean) / spread, np.ones(len(table))])
    weights = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ ((likely - true) * counts) / counts.sum()
        weights -= RATE * (slope + DECAY * np.append(weights[:-1], 0.0))
    raw = weights[:-1] / spread
    return raw, float(weights[-1] - raw @ mean)


def _area(higher: Rows, lower: Rows) -> float:
    return float((higher[:, None] > lower[None]).mean() + 0.5 * (higher[:, None] == lower[None]).mean())


if __name__ == "__main__":
    main()
