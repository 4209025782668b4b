"""The kept conversations: gone on with, found, named, exported, deleted."""

from collections.abc import Sequence
from dataclasses import replace

import gradio as gr
from gradio.events import Dependency

from assistant.export import Format
from assistant.ui import reasons, words
from assistant.ui.chat import Chat
from assistant.ui.desk import Desk
from assistant.ui.html import Markup, block, isolated, join, tag
from assistant.ui.panel import INSTANT, LIVE, given, panel
from assistant.ui.parts import ChatParts
from assistant.ui.reader import reader_of
from assistant.ui.visit import Visit
from assistant.ui.words import Reader
from index.conversations import Kept
from index.errors import IsnadIndexError

_SHOWN = 100
"""Conversations that are listed; older ones are found by their words."""
_NAMES = {Format.MARKDOWN: "Markdown", Format.DOCX: "DOCX (Word)", Format.JSON: "JSON", Format.CSV: "CSV"}


class Conversations:
    """The list of kept conversations of one interface language."""

    def __init__(self, desk: Desk, reader: Reader, chat: Chat) -> None:
        """Take what all panels share, the language of this page, and the chat that shows a conversation."""
        self._desk = desk
        self._reader = reader
        self._chat = chat

    def build(self) -> gr.HTML:
        """Make the list, to be tied to the chat by `tie`; to be called inside `gr.Blocks`."""
        return panel("conversations")

    def tie(self, listing: gr.HTML, parts: ChatParts, arrived: Dependency) -> None:
        """Tie the list to the chat; `arrived` is the event that begins a visit."""
        shown = [parts.past, parts.present, parts.scope, parts.pane, parts.visit]
        listing.choose(self.choose, parts.visit, [*shown, listing], **INSTANT)
        listing.begin(self.begin, None, [*shown, listing], **INSTANT)
        listing.look(self.look, parts.visit, listing, **LIVE)
        listing.rename(self.rename, parts.visit, listing, **INSTANT)
        listing.forget(self.forget, parts.visit, [*shown, listing], **INSTANT)
        for one in [arrived, *parts.asking]:
            one.then(self.refresh, parts.visit, listing, **INSTANT)

    def choose(self, visit: Visit, event: gr.EventData, request: gr.Request) -> tuple[object, ...]:
        """Go on with a kept conversation."""
        found = self._chat.load(given(event, "conversation"))
        return self._shown(replace(found, scope=visit.scope), request)

    def begin(self, request: gr.Request) -> tuple[object, ...]:
        """Begin a new conversation."""
        return self._shown(Visit(), request)

    def look(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Markup:
        """Show the conversations that hold certain words."""
        return self._list(visit, given(event, "text"), reader_of(self._reader.language, request), is_open=True)

    def refresh(self, visit: Visit, request: gr.Request) -> Markup:
        """Show the list as it is now."""
        return self._list(visit, "", reader_of(self._reader.language, request))

    def rename(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Markup:
        """Give a conversation another name."""
        reader = reader_of(self._reader.language, request)
        try:
            self._desk.history.rename(given(event, "conversation"), given(event, "name"))
        except IsnadIndexError as error:
            raise gr.Error(reasons.of_error(error, reader)) from error
        return self._list(visit, "", reader, is_open=True)

    def forget(self, visit: Visit, event: gr.EventData, request: gr.Request) -> tuple[object, ...]:
        """Delete a conversation; if it is the one that is shown, a new one begins."""
        gone = given(event, "conversation")
        self._desk.history.delete(gone)
        if gone == visit.conversation_id:
            return self._shown(Visit(scope=visit.scope), request, is_open=True)
        listing = self._list(visit, "", reader_of(self._reader.language, request), is_open=True)
        return *(gr.skip() for _ in range(5)), listing

    def _shown(self, visit: Visit, request: gr.Request, *, is_open: bool = False) -> tuple[object, ...]:
        reader = reader_of(self._reader.language, request)
        return *self._chat.everything(visit, reader), self._list(visit, "", reader, is_open=is_open)

    def _list(self, visit: Visit, text: str, reader: Reader, *, is_open: bool = False) -> Markup:
        history = self._desk.history
        found = history.search(text) if text.strip() else history.listing()
        return _bar(found[:_SHOWN], visit, text, reader, is_open)


def _bar(found: Sequence[Kept], visit: Visit, text: str, reader: Reader, is_open: bool) -> Markup:
    nothing = words.NO_CONVERSATION_FOUND if text.strip() else words.NO_CONVERSATIONS
    rows = [_row(kept, kept.id == visit.conversation_id, reader) for kept in found]
    new = tag("button", reader.say(words.NEW), type="button", class_="quiet", data_act="begin")
    return join(
        tag(
            "div",
            new if visit.turns else None,
            _exports(visit.conversation_id, reader, words.EXPORT) if visit.conversation_id else None,
            class_="at-hand",
        ),
        tag(
            "details",
            tag("summary", reader.say(words.CONVERSATIONS)),
            tag(
                "form",
                tag(
                    "input",
                    type="search",
                    name="text",
                    value=text,
                    class_="field",
                    dir="auto",
                    placeholder=reader.say(words.FIND_CONVERSATION),
                    aria_label=reader.say(words.FIND_CONVERSATION),
                    autocomplete="off",
                ),
                data_form="look",
                data_live=True,
                role="search",
            ),
            tag("ul", *rows, class_="kept") if rows else tag("p", reader.say(nothing), class_="hint"),
            class_="history",
            open=is_open,
        ),
    )


def _row(kept: Kept, here: bool, reader: Reader) -> Markup:
    day = reader.day(kept.updated.astimezone().date())
    about = join(isolated(day), " · ", isolated(reader.count(kept.turns, words.QUESTIONS)))
    return tag(
        "li",
        tag(
            "button",
            block("span", kept.name),
            tag("span", about, class_="about"),
            type="button",
            class_="title",
            data_act="choose",
            data_conversation=kept.id,
            aria_current="true" if here else None,
        ),
        tag(
            "details",
            tag("summary", "⋯", aria_label=reader.say(words.MORE_ON, name=kept.name), class_="more"),
            tag(
                "form",
                tag(
                    "input",
                    type="text",
                    name="name",
                    value=kept.name,
                    class_="field",
                    dir="auto",
                    maxlength=80,
                    required=True,
                    aria_label=reader.say(words.CONVERSATION_NAME),
                ),
                tag("button", reader.say(words.RENAME), type="submit", class_="secondary", value="rename"),
                data_form="rename",
                data_conversation=kept.id,
            ),
            _exports(kept.id, reader, words.EXPORT),
            tag(
                "button",
                reader.say(words.DELETE),
                type="button",
                class_="quiet danger",
                data_act="forget",
                data_conversation=kept.id,
                data_sure=reader.say(words.DELETE_SURE),
                aria_label=reader.say(words.DELETE_THIS, name=kept.name),
            ),
        ),
    )


def _exports(conversation_id: str, reader: Reader, name: words.Text) -> Markup:
    """Link to the conversation as files."""
    links = [
        tag(
            "a",
            label,
            href=f"/export/{conversation_id}.{form.value}?language={reader.language}",
            download=True,
            aria_label=reader.say(words.EXPORT_AS, form=label),
        )
        for form, label in _NAMES.items()
    ]
    return tag("p", tag("span", reader.say(name)), *links, class_="exports")
