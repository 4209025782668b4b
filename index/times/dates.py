"""Dates of the calendar in words, in both languages: months, years and days of months."""

from dataclasses import dataclass, replace

from index.times import months
from index.times.line import Line
from index.times.meanings import Between, Day, DayIn, Impossible, Month, Offset, Same
from index.times.numbers import Numeral, cardinal, ordinal
from index.times.phrase import Phrase
from index.times.pieces import date_or_none
from index.times.vocabulary import Unit
from index.times.years import DASHES, Tail, year_after

_OPENERS = {"(": ")", "[": "]", "（": "）", "«": "»"}
SLASHES = ("/", "\\", "⁄")


@dataclass(frozen=True, slots=True)
class Name:
    """A month by its name; `sure` when nothing else is spelled so: a dual form, «شهر» before it, two words."""

    month: int
    hijri: bool
    stop: int
    start: int
    sure: bool = False
    slip: bool = False


def month(line: Line, at: int) -> Name | None:
    """Read a month name with «شهر» before it and its twin after it: «شهر نيسان/ أبريل», «ديسمبر (كانون الأول)»."""
    unit = line.get(at, "unit")
    if unit and unit.value == Unit.MONTH and not line.latin(at):
        name = _twinned(line, at + 1)
        return replace(name, start=line.start(at, unit), sure=True) if name else None
    return _twinned(line, at)


def _twinned(line: Line, at: int) -> Name | None:
    name = _name(line, at)
    if name is None:
        return None
    if name.hijri:
        stop = name.stop
        while line.has(stop, "hijri_praise") and stop < name.stop + 2:
            stop += 1
        return replace(name, stop=stop)
    key = line.key(name.stop)
    after = name.stop + (1 if key in SLASHES or key in DASHES or key in _OPENERS or key == "او" else 0)
    twin = _name(line, after)
    if twin is None or twin.hijri or twin.month != name.month or twin.slip:
        return name
    stop = twin.stop
    if key in _OPENERS and line.key(stop) == _OPENERS[key]:
        stop += 1
    return replace(name, stop=stop, sure=True, slip=False)


def _name(line: Line, at: int) -> Name | None:
    if not 0 <= at < len(line.tokens):
        return None
    if "month_head" in line.tokens[at].senses or line.key(at).lstrip("وبل") in months.SHORT_HEADS:
        double = _double_name(line, at)
        if double:
            return double
    for kind in ("month", "hijri", "slip"):
        sense = line.get(at, kind)
        if sense and (not sense.definite or kind == "hijri"):
            return Name(sense.value, kind == "hijri", at + 1, line.start(at, sense), slip=kind == "slip")
    return None


def _double_name(line: Line, at: int) -> Name | None:
    """Read «تشرين الأول», «تشرين ثاني», «كانون 2», «ك2», «جمادى الآخرة», «ذو القعدة»."""
    head = line.get(at, "month_head")
    short = line.key(at)[-1:]
    if head is None:
        if not (line.number(at + 1) in (1, 2) and line.glued(at + 1) and short in months.SHORT_HEADS):
            return None
        number = months.GREGORIAN_DOUBLES[months.SHORT_HEADS[short], line.number(at + 1) or 0]
        return Name(number, False, at + 2, line.tokens[at].end - 1, slip=True)
    if head.definite:
        return None
    start, after = line.start(at, head), at + 1
    if line.latin(at) and line.key(after) in ("-", "al", "al-"):
        after += 2 if line.key(after + 1) == "al" else 1
        after += 1 if line.key(after) == "-" else 0
    tail = line.get(after, "hijri_tail")
    if head.value == 5:
        return Name(tail.value, True, after + 1, start, sure=True) if tail else None
    which = line.get(after, "ordinal") or line.get(after, "another")
    value = which.value if which and not which.clitics else None
    if value is None and line.number(after) in (1, 2) and not line.cluster(after):
        value = line.number(after)
    if value is None:
        return None
    number = months.GREGORIAN_DOUBLES.get((head.value, value)) or months.HIJRI_DOUBLES.get((head.value, value)) or 0
    return Name(number, head.value > 2, after + 1, start, sure=True) if number else None


