"""More events of a timeline in the chat, on request."""

import logging
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.errors import IsnadError
from assistant.timeline import statements
from assistant.ui import reasons
from assistant.ui.chat import Chat
from assistant.ui.desk import Desk
from assistant.ui.downloads import MOST_EVENTS
from assistant.ui.events import STEP
from assistant.ui.panel import given
from assistant.ui.parts import ChatParts
from assistant.ui.reader import reader_of
from assistant.ui.visit import Visit, whole_number
from assistant.ui.words import Reader
from index.errors import IsnadIndexError

LOG = logging.getLogger(__name__)


class Further:
    """Makes a timeline in the chat longer, where it stands; the kept conversation has it so too."""

    def __init__(self, desk: Desk, reader: Reader, chat: Chat) -> None:
        """Take what all panels share, the language of this page, and the chat that shows a conversation."""
        self._desk = desk
        self._reader = reader
        self._chat = chat

    def tie(self, parts: ChatParts) -> None:
        """Tie the request for more to the chat."""
        kept: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 2}
        for panel in (parts.past, parts.present):
            panel.more(
                self.more, parts.visit, [parts.past, parts.present, parts.visit], concurrency_id="timeline", **kept
            )

    def more(self, visit: Visit, event: gr.EventData, request: gr.Request) -> tuple[object, ...]:
        """Show further events of the timeline of a turn, which are less reported."""
        reader = reader_of(self._reader.language, request)
        at = whole_number(given(event, "turn"))
        answer = visit.answer(at)
        before = answer.timeline
        if before is None:
            return gr.skip(), gr.skip(), visit
        told = answer.statements[: len(answer.statements) - len(before.events)]
        try:
            made = self._desk.assistant.longer(before, min(MOST_EVENTS, len(before.events) + STEP))
            longer = replace(answer, timeline=made, statements=(*told, *statements(made, answer.language)))
            turn = replace(visit.turns[at], outcome=longer)
            if visit.conversation_id:
                self._desk.history.amend(visit.conversation_id, turn.asked_at, longer)
        except (IsnadError, IsnadIndexError) as error:
            LOG.warning("a timeline failed: %s", error)
            raise gr.Error(reasons.of_error(error, reader)) from error
        visit = replace(visit, turns=(*visit.turns[:at], turn, *visit.turns[at + 1 :]))
        return *self._chat.shown(visit, reader), visit
