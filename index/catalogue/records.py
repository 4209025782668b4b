"""The vocabulary of the catalogue: what it takes in and gives out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.article import Passage, Sentence


class Stored(StrEnum):
    """What became of an article that was handed to the catalogue."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicates"


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence of an article and the time that it tells of, both ends inclusive.

    `reported` marks the lead of an article that names no time: it is dated by its publication.
    """

    sentence: Sentence
    first: date
    last: date
    precision: str
    approximate: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """What recognising an article found: its passages, the events its sentences tell, the places they name."""

    passages: tuple[Passage, ...]
    events: tuple[Event, ...] = ()
    mentions: tuple[tuple[int, str], ...] = ()
    """Pairs of sentence number and place id."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its number in the indexes and its article's number in the catalogue."""

    passage_id: int
    article_key: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages count. All `None` or empty: every passage.

    `first` and `last` are a window of days, inclusive, open where None: a passage counts if one of its sentences tells
    of a time in it, or if its article was published in it. `sources` are outlets; `places` are ids, of which the
    passage or the beginning of its article must name one. `later` days after the window count as it for publication;
    `undated` lets in articles whose day of publication is unknown.
    """

    first: date | None = None
    last: date | None = None
    later: int = 0
    undated: bool = False
    sources: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.first, self.last, self.sources, self.places))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the archive holds, in numbers and days."""

    articles: int
    passages: int
    pending: int
    first: date | None
    last: date | None
    sources: Mapping[str, int]
