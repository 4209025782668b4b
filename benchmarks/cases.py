"""What the fits and the curve share: questions with known answers, asked, with the candidates that were found."""

import argparse
import json
import os
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answer import HITS, Assistant
from assistant.choice import candidates_of, score
from assistant.features import Candidate
from assistant.question import Question, Request
from assistant.settings import Settings
from index.search import Hit

FOLDS = 5
FEWEST = 5
"""Passages that must be left when some are taken away."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the sentences found, which of them answer it, and the fold of its article.

    `fold` is the same for all questions on one article, so that what is fitted on some is tried on others.
    """

    asked: Question
    candidates: tuple[Candidate, ...]
    right: NDArray[np.bool_]
    own: NDArray[np.bool_]
    fold: int

    def scores(self) -> NDArray[np.float64]:
        """Return the scores of the candidates, shape (candidates,)."""
        return score(self.asked, self.candidates)

    def without(self, gone: NDArray[np.bool_]) -> "Case | None":
        """Return the question with candidates taken away, or None where too little would be left."""
        kept = [candidate for candidate, lost in zip(self.candidates, gone, strict=True) if not lost]
        if len({candidate.hit.passage_id for candidate in kept}) < FEWEST:
            return None
        return Case(self.asked, tuple(kept), self.right[~gone], self.own[~gone], self.fold)


def options(about: str) -> argparse.Namespace:
    """Read `--home`, `--questions` and `--sample` from the command line."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--questions", required=True, help="lines with question, lang, article_id and answers")
    parser.add_argument("--sample", type=int, default=600, help="questions of each language, at most")
    return parser.parse_args()


def cases(wanted: argparse.Namespace) -> Iterator[tuple[str, list[Case]]]:
    """Ask the questions of each language and yield it with its cases."""
    assistant = Assistant.open(Settings.read(os.environ, home=wanted.home))
    lines = [json.loads(line) for line in Path(wanted.questions).read_text("utf-8").splitlines() if line.strip()]
    random.Random(7).shuffle(lines)
    for language in ("ar", "en"):
        asked = [line for line in lines if line["lang"] == language][: wanted.sample]
        yield language, [_case(assistant, line) for line in asked]


def _case(assistant: Assistant, line: dict[str, object]) -> Case:
    asked = assistant.understand(Request(str(line["question"])))
    hits: Sequence[Hit] = assistant.search(asked, HITS)
    candidates = tuple(candidates_of(hits))
    article, answers = str(line["article_id"]), line["answers"]
    assert isinstance(answers, list)
    own = [candidate.hit.article.article_id == article for candidate in candidates]
    right = [
        mine and any(one.span.start <= answer["start"] and answer["end"] <= one.span.end for answer in answers)
        for one, mine in zip(candidates, own, strict=True)
    ]
    return Case(asked, candidates, np.array(right, bool), np.array(own, bool), zlib.crc32(article.encode()) % FOLDS)
