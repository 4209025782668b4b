"""Years, alone and behind a date or a month, in both languages."""

from dataclasses import dataclass

from index.times.line import Line
from index.times.meanings import Offset, Same, Year, YearOf
from index.times.numbers import spelled_year
from index.times.phrase import Phrase
from index.times.traps import counts_things
from index.times.vocabulary import Unit

DASHES = ("-", "–", "—", "−", "‐", "‑")
COMMAS = ("،", ",")
FIRST_YEAR, LAST_YEAR = 1700, 2099


@dataclass(frozen=True, slots=True)
class Tail:
    """The year after a date or month, and the token after it."""

    year: YearOf
    stop: int


def year_after(line: Line, at: int, hijri: bool = False) -> Tail | None:
    """Read the year that follows a date: «2018», «من عام 2018», «العام الماضي», «، 2018», "of last year"."""
    dashed = line.key(at) in DASHES and len(line.raw(at + 1)) == 4 and not line.cluster(at + 1)
    comma = line.key(at) in COMMAS or dashed
    at += comma
    linked = at
    if line.has(at, "of") or (line.has(at, "in") and line.has(at + 1, "unit")):
        linked = at + 1
    if not comma:
        relative = relative_year(line, linked)
        if relative:
            return relative
    named = year(line, linked, hijri) if comma or linked > at else _year_said(line, linked, hijri)
    if named and isinstance(named.meaning, Year):
        plain = named.needs == "year"
        if plain and (linked > at and line.latin(at) is False and hijri):
            return None
        return Tail(named.meaning.year, named.stop)
    return None


def _year_said(line: Line, at: int, hijri: bool) -> Phrase | None:
    """Read the year right after a month, where four digits count nothing: «4 شباط 2013 صاروخ»."""
    return _year_number(line, at, hijri, named=True) or _spelled(line, at) or year(line, at, hijri)


def relative_year(line: Line, at: int) -> Tail | None:
    """Read «العام الماضي», «هذا العام», «العام نفسه», "last year", "the same year"."""
    unit = line.get(at, "unit")
    if unit and unit.value == Unit.YEAR and unit.definite:
        turn = line.get(at + 1, "turn")
        if turn and turn.definite:
            return Tail(Offset(Unit.YEAR, turn.value), at + 2)
        return Tail(Same(Unit.YEAR), at + 2) if line.has(at + 1, "same") else None
    at += line.key(at) == "the"
    unit, turn = line.get(at + 1, "unit"), line.get(at, "turn")
    if unit is None or unit.value != Unit.YEAR:
        return None
    if line.has(at, "this") and unit.definite:
        return Tail(Offset(Unit.YEAR, 0), at + 2)
    if not line.latin(at):
        return None
    if turn:
        return Tail(Offset(Unit.YEAR, turn.value), at + 2)
    return Tail(Same(Unit.YEAR), at + 2) if line.has(at, "same") else None


def year(line: Line, at: int, hijri: bool = False) -> Phrase | None:
    """Read a year: «عام 2018», «سنة ١٤٤٥ هـ», «عام ألفين وثمانية عشر», or four digits alone (which need context)."""
    unit = line.get(at, "unit")
    if unit and unit.value == Unit.YEAR and not line.latin(at):
        said = _year_number(line, at + 1, hijri, named=True) or _spelled(line, at + 1)
        return said.opened(at, line.start(at, unit), needs="") if said else None
    if line.key(at) == "year":
        said = _year_number(line, at + 1, hijri, named=True)
        return said.opened(at, line.tokens[at].start, needs="") if said else None
    return _year_number(line, at, hijri, named=False)


def _spelled(line: Line, at: int) -> Phrase | None:
    number = spelled_year(line, at)
    return Phrase(Year(number.value), at, number.stop, number.start) if number else None


def _year_number(line: Line, at: int, hijri: bool, named: bool) -> Phrase | None:
    value = line.number(at)
    if value is None or line.cluster(at) or len(line.tokens[at].raw) != 4:
        return None
    stop, needs = at + 1, "year"
    if line.has(stop, "hijri_mark") and 1300 <= value <= 1500:
        return Phrase(Year(value, True), at, stop + 1, line.tokens[at].start, approximate=True)
    if line.has(stop, "gregorian_mark") and FIRST_YEAR <= value <= LAST_YEAR:
        stop, needs = stop + 1, ""
    if hijri and 1300 <= value <= 1500:
        return Phrase(Year(value, True), at, stop, line.tokens[at].start, approximate=True)
    if not FIRST_YEAR <= value <= LAST_YEAR or (not named and counts_things(line, stop)):
        return None
    return Phrase(Year(value), at, stop, line.tokens[at].start, needs)
