"""What reading gives besides articles, and what the readers hand to each other."""

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from index.article import Article
from index.errors import ReadingError
from index.readers.reasons import Reason

LIMIT = 50_000_000
"""Bytes of one text file, page or line, after decompression; more is refused with the reason."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that gave no article: where it is, why it could not be read and what to do.

    `path` is a file as the caller named it or an address; `line` counts from 1, None where the whole file is meant.
    """

    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a person should know about an article that *was* read (or a folder met twice): no failure.

    Examples: a broken encoding that was put right, a `published` that names no day, bytes cut off at the end.
    """

    path: str
    line: int | None
    reason: str


Outcome = Article | Failure | Note


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says about everything that is read: the outlet ("" for unknown) and the day of collecting."""

    source: str
    collected: date


@dataclass(frozen=True, slots=True)
class Input:
    """One file or page with bytes to read.

    `name` stands in reports; `file_name` has no folder and no `.gz`; `open` gives its bytes, unpacked, from the start;
    `article_id` is the name of its article if it holds just one. `charset` is what a server declares, `url` and
    `host` say where a page came from (None and "" for files).
    """

    name: str
    file_name: str
    open: Callable[[], BinaryIO]
    article_id: str
    charset: str | None = None
    url: str | None = None
    host: str = ""

    def head(self, size: int = 1 << 16) -> bytes:
        """Return at most the first `size` bytes; fewer where a packed file is damaged later on.

        Raises:
            EOFError, OSError, zlib.error: if not even a first byte can be read.
        """
        pieces: list[bytes] = []
        with self.open() as stream:
            while size > 0:
                try:
                    piece = stream.read(min(size, 1 << 13))
                except (EOFError, zlib.error, OSError):
                    if not pieces:
                        raise
                    break  # who reads on will meet it again, and report it where it stands
                if not piece:
                    break
                pieces.append(piece)
                size -= len(piece)
        return b"".join(pieces)

    def whole(self) -> bytes:
        """Return all bytes.

        Raises:
            ReadingError: if there are more than `LIMIT`.
        """
        with self.open() as stream:
            data = stream.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise ReadingError(Reason.TOO_LARGE(most=LIMIT // 1_000_000))
        return data


def digest(*parts: str, size: int = 12) -> str:
    """Return a short name for `parts`: the first `size` hex digits of the SHA-256 of all of them, kept apart."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.sha256(joined).hexdigest()[:size]


TITLE = 200
"""Longest title that is taken from a text, in code points."""


def first_line(text: str) -> str:
    """Return the first line of `text` that is not empty, as a title: without outer spaces, at most 200 code points."""
    for line in text.splitlines():
        title = line.strip()
        if title:
            return title if len(title) <= TITLE else title[: TITLE - 1].rsplit(" ", 1)[0] + "…"
    return ""
