"""JSON Lines, JSON and CSV: files with many articles, read as a stream."""

import csv
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from index.arabic import fold_text
from index.errors import ReadingError
from index.readers.encodings import line_encoding
from index.readers.lines import Line, lines
from index.readers.mojibake import is_scrambled
from index.readers.outcome import LIMIT, Failure, Given, Input, Note, Outcome
from index.readers.reasons import Reason
from index.readers.records import FIELDS, Known, Made, article_of

_ARABIC_HEADERS = {
    "المعرف": "id",
    "رقم": "id",
    "الرقم": "id",
    "العنوان": "title",
    "التاريخ": "published",
    "تاريخ النشر": "published",
    "المصدر": "source",
    "الرابط": "url",
    "النص": "text",
    "نص الخبر": "text",
}
_DELIMITERS = (",", ";", "\t", "|")
_RECORD_LINES = 20_000
"""Lines that one CSV record may span: more means a quotation mark that is never closed."""


_LOST = "U+FFFD stands in place of letters that were lost before; kept as it is"
_SCRAMBLED = "looks like mojibake (Ø§Ù„…); kept as it is, but its words will not be found: mend the file"


@dataclass(slots=True)
class _Doubts:
    """What many lines of one file share is told once, at its end: text -> lines that show it."""

    lost: list[int] = field(default_factory=list)
    scrambled: list[int] = field(default_factory=list)

    def look_at(self, text: str, line: int) -> None:
        if "\ufffd" in text:
            self.lost.append(line)
        if ("Ø" in text or "Ù" in text or "ط§" in text) and is_scrambled(text):
            self.scrambled.append(line)

    def notes(self, name: str) -> Iterator[Note]:
        for shown_in, what in ((self.lost, _LOST), (self.scrambled, _SCRAMBLED)):
            if shown_in:
                texts = "1 text" if len(shown_in) == 1 else f"{len(shown_in)} texts"
                yield Note(name, shown_in[0] or None, f"{texts}, the first here: {what}")


def read_json_lines(input_: Input, given: Given) -> Iterator[Outcome]:
    """Yield the articles of a JSON Lines file, one object a line; a bad line is a Failure that names line and field.

    Empty lines are skipped.
    """
    known, doubts, empty = Known(), _Doubts(), True
    for line in lines(input_):
        if not line.damage and not line.text.strip():
            continue
        empty = False
        try:
            if line.damage:
                raise ReadingError(line.damage)
            made = article_of(_object(line.text), line.number, known, given)
        except ReadingError as error:
            yield Failure(input_.name, line.number, error.reason)
            continue
        yield from _told(made, input_.name, line.number, doubts)
    yield from doubts.notes(input_.name)
    if empty:
        yield Failure(input_.name, None, Reason.EMPTY_LINES())


def read_json(input_: Input, given: Given) -> Iterator[Outcome]:
    """Yield the articles of one JSON document: an array of objects, or a single object. It is read as a whole."""
    data = input_.whole()
    encoding, mark = line_encoding(data)
    try:
        document = json.loads(data[len(mark) :].decode(encoding))
    except (ValueError, RecursionError) as error:
        raise _not_json(error) from error
    records = document if isinstance(document, list) else [document]
    if not any(isinstance(record, dict) for record in records):
        raise ReadingError(Reason.NO_OBJECTS())
    known, doubts = Known(), _Doubts()
    for number, record in enumerate(records, 1):
        try:
            if not isinstance(record, dict):
                raise ReadingError(Reason.NO_OBJECT())
            made = article_of(record, number, known, given)
        except ReadingError as error:
            yield Failure(input_.name, None, Reason.IN_RECORD(number=number, reason=error.reason))
            continue
        made = replace(made, remarks=tuple(f"record {number}: {remark}" for remark in made.remarks))
        yield from _told(made, input_.name, None, doubts)
    yield from doubts.notes(input_.name)


def _object(text: str) -> dict[str, object]:
    try:
        record = json.loads(text.rstrip("\r\n"))
    except (ValueError, RecursionError) as error:
        raise _not_json(error) from error
    if not isinstance(record, dict):
        raise ReadingError(Reason.NO_OBJECT_LINE())
    return record


def _not_json(error: Exception) -> ReadingError:
    if isinstance(error, json.JSONDecodeError):
        return ReadingError(Reason.NO_JSON_AT(why=error.msg.removesuffix(" at"), at=error.pos + 1))
    if isinstance(error, UnicodeDecodeError):
        return ReadingError(Reason.NOT_ENCODED(byte=error.start + 1, encoding="UTF-8"))
    why = Reason.NESTED() if isinstance(error, RecursionError) else str(error)
    return ReadingError(Reason.NO_JSON(why=why))


def _told(made: Made, name: str, line: int | None, doubts: _Doubts) -> Iterator[Outcome]:
    for remark in made.remarks:
        yield Note(name, line, remark)
    doubts.look_at(made.article.text, line or 0)
    yield made.article


