"""What tests of evidence share: articles of one line each, quotes out of them, questions, and hits of a search."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.question import Question, Request, understand
from assistant.quote import Quote
from index.article import Article, Passage, Sentence, Span
from index.catalogue import Event
from index.concept import concepts_of
from index.passages import split
from index.search import Hit, ScoredSentence

TODAY = date(2024, 6, 1)


def article(
    text: str, source: str = "وكالة النور", day: date | None = date(2018, 4, 8), article_id: str = ""
) -> Article:
    """An article of an outlet, named after its outlet and day if it is not named."""
    name = article_id or f"{source} {day}"
    published = day.isoformat() if day else None
    return Article(name, "عنوان", text, published=published, day=day, day_known_from="metadata", source=source)


def quote(
    text: str,
    source: str = "وكالة النور",
    day: date | None = date(2018, 4, 8),
    event: date | None = None,
    score: float = 1.0,
) -> Quote:
    """A whole article as one quote; `event` is the day that the sentence itself names."""
    span = Span(0, len(text))
    told = Event(Sentence(span, 0), event, event, "day") if event else None
    return Quote(article(text, source, day), 1, span, span, 0, score, told)


def question(text: str, sources: Sequence[str] = ()) -> Question:
    """An Arabic question as it reaches the choice of evidence; no word of it is rarer than another."""
    asked = understand(Request(text, today=TODAY), sources)
    concepts = concepts_of(asked.text)
    return replace(asked, searched=asked.text, concepts=concepts, rarities=(1.0,) * len(concepts))


def hit(of: Article, key: int, cosine: float = 0.9, alone: Sequence[float] = ()) -> Hit:
    """A hit of the first passage of an article; `alone` are the cosines of its sentences, all `cosine` if not given."""
    passage: Passage = split(of.text)[0]
    cosines = alone or [cosine] * len(passage.sentences)
    scored = tuple(ScoredSentence(s, c, c) for s, c in zip(passage.sentences, cosines, strict=True))
    return Hit(of, key, key, passage, cosine, cosine, 1.0, scored)
