"""Gold files: questions with what a right answer cites, one JSON object a line (docs/quality.md has the format)."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

from assistant import batch
from assistant.errors import UsageError
from assistant.evaluation.matching import Alternatives
from assistant.evaluation.wanted import Extract, Holds, Supports, Texts, Wanted
from assistant.question import Request, language_of
from assistant.statement import Language
from assistant.window import Window
from index.article import Span

UNANSWERABLE, FALSE_PREMISE, CONFLICT = "unanswerable", "false_premise", "conflict"
"""Kinds that are measured in a way of their own; any other kind is a group of questions."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and its right answer. `group` is the id up to its first hyphen with the language, or empty."""

    id: str
    request: Request
    language: Language
    wanted: Wanted
    group: str = ""
    kind: str = ""
    window: Window | None = None
    sides: tuple[Alternatives, ...] = ()

    @property
    def requests(self) -> tuple[Request, ...]:
        """What is asked, in one conversation."""
        return (self.request,)

    @property
    def extracts(self) -> tuple[Extract, ...]:
        """All right stretches named."""
        return self.wanted.extracts


@dataclass(frozen=True, slots=True)
class GoldTurn:
    """A turn of a dialogue; `wanted` is None where it must be refused."""

    request: Request
    wanted: Wanted | None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class GoldDialogue:
    """Turns that follow each other in one conversation."""

    id: str
    turns: tuple[GoldTurn, ...]

    @property
    def requests(self) -> tuple[Request, ...]:
        """What is asked, in one conversation."""
        return tuple(turn.request for turn in self.turns)

    @property
    def extracts(self) -> tuple[Extract, ...]:
        """All right stretches named."""
        return tuple(extract for turn in self.turns if turn.wanted for extract in turn.wanted.extracts)


Gold = GoldQuestion | GoldDialogue


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read, or a question that could not be asked."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A gold file, read: its questions and dialogues in order, and the lines that are none."""

    path: str
    lines: tuple[Gold, ...]
    faults: tuple[Fault, ...]


def read(path: str, today: date | None = None) -> GoldFile:
    """Read a gold file.

    Args:
        path: a JSON Lines file in UTF-8.
        today: the asker's day for lines that name none.

    Raises:
        UsageError: the file cannot be read at all, or holds nothing.
    """
    lines: list[Gold] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, text in objects(path):
        name = ""
        try:
            line = json.loads(text)
            if not isinstance(line, dict):
                raise UsageError("it is no JSON object: write one object a line")
            name = "" if line.get("id") is None else str(line["id"])
            if not name or name in seen:
                raise UsageError(f'"id" is {line.get("id")!r}: every line needs an id of its own')
            seen.add(name)
            lines.append(_dialogue(name, line, today) if "turns" in line else _question(name, line, today))
        except json.JSONDecodeError as error:
            faults.append(Fault(name, f"line {number} of {path} is no JSON: {error}"))
        except UsageError as error:
            faults.append(Fault(name, f"line {number} of {path}: {error}"))
    if not lines and not faults:
        raise UsageError(f"{path} holds no question: write one JSON object a line, as docs/quality.md shows")
    return GoldFile(path, tuple(lines), tuple(faults))


