"""From an Arabic word as it stands in an article back to dictionary forms: particles, article and endings taken off."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from index.arabic import fold_text

_SHORTEST = 3
"""Letters that must remain where something is taken off."""
_PREFIXES = ("", *"و ف ب ك ل ال لل وب ول وك فل فب وال فال بال كال ولل فلل وبال وكال".split())
_SUFFIXES = ("", *"ا ه ت ي ك ها هم نا ان ين ون ات وا تا يه هما اتها اتهم اته".split())
_TURNED = {"ه": "ات ته تي تان تين تها تهم تنا اته اتها اتهم".split(), "ي": "يه يا يين يون يات".split()}
"""Endings under which a word had another: «جائزته» was «جائزة», «رسمية» was «رسمي»."""
_PRESENT = re.compile("^(?:[وفلس])?[يتن](?=...)")
_PRESENT_ENDINGS = ("", "ون", "ان", "وا", "ها", "هم", "ه")


@dataclass(frozen=True, slots=True)
class English:
    """English dictionary forms by folded Arabic form: of every part of speech, and of verbs alone."""

    all: dict[str, frozenset[str]]
    verbs: dict[str, frozenset[str]]


def english_by_arabic(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> English:
    """Turn rows of (English, part of speech, Arabic words) round."""
    every: dict[str, set[str]] = {}
    verbs: dict[str, set[str]] = {}
    for english, kind, arabic in rows:
        for written in arabic:
            form = fold_text(written)
            for key in {form, form.removeprefix("ال")} if len(form) > _SHORTEST + 2 else {form}:
                every.setdefault(key, set()).add(english)
                if kind == "v":
                    verbs.setdefault(key, set()).add(english)
    return English(_frozen(every), _frozen(verbs))


def stripped(word: str) -> Iterator[tuple[str, bool]]:
    """Give the folded forms that a word may come from, fewest letters taken off first; true: as a verb's present tense.

    «والجائزة» -> «والجايزه», …, «جايزه»; «يقتلون» -> …, («قتل», True).
    """
    folded = fold_text(word).strip()
    yield folded, False
    ways = sorted(
        (
            (len(prefix) + len(old) - len(new), len(old), prefix, old, new)
            for prefix in _PREFIXES
            if folded.startswith(prefix)
            for old, new in _endings()
            if folded.endswith(old)
        ),
    )
    for _, _, prefix, old, new in ways:
        form = folded[len(prefix) : len(folded) - len(old)] + new
        if (prefix or old) and len(form) >= _SHORTEST:
            yield form, False
    if present := _PRESENT.match(folded):
        rest = folded[present.end() :]
        for ending in _PRESENT_ENDINGS:
            if rest.endswith(ending) and len(stem := rest[: len(rest) - len(ending)]) >= _SHORTEST - 1:
                yield "ا" + stem, True
                yield stem, True


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Endings as they stand and what stood there before."""
    turned = [(ending, before) for before, endings in _TURNED.items() for ending in endings]
    return (*((ending, "") for ending in _SUFFIXES), *turned)


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {form: frozenset(english) for form, english in table.items()}
