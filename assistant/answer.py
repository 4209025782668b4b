"""The whole flow, from a request to an answer."""

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cached_property

from assistant import conversation as talk
from assistant import growing, wording
from assistant.carried import Conversation
from assistant.citations import Citation
from assistant.dating import Times
from assistant.errors import ModelError
from assistant.evidence import Evidence, select
from assistant.extractive import ExtractiveAnswerer
from assistant.generative import GenerativeAnswerer, Translation
from assistant.growing import Answerer
from assistant.guard import Guard
from assistant.kinds import Kind
from assistant.language_model import LanguageModel
from assistant.leaving_out import without_time
from assistant.question import Question, Request, Whole, language_of, understand
from assistant.reach import reaching
from assistant.settings import Settings
from assistant.statement import Answer, Language, Reason, Refusal
from assistant.timeline import Timeline, grown, timeline
from assistant.timeline_request import timeline_topic
from assistant.window import Grip
from index.archive import Archive, Progress
from index.catalogue import Filter
from index.encoder import load_encoder
from index.reranker import Reranker, load_reranker
from index.search import Hit, Query, search

HITS = 20
"""Passages that evidence is chosen from."""
NEAR = 1.0
"""What a passage gains, in standard deviations of a view, by being of an article that the last answer cites."""
_OUTSIDE = 1.25
"""How much surer evidence must be that is looked for outside the window of the question, once nothing in it was found:
who looks twice is twice as likely to find what only looks like it."""
LATER = 7
"""Days after the window of a question for a fact in which articles still report on it."""
TIMELINE_HITS = 120
"""Passages that the events of a timeline are taken from."""


