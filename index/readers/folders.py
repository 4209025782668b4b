"""Files behind a path: the file itself, or every file below a folder in sorted order."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from index.readers.outcome import Failure, Note
from index.readers.reasons import Reason


def shown(path: str | Path) -> str:
    r"""Return `path` as text that can be printed and stored: bytes of a name that are no UTF-8 stand as \xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def files_of(place: str) -> Iterator[Path | Failure | Note]:
    """Yield the file at `place`, or the files below the folder at `place`, sorted by name, folder by folder.

    Hidden files and folders (a dot in front) below a folder are left out. A folder reached twice, by a symbolic
    link, is read once and noted. What is no file (a pipe, a broken link, a missing path) is a Failure.
    """
    path = Path(place)
    try:
        if path.is_dir():
            yield from _below(path)
        elif path.is_file():
            yield path
        else:
            yield _unreadable(path)
    except (OSError, ValueError) as error:
        yield Failure(shown(place), None, _said(error))


def _below(root: Path) -> Iterator[Path | Failure | Note]:
    found = 0
    visited: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
            entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield Failure(shown(folder), None, Reason.FOLDER_CLOSED(why=_said(error)))
            continue
        if (status.st_dev, status.st_ino) in visited:
            yield Note(shown(folder), None, "this folder was already read under another name: not read twice")
            continue
        visited.add((status.st_dev, status.st_ino))
        folders = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            found += 1
            if entry.is_dir():
                folders.append(entry)
            else:
                yield entry if entry.is_file() else _unreadable(entry)
        waiting.extend(reversed(folders))
    if not found:
        yield Failure(shown(root), None, Reason.FOLDER_EMPTY())


def _unreadable(path: Path) -> Failure:
    if path.is_symlink() and not path.exists():
        return Failure(shown(path), None, Reason.BROKEN_LINK(target=shown(path.readlink())))
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Failure(shown(path), None, _said(error))
    kind = Reason.PIPE if stat.S_ISFIFO(mode) else Reason.SOCKET if stat.S_ISSOCK(mode) else Reason.DEVICE
    return Failure(shown(path), None, kind())


def _said(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return Reason.NO_FILE()
    if isinstance(error, PermissionError):
        return Reason.NOT_ALLOWED()
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
