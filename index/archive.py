"""A home folder, opened: the catalogue with the indexes derived from it, and the encoder that made them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout

from index.arabic import FOLDING_VERSION
from index.catalogue import Catalogue
from index.encoder import Encoder
from index.errors import HomeInUse, IndexMismatch
from index.lexical import Lexical
from index.vectors import Vectors
from index.views import VIEWS_VERSION

Progress = Callable[[str], None]
"""Takes one line of what is going on, for people."""


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
        self._load_encoder = load_encoder
        self._seen_changes = self.catalogue.changes()

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder for passages and questions."""
        return self._load_encoder()

    @cached_property
    def vectors(self) -> Vectors:
        """The passage vectors."""
        return Vectors(self.home / "vectors")

    @cached_property
    def lexical(self) -> Lexical:
        """The lexical index."""
        return Lexical(self.home / "lexical")

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

    def refresh(self) -> None:
        """See what another process has written since the last look."""
        changes = self.catalogue.changes()
        if changes != self._seen_changes:
            self._seen_changes = changes
            self.lexical.refresh()
            self.vectors.refresh()

    def close(self) -> None:
        """Let go of all files."""
        self.catalogue.close()
        if "vectors" in self.__dict__:
            self.vectors.close()
