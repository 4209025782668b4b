"""From what was said to inclusive days.

The rules: a bare weekday is the latest one (the coming one in a clause about the future); a day and month without a
year is the nearest past one within half a year, else the coming one, and a weekday beside it picks the year; weeks
run Monday to Sunday; «قبل أسبوعين» is a calendar week, «منذ أسبوعين» the stretch up to the anchor.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from index.times import hijri
from index.times.meanings import (
    Between,
    Day,
    DayIn,
    DayOnly,
    Edge,
    Impossible,
    Lately,
    Meaning,
    Moment,
    Month,
    NthWeekday,
    Offset,
    Piece,
    Quarter,
    Same,
    Season,
    Stretch,
    Weekday,
    WeekdayOf,
    Year,
    YearOf,
    Years,
)
from index.times.pieces import (
    date_or_none,
    months_at_edge,
    moved,
    offset_by,
    one_day,
    piece,
    weekday_near,
    whole_months,
    whole_years,
)
from index.times.vocabulary import Unit

_HALF_A_YEAR = 183


def resolve(meaning: Meaning, moment: Moment) -> Stretch | None:
    """Work out the days of `meaning`; None when it needs an anchor that is not there, or no calendar has it."""
    try:
        return _resolve(meaning, moment)
    except OverflowError:  # «قبل 900000 عام»
        return None


def _resolve(meaning: Meaning, moment: Moment) -> Stretch | None:
    match meaning:
        case Day() | Month() | Season():
            return _chosen(meaning, moment)
        case Year() | Years():
            return _said_years(meaning)
        case Quarter(quarter, year):
            return _quarter(quarter, year, moment)
        case Piece(number, of, whole_meaning):
            whole_stretch = _resolve(whole_meaning, moment)
            return piece(number, of, whole_stretch) if whole_stretch else None
        case Edge():
            return _edge(meaning, moment)
        case Between():
            return _between(meaning, moment)
        case Same(unit):
            return _same(unit, moment)
        case DayIn() | WeekdayOf() | NthWeekday():
            return _day_inside(meaning, moment)
        case DayOnly() | Impossible():
            return None
        case Offset() | Weekday() | Lately():
            return _relative(meaning, moment.anchor, moment.future) if moment.anchor else None


def _said_years(meaning: Year | Years) -> Stretch | None:
    match meaning:
        case Year(year, True):
            whole = hijri.years(year, year)
            return Stretch(*whole, "year") if whole else None
        case Year(year):
            return whole_years(year, year, "year")
        case Years(first, last):
            return whole_years(first, last, "range")


def _day_inside(meaning: DayIn | WeekdayOf | NthWeekday, moment: Moment) -> Stretch | None:
    """Resolve a day by its number in a month or by its name in a month or week."""
    whole = _resolve(meaning.week if isinstance(meaning, WeekdayOf) else meaning.whole, moment)
    if whole is None:
        return None
    if isinstance(meaning, NthWeekday):
        return _nth_weekday(meaning, whole)
    if isinstance(meaning, WeekdayOf):
        return one_day(whole.first + timedelta(days=meaning.weekday))
    return one_day(date_or_none(whole.first.year, whole.first.month, meaning.day))


def _nth_weekday(meaning: NthWeekday, whole: Stretch) -> Stretch | None:
    if meaning.number > 0:
        first = whole.first + timedelta(days=(meaning.weekday - whole.first.weekday()) % 7)
        day = first + timedelta(weeks=meaning.number - 1)
    else:
        day = whole.last - timedelta(days=(whole.last.weekday() - meaning.weekday) % 7)
    return one_day(day) if whole.first <= day <= whole.last else None


def _relative(meaning: Offset | Weekday | Lately, anchor: date, future: bool) -> Stretch | None:
    match meaning:
        case Offset(unit, count):
            return offset_by(unit, count, anchor)
        case Weekday(weekday, turn):
            return one_day(weekday_near(weekday, turn, anchor, future))
        case Lately(unit, count, ahead):
            far = moved(anchor, unit, count if ahead else -count)
            if far is None:
                return None
            return Stretch(anchor, far) if ahead else Stretch(far, anchor)


def _chosen(meaning: Day | Month | Season, moment: Moment) -> Stretch | None:
    """Resolve what may lack its year: with one, the day; without, the candidate that the rules choose."""
    month = meaning.month if isinstance(meaning, Day) else meaning
    year, weekday = month.year, meaning.weekday if isinstance(meaning, Day) else None
    if year is not None:
        number = _year(year, moment)
        return _in_year(meaning, number, number) if number is not None else None
    if moment.anchor is None:
        if weekday is None or moment.collected is None:
            return None
        return _latest(_candidates(meaning, moment.collected, weekday), moment.collected)
    return choose(_candidates(meaning, moment.anchor, weekday), moment, month.turn)


def _year(year: YearOf, moment: Moment) -> int | None:
    if isinstance(year, int):
        return year
    stretch = _resolve(year, moment) if year is not None else None
    return stretch.first.year if stretch else None


def _in_year(meaning: Day | Month | Season, year: int, said: int | None = None) -> Stretch | None:
    """Resolve in a year; a Hijri month with a Gregorian year («رمضان 2018») is the one that begins in it."""
    month = meaning.month if isinstance(meaning, Day) else meaning
    if isinstance(month, Month) and month.hijri:
        if said is not None and said > hijri.LAST_YEAR:
            return next(
                (
                    s
                    for y in (-1, 0, 1)
                    if (s := _in_year(meaning, hijri.year_of(date(year, 7, 1)) + y)) and s.first.year == year
                ),
                None,
            )
        if isinstance(meaning, Day):
            return one_day(hijri.day(year, month.month, meaning.day))
        whole = hijri.month(year, month.month)
        return Stretch(*whole, "month") if whole else None
    match meaning:
        case Day(day, Month(number)):
            return one_day(date_or_none(year, number, day))
        case Month(number):
            return whole_months(year, number, 1, "month")
        case Season(number):
            return whole_months(year, number, 3, "range")


def _candidates(meaning: Day | Month | Season, around: date, weekday: int | None) -> list[Stretch]:
    """Return the readings in the years around a day, in order; those that agree with the weekday, if one is said."""
    month = meaning.month if isinstance(meaning, Day) else meaning
    centre = hijri.year_of(around) if isinstance(month, Month) and month.hijri else around.year
    reach = range(centre - 9, centre + 10) if weekday is None else range(centre - 41, centre + 13)
    found = (_in_year(meaning, year) for year in reach)
    return [s for s in found if s and (weekday is None or s.first.weekday() == weekday)]


def _latest(candidates: Iterable[Stretch], on_or_before: date) -> Stretch | None:
    return max((s for s in candidates if s.first <= on_or_before), key=lambda s: s.first, default=None)


def choose(candidates: list[Stretch], moment: Moment, turn: int | None) -> Stretch | None:
    """Choose among the same date of several years, by الماضي and المقبل where they stand, else by nearness."""
    anchor = moment.anchor
    if anchor is None:
        return None
    if turn is not None and turn < 0:
        return _latest((s for s in candidates if s.last < anchor), anchor)
    if turn is not None and turn > 0:
        return next((s for s in candidates if s.first > anchor), None)
    if turn == 0:
        return next((s for s in candidates if s.first.year == anchor.year), None)
    past, coming = _latest(candidates, anchor), next((s for s in candidates if s.first > anchor), None)
    if moment.question:
        if moment.future and coming and not (past and past.last >= anchor):
            return coming
        return past or coming
    if past and (anchor - past.last).days <= _HALF_A_YEAR:
        return past
    if coming and (coming.first - anchor).days <= _HALF_A_YEAR:
        return coming
    return past or coming


def _quarter(quarter: int, year: YearOf, moment: Moment) -> Stretch | None:
    if year is None:
        if moment.anchor is None:
            return None
        around = range(moment.anchor.year - 2, moment.anchor.year + 3)
        return choose([s for y in around if (s := whole_months(y, quarter * 3 - 2, 3, "range"))], moment, None)
    number = _year(year, moment)
    return whole_months(number, quarter * 3 - 2, 3, "range") if number is not None else None


def _same(unit: Unit, moment: Moment) -> Stretch | None:
    if moment.previous is None:
        return None
    day = moment.previous.first
    return (
        whole_months(day.year, day.month, 1, "month") if unit is Unit.MONTH else whole_years(day.year, day.year, "year")
    )


def _edge(edge: Edge, moment: Moment) -> Stretch | None:
    whole = _resolve(edge.whole, moment)
    if whole is None:
        return None
    if edge.unit is Unit.MONTH:
        return months_at_edge(edge.count, whole)
    days = edge.count * (7 if edge.unit is Unit.WEEK else 1)
    if days > 0:
        first = whole.first + timedelta(days=edge.skip)
        last = min(first + timedelta(days=days - 1), whole.last)
    else:
        last = whole.last - timedelta(days=edge.skip)
        first = max(last + timedelta(days=days + 1), whole.first)
    return Stretch(first, last, "day" if first == last else "range") if first <= last else None


def _between(between: Between, moment: Moment) -> Stretch | None:
    first, last = between.first, between.last
    if isinstance(first, DayOnly):
        if isinstance(last, Day):
            first = Day(first.day, replace(last.month, turn=None), first.weekday)
            if last.month.year is None:
                return _joined(_ending(first, _resolve(last, moment), moment), _resolve(last, moment))
        elif isinstance(last, DayIn):
            first = DayIn(first.day, last.whole)
        else:
            return None
    if isinstance(first, Weekday) and isinstance(last, Weekday):
        return _weekdays(first, last, moment)
    if _yearless(last) and not _yearless(first):
        opens = _resolve(first, moment)
        return _joined(opens, _starting(last, opens))
    closes = _resolve(last, moment)
    opens = _ending(first, closes, moment) if _yearless(first) else _resolve(first, moment)
    if isinstance(last, Season) and closes and closes.last.year > closes.first.year:
        closes = Stretch(closes.first, date(closes.first.year, 12, 31))  # a range «إلى شتاء 2014» stops with its year
    return _joined(opens, closes)


def _yearless(meaning: Meaning) -> bool:
    match meaning:
        case Day(_, month):
            return month.year is None and month.turn is None
        case Month(year=None, turn=None) | Season(year=None, turn=None) | Quarter(year=None):
            return True
        case Piece(whole=whole) | Edge(whole=whole):
            return _yearless(whole)
        case _:
            return False


def _ending(meaning: Meaning, closes: Stretch | None, moment: Moment) -> Stretch | None:
    """Resolve the first end of a range without a year: the latest that begins no later than the last end."""
    if closes is None:
        return None
    plain = _without_weekday(meaning) if moment.anchor is None else meaning
    return _resolve(plain, Moment(closes.last, question=True))


def _starting(meaning: Meaning, opens: Stretch | None) -> Stretch | None:
    """Resolve the last end of a range without a year: the first one after its beginning."""
    if opens is None:
        return None
    return _resolve(_without_weekday(meaning), Moment(opens.first - timedelta(days=1), question=True, future=True))


def _without_weekday(meaning: Meaning) -> Meaning:
    return Day(meaning.day, meaning.month) if isinstance(meaning, Day) else meaning


def _weekdays(first: Weekday, last: Weekday, moment: Moment) -> Stretch | None:
    if moment.anchor is None:
        return None
    if first.turn is not None or (moment.future and last.turn is None):
        opens = weekday_near(first.weekday, first.turn, moment.anchor, moment.future)
        closes = opens + timedelta(days=(last.weekday - first.weekday) % 7)
    else:
        closes = weekday_near(last.weekday, last.turn, moment.anchor, moment.future)
        opens = closes - timedelta(days=(last.weekday - first.weekday) % 7)
    return _joined(Stretch(opens, opens), Stretch(closes, closes))


def _joined(opens: Stretch | None, closes: Stretch | None) -> Stretch | None:
    if opens is None or closes is None or opens.first > closes.last:
        return None
    return Stretch(opens.first, closes.last)
