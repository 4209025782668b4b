"""The whole flow, from a request to an answer."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from assistant import wording
from assistant.evidence import Evidence, select
from assistant.extractive import ExtractiveAnswerer
from assistant.question import Question, Request, understand
from assistant.settings import Settings
from assistant.statement import Answer, Notice, Reason, Refusal, Statement, Window
from assistant.citations import Citation
from index.archive import Archive, Progress
from index.catalogue import Filter
from index.encoder import load_encoder
from index.search import Hit, Query, search

HITS = 20
"""Passages that evidence is chosen from."""


class Answerer(Protocol):
    """Writes statements out of evidence; every citation it uses is numbered from 1 in the order of the answer."""

    @property
    def name(self) -> str:
        """How the answer says who wrote it: "extractive", or provider and model."""

    def write(self, asked: Question, evidence: Evidence) -> Iterator[Statement | Notice]:
        """Yield the statements of an answer one after the other, as soon as each is ready and checked."""


class Assistant:
    """Answers questions about one archive."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        """Take an open archive; nothing is loaded before the first question."""
        self.archive = archive
        self.settings = settings
        self._extractive = ExtractiveAnswerer()

    @classmethod
    def open(cls, settings: Settings, progress: Progress = lambda _: None) -> "Assistant":
        """Open the archive that the settings name; the encoder is loaded when it is first needed."""
        archive = Archive(settings.home, lambda: load_encoder(settings.encoder, settings.cache, progress))
        return cls(archive, settings)

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        answer = None
        for answer in self.stream(request):
            pass
        assert answer is not None
        return answer

    def stream(self, request: Request) -> Iterator[Answer]:
        """Answer one request, each time with more of the answer; the last one is `finished`."""
        started = time.perf_counter()
        asked = self.understand(request)
        begun = Answer(
            request.question,
            asked.language,
            window=asked.window,
            places=tuple(place.english if asked.language == "en" else place.arabic for place in asked.places),
            outlets=asked.outlets,
            finished=False,
            id=request.id,
        )
        evidence = self._evidence(asked)
        if not evidence.enough:
            yield self._refused(begun, asked, evidence, started)
            return
        yield from self._written(begun, asked, evidence, self._answerer(request), started)

    def converse(self, requests: Iterable[Request]) -> list[Answer]:
        """Answer requests that follow each other in one conversation."""
        return [self.answer(request) for request in requests]

    def understand(self, request: Request) -> Question:
        """Understand a request in the light of what the archive holds."""
        return understand(request, list(self.archive.catalogue.coverage().sources))

    def search(self, asked: Question, k: int) -> list[Hit]:
        """Return the `k` best hits for a question, within its window and outlets."""
        wanted = Filter(sources=asked.outlets, **_days(asked.window))
        return search(self.archive, Query(asked.text, lexical_text(asked), wanted, k))

    def _evidence(self, asked: Question) -> Evidence:
        if not self.archive.catalogue.coverage().articles:
            return Evidence((), 0.0, Reason.EMPTY_ARCHIVE)
        hits = self.search(asked, HITS)
        if not hits and asked.window:
            return Evidence((), 0.0, Reason.WINDOW)
        return select(asked, lexical_text(asked), hits, self.settings.confidence)

    def _answerer(self, request: Request) -> Answerer:
        return self._extractive

    @staticmethod
    def _written(begun: Answer, asked: Question, evidence: Evidence, answerer: Answerer, started: float) -> Iterator[Answer]:
        answer = replace(begun, answerer=answerer.name)
        for part in answerer.write(asked, evidence):
            if isinstance(part, Notice):
                answer = replace(answer, notices=(*answer.notices, part.text))
            else:
                answer = replace(answer, statements=(*answer.statements, part))
            yield answer
        yield replace(answer, finished=True, seconds=time.perf_counter() - started)

    def _refused(self, begun: Answer, asked: Question, evidence: Evidence, started: float) -> Answer:
        assert evidence.shortfall is not None
        nearest = evidence.nearest
        message = wording.refusal(
            evidence.shortfall,
            asked.language,
            window=asked.window,
            places=asked.places,
            outlets=asked.outlets,
            coverage=self.archive.catalogue.coverage(),
        )
        cited = None if nearest is None else Citation(1, nearest.article, nearest.span, nearest.event)
        refused = Refusal(evidence.shortfall, message, cited)
        return replace(begun, refusal=refused, finished=True, seconds=time.perf_counter() - started)


def lexical_text(asked: Question) -> str:
    """Return the words of the question that can occur in Arabic articles."""
    return asked.text if asked.language == "ar" else ""


def _days(window: Window | None) -> dict[str, object]:
    return {} if window is None else {"first": window.first, "last": window.last}
