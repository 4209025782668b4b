"""Rows of the catalogue and what they stand for."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from index.article import Article, Sentence, Span
from index.catalogue.records import Event

COLUMNS = "article_id, title, text, published, day, day_known_from, source, url, collected, metadata"


def article_of(row: Sequence[str]) -> Article:
    """Return the article that a row of `COLUMNS` stands for."""
    return Article(
        article_id=row[0],
        title=row[1],
        text=row[2],
        published=row[3],
        day=day_of(row[4]),
        day_known_from=row[5],
        source=row[6],
        url=row[7],
        collected=day_of(row[8]),
        metadata=MappingProxyType(json.loads(row[9])),
    )


def record_of(article: Article) -> str:
    """Write down an article without its text."""
    days = {"day": iso(article.day), "collected": iso(article.collected)}
    kept = {
        name: getattr(article, name) for name in ("article_id", "title", "published", "day_known_from", "source", "url")
    }
    return json.dumps({**kept, **days, "metadata": dict(article.metadata)}, ensure_ascii=False, sort_keys=True)


def of_record(record: str, text: str) -> Article:
    """Return the article that `record_of` wrote down."""
    kept = json.loads(record)
    days = {"day": day_of(kept["day"]), "collected": day_of(kept["collected"])}
    return Article(**{**kept, **days, "text": text, "metadata": MappingProxyType(kept["metadata"])})


def event_of(row: Sequence[object]) -> Event:
    """Return the event that a row of the table stands for, from the sentence's number on."""
    number, start, end, first, last, precision, approximate, reported = row
    sentence = Sentence(Span(int(str(start)), int(str(end))), int(str(number)))
    return Event(
        sentence,
        date.fromisoformat(str(first)),
        date.fromisoformat(str(last)),
        str(precision),
        bool(approximate),
        bool(reported),
    )


def hash_of(article: Article) -> str:
    """Return what changes whenever anything of an article does."""
    parts = (
        article.title,
        article.text,
        article.published,
        article.source,
        article.url,
        sorted(article.metadata.items()),
    )
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode("ascii")).hexdigest()


def text_hash_of(article: Article) -> str:
    """Return what is the same for all articles of one outlet and text."""
    return hashlib.sha256(json.dumps([article.source, article.text], ensure_ascii=True).encode("ascii")).hexdigest()


def iso(day: date | None) -> str | None:
    """Write a day for SQL."""
    return None if day is None else day.isoformat()


def day_of(text: str | None) -> date | None:
    """Read a day that `iso` wrote."""
    return None if text is None else date.fromisoformat(text)
