"""The answerer that lets a language model write, and shows only what the guard finds in the quotes."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import model_notices
from assistant.citations import Citation
from assistant.evidence import Evidence, Finding, Quote
from assistant.guard import Fault, Ground, Guard
from assistant.guard.tokens import bare
from assistant.guarded import Writing
from assistant.kinds import Kind, kinds_of
from assistant.model_failure import Cause, ModelRequestError
from assistant.model_text import clean, cut, read, spoken
from assistant.prompting import Prompt, Task, as_data, evidence_lines, load
from assistant.question import Question
from assistant.statement import Language, Notice, Statement
from index.arabic import has_arabic, words

if TYPE_CHECKING:
    from assistant.answer import Answerer
    from assistant.language_model import LanguageModel

MOST_QUOTES = 16
"""Quotes shown to a model at once."""
MOST_STATEMENTS = 12
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

    def write(self, asked: Question, evidence: Evidence) -> Iterator[Statement | Notice]:
        """Yield checked sentences as the model writes them, then what became of the others.

        Without evidence no model is called. Where the model fails or nothing it wrote holds, the quotes answer, and a
        `Handover` says so; quotes that already stand in the place of its sentences stay in front. Closing the generator
        ends the request at the server.
        """
        yield from self._written(asked, evidence, Task.ANSWER, today=asked.today)

    def tell(self, asked: Question, evidence: Evidence) -> Iterator[Statement | Notice]:
        """Yield a timeline told in sentences, the findings of `evidence` being its events in order, as `write` does."""
        yield from self._written(asked, evidence, Task.TIMELINE, today=None)

    def _written(
        self, asked: Question, evidence: Evidence, task: Task, today: date | None
    ) -> Iterator[Statement | Notice]:
        quotes = _numbered(evidence)
        if not quotes:
            yield from self._fallback.write(asked, evidence)
            return
        values = {"evidence": evidence_lines(quotes), "question": as_data(asked.text, _LONGEST_QUESTION)}
        if today is not None:
            values["today"] = today.isoformat()
        prompt = load(task, asked.language).filled(**values)
        writing = Writing(self._guard, quotes, asked.language)
        try:
            yield from self._checked(prompt, writing)
        except ModelRequestError as error:
            yield from self._failed(asked, evidence, writing, error)
            return
        if len(writing.shown) == writing.replaced:  # nothing, or only quotes in the place of its sentences
            cause = Cause.UNSUPPORTED if writing.shown else writing.silence
            _log.warning("the language model gave no answer that can be shown: %s", cause)
            yield self._handover(cause, asked.language, str(cause))
            yield from _behind(writing.shown, self._fallback, asked, evidence)
        elif writing.left_out or writing.replaced:
            text = model_notices.corrected(writing.left_out, writing.replaced, asked.language)
            _log.info("%s: %d sentences left out, %d replaced by quotes", self.name, writing.left_out, writing.replaced)
            yield Notice(text, f"guard: {', '.join(sorted(writing.faults))}")

    def _checked(self, prompt: Prompt, writing: Writing) -> Iterator[Statement]:
        with closing(self._model.stream(prompt, self._model.seconds * (1 - CONDENSING))) as pieces:
            for sentence in cut(spoken(pieces)):
                yield from writing.take(sentence)
                if writing.repeats or len(writing.shown) >= MOST_STATEMENTS:
                    return

    def _failed(
        self, asked: Question, evidence: Evidence, writing: Writing, error: ModelRequestError
    ) -> Iterator[Statement | Notice]:
        """Say what happened and let the quotes that were not shown yet answer."""
        _log.warning("the language model failed (%s): %s", error.cause, error)
        seen = f"{error.cause}: {error}"
        if not writing.shown:
            yield self._handover(error.cause, asked.language, seen)
            yield from self._fallback.write(asked, evidence)
            return
        yield Notice(model_notices.failure(error.cause, asked.language, begun=True), seen)
        if error.cause is not Cause.LENGTH:
            yield from _behind(writing.shown, self._fallback, asked, evidence)

    def _handover(self, cause: Cause, language: Language, seen: str) -> Handover:
        return Handover(model_notices.failure(cause, language, begun=False), seen, self._fallback.name)

    # -- questions and quotes ------------------------------------------------------------------------------------------

    def condense(self, question: str, turns: Sequence[str]) -> str:
        """Return a follow-up made whole with words of the conversation, or the question itself.

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
            reply = self._model.say(prompt, self._model.seconds * CONDENSING)
        except ModelRequestError as error:
            _log.warning("the language model could not complete a question (%s): %s", error.cause, error)
            return question
        whole = clean("".join(spoken([reply]))).strip('⟦⟧"«»“” ')
        said_before = [question, *turns]
        if not _completes(whole, said_before) or self._guard.invents(whole, [Ground(text) for text in said_before]):
            _log.info("a completed question was not used: it said more than the conversation, or was no question")
            return question
        return whole

    def translate(self, quote: Quote | Citation, language: Language) -> Translation:
        """Return a quote in another language, with what in it is doubtful; never raises for a failing model."""
        text = quote.text if isinstance(quote, Quote) else quote.quote
        prompt = load(Task.TRANSLATE, language).filled(quote=as_data(text))
        try:
            reply = self._model.say(prompt)
        except ModelRequestError as error:
            _log.warning("the language model could not translate a quote (%s): %s", error.cause, error)
            notice = Notice(model_notices.untranslated(error.cause, language), f"{error.cause}: {error}")
            return Translation("", language, self.name, notice=notice)
        translated = clean("".join(spoken([reply]))).replace("⟦", "").replace("⟧", "")
        if not translated or has_arabic(translated) != (language == "ar"):
            notice = Notice(model_notices.untranslated(Cause.EMPTY, language), str(Cause.EMPTY))
            return Translation("", language, self.name, notice=notice)
        verdict = self._guard.check(translated, [Ground.in_article(quote.article, text, quote.event)])
        doubts = tuple(doubt.claim for doubt in verdict.doubts if doubt.fault is not Fault.MEANING)
        return Translation(
            translated, language, self.name, doubts, Notice(model_notices.translated(self.name, language))
        )


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


def _numbered(evidence: Evidence) -> list[Quote]:
    """Return the quotes to show to a model: the first of each finding, then what others say alike."""
    firsts = [finding.quotes[0] for finding in evidence.findings]
    further = [quote for finding in evidence.findings for quote in finding.quotes[1:]]
    return [*firsts, *further][:MOST_QUOTES]


def _behind(
    shown: Sequence[Statement], fallback: "Answerer", asked: Question, evidence: Evidence
) -> Iterator[Statement | Notice]:
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
            yield part if isinstance(part, Notice) else _renumbered(part, offset)


def _renumbered(statement: Statement, offset: int) -> Statement:
    """Count the numbers of a statement on; they stand at its end, behind the quote: «…» [1] [2]."""
    text, marks = statement.text.rstrip(), []
    for citation in sorted(statement.citations, key=lambda citation: -text.rfind(f"[{citation.n}]")):
        if text.endswith(f"[{citation.n}]"):
            text = text.removesuffix(f"[{citation.n}]").rstrip()
            marks.append(f"[{citation.n + offset}]")
    citations = tuple(replace(citation, n=citation.n + offset) for citation in statement.citations)
    return Statement(" ".join([text, *reversed(marks)]), citations, statement.note)


def findings_of(quotes: Iterable[Quote]) -> tuple[Finding, ...]:
    """Return quotes as findings of their own, in order: the events of a timeline as evidence for `tell`."""
    return tuple(Finding((quote,)) for quote in quotes)
