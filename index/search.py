"""The read path: a query -> ranked hits, dense and lexical together.

Candidates come from the passage vectors and from the grams; each is then scored by every view of its vectors and by
BM25, the scores are brought to one scale and summed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.article import Article, Passage, Sentence
from index.catalogue import Filter
from index.concept import Concept
from index.errors import QueryError
from index.views import Views

CANDIDATES = 150
"""Passages taken from each leg before they are scored."""
_SCAN = 4000
"""Up to so many allowed passages are compared one by one; more are first looked for among the nearest of all."""
_FETCH = 2400
"""So many of the nearest are looked through at most; where too few are allowed, all allowed ones are compared."""
_WHOLE, _INSIDE, _ALONE = 1.0, 0.5, 1.0
"""How much each view counts, in standard deviations of its scores (docs/quality.md)."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    `text` is encoded. The grams of `concepts` are matched and count `trust` times a view of the vectors: much where
    they are the question's own words, little where they were carried over from another language. `k` is the number of
    hits wanted.
    """

    text: str
    concepts: tuple[Concept, ...] = ()
    trust: float = 1.2
    wanted: Filter = field(default_factory=Filter)
    k: int = 10


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a hit and the cosines of its vectors with the query: inside its passage, and read alone."""

    sentence: Sentence
    inside: float
    alone: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    `score` ranks it within one search; `cosine` (of the whole passage's vector) and `lexical` (BM25 over grams, 0
    where that leg did not find it) can be compared between searches.
    """

    article: Article
    article_key: int
    passage_id: int
    passage: Passage
    score: float
    cosine: float
    lexical: float
    sentences: tuple[ScoredSentence, ...]


def search(archive: Archive, query: Query) -> list[Hit]:
    """Return the `query.k` best hits, best first; the same archive and query give the same hits.

    Raises:
        QueryError: the text is empty, or `k` is not positive.
        IndexMismatch: the index was made by another encoder, is just being made anew, or has lost something.
    """
    if not query.text.strip():
        raise QueryError("the question is empty: ask something")
    if query.k < 1:
        raise QueryError(f"{query.k} hits cannot be found: ask for 1 or more")
    if archive.catalogue.empty():
        return []
    scan = archive.check_searchable()
    vector = archive.encoder.encode_queries([query.text])[0]
    allowed = archive.catalogue.allowed(query.wanted)
    lexical = dict(archive.lexical.best(query.concepts, CANDIDATES, allowed))
    candidates = sorted({*_nearest(archive, vector, allowed, scan=scan), *lexical})
    return _scored(archive, vector, candidates, lexical, query.trust)[: query.k]


def _nearest(
    archive: Archive, vector: NDArray[np.float32], allowed: Collection[int] | None, *, scan: bool
) -> list[int]:
    """Return the passages nearest to the vector among those allowed; `scan` compares with each of them."""
    if scan:
        ids, whole = archive.catalogue.all_whole_vectors(len(vector))
        ranked = [ids[at] for at in np.argsort(-(whole @ vector), kind="stable")]
        return [passage for passage in ranked if allowed is None or passage in allowed][:CANDIDATES]
    if allowed is None:
        return [passage for passage, _ in archive.vectors.nearest(vector, CANDIDATES)]
    held = archive.vectors.count()
    fetched = min(held, CANDIDATES * 2 * max(1, held // max(1, len(allowed))), _FETCH)
    if len(allowed) > _SCAN:
        found = [passage for passage, _ in archive.vectors.nearest(vector, fetched) if passage in allowed]
        if len(found) >= CANDIDATES:
            return found[:CANDIDATES]
    ids, whole = archive.catalogue.whole_vectors(allowed, len(vector))
    best = np.argsort(-(whole @ vector), kind="stable")[:CANDIDATES]
    return [ids[at] for at in best]


def _scored(
    archive: Archive, vector: NDArray[np.float32], candidates: list[int], lexical: dict[int, float], trust: float
) -> list[Hit]:
    stored = archive.catalogue.found(candidates)
    packed = archive.catalogue.vectors([entry.passage_id for entry in stored])
    articles = archive.catalogue.articles({entry.article_key for entry in stored})
    # an article may be removed between one look and the next
    stored = [entry for entry in stored if entry.passage_id in packed and entry.article_key in articles]
    if not stored:
        return []
    views = [Views.unpacked(packed[entry.passage_id], len(vector)) for entry in stored]
    whole = np.array([of_passage.whole @ vector for of_passage in views])
    inside = [of_passage.inside @ vector for of_passage in views]
    alone = [of_passage.alone @ vector for of_passage in views]
    words = np.array([lexical.get(entry.passage_id, 0.0) for entry in stored])
    scores = (
        _WHOLE * standardised(whole)
        + _INSIDE * standardised(np.array([cosines.max() for cosines in inside]))
        + _ALONE * standardised(np.array([cosines.max() for cosines in alone]))
        + trust * standardised(words)
    )
    hits = [
        Hit(
            articles[entry.article_key],
            entry.article_key,
            entry.passage_id,
            entry.passage,
            float(scores[at]),
            float(whole[at]),
            float(words[at]),
            tuple(
                ScoredSentence(sentence, float(within), float(lone))
                for sentence, within, lone in zip(entry.passage.sentences, inside[at], alone[at], strict=True)
            ),
        )
        for at, entry in enumerate(stored)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


def standardised(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Bring values to mean 0 and standard deviation 1; equal values all become 0."""
    spread = values.std()
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)
