"""The whole flow, from a request to an answer."""

from collections.abc import Iterator
from typing import Protocol

from assistant.evidence import Evidence
from assistant.question import Question, Request
from assistant.statement import Answer, Statement


class Answerer(Protocol):
    """Writes statements out of evidence; every citation it uses is numbered from 1 in the order of the answer."""

    @property
    def name(self) -> str:
        """How the answer says who wrote it: "extractive", or provider and model."""

    def write(self, asked: Question, evidence: Evidence) -> Iterator[Statement]:
        """Yield the statements of an answer one after the other, as soon as each is ready and checked."""
