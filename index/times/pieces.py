"""Whole units of the calendar, steps along it, and the parts that longer stretches are cut into."""

from calendar import monthrange
from datetime import date, timedelta

from index.times.meanings import Stretch
from index.times.vocabulary import Unit

_FIRST_YEAR, _LAST_YEAR = 1, 9990


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date if the calendar has it."""
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def one_day(day: date | None) -> Stretch | None:
    """Return the day as a stretch."""
    return Stretch(day, day, "day") if day else None


def whole_years(first: int, last: int, precision: str) -> Stretch | None:
    """Return whole years, or None outside the calendar."""
    if not _FIRST_YEAR <= first <= last <= _LAST_YEAR:
        return None
    return Stretch(date(first, 1, 1), date(last, 12, 31), precision)


def whole_months(year: int, month: int, count: int, precision: str) -> Stretch | None:
    """Return `count` whole months from that one on; `month` may lie outside 1 to 12 and then counts on."""
    first, last = year * 12 + month - 1, year * 12 + month + count - 2
    if not _FIRST_YEAR * 12 <= first <= last < _LAST_YEAR * 12:
        return None
    opens = date(first // 12, first % 12 + 1, 1)
    return Stretch(opens, month_end(last // 12, last % 12 + 1), precision)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def offset_by(unit: Unit, count: int, anchor: date) -> Stretch | None:
    """Return the unit of the calendar so many units from the one that holds the anchor; weeks begin on Monday."""
    monday = anchor - timedelta(days=anchor.weekday())
    match unit:
        case Unit.DAY:
            return one_day(anchor + timedelta(days=count))
        case Unit.WEEK:
            first = monday + timedelta(weeks=count)
            return Stretch(first, first + timedelta(days=6), "week")
        case Unit.WEEKEND:
            friday = monday + timedelta(weeks=count, days=5)
            return Stretch(friday, friday + timedelta(days=1))
        case Unit.MONTH:
            return whole_months(anchor.year, anchor.month + count, 1, "month")
        case Unit.QUARTER:
            return whole_months(anchor.year, (anchor.month - 1) // 3 * 3 + 1 + 3 * count, 3, "range")
        case Unit.YEAR:
            return whole_years(anchor.year + count, anchor.year + count, "year")
        case Unit.DECADE:
            first_year = anchor.year // 10 * 10 + 10 * count
            return whole_years(first_year, first_year + 9, "range")
        case _:
            return None


def moved(anchor: date, unit: Unit, count: int) -> date | None:
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


def weekday_near(weekday: int, turn: int | None, anchor: date, future: bool) -> date:
    """Return the weekday that is meant: the latest (or coming) one, or the one before, in, after the anchor's week."""
    ahead, back = (weekday - anchor.weekday()) % 7, (anchor.weekday() - weekday) % 7
    if turn is None:
        return anchor + timedelta(days=ahead) if future else anchor - timedelta(days=back)
    if turn == 0:
        return anchor - timedelta(days=anchor.weekday() - weekday)
    if turn < 0:
        return anchor - timedelta(days=(back or 7) + 7 * (-turn - 1))
    return anchor + timedelta(days=(ahead or 7) + 7 * (turn - 1))


_PIECES_OF_MONTH = {2: (1, 16), 3: (1, 11, 21)}
_PIECES_OF_WEEK = {2: (0, 3), 3: (0, 2, 4)}


def piece(number: int, of: int, whole: Stretch) -> Stretch | None:
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
        return whole_years(whole.first.year + bounds[number - 1], whole.first.year + bounds[number] - 1, "range")
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if whole.first.day != 1 or months < of:
        return None
    begin, end = months * (number - 1) // of, months * number // of
    return whole_months(whole.first.year, whole.first.month + begin, end - begin, "range")


def months_at_edge(count: int, whole: Stretch) -> Stretch | None:
    """Return the first months of a year (`count` > 0) or its last ones."""
    if whole.precision != "year" or not 0 < abs(count) <= 12:
        return None
    return whole_months(whole.first.year, 1 if count > 0 else 13 + count, abs(count), "range")
