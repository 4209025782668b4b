"""What can be measured of a sentence as an answer to a question: the numbers that the choice of evidence rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from assistant.counts import asked_about, counts
from assistant.kinds import Kind
from assistant.question import Question
from index import places, times
from index.arabic import fold_text, grams, words
from index.article import Span
from index.concept import Concept
from index.lexicon import english_of
from index.numerals import numbers
from index.search import Hit, standardised
from index.stems import stems

NAMES = (
    "passage", "inside", "alone", "best_alone", "own_words", "near_words", "passage_words", "wanted", "wanted_new",
    "length", "short", "bigrams", "own_stems", "near_stems",
)  # fmt: skip
"""The features, in the order of the columns."""
_UNSURE = 0.5
_SHORT = 40


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


class Matching:
    """How much of what a question says stands in a text, the rare things weighing more.

    Texts are sets of grams, or of stems if `kin`: then a word is held by another form of its root.
    """

    def __init__(self, concepts: Sequence[Concept], rarities: Sequence[float], *, kin: bool = False) -> None:
        """Take concepts with the rarity of each; one that is not sure weighs less."""
        self._parts = [
            [_stems_of(a) for a in concept.alternatives] if kin else _grams_of(concept) for concept in concepts
        ]
        self._weights = [weight_of(concept, rarity) for concept, rarity in zip(concepts, rarities, strict=True)]

    @classmethod
    def among(cls, concepts: Sequence[Concept], texts: Sequence[frozenset[str]], *, kin: bool = False) -> "Matching":
        """Weigh concepts by how few of these texts hold them."""
        matching = cls(concepts, [1.0] * len(concepts), kin=kin)
        held = [sum(_fit(alternatives, text) for text in texts) for alternatives in matching._parts]
        return cls(concepts, [log(1 + len(texts) / (count + 0.5)) for count in held], kin=kin)

    def share(self, text: frozenset[str]) -> float:
        """Return the share of the question's weight that a text holds, 0 to 1."""
        total = sum(self._weights)
        held = sum(weight * _fit(parts, text) for weight, parts in zip(self._weights, self._parts, strict=True))
        return held / total if total else 0.0


def weight_of(concept: Concept, rarity: float) -> float:
    """Return what a concept counts: its rarity, less if it is not sure that it is what was meant."""
    return rarity * (1.0 if concept.sure else _UNSURE)


def _grams_of(concept: Concept) -> list[frozenset[str] | list[frozenset[str]]]:
    return [frozenset(of_one) for of_one in concept.grams() if of_one]


def _stems_of(alternative: str) -> list[frozenset[str]]:
    return [stems(word) for word in words(alternative)]


def _fit(alternatives: Sequence[frozenset[str] | list[frozenset[str]]], text: frozenset[str]) -> float:
    """Return the share of the grams, or of the words by any of their stems, that a text holds in the best spelling."""
    best = 0.0
    for parts in alternatives:
        if isinstance(parts, frozenset):
            best = max(best, len(parts & text) / len(parts))
        elif parts:
            best = max(best, sum(not text.isdisjoint(of_word) for of_word in parts) / len(parts))
    return best


def stems_in(text: str) -> frozenset[str]:
    """Return the stems of all words of a text."""
    return frozenset().union(*map(stems, words(text)))


