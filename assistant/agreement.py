"""Where outlets agree and where they differ: quotes that say the same become one finding, other figures are marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.counts import Count, asked_about, counts
from assistant.kinds import Kind
from assistant.question import Question
from assistant.quote import Finding, Quote
from assistant.same import Gist, Relation, overlap, relation

OUTLETS = 4
"""Quotes that one finding shows at most."""
_SAME_FIGURE = 0.25
"""Overlap from which two sentences with the same figure for the same thing are taken to tell of the same event."""
_SAME_WITHOUT_NUMBERS = 0.75
"""Overlap from which a sentence without numbers says what one with numbers says: less is only the same topic."""
_DAYS = 10
"""Figures for one event are told within so many days."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A quote with what is compared of it."""

    quote: Quote
    gist: Gist
    figure: Count | None

    @property
    def named_day(self) -> date | None:
        """The one day that the sentence itself names, if it does."""
        event = self.quote.event
        return event.first if event and not event.reported and event.first == event.last else None

    @property
    def day(self) -> date | None:
        """The day on which it happened as far as is known, else that of publication."""
        event = self.quote.event
        return event.first if event else self.quote.article.day


def findings_of(asked: Question, quotes: Sequence[Quote], wanted: int) -> list[Finding]:
    """Join quotes, best first, into at most `wanted` findings.

    A quote that says what a finding says already is added to it if its outlet is new there or its words are the same,
    else left out. Where the question asks for a number, figures for the same thing that are told at about the same
    time and differ are marked.
    """
    about = asked_about(asked.words)
    groups: list[list[_Told]] = []
    for quote in quotes:
        told = _Told(quote, Gist.of(quote.said), _figure(quote.said, about) if Kind.NUMBER in asked.kinds else None)
        group = next((group for group in groups if _says_the_same(told, group[0])), None)
        if group is None:
            if len(groups) < wanted and not (about and told.figure is None and _gives_figure(groups)):
                groups.append([told])
        elif len(group) < OUTLETS and _new_witness(told, group):
            group.append(told)
    findings = [Finding(tuple(told.quote for told in group)) for group in groups]
    differing = _differing([group[0] for group in groups])
    return [replace(finding, differs=at in differing) for at, finding in enumerate(findings)]


def _gives_figure(groups: Sequence[Sequence[_Told]]) -> bool:
    """Whether the best finding gives the figure that is asked for: then only other figures are worth a place."""
    return bool(groups) and groups[0][0].figure is not None


def _figure(text: str, about: frozenset[str]) -> Count | None:
    return next((count for count in counts(text) if not about or count.of in about), None)


def _says_the_same(one: _Told, other: _Told) -> bool:
    if (one.figure is None) != (other.figure is None):
        return False  # only one of them answers with a figure: the other does not bear it out
    if one.figure is not None and other.figure is not None:
        if one.figure != other.figure:
            return False
        if overlap(one.gist, other.gist) >= _SAME_FIGURE and _near(one, other):
            return True
    if bool(one.gist.numbers) != bool(other.gist.numbers):
        return overlap(one.gist, other.gist) >= _SAME_WITHOUT_NUMBERS
    return relation(one.gist, other.gist) is Relation.SAME


def _new_witness(told: _Told, group: Sequence[_Told]) -> bool:
    """Whether a quote is worth showing beside those of its group: from another outlet, or the same words elsewhere."""
    articles = {other.quote.article.article_id for other in group}
    outlets = {other.quote.article.source for other in group}
    if told.quote.article.article_id in articles:
        return False
    return told.quote.article.source not in outlets or told.gist == group[0].gist


def _differing(firsts: Sequence[_Told]) -> set[int]:
    """Return which of the findings give another figure for what the best of them with a figure tells of."""
    with_figures = [(at, told, told.figure) for at, told in enumerate(firsts) if told.figure is not None]
    if not with_figures:
        return set()
    at_best, best, figure = with_figures[0]
    others = {
        at
        for at, told, other in with_figures[1:]
        if other.of == figure.of and other.value != figure.value and _near(told, best)
    }
    return {at_best, *others} if others else set()


def _near(one: _Told, other: _Told) -> bool:
    """Whether two quotes may tell of one event: on one day where both name it, else published about the same time."""
    if one.named_day and other.named_day:
        return one.named_day == other.named_day
    return one.day is None or other.day is None or abs((one.day - other.day).days) <= _DAYS
