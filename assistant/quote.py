"""What evidence is made of: quotes, and findings that one or several outlets tell."""

from dataclasses import dataclass

from index.article import Article, Span
from index.catalogue import Event


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or clause chosen as evidence; `score` is higher for better ones, within one answer only.

    `sentence` is the whole sentence that `span` is or is a part of (with `core`, both sentences), `number` that of
    the sentence in the article. `core` is the sentence that was chosen, where `span` holds its neighbour too.
    """

    article: Article
    article_key: int
    span: Span
    sentence: Span
    number: int
    score: float
    event: Event | None = None
    highlights: tuple[Span, ...] = ()
    core: Span | None = None

    @property
    def said(self) -> str:
        """The sentence that was chosen, without the neighbour that is quoted with it."""
        return (self.core or self.span).of(self.article.text)

    @property
    def text(self) -> str:
        """The quote, to the letter."""
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one or several outlets say alike: quotes, best first.

    `differs` marks one side of a disagreement, `contradicts` what speaks against the premise of the question.
    """

    quotes: tuple[Quote, ...]
    differs: bool = False
    contradicts: bool = False
