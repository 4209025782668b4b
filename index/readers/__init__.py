"""Reading: files, folders and web pages -> articles. The content decides which reader takes a file.

Plain text, JSON Lines, JSON, CSV and HTML are read, also packed with gzip. What cannot be read is a `Failure` with
the reason and stops nothing; nothing is dropped without one.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from index.errors import ReadingError
from index.readers import folders
from index.readers.addresses import is_address
from index.readers.html import read_html
from index.readers.kinds import Kind, kind_of
from index.readers.outcome import Failure, Given, Input, Note, Outcome, digest
from index.readers.plain import read_plain
from index.readers.reasons import Reason
from index.readers.tables import read_csv, read_json, read_json_lines

__all__ = ["Failure", "Note", "Outcome", "read"]

_READERS: dict[Kind, Callable[[Input, Given], Iterator[Outcome]]] = {
    Kind.PLAIN: read_plain,
    Kind.HTML: read_html,
    Kind.JSON_LINES: read_json_lines,
    Kind.JSON: read_json,
    Kind.CSV: read_csv,
}


def read(places: Sequence[str], *, source: str | None = None, collected: date | None = None) -> Iterator[Outcome]:
    """Read articles from `places`: files, folders (all files below, sorted, no hidden ones), http(s) addresses.

    Streams: a file of many articles is never held as a whole. Yields an `Article` for each article, a `Failure` for
    each file, line or address that gave none, and a `Note` for what a person should know about something that was
    read (just before its article, or at the end of a file of many).

    `source` is the outlet of articles that do not name their own. `collected` is the day of collecting that
    each article gets, today if it is not given; the date of a file is not used, as copying changes it.

    The id of a plain text or HTML file is its name and a hash of its full path: read again after a change, by any
    relative path, it is the same article; files of equal names in two folders are two. The path
    itself is not kept. A page of the web is named after its address.

    >>> [outcome] = read(["خبر.txt"])
    >>> outcome.title
    'وفد يزور مطار دير الزور'
    """
    given = Given(source or "", collected or date.today())
    for place in places:
        if is_address(place):
            yield from _guarded(place, partial(_read_address, place, given))
            continue
        for found in folders.files_of(place):
            if isinstance(found, Path):
                yield from _guarded(folders.shown(found), partial(_read_file, found, given))
            else:
                yield found


def _guarded(name: str, reading: Callable[[], Iterator[Outcome]]) -> Iterator[Outcome]:
    """Turn what goes wrong with one input into its Failure, and go on."""
    try:
        yield from reading()
    except ReadingError as error:
        yield Failure(name, error.line, error.reason)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Failure(name, None, Reason.GZIP(why=str(error)))
    except OSError as error:
        yield Failure(name, None, Reason.UNREADABLE(why=error.strerror or str(error)))


def _read_file(path: Path, given: Given) -> Iterator[Outcome]:
    return _read(_file(path), given)


def _read_address(url: str, given: Given) -> Iterator[Outcome]:
    from index.readers.web import fetch  # TLS and its certificates, which files do not need

    return _read(fetch(url), given)


def _read(input_: Input, given: Given) -> Iterator[Outcome]:
    return _READERS[kind_of(input_.head(), input_.file_name)](input_, given)


def _file(path: Path) -> Input:
    name = folders.shown(path.name)
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    file_name = name[:-3] if packed and name.lower().endswith(".gz") else name

    def open_file() -> BinaryIO:
        return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")

    return Input(
        name=folders.shown(path),
        file_name=file_name,
        open=open_file,
        article_id=f"{PurePath(file_name).stem}-{digest(folders.shown(path.resolve()), size=8)}",
    )
