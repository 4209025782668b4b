"""Arabic stretches counted in units: «قبل يومين», «منذ شهر», «الأيام الثلاثة الماضية», «الأسبوع المقبل»."""

from dataclasses import dataclass, replace

from index.times import dates, numeric, years
from index.times.line import Line
from index.times.meanings import Lately, Offset, Season, Years
from index.times.numbers import cardinal
from index.times.phrase import Phrase
from index.times.traps import ends_a_distance
from index.times.vocabulary import Unit


def turn_after(line: Line, at: int) -> tuple[int, int] | None:
    """Read الماضي، المقبل، الجاري، قبل الماضي، بعد المقبل، «اللي فات»; returns the turn and the token after it."""
    turn = line.get(at, "turn")
    if turn and turn.definite and not turn.clitics:
        return turn.value, at + 1
    skip = at + (line.key(at) == "ما")
    turn = line.get(skip + 1, "turn")
    if turn and turn.definite:
        if line.has(skip, "before") and turn.value < 0:
            return -2, skip + 2
        if line.has(skip, "after") and turn.value > 0:
            return 2, skip + 2
    passed = line.get(at + 1, "passed")
    return (passed.value, at + 2) if passed and line.has(at, "who") else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many units: «يومين», «ثلاثة أسابيع», «نحو شهر»."""

    unit: Unit
    count: int
    stop: int
    about: bool


def quantity(line: Line, at: int) -> Quantity | None:
    """Read an exact amount of time; vague ones (أيام، سنوات) are none."""
    about = line.has(at, "about")
    at += about
    pair = line.get(at, "pair")
    if pair and not pair.definite:
        if _and_a_half(line, at + 1):
            return None
        return Quantity(Unit(pair.value), 2, at + 1, about)
    unit = line.get(at, "unit")
    if unit and not unit.definite:
        one = line.get(at + 1, "cardinal")
        stop = at + 2 if one and one.value == 1 else at + 1
        followed = line.number(stop) is not None or dates.month(line, stop) or line.has(stop, "weekday", "other_day")
        return None if followed or _and_a_half(line, stop) else Quantity(Unit(unit.value), 1, stop, about)
    number = cardinal(line, at)
    if number is None or number.definite:
        return None
    units = line.get(number.stop, "units") or line.get(number.stop, "unit")
    if units is None or units.definite or units.clitics or _and_a_half(line, number.stop + 1):
        return None
    return Quantity(Unit(units.value), number.value, number.stop + 1, about)


def _and_a_half(line: Line, at: int) -> bool:
    return line.joined(at, "fraction") is not None


def ago(line: Line, at: int) -> Phrase | None:
    """Read «قبل يومين», «قبل ثلاثة أسابيع», and «بعد يومين» in a clause about the future."""
    before, after = line.get(at, "before"), line.get(at, "after")
    word = before or after
    if word is None or line.latin(at):
        return None
    said = quantity(line, at + 1)
    if said is None or ends_a_distance(line, said.stop, on=after is not None) or _one_by_one(line, at, said.unit):
        return None
    unit, count = said.unit, said.count
    if unit is Unit.HOUR:
        if count % 24:
            return None
        unit, count = Unit.DAY, count // 24
    meaning = Offset(unit, -count if before else count)
    return Phrase(meaning, at, said.stop, line.start(at, word), "" if before else "future", approximate=said.about)


def _one_by_one(line: Line, at: int, unit: Unit) -> bool:
    """Whether the unit stands on both sides: «يوماً بعد يوم»."""
    before = line.get(at - 1, "unit") or line.get(at - 1, "units")
    return before is not None and before.value == unit


def since_quantity(line: Line, at: int) -> Phrase | None:
    """Read «منذ أسبوعين»: the stretch up to the anchor."""
    since = line.get(at, "since")
    said = quantity(line, at + 1) if since and not line.latin(at) else None
    if since is None or said is None or (said.unit is Unit.HOUR and said.count % 24):
        return None
    return Phrase(
        Lately(said.unit, said.count), at, said.stop, line.start(at, since), approximate=said.about, said_since=True
    )


def lately(line: Line, at: int) -> Phrase | None:
    """Read «الأيام الثلاثة الماضية», «اليومين المقبلين», «الساعات الـ24 الماضية», «آخر ثلاثة أيام»."""
    last = line.get(at, "last_word")
    if last:
        said = quantity(line, at + 1)
        if said is None or said.count < 2 or line.has(said.stop, "of"):
            return None
        return _lately(said.unit, said.count, -1, Phrase(Offset(Unit.DAY, 0), at, said.stop, line.start(at, last)))
    pair = line.get(at, "pair")
    if pair and pair.definite:
        return _turned(line, at, at + 1, Unit(pair.value), 2, line.start(at, pair))
    units = line.get(at, "units")
    if units and units.definite:
        number = cardinal(line, at + 1)
        return (
            _turned(line, at, number.stop, Unit(units.value), number.value, line.start(at, units)) if number else None
        )
    number = cardinal(line, at)
    if number is None:
        return None
    counted = line.get(number.stop, "units") or line.get(number.stop, "unit")
    return _turned(line, at, number.stop + 1, Unit(counted.value), number.value, number.start) if counted else None


def _turned(line: Line, at: int, turn_at: int, unit: Unit, count: int, start: int) -> Phrase | None:
    turn = line.get(turn_at, "turn") or line.get(turn_at, "latest")
    if turn is None or turn.value == 0 or turn.clitics:
        return None
    return _lately(unit, count, turn.value, Phrase(Offset(Unit.DAY, 0), at, turn_at + 1, start))


def _lately(unit: Unit, count: int, turn: int, said: Phrase) -> Phrase | None:
    if unit is Unit.HOUR and count < 24:
        return None
    return replace(said, meaning=Lately(unit, count, turn > 0))


def period(line: Line, at: int) -> Phrase | None:
    """Read «الأسبوع الماضي», «هذا العام», «الشهر قبل الماضي», «الصيف المقبل», «هالأسبوع»."""
    this = line.get(at, "this")
    named = at + 1 if this and not line.latin(at) else at
    unit, season = line.get(named, "unit"), line.get(named, "season")
    word = unit or season
    if word is None or not word.definite or (unit and unit.value in (Unit.DAY, Unit.HOUR)) or line.latin(named):
        return None
    turned = turn_after(line, named + 1)
    if turned is None and not this and "ه" not in word.clitics:
        return None
    turn, stop = turned if turned else (0, named + 1)
    start = line.start(at, this) if this else line.start(at, word)
    meaning = Offset(Unit(unit.value), turn) if unit else Season(word.value, None, turn)
    return Phrase(meaning, at, stop, start)


def season(line: Line, at: int) -> Phrase | None:
    """Read «صيف 2012», «خريف العام الماضي», «شتاء 2015-2016»."""
    word = line.get(at, "season")
    if word is None or word.definite or line.latin(at):
        return None
    tail = years.year_after(line, at + 1)
    if tail:
        return Phrase(Season(word.value, tail.year), at, tail.stop, line.start(at, word))
    pair = numeric.numeric(line, at + 1) if line.number(at + 1) is not None else None
    if pair and isinstance(pair.meaning, Years) and pair.meaning.last == pair.meaning.first + 1:
        return Phrase(Season(word.value, pair.meaning.first), at, pair.stop, line.start(at, word))
    return None


def decade(line: Line, at: int) -> Phrase | None:
    """Read «ثمانينيات القرن الماضي», «الثمانينيات» (which needs a preposition)."""
    word = line.get(at, "decade")
    if word is None:
        return None
    meaning = Years(1900 + word.value, 1909 + word.value)
    of = at + 1 + line.has(at + 1, "of")
    if line.has(of, "century") and (line.has(of + 1, "turn") or (line.get(of + 1, "tens") or word).value == 20):
        return Phrase(meaning, at, of + 2, line.start(at, word))
    return Phrase(meaning, at, at + 1, line.start(at, word), "decade") if word.definite else None