class _Feed:
    """Lines for the CSV reader, which can be given back: a broken record then costs only its first line."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._returned: deque[Line] = deque()
        self.taken: list[Line] = []
        """The lines of the record that is being read."""
        self._size = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._source)
        self.taken.append(line)
        self._size += len(line.text)
        if len(self.taken) > _RECORD_LINES or self._size > LIMIT:
            raise ReadingError(Reason.OPENED_HERE())
        return line.text

    def begin(self) -> None:
        """Forget the lines of the last record."""
        self.taken = []
        self._size = 0

    def give_back(self) -> None:
        """Let all lines of the broken record but the first be read again."""
        self._returned.extendleft(reversed(self.taken[1:]))
        self.begin()


def read_csv(input_: Input, given: Given) -> Iterator[Outcome]:
    """Yield the articles of a CSV file with a header line; the delimiter (comma, semicolon, tab, bar) is found there.

    Header names are taken in any case and in Arabic (المعرف، العنوان، التاريخ، المصدر، الرابط، النص). A row that is too
    long or broken is a Failure that names the line on which it begins.

    Raises:
        ReadingError: if no column is called text, or two have the same meaning.
    """
    csv.field_size_limit(LIMIT)
    feed = _Feed(lines(input_))
    columns, delimiter = _header(feed)
    rows = csv.reader(feed, delimiter=delimiter, strict=True)
    known, doubts, empty = Known(), _Doubts(), True
    while True:
        feed.begin()
        try:
            row = next(rows)
        except StopIteration:
            break
        except (csv.Error, ReadingError) as error:
            empty = False
            yield Failure(input_.name, feed.taken[0].number, _csv_reason(error, feed.taken))
            feed.give_back()
            continue
        if not any(cell.strip() for cell in row):
            continue
        empty = False
        start = feed.taken[0].number
        try:
            made = article_of(_row(row, columns, feed.taken), start, known, given)
        except ReadingError as error:
            yield Failure(input_.name, start, error.reason)
            continue
        yield from _told(made, input_.name, start, doubts)
    yield from doubts.notes(input_.name)
    if empty:
        yield Failure(input_.name, None, Reason.NO_ROWS())


def _csv_reason(error: Exception, taken: list[Line]) -> str:
    if isinstance(error, ReadingError) or "end of data" in str(error):
        return Reason.OPEN_QUOTE()
    if "newline" in str(error) or "new-line" in str(error):
        return Reason.BARE_RETURN()
    if len(taken) > 1:
        return Reason.NO_CSV_LINES(first=taken[0].number, last=taken[-1].number, why=str(error))
    return Reason.NO_CSV(why=str(error))


def _row(row: list[str], columns: list[str], taken: list[Line]) -> dict[str, object]:
    damaged = next((line for line in taken if line.damage), None)
    if damaged:
        where = Reason.IN_LINE(number=damaged.number, reason=damaged.damage)
        raise ReadingError(where if len(taken) > 1 else damaged.damage)
    if any(cell.strip() for cell in row[len(columns) :]):
        raise ReadingError(Reason.TOO_MANY_FIELDS(fields=len(row), columns=len(columns)))
    return {name: cell for name, cell in zip(columns, row, strict=False) if cell or name == "text"}


def _header(feed: _Feed) -> tuple[list[str], str]:
    """Read the header; a line `sep=;` before it, as Excel writes, names the delimiter."""
    first = ""
    declared = None
    for text in feed:
        bare = text.strip("\r\n")
        if bare.lower().startswith("sep=") and len(bare) == 5 and declared is None:
            declared = bare[4]
        elif bare.strip():
            first = text
            break
    delimiter = declared or max(_DELIMITERS, key=lambda candidate: len(set(FIELDS) & set(_columns(first, candidate))))
    columns = _columns(first, delimiter)
    if "text" not in columns:
        found = ", ".join(columns[:12]) or Reason.NOTHING()
        raise ReadingError(
            Reason.NO_COLUMN(found=found, expected=",".join(FIELDS)),
            line=feed.taken[-1].number if feed.taken else None,
        )
    double = next((name for name in columns if columns.count(name) > 1), None)
    if double is not None:
        raise ReadingError(Reason.TWO_COLUMNS(name=repr(double)), line=feed.taken[-1].number)
    return columns, delimiter


def _columns(line: str, delimiter: str) -> list[str]:
    """Return the names of a header line, the known ones in their English form, nameless ones numbered."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = line.split(delimiter)
    arabic = {fold_text(name): meaning for name, meaning in _ARABIC_HEADERS.items()}
    names = []
    for number, cell in enumerate(cells, 1):
        bare = cell.strip().strip("\ufeff")
        lower = bare.lower()
        names.append(lower if lower in FIELDS else arabic.get(fold_text(bare), bare or f"column {number}"))
    return names


def is_header(line: str) -> bool:
    """Whether `line` is a CSV header of articles: a column text and another known one."""
    if len(line) > 2000:
        return False
    return any(
        "text" in names and len(set(FIELDS) & set(names)) > 1 for names in (_columns(line, d) for d in _DELIMITERS)
    )
