"""What an answer is made of: statements with their quotes, or a refusal with its reason."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from assistant.carried import Conversation
from assistant.citations import Citation
from assistant.dated_events import Timeline
from assistant.window import Window

__all__ = ["Answer", "Language", "Notice", "Reason", "Refusal", "Statement", "Window"]

Language = Literal["ar", "en"]


class Reason(StrEnum):
    """Why an answer was refused."""

    EMPTY_ARCHIVE = "empty_archive"
    NOTHING_FOUND = "nothing_found"
    WINDOW = "nothing_in_window"
    OUTLET = "nothing_from_outlet"
    PLACE = "nothing_about_place"
    WEAK = "evidence_too_weak"
    PREMISE = "premise_not_supported"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, in the asker's language, and the citations that carry it, best first.

    `text` has its citation numbers in it («… [1]»). `note` marks a sentence of the product's own frame that
    states nothing about the world and needs no citation.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    note: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A line about how an answer came about, in the asker's language; `cause` is for the log."""

    text: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, in the asker's language, and the nearest thing found: shown as that, not as an answer."""

    reason: Reason
    message: str
    nearest: Citation | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its whole story.

    A streamed answer comes as a row of these, each with more statements than the one before; `finished` is true of
    the last one only. `notices` are lines about how it came about (the model failed and quotes answer instead, a
    sentence was dropped), in the asker's language. `topic` is the question made whole, as it was searched;
    `window`, `places` and `outlets` are what the answer was held to; `conversation` is what carries over to the next
    turn. A timeline has its events in `timeline`, and in its statements too, behind what a language model tells of it.
    `answerer` is who wrote the statements: "extractive", or provider and model. A refusal is the product's own, for
    without evidence no model is asked: its answerer is "extractive" whatever model is set.
    """

    question: str
    language: Language
    statements: tuple[Statement, ...] = ()
    refusal: Refusal | None = None
    window: Window | None = None
    places: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    answerer: str = "extractive"
    notices: tuple[str, ...] = ()
    seconds: float = 0.0
    finished: bool = True
    id: str | None = field(default=None)
    topic: str = ""
    conversation: Conversation | None = None
    timeline: Timeline | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in the order of their numbers, each once."""
        by_number = {c.n: c for statement in self.statements for c in statement.citations}
        return tuple(by_number[n] for n in sorted(by_number))

    @property
    def text(self) -> str:
        """The answer as one text: its statements, or why there is none."""
        if self.refusal is not None:
            return self.refusal.message
        return "\n".join(statement.text for statement in self.statements)

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as the command line writes it."""
        return {
            "id": self.id,
            "question": self.question,
            "language": self.language,
            "answer": self.text,
            "sentences": [{"text": s.text, "citations": [c.n for c in s.citations]} for s in self.statements],
            "citations": [citation.as_dict() for citation in self.citations],
            "refusal": None
            if self.refusal is None
            else {"reason": self.refusal.reason.value, "message": self.refusal.message},
            "window": None if self.window is None else self.window.as_dict(),
            "places": list(self.places),
            "answerer": self.answerer,
            "notices": list(self.notices),
            "seconds": round(self.seconds, 3),
        }
