"""What the guard is asked and what it answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from index.article import Article
from index.catalogue import Event

if TYPE_CHECKING:
    from assistant.evidence import Quote


class Fault(StrEnum):
    """Why a quote does not carry a sentence."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    DIRECTION = "direction"
    NAME = "name"
    OUTLET = "outlet"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    QUOTATION = "quotation"
    MEANING = "meaning"
    LANGUAGE = "language"
    LINK = "link"
    ORDER = "order"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence is held against: the words of a quote, who published it and when, and the time it tells of."""

    text: str
    outlet: str = ""
    day: date | None = None
    collected: date | None = None
    event: Event | None = None

    @classmethod
    def of(cls, quote: "Quote") -> "Ground":
        """Return what a chosen quote can carry."""
        return cls.in_article(quote.article, quote.text, quote.event)

    @classmethod
    def in_article(cls, article: Article, text: str, event: Event | None = None) -> "Ground":
        """Return what words of an article can carry."""
        return cls(text, article.source, article.day, article.collected, event)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing in a sentence that a quote does not carry: what kind of thing, and its words."""

    fault: Fault
    claim: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a sentence held against its quotes.

    `carriers` are the positions of the quotes that carry it, most similar first, empty if none does; `doubts` tell
    what the closest quote leaves unsaid. `similarity` is the cosine to the closest quote.
    """

    carriers: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    similarity: float

    @property
    def supported(self) -> bool:
        """Whether the sentence may be shown with its citations."""
        return bool(self.carriers)
