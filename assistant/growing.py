"""How an answer grows: what an answerer hands over, one after the other, put into the answer that is shown so far."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from assistant.evidence import Evidence
from assistant.generative import GenerativeAnswerer, Handover
from assistant.question import Question
from assistant.statement import Answer, Notice, Statement
from assistant.timeline import Timeline, statements


class Answerer(Protocol):
    """Writes statements out of evidence; every citation it uses is numbered from 1 in the order of the answer."""

    @property
    def name(self) -> str:
        """How the answer says who wrote it: "extractive", or provider and model."""

    def write(self, asked: Question, evidence: Evidence) -> Iterator[Statement | Notice | None]:
        """Yield the statements of an answer one after the other, as soon as each is ready and checked.

        Where the next one takes long there is None every now and then: there the generator can be closed.
        """


def written(begun: Answer, asked: Question, evidence: Evidence, answerer: Answerer) -> Generator[Answer, None, None]:
    """Yield an answer as it is written; closing this closes the answerer's own generator."""
    answer, name = begun, answerer.name
    with closing(_all(answerer.write(asked, evidence))) as parts:
        for part in parts:
            if isinstance(part, Handover):
                name = part.to
            if isinstance(part, Notice):
                answer = replace(answer, notices=(*answer.notices, part.text))
            elif part is not None:
                answer = replace(answer, answerer=name, statements=(*answer.statements, part))
            yield answer
    yield replace(answer, answerer=name, finished=True)


def timeline(begun: Answer, asked: Question, made: Timeline, answerer: Answerer) -> Generator[Answer, None, None]:
    """Yield a timeline at once and, with a language model, what that tells of it, sentence by sentence above it."""
    events = statements(made, asked.language)
    answer = replace(begun, timeline=made, statements=events)
    if isinstance(answerer, GenerativeAnswerer):
        yield answer
        told: tuple[Statement, ...] = ()
        with closing(_all(answerer.tell(asked, made))) as parts:
            for part in parts:
                if isinstance(part, Notice):
                    answer = replace(answer, notices=(*answer.notices, part.text))
                elif part is not None:
                    told = (*told, part)
                    answer = replace(answer, answerer=answerer.name, statements=(*told, *events))
                yield answer
    yield replace(answer, finished=True)


def meanwhile(waiting: Generator[None, None, str], shown: Answer) -> Generator[Answer, None, str]:
    """Return what is waited for, and yield what is shown until then."""
    with closing(waiting):
        while True:
            try:
                next(waiting)
            except StopIteration as end:
                return str(end.value)
            yield shown


def _all(parts: Iterator[Statement | Notice | None]) -> Generator[Statement | Notice | None, None, None]:
    """Yield what an answerer writes; closing this closes the answerer's own generator, whatever holds on to it."""
    yield from parts