def objects(path: str) -> Iterator[tuple[int, str]]:
    """Give the number and the text of every line of a JSON Lines file that is not empty.

    Raises:
        UsageError: the file cannot be read.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as UTF-8 JSON Lines ({error})") from error
    return ((at, line) for at, line in enumerate(text.split("\n"), start=1) if line.strip())


def _question(name: str, line: Mapping[str, Any], today: date | None) -> GoldQuestion:
    request = _request(line, today, batch.text_of(line, "question"))
    language = line.get("lang") or language_of(request.question)
    if language not in get_args(Language):
        raise UsageError(f'"lang" is {language!r}: it must be one of {", ".join(get_args(Language))}')
    kind = line.get("kind") or ""
    if not isinstance(kind, str):
        raise UsageError(f'"kind" is {kind!r}: it must be a text')
    wanted = _wanted(line)
    if wanted is None and kind not in (UNANSWERABLE, FALSE_PREMISE):
        raise UsageError(
            f'nothing tells what a right answer cites: give "article_id" and "answers", or "gold", or "also_ok" and '
            f'"must_match", or say that it is of the kind "{UNANSWERABLE}"'
        )
    sides = tuple(_each(line, "sides", _alternatives))
    if kind == CONFLICT and len(sides) < 2:
        raise UsageError(f'"sides" is {line.get("sides")!r}: a question of the kind "{CONFLICT}" has two sides or more')
    prefix, hyphen, _ = name.partition("-")
    group = f"{prefix}-{language}" if hyphen else ""
    return GoldQuestion(name, request, language, wanted or Supports(()), group, kind, _window(line), sides)


def _dialogue(name: str, line: Mapping[str, Any], today: date | None) -> GoldDialogue:
    asked = _request(line, today, "")
    turns = tuple(_each(line, "turns", lambda turn: _turn(turn, asked)))
    if not turns:
        raise UsageError('"turns" is empty: a dialogue has one turn or more')
    return GoldDialogue(name, turns)


def _turn(turn: object, asked: Request) -> GoldTurn:
    if not isinstance(turn, dict) or not isinstance(turn.get("expects"), dict):
        raise UsageError(f'a turn is {turn!r}: it has "user", what is asked, and "expects", an object')
    expects = turn["expects"]
    wanted = None if expects.get("refuse") else _wanted(expects)
    if wanted is None and not expects.get("refuse"):
        raise UsageError(
            f'the turn {turn.get("user")!r} expects nothing: give "gold", or "also_ok" and "must_match", '
            'or "refuse": true'
        )
    return GoldTurn(replace(asked, question=batch.text_of(turn, "user")), wanted, _window(expects))


def _request(line: Mapping[str, Any], today: date | None, question: str) -> Request:
    first, last = batch.day_of(line, "from"), batch.day_of(line, "to")
    if first and last and first > last:
        raise UsageError(f'"from" is {first}, after "to", {last}: exchange them')
    return Request(question, first, last, batch.texts_of(line, "sources"), batch.day_of(line, "today") or today)


def _wanted(line: Mapping[str, Any]) -> Wanted | None:
    """Return what a right answer cites; None where the line does not tell."""
    if line.get("answers") is not None:
        article_id = batch.text_of(line, "article_id")
        answers = tuple(_each(line, "answers", lambda answer: _extract(answer, article_id, "text")))
        return Holds(answers) if answers else None
    gold = tuple(_each(line, "gold", lambda quote: _extract(quote, None, "quote")))
    also_ok = batch.texts_of(line, "also_ok")
    must_match = _alternatives(line.get("must_match") or [])
    return Supports(gold, also_ok, must_match) if gold or (also_ok and must_match) else None


def _extract(said: object, article_id: str | None, key: str) -> Extract:
    if not isinstance(said, dict):
        raise UsageError(f'{said!r} is no stretch of an article: write {{"start": …, "end": …}}')
    start, end = said.get("start"), said.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise UsageError(f'"start" is {start!r} and "end" {end!r}: write code points of the text, 0 <= start < end')
    quote = batch.text_of(said, key) if said.get(key) is not None else None
    return Extract(article_id or batch.text_of(said, "article_id"), Span(start, end), quote)


def _each(line: Mapping[str, Any], key: str, read_one: Callable[[object], T]) -> Iterator[T]:
    found = line.get(key)
    if found is not None and not isinstance(found, list):
        raise UsageError(f'"{key}" is {found!r}: it must be a list')
    return (read_one(one) for one in found or [])


def _alternatives(found: object) -> Alternatives:
    if not isinstance(found, list) or not all(_is_parts(parts) for parts in found):
        raise UsageError(
            f'{found!r} does not tell what must match: write lists of texts, [["27 مدنيا"], ["27", "قتيلا"]]'
        )
    return tuple(tuple(parts) for parts in found)


def _is_parts(parts: object) -> bool:
    return isinstance(parts, list) and bool(parts) and all(isinstance(part, str) and part for part in parts)


def _window(line: Mapping[str, Any]) -> Window | None:
    found = line.get("window")
    if not found:
        return None
    if not isinstance(found, dict) or not (found.get("from") or found.get("to")):
        raise UsageError(f'"window" is {found!r}: write {{"from": "YYYY-MM-DD", "to": "YYYY-MM-DD"}}')
    return Window(batch.day_of(found, "from"), batch.day_of(found, "to"))


def unsound(lines: Sequence[Gold], texts: Texts) -> tuple[list[str], list[Extract]]:
    """Return the ids of gold articles that there are no texts of, and the extracts that do not read as their quote."""
    extracts = [extract for line in lines for extract in line.extracts]
    missing = sorted({extract.article_id for extract in extracts if texts(extract.article_id) is None})
    wrong = [
        extract
        for extract in extracts
        if extract.article_id not in missing and extract.quote is not None and not extract.true(texts)
    ]
    return missing, wrong
