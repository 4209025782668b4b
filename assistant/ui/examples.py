"""Questions to click, drawn from the archive itself: what it tells of most, and what an answer leads on to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from assistant.answer import Assistant
from assistant.question import Request
from assistant.statement import Answer, Language
from assistant.ui.visit import Scope
from assistant.ui.words import Reader, Text
from index import places
from index.article import Article
from index.places import Place

_LOOKED_AT = 200
"""Articles: the newest, whose titles and leads are read for what they tell of."""
_LEAD = 200
"""Code points of an article that its lead may take."""
_EXAMPLES = 4
_TRIED_EXAMPLES = 10
_FOLLOW_UPS = 3
_TRIED = 5
"""Follow-ups that are tried on the archive before they are shown."""

_HAPPENED = Text("ماذا حدث في {place} في {month}؟", "What happened in {place} in {month}?")
_SUMMARY = Text("لخّص أخبار {place} في {month}", "Summarise the news on {place} in {month}")
_NEWS = Text("ما أخبار {place} في {month}؟", "What is the news on {place} in {month}?")
_HAPPENED_THERE = Text("ماذا حدث في {place}؟", "What happened in {place}?")
_ON_TITLE = Text("ماذا يقول الأرشيف عن «{title}»؟", "What does the archive say about “{title}”?")
_ACCORDING = Text("ماذا قالت {outlet} عن {place}؟", "What did {outlet} report on {place}?")


_LINE = Text("{place}، {month}", "{place}, {month}")
_UNDATED_LINE = Text("{place}", "{place}")


def examples(assistant: Assistant, reader: Reader, tried: bool = True) -> list[str]:
    """Return questions about the places and months that the newest articles tell of most, each place once.

    Articles without a day are asked about by their places alone, and where there are no places by their titles. Each
    question is tried first, so that the archive does answer it, unless `tried` is false.
    """
    articles = _newest(assistant)
    asked = chain(
        _asked(articles, reader, (_HAPPENED, _SUMMARY, _NEWS), _HAPPENED_THERE),
        islice((reader.say(_ON_TITLE, title=one.title) for one in articles if _bare(one)), _TRIED_EXAMPLES),
    )
    answered = (question for question in asked if not tried or _holds(assistant, Request(question)))
    return list(islice(answered, _EXAMPLES))


def _holds(assistant: Assistant, request: Request) -> bool:
    """Whether the archive answers a question; nobody asked it, so it is no business of a language model's."""
    return assistant.answer(replace(request, answerer="extractive")).refusal is None


def timeline_examples(assistant: Assistant, reader: Reader) -> list[str]:
    """Return topics of timelines: the places and months that the newest articles tell of most, each place once."""
    return list(islice(_asked(_newest(assistant), reader, (_LINE,), _UNDATED_LINE), _EXAMPLES))


def _newest(assistant: Assistant) -> list[Article]:
    """Return the articles that examples are drawn from, newest first, those without a day at the end."""
    catalogue = assistant.archive.catalogue
    newest = [article_id for article_id, _, _, _ in islice(catalogue.listing(), _LOOKED_AT)]
    keys = catalogue.article_keys(newest)
    found = catalogue.articles(keys.values())
    return [found[keys[article_id]] for article_id in newest]


def _bare(article: Article) -> bool:
    """Whether an article has neither a day nor a place to be asked about, but a title."""
    return article.day is None and bool(article.title) and not _places(_lead(article))


def _asked(articles: Iterable[Article], reader: Reader, dated: Sequence[Text], undated: Text) -> Iterator[str]:
    """Yield what to ask about the places and months that articles tell of most, each place once, undated ones last."""
    told: Counter[tuple[Place, date | None]] = Counter()
    for article in articles:
        month = article.day.replace(day=1) if article.day else None
        told.update((place, month) for place in _places(_lead(article)))

    def first(pair: tuple[tuple[Place, date | None], int]) -> tuple[bool, int, date, str]:
        (place, month), times = pair
        return month is None, -times, month or date.max, place.id

    seen: list[str] = []
    for (place, month), _ in sorted(told.items(), key=first):
        if place.id not in seen and len(seen) < _TRIED_EXAMPLES:
            form = undated if month is None else dated[len(seen) % len(dated)]
            seen.append(place.id)
            when = reader.month(month) if month else ""
            yield reader.say(form, place=_name(place, reader.language), month=when)


def follow_ups(assistant: Assistant, answer: Answer, scope: Scope, reader: Reader) -> list[str]:
    """Return questions that an answer leads on to and that the archive can answer: each is tried first.

    They are asked in the language of the answer: about other places that its quotes name, and about what the outlets
    it quotes report of them.
    """
    speaker = Reader(answer.language, reader.digits)
    made: list[str] = []
    for question in islice(_led_on_to(answer, speaker), _TRIED):
        if _holds(assistant, scope.request(question)):
            made.append(question)
        if len(made) == _FOLLOW_UPS:
            break
    return made


def _led_on_to(answer: Answer, speaker: Reader) -> Iterator[str]:
    asked = {place.id for place in _places(answer.question)}
    told: dict[Place, Article] = {}
    for citation in answer.citations:
        for place in _places(citation.quote):
            if place.id not in asked:
                told.setdefault(place, citation.article)
    words = (_NEWS, _ACCORDING, _SUMMARY)
    for at, (place, article) in enumerate(told.items()):
        form = words[at % len(words)]
        if article.day is None or (form is _ACCORDING and not article.source):
            continue
        name, month = _name(place, speaker.language), speaker.month(article.day)
        yield speaker.say(form, place=name, month=month, outlet=article.source)


def _lead(article: Article) -> str:
    return f"{article.title}. {article.text[:_LEAD]}"


def _places(text: str) -> Iterable[Place]:
    return dict.fromkeys(mention.place for mention in places.find(text) if not mention.adjective)


def _name(place: Place, language: Language) -> str:
    return place.arabic if language == "ar" else place.english
