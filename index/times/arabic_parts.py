"""Arabic parts of longer stretches: «أواخر نيسان», «النصف الثاني من آذار», «الأسبوع الأول من أيار»."""

from index.times import dates, years
from index.times.arabic_spans import decade, period, quantity, season
from index.times.line import Line
from index.times.meanings import Between, Day, Edge, Meaning, Month, NthWeekday, Offset, Piece, Weekday
from index.times.numbers import cardinal
from index.times.phrase import Phrase, first_of
from index.times.vocabulary import Share, Unit


def part(line: Line, at: int) -> Phrase | None:
    """Read a part of a longer stretch: «أواخر نيسان», «النصف الثاني من آذار», «الأسبوع الأول من أيار»."""
    return first_of((_share, _fraction, _week_of, _ten_days, _days_of, _weekday_of), line, at)


def _whole(line: Line, at: int) -> Phrase | None:
    """Read what a part is of; «الشهر» and «العام» alone are the current ones."""
    if at >= len(line.tokens):
        return None
    said = first_of((period, season, dates.month_phrase, years.year, decade), line, at)
    if said:
        return said
    unit = line.get(at, "unit")
    if unit and unit.definite and unit.value in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
        return Phrase(Offset(Unit(unit.value), 0), at, at + 1, line.start(at, unit))
    return None


def _share(line: Line, at: int) -> Phrase | None:
    word = line.get(at, "share")
    if word is None or word.definite or line.latin(at):
        return None
    whole = _whole(line, at + 1)
    if whole is None:
        return None
    start = line.start(at, word)
    if word.value == Share.END and (line.has(at - 1, "deadline") or set(word.clitics) & set("بل")):
        meaning: Meaning = Edge(-1, whole.meaning)
    elif isinstance(whole.meaning, Offset) and whole.meaning.unit is Unit.WEEK and word.value == Share.END:
        turned = whole.stop > at + 2 or whole.meaning.count
        meaning = Offset(Unit.WEEKEND, whole.meaning.count) if turned else Between(Weekday(5), Weekday(6))
    else:
        meaning = Piece(min(word.value, 3), 3, whole.meaning)
    return Phrase(meaning, at, whole.stop, start, approximate=whole.approximate)


def _fraction(line: Line, at: int) -> Phrase | None:
    word = line.get(at, "fraction")
    if word is None or not word.definite or line.latin(at):
        return None
    if word.value == 2 and line.has(at + 1, "of") and (name := dates.month(line, at + 2)) and name.hijri:
        said = dates.month_phrase(line, at + 2)  # النصف من شعبان is its fifteenth day
        if said and isinstance(said.meaning, Month):
            return Phrase(Day(15, said.meaning), at, said.stop, line.start(at, word), approximate=True)
    number = _which(line, at + 1, word.value)
    if number is None:
        return None
    stop = at + 2
    whole = _whole(line, stop + line.has(stop, "of"))
    if whole is None:
        return None
    return Phrase(
        Piece(number, word.value, whole.meaning), at, whole.stop, line.start(at, word), approximate=whole.approximate
    )


def _which(line: Line, at: int, of: int) -> int | None:
    """Return which of the parts a definite ordinal names; الأخير is the last."""
    final, central, nth = line.get(at, "final"), line.get(at, "central"), line.get(at, "ordinal")
    if final and final.definite:
        return of
    if central and central.definite and of == 3:
        return 2
    return nth.value if nth and nth.definite and 1 <= nth.value <= of else None


def _week_of(line: Line, at: int) -> Phrase | None:
    """Read «الأسبوع الأول من أيار» (days 1 to 7), «آخر أسبوع من نيسان» (its last seven)."""
    unit = line.get(at, "unit")
    if unit and unit.definite and unit.value == Unit.WEEK:
        number, start = _which(line, at + 1, 6), line.start(at, unit)
    else:
        first = line.get(at, "ordinal") or line.get(at, "last_word")
        unit = line.get(at + 1, "unit")
        if first is None or unit is None or unit.value != Unit.WEEK or first.definite or unit.definite:
            return None
        number, start = (6 if first.value < 0 else first.value), line.start(at, first)
    if number is None or not line.has(at + 2, "of", "in"):
        return None
    whole = _whole(line, at + 3)
    if whole is None:
        return None
    meaning = Edge(-7, whole.meaning) if number == 6 else Edge(7, whole.meaning, 7 * (number - 1))
    return Phrase(meaning, at, whole.stop, start, approximate=whole.approximate)


def _ten_days(line: Line, at: int) -> Phrase | None:
    """Read «العشر الأواخر من رمضان», «العشر الأوائل من ذي الحجة»."""
    ten = line.get(at, "ten_days")
    if ten is None or not ten.definite:
        return None
    late, early = line.get(at + 1, "share"), line.get(at + 1, "plural_first")
    number = late.value if late and late.definite else 2 if line.has(at + 1, "central") else 1 if early else None
    whole = _whole(line, at + 3) if number and line.has(at + 2, "of") else None
    if whole is None or number is None:
        return None
    return Phrase(Piece(number, 3, whole.meaning), at, whole.stop, line.start(at, ten), approximate=whole.approximate)


def _days_of(line: Line, at: int) -> Phrase | None:
    """Read «الأيام الثلاثة الأولى من نيسان», «أول ثلاثة أيام من», «آخر يومين من», «آخر يوم من»."""
    units, first, last = line.get(at, "units"), line.get(at, "first_word"), line.get(at, "last_word")
    unit = Unit.DAY
    if units and units.definite and units.value in (Unit.DAY, Unit.WEEK, Unit.MONTH):
        number = cardinal(line, at + 1)
        which = line.get(number.stop, "ordinal") or line.get(number.stop, "final") if number else None
        if number is None or which is None or not which.definite or which.value > 1:
            return None
        stop, start, count = number.stop + 1, line.start(at, units), number.value * which.value
        unit = Unit(units.value)
    elif first or last:
        said = quantity(line, at + 1)
        word = last or first
        if said is None or said.unit not in (Unit.DAY, Unit.WEEK, Unit.MONTH) or word is None:
            return None
        if said.count == 1 and (first or said.unit is not Unit.DAY):
            return None
        unit = said.unit
        stop, start, count = said.stop, line.start(at, word), said.count * (-1 if last else 1)
    else:
        return None
    whole = _whole(line, stop + 1) if line.has(stop, "of", "in") else None
    if whole is None:
        return None
    return Phrase(Edge(count, whole.meaning, 0, unit), at, whole.stop, start, approximate=whole.approximate)


def _weekday_of(line: Line, at: int) -> Phrase | None:
    """Read «أول جمعة من أيار», «آخر خميس في الشهر الماضي», «الجمعة الأخيرة من أيار»."""
    word = line.get(at, "last_word") or line.get(at, "ordinal")
    final, day = line.get(at + 1, "final"), line.get(at, "weekday")
    if day and day.definite and final and final.definite:
        number, weekday, start = -1, day.value, line.start(at, day)
    elif word and not word.definite and (day := line.get(at + 1, "weekday")) and not day.definite:
        number, weekday, start = word.value, day.value, line.start(at, word)
    else:
        return None
    whole = _whole(line, at + 3) if number <= 5 and line.has(at + 2, "of", "in") else None
    if whole is None:
        return None
    return Phrase(NthWeekday(number, weekday, whole.meaning), at, whole.stop, start, approximate=whole.approximate)
