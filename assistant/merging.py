"""The same event told by several outlets: tellings of one day joined by what they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.same import Gist, Relation, relation
from index.article import Article, Sentence, Span
from index.catalogue import Event

_ALIKE = 0.34


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that tells of a day; `weight` is how much it counts and `shown` how well it suits as the quote."""

    article: Article
    article_key: int
    sentence: Sentence
    quote: Span
    event: Event
    weight: float
    shown: float

    @property
    def text(self) -> str:
        """The quote, to the letter."""
        return self.quote.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Told:
    """An event with all its tellings, the one to show first."""

    tellings: tuple[Telling, ...]

    @property
    def first(self) -> date:
        """The first day."""
        return self.tellings[0].event.first

    @property
    def last(self) -> date:
        """The last day."""
        return self.tellings[0].event.last

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that tell of it, each once; articles of unknown outlets count as one."""
        return tuple(dict.fromkeys(telling.article.source for telling in self.tellings))

    @property
    def weight(self) -> float:
        """How much it is reported: the best telling of each article counts, further ones of an outlet count less."""
        best: dict[str, dict[int, float]] = {}
        for telling in self.tellings:
            articles = best.setdefault(telling.article.source, {})
            articles[telling.article_key] = max(articles.get(telling.article_key, 0.0), telling.weight)
        return sum(
            sum(w / (1 + at) ** 0.5 for at, w in enumerate(sorted(of.values(), reverse=True))) for of in best.values()
        )


def merged(tellings: Iterable[Telling]) -> list[Told]:
    """Join tellings of the same days that say the same, and return the events, most reported first."""
    by_days: dict[tuple[date, date], list[Telling]] = {}
    for telling in sorted(tellings, key=lambda t: (-t.shown, t.article.article_id, t.quote.start)):
        by_days.setdefault((telling.event.first, telling.event.last), []).append(telling)
    events = [event for of_days in by_days.values() for event in _of_days(of_days)]
    return sorted(events, key=lambda event: (-event.weight, event.first, event.tellings[0].article.article_id))


def _of_days(tellings: Sequence[Telling]) -> list[Told]:
    events: list[Told] = []
    gists: list[list[Gist]] = []
    for telling in tellings:
        gist = Gist.of(telling.text)
        found = next(
            (
                at
                for at, known in enumerate(gists)
                if any(relation(gist, other) is not Relation.OTHER for other in known)
            ),
            None,
        )
        if found is None:
            events.append(Told((telling,)))
            gists.append([gist])
        else:
            events[found] = replace(events[found], tellings=(*events[found].tellings, telling))
            gists[found].append(gist)
    return events
