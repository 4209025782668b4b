"""What evidence is made of: quotes, and findings that one or several outlets tell."""

from dataclasses import dataclass

from index.article import Article, Span
from index.catalogue import Event


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or clause chosen as evidence; `score` is higher for better ones, within one answer only.

    `sentence` is the whole sentence that `span` is or is a part of, with its number in the article.
    """

    article: Article
    article_key: int
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
