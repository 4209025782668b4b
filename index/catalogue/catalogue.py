"""The catalogue, with all that is read from it."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage, Sentence, Span
from index.catalogue.filters import conditions_of
from index.catalogue.records import Event, Filter, StoredPassage
from index.catalogue.rows import COLUMNS, article_of, day_of, event_of, iso
from index.catalogue.writing import Writing
from index.errors import CatalogueError

CHUNK = 900
"""SQLite allows 999 parameters in its older builds."""


class Catalogue(Writing):
    """The articles of an archive and all that was recognised in them; see the package for what holds of it."""

    def article(self, article_id: str) -> Article:
        """Return one article by its id, or by the id of a repetition of it.

        Raises:
            CatalogueError: there is no such article.
        """
        found = self.rows(
            f"select {COLUMNS} from articles where article_id = :id or text_hash in "  # noqa: S608
            "(select text_hash from repetitions where article_id = :id) order by article_id <> :id, id",
            {"id": article_id},
        )
        if not found:
            raise CatalogueError(f"no article has the id {article_id!r}; `isnad search` shows the ids of what it finds")
        return article_of(found[0])

    def articles(self, article_keys: Iterable[int]) -> dict[int, Article]:
        """Return articles by their keys; keys that are gone are left out."""
        rows = self._select(f"select id, {COLUMNS} from articles where id in ({{}})", article_keys)  # noqa: S608
        return {row[0]: article_of(row[1:]) for row in rows}

    def article_keys(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the keys of articles by their ids."""
        return dict(self._select("select article_id, id from articles where article_id in ({})", article_ids))

    def listing(self) -> list[tuple[str, str, str, date | None]]:
        """Return id, title, outlet and day of every article, newest first."""
        rows = self.rows("select article_id, title, source, day from articles order by day desc, id desc")
        return [(row[0], row[1], row[2], day_of(row[3])) for row in rows]

    def passages_of(self, article_keys: Iterable[int]) -> list[StoredPassage]:
        """Return all passages of the articles, in order."""
        rows = self._select(
            'select id, article, number, start, "end" from passages where article in ({})', article_keys
        )
        return self._with_sentences(sorted(rows))

    def found(self, passage_ids: Iterable[int]) -> list[StoredPassage]:
        """Return those of the passages that exist and whose article is indexed, in the order of their ids."""
        rows = self._select(
            'select p.id, p.article, p.number, p.start, p."end" from passages p join articles a on a.id = p.article '
            "where a.indexed = 1 and p.id in ({})",
            passage_ids,
        )
        return self._with_sentences(sorted(rows))

    def vectors(self, passage_ids: Iterable[int]) -> dict[int, bytes]:
        """Return the packed vectors of passages."""
        return dict(self._select("select passage, data from vectors where passage in ({})", passage_ids))

    def all_whole_vectors(self, dimensions: int) -> tuple[list[int], NDArray[np.float32]]:
        """Return ids and first vectors of all passages, shape (passages, dimensions), in the order of their ids."""
        rows = self.rows(f"select passage, substr(data, 1, {2 * int(dimensions)}) from vectors order by passage")  # noqa: S608
        packed = b"".join(row[1] for row in rows)
        return [row[0] for row in rows], np.frombuffer(packed, np.float16).reshape(-1, dimensions).astype(np.float32)

    def whole_vectors(self, passage_ids: Iterable[int], dimensions: int) -> tuple[list[int], NDArray[np.float32]]:
        """Return ids and first vectors of passages, shape (passages, dimensions), in the order of their ids."""
        rows = self._select(
            f"select passage, substr(data, 1, {2 * int(dimensions)}) from vectors where passage in ({{}})",  # noqa: S608
            sorted(passage_ids),
        )
        packed = b"".join(row[1] for row in rows)
        return [row[0] for row in rows], np.frombuffer(packed, np.float16).reshape(-1, dimensions).astype(np.float32)

    def allowed(self, wanted: Filter) -> set[int] | None:
        """Return the passages that the filter allows, or None where it allows all."""
        if not wanted:
            return None
        conditions, values = conditions_of(wanted)
        rows = self.rows(
            f"select p.id from passages p join articles a on a.id = p.article where a.indexed = 1 and {conditions}",  # noqa: S608
            values,
        )
        return {row[0] for row in rows}

    def events(
        self, article_keys: Iterable[int] | None = None, first: date | None = None, last: date | None = None
    ) -> list[tuple[int, Event]]:
        """Return pairs of article key and event, within days (overlapping) and articles if given, in order of time."""
        sql = 'select article, sentence, start, "end", first, last, precision, approximate, reported from events where '
        sql += "first <= ? and last >= ?"
        values = (iso(last) or "9999", iso(first) or "0000")
        if article_keys is None:
            rows = self.rows(sql, values)
        else:
            rows = self._select(sql + " and article in ({})", article_keys, values)
        found = [(row[0], event_of(row[1:])) for row in rows]
        return sorted(found, key=lambda pair: (pair[1].first, pair[1].last, pair[0], pair[1].sentence.number))

    def mentions(self, article_keys: Iterable[int]) -> dict[tuple[int, int], list[str]]:
        """Return the ids of the places that sentences name, by article key and sentence number."""
        found: dict[tuple[int, int], list[str]] = {}
        for article, sentence, place in self._select(
            "select article, sentence, place from mentions where article in ({})", article_keys
        ):
            found.setdefault((article, sentence), []).append(place)
        return found

    def days(self) -> dict[str, int]:
        """Return how many articles were published on each day (ISO)."""
        rows = self.rows("select day, count(*) from articles where day is not null group by day order by day")
        return dict(rows)

    def _select(self, sql: str, values: Iterable[object], before: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """Run `sql`, whose last placeholder list is `{}`, for all values in chunks."""
        rows: list[tuple] = []  # type: ignore[type-arg]
        listed = list(values)
        for at in range(0, len(listed), CHUNK):
            chunk = listed[at : at + CHUNK]
            rows += self.rows(sql.format(",".join("?" * len(chunk))), [*before, *chunk])
        return rows

    def _with_sentences(self, rows: list[tuple[int, int, int, int, int]]) -> list[StoredPassage]:
        sentences: dict[int, list[Sentence]] = {row[0]: [] for row in rows}
        for passage, number, start, end in self._select(
            'select passage, number, start, "end" from sentences where passage in ({}) order by passage, number',
            sentences,
        ):
            sentences[passage].append(Sentence(Span(start, end), number))
        return [
            StoredPassage(row[0], row[1], Passage(Span(row[3], row[4]), row[2], tuple(sentences[row[0]])))
            for row in rows
        ]
