"""A timeline as the page shows it, in its own tab and in the chat: the picture, the dated list, files, and more."""

from collections.abc import Sequence

from assistant.dated_events import Timeline, TimelineEvent
from assistant.statement import Statement
from assistant.ui import words
from assistant.ui.html import Markup, isolated, tag
from assistant.ui.picture import picture
from assistant.ui.statements import act, statement
from assistant.ui.words import Reader

STEP = 30
"""Further events that are shown at a time."""


def timeline(
    made: Timeline,
    at: int,
    reader: Reader,
    links: Sequence[tuple[str, str]],
    tools: Markup | None = None,
    key: str = "",
) -> Markup:
    """Show a timeline.

    Args:
        made: its events.
        at: the number of its turn in the visit.
        reader: who reads.
        links: names and addresses of the timeline as files; none while it is not kept yet.
        tools: what else can be done with it.
        key: what tells its picture from others of the visit.
    """
    held = made.held
    exports = [tag("a", name, href=address, download=True) for name, address in links]
    bar = [
        tools,
        tag("p", tag("span", reader.say(words.EXPORT_TIMELINE)), *exports, class_="exports") if exports else None,
    ]
    return tag(
        "div",
        picture(held.events, at, reader, key),
        tag("div", *bar, class_="buttons line-tools") if any(bar) else None,
        tag("ol", *(_row(event, at, reader) for event in held.events), class_="events"),
        _more(made.more, at, reader) if made.more else None,
        class_="timeline",
        data_turn=at,
    )


def _row(event: TimelineEvent, at: int, reader: Reader) -> Markup:
    """Show one event: its days, its outlets, its first quote with the numbers of all."""
    first = event.citations[0]
    numbers = " ".join(f"[{citation.n}]" for citation in event.citations)
    told = Statement(f"«{first.quote}» {numbers}", event.citations)
    outlets = {citation.article.source for citation in event.citations}
    names = [name or reader.say(words.UNKNOWN_OUTLET) for name in event.outlets]
    return tag(
        "li",
        tag("h4", isolated(reader.interval(event.first, event.last))),
        tag("p", isolated(reader.listed(names)), class_="heading"),
        statement(told, at, reader, compared=len(outlets) > 1),
        data_event=first.n,
    )


def _more(further: int, at: int, reader: Reader) -> Markup:
    """Offer the next of the events that are less reported."""
    return tag(
        "p",
        act(
            reader.say(words.MORE_EVENTS, count=reader.count(min(STEP, further), words.EVENTS)),
            "more",
            class_="secondary",
            data_turn=at,
            data_waiting=reader.say(words.SEARCHING),
        ),
        tag("span", reader.say(words.TIMELINE_MORE, n=further), class_="hint"),
        class_="further",
    )
