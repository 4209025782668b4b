"""Batches: JSON Lines in, one JSON line out for each, in order; a bad line is answered with its error."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import IsnadError, UsageError
from index.errors import IsnadIndexError

Line = Mapping[str, Any]


def answered(file: str, answer: Callable[[Line], Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answer every line of a JSON Lines file; empty lines are passed over.

    A line that cannot be read or answered gives `{"id": …, "error": …}` and does not stop the rest.

    Raises:
        UsageError: the file cannot be read at all.
    """
    for number, text in enumerate(_lines(file), start=1):
        if not text.strip():
            continue
        name: Any = None
        try:
            line = json.loads(text)
            if not isinstance(line, dict):
                raise UsageError(f"line {number} of {file} is no JSON object: write one object a line")
            name = line.get("id")
            yield {"id": name, **answer(line), **({"id": name} if name is not None else {})}
        except json.JSONDecodeError as error:
            yield {"id": name, "error": f"line {number} of {file} is no JSON: {error}"}
        except (IsnadError, IsnadIndexError) as error:
            yield {"id": name, "error": f"line {number} of {file}: {error}"}


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text("utf-8-sig").split("\n")  # not splitlines: U+2028 may stand inside a text
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read as UTF-8 JSON Lines ({error})") from error


def text_of(line: Line, key: str) -> str:
    """Return a text that a line must have.

    Raises:
        UsageError: it is missing, empty or no text.
    """
    value = line.get(key)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f'"{key}" is {value!r}: it must be a text that is not empty')
    return value


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
    return tuple(value)


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
        return date.fromisoformat(value[:10] if isinstance(value, str) else "")
    except ValueError as error:
        raise UsageError(f"{name} is {value!r}: write a day as YYYY-MM-DD") from error
