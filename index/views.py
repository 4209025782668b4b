"""The vectors of a passage: the whole, its sentences in their context, its sentences alone.

Three views are kept because each finds what the others miss (docs/quality.md): the passage under its title ranks
passages, a sentence read alone under its title ranks sentences, and the same sentence's tokens as the encoder saw
them inside the passage cost nothing more and help both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Span
from index.catalogue import StoredPassage
from index.encoder import Encoder

VIEWS_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Views:
    """Unit vectors of one passage: `whole` (dimensions,), `inside` and `alone` (sentences, dimensions)."""

    whole: NDArray[np.float32]
    inside: NDArray[np.float32]
    alone: NDArray[np.float32]

    def packed(self) -> bytes:
        """Return the vectors as float16 bytes, (1 + 2 sentences, dimensions)."""
        return np.concatenate([self.whole[None], self.inside, self.alone]).astype(np.float16).tobytes()

    @classmethod
    def unpacked(cls, data: bytes, dimensions: int) -> "Views":
        """Read what `packed` wrote."""
        rows = np.frombuffer(data, np.float16).reshape(-1, dimensions).astype(np.float32)
        sentences = (len(rows) - 1) // 2
        return cls(rows[0], rows[1 : 1 + sentences], rows[1 + sentences :])


def encode(encoder: Encoder, articles: dict[int, Article], stored: Sequence[StoredPassage]) -> list[Views]:
    """Encode passages of articles (by key) in all views, in order."""
    texts, spans, alone = [], [], []
    for entry in stored:
        article = articles[entry.article_key]
        head = titled(article)
        begin = entry.passage.span.start
        sentences = [s.span for s in entry.passage.sentences]
        texts.append(head + entry.passage.span.of(article.text))
        spans.append([(s.start - begin + len(head), s.end - begin + len(head)) for s in sentences])
        alone += [head + span.of(article.text) for span in sentences]
    whole, inside = encoder.encode_passages_with_spans(texts, spans)
    apart = encoder.encode_passages(alone)
    ends = np.cumsum([len(of_passage) for of_passage in spans])
    return [
        Views(vector, within, lone)
        for vector, within, lone in zip(whole, inside, np.split(apart, ends[:-1]), strict=True)
    ]


def titled(article: Article) -> str:
    """Return what stands before each text of an article when it is encoded: its title, unless the text begins so."""
    title = article.title.strip()
    if not title or Span(0, len(title)).of(article.text.lstrip()) == title:
        return ""
    return title + ". "
