"""Evidence: the sentences chosen from hits, where outlets agree and where they differ, and whether it is enough."""

from dataclasses import dataclass

from assistant.statement import Reason
from index.article import Article, Span
from index.catalogue import Event


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or clause chosen as evidence; `score` is higher for better ones, within one answer only.

    `sentence` is the whole sentence that `span` is or is a part of, with its number in the article.
    """

    article: Article
    span: Span
    sentence: Span
    number: int
    score: float
    event: Event | None = None
    highlights: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The quote, to the letter."""
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one or several outlets say alike: quotes, best first. `differs` marks one side of a disagreement."""

    quotes: tuple[Quote, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer may rest on: findings, best first; or why they are not enough, with the nearest quote.

    `confidence` is from 0 to 1, comparable between questions.
    """

    findings: tuple[Finding, ...]
    confidence: float
    shortfall: Reason | None = None
    nearest: Quote | None = None

    @property
    def enough(self) -> bool:
        """Whether an answer may be written."""
        return self.shortfall is None
