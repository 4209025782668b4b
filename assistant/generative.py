"""The answerer that lets a language model write, and shows only what the guard finds in the quotes."""

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import model_notices
from assistant.citations import Citation
from assistant.dated_events import Timeline
from assistant.evidence import Evidence, Quote
from assistant.guard import Fault, Ground, Guard
from assistant.guard.tokens import bare
from assistant.guarded import Writing
from assistant.kinds import Kind, kinds_of
from assistant.model_failure import Cause, ModelRequestError
from assistant.model_text import clean, cut, read, spoken
from assistant.prompting import Prompt, Task, as_data, evidence_lines, load
from assistant.question import Question
from assistant.statement import Language, Notice, Statement
from assistant.waiting import result
from index.arabic import has_arabic, words

if TYPE_CHECKING:
    from assistant.growing import Answerer
    from assistant.language_model import LanguageModel

MOST_QUOTES = 16
"""Quotes shown to a model at once."""
MOST_STATEMENTS = 12
LEAST_EVENTS = 2
"""A single event is told by its quote."""
CONDENSING = 0.25
"""The share of the timeout that making a follow-up whole may take; writing the answer may take the rest, so that both
together keep to the timeout."""
_MOST_TURNS = 6
_LONGEST_QUESTION = 400
_STEM = 4
_MOST_STRANGE = 1
"""Words of a completed question that nobody said before: "during", «خلال»."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handover(Notice):
    """Says that nothing of the model could be shown and that `to`, by its name, answers in its place."""

    to: str = "extractive"


@dataclass(frozen=True, slots=True)
class Translation:
    """A quote in another language, made by a machine: an aid for reading, never a citation.

    `by` is the model. `doubts` are the words of the translation (numbers, names, negations) that the quote does not
    bear out; `text` is empty where the model failed, and `notice` says so.
    """

    text: str
    language: Language
    by: str
    doubts: tuple[str, ...] = ()
    notice: Notice | None = None


class GenerativeAnswerer:
    """Writes with a language model under the guard; whatever goes wrong with it, the `fallback` answers instead."""

    def __init__(self, model: "LanguageModel", guard: Guard, fallback: "Answerer") -> None:
        """Take a model, the guard that checks it and the answerer that speaks where the model cannot."""
        self._model = model
        self._guard = guard
        self._fallback = fallback

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._model.name

    # -- answers -------------------------------------------------------------------------------------------------------

    def write(self, asked: Question, evidence: Evidence) -> Iterator[Statement | Notice | None]:
        """Yield checked sentences as the model writes them, then what became of the others; None while waiting.

        Without evidence no model is called. Where the model fails or nothing it wrote holds, the quotes answer, and a
        `Handover` says so. Closing the generator ends the request at the server.
        """
        quotes = _shown(evidence)
        if not quotes:
            yield from self._fallback.write(asked, evidence)
            return
        prompt = load(Task.ANSWER, asked.language).filled(
            evidence=evidence_lines(quotes),
            question=as_data(asked.text, _LONGEST_QUESTION),
            today=asked.today.isoformat(),
        )
        writing = Writing(self._guard, quotes, asked.language)
        try:
            yield from self._checked(prompt, writing)
        except ModelRequestError as error:
            yield from self._failed(asked, evidence, writing, error)
            return
        if not writing.shown:
            yield self._silent(writing.silence, asked.language)
            yield from self._fallback.write(asked, evidence)
        elif writing.left_out or writing.replaced:
            yield self._corrected(writing, asked.language)

    def tell(self, asked: Question, made: Timeline) -> Iterator[Statement | Notice | None]:
        """Yield sentences that sum a timeline up, cited by the numbers of its own quotes, then what became of others.

        The timeline stands below them: nothing is replaced by a quote, and where the model fails a notice says so and
        nobody answers instead. The events told most often are shown to the model, in order of time.
        """
        told = sorted(made.events, key=lambda event: -event.score)[:MOST_QUOTES]
        first = sorted((event.citations[0] for event in told), key=lambda citation: citation.n)
        if len(first) < LEAST_EVENTS:
            return
        quotes = [Quote(one.article, 0, one.span, one.span, 0, 0.0, one.event, one.highlights) for one in first]
        prompt = load(Task.TIMELINE, asked.language).filled(
            evidence=evidence_lines(quotes), question=as_data(asked.text, _LONGEST_QUESTION)
        )
        writing = Writing(self._guard, quotes, asked.language, [citation.n for citation in first])
        try:
            yield from self._checked(prompt, writing)
        except ModelRequestError as error:
            yield self._broken(error, asked.language, begun=bool(writing.shown))
            return
        if not writing.shown:
            yield self._silent(writing.silence, asked.language)
        elif writing.left_out:
            yield self._corrected(writing, asked.language)

    def _checked(self, prompt: Prompt, writing: Writing) -> Iterator[Statement | None]:
        with closing(self._model.stream(prompt, self._model.seconds * (1 - CONDENSING))) as pieces:
            for sentence in cut(spoken(pieces)):
                if sentence is None:
                    yield None
                    continue
                yield from writing.take(sentence)
                if writing.repeats or len(writing.shown) >= MOST_STATEMENTS:
                    return

    def _failed(
        self, asked: Question, evidence: Evidence, writing: Writing, error: ModelRequestError
    ) -> Iterator[Statement | Notice | None]:
        """Say what happened and let the quotes that were not shown yet answer."""
        yield self._broken(error, asked.language, begun=bool(writing.shown))
        if not writing.shown:
            yield from self._fallback.write(asked, evidence)
        elif error.cause is not Cause.LENGTH:
            yield from _behind(writing.shown, self._fallback, asked, evidence)

    # -- what became of it ---------------------------------------------------------------------------------------------

    def _broken(self, error: ModelRequestError, language: Language, *, begun: bool) -> Notice:
        """Log a failure once, and say it; what is shown already was checked and stays."""
        _log.warning("the language model failed (%s): %s", error.cause, error)
        text, seen = model_notices.failure(error.cause, language, begun=begun), f"{error.cause}: {error}"
        return Notice(text, seen) if begun else Handover(text, seen, self._fallback.name)

    def _silent(self, cause: Cause, language: Language) -> Handover:
        """Say that nothing of what the model wrote can be shown."""
        _log.warning("the language model gave no answer that can be shown: %s", cause)
        return Handover(model_notices.failure(cause, language, begun=False), str(cause), self._fallback.name)

    def _corrected(self, writing: Writing, language: Language) -> Notice:
        """Say how many sentences of the model are not shown as it wrote them."""
        _log.info("%s: %d sentences left out, %d replaced by quotes", self.name, writing.left_out, writing.replaced)
        text = model_notices.corrected(writing.left_out, writing.replaced, language)
        return Notice(text, f"guard: {', '.join(sorted(writing.faults))}")

    # -- questions and quotes ------------------------------------------------------------------------------------------

    def condense(self, question: str, turns: Sequence[str]) -> str:
        """Return what `condensing` comes to."""
        return result(self.condensing(question, turns))

    def condensing(self, question: str, turns: Sequence[str]) -> Generator[None, None, str]:
        """Return a follow-up made whole with words of the conversation, or the question itself; yield while waiting.

        `turns` are the earlier questions, oldest first. What the model returns is used only if it is one question in
        the same script, without addresses, and every number, date, place and name of it was said before; it may take a
        quarter of the timeout. A failure is logged and leaves the question as it is.
        """
        if not turns:
            return question
        language: Language = "ar" if has_arabic(question) else "en"
        said = "\n".join(f"- ⟦{as_data(turn, _LONGEST_QUESTION)}⟧" for turn in turns[-_MOST_TURNS:])
        prompt = load(Task.CONDENSE, language).filled(turns=said, question=f"⟦{as_data(question, _LONGEST_QUESTION)}⟧")
        try:
            reply = yield from self._said(prompt, self._model.seconds * CONDENSING)
        except ModelRequestError as error:
            _log.warning("the language model could not complete a question (%s): %s", error.cause, error)
            return question
        whole = clean(reply).strip('⟦⟧"«»“” ')
        said_before = [question, *turns]
        if not _completes(whole, said_before) or self._guard.invents(whole, [Ground(text) for text in said_before]):
            _log.info("a completed question was not used: it said more than the conversation, or was no question")
            return question
        return whole

    def translate(self, quote: Quote | Citation, language: Language) -> Translation:
        """Return what `translating` comes to."""
        return result(self.translating(quote, language))

    def translating(self, quote: Quote | Citation, language: Language) -> Generator[None, None, Translation]:
        """Return a quote in another language, with what in it is doubtful; yield while waiting.

        A model that fails is no error here: the translation is empty and its notice says so.
        """
        text = quote.text if isinstance(quote, Quote) else quote.quote
        prompt = load(Task.TRANSLATE, language).filled(quote=as_data(text))
        try:
            reply = yield from self._said(prompt, self._model.seconds)
        except ModelRequestError as error:
            _log.warning("the language model could not translate a quote (%s): %s", error.cause, error)
            notice = Notice(model_notices.untranslated(error.cause, language), f"{error.cause}: {error}")
            return Translation("", language, self.name, notice=notice)
        translated = clean(reply).replace("⟦", "").replace("⟧", "")
        if not translated or has_arabic(translated) != (language == "ar"):
            notice = Notice(model_notices.untranslated(Cause.EMPTY, language), str(Cause.EMPTY))
            return Translation("", language, self.name, notice=notice)
        verdict = self._guard.check(translated, [Ground.in_article(quote.article, text, quote.event)])
        doubts = tuple(doubt.claim for doubt in verdict.doubts if doubt.fault is not Fault.MEANING)
        return Translation(
            translated, language, self.name, doubts, Notice(model_notices.translated(self.name, language))
        )

    def _said(self, prompt: Prompt, seconds: float) -> Generator[None, None, str]:
        """Return the whole reply to a prompt, without what the model thinks aloud; yield while waiting."""
        parts: list[str] = []
        with closing(self._model.stream(prompt, seconds)) as pieces:
            for piece in spoken(pieces):
                parts.append(piece)
                if not piece:
                    yield None
        return "".join(parts)


def _completes(whole: str, said: Sequence[str]) -> bool:
    """Whether a reply is a question in the script of the last one, made of words that were said."""
    written = read(whole)
    if not 0 < len(whole) <= _LONGEST_QUESTION or written.addresses or written.numbers:
        return False
    if has_arabic(whole) != has_arabic(said[0]) or not ({"?", "؟"} & set(whole) or kinds_of(whole) != (Kind.OTHER,)):
        return False
    known = {word[:_STEM] for text in said for word in _content(text)}
    strange = [word for word in _content(whole) if word[:_STEM] not in known]
    return len(strange) <= _MOST_STRANGE


def _content(text: str) -> list[str]:
    """Return the words of more than three letters, Arabic ones without what is attached to them."""
    return [short for word in words(text) if len(short := min(bare(word), key=len)) >= _STEM]


def _shown(evidence: Evidence) -> list[Quote]:
    """Return the quotes to show to a model, best first: a model that uses them in the order given cites the best first.

    Where there are too many, the first of each finding goes before what others say alike.
    """
    firsts = [finding.quotes[0] for finding in evidence.findings]
    further = [quote for finding in evidence.findings for quote in finding.quotes[1:]]
    return sorted([*firsts, *further][:MOST_QUOTES], key=lambda quote: -quote.score)


def _behind(
    shown: Sequence[Statement], fallback: "Answerer", asked: Question, evidence: Evidence
) -> Iterator[Statement | Notice | None]:
    """Yield the fallback's statements on findings that were not cited yet, numbered on from what was shown."""
    cited = {(c.article.article_id, c.span): c.n for statement in shown for c in statement.citations}
    left = tuple(
        finding
        for finding in evidence.findings
        if all((quote.article.article_id, quote.span) not in cited for quote in finding.quotes)
    )
    offset = max(cited.values(), default=0)
    if left:
        for part in fallback.write(asked, replace(evidence, findings=left)):
            yield _renumbered(part, offset) if isinstance(part, Statement) else part


def _renumbered(statement: Statement, offset: int) -> Statement:
    """Count the numbers of a statement on; they stand at its end, behind the quote: «…» [1] [2]."""
    text, marks = statement.text.rstrip(), []
    for citation in sorted(statement.citations, key=lambda citation: -text.rfind(f"[{citation.n}]")):
        if text.endswith(f"[{citation.n}]"):
            text = text.removesuffix(f"[{citation.n}]").rstrip()
            marks.append(f"[{citation.n + offset}]")
    citations = tuple(replace(citation, n=citation.n + offset) for citation in statement.citations)
    return Statement(" ".join([text, *reversed(marks)]), citations, statement.note)
