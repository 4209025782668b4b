"""Whether two sentences say the same, something else, or the same with another number."""

from dataclasses import dataclass
from enum import Enum

from index.arabic import grams
from index.concept import concepts_of
from index.numerals import numbers

_SAME = 0.5
_ALIKE = 0.34
_WEEKDAYS = frozenset("الاثنين الثلاثا الاربعا الخميس الجمعه السبت الاحد اليوم امس غدا".split())
"""Folded. Nearly every sentence of the news names one: two that do need have nothing else in common."""


class Relation(Enum):
    """How two sentences stand to each other."""

    SAME = "same"
    DIFFERENT_NUMBER = "different number"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Gist:
    """What is compared of a sentence: the grams of its words that tell something, and its numbers."""

    grams: frozenset[str]
    numbers: frozenset[float]

    @classmethod
    def of(cls, text: str) -> "Gist":
        """Take the gist of a sentence."""
        told = " ".join(word for concept in concepts_of(text) for word in concept.alternatives if word not in _WEEKDAYS)
        return cls(frozenset(grams(told)), frozenset(number.value for number in numbers(text)))


def overlap(one: Gist, other: Gist) -> float:
    """Return the share of the smaller one's grams that both have, from 0 to 1."""
    smaller = min(len(one.grams), len(other.grams))
    return len(one.grams & other.grams) / smaller if smaller else 0.0


def relation(one: Gist, other: Gist) -> Relation:
    """Compare two sentences: «مقتل 27 مدنيا في دوما» and «مقتل 40 مدنيا في دوما» differ in a number only."""
    shared = overlap(one, other)
    if shared < _ALIKE:
        return Relation.OTHER
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return Relation.DIFFERENT_NUMBER
    return Relation.SAME if shared >= _SAME else Relation.OTHER