def measure(asked: Question, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the features of candidates, shape (candidates, len(NAMES))."""
    texts = [candidate.text for candidate in candidates]
    own = [frozenset(grams(text)) for text in texts]
    matching = Matching.among(asked.concepts, own)
    near, whole = _with_neighbours(candidates, own), _passages(candidates, own)
    kin = [stems_in(text) for text in texts]
    near_kin = _with_neighbours(candidates, kin)
    matching_kin = Matching.among(asked.concepts, kin, kin=True)
    matching_near_kin = Matching.among(asked.concepts, near_kin, kin=True)
    scored = [candidate.hit.sentences[candidate.at] for candidate in candidates]
    alone = np.array([sentence.alone for sentence in scored])
    pairs = _pairs(asked.searched)
    holds = [holding(asked, text) for text in texts]
    columns = {
        "passage": standardised(np.array([candidate.hit.score for candidate in candidates])),
        "inside": standardised(np.array([sentence.inside for sentence in scored])),
        "alone": standardised(alone),
        "best_alone": alone - alone.max(),
        "own_words": [matching.share(grams_of) for grams_of in own],
        "near_words": [matching.share(grams_of) for grams_of in near],
        "passage_words": [matching.share(grams_of) for grams_of in whole],
        "wanted": [float(kind) for kind, _ in holds],
        "wanted_new": [float(new) for _, new in holds],
        "length": [log(1 + len(text)) - 5 for text in texts],
        "short": [len(text) < _SHORT for text in texts],
        "bigrams": [len(pairs & _pairs(text)) / max(1, len(pairs)) for text in texts],
        "own_stems": [matching_kin.share(of_text) for of_text in kin],
        "near_stems": [matching_near_kin.share(of_text) for of_text in near_kin],
    }
    return np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in NAMES])


def _with_neighbours(candidates: Sequence[Candidate], own: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return what each candidate holds together with its neighbours, of what each holds by itself."""
    rows = _rows(candidates)
    return [
        frozenset().union(
            *(own[other] for other in rows[candidate.hit.passage_id] if abs(candidates[other].at - candidate.at) <= 1)
        )
        for candidate in candidates
    ]


def _passages(candidates: Sequence[Candidate], own: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return the grams of each candidate's whole passage and title."""
    passages = {
        passage: frozenset().union(
            grams(candidates[of_passage[0]].hit.article.title), *(own[row] for row in of_passage)
        )
        for passage, of_passage in _rows(candidates).items()
    }
    return [passages[candidate.hit.passage_id] for candidate in candidates]


def _rows(candidates: Sequence[Candidate]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for row, candidate in enumerate(candidates):
        rows.setdefault(candidate.hit.passage_id, []).append(row)
    return rows


def is_name(concept: Concept) -> bool:
    """Whether a concept is a name: of a question carried over what is sure, of an Arabic one what is no known word."""
    return concept.sure and not any(english_of(word) for word in concept.alternatives[0].split())


def holding(asked: Question, text: str) -> tuple[bool, bool]:
    """Return whether a sentence holds the kind of thing asked for, and whether one that the question does not."""
    for kind in asked.kinds:
        if kind is Kind.NUMBER:
            dates = [(time.start, time.end) for time in times.find(text)]
            found = {
                number.value
                for number in numbers(text)
                if not any(start < number.end and number.start < end for start, end in dates)
            }
            if about := asked_about(asked.words):
                return bool(found), any(count.of in about for count in counts(text))
            return bool(found), bool(found - {number.value for number in numbers(asked.text)})
        if kind is Kind.WHEN:
            dated = bool(_CLOCK.search(fold_text(text))) or bool(times.find(text))
            return dated, dated
        if kind is Kind.WHERE:
            named = {mention.place.id for mention in places.find(text) if not mention.adjective}
            return bool(named), bool(named - {place.id for place in asked.places})
        if kind is Kind.WHY:
            because = bool(_CAUSE.search(fold_text(text)))
            return because, because
    return False, False


_CLOCK = re.compile(r"\b(?:[12]\d{3})\b|الساعه|\bعام\b|\bسنه\b|\bقرن\b|\d{1,2}[:,.]\d{2}")
_CAUSE = re.compile(
    r"بسبب|نتيجه|لان|جراء|بفعل|نظرا|من اجل|بهدف|\bكي\b|حتي لا|خشيه|علي اثر|لذلك|ما ادي|مما|يعود|تعود|يرجع|سبب"
)


def _pairs(text: str) -> set[tuple[str, str]]:
    bare = [word.removeprefix("و").removeprefix("ال") for word in words(text)]
    return set(pairwise(bare))
