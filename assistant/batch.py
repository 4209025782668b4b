"""Batches: JSON Lines in, one JSON line out for each, in order; a bad line is answered with its error."""

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.errors import IsnadError, UsageError
from index.errors import IsnadIndexError

Line = Mapping[str, Any]
_HALF = re.compile("[\ud800-\udfff]")


def answered(file: str, answer: Callable[[Line], Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answer every line of a JSON Lines file; empty lines are passed over.

    A line that cannot be read or answered gives `{"id": …, "error": …}` and does not stop the rest.

    Raises:
        UsageError: the file cannot be read at all.
    """
    for number, raw in enumerate(_lines(file), start=1):
        if not raw.strip():
            continue
        name: Any = None
        try:
            line = _parsed(raw)
            name = line.get("id")
            yield {"id": name, **answer(line), **({"id": name} if name is not None else {})}
        except (IsnadError, IsnadIndexError) as error:
            yield {"id": name, "error": f"line {number} of {file}: {error}"}


def _lines(file: str) -> list[bytes]:
    try:
        return Path(file).read_bytes().removeprefix(codecs.BOM_UTF8).split(b"\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error}): name a file of JSON Lines in UTF-8") from error


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        line = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"this is no JSON in UTF-8 ({error}): write one object a line") from error
    if not isinstance(line, dict):
        raise UsageError("this is no JSON object: write one object a line")
    return line


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def text_of(line: Line, key: str) -> str:
    """Return a text that a line must have.

    Raises:
        UsageError: it is missing, empty or no text.
    """
    value = line.get(key)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f'"{key}" is {value!r}: it must be a text that is not empty')
    return _whole(value, key)


def texts_of(line: Line, key: str) -> tuple[str, ...]:
    """Return a list of texts that a line may have.

    Raises:
        UsageError: it is there but no list of texts.
    """
    value = line.get(key)
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(part, str) for part in value):
        raise UsageError(f'"{key}" is {value!r}: it must be a list of texts')
    return tuple(_whole(part, key) for part in value)


def _whole(text: str, key: str) -> str:
    """Return a text that can be written as UTF-8: a JSON escape may name half a character."""
    if _HALF.search(text):
        raise UsageError(f'"{key}" is {text!r}: it holds half of a character (a lone surrogate), so it is no text')
    return text


def day_of(line: Line, key: str) -> date | None:
    """Return a day that a line may have, null being the same as not there.

    Raises:
        UsageError: it is there but no ISO date.
    """
    value = line.get(key)
    return None if value is None else day(value, f'"{key}"')


def day(value: object, name: str) -> date:
    """Read an ISO date.

    Raises:
        UsageError: it is none; the message tells `name`.
    """
    try:
        return datetime.fromisoformat(value if isinstance(value, str) else "").date()
    except ValueError as error:
        raise UsageError(f"{name} is {value!r}: write a day as YYYY-MM-DD") from error
