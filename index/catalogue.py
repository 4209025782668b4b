"""The catalogue: the only home of SQLite, and the truth about what the archive holds.

Derived indexes (vectors, lexical) lag behind it and catch up: an article counts as found only once it is marked
indexed, and passages that no longer exist stay listed as doomed until every index has let go of them.
"""

import hashlib
import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage, Sentence, Span
from index.errors import CatalogueError

SCHEMA_VERSION = "1"
_CHUNK = 900
"""SQLite allows 999 parameters in its older builds."""


class Stored(StrEnum):
    """What became of an article that was handed to the catalogue."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicates"


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence of an article and the time that it tells of, both ends inclusive.

    `reported` marks the lead of an article that names no time: it is dated by its publication.
    """

    sentence: Sentence
    first: date
    last: date
    precision: str
    approximate: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """What recognising an article found: its passages, the events its sentences tell, the places they name."""

    passages: tuple[Passage, ...]
    events: tuple[Event, ...] = ()
    mentions: tuple[tuple[int, str], ...] = ()
    """Pairs of sentence number and place id."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its number in the indexes and its article's number in the catalogue."""

    passage_id: int
    article_key: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages count. All `None` or empty: every passage.

    `first` and `last` are a window of days, inclusive, open where None: a passage counts if one of its sentences tells
    of a time in it, or if its article was published in it. `sources` are outlets; `places` are ids, of which the
    passage or the beginning of its article must name one. `later` days after the window count as it for publication;
    `undated` lets in articles whose day of publication is unknown.
    """

    first: date | None = None
    last: date | None = None
    later: int = 0
    undated: bool = False
    sources: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.first, self.last, self.sources, self.places))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the archive holds, in numbers and days."""

    articles: int
    passages: int
    pending: int
    first: date | None
    last: date | None
    sources: Mapping[str, int]