class Assistant:
    """Answers questions about one archive."""

    def __init__(self, archive: Archive, settings: Settings, progress: Progress = lambda _: None) -> None:
        """Take an open archive; nothing is loaded before the first question."""
        self.archive = archive
        self.settings = settings
        self._progress = progress
        self._extractive = ExtractiveAnswerer()
        self._model = LanguageModel(settings) if settings.model else None

    @property
    def model_name(self) -> str:
        """Provider and model of the language model that is set, empty for none."""
        return self._model.name if self._model else ""

    @cached_property
    def _generative(self) -> GenerativeAnswerer | None:
        if self._model is None:
            return None
        return GenerativeAnswerer(self._model, Guard(self.archive.encoder), self._extractive)

    @cached_property
    def _reranker(self) -> Reranker | None:
        return load_reranker(self.settings.reranker, self._progress) if self.settings.reranker else None

    @classmethod
    def open(cls, settings: Settings, progress: Progress = lambda _: None) -> "Assistant":
        """Open the archive that the settings name; the encoder is loaded when it is first needed."""
        archive = Archive(settings.home, lambda: load_encoder(settings.encoder, settings.cache, progress))
        return cls(archive, settings, progress)

    def prepare(self) -> None:
        """Begin to load what the first answer of the language model needs, if one is set, and return at once."""
        if self._model is not None:
            self._model.prepare()

    def answer(self, request: Request, conversation: Conversation | None = None) -> Answer:
        """Answer one request, as the next turn of a conversation if there is one."""
        *_, answer = self.stream(request, conversation)
        return answer

    def stream(self, request: Request, conversation: Conversation | None = None) -> Generator[Answer, None, None]:
        """Answer one request, each time with more of the answer or as much, while a model is waited for.

        The last one is `finished`.
        `conversation` is what the answer before left (`Answer.conversation`). Closing the generator stops whoever
        writes: the request to a language model ends at its server too.
        """
        started = time.perf_counter()
        writer = self._answerer(request)
        resolved = self.resolve(request, conversation or Conversation())
        whole = yield from self._condensed(resolved, request, conversation, writer)
        asked = self.understand(request, whole)
        begun = Answer(
            request.question,
            asked.language,
            window=asked.window,
            places=tuple(place.english if asked.language == "en" else place.arabic for place in asked.places),
            outlets=asked.outlets,
            finished=False,
            id=request.id,
            topic=asked.text,
            conversation=whole.conversation,
        )
        evidence = self._evidence(asked)
        if not evidence.enough and asked.walled and asked.grip is Grip.CARRIED:
            loose = self._evidence(replace(asked, window=None))
            if loose.enough:  # a new place or matter: the window of the old one does not fit it
                asked, evidence, begun = replace(asked, window=None), loose, replace(begun, window=None)
                whole = replace(whole, conversation=replace(whole.conversation, window=None))
        if not evidence.enough:
            refused = self._refused(begun, asked, evidence, started)
            yield replace(refused, conversation=talk.after(whole.conversation, refused, asked.kinds))
            return
        written = (
            growing.timeline(begun, asked, self._timeline(asked, None), writer)
            if Kind.TIMELINE in asked.kinds
            else growing.written(begun, asked, evidence, writer)
        )
        with closing(written) as answers:
            for answer in answers:
                seconds = time.perf_counter() - started if answer.finished else 0.0
                after = talk.after(whole.conversation, answer, asked.kinds)
                yield replace(answer, seconds=seconds, conversation=after)

    def converse(self, requests: Iterable[Request], conversation: Conversation | None = None) -> list[Answer]:
        """Answer requests that follow each other in one conversation."""
        answers = []
        for request in requests:
            answers.append(self.answer(request, conversation))
            conversation = answers[-1].conversation
        return answers

    def timeline(self, request: Request, limit: int | None = None) -> Timeline:
        """Return the dated events of a topic, in any words («خط زمني لـ…»), in order of time.

        Args:
            request: the topic, with a window and outlets if they are fixed by hand.
            limit: how many events at most; `Settings.timeline_events` if not given.
        """
        return self._timeline(self.understand(request), limit)

    def longer(self, made: Timeline, limit: int) -> Timeline:
        """Return a timeline with up to `limit` events, little reported ones too; what it showed keeps its numbers."""
        first, last = (made.window.first, made.window.last) if made.window else (None, None)
        request = Request(made.topic or made.request, first, last, made.outlets, places=made.places)
        return grown(made, self._timeline(self.understand(request), limit, all_told=True))

    def _timeline(self, asked: Question, limit: int | None, *, all_told: bool = False) -> Timeline:
        topic = without_time(timeline_topic(asked.text) or asked.text) or asked.text
        asked = reaching(replace(asked, text=topic, grip=Grip.FIRM), self.archive)
        hits = self.search(asked, TIMELINE_HITS)
        times = Times.of(self.archive.catalogue, hits)
        return timeline(asked, hits, times, limit or self.settings.timeline_events, all_told=all_told)

    def resolve(self, request: Request, conversation: Conversation) -> Whole:
        """Make a request whole in the light of its conversation."""
        catalogue = self.archive.catalogue

        def read() -> list[str]:
            keys = catalogue.article_keys(conversation.cited).values()
            return [article.text for article in catalogue.articles(keys).values()]

        return talk.resolve(request, conversation, list(catalogue.coverage().sources), read)

    def understand(self, request: Request, whole: Whole | None = None) -> Question:
        """Understand a request in the light of what the archive holds."""
        sources = list(self.archive.catalogue.coverage().sources)
        asked = understand(request, sources, whole)
        if asked.walled:  # the wall holds the days: their words would only find articles that spell them out
            asked = replace(asked, text=without_time(asked.text) or asked.text)
        return reaching(asked, self.archive)

    def search(self, asked: Question, k: int, *, outside: bool = False) -> list[Hit]:
        """Return the `k` best hits for a question, within its outlets, its places and, if not `outside`, its window.

        A window that is no wall lets in what was published some days after it too; only one that was fixed by hand
        shuts out articles of which nobody knows the day.
        """
        window = None if outside or asked.grip is Grip.TOLD else asked.window
        wanted = Filter(
            first=window.first if window else None,
            last=window.last if window else None,
            later=0 if asked.walled else LATER,
            undated=asked.grip is not Grip.FIRM,
            sources=asked.outlets,
            places=tuple(place.id for place in asked.within),
        )
        return search(self.archive, Query(asked.searched, asked.concepts, asked.trust, wanted, k))

    def _evidence(self, asked: Question) -> Evidence:
        if not self.archive.catalogue.coverage().articles:
            return Evidence((), 0.0, Reason.EMPTY_ARCHIVE)
        inside = self._chosen(asked)
        if inside.enough:
            return inside
        if asked.window is not None and not asked.walled and asked.grip is not Grip.TOLD:
            outside = self._chosen(asked, outside=True)
            if outside.enough:
                return outside
        for reason, wider in _widenings(asked):
            found = self._chosen(wider)
            if found.enough:
                return Evidence((), inside.confidence, reason, found.findings[0].quotes[0])
        return inside

    def _chosen(self, asked: Question, *, outside: bool = False) -> Evidence:
        hits = self._near(asked, self.search(asked, HITS * 2 if asked.near else HITS, outside=outside))[:HITS]
        times = Times.of(self.archive.catalogue, hits)
        enough = self.settings.confidence * (_OUTSIDE if outside else 1.0)
        return select(asked, hits, enough, times, self._reranker)

    @staticmethod
    def _near(asked: Question, hits: list[Hit]) -> list[Hit]:
        """Return hits with those of the articles that the talk is about brought forward."""
        if not asked.near:
            return hits
        lifted = [replace(hit, score=hit.score + NEAR) if hit.article.article_id in asked.near else hit for hit in hits]
        return sorted(lifted, key=lambda hit: (-hit.score, hit.passage_id))

    def translate(self, citation: Citation, language: Language) -> Translation:
        """Return a citation's quote in another language, made by the language model: an aid, never itself a citation.

        Raises:
            ModelError: no language model is set.
        """
        if self._generative is None:
            raise ModelError("no language model is set to translate with: set ISNAD_MODEL=provider:model")
        return self._generative.translate(citation, language)

    def translating(self, citation: Citation, language: Language) -> Generator[None, None, Translation]:
        """Do what `translate` does, and yield while waiting: closing this ends the request to the language model."""
        if self._generative is None:
            return self.translate(citation, language)
        return (yield from self._generative.translating(citation, language))

    def _answerer(self, request: Request) -> Answerer:
        """Return who writes: the language model if one is set, unless the request wants quotes only.

        Raises:
            ModelError: the request wants a language model and none is set.
        """
        if request.answerer == "llm" and self._generative is None:
            raise ModelError(
                "no language model is set: set ISNAD_MODEL=provider:model, or ask for --answerer extractive"
            )
        if request.answerer == "extractive" or self._generative is None:
            return self._extractive
        self.prepare()  # while the search goes on; no other command waits for it
        return self._generative

    def _condensed(
        self, whole: Whole, request: Request, conversation: Conversation | None, writer: Answerer
    ) -> Generator[Answer, None, Whole]:
        """Let a language model make a follow-up whole; window, places and outlets stay as the conversation has them.

        What is as whole without the talk before it («موضوع آخر: …») is no follow-up, and one that only moves the window
        («وماذا بعد ذلك؟») is the question before: a model could only add to them.
        """
        if conversation is None or not isinstance(writer, GenerativeAnswerer):
            return whole
        if whole.text in (whole.conversation.topic, self.resolve(request, Conversation()).text):
            return whole
        turns = [turn for turn in (conversation.topic, *conversation.trail, conversation.last) if turn]
        condensing = writer.condensing(request.question, list(dict.fromkeys(turns)))
        shown = Answer(request.question, language_of(request.question), finished=False, id=request.id)
        text = yield from growing.meanwhile(condensing, shown)
        return whole if text == request.question else replace(whole, text=text)

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
        if evidence.shortfall is Reason.WINDOW and nearest is not None:
            message = f"{message} {wording.widening(nearest.event, nearest.article.day, asked.language)}".strip()
        cited = None if nearest is None else Citation(1, nearest.article, nearest.span, nearest.event)
        refused = Refusal(evidence.shortfall, message, cited)
        return replace(begun, refusal=refused, finished=True, seconds=time.perf_counter() - started)


def _widenings(asked: Question) -> Iterator[tuple[Reason, Question]]:
    """Yield the question without one of the walls that hold it, and the reason that is given if it is then answered."""
    if asked.walled:
        yield Reason.WINDOW, replace(asked, window=None)
    if asked.outlets:
        yield Reason.OUTLET, replace(asked, outlets=())
    if asked.within:
        yield Reason.PLACE, replace(asked, within=())
