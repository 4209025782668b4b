"""A home folder, opened: the catalogue with the indexes derived from it, and the encoder that made them."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from filelock import FileLock, Timeout

from index.arabic import FOLDING_VERSION
from index.catalogue import Catalogue
from index.encoder import Encoder
from index.errors import HomeInUse, IndexMismatch
from index.lexical import Lexical
from index.vectors import Vectors
from index.views import VIEWS_VERSION

T = TypeVar("T")
Progress = Callable[[str], None]
"""Takes one line of what is going on, for people."""


_SCANNED = 20_000
"""Passages up to which the first question of a process compares with all (15 MB, less than 0.1 s)."""


class Archive:
    """Everything below one home folder. Parts that cost time to open are opened when they are first used."""

    def __init__(self, home: Path, load_encoder: Callable[[], Encoder]) -> None:
        """Open the home at `home`, or make it.

        Args:
            home: the folder that holds everything.
            load_encoder: called once, when the first text is to be encoded.

        Raises:
            CatalogueError: the folder cannot hold a catalogue, or holds something else.
        """
        self.home = home
        self.catalogue = Catalogue(home / "catalogue.sqlite")
        self._encoder = _Once(load_encoder)
        self._vectors = _Once(lambda: Vectors(home / "vectors"))
        self._lexical = _Once(lambda: Lexical(home / "lexical"))
        self._looking = threading.Lock()
        self._seen = self.catalogue.foreign_changes()
        self._whole: int | None = None
        self._asked = False

    @property
    def encoder(self) -> Encoder:
        """The encoder for passages and questions."""
        return self._encoder.value()

    @property
    def vectors(self) -> Vectors:
        """The passage vectors."""
        return self._vectors.value()

    @property
    def lexical(self) -> Lexical:
        """The lexical index."""
        return self._lexical.value()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the home's write lock.

        Raises:
            HomeInUse: another process is writing.
        """
        lock = FileLock(self.home / "write.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise HomeInUse(
                f"another process is writing to {self.home}; wait until it has finished, or name another --home"
            ) from error
        try:
            self.refresh()  # an index that does not know what others wrote would write over it
            yield
        finally:
            lock.release()

    def made_by(self) -> dict[str, str]:
        """Return what the derived indexes depend on: the encoder, its views and the text folding in use."""
        return {"encoder": self.encoder.name, "views": VIEWS_VERSION, "folding": FOLDING_VERSION}

    def check_indexes(self) -> None:
        """Make sure that the indexes were made by the encoder and the folding in use.

        Raises:
            IndexMismatch: they were not; the message names the command that mends it.
        """
        if self.catalogue.rebuild_wanted():
            return
        for fact, value in self.made_by().items():
            stored = self.catalogue.meta(fact)
            if stored is not None and stored != value:
                raise IndexMismatch(
                    f"the index in {self.home} was made with the {fact} {stored!r}, but {value!r} is in use; "
                    f"run `isnad rebuild --home {self.home}` to make it anew"
                    + (", or set ISNAD_ENCODER back" if fact == "encoder" else "")
                )

    def check_searchable(self) -> bool:
        """Make sure that a search finds everything that was indexed, also what another process has written meanwhile.

        Returns whether this search had better compare with every passage: importing and opening Chroma costs the first
        question of a process a second, and a moderate archive is looked through in less. What that finds is the same.

        Raises:
            IndexMismatch: the indexes were made otherwise, are just being made anew, or have lost something.
        """
        if self.catalogue.rebuilding():
            raise IndexMismatch(
                f"the index in {self.home} is being made anew; wait until that has finished, or, if it was "
                f"interrupted, run `isnad rebuild --home {self.home}`"
            )
        scan = self._scan_instead()
        if not scan:
            self._vectors.begin()  # the longest to open, while the encoder is loaded
        self.check_indexes()
        self.refresh()
        with self._looking:
            if self._whole != self._seen:
                self._check_whole(vectors=not scan)
                self._whole = None if scan else self._seen
        return scan

    def _scan_instead(self) -> bool:
        first, self._asked = not self._asked, True
        kept = self.home / "vectors" / "chroma.sqlite3"
        return first and not self._vectors.made and kept.exists() and self.catalogue.findable() <= _SCANNED

    def refresh(self) -> None:
        """See what another process has written since the last look."""
        with self._looking:
            changes = self.catalogue.foreign_changes()
            if changes > self._seen:
                if self._lexical.made:
                    self.lexical.refresh()
                if self._vectors.made:
                    self.vectors.refresh()
                self._seen = changes

    def _check_whole(self, *, vectors: bool) -> None:
        for _ in range(3):  # another process may let go of passages between the two counts
            wanted = self.catalogue.findable()
            held = {"lexical": self.lexical.count()} | ({"vectors": self.vectors.count()} if vectors else {})
            lost = [name for name, count in held.items() if count < wanted]
            if not lost:
                return
        raise IndexMismatch(
            f"{self.home / lost[0]} holds {held[lost[0]]} of {wanted} passages: something of it was lost; "
            f"run `isnad rebuild --home {self.home}` to make it anew"
        )

    def close(self) -> None:
        """Let go of all files."""
        self.catalogue.close()
        if self._vectors.made:
            self.vectors.close()


class _Once(Generic[T]):
    """A value that takes time to make: made when it is first asked for, once, whichever thread asks."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._coming: Future[T] | None = None
        self._values: list[T] = []

    @property
    def made(self) -> bool:
        """Whether there is one."""
        return bool(self._values)

    def value(self) -> T:
        """Return the value; what goes wrong in making it is raised, and it is tried again next time."""
        with self._lock:
            if not self._values:
                coming, self._coming = self._coming, None
                self._values.append(self._make() if coming is None else coming.result())
            return self._values[0]

    def begin(self) -> None:
        """Begin to make the value without waiting for it; what goes wrong is raised where it is asked for."""
        with self._lock:
            if not self._values and self._coming is None:
                worker = ThreadPoolExecutor(1)
                self._coming = worker.submit(self._make)
                worker.shutdown(wait=False)
