"""The chat: a question goes in, its answer grows, and each citation opens beside it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.errors import IsnadError
from assistant.statement import Answer
from assistant.ui import answers, archive, leading_on, offering, reading, reasons, scope, speaker, words
from assistant.ui.desk import Desk
from assistant.ui.examples import follow_ups
from assistant.ui.html import Markup, join
from assistant.ui.panel import INSTANT, all_given, given, panel
from assistant.ui.parts import ChatParts, End, Step, Work
from assistant.ui.reader import reader_of
from assistant.ui.visit import Failure, Scope, Turn, Visit, whole_number
from assistant.ui.words import Reader
from index.errors import IsnadIndexError

LOG = logging.getLogger(__name__)
_PATIENCE = 1.5
"""Seconds in which it turns out whether Stop was pressed."""
ANSWERING_AT_ONCE = 4
"""Questions that are worked on at the same time; further ones wait their turn."""


class Chat:
    """The chat of one interface language."""

    def __init__(self, desk: Desk, reader: Reader) -> None:
        """Take what all panels share, and the language of this page."""
        self._desk = desk
        self._reader = reader
        self._work = Work()

    def build(self, above: Callable[[], gr.HTML]) -> tuple[ChatParts, gr.HTML]:
        """Make the components and tie them together, below what `above` makes; to be called inside `gr.Blocks`."""
        say = self._reader.say
        visit = gr.State(Visit())
        with gr.Row(elem_id="ask", equal_height=False):
            with gr.Column(elem_id="chat", scale=3):
                top = above()
                past = panel("past")
                with gr.Column(elem_id="latest"):
                    present = panel("present")
                    fresh = panel("fresh")
                    further = panel("further")
                with gr.Column(elem_id="composer"):
                    fixed = panel("scope")
                    speaker.switch(self._desk, self._reader)
                    question = gr.Textbox(
                        label=say(words.QUESTION),
                        placeholder=say(words.QUESTION_HINT),
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        max_length=4000,
                        submit_btn=say(words.SEND),
                        stop_btn=False,
                        elem_id="question",
                        html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
                    )
            with gr.Column(elem_id="pane", elem_classes=["pane"], scale=2):
                pane = panel("reading", reading.resting(self._reader), ["reading-panel"])
        parts = ChatParts(past, present, fresh, further, fixed, pane, visit, question, [])
        self._tie(parts)
        return parts, top

    def _tie(self, parts: ChatParts) -> None:
        shown = [parts.question, parts.past, parts.present, parts.visit]
        kept: dict[str, Any] = {
            "concurrency_limit": ANSWERING_AT_ONCE,
            "concurrency_id": "ask",
            "show_progress": "hidden",
        }
        kept |= {"trigger_mode": "once", "api_visibility": "private"}
        waiting = f"(question) => window.isnad.waiting(question, {self._reader.say(words.SEARCHING)!r})"
        parts.question.submit(None, parts.question, parts.present, js=waiting, show_progress="hidden")
        asking = [
            parts.question.submit(self.ask, [parts.question, parts.visit], shown, **kept),
            parts.past.ask(self.ask_clicked, parts.visit, shown, **kept),
            parts.present.ask(self.ask_clicked, parts.visit, shown, **kept),
            parts.further.ask(self.ask_clicked, parts.visit, shown, **kept),
            parts.past.widen(self.widen, parts.visit, shown, **kept),
            parts.present.widen(self.widen, parts.visit, shown, **kept),
        ]
        asking.append(parts.scope.fix_again(self.fix_again, parts.visit, [parts.scope, *shown], **kept))
        parts.scope.fix(self.fix, parts.visit, [parts.scope, parts.visit], **INSTANT)
        parts.asking.extend(asking)
        for one in asking:
            one.then(self.lead_on, parts.visit, parts.further, **kept | {"concurrency_id": "lead"})
            again = one.failure(self.failed, [parts.question, parts.visit], shown, **kept)
            again.then(self.lead_on, parts.visit, parts.further, **kept | {"concurrency_id": "lead"})
        parts.question.stop(self.stopped, parts.visit, shown, cancels=asking, **INSTANT)
        parts.scope.clear(self.clear, parts.visit, [parts.scope, parts.visit], **INSTANT)
        for panel_ in (parts.past, parts.present, parts.pane):
            panel_.open(self.open, parts.visit, parts.pane, **INSTANT)
        for panel_ in (parts.past, parts.present):
            panel_.compare(self.compare, parts.visit, parts.pane, **INSTANT)
            panel_.scope(self.edit_scope, parts.visit, [parts.scope, parts.visit], **INSTANT)
        parts.pane.close(self.close, None, parts.pane, **INSTANT)

    # -- asking --------------------------------------------------------------------------------------------------------

    def ask(self, question: str, visit: Visit, request: gr.Request) -> Iterator[Step]:
        """Answer a question: first a sign that it came in, then the answer as it grows, then the finished turn."""
        yield from self._work.watched(request.session_hash, self._answered(question, visit, request))

    def _answered(self, question: str, visit: Visit, request: gr.Request) -> Iterator[Step]:
        reader = reader_of(self._reader.language, request)
        if not question.strip():
            yield self._idle(question), gr.skip(), self._resting(visit, reader), visit
            return
        asked_at = datetime.now().astimezone()
        line = reader.say(words.SEARCHING if self._desk.is_warm else words.WARMING)
        earlier = answers.turns(visit.turns, reader, visit.conversation_id)
        yield self._busy(), earlier, answers.waiting(question, reader, line), replace(visit, asking=question)
        before = visit
        try:
            self._desk.wait()
            asked = replace(before.scope.request(question), answerer=speaker.answerer(request))
            with closing(self._desk.assistant.stream(asked, before.carried)) as growing:
                for answer in growing:
                    if visit is not before and visit.turns[-1].outcome == answer:
                        yield (gr.skip(),) * 4  # nothing new, but here the answer can be stopped
                        continue
                    visit = before.answered(Turn(answer, asked_at))
                    if not (answer.finished or answer.statements or answer.notices):
                        yield *(gr.skip(),) * 3, replace(before, asking=question)
                    elif not answer.finished:
                        yield self._busy(), gr.skip(), self._last(visit, reader), visit
            visit = self._kept(visit)
        except (IsnadError, IsnadIndexError) as error:
            LOG.warning("a question failed: %s", error)
            visit = before.answered(Turn(Failure(question, reasons.of_error(error, reader)), asked_at))
        yield self._idle(), gr.skip(), self._last(visit, reader), visit

    def ask_clicked(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Iterator[Step]:
        """Answer a question that was clicked."""
        yield from self.ask(given(event, "question"), visit, request)

    def widen(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Iterator[Step]:
        """Ask a question again over all times or all outlets."""
        answer = visit.answer(given(event, "turn"))
        coverage = self._desk.assistant.archive.catalogue.coverage()
        if given(event, "what") == "window":
            wider = replace(visit.scope, first=coverage.first, last=coverage.last)
        else:
            wider = replace(visit.scope, sources=tuple(coverage.sources))
        for step in self.ask(answer.question, replace(visit, scope=wider), request):
            yield *step[:-1], replace(step[-1], scope=visit.scope)

    def lead_on(self, visit: Visit, request: gr.Request) -> object:
        """Show questions that the last answer leads on to."""
        last = visit.turns[-1].outcome if visit.turns else None
        if not isinstance(last, Answer) or last.refusal is not None or not last.finished:
            return gr.skip()
        reader = reader_of(self._reader.language, request)
        found = follow_ups(self._desk.assistant, last, visit.scope, reader)
        return leading_on.shown(found, f"{visit.conversation_id}/turn-{len(visit.turns) - 1}", reader)

    def stopped(self, visit: Visit, request: gr.Request) -> Step:
        """Leave the answer as far as it came; a question without any answer yet goes back into its box."""
        self._work.stop(request.session_hash)
        reader = reader_of(self._reader.language, request)
        last = visit.turns[-1] if visit.turns else None
        if last is None or not isinstance(last.outcome, Answer) or last.outcome.finished:
            earlier, present = self.shown(visit, reader)
            return self._idle(visit.asking), earlier, present, replace(visit, asking="")
        ended = replace(last, outcome=replace(last.outcome, finished=True))
        visit = self._kept(replace(visit, turns=(*visit.turns[:-1], ended)))
        return self._idle(), gr.skip(), self._last(visit, reader, note=reader.say(words.STOPPED)), visit

    def failed(self, question: str, visit: Visit, request: gr.Request) -> Iterator[Step]:
        """Say that the program failed, of which the log has the rest; ask again if only the way to the browser broke.

        That happens to a question that comes in just when Gradio closes its stream, nothing being left to be sent.
        """
        end = self._work.end(request.session_hash, _PATIENCE)
        asking, before = visit.unanswered(question)
        if end is End.CRASHED:
            reader = reader_of(self._reader.language, request)
            failure = Turn(Failure(asking, reader.say(words.FAILED_INSIDE)), datetime.now().astimezone())
            visit = before.answered(failure)
            yield self._idle(), gr.skip(), self._last(visit, reader), visit
        elif end is End.CLOSED and asking.strip():
            LOG.info("the stream to a browser broke; its question is asked again")
            yield from self.ask(asking, before, request)
        else:
            yield (gr.skip(),) * 4

    def arrive(self, conversation_id: str, request: gr.Request) -> Step:
        """Show a visit that begins, with the conversation that its address names, if it is still kept.

        The last value is the state of the archive that is shown, for `come_back`.
        """
        reader = reader_of(self._reader.language, request)
        now = self._desk.changes()
        return *self.everything(self.load(conversation_id) if conversation_id else Visit(), reader), now

    def come_back(self, visit: Visit, drawn: str, request: gr.Request) -> Step:
        """Show the archive as it is now to who comes back from another tab.

        `drawn` is the state of the archive that was shown last, empty as long as the visit has not begun. Finding new
        examples takes a while, in which a question may have been asked: nothing of this may come over its answer.
        """
        now = self._desk.changes()
        if drawn in ("", now):
            return tuple(gr.skip() for _ in range(4))
        reader = reader_of(self._reader.language, request)
        form = self._form(visit.scope, reader)
        if visit.turns or visit.asking:
            return gr.skip(), form, gr.skip(), now
        return self._resting(visit, reader), form, self._rest(reader), now

    def everything(self, visit: Visit, reader: Reader) -> Step:
        """Return all that a visit shows, for `past`, `present`, `scope` and `pane`, and the visit itself."""
        earlier, present = self.shown(visit, reader)
        return earlier, present, self._form(visit.scope, reader), self._rest(reader), visit

    def load(self, conversation_id: str) -> Visit:
        """Return the visit that a kept conversation goes on with; a new one where it is gone."""
        try:
            kept = self._desk.history.load(conversation_id)
        except IsnadIndexError as error:
            LOG.warning("%s", error)
            return Visit()
        turns = tuple(Turn(turn.remembered.answer, turn.asked_at, turn.remembered.broken) for turn in kept.turns)
        return Visit(turns, conversation_id=conversation_id)

    def shown(self, visit: Visit, reader: Reader) -> tuple[Markup, Markup]:
        """Return the earlier turns and the last one, as they are shown."""
        if not visit.turns:
            return Markup(), self._resting(visit, reader)
        earlier = answers.turns(visit.turns[:-1], reader, visit.conversation_id)
        return earlier, self._last(visit, reader)

    # -- reading -------------------------------------------------------------------------------------------------------

    def open(self, visit: Visit, event: gr.EventData, request: gr.Request) -> object:
        """Open the article of a citation at its span; number 0 is the nearest quote of a refusal."""
        reader = reader_of(self._reader.language, request)
        at, n = whole_number(given(event, "turn")), whole_number(given(event, "n"))
        answer = visit.answer(at)
        citation = offering.cited(answer, n)
        if citation is None:
            return gr.skip()
        aid = offering.offer(self._desk.assistant.model_name, answer, at, n, reader)
        return reading.cited(answer, at, citation, reader, aid) if n else reading.nearest(citation, reader, aid)

    def compare(self, visit: Visit, event: gr.EventData, request: gr.Request) -> object:
        """Show the outlets of one statement side by side."""
        reader = reader_of(self._reader.language, request)
        at, n = whole_number(given(event, "turn")), whole_number(given(event, "n"))
        for statement in visit.answer(at).statements:
            if n in [citation.n for citation in statement.citations]:
                return reading.side_by_side(at, statement, reader)
        return gr.skip()

    def close(self, request: gr.Request) -> Markup:
        """Close the article."""
        return self._rest(reader_of(self._reader.language, request))

    # -- the scope -----------------------------------------------------------------------------------------------------

    def fix(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Step:
        """Hold what comes to the scope that was entered."""
        form, entered = self._entered(visit, event, reader_of(self._reader.language, request))
        return form, visit if entered is None else replace(visit, scope=entered)

    def fix_again(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Iterator[Step]:
        """Hold what comes to the scope that was entered, and ask the last question again within it."""
        form, entered = self._entered(visit, event, reader_of(self._reader.language, request))
        if entered is None or not visit.turns:
            yield form, gr.skip(), gr.skip(), gr.skip(), visit if entered is None else replace(visit, scope=entered)
            return
        for step in self.ask(visit.turns[-1].outcome.question, replace(visit, scope=entered), request):
            yield form, *step

    def _entered(self, visit: Visit, event: gr.EventData, reader: Reader) -> tuple[Markup, Scope | None]:
        """Return the form as it is to be shown, and the scope, or None where what was entered makes no sense."""
        try:
            entered = scope.read(all_given(event), self._desk.assistant.archive.catalogue.coverage(), reader)
        except scope.ScopeError as error:
            return self._form(visit.scope, reader, is_open=True, wrong=str(error)), None
        return self._form(entered, reader), entered

    def clear(self, visit: Visit, request: gr.Request) -> Step:
        """Hold answers to nothing."""
        reader = reader_of(self._reader.language, request)
        return self._form(Scope(), reader), replace(visit, scope=Scope())

    def edit_scope(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Step:
        """Open the scope with what an answer was held to."""
        reader = reader_of(self._reader.language, request)
        used = scope.of_answer(visit.answer(given(event, "turn")))
        return self._form(used, reader, is_open=True), visit

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _kept(self, visit: Visit) -> Visit:
        """Keep the last turn."""
        last = visit.turns[-1]
        assert isinstance(last.outcome, Answer)
        conversation_id = visit.conversation_id or self._desk.history.begin(last.outcome.question)
        self._desk.history.keep(conversation_id, last.asked_at, last.outcome)
        return replace(visit, conversation_id=conversation_id)

    def _last(self, visit: Visit, reader: Reader, note: str = "") -> Markup:
        at = len(visit.turns) - 1
        hint = reader.say(words.CONNECT_MODEL) if self._lacks_prose(visit) else ""
        return answers.turn(visit.turns[at], at, reader, note, visit.conversation_id, hint)

    def _lacks_prose(self, visit: Visit) -> bool:
        """Whether the last answer is the first of the visit in English that a language model would write as prose."""
        if self._desk.assistant.model_name:
            return False
        given = [turn.outcome for turn in visit.turns if isinstance(turn.outcome, Answer)]
        quoted = [one for one in given if one.language == "en" and one.refusal is None and one.timeline is None]
        return len(quoted) == 1 and quoted[0] is visit.turns[-1].outcome and quoted[0].finished

    def _resting(self, visit: Visit, reader: Reader) -> Markup:
        if visit.turns:
            return self._last(visit, reader)
        assistant = self._desk.assistant
        empty = not assistant.archive.catalogue.coverage().articles
        return answers.welcome([] if empty else self._desk.examples(reader), reader, empty)

    def _form(self, fixed: Scope, reader: Reader, *, is_open: bool = False, wrong: str = "") -> Markup:
        catalogue = self._desk.assistant.archive.catalogue
        return scope.form(fixed, catalogue.coverage(), catalogue.days(), reader, is_open=is_open, wrong=wrong)

    def _rest(self, reader: Reader) -> Markup:
        catalogue = self._desk.assistant.archive.catalogue
        return join(reading.resting(reader), archive.overview(catalogue.coverage(), catalogue.days(), reader))

    def _busy(self) -> object:
        return gr.Textbox(value="", submit_btn=False, stop_btn=self._reader.say(words.STOP))

    def _idle(self, value: str = "") -> object:
        return gr.Textbox(value=value, submit_btn=self._reader.say(words.SEND), stop_btn=False)
