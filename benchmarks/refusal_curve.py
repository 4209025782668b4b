"""The curve of refusal: how often a question is refused with its article in the archive, and with it taken away.

    python -m benchmarks.refusal_curve --home archive --questions questions.jsonl [--sample 600]

Questions are lines with `question`, `lang` and `article_id` (docs/quality.md). Each is asked twice: with all that is
found, and with the passages of its own article left out, which makes it a question near the archive's topics that
nothing there answers. The table gives the share refused of both at every confidence.
"""

import argparse
import json
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.answer import HITS, Assistant
from assistant.choice import candidates_of, score
from assistant.confidence import confidence
from assistant.question import Question, Request
from assistant.settings import Settings
from index.search import Hit

LEVELS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
FEWEST = 5
"""Passages that must be left when an article is taken away."""


def main() -> None:
    """Ask all questions both ways and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--questions", required=True)
    parser.add_argument("--sample", type=int, default=600)
    options = parser.parse_args()
    assistant = Assistant.open(Settings.read(os.environ, home=options.home))
    lines = [json.loads(line) for line in Path(options.questions).read_text("utf-8").splitlines() if line.strip()]
    random.Random(7).shuffle(lines)
    for language in ("ar", "en"):
        asked = [line for line in lines if line["lang"] == language][: options.sample]
        pairs = np.array(list(_pairs(assistant, asked))).reshape(-1, 2)
        print(
            f"\n{language}: {len(pairs)} questions\n\n| confidence | refused wrongly | refused rightly |\n|---|---|---|"
        )
        for level in LEVELS:
            wrongly, rightly = (pairs < level).mean(axis=0) if len(pairs) else (0.0, 0.0)
            print(f"| {level} | {wrongly:.3f} | {rightly:.3f} |")


def _pairs(assistant: Assistant, lines: Sequence[dict[str, str]]) -> Iterator[tuple[float, float]]:
    for line in lines:
        asked = assistant.understand(Request(line["question"]))
        hits = assistant.search(asked, HITS)
        others = [hit for hit in hits if hit.article.article_id != line["article_id"]]
        if len(others) < len(hits) and len(others) >= FEWEST:
            yield _sure(asked, hits), _sure(asked, others)


def _sure(asked: Question, hits: Sequence[Hit]) -> float:
    candidates = candidates_of(hits)
    return confidence(asked, candidates, score(asked, candidates))


if __name__ == "__main__":
    main()
