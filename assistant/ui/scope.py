"""The scope: what the person holds answers to, a window on a histogram of the archive, outlets and places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assistant.statement import Answer
from assistant.ui import words
from assistant.ui.html import Markup, isolated, join, tag
from assistant.ui.visit import Scope
from assistant.ui.words import Reader
from index import places
from index.catalogue import Coverage

_DAYS, _WEEKS, _MONTHS = 70, 500, 4500
"""Days that bars of days, weeks and months reach to; longer archives get bars of years."""
_WIDTH, _HEIGHT = 1000, 100
_OUTLETS = 40
"""Outlets that can be ticked; the largest come first."""
_COMMAS = re.compile("[,،;؛\n]")


class ScopeError(Exception):
    """What was entered makes no sense; the message is in the reader's language."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the histogram: its days, both inclusive, and how many articles they have."""

    first: date
    last: date
    articles: int


def bars(days: Mapping[str, int]) -> list[Bar]:
    """Return bars without gaps over all days that have articles, of days, weeks, months or years."""
    if not days:
        return []
    known = {date.fromisoformat(day): count for day, count in days.items()}
    first, last = min(known), max(known)
    length = (last - first).days + 1
    made: list[Bar] = []
    start = first if length <= _DAYS else _start_of(first, length)
    while start <= last:
        after = _after(start, length)
        made.append(Bar(start, after - timedelta(days=1), 0))
        start = after
    at = 0
    counts = [0] * len(made)
    for day in sorted(known):
        while made[at].last < day:
            at += 1
        counts[at] += known[day]
    return [Bar(bar.first, bar.last, count) for bar, count in zip(made, counts, strict=True)]


def form(
    scope: Scope, coverage: Coverage, days: Mapping[str, int], reader: Reader, *, is_open: bool = False, wrong: str = ""
) -> Markup:
    """Show the scope: a line of what is fixed, and below it, folded, the form to change it."""
    return tag(
        "details",
        tag("summary", _summary(scope, reader)),
        tag(
            "form",
            tag("p", wrong, class_="wrong", role="alert") if wrong else None,
            window(scope, days, reader),
            _outlets(scope, coverage, reader),
            tag(
                "label",
                tag("span", reader.say(words.SCOPE_PLACES)),
                tag(
                    "input",
                    type="text",
                    name="places",
                    value=reader.listed(scope.places),
                    dir="auto",
                    autocomplete="off",
                    placeholder=reader.say(words.SCOPE_PLACES_HINT),
                    data_typed=True,
                ),
                class_="places",
            ),
            tag(
                "div",
                tag("button", reader.say(words.SCOPE_APPLY), type="submit", class_="primary", value="apply"),
                tag("button", reader.say(words.SCOPE_AGAIN), type="submit", class_="secondary", value="again"),
                tag("button", reader.say(words.SCOPE_CLEAR), type="button", class_="quiet", data_act="clear"),
                class_="buttons",
            ),
            data_form="fix",
            novalidate=True,
        ),
        class_="scope",
        open=is_open,
    )


def window(scope: Scope, days: Mapping[str, int], reader: Reader) -> Markup:
    """Show the two days of a window, and above them the histogram that it can be dragged on."""
    first = _day("from", words.SCOPE_FROM, words.SCOPE_FROM_START, scope.first, reader)
    last = _day("to", words.SCOPE_TO, words.SCOPE_TO_END, scope.last, reader)
    return join(histogram(bars(days), scope, reader), tag("div", first, last, class_="window"))


def histogram(made: Sequence[Bar], scope: Scope, reader: Reader, *, dragged: bool = True) -> Markup:
    """Draw articles over time, which runs as the reader's script does; the page's script drags a window on it."""
    if not made:
        return Markup()
    most = max(bar.articles for bar in made)
    width = _WIDTH / len(made)
    shown = []
    for at, bar in enumerate(made):
        left = _WIDTH - (at + 1) * width if reader.direction == "rtl" else at * width
        height = _HEIGHT * bar.articles / most
        when = reader.interval(bar.first, bar.last)
        place = {"x": f"{left:.2f}", "width": f"{width:.2f}"}
        shown.append(
            tag(
                "g",
                tag("title", reader.say(words.BAR, when=when, count=reader.count(bar.articles, words.ARTICLES))),
                tag("rect", **place, y="0", height=str(_HEIGHT), class_="slot"),
                tag("rect", **place, y=f"{_HEIGHT - height:.2f}", height=f"{height:.2f}", class_="bar"),
                class_="in" if _meet(bar, scope) else None,
                data_from=bar.first.isoformat(),
                data_to=bar.last.isoformat(),
            )
        )
    peak = max(made, key=lambda bar: bar.articles)
    name = reader.say(
        words.HISTOGRAM,
        total=reader.count(sum(bar.articles for bar in made), words.ARTICLES),
        first=reader.day(made[0].first),
        last=reader.day(made[-1].last),
        peak=reader.interval(peak.first, peak.last),
    )
    return tag(
        "figure",
        tag(
            "svg",
            *shown,
            viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
            preserveAspectRatio="none",
            role="img",
            aria_label=name,
            tabindex=0 if dragged else None,
        ),
        tag(
            "figcaption",
            isolated(reader.day(made[0].first)),
            _dragging(reader) if dragged else None,
            isolated(reader.day(made[-1].last)),
        ),
        class_="histogram dragged" if dragged else "histogram",
    )


