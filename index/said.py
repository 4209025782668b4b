"""Sentences of the program that remember what they say, so that a page can say the same in another language."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Saying(Enum):
    """A sentence of the program; its value is the English, with `{…}` for what differs from case to case."""

    def __call__(self, **values: str | int) -> "Said":
        """Say it."""
        return Said(self, values)


class Said(str):
    """An English sentence with the saying that it was made of and what was filled in; those may be said themselves.

    >>> Step.STORED(count=3).saying
    <Step.STORED: '{count} articles stored'>
    """

    __slots__ = ("saying", "values")

    saying: Saying
    values: Mapping[str, str | int]

    def __new__(cls, saying: Saying, values: Mapping[str, str | int]) -> "Said":
        """Fill the values in."""
        made = super().__new__(cls, saying.value.format(**values))
        made.saying = saying
        made.values = MappingProxyType(dict(values))
        return made
