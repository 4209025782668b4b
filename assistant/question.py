"""What is asked: the language, the window of time, the places, the outlets and the kind of thing wanted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.statement import Language, Window
from index.places import Place


class Kind(StrEnum):
    """The kind of thing that a question asks for."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    NUMBER = "number"
    WHY = "why"
    SUMMARY = "summary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it came in, with what its asker fixed by hand.

    `first` and `last` (a window of days) and `sources` win over what the question says; `today` is the asker's day.
    `answerer` is "extractive", "llm" or None for whatever is set up.
    """

    question: str
    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    today: date | None = None
    answerer: str | None = None
    id: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A request understood.

    `text` is the question made whole (a follow-up with what it leaves unsaid); `places` are those the question is
    held to, `outlets` the names of sources as the catalogue knows them.
    """

    asked: str
    text: str
    language: Language
    kinds: tuple[Kind, ...]
    window: Window | None
    places: tuple[Place, ...]
    outlets: tuple[str, ...]
    today: date
