"""The vocabulary of everything: articles, their spans, sentences and passages.

All offsets are Unicode code points of the untouched article text, `end` exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: code points `start` to `end` (exclusive)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"Span({self.start}, {self.end}): a span needs 0 <= start <= end")

    def of(self, text: str) -> str:
        """Return the stretch of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def joined(self, other: "Span") -> "Span":
        """Return the shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read; `text` is never changed.

    `published` is the text of the metadata as given (ISO 8601), `day` the calendar day that it names, in the
    outlet's own time zone; `day_known_from` says how the day is known: "metadata", "dateline" or "" for unknown.
    `collected` is the day on which the article was read into the archive or fetched.
    """

    article_id: str
    title: str
    text: str
    published: str | None = None
    day: date | None = None
    day_known_from: str = ""
    source: str = ""
    url: str | None = None
    collected: date | None = None
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its place in the article and its number there, counted from 0."""

    span: Span
    number: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Some whole sentences that stand together, the unit that is encoded and found."""

    span: Span
    number: int
    sentences: tuple[Sentence, ...]
