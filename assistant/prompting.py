"""Prompts: files of `prompts/`, checked when they are loaded, filled with values that cannot break out of their place.

A file is named task.language.txt and has two parts, `[system]` and `[user]`; `$name` marks a place to fill, in the
second part only: what comes from people and articles never becomes a rule.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from string import Template

from assistant.errors import PromptError
from assistant.evidence import Quote
from assistant.statement import Language

_PARTS = re.compile(r"\A\[system\]\n(?P<system>.+?)\n\[user\]\n(?P<user>.+?)\n?\Z", re.DOTALL)
_LONGEST_LABEL = 60
_LONGEST_TEXT = 1000
_FENCES = str.maketrans("⟦⟧[]【】［］〔〕<>", "()()()()()‹›")
_CONTROLS = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""What is not seen: controls, zero-width and direction marks, fillers, variation selectors, tag characters."""


class Task(StrEnum):
    """What a language model is asked to do."""

    ANSWER = "answer"
    CONDENSE = "condense"
    TRANSLATE = "translate"
    TIMELINE = "timeline"


_PLACES: Mapping[Task, frozenset[str]] = {
    Task.ANSWER: frozenset(("today", "evidence", "question")),
    Task.CONDENSE: frozenset(("turns", "question")),
    Task.TRANSLATE: frozenset(("quote",)),
    Task.TIMELINE: frozenset(("evidence", "question")),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent to a model: the rules and what they are to be applied to."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt with places to fill."""

    system: str
    user: Template

    def filled(self, **values: str) -> Prompt:
        """Return the prompt with all its places filled; `$` in a value stays a `$`."""
        return Prompt(self.system, self.user.substitute(values))


def load(task: Task, language: Language) -> PromptTemplate:
    """Return the prompt of a task in a language.

    Raises:
        PromptError: any prompt file is missing, has not the two parts, or misses a place or has one too many. All
            faults of all files are named at once.
    """
    return _loaded()[task, language]


@cache
def _loaded() -> dict[tuple[Task, Language], PromptTemplate]:
    folder = resources.files("prompts")
    texts = {
        f"{task}.{language}.txt": file.read_text(encoding="utf-8") if file.is_file() else None
        for task in Task
        for language in ("ar", "en")
        for file in (folder.joinpath(f"{task}.{language}.txt"),)
    }
    return checked(texts)


def checked(texts: Mapping[str, str | None]) -> dict[tuple[Task, Language], PromptTemplate]:
    """Return the templates of prompt files given as name -> text (None for a missing file).

    Raises:
        PromptError: as `load` does.
    """
    faults: list[str] = []
    templates: dict[tuple[Task, Language], PromptTemplate] = {}
    languages: tuple[Language, ...] = ("ar", "en")
    for task in Task:
        for language in languages:
            name = f"{task}.{language}.txt"
            template = _template(name, texts.get(name), _PLACES[task], faults)
            if template is not None:
                templates[task, language] = template
    if faults:
        raise PromptError("prompts/ cannot be used: " + "; ".join(faults))
    return templates


def _template(name: str, text: str | None, places: frozenset[str], faults: list[str]) -> PromptTemplate | None:
    if text is None:
        faults.append(f"{name} is missing")
        return None
    parts = _PARTS.match(text)
    if parts is None:
        faults.append(f"{name} must have a part [system] and then a part [user], each on its own line")
        return None
    user = Template(parts["user"])
    if not user.is_valid() or Template(parts["system"]).get_identifiers():
        faults.append(f"{name} has a $ that is no place to fill, or a place outside [user]")
        return None
    found = frozenset(user.get_identifiers())
    for verb, names in (("misses", places - found), ("has one place too many:", found - places)):
        if names:
            faults.append(f"{name} {verb} {', '.join('$' + place for place in sorted(names))}")
    return PromptTemplate(parts["system"].strip(), user)


def as_data(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Return a copy of `text` for a prompt: one line that cannot close its fence, forge a citation or hide anything.

    Fence marks, brackets and angle brackets become other ones («[1]» is shown as «(1)», "<|im_end|>" as "‹|im_end|›");
    zero-width, direction and tag characters vanish, line ends become spaces. The article itself stays untouched.
    """
    visible = _CONTROLS.sub(lambda found: " " if found.group() in "\n\r\t\u2028\u2029\u0085" else "", text)
    plain = " ".join(visible.translate(_FENCES).split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def evidence_lines(quotes: tuple[Quote, ...] | list[Quote]) -> str:
    """Return numbered evidence: one line for each quote with its outlet and day, its text fenced as data.

    «[1] الضفاف, 2024-05-15: ⟦…⟧». A quote whose event is known shows the day of the event too.
    """
    return "\n".join(f"[{n}] {_label(quote)}: ⟦{as_data(quote.text)}⟧" for n, quote in enumerate(quotes, start=1))


def _label(quote: Quote) -> str:
    article, event = quote.article, quote.event
    parts = [as_data(article.source, _LONGEST_LABEL).replace(":", " ") or "?"]
    if article.day is not None:
        parts.append(article.day.isoformat())
    if event is not None and not event.reported and event.first != article.day:
        last = "" if event.first == event.last else f"–{event.last.isoformat()}"
        parts.append(f"event {event.first.isoformat()}{last}")
    return ", ".join(parts)
