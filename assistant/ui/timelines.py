"""The timeline tab: dated events of a topic, from far and near, each with its quotes."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import gradio as gr

from assistant.errors import IsnadError
from assistant.question import Request, language_of
from assistant.statement import Answer, Statement
from assistant.timeline import Timeline, TimelineEvent
from assistant.ui import answers, events, offering, reading, reasons, scope, words
from assistant.ui.desk import Desk
from assistant.ui.downloads import MOST_EVENTS, timeline_links
from assistant.ui.events import STEP
from assistant.ui.examples import timeline_examples
from assistant.ui.html import Markup, block, join, tag
from assistant.ui.panel import INSTANT, all_given, given, panel
from assistant.ui.reader import reader_of
from assistant.ui.translating import Translations
from assistant.ui.visit import Failure, Scope, Turn, Visit, whole_number
from assistant.ui.words import Reader
from index.catalogue import Coverage
from index.errors import IsnadIndexError

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A timeline that is shown: its topic and window, and its events as the statements of an answer.

    `longer` where more events were asked for than are shown at first.
    """

    topic: str = ""
    first: date | None = None
    last: date | None = None
    visit: Visit = field(default_factory=Visit)
    made: Timeline | None = None
    longer: bool = False

    @property
    def events(self) -> tuple[TimelineEvent, ...]:
        """The events that are shown."""
        return self.made.events if self.made else ()


class Timelines:
    """The timeline tab of one interface language."""

    def __init__(self, desk: Desk, reader: Reader) -> None:
        """Take what all panels share, and the language of this page."""
        self._desk = desk
        self._reader = reader

    def build(self, blocks: gr.Blocks, tab: gr.Tab) -> None:
        """Make the components and tie them together; to be called inside `gr.Blocks`, in the `tab` that they are in."""
        drawn = gr.State(Drawn())
        known = gr.State("")
        hint = words.TIMELINE_HINT
        with gr.Row(elem_id="timeline", equal_height=False):
            with gr.Column(elem_id="line"):
                form = panel("timeline-form")
                line = panel("events")
            with gr.Column(elem_id="timeline-pane", elem_classes=["pane"]):
                pane = panel("timeline-reading", reading.resting(self._reader, hint), classes=["reading-panel"])
        kept: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 2}
        kept |= {"concurrency_id": "timeline"}
        form.draw(self.draw, drawn, [form, line, drawn], **kept)
        line.draw(self.draw, drawn, [form, line, drawn], **kept)
        line.zoom(self.zoom, drawn, [form, line, drawn], **kept)
        line.more(self.more, drawn, [line, drawn], **kept)
        for one in (line, pane):
            one.open(self.open, drawn, pane, **INSTANT)
            one.compare(self.compare, drawn, pane, **INSTANT)
        pane.close(lambda: reading.resting(self._reader, hint), None, pane, **INSTANT)
        Translations(self._desk, self._reader).tie(pane, (line,), drawn)
        blocks.load(self.arrive, None, [form, line, known], **INSTANT)
        tab.select(self.come_back, [drawn, known], [form, line, known], **INSTANT)

    def arrive(self, request: gr.Request) -> tuple[object, ...]:
        """Show the form, and topics to click; the last value is the state of the archive that is shown."""
        reader = reader_of(self._reader.language, request)
        now = self._desk.changes()
        return self._form(Drawn(), reader), self._suggested(reader), now

    def come_back(self, drawn: Drawn, known: str, request: gr.Request) -> tuple[object, ...]:
        """Show the archive as it is now to who comes back from another tab; a timeline that is drawn stays."""
        now = self._desk.changes()
        if known in ("", now):
            return tuple(gr.skip() for _ in range(3))
        reader = reader_of(self._reader.language, request)
        return self._form(drawn, reader), gr.skip() if drawn.topic else self._suggested(reader), now

    def draw(self, before: Drawn, event: gr.EventData, request: gr.Request) -> Iterator[tuple[object, ...]]:
        """Draw the timeline of the topic and window that were entered."""
        reader = reader_of(self._reader.language, request)
        topic = " ".join(given(event, "topic").split())
        try:
            window = scope.read({**all_given(event), "places": "", "sources": []}, self._coverage(), reader)
        except scope.ScopeError as error:
            yield self._form(before, reader, wrong=str(error)), gr.skip(), before
            return
        if topic:
            yield from self._draw(Drawn(topic, window.first, window.last), reader)

    def zoom(self, before: Drawn, event: gr.EventData, request: gr.Request) -> Iterator[tuple[object, ...]]:
        """Draw the same timeline over half the days, or twice as many, around the same middle; or around one event."""
        reader = reader_of(self._reader.language, request)
        coverage = self._coverage()
        days = [event.first for event in before.events]
        first = before.first or min(days, default=coverage.first) or date.min
        last = before.last or max(days, default=coverage.last) or date.max
        nearer = given(event, "way") == "in"
        middle = first + (last - first) / 2
        half = max(timedelta(days=1), (last - first) / (4 if nearer else 1))
        wide = first if nearer else coverage.first or first, last if nearer else coverage.last or last
        yield from self._draw(
            replace(before, first=max(wide[0], middle - half), last=min(wide[1], middle + half)), reader
        )

    def more(self, before: Drawn, request: gr.Request) -> tuple[object, ...]:
        """Show further events, which are less reported."""
        reader = reader_of(self._reader.language, request)
        if before.made is None:
            return gr.skip(), before
        try:
            made = self._desk.assistant.longer(before.made, min(MOST_EVENTS, len(before.events) + STEP))
        except (IsnadError, IsnadIndexError) as error:
            LOG.warning("a timeline failed: %s", error)
            raise gr.Error(reasons.of_error(error, reader)) from error
        drawn = replace(before, visit=Visit((_turn(made),)), made=made, longer=True)
        return _shown(drawn, made, reader), drawn

    def open(self, drawn: Drawn, event: gr.EventData, request: gr.Request) -> object:
        """Open the article of a quote at its span."""
        reader = reader_of(self._reader.language, request)
        answer, n = drawn.visit.answer(given(event, "turn")), whole_number(given(event, "n"))
        citation = offering.cited(answer, n)
        if citation is None:
            return gr.skip()
        return reading.cited(
            answer, 0, citation, reader, offering.offer(self._desk.assistant.model_name, answer, 0, n, reader)
        )

    def compare(self, drawn: Drawn, event: gr.EventData, request: gr.Request) -> object:
        """Show what several outlets tell of one event, side by side."""
        reader = reader_of(self._reader.language, request)
        n = whole_number(given(event, "n"))
        for statement in drawn.visit.answer(0).statements:
            if n in [citation.n for citation in statement.citations]:
                return reading.side_by_side(0, statement, reader)
        return gr.skip()

    def _draw(self, wanted: Drawn, reader: Reader) -> Iterator[tuple[object, ...]]:
        waiting = tag("p", reader.say(words.SEARCHING), class_="working", role="status")
        yield self._form(wanted, reader), waiting, wanted
        try:
            self._desk.wait()
            made = self._desk.assistant.timeline(Request(wanted.topic, wanted.first, wanted.last))
        except (IsnadError, IsnadIndexError) as error:
            LOG.warning("a timeline failed: %s", error)
            failure = Turn(Failure(wanted.topic, reasons.of_error(error, reader)), datetime.now().astimezone())
            yield gr.skip(), answers.turn(failure, 0, reader), wanted
            return
        drawn = replace(wanted, visit=Visit((_turn(made),)), made=made, longer=False)
        window = made.window
        if window is not None:
            drawn = replace(drawn, first=window.first, last=window.last)
        yield self._form(drawn, reader), _shown(drawn, made, reader), drawn

    def _suggested(self, reader: Reader) -> Markup:
        if not self._coverage().articles:
            return tag("p", reader.say(words.EMPTY_ARCHIVE), class_="resting")
        return _topics(timeline_examples(self._desk.assistant, reader), reader)

    def _coverage(self) -> Coverage:
        return self._desk.assistant.archive.catalogue.coverage()

    def _form(self, drawn: Drawn, reader: Reader, wrong: str = "") -> Markup:
        catalogue = self._desk.assistant.archive.catalogue
        days = scope.window(Scope(drawn.first, drawn.last), catalogue.days(), reader)
        return tag(
            "form",
            tag("p", wrong, class_="wrong", role="alert") if wrong else None,
            tag(
                "div",
                tag(
                    "input",
                    type="text",
                    name="topic",
                    value=drawn.topic,
                    class_="field",
                    dir="auto",
                    autocomplete="off",
                    maxlength=500,
                    data_typed=True,
                    placeholder=reader.say(words.TIMELINE_TOPIC),
                    aria_label=reader.say(words.TIMELINE_TOPIC),
                ),
                tag("button", reader.say(words.TIMELINE_DRAW), type="submit", class_="primary", value="draw"),
                class_="topic",
            ),
            days,
            data_form="draw",
            class_="scope",
            novalidate=True,
        )


