"""What changes a catalogue: storing articles, and keeping the derived indexes in step with it."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from index.article import Article
from index.catalogue.database import Database
from index.catalogue.records import Analysis, Stored
from index.catalogue.rows import hash_of, iso, of_record, record_of, text_hash_of


class Writing(Database):
    """The half of a catalogue that writes."""

    # -- writing ---------------------------------------------------------------------------------------------------

    def fate(self, article: Article) -> Stored:
        """Say what `store` would do with the article, without analysing or writing anything."""
        stored = self.rows("select hash from articles where article_id = ?", (article.article_id,))
        if stored:
            return Stored.UNCHANGED if stored[0][0] == hash_of(article) else Stored.UPDATED
        return Stored.ADDED if self.twin(article) is None else Stored.DUPLICATE

    def twin(self, article: Article) -> str | None:
        """Return the id of a stored article of the same outlet and text."""
        rows = self.rows("select article_id from articles where text_hash = ? order by id", (text_hash_of(article),))
        return str(rows[0][0]) if rows else None

    def store(self, articles: Iterable[tuple[Article, Analysis]]) -> None:
        """Write articles with all that was recognised in them, in one transaction; none is indexed yet."""
        with self.transaction() as connection:
            for article, analysis in articles:
                self._store_one(connection, article, analysis)

    def note_repetition(self, article: Article) -> str | None:
        """Keep a repeated article as another name of the stored one, whose id is returned; None if there is none.

        What it says otherwise than the stored one (title, link, dates) is kept, so that it can take the place of the
        stored one when that changes.
        """
        text_hash = text_hash_of(article)
        twin = self.twin(article)
        if twin is None:
            return None
        known = self.rows("select text_hash, record from repetitions where article_id = ?", (article.article_id,))
        if not known or known[0][0] != text_hash or hash_of(of_record(known[0][1], article.text)) != hash_of(article):
            with self.transaction() as connection:
                connection.execute(
                    "insert or replace into repetitions values (?, ?, ?)",
                    (article.article_id, text_hash, record_of(article)),
                )
        return twin

    def heir(self, article: Article) -> Article | None:
        """Return the article that has to be stored as well when `article` replaces the stored one of its id.

        That is one that was only noted as a repetition of a text that no stored article will hold any longer.
        """
        rows = self.rows(
            "select r.record, a.text from articles a join repetitions r on r.text_hash = a.text_hash "
            "where a.article_id = ? and a.text_hash <> ? and not exists "
            "(select 1 from articles other where other.text_hash = a.text_hash and other.id <> a.id) "
            "order by r.article_id limit 1",
            (article.article_id, text_hash_of(article)),
        )
        return of_record(*rows[0]) if rows else None

    @staticmethod
    def _store_one(connection: sqlite3.Connection, article: Article, analysis: Analysis) -> None:
        _doom(connection, article.article_id)
        connection.execute("delete from repetitions where article_id = ?", (article.article_id,))
        key = connection.execute(
            "insert into articles (article_id, hash, text_hash, title, text, published, day, day_known_from, source, "
            "url, collected, metadata) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.article_id,
                hash_of(article),
                text_hash_of(article),
                article.title,
                article.text,
                article.published,
                iso(article.day),
                article.day_known_from,
                article.source,
                article.url,
                iso(article.collected),
                json.dumps(dict(article.metadata), ensure_ascii=False),
            ),
        ).lastrowid
        _write_analysis(connection, key, analysis)

    def replace(self, recognised: Iterable[tuple[int, Article, Analysis]]) -> None:
        """Put what recognising articles anew found in the place of what stood there; they are to be indexed again."""
        with self.transaction() as connection:
            for key, article, analysis in recognised:
                connection.execute("insert or ignore into doomed select id from passages where article = ?", (key,))
                for table in ("passages", "events", "mentions"):
                    connection.execute(f"delete from {table} where article = ?", (key,))  # noqa: S608
                connection.execute(
                    "update articles set indexed = 0, day = ?, day_known_from = ? where id = ?",
                    (iso(article.day), article.day_known_from, key),
                )
                _write_analysis(connection, key, analysis)

    def remove(self, article_id: str) -> bool:
        """Remove an article with its repetitions' names; return whether there was one.

        Its passages stay doomed until `forget_doomed`. The id of a repetition is forgotten and removes nothing else.
        """
        with self.transaction() as connection:
            connection.execute(
                "delete from repetitions where text_hash in (select text_hash from articles a where article_id = ? and "
                "not exists (select 1 from articles b where b.text_hash = a.text_hash and b.id <> a.id))",
                (article_id,),
            )
            named = connection.execute("delete from repetitions where article_id = ?", (article_id,)).rowcount
            return _doom(connection, article_id) or bool(named)

    # -- keeping derived indexes in step ---------------------------------------------------------------------------

    def pending(self) -> list[int]:
        """Return the keys of the articles that are stored but not indexed, oldest first."""
        return [row[0] for row in self.rows("select id from articles where indexed = 0 order by id")]

    def keys(self) -> list[int]:
        """Return the keys of all articles, oldest first."""
        return [row[0] for row in self.rows("select id from articles order by id")]

    def doomed(self) -> list[int]:
        """Return the passages that the derived indexes have to let go of."""
        return [row[0] for row in self.rows("select passage from doomed order by passage")]

    def forget_doomed(self, passage_ids: Sequence[int]) -> None:
        """Say that no derived index holds these passages any more."""
        with self._changing() as connection:
            connection.executemany("delete from doomed where passage = ?", [(p,) for p in passage_ids])
        self.forget_history()

    def put_vectors(self, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Write the derived vectors of passages, packed."""
        with self.transaction() as connection:
            connection.executemany("insert or replace into vectors values (?, ?)", vectors)

    def mark_indexed(self, article_keys: Sequence[int]) -> None:
        """Say that all derived indexes hold these articles: from now on they are found."""
        with self._changing() as connection:
            connection.executemany("update articles set indexed = 1 where id = ?", [(key,) for key in article_keys])

    def want_rebuild(self) -> None:
        """Say that no derived index can be trusted and all are to be made anew; a crash does not forget it."""
        with self._changing() as connection:
            connection.execute("update articles set indexed = 0")
            connection.execute("insert or replace into meta values ('rebuild', 'wanted')")

    def rebuild_wanted(self) -> bool:
        """Whether the derived indexes are still to be emptied for a rebuild."""
        return self.meta("rebuild") == "wanted"

    def rebuild_begun(self, **made_by: str) -> None:
        """Say that the derived indexes are empty and every article has been recognised anew, and who fills them now."""
        with self.transaction() as connection:
            connection.execute("delete from doomed")
            connection.executemany(
                "insert or replace into meta values (?, ?)", [("rebuild", "begun"), *made_by.items()]
            )

    def rebuild_done(self) -> None:
        """Say that the derived indexes hold every article again."""
        with self.transaction() as connection:
            connection.execute("delete from meta where key = 'rebuild'")

    def rebuilding(self) -> bool:
        """Whether a rebuild was begun and has not come to its end: what is found now is not all there is."""
        return self.meta("rebuild") is not None

    def unfinished(self) -> bool:
        """Whether the derived indexes are not in step: a process is writing, or was killed."""
        query = "select exists (select 1 from articles where indexed = 0) or exists (select 1 from doomed)"
        return self.rebuilding() or bool(self.rows(query)[0][0])

    def empty(self) -> bool:
        """Whether there is nothing that could be found, and no rebuild that is to change that."""
        return not self.rebuilding() and not self.rows("select 1 from articles where indexed = 1 limit 1")

    def findable(self) -> int:
        """Return how many passages the derived indexes have to hold at least."""
        rows = self.rows("select count(*) from passages p join articles a on a.id = p.article where a.indexed = 1")
        return int(rows[0][0])