def _dragging(reader: Reader) -> Markup:
    keys = tag("span", reader.say(words.HISTOGRAM_KEYS), class_="keys")
    return tag("span", reader.say(words.HISTOGRAM_HINT), " ", keys, class_="hint")


def read(entered: Mapping[str, Any], coverage: Coverage, reader: Reader) -> Scope:
    """Read what came back from the form.

    Raises:
        ScopeError: a day or a place is none, or the window runs backwards.
    """
    first, last = _read_day(entered.get("from"), reader), _read_day(entered.get("to"), reader)
    if first and last and first > last:
        raise ScopeError(reader.say(words.SCOPE_BACKWARDS))
    given = entered.get("sources")
    chosen = given if isinstance(given, list) else []
    sources = tuple(source for source in coverage.sources if source in chosen)
    named = [name.strip() for name in _COMMAS.split(str(entered.get("places") or "")) if name.strip()]
    for name in named:
        if places.named(name) is None and not places.find(name):
            raise ScopeError(reader.say(words.SCOPE_PLACE_UNKNOWN, name=name))
    return Scope(first, last, sources, tuple(named))


def of_answer(answer: Answer) -> Scope:
    """Return what an answer was held to, to be edited."""
    window = answer.window
    return Scope(window.first if window else None, window.last if window else None, answer.outlets, answer.places)


def _meet(bar: Bar, scope: Scope) -> bool:
    """Whether a window is fixed and days of the bar lie in it."""
    if scope.first is None and scope.last is None:
        return False
    return bar.last >= (scope.first or date.min) and bar.first <= (scope.last or date.max)


def _summary(scope: Scope, reader: Reader) -> Markup:
    name = tag("span", reader.say(words.SCOPE), class_="name")
    parts = []
    if scope.first or scope.last:
        parts.append(("time", reader.interval(scope.first, scope.last)))
    parts += [("place", place) for place in scope.places]
    parts += [("outlet", source) for source in scope.sources]
    if not parts:
        return join(name, " ", tag("span", reader.say(words.SCOPE_ALL), class_="all"))
    return join(name, *(join(" ", tag("span", isolated(part), class_=f"chip {kind}")) for kind, part in parts))


def _day(name: str, label: words.Text, open_end: words.Text, value: date | None, reader: Reader) -> Markup:
    """Show the field of a day; as long as it is empty, `open_end` stands in place of the browser's own pattern.

    The pattern is in the browser's language, whatever the page's. The style knows an empty field by its being required,
    which it is for nothing else.
    """
    return tag(
        "label",
        tag("span", reader.say(label)),
        tag(
            "input",
            type="date",
            name=name,
            value=value.isoformat() if value else "",
            required=True,
            aria_required="false",
            aria_invalid="false",
        ),
        tag("span", reader.say(open_end), class_="open-end", aria_hidden="true"),
        class_="day",
    )


def _outlets(scope: Scope, coverage: Coverage, reader: Reader) -> Markup:
    ticks = []
    listed = list(coverage.sources.items())
    shown = listed[:_OUTLETS] + [pair for pair in listed[_OUTLETS:] if pair[0] in scope.sources]
    for source, count in shown:
        ticks.append(
            tag(
                "label",
                tag("input", type="checkbox", name="sources", value=source, checked=source in scope.sources),
                isolated(source or reader.say(words.UNKNOWN_OUTLET)),
                " ",
                tag("span", reader.number(count), class_="count"),
            )
        )
    return tag("fieldset", tag("legend", reader.say(words.SCOPE_OUTLETS)), *ticks) if ticks else Markup()


def _read_day(value: object, reader: Reader) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ScopeError(reader.say(words.SCOPE_DAY_WRONG, value=str(value)[:40])) from None


def _start_of(day: date, length: int) -> date:
    if length <= _WEEKS:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if length <= _MONTHS else day.replace(month=1, day=1)


def _after(start: date, length: int) -> date:
    if length <= _DAYS:
        return start + timedelta(days=1)
    if length <= _WEEKS:
        return start + timedelta(days=7)
    if length <= _MONTHS:
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return date(start.year + 1, 1, 1)
