"""The picture of a timeline: its events as marks over an axis of time.

Here an event becomes a mark: what it says, how much it weighs, how surely it is dated. Where the marks stand is the
browser's matter (`static/timeline.js`), for only there are the width of the page, the letters and the zoom known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.citations import Citation
from assistant.dated_events import TimelineEvent
from assistant.ui import words
from assistant.ui.html import Markup, block, isolated, join, tag
from assistant.ui.words import Reader

LONGEST_LABEL = 60
"""Code points of the words beside a mark; the browser shows as many of them as there is room for."""
LARGEST = 4
"""Sizes of marks: for one outlet, two, three, and more."""
VIEWS = {"all": words.VIEW_ALL, "year": words.VIEW_YEAR, "month": words.VIEW_MONTH, "week": words.VIEW_WEEK}
VIEWS |= {"day": words.VIEW_DAY}
"""What a button brings into view."""


class Dating(StrEnum):
    """How surely an event is dated, which its mark shows."""

    DAY = "day"
    SPAN = "span"
    ABOUT = "about"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Mark:
    """An event in the picture: its days, both inclusive, and the citation that a click opens.

    `size` is from 1 to `LARGEST`; `label` is how the quote begins.
    """

    first: date
    last: date
    dating: Dating
    size: int
    outlets: tuple[str, ...]
    label: str
    citation: Citation


def marks(events: Sequence[TimelineEvent]) -> tuple[Mark, ...]:
    """Return the marks of events, in order of time; an event whose quotes are all gone has none."""
    made = [_mark(event) for event in events if event.citations]
    return tuple(sorted(made, key=lambda mark: (mark.first, mark.last, mark.citation.n)))


def label(quote: str) -> str:
    """Return how a quote begins, cut at a word: «وصل الوفد إلى المطار…»."""
    line = " ".join(quote.split()).strip("«»\"'“”()[]-–—:،, ")
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1].rsplit(" ", 1)[0].rstrip("،,:؛ ") + "…"


def picture(events: Sequence[TimelineEvent], at: int, reader: Reader, key: str = "") -> Markup:
    """Draw the events of a timeline; `at` is the number of its turn, `key` what tells this picture from others.

    The page's script remembers under the key how far somebody has zoomed in.
    """
    shown = marks(events)
    if not shown:
        return Markup()
    first, last = shown[0].first, max(mark.last for mark in shown)
    name = reader.say(words.PICTURE, count=reader.count(len(shown), words.EVENTS), span=reader.interval(first, last))
    ground = tag(
        "div",
        tag("div", class_="axis", aria_hidden="true"),
        tag("ol", *(_shown(mark, at, reader) for mark in shown), class_="marks"),
        class_="ground",
    )
    return tag(
        "figure",
        _reach(reader),
        tag("div", ground, class_="sky"),
        _legend(shown, reader),
        class_="picture",
        role="group",
        aria_label=name,
        dir=reader.direction,
        data_key=key,
        data_months="|".join(_months(reader)),
        data_weekdays="|".join(reader.say(words.WEEKDAYS).split()),
        data_eastern=reader.eastern,
    )


def _mark(event: TimelineEvent) -> Mark:
    citation = event.citations[0]
    told = citation.event
    if told is not None and told.reported:
        dating = Dating.REPORTED
    elif told is not None and told.approximate:
        dating = Dating.ABOUT
    else:
        dating = Dating.DAY if event.first == event.last else Dating.SPAN
    size = min(LARGEST, max(1, len(event.outlets)))
    return Mark(event.first, event.last, dating, size, event.outlets, label(citation.quote), citation)


def _shown(mark: Mark, at: int, reader: Reader) -> Markup:
    when = reader.interval(mark.first, mark.last)
    if mark.dating is Dating.REPORTED:
        when = reader.say(words.REPORTED_ON, when=when)
    elif mark.dating is Dating.ABOUT:
        when = reader.say(words.APPROXIMATE, when=when)
    outlets = reader.listed([name or reader.say(words.UNKNOWN_OUTLET) for name in mark.outlets])
    citation = mark.citation
    button = tag(
        "button",
        tag("span", reader.written(str(citation.n)), class_="dot"),
        block("span", mark.label, class_="words", lang="ar"),
        type="button",
        class_=f"mark of-{mark.size} {mark.dating}",
        data_act="open",
        data_turn=at,
        data_n=citation.n,
        data_from=mark.first.isoformat(),
        data_to=mark.last.isoformat(),
        data_size=mark.size,
        data_quote=citation.quote,
        data_about=" · ".join(part for part in (when, outlets) if part),
        aria_label=reader.say(words.MARK, n=citation.n, when=when, outlets=outlets, quote=citation.quote),
    )
    return tag("li", button)


def _reach(reader: Reader) -> Markup:
    """Show the buttons that zoom, and room for the days that are in view."""
    views = [
        tag("button", reader.say(name), type="button", data_view=view, aria_pressed="false")
        for view, name in VIEWS.items()
    ]
    steps = [
        tag(
            "button",
            tag("span", sign, aria_hidden="true"),
            type="button",
            class_="icon",
            data_step_zoom=step,
            aria_label=reader.say(name),
            title=reader.say(name),
        )
        for step, sign, name in (("in", "+", words.NEARER), ("out", "−", words.FARTHER))
    ]
    return tag(
        "div",
        tag("div", *views, class_="views", role="group", aria_label=reader.say(words.VIEW)),
        tag("div", *steps, class_="steps"),
        tag("p", class_="seen", role="status"),
        class_="reach",
    )


def _legend(shown: Sequence[Mark], reader: Reader) -> Markup:
    """Say what the marks mean, as far as there are any of the kind, and how to move about."""
    names = {
        Dating.SPAN: words.LEGEND_SPAN,
        Dating.ABOUT: words.LEGEND_ABOUT,
        Dating.REPORTED: words.LEGEND_REPORTED,
    }
    rows = [
        join(tag("span", class_=f"sample {dating}", aria_hidden="true"), isolated(reader.say(name)))
        for dating, name in names.items()
        if any(mark.dating is dating for mark in shown)
    ]
    if any(mark.size > 1 for mark in shown):
        sizes = [tag("span", class_=f"sample of-{size}", aria_hidden="true") for size in (1, 2, 3)]
        rows.insert(0, join(*sizes, isolated(reader.say(words.LEGEND_SIZE))))
    return tag(
        "figcaption",
        *(tag("span", row, class_="kind") for row in rows),
        tag("span", reader.say(words.PICTURE_HINT), class_="hint"),
    )


def _months(reader: Reader) -> list[str]:
    """Name the months: a month of a year as the reader writes it, without the year."""
    return [reader.month(date(2000, month, 1)).rsplit(" ", 1)[0] for month in range(1, 13)]
