"""The tables of places, read once and turned into look-ups by first Arabic word and by Latin key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from index.arabic import fold_text
from index.places.latin import exact_key, key_words, loose_key
from index.places.nationality import arabic_forms, english_forms
from index.places.place import Kind, Place

FREE, PLACED, NAMED = 0, 1, 2
"""How much a name needs before it: nothing; a preposition or noun of place; a word like «مدينة»."""

SHORTEST_LOOSE_KEY = 5
_GUARDS = {"~": PLACED, "!": NAMED}
_SLUG = re.compile("[^a-z0-9]+")
_HYPHENS = re.compile("[ -]+")
_FOLDER = Path(__file__).parent
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may mean.

    A `common` name is a place only when capitalised inside a sentence. `article` letters of an adjective's form are
    its article («السوري»: 2, «ألماني»: 0).
    """

    place: Place
    guard: int = FREE
    adjective: bool = False
    common: bool = False
    article: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling, in folded words or as one Latin key, and its senses, likeliest first; a decoy has none."""

    words: tuple[str, ...]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places and the ways to find them.

    `arabic`: names by their first folded word, longest first. `latin`: by `exact_key`. `compound`: the Latin keys of
    several words. `loose`: by `loose_key`, where only one place has it. `cased`: by the very letters without stops
    ("US"). `spellings`: folded, by place id.
    """

    places: dict[str, Place]
    arabic: dict[str, tuple[Name, ...]]
    latin: dict[str, Name]
    loose: dict[str, Name]
    compound: frozenset[str]
    cased: dict[str, Name]
    spellings: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Draft:
    """The gazetteer while the tables are read, in their order: what comes first is the likelier sense."""

    places: dict[str, Place] = field(default_factory=dict)
    arabic: dict[tuple[str, ...], list[Sense]] = field(default_factory=dict)
    latin: dict[str, list[Sense]] = field(default_factory=dict)
    compound: set[str] = field(default_factory=set)
    cased: dict[str, list[Sense]] = field(default_factory=dict)
    loose: dict[str, list[Sense]] = field(default_factory=dict)
    spellings: dict[str, list[str]] = field(default_factory=dict)
    towns: dict[tuple[tuple[str, ...], str], Place] = field(default_factory=dict)

    def add(self, place: Place) -> None:
        self.places[place.id] = place
        self.spellings[place.id] = []

    def put_arabic(self, form: str, sense: Sense) -> None:
        words = _words(form)
        _put(self.arabic, words, sense)
        joined = "".join(words)
        if len(words) > 1 and len(joined) >= 6 and not sense.adjective:
            _put(self.arabic, (joined,), sense)
        if not sense.adjective:
            self.towns.setdefault((words, sense.place.country), sense.place)
            self.spellings[sense.place.id].append(" ".join(words))

    def put_latin(self, form: str, sense: Sense, *, loosely: bool) -> None:
        words = key_words(form)
        key = "".join(words)
        if not key:
            return
        _put(self.latin, key, sense)
        if len(words) > 1:
            self.compound.add(key)
        if loosely and len(loose := loose_key(key)) >= SHORTEST_LOOSE_KEY:
            _put(self.loose, loose, sense)
        if not sense.adjective:
            self.spellings[sense.place.id].append(fold_text(form))

    def finished(self, decoys: list[str]) -> Gazetteer:
        for decoy in decoys:
            if re.search("[A-Za-z]", decoy):
                self.latin[exact_key(decoy)] = []
                self.compound.add(exact_key(decoy))
            else:
                self.arabic[_words(decoy)] = []
        by_first: dict[str, list[Name]] = {}
        for words, senses in self.arabic.items():
            by_first.setdefault(words[0], []).append(Name(words, tuple(senses)))
        return Gazetteer(
            self.places,
            {first: tuple(sorted(names, key=lambda n: -len(n.words))) for first, names in by_first.items()},
            {key: Name((key,), tuple(senses)) for key, senses in self.latin.items()},
            {
                key: Name((key,), tuple(senses))
                for key, senses in self.loose.items()
                if len({sense.place.id for sense in senses}) == 1
            },
            frozenset(self.compound),
            {key: Name((key,), tuple(senses)) for key, senses in self.cased.items()},
            {place: tuple(dict.fromkeys(forms)) for place, forms in self.spellings.items()},
        )