class Catalogue:
    """One SQLite database (WAL). Safe to use from several threads; one process writes at a time."""

    def __init__(self, path: Path) -> None:
        """Open or make the catalogue at `path`.

        Raises:
            CatalogueError: the file is no catalogue, of another version, or cannot be written.
        """
        self._path = path
        self._local = threading.local()
        self._connections: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._guard = threading.Lock()
        self._own_changes = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise CatalogueError(
                f"{path} cannot be opened as a catalogue ({error}); name another folder with --home, or check that "
                "it is writable and that nothing else put a file there"
            ) from error

    def _prepare(self) -> None:
        connection = self._connection
        made = connection.execute("select count(*) from sqlite_master where name = 'meta'").fetchone()[0]
        version = self.meta("schema") if made else SCHEMA_VERSION
        if version != SCHEMA_VERSION:
            raise CatalogueError(
                f"{self._path} is a catalogue of version {version}, this program reads version {SCHEMA_VERSION}; "
                "ingest the articles into a new home"
            )
        schema = resources.files("index").joinpath("schema.sql").read_text("utf-8")
        mark = zlib.crc32(schema.encode("utf-8")) >> 1  # user_version is a signed number of 32 bits
        if connection.execute("pragma user_version").fetchone()[0] != mark:
            # All of it or, if the process is killed, nothing; tables that are new in this schema are added.
            connection.executescript(
                f"begin immediate; {schema}; insert or ignore into meta values ('schema', '{SCHEMA_VERSION}'); "  # noqa: S608
                f"pragma user_version = {mark}; commit;"
            )

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=30, check_same_thread=False)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma secure_delete = on")  # what is removed is not left in the file
            connection.execute("pragma temp_store = memory")  # nothing of an article in the system's folder for such
            self._local.connection = connection
            with self._guard:
                self._close_of_ended_threads()
                self._connections.append((threading.current_thread(), connection))
        return connection

    def _close_of_ended_threads(self) -> None:
        for thread, connection in self._connections:
            if not thread.is_alive():
                connection.close()
        self._connections = [(thread, connection) for thread, connection in self._connections if thread.is_alive()]

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for _, connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write several rows or, if anything goes wrong, none; for what is kept beside the articles.

        Raises:
            CatalogueError: the database cannot be written, because the disk is full or another process holds it.
        """
        try:
            connection = self._connection
            with connection:
                connection.execute("begin immediate")
                yield connection
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a query selects; for what is kept beside the articles.

        Raises:
            CatalogueError: the database cannot be read.
        """
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def forget_history(self) -> None:
        """Take what was removed out of the write-ahead log too, unless another process is just reading it."""
        self.rows("pragma wal_checkpoint(truncate)")

    def _failed(self, error: sqlite3.Error) -> CatalogueError:
        return CatalogueError(
            f"{self._path} cannot be read or written ({error}); check that the disk has room and is whole, and that "
            "no other program holds the file"
        )

    # -- facts about the whole -------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """Return a fact about the derived indexes, such as which encoder made them."""
        found = self.rows("select value from meta where key = ?", (key,))
        return str(found[0][0]) if found else None

    def set_meta(self, **facts: str) -> None:
        """Write facts about the derived indexes."""
        with self.transaction() as connection:
            connection.executemany("insert or replace into meta values (?, ?)", facts.items())

    def foreign_changes(self) -> int:
        """Return a number that grows whenever another process has changed what can be found."""
        return int(self.meta("changes") or 0) - self._own_changes

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Change what can be found, and count it: here first, so that nobody takes it for another process's doing."""
        with self._guard:
            self._own_changes += 1
        try:
            with self.transaction() as connection:
                yield connection
                connection.execute(
                    "insert into meta values ('changes', '1') "
                    "on conflict (key) do update set value = cast(value as integer) + 1"
                )
        except BaseException:
            with self._guard:
                self._own_changes -= 1
            raise

    def coverage(self) -> Coverage:
        """Return how much the archive holds, over which days and from which outlets."""
        articles, first, last = self.rows("select count(*), min(day), max(day) from articles")[0]
        passages = self.rows("select count(*) from passages")[0][0]
        pending = self.rows("select count(*) from articles where indexed = 0")[0][0]
        sources = self.rows("select source, count(*) from articles group by source order by 2 desc, 1")
        return Coverage(articles, passages, pending, _day(first), _day(last), MappingProxyType(dict(sources)))

    # -- writing ---------------------------------------------------------------------------------------------------

    def fate(self, article: Article) -> Stored:
        """Say what `store` would do with the article, without analysing or writing anything."""
        stored = self.rows("select hash from articles where article_id = ?", (article.article_id,))
        if stored:
            return Stored.UNCHANGED if stored[0][0] == _hash(article) else Stored.UPDATED
        return Stored.ADDED if self.twin(article) is None else Stored.DUPLICATE

    def twin(self, article: Article) -> str | None:
        """Return the id of a stored article of the same outlet and text."""
        rows = self.rows("select article_id from articles where text_hash = ? order by id", (_text_hash(article),))
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
        text_hash = _text_hash(article)
        twin = self.twin(article)
        if twin is None:
            return None
        known = self.rows("select text_hash, record from repetitions where article_id = ?", (article.article_id,))
        if not known or known[0][0] != text_hash or _hash(_of_record(known[0][1], article.text)) != _hash(article):
            with self.transaction() as connection:
                connection.execute(
                    "insert or replace into repetitions values (?, ?, ?)",
                    (article.article_id, text_hash, _record(article)),
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
            (article.article_id, _text_hash(article)),
        )
        return _of_record(*rows[0]) if rows else None

    @staticmethod
    def _store_one(connection: sqlite3.Connection, article: Article, analysis: Analysis) -> None:
        _doom(connection, article.article_id)
        connection.execute("delete from repetitions where article_id = ?", (article.article_id,))
        key = connection.execute(
            "insert into articles (article_id, hash, text_hash, title, text, published, day, day_known_from, source, "
            "url, collected, metadata) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.article_id,
                _hash(article),
                _text_hash(article),
                article.title,
                article.text,
                article.published,
                _iso(article.day),
                article.day_known_from,
                article.source,
                article.url,
                _iso(article.collected),
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
                    (_iso(article.day), article.day_known_from, key),
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

    # -- reading ---------------------------------------------------------------------------------------------------

    def article(self, article_id: str) -> Article:
        """Return one article by its id, or by the id of a repetition of it.

        Raises:
            CatalogueError: there is no such article.
        """
        found = self.rows(
            f"select {_COLUMNS} from articles where article_id = :id or text_hash in "  # noqa: S608
            "(select text_hash from repetitions where article_id = :id) order by article_id <> :id, id",
            {"id": article_id},
        )
        if not found:
            raise CatalogueError(f"no article has the id {article_id!r}; `isnad search` shows the ids of what it finds")
        return _article(found[0])

    def articles(self, article_keys: Iterable[int]) -> dict[int, Article]:
        """Return articles by their keys; keys that are gone are left out."""
        rows = self._select(f"select id, {_COLUMNS} from articles where id in ({{}})", article_keys)  # noqa: S608
        return {row[0]: _article(row[1:]) for row in rows}

    def article_keys(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the keys of articles by their ids."""
        return dict(self._select("select article_id, id from articles where article_id in ({})", article_ids))

    def listing(self) -> list[tuple[str, str, str, date | None]]:
        """Return id, title, outlet and day of every article, newest first."""
        rows = self.rows("select article_id, title, source, day from articles order by day desc, id desc")
        return [(row[0], row[1], row[2], _day(row[3])) for row in rows]

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
        conditions, values = _conditions(wanted)
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
        values = (_iso(last) or "9999", _iso(first) or "0000")
        if article_keys is None:
            rows = self.rows(sql, values)
        else:
            rows = self._select(sql + " and article in ({})", article_keys, values)
        found = [(row[0], _event(row[1:])) for row in rows]
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
        for at in range(0, len(listed), _CHUNK):
            chunk = listed[at : at + _CHUNK]
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


_COLUMNS = "article_id, title, text, published, day, day_known_from, source, url, collected, metadata"


def _article(row: Sequence[str]) -> Article:
    return Article(
        article_id=row[0],
        title=row[1],
        text=row[2],
        published=row[3],
        day=_day(row[4]),
        day_known_from=row[5],
        source=row[6],
        url=row[7],
        collected=_day(row[8]),
        metadata=MappingProxyType(json.loads(row[9])),
    )


def _record(article: Article) -> str:
    """Write down an article without its text."""
    days = {"day": _iso(article.day), "collected": _iso(article.collected)}
    kept = {
        name: getattr(article, name) for name in ("article_id", "title", "published", "day_known_from", "source", "url")
    }
    return json.dumps({**kept, **days, "metadata": dict(article.metadata)}, ensure_ascii=False, sort_keys=True)


def _of_record(record: str, text: str) -> Article:
    kept = json.loads(record)
    days = {"day": _day(kept["day"]), "collected": _day(kept["collected"])}
    return Article(**{**kept, **days, "text": text, "metadata": MappingProxyType(kept["metadata"])})


def _event(row: Sequence[object]) -> Event:
    number, start, end, first, last, precision, approximate, reported = row
    sentence = Sentence(Span(int(str(start)), int(str(end))), int(str(number)))
    return Event(
        sentence,
        date.fromisoformat(str(first)),
        date.fromisoformat(str(last)),
        str(precision),
        bool(approximate),
        bool(reported),
    )


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


_BEGINNING = 3
"""Sentences that tell what a whole article is about."""
_LONGEST_EVENT = 31
"""Days: what lasted longer («since 2011») lies in no window that is shorter than it."""


def _conditions(wanted: Filter) -> tuple[str, list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    if wanted.first or wanted.last:
        last = wanted.last and date.fromordinal(min(date.max.toordinal(), wanted.last.toordinal() + wanted.later))
        published, days = _within("a.day", "a.day", replace(wanted, last=last))
        told, event_days = _within("e.first", "e.last", wanted)
        if wanted.first and wanted.last:
            told += " and julianday(e.last) - julianday(e.first) <= ?"
            event_days.append(max(_LONGEST_EVENT, (wanted.last - wanted.first).days))
        undated = " or a.day is null" if wanted.undated else ""
        conditions.append(
            f"(({published}){undated} or p.id in (select s.passage from events e join passages q on q.article = e.article "
            f"join sentences s on s.passage = q.id and s.number = e.sentence where {told}))"
        )
        values += [*days, *event_days]
    if wanted.sources:
        conditions.append(f"a.source in ({','.join('?' * len(wanted.sources))})")
        values += wanted.sources
    if wanted.places:
        marks = ",".join("?" * len(wanted.places))
        conditions.append(
            f"exists (select 1 from mentions m where m.article = p.article and m.place in ({marks}) and (m.sentence < ? "
            "or m.sentence in (select number from sentences where passage = p.id)))"
        )
        values += [*wanted.places, _BEGINNING]
    return " and ".join(conditions), values


def _within(first: str, last: str, wanted: Filter) -> tuple[str, list[object]]:
    """Return the condition that the days from `first` to `last` (columns) lie in the window or, if it is closed, touch it."""
    if wanted.first and wanted.last:
        return f"{first} <= ? and {last} >= ?", [_iso(wanted.last), _iso(wanted.first)]
    if wanted.first:
        return f"{first} >= ?", [_iso(wanted.first)]
    return f"{last} <= ?", [_iso(wanted.last)]


def _hash(article: Article) -> str:
    parts = (
        article.title,
        article.text,
        article.published,
        article.source,
        article.url,
        sorted(article.metadata.items()),
    )
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode("ascii")).hexdigest()


def _text_hash(article: Article) -> str:
    return hashlib.sha256(json.dumps([article.source, article.text], ensure_ascii=True).encode("ascii")).hexdigest()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
