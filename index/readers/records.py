"""A record with named fields (a JSON object, a CSV row) -> an article."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from index.article import Article
from index.errors import ReadingError
from index.readers.outcome import Given, digest, first_line
from index.readers.reasons import Reason

FIELDS = ("id", "title", "published", "source", "url", "text")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)|(\d{4})(\d{2})(\d{2})(?=T|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_EARLIEST = 1700
"""No newspaper is older; systems without a date like to write year 1."""


@dataclass(frozen=True, slots=True)
class Made:
    """An article made of a record, with remarks about what could not be understood in it."""

    article: Article
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Known:
    """The ids that a file gave so far: id -> (line, hash of the text)."""

    ids: dict[str, tuple[int, int]] = field(default_factory=dict)


def article_of(record: Mapping[str, object], line: int, known: Known, given: Given) -> Made:
    """Make an article of `record`, which stands in `line`.

    `text` is kept as it is, code point by code point. `id` is kept as a string; without one it is worked out from
    the url, else from source, title and text, so that the same record gets the same id from any file. `published`
    is kept as given if it begins with an ISO 8601 day, which becomes `day` without any zone arithmetic
    («2018-04-07T01:30:00+03:00» -> 7 April 2018); else it goes to the metadata with a remark. Fields beyond
    `FIELDS` go to the metadata as strings (nested ones as JSON). The record's own `source` wins
    over the one that was given.

    Raises:
        ReadingError: naming the field that is missing, empty, of a wrong type or no valid Unicode.
    """
    text = _text(record)
    others = {name: value for name, value in record.items() if name not in FIELDS and value is not None}
    metadata = {name: _as_text(name, value) for name, value in others.items()}
    for name, value in metadata.items():
        _valid(name, Reason.FIELD_NAME())
        _valid(value, Reason.FIELD(name=repr(name)))
    remarks: list[str] = []
    title = _string(record, "title") or first_line(text)
    source = _string(record, "source") or given.source
    url = _url(_string(record, "url"), metadata, remarks)
    published, day = _published(_string(record, "published"), metadata, remarks)
    article_id = _id(record, line, known, (source, title, text), url, remarks)
    article = Article(
        article_id=article_id,
        title=title,
        text=text,
        published=published,
        day=day,
        day_known_from="metadata" if day else "",
        source=source,
        url=url,
        collected=given.collected,
        metadata=MappingProxyType(metadata),
    )
    return Made(article, tuple(remarks))


def day_of(published: str) -> date | None:
    """Return the calendar day that an ISO 8601 date begins with, as written; None if there is none.

    «2018-04-07T23:30:00-05:00» and «2018-04-07» -> 7 April 2018; «07/04/2018» -> None.
    """
    match = _ISO_DAY.match(published.strip())
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day) if year >= _EARLIEST else None
    except ValueError:
        return None


def web_address(value: str) -> str | None:
    """Return `value` if it is an http or https address that can be linked to, else None («javascript:…»)."""
    address = value.strip()
    fits = address.lower().startswith(("http://", "https://")) and not re.search(r"[\s\x00-\x1f\x7f<>\"]", address)
    return address if fits else None


def _text(record: Mapping[str, object]) -> str:
    text = record.get("text")
    if text is None:
        fields = ", ".join(str(name) for name in list(record)[:12]) or Reason.NO_FIELDS()
        raise ReadingError(Reason.MISSING_TEXT(fields=fields))
    if not isinstance(text, str):
        raise ReadingError(Reason.NO_STRING(name="'text'", kind=_kind(text)))
    if not text.strip():
        raise ReadingError(Reason.EMPTY_TEXT())
    return _valid(text, Reason.FIELD(name="'text'"))


def _string(record: Mapping[str, object], name: str) -> str:
    """Return a field as a string: numbers written out, "" for what is missing or empty."""
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return _valid(value, Reason.FIELD(name=f"'{name}'")) if value.strip() else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return json.dumps(value)
    raise ReadingError(Reason.NO_STRING(name=f"'{name}'", kind=_kind(value)))


def _kind(value: object) -> str:
    kinds = {
        bool: Reason.TRUE_OR_FALSE,
        int: Reason.NUMBER,
        float: Reason.NUMBER,
        list: Reason.LIST,
        dict: Reason.OBJECT,
    }
    kind = kinds.get(type(value))
    return kind() if kind else type(value).__name__


def _valid(value: str, where: str) -> str:
    """Return `value` if it is valid Unicode, which storing needs."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(value[error.start]):04X}"
        raise ReadingError(Reason.HALF_CHARACTER(where=where, value=half, at=error.start)) from error
    return value


def _as_text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError as error:
        raise ReadingError(Reason.DEEP_FIELD(name=repr(name))) from error


def _url(value: str, metadata: dict[str, str], remarks: list[str]) -> str | None:
    if not value:
        return None
    address = web_address(value)
    if address is None:
        metadata["url"] = value
        remarks.append(f"field 'url' is no http(s) address ({value[:80]!r}): kept in the metadata, not linked")
    return address


def _published(value: str, metadata: dict[str, str], remarks: list[str]) -> tuple[str | None, date | None]:
    if not value:
        return None, None
    day = day_of(value)
    if day is None:
        metadata["published"] = value
        remarks.append(
            f"field 'published' names no day in ISO 8601 ({value[:40]!r}; expected 2018-04-07 or"
            " 2018-04-07T10:00:00+03:00): kept in the metadata"
        )
        return None, None
    return value, day


def _id(
    record: Mapping[str, object],
    line: int,
    known: Known,
    content: tuple[str, str, str],
    url: str | None,
    remarks: list[str],
) -> str:
    """Return the record's id, or one worked out; remark if the file gave the same id to another text before."""
    own = _string(record, "id")
    if own and (_CONTROL.search(own) or len(own) > 500):
        raise ReadingError(Reason.BAD_ID(id=repr(own[:40])))
    article_id = own or (f"url-{digest(url)}" if url else f"text-{digest(*content)}")
    fingerprint = hash(content[2])
    earlier = known.ids.get(article_id)
    if earlier and earlier[1] != fingerprint:
        if own:
            remarks.append(f"id {own!r} stood in line {earlier[0]} already, with another text: this one replaces it")
        else:
            article_id = f"{article_id}-{digest(*content, size=6)}"
    known.ids[article_id] = (line, fingerprint)
    return article_id
