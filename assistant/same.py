"""Whether two sentences say the same, something else, or the same with another number."""

from dataclasses import dataclass
from enum import Enum

from index.arabic import fold_text, grams
from index.numerals import numbers

_SAME = 0.5
_ALIKE = 0.34


class Relation(Enum):
    """How two sentences stand to each other."""

    SAME = "same"
    DIFFERENT_NUMBER = "different number"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Gist:
    """What is compared of a sentence: its grams and its numbers."""

    grams: frozenset[str]
    numbers: frozenset[float]

    @classmethod
    def of(cls, text: str) -> "Gist":
        """Take the gist of a sentence."""
        return cls(frozenset(grams(fold_text(text))), frozenset(number.value for number in numbers(text)))


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