def month_phrase(line: Line, at: int) -> Phrase | None:
    """Read a month without a day: «نيسان 2018», «أيار الماضي», «شهر رمضان», "April 2018", "last April" is elsewhere."""
    name = month(line, at)
    if name is None:
        return _numbered_month(line, at)
    tail, turn, stop = month_tail(line, name)
    if name.slip and tail is None:
        return None
    needs = "" if tail or turn is not None or (name.sure and not _club(line, name)) else "month"
    meaning = Month(name.month, tail.year if tail else None, name.hijri, turn)
    return Phrase(meaning, at, stop, name.start, needs, approximate=name.hijri)


def _club(line: Line, name: Name) -> bool:
    return line.is_number(name.stop - 1)  # «تشرين 2» may be a score


def month_tail(line: Line, name: Name) -> tuple[Tail | None, int | None, int]:
    """Read what follows a month name: its year, الماضي or المقبل, and the token after both."""
    turn = line.get(name.stop, "turn")
    if turn and turn.definite and not turn.clitics:
        tail = year_after(line, name.stop + 1, name.hijri)
        return tail, turn.value, tail.stop if tail else name.stop + 1
    tail = year_after(line, name.stop, name.hijri)
    if tail and line.has(tail.stop, "hijri_mark") and isinstance(tail.year, int) and tail.year <= 1500:
        tail = Tail(tail.year, tail.stop + 1)
    return tail, None, tail.stop if tail else name.stop


def _numbered_month(line: Line, at: int) -> Phrase | None:
    """Read «الشهر الرابع من عام 2018» and, in speech, «شهر 4»."""
    unit = line.get(at, "unit")
    if unit is None or unit.value != Unit.MONTH or line.latin(at):
        return None
    if unit.definite:
        which = ordinal(line, at + 1)
        if which is None or which.value > 12 or not which.definite or not line.has(which.stop, "of"):
            return None
        tail = year_after(line, which.stop)
        return Phrase(Month(which.value, tail.year), at, tail.stop, line.start(at, unit)) if tail else None
    number = line.number(at + 1)
    if number is None or not 1 <= number <= 12 or line.cluster(at + 1):
        return None
    tail, turn, stop = month_tail(line, Name(number, False, at + 2, line.start(at, unit)))
    needs = "month" if tail is None and turn is None else ""
    return Phrase(Month(number, tail.year if tail else None, False, turn), at, stop, line.start(at, unit), needs)


def day_number(line: Line, at: int) -> Numeral | None:
    """Read the number of a day: «8», «الـ8», «الثامن والعشرين», «خمسة», «غرة», "8th"."""
    if not 0 <= at < len(line.tokens):
        return None
    first = line.get(at, "first_of")
    if first:
        return Numeral(1, at + 1, line.start(at, first), True, True)
    return ordinal(line, at) or cardinal(line, at)


def day(line: Line, at: int) -> Phrase | None:
    """Read a day of a month: «8 نيسان 2018», «السابع من تشرين الأول», «12 من الشهر الجاري», "April 8"."""
    unit = line.get(at, "unit")
    if unit and unit.value == Unit.DAY and not line.latin(at):
        said = _day(line, at + 1)
        return said.opened(at, line.start(at, unit)) if said else None
    return _day(line, at + (line.key(at) == "the"))


def _day(line: Line, at: int) -> Phrase | None:
    number = day_number(line, at)
    if number is None:
        return _month_first(line, at)
    after = number.stop
    days = line.get(after, "unit") or line.get(after, "units")
    if days and days.value == Unit.DAY and number.spelled and number.stop == at + 1 and line.has(at, "ordinal"):
        after += 1  # أول أيام رمضان، ثاني يوم من نيسان
    if line.has(after, "of") and line.key(after) != "in":
        after += 1
    return _day_of(line, at, number, after)


def _day_of(line: Line, at: int, number: Numeral, after: int) -> Phrase | None:
    name = month(line, after)
    if name is None or (name.month == 8 and not _august(line, after)):
        return _day_in(line, at, number, after)
    if not 1 <= number.value <= 31 or (name.hijri and number.value > 30):
        if number.value > 99:
            return None
        tail = year_after(line, name.stop, name.hijri)
        return Phrase(Impossible(), at, tail.stop if tail else name.stop, number.start)
    tail, turn, stop = month_tail(line, name)
    bare = number.spelled and not number.definite and not tail and not name.sure and turn is None
    said = Month(name.month, tail.year if tail else None, name.hijri, turn)
    if not exists(number.value, said):
        return Phrase(Impossible(), at, stop, number.start)
    return Phrase(Day(number.value, said), at, stop, number.start, "month" if bare else "", approximate=name.hijri)


