"""The catalogue: the only home of SQLite, and the truth about what the archive holds.

Derived indexes (vectors, lexical) lag behind it and catch up: an article counts as found only once it is marked
indexed, and passages that no longer exist stay listed as doomed until every index has let go of them.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources
from pathlib import Path
from types import MappingProxyType

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
    """Which articles count: days of publication (inclusive), outlets. All `None` or empty: every article."""

    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    event_first: date | None = None
    event_last: date | None = None

    def __bool__(self) -> bool:
        return any((self.first, self.last, self.sources, self.event_first, self.event_last))


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
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
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
        known = connection.execute("select count(*) from sqlite_master where name = 'meta'").fetchone()[0]
        if not known:
            with connection:
                connection.executescript(resources.files("index").joinpath("schema.sql").read_text("utf-8"))
                connection.execute("insert or ignore into meta values ('schema', ?)", (SCHEMA_VERSION,))
        version = self.meta("schema")
        if version != SCHEMA_VERSION:
            raise CatalogueError(
                f"{self._path} is a catalogue of version {version}, this program reads version {SCHEMA_VERSION}; "
                "ingest the articles into a new home"
            )

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=30, check_same_thread=False)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.execute("pragma foreign_keys = on")
            self._local.connection = connection
            with self._guard:
                self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        with connection:
            connection.execute("begin immediate")
            yield connection

    # -- facts about the whole -------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """Return a fact about the derived indexes, such as which encoder made them."""
        row = self._connection.execute("select value from meta where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, **facts: str) -> None:
        """Write facts about the derived indexes."""
        with self._transaction() as connection:
            connection.executemany("insert or replace into meta values (?, ?)", facts.items())

    def changes(self) -> int:
        """Return a number that is another one whenever what can be found has changed."""
        return int(self.meta("changes") or 0)

    def coverage(self) -> Coverage:
        """Return how much the archive holds, over which days and from which outlets."""
        connection = self._connection
        articles, first, last = connection.execute("select count(*), min(day), max(day) from articles").fetchone()
        passages = connection.execute("select count(*) from passages").fetchone()[0]
        pending = connection.execute("select count(*) from articles where indexed = 0").fetchone()[0]
        sources = connection.execute("select source, count(*) from articles group by source order by 2 desc, 1")
        return Coverage(articles, passages, pending, _day(first), _day(last), MappingProxyType(dict(sources)))

    # -- writing ---------------------------------------------------------------------------------------------------

    def fate(self, article: Article) -> Stored:
        """Say what `store` would do with the article, without analysing or writing anything."""
        row = self._connection.execute("select hash from articles where article_id = ?", (article.article_id,)).fetchone()
        if row is not None:
            return Stored.UNCHANGED if row[0] == _hash(article) else Stored.UPDATED
        twin = self._connection.execute("select 1 from articles where text_hash = ?", (_text_hash(article),)).fetchone()
        return Stored.ADDED if twin is None else Stored.DUPLICATE

    def store(self, articles: Iterable[tuple[Article, Analysis]]) -> None:
        """Write articles with all that was recognised in them, in one transaction; none is indexed yet."""
        with self._transaction() as connection:
            for article, analysis in articles:
                self._store_one(connection, article, analysis)

    def note_duplicate(self, article: Article) -> str | None:
        """Keep the id of a repeated article as another name of the stored one, and return the stored one's id."""
        with self._transaction() as connection:
            twin = connection.execute(
                "select id, article_id from articles where text_hash = ?", (_text_hash(article),)
            ).fetchone()
            if twin is None:
                return None
            connection.execute("insert or replace into duplicates values (?, ?)", (article.article_id, twin[0]))
        return str(twin[1])

    @staticmethod
    def _store_one(connection: sqlite3.Connection, article: Article, analysis: Analysis) -> None:
        _doom(connection, article.article_id)
        connection.execute("delete from duplicates where article_id = ?", (article.article_id,))
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
        with self._transaction() as connection:
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
        """Remove an article; return whether there was one. Its passages stay doomed until `forget_doomed`."""
        with self._transaction() as connection:
            return _doom(connection, article_id)

    # -- keeping derived indexes in step ---------------------------------------------------------------------------

    def pending(self) -> list[int]:
        """Return the keys of the articles that are stored but not indexed, oldest first."""
        return [row[0] for row in self._connection.execute("select id from articles where indexed = 0 order by id")]

    def keys(self) -> list[int]:
        """Return the keys of all articles, oldest first."""
        return [row[0] for row in self._connection.execute("select id from articles order by id")]

    def doomed(self) -> list[int]:
        """Return the passages that the derived indexes have to let go of."""
        return [row[0] for row in self._connection.execute("select passage from doomed order by passage")]

    def forget_doomed(self, passage_ids: Sequence[int]) -> None:
        """Say that no derived index holds these passages any more."""
        with self._transaction() as connection:
            connection.executemany("delete from doomed where passage = ?", [(p,) for p in passage_ids])
            _count_change(connection)

    def put_vectors(self, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Write the derived vectors of passages, packed."""
        with self._transaction() as connection:
            connection.executemany("insert or replace into vectors values (?, ?)", vectors)

    def mark_indexed(self, article_keys: Sequence[int]) -> None:
        """Say that all derived indexes hold these articles: from now on they are found."""
        with self._transaction() as connection:
            connection.executemany("update articles set indexed = 1 where id = ?", [(key,) for key in article_keys])
            _count_change(connection)

    def want_rebuild(self) -> None:
        """Say that no derived index can be trusted and all are to be made anew; a crash does not forget it."""
        with self._transaction() as connection:
            connection.execute("update articles set indexed = 0")
            connection.execute("insert or replace into meta values ('rebuild', 'wanted')")
            _count_change(connection)

    def rebuild_wanted(self) -> bool:
        """Whether the derived indexes are still to be emptied for a rebuild."""
        return self.meta("rebuild") == "wanted"

    def rebuild_begun(self) -> None:
        """Say that the derived indexes are empty and every article has been recognised anew."""
        with self._transaction() as connection:
            connection.execute("delete from doomed")
            connection.execute("delete from meta where key = 'rebuild'")

    # -- reading ---------------------------------------------------------------------------------------------------

    def article(self, article_id: str) -> Article:
        """Return one article by its id, or by the id of a repetition of it.

        Raises:
            CatalogueError: there is no such article.
        """
        row = self._connection.execute(
            f"select {_COLUMNS} from articles where article_id = ? or id in "  # noqa: S608
            "(select original from duplicates where article_id = ?)",
            (article_id, article_id),
        ).fetchone()
        if row is None:
            raise CatalogueError(f"no article has the id {article_id!r}; `isnad search` shows the ids of what it finds")
        return _article(row)

    def articles(self, article_keys: Iterable[int]) -> dict[int, Article]:
        """Return articles by their keys; keys that are gone are left out."""
        rows = self._select(f"select id, {_COLUMNS} from articles where id in ({{}})", article_keys)  # noqa: S608
        return {row[0]: _article(row[1:]) for row in rows}

    def article_keys(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Return the keys of articles by their ids."""
        return dict(self._select("select article_id, id from articles where article_id in ({})", article_ids))

    def listing(self) -> list[tuple[str, str, str, date | None]]:
        """Return id, title, outlet and day of every article, newest first."""
        rows = self._connection.execute("select article_id, title, source, day from articles order by day desc, id desc")
        return [(row[0], row[1], row[2], _day(row[3])) for row in rows]

    def passages_of(self, article_keys: Iterable[int]) -> list[StoredPassage]:
        """Return all passages of the articles, in order."""
        rows = self._select('select id, article, number, start, "end" from passages where article in ({})', article_keys)
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
        rows = self._connection.execute(
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
            rows = self._connection.execute(sql, values).fetchall()
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
        rows = self._connection.execute("select day, count(*) from articles where day is not null group by day order by day")
        return dict(rows)

    def _select(self, sql: str, values: Iterable[object], before: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """Run `sql`, whose last placeholder list is `{}`, for all values in chunks."""
        rows: list[tuple] = []  # type: ignore[type-arg]
        listed = list(values)
        for at in range(0, len(listed), _CHUNK):
            chunk = listed[at : at + _CHUNK]
            rows += self._connection.execute(sql.format(",".join("?" * len(chunk))), [*before, *chunk])
        return rows

    def _with_sentences(self, rows: list[tuple[int, int, int, int, int]]) -> list[StoredPassage]:
        sentences: dict[int, list[Sentence]] = {row[0]: [] for row in rows}
        for passage, number, start, end in self._select(
            'select passage, number, start, "end" from sentences where passage in ({}) order by passage, number', sentences
        ):
            sentences[passage].append(Sentence(Span(start, end), number))
        return [
            StoredPassage(row[0], row[1], Passage(Span(row[3], row[4]), row[2], tuple(sentences[row[0]]))) for row in rows
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


def _event(row: Sequence[object]) -> Event:
    number, start, end, first, last, precision, approximate, reported = row
    sentence = Sentence(Span(int(str(start)), int(str(end))), int(str(number)))
    return Event(
        sentence, date.fromisoformat(str(first)), date.fromisoformat(str(last)), str(precision), bool(approximate), bool(reported)
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
            (key, e.sentence.number, e.sentence.span.start, e.sentence.span.end, e.first.isoformat(), e.last.isoformat(),
             e.precision, e.approximate, e.reported)
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
    _count_change(connection)
    return True


def _count_change(connection: sqlite3.Connection) -> None:
    connection.execute(
        "insert into meta values ('changes', '1') on conflict (key) do update set value = cast(value as integer) + 1"
    )


def _conditions(wanted: Filter) -> tuple[str, list[str]]:
    conditions, values = ["1"], []
    if wanted.first:
        conditions.append("a.day >= ?")
        values.append(wanted.first.isoformat())
    if wanted.last:
        conditions.append("a.day <= ?")
        values.append(wanted.last.isoformat())
    if wanted.sources:
        conditions.append(f"a.source in ({','.join('?' * len(wanted.sources))})")
        values += wanted.sources
    if wanted.event_first or wanted.event_last:
        conditions.append(
            "p.id in (select s.passage from sentences s join passages q on q.id = s.passage join events e "
            "on e.article = q.article and e.sentence = s.number where e.first <= ? and e.last >= ?)"
        )
        values += [_iso(wanted.event_last) or "9999", _iso(wanted.event_first) or "0000"]
    return " and ".join(conditions), values


def _hash(article: Article) -> str:
    parts = (article.title, article.text, article.published, article.source, article.url, sorted(article.metadata.items()))
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode("ascii")).hexdigest()


def _text_hash(article: Article) -> str:
    return hashlib.sha256(json.dumps([article.source, article.text], ensure_ascii=True).encode("ascii")).hexdigest()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
