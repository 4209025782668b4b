"""A file as a stream of decoded lines, of which a damaged one harms no other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index.errors import ReadingError
from index.readers.encodings import line_encoding
from index.readers.outcome import LIMIT, Input
from index.readers.reasons import Reason


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1, its text with line feed, and what is wrong with its bytes ("" for nothing)."""

    number: int
    text: str
    damage: str = ""


def lines(input_: Input) -> Iterator[Line]:
    """Yield the decoded lines of a file one by one; only line feeds separate them.

    Raises:
        ReadingError: if the file is UTF-16 or UTF-32 and damaged or too large (others are checked line by line).
    """
    encoding, mark = line_encoding(input_.head(1 << 20))
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(input_.whole()[len(mark) :], encoding)
        return
    with input_.open() as stream:
        stream.read(len(mark))
        for number, raw in enumerate(_raw_lines(stream), 1):
            if len(raw) > LIMIT:
                yield Line(number, "", Reason.LONG_LINE(most=LIMIT // 1_000_000))
                continue
            try:
                yield Line(number, raw.decode(encoding))
            except UnicodeDecodeError as error:
                value = f"0x{raw[error.start]:02X}"
                damage = Reason.NOT_ENCODED_IN_LINE(byte=error.start + 1, value=value, encoding=encoding.upper())
                yield Line(number, raw.decode(encoding, "replace"), damage)


def _wide_lines(data: bytes, encoding: str) -> Iterator[Line]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(Reason.NOT_ENCODED(byte=error.start + 1, encoding=encoding.upper())) from error
    for number, line in enumerate(text.split("\n"), 1):
        yield Line(number, line + "\n")


def _raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of `stream` with their line feeds; one longer than `LIMIT` comes cut to `LIMIT` + 1 bytes."""
    while line := stream.readline(LIMIT + 1):
        if len(line) > LIMIT:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(1 << 20)
        yield line
