"""Citations: the only way from an answer to an article.

A citation holds the article and a span; its quote is read from the article each time, so it cannot differ from it.
"""

from dataclasses import dataclass
from typing import Any

from assistant.errors import CitationError
from index.article import Article, Span
from index.catalogue import Event

LONGEST_QUOTE = 400
"""Code points; longer sentences are quoted by their clauses."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim span of an article, numbered `n` from 1 in its answer; `event` is the time the span tells of.

    `highlights` are spans of the article inside the quote that hold the kind of thing asked for (a time, a number).

    Raises:
        CitationError: the span is empty, too long or not inside the article.
    """

    n: int
    article: Article
    span: Span
    event: Event | None = None
    highlights: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        length = self.span.end - self.span.start
        if not 0 < length <= LONGEST_QUOTE or self.span.end > len(self.article.text):
            raise CitationError(
                f"{self.article.article_id} [{self.span.start}:{self.span.end}] cannot be cited: a quote has 1 to "
                f"{LONGEST_QUOTE} code points and lies inside the article ({len(self.article.text)})"
            )

    @property
    def quote(self) -> str:
        """The cited text, to the letter."""
        return self.span.of(self.article.text)

    @classmethod
    def restored(
        cls, n: int, article: Article, start: int, end: int, quote: str, event: Event | None = None
    ) -> "Citation":
        """Make a citation that was kept outside the program, if it still holds.

        Raises:
            CitationError: `article.text[start:end]` is not `quote`.
        """
        if not 0 <= start <= end or article.text[start:end] != quote:
            raise CitationError(
                f"{article.article_id} [{start}:{end}] no longer reads {quote[:60]!r}: the article has changed since; "
                "ask again"
            )
        return cls(n, article, Span(start, end), event)

    def as_dict(self) -> dict[str, Any]:
        """Return the citation as the command line and exports write it."""
        event = self.event
        return {
            "n": self.n,
            "article_id": self.article.article_id,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "title": self.article.title,
            "source": self.article.source,
            "url": self.article.url,
            "published": self.article.published or (self.article.day.isoformat() if self.article.day else None),
            "event": None
            if event is None
            else {"from": event.first.isoformat(), "to": event.last.isoformat(), "precision": event.precision},
        }
