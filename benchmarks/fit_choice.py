"""Fit the weights with which sentences are chosen, and tell what they give, cross-validated by article.

    python -m benchmarks.fit_choice --home archive --questions questions.jsonl [--sample 600]

Questions are lines with `question`, `lang`, `article_id` and `answers` (docs/quality.md). The fit maximises, over the
sentences of all hits of a question, the softmax probability of those that hold an answer.
"""

import argparse
import json
import os
import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answer import HITS, Assistant
from assistant.choice import candidates_of
from assistant.features import NAMES, measure
from assistant.question import Request
from assistant.settings import Settings

FOLDS = 5
STEPS, RATE, DECAY = 300, 0.05, 1e-3


@dataclass(frozen=True, slots=True)
class Case:
    """A question: the features of its candidates, which of them are right, and the fold of its article."""

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    fold: int


def main() -> None:
    """Fit for each language and print figures and weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--questions", required=True)
    parser.add_argument("--sample", type=int, default=600)
    options = parser.parse_args()
    assistant = Assistant.open(Settings.read(os.environ, home=options.home))
    lines = [json.loads(line) for line in Path(options.questions).read_text("utf-8").splitlines() if line.strip()]
    random.Random(7).shuffle(lines)
    for language in ("ar", "en"):
        cases = [_case(assistant, line) for line in [x for x in lines if x["lang"] == language][: options.sample]]
        ranked = [case for case in cases if len(case.right)]
        held_out = _held_out(ranked)
        for k in (1, 3):
            share = np.mean(
                [case.right[np.argsort(-(case.features @ w), kind="stable")[:k]].any() for case, w in held_out]
            )
            print(f"{language}: the answer is in the first {k}: {share:.3f} of {len(held_out)}")
        print({name: round(float(w), 2) for name, w in zip(NAMES, fitted(ranked), strict=True)})


def _held_out(cases: Sequence[Case]) -> list[tuple[Case, NDArray[np.float64]]]:
    weights = [fitted([case for case in cases if case.fold != fold]) for fold in range(FOLDS)]
    return [(case, weights[case.fold]) for case in cases]


def _case(assistant: Assistant, line: dict[str, object]) -> Case:
    asked = assistant.understand(Request(str(line["question"])))
    candidates = candidates_of(assistant.search(asked, HITS))
    article, answers = str(line["article_id"]), line["answers"]
    assert isinstance(answers, list)
    right = [
        c.hit.article.article_id == article
        and any(c.span.start <= answer["start"] and answer["end"] <= c.span.end for answer in answers)
        for c in candidates
    ]
    fold = zlib.crc32(article.encode()) % FOLDS
    return Case(measure(asked, candidates) if candidates else np.zeros((0, len(NAMES))), np.array(right, bool), fold)


def fitted(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Return the weights that make the right candidates likeliest (Adam on the listwise log-likelihood)."""
    usable = [case for case in cases if case.right.any()]
    weights = np.zeros(len(NAMES))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = -DECAY * weights
        for case in usable:
            scores = case.features @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            wanted = likely * case.right
            slope += case.features.T @ (wanted / wanted.sum() - likely) / len(usable)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main()
