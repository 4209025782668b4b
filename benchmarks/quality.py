"""How well Isnad finds and quotes, beside LangChain's tutorial stack and a naive choice of sentences.

    python -m benchmarks.quality --corpus FILE… --qa FILE --news FILE [--home DIR] [--sample N] [--today D]

All three answer the same questions (gold files, docs/quality.md has the format) from the same articles with the same
encoder, in one run: Isnad as it is set up; the tutorial's stack (RecursiveCharacterTextSplitter 1000/200, Chroma as it
comes) with a naive choice of sentences from its best chunks; and that naive choice from the passages of Isnad whose
vectors are nearest. An archive is made of the corpus in a temporary folder, unless --home names one that holds it.

article: the first passage is of the right article. passage: one of the first k holds a gold stretch whole.
quote: one of the first k citations is right, as `isnad evaluate` counts. seconds: a whole answer, encoding included.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.answer import Assistant
from assistant.evaluation.gold import FALSE_PREMISE, UNANSWERABLE, GoldQuestion, objects, read
from assistant.evaluation.measures import Reply
from assistant.evaluation.naive import PASSAGES, Found, NaiveChoice, SentenceChoice
from assistant.evaluation.run import of_catalogue
from assistant.evaluation.wanted import Extract, Holds, Texts
from assistant.question import Request
from assistant.settings import Settings
from index.archive import Archive
from index.article import Span
from index.encoder import Encoder
from index.ingest import ingest

Questions = Mapping[str, Sequence[GoldQuestion]]
_ENCODED_TOGETHER = 256


class System(Protocol):
    """What is compared."""

    name: str

    def passages(self, request: Request) -> list[Extract]:
        """Return the passages found, best first."""

    def quotes(self, request: Request) -> list[Extract]:
        """Return the citations of an answer, best first."""


class Isnad:
    """The product as it is set up; a question that it refuses has no quotes."""

    name = "Isnad"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def passages(self, request: Request) -> list[Extract]:
        hits = self._assistant.search(self._assistant.understand(request), PASSAGES)
        return [Extract(hit.article.article_id, hit.passage.span) for hit in hits]

    def quotes(self, request: Request) -> list[Extract]:
        return list(Reply.of(self._assistant.answer(request)).cited)


class Naive:
    """The sentences of the passages of an archive whose vectors are nearest."""

    name = "naive choice"

    def __init__(self, archive: Archive) -> None:
        self._encoder = archive.encoder
        self._choice = NaiveChoice(archive)

    def passages(self, request: Request) -> list[Extract]:
        vector = self._encoder.encode_queries([request.question])[0]
        return [Extract(found.article_id, found.span) for found in self._choice.passages(vector)]

    def quotes(self, request: Request) -> list[Extract]:
        return list(self._choice.replies([request])[0].cited)


class Tutorial:
    """LangChain's tutorial: texts cut at 1000 characters with 200 of overlap, in a Chroma collection as it comes."""

    name = "LangChain tutorial"

    def __init__(self, folder: Path, encoder: Encoder, articles: Iterable[tuple[str, str]]) -> None:
        """Cut, encode and store the articles, (id, text) each."""
        self._encoder = encoder
        self._choice = SentenceChoice(encoder)
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        self._chunks: list[tuple[str, str, Span]] = []
        for article_id, text in articles:
            for document in splitter.create_documents([text]):
                start = int(document.metadata["start_index"])
                span = Span(start, start + len(document.page_content))
                if span.of(text) != document.page_content:
                    raise ValueError(f"{article_id}: the chunk at {start} is not what the article has there")
                self._chunks.append((article_id, text, span))
        client: Any = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
        self._collection = client.create_collection("tutorial", embedding_function=None)
        for at in range(0, len(self._chunks), _ENCODED_TOGETHER):
            batch = self._chunks[at : at + _ENCODED_TOGETHER]
            vectors = encoder.encode_passages([span.of(text) for _, text, span in batch])
            self._collection.add(ids=[str(number) for number in range(at, at + len(batch))], embeddings=vectors)
            say(f"{at + len(batch)} of {len(self._chunks)} chunks encoded")

    def passages(self, request: Request) -> list[Extract]:
        return [Extract(found.article_id, found.span) for found in self._found(self._vector(request))]

    def quotes(self, request: Request) -> list[Extract]:
        vector = self._vector(request)
        return self._choice.best(vector, self._found(vector))

    def _vector(self, request: Request) -> Any:  # noqa: ANN401 (an array; numpy is not imported for its name alone)
        return self._encoder.encode_queries([request.question])[0]

    def _found(self, vector: Any) -> list[Found]:  # noqa: ANN401
        found = self._collection.query(query_embeddings=[vector], n_results=PASSAGES, include=["distances"])
        return [
            Found(*self._chunks[int(name)], cosine=1 - float(distance) / 2)  # unit vectors, squared distance
            for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """Shares of the questions of a group that one system got right, and its seconds a question."""

    group: str
    system: str
    questions: int
    article: float
    passage: tuple[float, float]
    quote: tuple[float, float]
    seconds: float


def measure(system: System, group: str, questions: Sequence[GoldQuestion], texts: Texts) -> Row:
    """Ask a system all questions of a group."""
    rights: list[tuple[bool, ...]] = []
    seconds = 0.0
    for question in questions:
        passages = system.passages(question.request)
        started = time.perf_counter()
        quotes = system.quotes(question.request)
        seconds += time.perf_counter() - started
        articles = {gold.article_id for gold in question.extracts}
        held = [Holds(question.extracts).met_by(passage, texts) for passage in passages[:3]]
        right = [quote.true(texts) and question.wanted.met_by(quote, texts) for quote in quotes[:3]]
        of_right_article = bool(passages) and passages[0].article_id in articles
        rights.append((of_right_article, any(held[:1]), any(held), any(right[:1]), any(right)))
    shares = [sum(column) / len(questions) for column in zip(*rights, strict=True)]
    return Row(group, system.name, len(questions), shares[0], (shares[1], shares[2]), (shares[3], shares[4]),
               seconds / len(questions))  # fmt: skip


def grouped(qa: Path | None, news: Path | None, sample: int | None, today: date) -> Questions:
    """Return the questions that have an answer: of `qa` by the group in their ids, of `news` by language."""
    groups: dict[str, list[GoldQuestion]] = defaultdict(list)
    for path, name, day in ((qa, "", None), (news, "news-", today)):
        file = read(str(path), day) if path else None
        for line in file.lines if file else ():
            if isinstance(line, GoldQuestion) and line.kind not in (UNANSWERABLE, FALSE_PREMISE):
                groups[f"{name}{line.language}" if name else line.group or line.language].append(line)
    if not sample:
        return groups
    chance = random.Random(7)
    return {name: chance.sample(lines, min(sample, len(lines))) for name, lines in groups.items()}


def articles_of(paths: Iterable[Path]) -> dict[str, str]:
    """Return the texts of a corpus by id."""
    rows = (json.loads(line) for path in paths for _, line in objects(str(path)))
    return {row["id"]: row["text"] for row in rows}


def print_table(rows: Iterable[Row]) -> None:
    """Print the rows as a Markdown table."""
    print("| questions | | of | article@1 | passage@1 | @3 | quote@1 | @3 | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        shares = " | ".join(f"{share:.3f}" for share in (row.article, *row.passage, *row.quote))
        print(f"| {row.group} | {row.system} | {row.questions} | {shares} | {row.seconds:.3f} |")


def say(text: str) -> None:
    """Tell what is going on, beside the table."""
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Make what is needed, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="the articles, JSON Lines")
    parser.add_argument("--qa", type=Path, help="gold questions with short answers")
    parser.add_argument("--news", type=Path, help="gold questions with quotes")
    parser.add_argument("--home", help="an archive that holds the corpus and nothing else (default: one is made)")
    parser.add_argument(
        "--sample", type=int, help="ask so many questions of each group, chosen by chance but always alike"
    )
    parser.add_argument(
        "--today", type=date.fromisoformat, default=date(2018, 10, 31), help="the asker's day of --news"
    )
    options = parser.parse_args()
    questions = grouped(options.qa, options.news, options.sample, options.today)
    if not questions:
        sys.exit("nothing to ask: name gold files with --qa or --news")
    articles = articles_of(options.corpus)
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings.read(os.environ, home=options.home or f"{folder}/home"), say)
        archive = assistant.archive
        if not options.home:
            report = ingest(archive, [str(path) for path in options.corpus], progress=say)
            say(f"Isnad: {report.passages} passages of {report.articles} articles in {report.seconds:.0f} s")
        held = archive.catalogue.coverage().articles
        if held != len(articles):
            sys.exit(f"{archive.home} holds {held} articles, the corpus {len(articles)}: both must hold the same")
        archive.check_searchable()
        started = time.perf_counter()
        tutorial = Tutorial(Path(folder) / "tutorial", archive.encoder, articles.items())
        say(f"LangChain tutorial: cut, encoded and stored in {time.perf_counter() - started:.0f} s")
        systems: list[System] = [Isnad(assistant), tutorial, Naive(archive)]
        texts = of_catalogue(archive.catalogue)
        rows = []
        for group, lines in questions.items():
            for system in systems:
                rows.append(measure(system, group, lines, texts))
                say(f"{group}: {system.name} was asked {len(lines)} questions")
        print_table(rows)
        archive.close()


if __name__ == "__main__":
    main()
