"""What tests of the storage share: a small fast encoder, articles, and a look at whether the three stores agree."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.arabic import grams
from index.archive import Archive
from index.catalogue import Filter
from index.concept import concepts_of
from index.search import Query, search


@dataclass(frozen=True)
class GramEncoder:
    """A real encoder, only a poor one: each character gram counts in one of `dimensions` places."""

    dimensions: int = 48
    name: str = "grams-1"

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for gram in grams(text) or ["-"]:
                vector[zlib.crc32(gram.encode("utf-8")) % self.dimensions] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def encode_passages_with_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        inside = [
            self.encode_passages([text[start:end] for start, end in of_text])
            for text, of_text in zip(texts, spans, strict=True)
        ]
        return self.encode_passages(texts), inside


def opened(home: Path, encoder: GramEncoder | None = None) -> Archive:
    """An archive whose encoder takes no time."""
    return Archive(home, lambda: encoder or GramEncoder())


def query(text: str, k: int = 10, wanted: Filter | None = None) -> Query:
    """A search for an Arabic text by its vector and its words."""
    return Query(text, concepts=concepts_of(text), wanted=wanted or Filter(), k=k)


def found(archive: Archive, text: str, k: int = 10) -> list[str]:
    """The ids of the articles that a search for the text finds, best first, each once."""
    return list(dict.fromkeys(hit.article.article_id for hit in search(archive, query(text, k))))


def line(
    article_id: str, text: str, source: str = "وكالة النور", published: str = "2018-04-07", **more: str
) -> dict[str, str]:
    """One article as a line of JSON Lines."""
    return {
        "id": article_id,
        "title": f"عنوان {article_id}",
        "text": text,
        "source": source,
        "published": published,
        **more,
    }


def written(path: Path, lines: Iterable[Mapping[str, str]]) -> str:
    """A JSON Lines file of these articles."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    path.write_text(text, encoding="utf-8")
    return str(path)


def many(count: int, first: int = 0) -> list[dict[str, str]]:
    """Articles that all differ, of three outlets over 100 days, each of one to three passages."""
    sources = ("وكالة النور", "صحيفة الشرق", "إذاعة البحر")
    return [
        line(
            f"خبر-{number}",
            " ".join(
                f"أعلنت البلدية رقم {number} في بيانها {sentence} افتتاح الجسر {number * 7 + sentence} أمام السكان."
                for sentence in range(3 + number % 3 * 14)
            ),
            source=sources[number % 3],
            published=f"2018-{1 + number % 100 // 28:02}-{1 + number % 28:02}",
        )
        for number in range(first, first + count)
    ]


def assert_in_step(archive: Archive) -> None:
    """All three stores hold exactly the same passages, each article once, nothing waits, nothing is half there."""
    catalogue = archive.catalogue
    assert (catalogue.pending(), catalogue.doomed(), catalogue.rebuilding()) == ([], [], False)
    keys = catalogue.keys()
    passages = {entry.passage_id: entry for entry in catalogue.passages_of(keys)}
    articles = catalogue.articles(keys)
    assert len({article.article_id for article in articles.values()}) == len(keys)
    assert {entry.passage_id for entry in catalogue.found(passages)} == set(passages)
    assert set(catalogue.vectors(passages)) == set(passages)
    assert archive.vectors.count() == archive.lexical.count() == len(passages)
    assert _in_lexical(archive) == sorted(passages)
    for entry in passages.values():
        text = articles[entry.article_key].text
        assert entry.passage.span.end <= len(text)
        assert entry.passage.sentences
    if passages:  # what stands in the catalogue can be found in Chroma under the same number, with the same vector
        some = sorted(passages)[:: max(1, len(passages) // 20)]
        ids, whole = catalogue.whole_vectors(some, archive.encoder.dimensions)
        assert ids == some
        for passage_id, vector in zip(ids, whole, strict=True):
            nearest = archive.vectors.nearest(vector, len(passages))
            assert dict(nearest)[passage_id] > 0.998
            assert sorted(found for found, _ in nearest) == sorted(passages)


def _in_lexical(archive: Archive) -> list[int]:
    """The numbers of all passages in the lexical index on disk, one for each document."""
    searcher = tantivy.Index.open(str(archive.home / "lexical")).searcher()
    hits = searcher.search(tantivy.Query.all_query(), limit=100_000).hits
    return sorted(searcher.doc(address)["passage"][0] for _, address in hits)
