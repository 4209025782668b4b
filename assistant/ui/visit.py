"""What the page knows of one visit: the turns so far and the scope that was fixed by hand."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.carried import Conversation
from assistant.question import Request
from assistant.remembering import Broken
from assistant.statement import Answer


@dataclass(frozen=True, slots=True)
class Scope:
    """What the person holds all answers to; nothing fixed is the whole archive."""

    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.first, self.last, self.sources, self.places))

    def request(self, question: str) -> Request:
        """Return the request of a question within this scope."""
        return Request(question, self.first, self.last, self.sources, places=self.places)


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that failed: an error, which is no judgement on what the archive holds."""

    question: str
    message: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what became of it; `broken` are citations of a kept answer that no longer hold."""

    outcome: Answer | Failure
    asked_at: datetime
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit in one browser tab; `conversation_id` is empty until there is something to keep.

    `asking` is the question that is being worked on, as long as there is no answer to it.
    """

    turns: tuple[Turn, ...] = ()
    scope: Scope = Scope()
    conversation_id: str = ""
    asking: str = ""

    @property
    def carried(self) -> Conversation | None:
        """What carries over to the next question: what the last answer left."""
        answered = [turn.outcome for turn in self.turns if isinstance(turn.outcome, Answer)]
        return answered[-1].conversation if answered else None

    def answered(self, turn: Turn) -> "Visit":
        """Return the visit with one more turn."""
        return replace(self, turns=(*self.turns, turn), asking="")

    def unanswered(self, question: str) -> tuple[str, "Visit"]:
        """Return the question without a whole answer (`question` if none is known), and the visit before it."""
        last = self.turns[-1].outcome if self.turns else None
        if isinstance(last, Answer) and not last.finished:
            return last.question, replace(self, turns=self.turns[:-1], asking="")
        return self.asking or question, replace(self, asking="")

    def answer(self, at: object) -> Answer:
        """Return the answer of a turn.

        Raises:
            LookupError: the visit has no such answer; the page that asked is older than the program.
        """
        number = whole_number(at)
        outcome = self.turns[number].outcome if 0 <= number < len(self.turns) else None
        if not isinstance(outcome, Answer):
            raise LookupError(f"there is no answer {at!r} in this visit")
        return outcome


def whole_number(given: object) -> int:
    """Return a number that came from the page, or -1 for anything else."""
    return int(str(given)) if str(given).isdecimal() else -1