def exists(number: int, said: Month) -> bool:
    """Whether some calendar has that day; the 30th of a Hijri month depends on its year."""
    if said.hijri:
        return number <= 30
    year = said.year if isinstance(said.year, int) else 2000
    return date_or_none(year, said.month, number) is not None


def _august(line: Line, at: int) -> bool:
    """Whether a word spelled like آب after a number is the month: «20 اب 2019», not «3 أب»."""
    raw = line.raw(at)
    return line.key(at).lstrip("وبل") != "اب" or "آ" in raw or "أ" not in raw or year_after(line, at + 1) is not None


def _day_in(line: Line, at: int, number: Numeral, after: int) -> Phrase | None:
    """Read a day of a month said relatively: «الثامن من الشهر الجاري», «12 الجاري», "the 18th of this month"."""
    if not 1 <= number.value <= 31:
        return None
    unit, turn = line.get(after, "unit"), line.get(after, "turn")
    if turn and turn.definite and turn.value == 0 and (number.definite or not number.spelled):
        return Phrase(DayIn(number.value, Offset(Unit.MONTH, 0)), at, after + 1, number.start)
    if after == number.stop:
        return None
    if unit and unit.value == Unit.MONTH and unit.definite:
        turn = line.get(after + 1, "turn")
        if turn and turn.definite:
            return Phrase(DayIn(number.value, Offset(Unit.MONTH, turn.value)), at, after + 2, number.start)
        if line.has(after + 1, "same"):
            return Phrase(DayIn(number.value, Same(Unit.MONTH)), at, after + 2, number.start)
        return None
    after += line.key(after) == "the"
    unit, turn = line.get(after + 1, "unit"), line.get(after, "turn")
    if unit is None or unit.value != Unit.MONTH:
        return None
    if turn and line.latin(after):
        return Phrase(DayIn(number.value, Offset(Unit.MONTH, turn.value)), at, after + 2, number.start)
    if line.has(after, "same"):
        return Phrase(DayIn(number.value, Same(Unit.MONTH)), at, after + 2, number.start)
    this = line.has(after, "this") and unit.definite
    return Phrase(DayIn(number.value, Offset(Unit.MONTH, 0)), at, after + 2, number.start) if this else None


def _month_first(line: Line, at: int) -> Phrase | None:
    """Read the English order: "April 8, 2018", "April 8th", "April 7-10" is a range and read elsewhere."""
    if not line.latin(at):
        return None
    name = _twinned(line, at)
    if name is None:
        return None
    stop = name.stop + (line.key(name.stop) == "." and line.number(name.stop + 1) is not None)
    stop += line.key(stop) == "the"
    if line.cluster(stop) == 3 and line.key(stop + 1) in DASHES:
        return _english_pair(line, at, name, stop)
    number = ordinal(line, stop) or cardinal(line, stop)
    if number is None or number.value > 31 or (number.spelled and not line.has(stop, "ordinal", "tens")):
        return None
    tail = year_after(line, number.stop, name.hijri)
    said = Month(name.month, tail.year if tail else None, name.hijri)
    end = tail.stop if tail else number.stop
    if not number.value or not exists(number.value, said):
        return Phrase(Impossible(), at, end, name.start)
    return Phrase(Day(number.value, said), at, end, name.start, approximate=name.hijri)


def _english_pair(line: Line, at: int, name: Name, stop: int) -> Phrase | None:
    """Read "April 7-10, 2018"."""
    first, last = line.number(stop) or 0, line.number(stop + 2) or 0
    tail = year_after(line, stop + 3)
    said = Month(name.month, tail.year if tail else None, name.hijri)
    if not 1 <= first < last <= 31 or not exists(last, said):
        return None
    return Phrase(Between(Day(first, said), Day(last, said)), at, tail.stop if tail else stop + 3, name.start)
