"""The tables of places, read once and turned into look-ups by first Arabic word and by Latin key."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import cast

from index.arabic import fold_text
from index.places.latin import exact_key, loose_key
from index.places.place import Kind, Place

FREE, PLACED, NAMED = 0, 1, 2
"""How much a name needs before it: nothing; a preposition or noun of place; a word like «مدينة»."""

SHORTEST_LOOSE_KEY = 4
_GUARDS = {"~": PLACED, "!": NAMED}
_SLUG = re.compile("[^a-z0-9]+")
_SEPARATOR = re.compile(r"\s*/\s*")
_HYPHENS = re.compile("[ -]+")


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling: what it may mean, best guess first, and what it needs around it. No places: a decoy."""

    words: tuple[str, ...]
    places: tuple[Place, ...]
    guard: int = FREE
    adjective: bool = False


@dataclass(slots=True)
class Gazetteer:
    """All places and their names.

    `arabic` gives the names by their first folded word, longest first; `latin` by `exact_key`, `loose` by `loose_key`
    (only where one place has it), `cased` by the very letters ("US").
    """

    places: dict[str, Place] = field(default_factory=dict)
    arabic: dict[str, list[Name]] = field(default_factory=dict)
    latin: dict[str, Name] = field(default_factory=dict)
    loose: dict[str, Name] = field(default_factory=dict)
    cased: dict[str, Name] = field(default_factory=dict)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Draft:
    """Names while they are being collected: (words or key) -> places, guard, adjective. The first guard stays."""

    places: dict[str, Place] = field(default_factory=dict)
    arabic: dict[tuple[str, ...], tuple[list[Place], int, bool]] = field(default_factory=dict)
    latin: dict[str, tuple[list[Place], int, bool]] = field(default_factory=dict)
    cased: dict[str, Place] = field(default_factory=dict)
    loose: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    spellings: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def add_arabic(self, form: str, place: Place | None, guard: int = FREE, *, adjective: bool = False) -> None:
        words = tuple(_HYPHENS.split(fold_text(form).strip()))
        self._put(self.arabic, words, place, guard, adjective)
        joined = "".join(words)
        if len(words) > 1 and place is not None and not adjective and len(joined) >= 6:
            self._put(self.arabic, (joined,), place, guard, adjective)
        if place is not None and not adjective:
            self.spellings[place.id].setdefault(" ".join(words))

    def add_latin(self, form: str, place: Place | None, guard: int = FREE, *, adjective: bool = False) -> None:
        key = exact_key(form)
        if not key:
            return
        self._put(self.latin, key, place, guard, adjective)
        if place is not None and not adjective:
            self.spellings[place.id].setdefault(fold_text(form))

    def add_loose(self, form: str, place: Place) -> None:
        key = loose_key(exact_key(form))
        if len(key) >= SHORTEST_LOOSE_KEY:
            self.loose[key].add(place.id)

    @staticmethod
    def _put[K](
        table: dict[K, tuple[list[Place], int, bool]], key: K, place: Place | None, guard: int, adjective: bool
    ) -> None:
        places, kept_guard, kept_adjective = table.setdefault(key, ([], guard, adjective))
        if place is None:
            places.clear()
        elif place not in places and (adjective == kept_adjective or not places):
            places.append(place)
            if guard < kept_guard:
                table[key] = (places, guard, kept_adjective)
