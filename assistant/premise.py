"""What speaks against the premise of a question: sentences that deny what it assumes, or affirm what it denies.

"When did the town sell the mill?" takes for granted that it was sold. Whoever searches for the sale finds what is near
to it, and a denial is: «لا تنوي البلدية بيع المطحنة». It must not be lost among what merely is on the same matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.features import Candidate, is_name, weight_of
from assistant.guard.polarity import Negated, negated
from assistant.kinds import Kind
from assistant.question import Question
from index import lexicon, places
from index.arabic import fold_text, has_arabic, words
from index.article import Span
from index.concept import Concept
from index.stems import kin

_LOOKED_AT = 60
"""Candidates, the best by their scores, among which a denial is looked for."""
_WORSE = 5.0
"""How much worse than the best a denial may score: the logarithm of how much less likely it is as an answer."""
_ABOUT = 0.45
"""The share of the question, by rarity, that a denial and its title must hold."""
_ABOUT_DENIAL = 0.3
"""The same for a denial by one of whom the question says that he admitted it."""
_CLOSE = 4.0
"""What holding the whole question counts against a better score."""
_RARE = 2.0
"""Words of less rarity are too common for their negation to tell anything."""
_SUBJECT = 3
"""Words after a verb of denial among which its subject stands."""
_NEGATION = re.compile(
    r"\b(?:not|never|without|refus(?:e[sd]?|ing)|den(?:y|ie[sd])|reject(?:s|ed)?|fail(?:s|ed)?)\b|n't\b|"
    r"(?<!\w)[وفبل]?(?:لم|لن|لا|ليس|ليست|دون|بدون|عدم|رفض|رفضت|ترفض|يرفض|نفي|نفت|تنفي|ينفي|انكر|انكرت)(?!\w)"
)
_ASSUMING = frozenset({Kind.WHEN, Kind.WHY, Kind.HOW})
"""Questions that assume what they negate: "Why did it not …?"."""
_ADMITTED = frozenset().union(*(kin(fold_text(word)) for word in "اعترف اعتراف أقر إقرار يقر".split()))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A candidate, by its place in the list, and the words in it that speak against the question."""

    at: int
    words: Span


@dataclass(frozen=True, slots=True)
class _Said:
    """A concept by the stems of its alternatives, each a list of words; its weight, and whether it is a `name`."""

    spellings: tuple[tuple[frozenset[str], ...], ...]
    rarity: float
    weight: float
    name: bool

    @classmethod
    def of(cls, concept: Concept, rarity: float) -> "_Said":
        spellings = tuple(tuple(kin(word) for word in words(one)) for one in concept.alternatives)
        return cls(spellings, rarity, weight_of(concept, rarity), is_name(concept))

    def stands_in(self, text: frozenset[str]) -> bool:
        return any(spelling and all(word & text for word in spelling) for spelling in self.spellings)

    def is_said_by(self, word: frozenset[str]) -> bool:
        return any(len(spelling) == 1 and spelling[0] & word for spelling in self.spellings)


def contradiction(
    asked: Question, candidates: Sequence[Candidate], scores: NDArray[np.float64]
) -> Contradiction | None:
    """Return the candidate that most clearly speaks against what a question takes for granted, if there is one."""
    if Kind.SUMMARY in asked.kinds or not candidates:
        return None
    pairs = zip(asked.concepts, asked.rarities, strict=True)
    said = [_Said.of(concept, rarity) for concept, rarity in pairs if not concept.alternatives[0].isdecimal()]
    told = [one for one in said if not one.is_said_by(_ADMITTED)]
    total = sum(one.weight for one in told)
    text = fold_text(asked.searched)
    negation = _NEGATION.search(text)
    if not total or (negation and not _ASSUMING & set(asked.kinds)):
        return None
    against = _Affirmed.of(text[negation.end() :]) if negation else _Denied.of(asked, said)
    found: list[tuple[float, Contradiction]] = []
    order = np.argsort(-scores, kind="stable")[:_LOOKED_AT]
    for at in map(int, order):
        worse = float(scores[order[0]] - scores[at])
        if worse > _WORSE:
            break
        candidate = candidates[at]
        told_of = words(f"{candidate.hit.article.title} {candidate.text}")
        held = frozenset().union(*map(kin, told_of))
        about = sum(one.weight for one in told if one.stands_in(held)) / total
        spot = against.spot(candidate.text, about)
        if spot is not None:
            begin = candidate.span.start
            found.append((about * _CLOSE - worse, Contradiction(at, Span(begin + spot.start, begin + spot.end))))
    return max(found, key=lambda one: one[0])[1] if found else None


@dataclass(frozen=True, slots=True)
class _Denied:
    """Looks for sentences that negate what a question affirms."""

    said: Sequence[_Said]
    names: frozenset[str]
    admitted: bool

    @classmethod
    def of(cls, asked: Question, said: Sequence[_Said]) -> "_Denied":
        spelled = [one for place in asked.places for one in places.spellings(place) if has_arabic(one)]
        names = frozenset(stem for one in spelled for word in words(one) for stem in kin(word))
        admitted = any(one.is_said_by(_ADMITTED) for one in said)
        return cls([one for one in said if one.rarity >= _RARE and not one.name], names, admitted)

    def spot(self, text: str, about: float) -> Span | None:
        near: dict[int, int] = {}
        found: Span | None = None
        for one in negated(text):
            if found is not None and one.by.start != found.start:
                break
            near[one.by.start] = near.get(one.by.start, 0) + 1
            if self._tells(one, about, near[one.by.start]):
                found = Span(one.by.start, one.word.end)
        return found

    def _tells(self, one: Negated, about: float, place: int) -> bool:
        meant = kin(one.word.key)
        if meant & self.names:
            return self.admitted and one.denied and place <= _SUBJECT and about >= _ABOUT_DENIAL
        return about >= _ABOUT and any(word.is_said_by(meant) for word in self.said)


@dataclass(frozen=True, slots=True)
class _Affirmed:
    """Looks for sentences that affirm the word that a question negates."""

    wanted: frozenset[str]

    @classmethod
    def of(cls, rest: str) -> "_Affirmed":
        if has_arabic(rest):
            return cls(frozenset().union(*map(kin, words(rest)[:1])))
        carried = lexicon.translate(rest)[:1]
        spelled = [word for one in carried for arabic in one.arabic for word in words(arabic)]
        return cls(frozenset().union(*map(kin, spelled)))

    def spot(self, text: str, about: float) -> Span | None:
        if about < _ABOUT or any(kin(one.word.key) & self.wanted for one in negated(text)):
            return None
        for match in re.finditer(r"[^\W_]+", text):
            if any(kin(word) & self.wanted for word in words(match.group())):
                return Span(*match.span())
        return None
