"""Gold files asked through the product, and through the baseline if it is wanted."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from assistant.answer import Assistant
from assistant.errors import IsnadError, UsageError
from assistant.evaluation.gold import Fault, GoldFile, objects, read, unsound
from assistant.evaluation.measures import Measure, Reply, Tally
from assistant.evaluation.naive import NaiveChoice
from assistant.evaluation.wanted import Texts
from assistant.question import Request
from index.archive import Progress
from index.catalogue import Catalogue
from index.errors import IsnadIndexError

_EVERY = 100
"""Lines after which progress is told."""


class Respondent(Protocol):
    """Whoever is measured."""

    @property
    def name(self) -> str:
        """How reports call it."""

    def replies(self, requests: Sequence[Request]) -> list[Reply]:
        """Answer requests that follow each other in one conversation, one reply for each."""


class Product:
    """The assistant as it is set up."""

    def __init__(self, assistant: Assistant) -> None:
        """Take the assistant that is asked."""
        self._assistant = assistant

    @property
    def name(self) -> str:
        """How reports call it."""
        return "isnad"

    def replies(self, requests: Sequence[Request]) -> list[Reply]:
        """Ask the assistant."""
        return [Reply.of(answer) for answer in self._assistant.converse(requests)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one respondent did: measures in the order of the gold file, seconds of all questions, what went wrong."""

    name: str
    measures: tuple[Measure, ...]
    questions: int
    seconds: float
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A gold file with its outcomes, the product's first; `notes` tell what is odd about the gold."""

    gold: GoldFile
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that went wrong."""
        return (*self.gold.faults, *(fault for outcome in self.outcomes for fault in outcome.faults))

    @property
    def answered(self) -> bool:
        """Whether any line was answered."""
        return any(len(outcome.faults) < len(self.gold.lines) for outcome in self.outcomes)


def evaluate(
    assistant: Assistant,
    paths: Sequence[str],
    *,
    corpora: Sequence[str] = (),
    today: date | None = None,
    baseline: bool = False,
    progress: Progress = lambda _: None,
) -> list[Evaluation]:
    """Ask every question of the gold files and measure the answers.

    Args:
        assistant: who is asked.
        paths: gold files.
        corpora: JSON Lines files of articles; citations are held against their texts instead of the archive's own.
        today: the asker's day for lines that name none.
        baseline: whether the naive choice of sentences is measured beside the product.
        progress: told what is going on.

    Raises:
        UsageError: a file cannot be read, the archive is empty, or it has none of the articles that the gold names.
        IndexMismatch: the index was made otherwise.
    """
    files = [read(path, today) for path in paths]
    catalogue = assistant.archive.catalogue
    if catalogue.empty():
        raise UsageError(
            f"the archive in {assistant.archive.home} is empty: `isnad ingest` the articles of the gold first"
        )
    texts = _of_files(corpora) if corpora else of_catalogue(catalogue)
    notes = [_notes(file, texts) for file in files]
    assistant.archive.check_searchable()
    respondents: list[Respondent] = [Product(assistant)]
    if baseline:
        respondents.append(NaiveChoice(assistant.archive))
    return [
        Evaluation(file, tuple(measured(one, file, texts, progress) for one in respondents), of_file)
        for file, of_file in zip(files, notes, strict=True)
    ]


def measured(respondent: Respondent, file: GoldFile, texts: Texts, progress: Progress = lambda _: None) -> Outcome:
    """Ask one respondent all questions of a gold file; a question that fails is a miss and a fault."""
    tally = Tally(texts)
    faults = []
    seconds = 0.0
    for number, line in enumerate(file.lines, start=1):
        started = time.perf_counter()
        try:
            replies = respondent.replies(line.requests)
        except (IsnadError, IsnadIndexError) as error:
            faults.append(Fault(line.id, f"{respondent.name} cannot answer {line.id}: {error}"))
            replies = [Reply()] * len(line.requests)
        seconds += time.perf_counter() - started
        tally.add(line, replies)
        if number % _EVERY == 0 or number == len(file.lines):
            progress(f"{file.path}: {respondent.name} was asked {number} of {len(file.lines)} lines")
    asked = sum(len(line.requests) for line in file.lines)
    return Outcome(respondent.name, tuple(tally.measures()), asked, seconds, tuple(faults))


def of_catalogue(catalogue: Catalogue) -> Texts:
    """Return the texts of an archive's articles; those used last are kept at hand."""

    @lru_cache(maxsize=4096)
    def text(article_id: str) -> str | None:
        keys = catalogue.article_keys([article_id])
        article = catalogue.articles(keys.values()).get(keys.get(article_id, -1))
        return None if article is None else article.text

    return text


def _of_files(paths: Sequence[str]) -> Callable[[str], str | None]:
    texts: dict[str, str] = {}
    for path in paths:
        for number, line in objects(path):
            try:
                article = json.loads(line)
                texts[str(article["id"])] = str(article["text"])
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise UsageError(f'line {number} of {path} is no article with "id" and "text" ({error!r})') from error
    return texts.get


def _notes(file: GoldFile, texts: Texts) -> tuple[str, ...]:
    missing, wrong = unsound(file.lines, texts)
    wanted = len({extract.article_id for line in file.lines for extract in line.extracts})
    if missing and len(missing) == wanted:
        raise UsageError(
            f"none of the {wanted} articles that {file.path} names is in the archive ({missing[0]!r} for one): "
            "`isnad ingest` them first, or name another --home"
        )
    notes = []
    if missing:
        notes.append(
            f"{file.path}: {len(missing)} of {wanted} gold articles are not in the archive, so they cannot be cited "
            f"({_some(missing)})"
        )
    if wrong:
        places = _some([f"{extract.article_id} {extract.span.start}-{extract.span.end}" for extract in wrong])
        notes.append(
            f"{file.path}: {len(wrong)} gold stretches do not read as their quote ({places}): "
            "offsets are code points of the article's text"
        )
    return tuple(notes)


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:3], *(["…"] if len(names) > 3 else [])])
