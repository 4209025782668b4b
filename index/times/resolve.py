"""From what was said to inclusive days.

The rules: a bare weekday is the latest one (the coming one in a clause about the future); a day and month without a
year is the nearest past one within half a year, else the coming one, and a weekday beside it picks the year; weeks
run Monday to Sunday; «قبل أسبوعين» is a calendar week, «منذ أسبوعين» the stretch up to the anchor.
"""

from calendar import monthrange
from collections.abc import Iterable
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
from index.times.vocabulary import Unit

_HALF_A_YEAR = 183
_FIRST_YEAR, _LAST_YEAR = 1, 9990


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
        case Year(year, True):
            whole = hijri.years(year, year)
            return Stretch(*whole, "year") if whole else None
        case Year(year):
            return _years(year, year, "year")
        case Years(first, last):
            return _years(first, last, "range")
        case Quarter(quarter, year):
            return _quarter(quarter, year, moment)
        case Piece(number, of, whole_meaning):
            whole_stretch = _resolve(whole_meaning, moment)
            return _piece(number, of, whole_stretch) if whole_stretch else None
        case Edge():
            return _edge(meaning, moment)
        case Between():
            return _between(meaning, moment)
        case Same(unit):
            return _same(unit, moment)
        case DayIn(day, whole_month):
            month = _resolve(whole_month, moment)
            return _one(date_or_none(month.first.year, month.first.month, day)) if month else None
        case DayOnly() | Impossible():
            return None
        case WeekdayOf(weekday, offset):
            week = _resolve(offset, moment)
            return _one(week.first + timedelta(days=weekday)) if week else None
        case Offset() | Weekday() | Lately():
            return _relative(meaning, moment.anchor, moment.future) if moment.anchor else None


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date if the calendar has it."""
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _one(day: date | None) -> Stretch | None:
    return Stretch(day, day, "day") if day else None


def _years(first: int, last: int, precision: str) -> Stretch | None:
    if not _FIRST_YEAR <= first <= last <= _LAST_YEAR:
        return None
    return Stretch(date(first, 1, 1), date(last, 12, 31), precision)


def _months(year: int, month: int, count: int, precision: str) -> Stretch | None:
    """Return `count` whole months from that one on; `month` may lie outside 1 to 12 and then counts on."""
    first, last = year * 12 + month - 1, year * 12 + month + count - 2
    if not _FIRST_YEAR * 12 <= first <= last < _LAST_YEAR * 12:
        return None
    opens = date(first // 12, first % 12 + 1, 1)
    return Stretch(opens, _month_end(last // 12, last % 12 + 1), precision)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _relative(meaning: Offset | Weekday | Lately, anchor: date, future: bool) -> Stretch | None:
    match meaning:
        case Offset(unit, count):
            return _offset(unit, count, anchor)
        case Weekday(weekday, turn):
            return _one(_weekday(weekday, turn, anchor, future))
        case Lately(unit, count, ahead):
            far = _moved(anchor, unit, count if ahead else -count)
            if far is None:
                return None
            return Stretch(anchor, far) if ahead else Stretch(far, anchor)


def _offset(unit: Unit, count: int, anchor: date) -> Stretch | None:
    monday = anchor - timedelta(days=anchor.weekday())
    match unit:
        case Unit.DAY:
            return _one(anchor + timedelta(days=count))
        case Unit.WEEK:
            first = monday + timedelta(weeks=count)
            return Stretch(first, first + timedelta(days=6), "week")
        case Unit.WEEKEND:
            friday = monday + timedelta(weeks=count, days=5)
            return Stretch(friday, friday + timedelta(days=1))
        case Unit.MONTH:
            return _months(anchor.year, anchor.month + count, 1, "month")
        case Unit.QUARTER:
            return _months(anchor.year, (anchor.month - 1) // 3 * 3 + 1 + 3 * count, 3, "range")
        case Unit.YEAR:
            return _years(anchor.year + count, anchor.year + count, "year")
        case Unit.DECADE:
            first_year = anchor.year // 10 * 10 + 10 * count
            return _years(first_year, first_year + 9, "range")
        case _:
            return None


def _moved(anchor: date, unit: Unit, count: int) -> date | None:
    """Return the anchor moved by calendar units, clipped to the end of a shorter month."""
    match unit:
        case Unit.HOUR:
            return anchor + timedelta(days=count // 24 if count > 0 else -(-count // 24))
        case Unit.DAY:
            return anchor + timedelta(days=count)
        case Unit.WEEK:
            return anchor + timedelta(weeks=count)
        case Unit.MONTH | Unit.QUARTER | Unit.YEAR | Unit.DECADE:
            size = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120}[unit]
            months = anchor.year * 12 + anchor.month - 1 + count * size
            year, month = months // 12, months % 12 + 1
            if not _FIRST_YEAR <= year <= _LAST_YEAR:
                return None
            return date(year, month, min(anchor.day, monthrange(year, month)[1]))
        case _:
            return None


def _weekday(weekday: int, turn: int | None, anchor: date, future: bool) -> date:
    ahead, back = (weekday - anchor.weekday()) % 7, (anchor.weekday() - weekday) % 7
    if turn is None:
        return anchor + timedelta(days=ahead) if future else anchor - timedelta(days=back)
    if turn == 0:
        return anchor - timedelta(days=anchor.weekday() - weekday)
    if turn < 0:
        return anchor - timedelta(days=(back or 7) + 7 * (-turn - 1))
    return anchor + timedelta(days=(ahead or 7) + 7 * (turn - 1))


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
            return next((s for y in (-1, 0, 1) if (s := _in_year(meaning, hijri.year_of(date(year, 7, 1)) + y)) and s.first.year == year), None)
        if isinstance(meaning, Day):
            return _one(hijri.day(year, month.month, meaning.day))
        whole = hijri.month(year, month.month)
        return Stretch(*whole, "month") if whole else None
    match meaning:
        case Day(day, Month(number)):
            return _one(date_or_none(year, number, day))
        case Month(number):
            return _months(year, number, 1, "month")
        case Season(number):
            return _months(year, number, 3, "range")


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
        return choose([s for y in around if (s := _months(y, quarter * 3 - 2, 3, "range"))], moment, None)
    number = _year(year, moment)
    return _months(number, quarter * 3 - 2, 3, "range") if number is not None else None


def _same(unit: Unit, moment: Moment) -> Stretch | None:
    if moment.previous is None:
        return None
    day = moment.previous.first
    return _months(day.year, day.month, 1, "month") if unit is Unit.MONTH else _years(day.year, day.year, "year")


_PIECES_OF_MONTH = {2: (1, 16), 3: (1, 11, 21)}
_PIECES_OF_WEEK = {2: (0, 3), 3: (0, 2, 4)}


def _piece(number: int, of: int, whole: Stretch) -> Stretch | None:
    """Cut a stretch: months at the 11th and 21st (or the 16th), years and decades into equal months."""
    if not 1 <= number <= of:
        return None
    if whole.precision == "month":
        starts: tuple[int, ...] = tuple(at - 1 for at in _PIECES_OF_MONTH.get(of, ()))
    elif whole.precision == "week":
        starts = _PIECES_OF_WEEK.get(of, ())
    else:
        return _months_of(number, of, whole)
    if not starts:
        return None
    first = whole.first + timedelta(days=starts[number - 1])
    return Stretch(first, whole.first + timedelta(days=starts[number] - 1) if number < of else whole.last)


def _months_of(number: int, of: int, whole: Stretch) -> Stretch | None:
    years = whole.last.year - whole.first.year + 1
    if years == 10 and of == 3:
        bounds = (0, 4, 7, 10)
        return _years(whole.first.year + bounds[number - 1], whole.first.year + bounds[number] - 1, "range")
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if whole.first.day != 1 or months < of:
        return None
    begin, end = months * (number - 1) // of, months * number // of
    return _months(whole.first.year, whole.first.month + begin, end - begin, "range")


def _edge(edge: Edge, moment: Moment) -> Stretch | None:
    whole = _resolve(edge.whole, moment)
    if whole is None:
        return None
    if edge.unit is Unit.MONTH:
        return _months_at_edge(edge.count, whole)
    days = edge.count * (7 if edge.unit is Unit.WEEK else 1)
    if days > 0:
        first = whole.first + timedelta(days=edge.skip)
        last = min(first + timedelta(days=days - 1), whole.last)
    else:
        last = whole.last - timedelta(days=edge.skip)
        first = max(last + timedelta(days=days + 1), whole.first)
    return Stretch(first, last, "day" if first == last else "range") if first <= last else None


def _months_at_edge(count: int, whole: Stretch) -> Stretch | None:
    if whole.precision != "year" or not 0 < abs(count) <= 12:
        return None
    return _months(whole.first.year, 1 if count > 0 else 13 + count, abs(count), "range")


def _between(between: Between, moment: Moment) -> Stretch | None:
    first, last = between.first, between.last
    if isinstance(first, DayOnly):
        if isinstance(last, Day):
            first = Day(first.day, last.month, first.weekday)
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
        return _joined(opens, _starting(last, opens, moment))
    closes = _resolve(last, moment)
    opens = _ending(first, closes, moment) if _yearless(first) else _resolve(first, moment)
    if isinstance(last, Season) and closes and closes.last.year > closes.first.year:
        closes = Stretch(closes.first, date(closes.first.year, 12, 31))  # a range «إلى شتاء 2016» stops with its year
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


def _starting(meaning: Meaning, opens: Stretch | None, moment: Moment) -> Stretch | None:
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
        opens = _weekday(first.weekday, first.turn, moment.anchor, moment.future)
        closes = opens + timedelta(days=(last.weekday - first.weekday) % 7)
    else:
        closes = _weekday(last.weekday, last.turn, moment.anchor, moment.future)
        opens = closes - timedelta(days=(last.weekday - first.weekday) % 7)
    return _joined(Stretch(opens, opens), Stretch(closes, closes))


def _joined(opens: Stretch | None, closes: Stretch | None) -> Stretch | None:
    if opens is None or closes is None or opens.first > closes.last:
        return None
    return Stretch(opens.first, closes.last)