def _write_analysis(connection: sqlite3.Connection, key: int | None, analysis: Analysis) -> None:
    for passage in analysis.passages:
        row = connection.execute(
            'insert into passages (article, number, start, "end") values (?, ?, ?, ?)',
            (key, passage.number, passage.span.start, passage.span.end),
        ).lastrowid
        connection.executemany(
            "insert into sentences values (?, ?, ?, ?)",
            [(row, s.number, s.span.start, s.span.end) for s in passage.sentences],
        )
    connection.executemany(
        'insert into events (article, sentence, start, "end", first, last, precision, approximate, reported) '
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                key,
                e.sentence.number,
                e.sentence.span.start,
                e.sentence.span.end,
                e.first.isoformat(),
                e.last.isoformat(),
                e.precision,
                e.approximate,
                e.reported,
            )
            for e in analysis.events
        ],
    )
    connection.executemany(
        "insert or ignore into mentions (article, sentence, place) values (?, ?, ?)",
        [(key, sentence, place) for sentence, place in analysis.mentions],
    )


def _doom(connection: sqlite3.Connection, article_id: str) -> bool:
    row = connection.execute("select id from articles where article_id = ?", (article_id,)).fetchone()
    if row is None:
        return False
    connection.execute("insert or ignore into doomed select id from passages where article = ?", row)
    connection.execute("delete from articles where id = ?", row)
    return True
