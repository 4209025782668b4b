"""Questions to click, drawn from the archive itself: what it tells of most, and what an answer leads on to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

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
_ACCORDING = Text("ماذا قالت {outlet} عن {place}؟", "What did {outlet} report on {place}?")


_LINE = Text("{place}، {month}", "{place}, {month}")


def examples(assistant: Assistant, reader: Reader, tried: bool = True) -> list[str]:
    """Return questions about the places and months that the newest articles tell of most, each place once.

    Each is tried first, so that the archive does answer it, unless `tried` is false.
    """
    asked = _asked(assistant, reader, (_HAPPENED, _SUMMARY, _NEWS))
    answered = (question for question in asked if not tried or _holds(assistant, Request(question)))
    return list(islice(answered, _EXAMPLES))


def _holds(assistant: Assistant, request: Request) -> bool:
    """Whether the archive answers a question; nobody asked it, so it is no business of a language model's."""
    return assistant.answer(replace(request, answerer="extractive")).refusal is None


def timeline_examples(assistant: Assistant, reader: Reader) -> list[str]:
    """Return topics of timelines: the places and months that the newest articles tell of most, each place once."""
    return list(islice(_asked(assistant, reader, (_LINE,)), _EXAMPLES))


def _asked(assistant: Assistant, reader: Reader, forms: Sequence[Text]) -> Iterator[str]:
    catalogue = assistant.archive.catalogue
    newest = [article_id for article_id, _, _, day in islice(catalogue.listing(), _LOOKED_AT) if day]
    articles = catalogue.articles(catalogue.article_keys(newest).values())
    told: Counter[tuple[Place, date]] = Counter()
    for article in articles.values():
        if article.day is not None:
            told.update((place, article.day.replace(day=1)) for place in _places(_lead(article)))
    seen: list[str] = []
    for (place, month), _ in sorted(told.items(), key=lambda pair: (-pair[1], pair[0][1], pair[0][0].id)):
        if place.id not in seen and len(seen) < _TRIED_EXAMPLES:
            form = forms[len(seen) % len(forms)]
            seen.append(place.id)
            yield reader.say(form, place=_name(place, reader.language), month=reader.month(month))


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
