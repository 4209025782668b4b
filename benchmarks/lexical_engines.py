"""Which engine for the lexical leg: SQLite FTS5, tantivy or bm25s, over the same character grams.

    python benchmarks/lexical_engines.py articles.jsonl[.gz] questions.jsonl [--passages 5500 60000] [--questions 200]

Articles have a `text`, questions a `question`; only Arabic questions count, since this leg is for them. Each engine
indexes the first N passages and gives the best 100 for each question: one line a figure, times as median and slowest.
`late` is the time that 64 more passages take to become findable, which is what an ingest does again and again.
"""

import argparse
import gzip
import itertools
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Protocol, TypeVar

import bm25s
import tantivy

from index.arabic import grams, has_arabic
from index.passages import split

Result = TypeVar("Result")
BEST = 100
LATE = 64


class Engine(Protocol):
    """Holds passages as lists of grams, numbered from 0 in the order they come, and finds the best for a question."""

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        """Put in passages, so that the next question finds them."""

    def best(self, terms: Sequence[str]) -> list[int]:
        """Return the numbers of the best passages."""


class Fts5:
    """SQLite's own. `detail=full` is the one that gives real BM25 scores: without it term frequencies are lost."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts.sqlite")
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute(
            "create virtual table passages using fts5"
            "(grams, content = '', detail = full, tokenize = \"unicode61 remove_diacritics 0\")"
        )
        self._held = 0

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        rows = ((self._held + at, " ".join(terms)) for at, terms in enumerate(passages, 1))
        with self._connection:
            self._connection.executemany("insert into passages (rowid, grams) values (?, ?)", rows)
        self._held += len(passages)

    def best(self, terms: Sequence[str]) -> list[int]:
        wanted = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        query = "select rowid from passages where passages match ? order by rank limit ?"
        return [row - 1 for (row,) in self._connection.execute(query, (wanted, BEST))]


class Tantivy:
    """As `index.lexical` uses it: one writer, one thread."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True)
        builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        (folder / "tantivy").mkdir()
        self._index = tantivy.Index(self._schema, path=str(folder / "tantivy"))
        self._held = 0

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        writer = self._index.writer(64_000_000, 1)
        for number, terms in enumerate(passages, self._held):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("grams", " ".join(terms))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._held += len(passages)

    def best(self, terms: Sequence[str]) -> list[int]:
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "grams", term, "freq"))
            for term in dict.fromkeys(terms)
        ]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(should), BEST).hits
        return [int(searcher.doc(address)["number"][0]) for _, address in hits]


class Bm25s:
    """Scores worked out beforehand and kept as sparse columns; to add is to begin again."""

    def __init__(self, _: Path) -> None:
        self._passages: list[Sequence[str]] = []
        self._index = bm25s.BM25()

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        self._passages += passages
        self._index = bm25s.BM25()
        self._index.index([list(terms) for terms in self._passages], show_progress=False)

    def best(self, terms: Sequence[str]) -> list[int]:
        found, _ = self._index.retrieve([list(dict.fromkeys(terms))], k=BEST, show_progress=False)
        return [int(number) for number in found[0]]


ENGINES: dict[str, Callable[[Path], Engine]] = {"fts5": Fts5, "tantivy": Tantivy, "bm25s": Bm25s}


def _opened(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def passages_of(path: Path) -> Iterator[list[str]]:
    """Give the grams of each passage of the articles."""
    with _opened(path) as lines:
        for line in lines:
            text = json.loads(line)["text"]
            for passage in split(text):
                yield grams(passage.span.of(text))


def questions_of(path: Path, number: int) -> list[list[str]]:
    """Give the grams of the first Arabic questions."""
    with _opened(path) as lines:
        asked = (json.loads(line)["question"] for line in lines)
        return [grams(question) for question in itertools.islice(filter(has_arabic, asked), number)]


def timed(action: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = action()
    return time.perf_counter() - started, result


def measure(name: str, passages: Sequence[list[str]], questions: Sequence[list[str]]) -> list[list[int]]:
    """Print the figures of one engine and return what it found for each question."""
    with tempfile.TemporaryDirectory() as folder:
        engine = ENGINES[name](Path(folder))
        build, _ = timed(lambda: engine.add(passages))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        engine.best(questions[0])  # the first one warms up
        asked = [timed(partial(engine.best, terms)) for terms in questions]
        late, _ = timed(lambda: engine.add(passages[:LATE]))
    times = sorted(1000 * seconds for seconds, _ in asked)
    print(
        f"{len(passages):>7} passages  {name:<8} build {build:6.1f} s  question {statistics.median(times):7.2f} ms"
        f" (slowest {times[-1]:7.2f})  late {late:6.2f} s  on disk {size / 1e6:6.1f} MB"
    )
    return [found for _, found in asked]


def agreement(one: Sequence[list[int]], other: Sequence[list[int]]) -> float:
    """The share of the best ten that two engines have in common, over all questions."""
    return statistics.mean(len({*a[:10]} & {*b[:10]}) / 10 for a, b in zip(one, other, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure lexical engines over character grams.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions_file", type=Path, metavar="questions")
    parser.add_argument("--passages", type=int, nargs="+", default=[5500, 60000])
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    options = parser.parse_args()
    questions = questions_of(options.questions_file, options.questions)
    if not questions:
        sys.exit(f"{options.questions_file} has no Arabic questions")
    passages = list(itertools.islice(passages_of(options.articles), max(options.passages)))
    for number in sorted({min(wanted, len(passages)) for wanted in options.passages}):
        found = {name: measure(name, passages[:number], questions) for name in options.engines}
        for one, other in itertools.combinations(found, 2):
            share = agreement(found[one], found[other])
            print(f"{number:>7} passages  {one} and {other} share {share:.2f} of the best ten")


if __name__ == "__main__":
    main()