def _turn(made: Timeline) -> Turn:
    """Return a timeline as a turn, so that its quotes are opened and compared like those of an answer."""
    statements = tuple(Statement(event.summary, event.citations) for event in made.events)
    answer = Answer(made.request, language_of(made.request), statements, window=made.window)
    return Turn(answer, datetime.now().astimezone())


def _shown(drawn: Drawn, made: Timeline, reader: Reader) -> Markup:
    if not made.events:
        return tag(
            "div", tag("p", reader.say(words.TIMELINE_NOTHING), class_="refusal-name"), class_="refusal", role="status"
        )
    shown = len(made.events) if drawn.longer else None
    links = timeline_links(drawn.topic, drawn.first, drawn.last, shown)
    key = f"{drawn.topic} {drawn.first} {drawn.last}"
    return events.timeline(made, 0, reader, links, _zooms(reader), key)


def _zooms(reader: Reader) -> Markup:
    """Offer to search a narrower window, or a wider one, around the same middle."""
    nearer = tag("button", reader.say(words.ZOOM_IN), type="button", class_="secondary", data_act="zoom", data_way="in")
    farther = tag(
        "button", reader.say(words.ZOOM_OUT), type="button", class_="secondary", data_act="zoom", data_way="out"
    )
    return join(nearer, farther)


def _topics(topics: list[str], reader: Reader) -> Markup:
    if not topics:
        return Markup()
    items = [
        tag("li", tag("button", block("span", t), type="button", class_="suggestion", data_act="draw", data_topic=t))
        for t in topics
    ]
    return tag("section", tag("h4", reader.say(words.EXAMPLES)), tag("ul", *items), class_="suggestions examples")
