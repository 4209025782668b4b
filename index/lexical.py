"""The lexical index: BM25 over character grams; the only home of tantivy."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import log
from pathlib import Path

import tantivy

from index.arabic import grams
from index.concept import Concept
from index.errors import CatalogueError

_HEAP = 64_000_000
_UNSURE = 0.5
_FEW = 4096
"""Up to so many allowed passages are named in the query itself; more are picked from a longer list of hits."""


class Lexical:
    """BM25 over the grams of passages, in one folder; derived from the catalogue."""

    def __init__(self, folder: Path) -> None:
        """Open or make the folder."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("passage", stored=True, indexed=True, fast=True)
        builder.add_text_field("grams", stored=False, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))

    def add(self, passages: Iterable[tuple[int, str]]) -> None:
        """Put in passages with the text to find them by; one that is there already is replaced."""
        texts = dict(passages)
        with self._writing() as writer:
            self._delete(writer, texts)
            for passage, text in texts.items():
                document = tantivy.Document()
                document.add_unsigned("passage", passage)
                document.add_text("grams", " ".join(grams(text)))
                writer.add_document(document)

    def remove(self, passage_ids: Sequence[int]) -> None:
        """Let go of passages; those that are not there are no error."""
        with self._writing() as writer:
            self._delete(writer, passage_ids)

    def clear(self) -> None:
        """Let go of everything."""
        with self._writing() as writer:
            writer.delete_all_documents()

    def _delete(self, writer: tantivy.IndexWriter, passage_ids: Iterable[int]) -> None:
        """Delete by a query: `delete_documents_by_term` makes a signed term of a number and so finds nothing."""
        ids = list(passage_ids)
        if ids:
            writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "passage", ids))

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """Write and commit.

        Raises:
            CatalogueError: tantivy cannot write.
        """
        try:
            writer = self._index.writer(_HEAP, 1)
            writer.garbage_collect_files()  # a killed process may have left a file of the very name that comes next
            yield writer
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        except ValueError as error:  # what tantivy raises for everything
            raise CatalogueError(
                f"the lexical index in {self._folder} cannot be written ({error}); check that the disk has room, or "
                "delete that folder and run `isnad rebuild`"
            ) from error

    def count(self) -> int:
        """Return how many passages there are."""
        return int(self._index.searcher().num_docs)

    def refresh(self) -> None:
        """See what another process has written."""
        self._index.reload()

    def best(
        self, concepts: Sequence[Concept], k: int, allowed: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the `k` passages with the highest BM25 for the grams of these concepts, best first, with their scores.

        Of a concept's alternatives the one that fits a passage best counts; a concept that is not sure counts half.
        Equal scores come in the order of passage numbers, so that an answer is the same every time.
        """
        should = [(tantivy.Occur.Should, query) for concept in concepts if (query := self._any_of(concept)) is not None]
        if not should or (allowed is not None and not allowed):
            return []
        query = tantivy.Query.boolean_query(should)
        if allowed is None:
            return self._hits(query, k)[:k]
        if len(allowed) <= _FEW:
            among = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, "passage", sorted(allowed)), 0.0
            )
            return self._hits(
                tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, among)]), k
            )[:k]
        held = self.count()
        wanted = min(held, 2 * k * max(1, held // len(allowed)))
        while True:
            found = self._hits(query, wanted)
            hits = [hit for hit in found if hit[0] in allowed]
            if len(hits) >= k or len(found) < wanted or wanted >= held:
                return hits[:k]
            wanted = min(held, 4 * wanted)

    def _any_of(self, concept: Concept) -> tantivy.Query | None:
        alternatives = [
            tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "grams", gram, "freq"))
                    for gram in of_alternative
                ]
            )
            for of_alternative in concept.grams()
            if of_alternative
        ]
        if not alternatives:
            return None
        fits = alternatives[0] if len(alternatives) == 1 else tantivy.Query.disjunction_max_query(alternatives)
        return fits if concept.sure else tantivy.Query.boost_query(fits, _UNSURE)

    def rarity(self, concept: Concept) -> float:
        """Return how rare the concept is in the archive: the natural logarithm of passages per passage that has it.

        A concept counts as there where all grams of one of its alternatives are; the rarest gram stands for all.
        """
        searcher = self._index.searcher()
        held = int(searcher.num_docs)
        counts = [
            min(searcher.doc_freq("grams", gram) for gram in of_alternative)
            for of_alternative in concept.grams()
            if of_alternative
        ]
        return log((held + 1) / (max(counts, default=0) + 0.5))

    def _hits(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        searcher = self._index.searcher()
        hits = [
            (int(searcher.doc(address)["passage"][0]), float(score))
            for score, address in searcher.search(query, limit).hits
        ]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))
