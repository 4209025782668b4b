"""What can be measured of a sentence as an answer to a question: the numbers that the choice of evidence rests on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from assistant.kinds import Kind
from assistant.question import Question
from index import places, times
from index.arabic import fold_text, grams
from index.article import Span
from index.numerals import numbers
from index.search import Hit, standardised

NAMES = (
    "passage", "inside", "alone", "best_alone", "own_words", "near_words", "passage_words", "wanted", "wanted_new",
    "length", "short", "lead", "names", "bigrams",
)  # fmt: skip
"""The features, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: which sentence of which hit."""

    hit: Hit
    at: int

    @property
    def span(self) -> Span:
        """The sentence's place in its article."""
        return self.hit.passage.sentences[self.at].span

    @property
    def text(self) -> str:
        """The sentence."""
        return self.span.of(self.hit.article.text)


def measure(asked: Question, lexical: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the features of candidates, shape (candidates, len(NAMES)).

    `lexical` is the question in Arabic words as far as they are known, the text whose grams were searched.
    """
    texts = [candidate.text for candidate in candidates]
    own = [frozenset(grams(text)) for text in texts]
    weights = _rarity(own)
    wanted_grams = {gram: weights.get(gram, max(weights.values(), default=1.0)) for gram in grams(lexical)}
    passages = standardised(np.array([c.hit.score for c in candidates]))
    scored = [c.hit.sentences[c.at] for c in candidates]
    alone = np.array([s.alone for s in scored])
    rows = np.zeros((len(candidates), len(NAMES)))
    column = {name: at for at, name in enumerate(NAMES)}
    rows[:, column["passage"]] = passages
    rows[:, column["inside"]] = standardised(np.array([s.inside for s in scored]))
    rows[:, column["alone"]] = standardised(alone)
    rows[:, column["best_alone"]] = alone - alone.max()
    by_hit: dict[int, list[int]] = {}
    for row, candidate in enumerate(candidates):
        by_hit.setdefault(candidate.hit.passage_id, []).append(row)
    question_pairs = _pairs(lexical)
    asked_numbers = {number.value for number in numbers(asked.text)}
    for row, candidate in enumerate(candidates):
        near = frozenset().union(*(own[other] for other in by_hit[candidate.hit.passage_id] if abs(candidates[other].at - candidate.at) <= 1))
        whole = frozenset().union(*(own[other] for other in by_hit[candidate.hit.passage_id]), grams(candidate.hit.article.title))
        rows[row, column["own_words"]] = _coverage(wanted_grams, own[row])
        rows[row, column["near_words"]] = _coverage(wanted_grams, near)
        rows[row, column["passage_words"]] = _coverage(wanted_grams, whole)
        holds, new = holding(asked, texts[row], asked_numbers)
        rows[row, column["wanted"]] = holds
        rows[row, column["wanted_new"]] = new
        rows[row, column["length"]] = log(1 + len(texts[row])) - 5
        rows[row, column["short"]] = len(texts[row]) < 40
        rows[row, column["lead"]] = candidate.hit.passage.sentences[candidate.at].number == 0
        rows[row, column["bigrams"]] = len(question_pairs & _pairs(texts[row])) / max(1, len(question_pairs))
    return rows


def holding(asked: Question, text: str, asked_numbers: set[float]) -> tuple[float, float]:
    """Return whether a sentence holds the kind of thing asked for, and whether it holds one the question does not."""
    for kind in asked.kinds:
        if kind is Kind.NUMBER:
            found = {number.value for number in numbers(text)}
            return float(bool(found)), float(bool(found - asked_numbers))
        if kind is Kind.WHEN:
            dated = bool(times.find(text)) or bool(_CLOCK.search(fold_text(text)))
            return float(dated), float(dated)
        if kind is Kind.WHERE:
            found_places = {mention.place.id for mention in places.find(text) if not mention.adjective}
            return float(bool(found_places)), float(bool(found_places - {place.id for place in asked.places}))
        if kind is Kind.WHY:
            because = bool(_CAUSE.search(fold_text(text)))
            return float(because), float(because)
    return 0.0, 0.0


_CLOCK = re.compile(r"\b(?:[12]\d{3})\b|الساعه|\bعام\b|\bسنه\b|\bقرن\b|\d{1,2}[:,.]\d{2}")
_CAUSE = re.compile(r"بسبب|نتيجه|لان|لأن|جراء|بفعل|نظرا|من اجل|بهدف|\bكي\b|حتي لا|خشيه|اثر|لذلك|ما ادي|مما|يعود|تعود|يرجع|سبب")


def _rarity(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(gram for grams_of in sets for gram in grams_of)
    return {gram: log(1 + len(sets) / count) for gram, count in counts.items()}


def _coverage(wanted: dict[str, float], held: frozenset[str]) -> float:
    total = sum(wanted.values())
    return sum(weight for gram, weight in wanted.items() if gram in held) / total if total else 0.0


def _pairs(text: str) -> set[tuple[str, str]]:
    folded = re.findall(r"[^\W_]+", fold_text(text))
    stems = [word.removeprefix("و").removeprefix("ال") for word in folded]
    return set(zip(stems, stems[1:], strict=False))
