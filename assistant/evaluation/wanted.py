"""What a right answer cites: stretches of articles, and when a citation counts as one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.evaluation.matching import Alternatives, says, sentence_around
from index.article import Span

Texts = Callable[[str], str | None]
"""Gives the text of an article by its id, None where there is no such article."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A stretch of an article; `quote` is what somebody says stands there, None where nobody does."""

    article_id: str
    span: Span
    quote: str | None = None

    def true(self, texts: Texts) -> bool:
        """Whether the article has exactly the quote there, and the quote is not empty."""
        text = texts(self.article_id)
        return text is not None and bool(self.quote) and self.span.of(text) == self.quote


class Wanted(Protocol):
    """What a citation must be to count as right."""

    @property
    def extracts(self) -> tuple[Extract, ...]:
        """The right stretches that the gold line names."""

    def met_by(self, cited: Extract, texts: Texts, /) -> bool:
        """Whether a citation, which is true, counts as right."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Right is what holds one of the short answers whole: «308» in «تخلى الدفاع عن 308 نقطة.»."""

    extracts: tuple[Extract, ...]

    def met_by(self, cited: Extract, _: Texts, /) -> bool:
        """Whether the citation has one of the answers inside it."""
        return any(
            cited.article_id == answer.article_id
            and cited.span.start <= answer.span.start
            and answer.span.end <= cited.span.end
            for answer in self.extracts
        )


@dataclass(frozen=True, slots=True)
class Supports:
    """Right is what shares text with a gold quote, or says the same in a gold article or in one of `also_ok`."""

    extracts: tuple[Extract, ...]
    also_ok: tuple[str, ...] = ()
    must_match: Alternatives = ()

    def met_by(self, cited: Extract, texts: Texts, /) -> bool:
        """Whether the citation is one of the quotes, or its sentence says what `must_match` wants."""
        if any(cited.article_id == quote.article_id and cited.span.overlaps(quote.span) for quote in self.extracts):
            return True
        known = cited.article_id in self.also_ok or any(cited.article_id == quote.article_id for quote in self.extracts)
        text = texts(cited.article_id) if known and self.must_match else None
        return text is not None and says(sentence_around(text, cited.span), self.must_match)
