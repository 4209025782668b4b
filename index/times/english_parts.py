"""English periods and parts of them: years, seasons, decades, "mid-July", "the first week of May"."""

from index.times import dates, years
from index.times.line import Line
from index.times.meanings import (
    Edge,
    Meaning,
    Month,
    NthWeekday,
    Offset,
    Piece,
    Quarter,
    Season,
    Years,
)
from index.times.numbers import cardinal
from index.times.phrase import Phrase, first_of
from index.times.vocabulary import Share, Unit


def _the(line: Line, at: int) -> int:
    return at + (line.key(at) == "the")


def how_many(line: Line, at: int) -> tuple[int, int] | None:
    """Read "three", "3", "a", "one"; returns the count and the token after it."""
    if line.key(at) in ("a", "an"):
        return 1, at + 1
    number = cardinal(line, at) if at < len(line.tokens) else None
    return (number.value, number.stop) if number else None


def period(line: Line, at: int) -> Phrase | None:
    """Read "last week", "this month", "next year", "last summer", "last April", "the week before last"."""
    named = _the(line, at)
    start = line.tokens[at].start
    unit = line.get(named, "unit")
    if unit and line.key(named + 1) == "before" and line.key(named + 2) == "last" and unit.value > Unit.DAY:
        return Phrase(Offset(Unit(unit.value), -2), at, named + 3, start)
    turn = line.get(named, "turn")
    if turn is None or not line.latin(named) or line.key(named) == "present":
        return None
    unit, season = line.get(named + 1, "unit"), line.get(named + 1, "season")
    if unit and unit.value not in (Unit.DAY, Unit.HOUR):
        return Phrase(Offset(Unit(unit.value), turn.value), at, named + 2, start)
    if season:
        return Phrase(Season(season.value, None, turn.value), at, named + 2, start)
    name = dates.month(line, named + 1) if not line.has(named + 1, "unit") else None
    if name is None or name.slip:
        return None
    return Phrase(Month(name.month, None, name.hijri, turn.value), at, name.stop, start, approximate=name.hijri)


def season(line: Line, at: int) -> Phrase | None:
    """Read "summer 2012", "the winter of 2015"."""
    named = _the(line, at)
    word = line.get(named, "season")
    if word is None or not line.latin(named):
        return None
    tail = years.year_after(line, named + 1)
    return Phrase(Season(word.value, tail.year), at, tail.stop, line.tokens[at].start) if tail else None


def decade(line: Line, at: int) -> Phrase | None:
    """Read "the 1980s"."""
    named = _the(line, at)
    year = line.number(named)
    if year is None or line.key(named + 1) != "s" or not line.glued(named + 1) or year % 10 or not 1700 <= year <= 2090:
        return None
    return Phrase(Years(year, year + 9), at, named + 2, line.tokens[at].start)


def part(line: Line, at: int) -> Phrase | None:
    """Read "early April", "mid-July", "the end of May", "the first week of May", "Q2 2018"."""
    return first_of((_share, _fraction, _week_of, _days_of, _weekday_of, _short_quarter), line, at)


def _whole(line: Line, at: int) -> Phrase | None:
    """Read what a part is of; "the month" and "the year" alone are the current ones."""
    if at >= len(line.tokens):
        return None
    said = first_of((period, decade, season, dates.month_phrase, years.year), line, at)
    if said:
        return said
    unit = line.get(at + 1, "unit") if line.key(at) == "the" else None
    if unit and unit.value in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
        return Phrase(Offset(Unit(unit.value), 0), at, at + 2, line.tokens[at].start)
    return None


def _share(line: Line, at: int) -> Phrase | None:
    named = _the(line, at)
    word = line.get(named, "share")
    if word is None or not line.latin(named):
        return None
    after = named + 1
    if line.key(after) in ("-", "of", "in"):
        after += 1
    elif word.value == Share.END or line.key(named) in ("beginning", "start", "middle"):
        return None
    whole = _whole(line, after)
    if whole is None or (line.key(named) == "start" and line.key(named + 1) != "of"):
        return None
    if word.value == Share.END and line.has(at - 1, "deadline"):
        meaning: Meaning = Edge(-1, whole.meaning)
    else:
        meaning = Piece(min(word.value, 3), 3, whole.meaning)
    return Phrase(meaning, at, whole.stop, line.tokens[at].start, approximate=whole.approximate)


def _fraction(line: Line, at: int) -> Phrase | None:
    """Read "the first half of March", "the second quarter of 2018", "the last third of April"."""
    named = _the(line, at)
    word = line.get(named + 1, "fraction")
    final, nth = line.get(named, "final"), line.get(named, "ordinal")
    if word is None or not (final or nth) or not line.latin(named):
        return None
    number = word.value if final else nth.value if nth else 0
    after = named + 2 + (line.key(named + 2) in ("of", "in"))
    whole = _whole(line, after)
    if whole is None or not 1 <= number <= word.value:
        return None
    return Phrase(
        Piece(number, word.value, whole.meaning), at, whole.stop, line.tokens[at].start, approximate=whole.approximate
    )


def _week_of(line: Line, at: int) -> Phrase | None:
    """Read "the first week of May" (days 1 to 7), "the last week of May" (its last seven)."""
    named = _the(line, at)
    final, nth = line.get(named, "final"), line.get(named, "ordinal")
    if not (final or nth) or line.key(named + 1) != "week" or line.key(named + 2) not in ("of", "in"):
        return None
    whole = _whole(line, named + 3)
    if whole is None:
        return None
    meaning = Edge(-7, whole.meaning) if final else Edge(7, whole.meaning, 7 * (nth.value - 1 if nth else 0))
    return Phrase(meaning, at, whole.stop, line.tokens[at].start, approximate=whole.approximate)


def _days_of(line: Line, at: int) -> Phrase | None:
    """Read "the first three days of April", "the last day of May"."""
    named = _the(line, at)
    final, nth = line.get(named, "final"), line.get(named, "ordinal")
    if not final and not (nth and nth.value == 1):
        return None
    counted = (1, named + 1) if line.key(named + 1) == "day" else how_many(line, named + 1)
    if counted is None or line.key(counted[1]) not in ("day", "days") or line.key(counted[1] + 1) != "of":
        return None
    whole = _whole(line, counted[1] + 2)
    if whole is None:
        return None
    return Phrase(Edge(-counted[0] if final else counted[0], whole.meaning), at, whole.stop, line.tokens[at].start)


def _weekday_of(line: Line, at: int) -> Phrase | None:
    """Read "the first Friday of April", "the last Sunday in May"."""
    named = _the(line, at)
    final, nth, day = line.get(named, "final"), line.get(named, "ordinal"), line.get(named + 1, "weekday")
    if day is None or not (final or nth) or line.key(named + 2) not in ("of", "in"):
        return None
    whole = _whole(line, named + 3)
    if whole is None:
        return None
    number = -1 if final else nth.value if nth else 0
    return Phrase(NthWeekday(number, day.value, whole.meaning), at, whole.stop, line.tokens[at].start)


def _short_quarter(line: Line, at: int) -> Phrase | None:
    number = line.number(at + 1)
    if line.key(at) != "q" or number is None or not 1 <= number <= 4 or not line.glued(at + 1):
        return None
    tail = years.year_after(line, at + 2)
    return Phrase(
        Quarter(number, tail.year if tail else None), at, tail.stop if tail else at + 2, line.tokens[at].start
    )
