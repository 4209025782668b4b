"""Answers as JSON and back, nothing lost: what a kept conversation is made of.

Every field of every dataclass in an answer is written under its own name. A citation is written with its quote and
with the facts of its article as they were; it comes back only if the article still holds the quote at that place.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Literal, Protocol, TypeAlias, Union, get_args, get_origin, get_type_hints

from assistant.citations import Citation
from assistant.errors import CitationError
from assistant.statement import Answer
from index.article import Article, Span
from index.catalogue import Event
from index.errors import CatalogueError

_Json: TypeAlias = Any
"""What `json.loads` gives."""
_Type: TypeAlias = Any
"""What stands in an annotation: a class, or one of typing's makings."""


class Articles(Protocol):
    """Where articles are found by their ids: the catalogue."""

    def article(self, article_id: str) -> Article:
        """Return one article.

        Raises:
            CatalogueError: there is no such article.
        """


@dataclass(frozen=True, slots=True)
class Broken:
    """A citation that no longer holds: what it said when the answer was given, and why it is shown as broken."""

    n: int
    article_id: str
    span: Span
    quote: str
    title: str
    source: str
    url: str | None
    published: str | None
    collected: date | None
    event: Event | None
    why: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer as it was given, but for the citations that no longer hold: those are `broken`, and only there."""

    answer: Answer
    broken: tuple[Broken, ...] = ()


def as_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as a JSON object from which `from_json` makes the same answer again."""
    written = _written(answer)
    assert isinstance(written, dict)
    return written


def from_json(data: Mapping[str, Any], articles: Articles) -> Remembered:
    """Make an answer out of what `as_json` wrote, each citation checked against the article as it is now.

    Fields that the data does not have yet get their defaults; those that are no more are left out.

    Raises:
        CatalogueError: the data is no answer of this or an earlier version of the program.
    """
    reading = _Reading(articles)
    try:
        answer = reading.value(Answer, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CatalogueError(
            f"a kept answer cannot be read ({type(error).__name__}: {error}): another version of the program wrote it; "
            "delete the conversation, or open it with that version"
        ) from error
    return Remembered(answer, tuple(reading.broken.values()))


def _written(value: object) -> _Json:
    if isinstance(value, Citation):
        own = {f.name: _written(getattr(value, f.name)) for f in fields(value) if f.name not in ("article", "span")}
        return {**own, "article": _facts(value.article), "span": _written(value.span), "quote": value.quote}
    if isinstance(value, Article):
        return _facts(value)
    if is_dataclass(value):
        return {f.name: _written(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _written(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [_written(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} in an answer cannot be kept: {value!r}")


def _facts(article: Article) -> dict[str, Any]:
    published = article.published or (article.day.isoformat() if article.day else None)
    return {
        "article_id": article.article_id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": published,
        "collected": article.collected.isoformat() if article.collected else None,
    }


class _Reading:
    """One answer on its way back from JSON; `broken` gathers the citations that do not hold."""

    def __init__(self, articles: Articles) -> None:
        self._articles = articles
        self.broken: dict[tuple[int, str, int, int], Broken] = {}

    def value(self, hint: _Type, data: _Json) -> _Json:
        """Return `data` as a value of the annotated type.

        Raises:
            CitationError: it is, or cannot be without, a citation that does not hold.
        """
        origin: _Type = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self._one_of(get_args(hint), data)
        if origin in (tuple, list, frozenset, set):
            return self._several(origin, get_args(hint), data)
        if hint is Citation:
            return self._citation(data)
        if hint is Article:
            return self._article(data)
        if isinstance(hint, type) and is_dataclass(hint):
            return self._fields(hint, data)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(data)
        if hint in (date, datetime):
            return hint.fromisoformat(data)
        if origin is not None and origin is not Literal and issubclass(origin, Mapping):
            return {key: self.value(get_args(hint)[1], item) for key, item in data.items()}
        return data

    def _one_of(self, kinds: tuple[Any, ...], data: _Json) -> _Json:
        if data is None:
            return None
        real = [kind for kind in kinds if kind is not types.NoneType]
        if isinstance(data, Mapping) and len(real) > 1:
            real = [kind for kind in real if is_dataclass(kind) and set(data) <= {f.name for f in fields(kind)}] or real
        try:
            return self.value(real[0], data)
        except CitationError:
            if types.NoneType not in kinds:
                raise
            return None

    def _several(self, container: _Type, kinds: tuple[Any, ...], data: _Json) -> _Json:
        if container is tuple and (len(kinds) != 2 or kinds[1] is not Ellipsis):
            return tuple(self.value(kind, item) for kind, item in zip(kinds, data, strict=True))
        whole = []
        for item in data:
            try:
                whole.append(self.value(kinds[0], item))
            except CitationError:  # noted in `broken` where it was raised; what cannot be without it goes with it
                continue
        return container(whole)

    def _fields(self, kind: type, data: Mapping[str, Any]) -> _Json:
        hints = _hints(kind)
        return kind(**{f.name: self.value(hints[f.name], data[f.name]) for f in fields(kind) if f.name in data})

    def _article(self, facts: Mapping[str, Any]) -> Article:
        try:
            return self._articles.article(facts["article_id"])
        except CatalogueError as error:
            raise CitationError(f"{facts['article_id']} was removed from the archive since; ask again") from error

    def _citation(self, data: Mapping[str, Any]) -> Citation:
        span = Span(**data["span"])
        event: Event | None = self.value(Event | None, data["event"])
        try:
            article = self._article(data["article"])
            held = Citation.restored(data["n"], article, span.start, span.end, data["quote"], event)
        except CitationError as error:
            self._break(data, span, event, str(error))
            raise
        hints = _hints(Citation)
        kept = {name: self.value(hints[name], data[name]) for name in hints if name in data and name not in _CHECKED}
        return Citation(held.n, held.article, held.span, held.event, **kept)

    def _break(self, data: Mapping[str, Any], span: Span, event: Event | None, why: str) -> None:
        facts = data["article"]
        self.broken[data["n"], facts["article_id"], span.start, span.end] = Broken(
            n=data["n"],
            article_id=facts["article_id"],
            span=span,
            quote=data["quote"],
            title=facts["title"],
            source=facts["source"],
            url=facts["url"],
            published=facts["published"],
            collected=date.fromisoformat(facts["collected"]) if facts["collected"] else None,
            event=event,
            why=why,
        )


_CHECKED = ("n", "article", "span", "event")
"""The fields of a citation that `Citation.restored` takes."""


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
