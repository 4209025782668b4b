"""What an article tells before anyone asks: its passages, its day, the times and places of its sentences."""

from dataclasses import replace
from datetime import date

from index import passages, places, times
from index.article import Article, Passage, Sentence, Span
from index.catalogue import Analysis, Event

_LEAD = 3
"""A lead is looked for among so many first sentences; headlines and bylines have fewer than `_LEAD_LENGTH` letters."""
_LEAD_LENGTH = 40


def recognise(article: Article) -> tuple[Article, Analysis]:
    """Return the article with its day, if its own text tells it, and what was found in it."""
    article = with_day(article)
    cut = tuple(passages.split(article.text))
    sentences = [sentence for passage in cut for sentence in passage.sentences]
    events = [event for sentence in sentences for event in told(article, sentence)]
    return article, Analysis(cut, (*events, *reported(article, sentences, events)), tuple(mentioned(article, cut)))


def with_day(article: Article) -> Article:
    """Read the day of publication from the dateline of the text where the metadata has none."""
    if article.day is not None:
        return article
    dateline = times.dateline(article.text, collected=article.collected)
    if dateline is None:
        return article
    return replace(article, day=dateline.date, day_known_from="dateline")


def told(article: Article, sentence: Sentence) -> list[Event]:
    """Return the events that a sentence tells: one for each interval of time it names."""
    events: dict[tuple[date, date], Event] = {}
    for event, _ in dated(article, sentence):
        events.setdefault((event.first, event.last), event)
    return list(events.values())


def dated(article: Article, sentence: Sentence) -> list[tuple[Event, Span]]:
    """Return the times that a sentence names as events, each with the words of the article that name it, in order."""
    start = sentence.span.start
    return [
        (
            Event(sentence, time.first, time.last, time.precision, time.approximate),
            Span(start + time.start, start + time.end),
        )
        for time in times.find(sentence.span.of(article.text), published=article.day, collected=article.collected)
    ]


def reported(article: Article, sentences: list[Sentence], events: list[Event]) -> list[Event]:
    """Return the lead as an event of the day of publication, where the lead names no time itself."""
    if article.day is None:
        return []
    lead = next((s for s in sentences[:_LEAD] if s.span.end - s.span.start >= _LEAD_LENGTH), None)
    if lead is None or any(event.sentence.number == lead.number for event in events):
        return []
    return [Event(lead, article.day, article.day, "day", reported=True)]


def mentioned(article: Article, cut: tuple[Passage, ...]) -> list[tuple[int, str]]:
    """Return the places that the sentences name, as pairs of sentence number and place id."""
    pairs = {
        (sentence.number, mention.place.id): None
        for passage in cut
        for sentence in passage.sentences
        for mention in places.find(sentence.span.of(article.text))
    }
    return list(pairs)
