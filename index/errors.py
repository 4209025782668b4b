"""The errors that `index` raises.

Every message names the bad value, why it is bad and what to do. The edge (command line, page) shows `str(error)`.

    IsnadIndexError
    ├── ReadingError       one input could not be read; nothing else is touched
    ├── EncoderError       an encoder could not be loaded or run
    ├── CatalogueError     the catalogue cannot be opened, or holds something else than expected
    │   └── HomeInUse      another process is writing to the same home
    ├── IndexMismatch      the index was made by another encoder or another text folding
    └── QueryError         a search was asked for with values that make no sense
"""


class IsnadIndexError(Exception):
    """Base of all errors of the `index` package."""


class ReadingError(IsnadIndexError):
    """One input (file, line, address) could not be read."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class EncoderError(IsnadIndexError):
    """An encoder could not be found, built, loaded or run."""


class CatalogueError(IsnadIndexError):
    """The catalogue cannot be opened, or a row that was asked for is not there."""


class HomeInUse(CatalogueError):
    """Another process holds the write lock of this home."""


class IndexMismatch(IsnadIndexError):
    """The index was made by another encoder or another text folding than the ones in use."""


class QueryError(IsnadIndexError):
    """A search was asked for with values that make no sense."""