def _put(table: dict[_Key, list[Sense]], key: _Key, sense: Sense) -> None:
    senses = table.setdefault(key, [])
    if all((known.place, known.adjective) != (sense.place, sense.adjective) for known in senses):
        senses.append(sense)


def _words(form: str) -> tuple[str, ...]:
    return tuple(_HYPHENS.split(re.sub("[()]", "", fold_text(form)).strip()))


def _lines(table: str) -> Iterator[list[str]]:
    for line in (_FOLDER / table).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def _forms(cell: str) -> list[str]:
    return [form for form in cell.split(" / ") if form]


def _bare(form: str) -> str:
    return form.lstrip("~!=")


def _put_latin(draft: _Draft, form: str, place: Place, *, adjective: bool = False) -> None:
    if form.startswith("="):
        _put(draft.cased, form[1:].replace(".", ""), Sense(place, adjective=adjective))
        return
    common = form.startswith("~")
    draft.put_latin(_bare(form), Sense(place, adjective=adjective, common=common), loosely=not common and not adjective)


def _read_countries(draft: _Draft) -> None:
    for code, arabic, english, nisba, peoples in _lines("countries.psv"):
        names, latin = _forms(arabic), _forms(english)
        place = Place(code, _bare(names[0]), _bare(latin[0]), "country", code)
        draft.add(place)
        for form in names:
            draft.put_arabic(_bare(form), Sense(place, _GUARDS.get(form[0], FREE)))
        for form in latin:
            _put_latin(draft, form, place)
        for stem in _forms(nisba):
            for form, article in arabic_forms(stem):
                draft.put_arabic(form, Sense(place, adjective=True, article=article))
        for people in _forms(peoples):
            for form in english_forms(people):
                _put_latin(draft, form, place, adjective=True)


def _read_curated(draft: _Draft) -> list[str]:
    decoys: list[str] = []
    for country, kind, arabic, english, *within in _lines("curated.psv"):
        names, latin = _forms(arabic), _forms(english)
        if kind == "-":
            decoys += names + latin
            continue
        shown = _bare(latin[0])
        slug = "-".join(filter(None, [country.lower(), _SLUG.sub("-", fold_text(shown)).strip("-")]))
        place = Place(slug, _bare(names[0]), shown, cast("Kind", kind), country, *within)
        draft.add(place)
        for form in names:
            draft.put_arabic(_bare(form), Sense(place, _GUARDS.get(form[0], FREE)))
        for form in latin:
            _put_latin(draft, form, place)
    return decoys


def _read_cities(draft: _Draft) -> None:
    for number, country, _, arabic, english in _lines("cities.psv"):
        names, latin = _forms(arabic), _forms(english)
        known = next((draft.towns[key] for form in names if (key := (_words(form), country)) in draft.towns), None)
        place = known or Place(f"geonames-{number}", names[0], latin[0], "city", country)
        if known is None:
            draft.add(place)
        for form in names:
            if not _taken(draft.arabic.get(_words(form), []), country):
                draft.put_arabic(form, Sense(place, PLACED))
        for form in latin:
            if not _taken(draft.latin.get(exact_key(form), []), country):
                draft.put_latin(form, Sense(place, PLACED, common=True), loosely=False)


def _taken(senses: list[Sense], country: str) -> bool:
    """Whether a country or a curated place of another country has the name: nobody means Barcelona in Venezuela."""
    return any(not s.place.id.startswith("geonames-") and s.place.country != country for s in senses)


@cache
def gazetteer() -> Gazetteer:
    """Read the tables (some 60 ms) and keep the result."""
    draft = _Draft()
    _read_countries(draft)
    decoys = _read_curated(draft)
    _read_cities(draft)
    return draft.finished(decoys)
