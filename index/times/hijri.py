"""The Hijri calendar, by the tables of Umm al-Qura. Only this file knows hijridate.

A sighted month may begin a day earlier or later; whoever shows such a date says that it is approximate.
"""

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1343, 1500


def day(year: int, month: int, number: int) -> date | None:
    """Return the Gregorian day of a Hijri date, or None where the tables have none (30 of a month of 29, year 1200).

    27 رمضان 1445 -> 2024-04-06.
    """
    from hijridate import Hijri

    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= number <= length(year, month)):
        return None
    gregorian = Hijri(year, month, number, validate=False).to_gregorian()
    return date(gregorian.year, gregorian.month, gregorian.day)


def length(year: int, month: int) -> int:
    """Return the number of days of a Hijri month inside the tables."""
    from hijridate import Hijri

    return Hijri(year, month, 1, validate=False).month_length()


def month(year: int, number: int) -> tuple[date, date] | None:
    """Return first and last day of a Hijri month, or None outside the tables."""
    first = day(year, number, 1)
    return (first, first + timedelta(days=length(year, number) - 1)) if first else None


def years(first: int, last: int) -> tuple[date, date] | None:
    """Return first and last day of the Hijri years first to last, or None outside the tables."""
    opens, closes = day(first, 1, 1), month(last, 12)
    return (opens, closes[1]) if opens and closes else None


def year_of(gregorian: date) -> int:
    """Return a Hijri year that holds or is next to that day."""
    return round((gregorian.year + gregorian.timetuple().tm_yday / 365.25 - 621.57) * 1.030684)
