"""A quote in the reader's language, on request: made by a machine, shown above the original, never itself a source."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, Protocol

import gradio as gr

from assistant.citations import Citation
from assistant.generative import Translation
from assistant.statement import Answer, Language
from assistant.ui import model_words, reading
from assistant.ui.desk import Desk
from assistant.ui.html import Markup, block, tag
from assistant.ui.offering import cited, language_for, offer
from assistant.ui.panel import INSTANT, given
from assistant.ui.reader import reader_of
from assistant.ui.visit import Visit, whole_number
from assistant.ui.words import Reader

_AT_ONCE = 4
"""Quotes that are translated at the same time."""


class Holding(Protocol):
    """What a panel shows besides a visit: a timeline that is drawn."""

    @property
    def visit(self) -> Visit:
        """The visit in it."""


class Translations:
    """Translates the quote that is open in a reading pane: of the chat, of the timeline tab."""

    def __init__(self, desk: Desk, reader: Reader) -> None:
        """Take what all panels share, and the language of this page."""
        self._desk = desk
        self._reader = reader

    def tie(self, pane: gr.HTML, panels: Sequence[gr.HTML], shown: gr.State) -> None:
        """Tie the request to the pane; whoever opens something else there, or closes it, ends the translation.

        `panels` are those whose numbers open an article in the pane, `shown` is the visit or what holds one.
        """
        kept: dict[str, Any] = {"concurrency_limit": _AT_ONCE, "concurrency_id": "translate"}
        kept |= {"trigger_mode": "once", "show_progress": "hidden", "api_visibility": "private"}
        begun = pane.translate(self.translate, shown, pane, **kept)
        for panel in (*panels, pane):
            panel.open(None, cancels=[begun], **INSTANT)
            panel.compare(None, cancels=[begun], **INSTANT)
        pane.close(None, cancels=[begun], **INSTANT)

    def translate(self, shown: Visit | Holding, event: gr.EventData, request: gr.Request) -> Iterator[object]:
        """Show that it is translated, then the translation, both above the article itself."""
        reader = reader_of(self._reader.language, request)
        at, n = whole_number(given(event, "turn")), whole_number(given(event, "n"))
        answer = (shown if isinstance(shown, Visit) else shown.visit).answer(at)
        citation = cited(answer, n)
        language = language_for(answer, citation, reader) if citation else None
        if citation is None or language is None or not self._desk.assistant.model_name:
            yield gr.skip()  # nothing that the page offers
            return
        waiting = tag("p", reader.say(model_words.TRANSLATING), class_="working", role="status")
        yield _pane(answer, at, n, citation, reader, _aid(waiting, reader))
        with closing(self._desk.assistant.translating(citation, language)) as translating:
            while True:
                try:
                    next(translating)
                except StopIteration as end:
                    made: Translation = end.value
                    break
                yield gr.skip()
        again = Markup() if made.text else offer(self._desk.assistant.model_name, answer, at, n, reader)
        yield _pane(answer, at, n, citation, reader, _aid(_shown(made, language, reader), reader, again))


def _pane(answer: Answer, at: int, n: int, citation: Citation, reader: Reader, aid: Markup) -> Markup:
    return reading.cited(answer, at, citation, reader, aid) if n else reading.nearest(citation, reader, aid)


def _aid(shown: Markup, reader: Reader, again: Markup = Markup()) -> Markup:  # noqa: B008
    name = reader.say(model_words.TRANSLATION)
    return tag("aside", shown, again, class_="aid", aria_label=name, aria_live="polite")


def _shown(made: Translation, language: Language, reader: Reader) -> Markup:
    """Show a translation under who made it, and what in it is doubtful; a failed one shows why there is none."""
    doubts = reader.say(model_words.DOUBTED, doubted=reader.listed(made.doubts))
    return tag(
        "figure",
        block("figcaption", made.notice.text) if made.notice else None,
        block("p", made.text, lang=language, class_="translation") if made.text else None,
        block("p", doubts, class_="doubts") if made.doubts else None,
    )
