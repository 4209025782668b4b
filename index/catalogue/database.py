"""The SQLite database of a catalogue: opened, checked, told about as a whole."""

import sqlite3
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from index.catalogue.records import Coverage
from index.catalogue.rows import day_of
from index.errors import CatalogueError

SCHEMA_VERSION = "1"


class Database:
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
        return Coverage(articles, passages, pending, day_of(first), day_of(last), MappingProxyType(dict(sources)))
