"""The baseline: what anybody would write first, to tell how much the rest of the product is worth.

The passages whose vectors are nearest to the question, cut at every stop; their sentences ranked by the cosine of the
sentence plus that of its passage. No words, no names, no dates, no refusals.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.citations import LONGEST_QUOTE
from assistant.evaluation.measures import Reply
from assistant.evaluation.wanted import Extract
from assistant.question import Request, language_of
from index.archive import Archive
from index.article import Span
from index.encoder import Encoder

PASSAGES = 5
"""Passages that sentences are taken from, and quotes that are given."""
_STOP = re.compile(r"(?<=[.!?؟])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found: its article, that article's text, its span there and its cosine with the question."""

    article_id: str
    text: str
    span: Span
    cosine: float


class SentenceChoice:
    """Ranks the sentences of passages by cosine; a passage's sentences are encoded once and kept."""

    def __init__(self, encoder: Encoder) -> None:
        """Take the encoder that made the passages' vectors."""
        self._encoder = encoder
        self._known: dict[tuple[str, Span], tuple[list[Span], NDArray[np.float32]]] = {}

    def best(self, question: NDArray[np.float32], found: Sequence[Found], count: int = PASSAGES) -> list[Extract]:
        """Return the best sentences as quotes, each once; a longer one than a quote may be is cut off.

        Args:
            question: the vector of the question, (dimensions,).
            found: the passages to choose from.
            count: how many sentences are wanted.
        """
        scores: dict[tuple[str, Span], float] = {}
        quotes: dict[tuple[str, Span], Extract] = {}
        for passage in found:
            spans, vectors = self._sentences(passage)
            for span, cosine in zip(spans, vectors @ question, strict=True):
                place = (passage.article_id, span)  # overlapping passages share sentences
                scores[place] = max(scores.get(place, -np.inf), float(cosine) + passage.cosine)
                quotes[place] = Extract(passage.article_id, span, span.of(passage.text))
        order = sorted(scores, key=lambda place: -scores[place])
        return [quotes[place] for place in order[:count]]

    def _sentences(self, passage: Found) -> tuple[list[Span], NDArray[np.float32]]:
        place = (passage.article_id, passage.span)
        if place not in self._known:
            spans = list(simple_sentences(passage.text, passage.span))
            vectors = self._encoder.encode_passages([span.of(passage.text) for span in spans])
            self._known[place] = spans, vectors
        return self._known[place]


def simple_sentences(text: str, within: Span) -> Iterator[Span]:
    """Cut at every . ! ? ؟ before white space and at line ends, «د. أحمد» too; at most as long as a quote."""
    start = within.start
    for stop in [*_STOP.finditer(text, within.start, within.end), None]:
        end = stop.start() if stop else within.end
        if text[start:end].strip():
            yield Span(start, min(end, start + LONGEST_QUOTE))
        start = stop.end() if stop else end


class NaiveChoice:
    """Answers from an archive by `SentenceChoice` over the nearest passages; each turn stands alone."""

    def __init__(self, archive: Archive) -> None:
        """Take an open archive."""
        self._archive = archive
        self._choice = SentenceChoice(archive.encoder)

    @property
    def name(self) -> str:
        """How reports call it."""
        return "naive"

    def replies(self, requests: Sequence[Request]) -> list[Reply]:
        """Answer each request by itself."""
        return [self._reply(request.question) for request in requests]

    def _reply(self, question: str) -> Reply:
        vector = self._archive.encoder.encode_queries([question])[0]
        return Reply(language_of(question), cited=tuple(self._choice.best(vector, self.passages(vector))))

    def passages(self, question: NDArray[np.float32], count: int = PASSAGES) -> list[Found]:
        """Return the passages nearest to the vector of a question, best first."""
        catalogue = self._archive.catalogue
        cosines = dict(self._archive.vectors.nearest(question, count))
        stored = catalogue.found(cosines)
        articles = catalogue.articles({entry.article_key for entry in stored})
        found = [
            Found(article.article_id, article.text, entry.passage.span, cosines[entry.passage_id])
            for entry in stored
            if (article := articles.get(entry.article_key)) is not None
        ]
        return sorted(found, key=lambda passage: -passage.cosine)
