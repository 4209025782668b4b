"""The English grammar of single points and stretches of time; ranges of two ends are in `ranges`."""

from dataclasses import replace

from index.times import dates, numeric
from index.times.line import Line
from index.times.meanings import (
    Day,
    DayIn,
    Edge,
    Impossible,
    Lately,
    Meaning,
    Month,
    NthWeekday,
    Offset,
    Piece,
    Quarter,
    Season,
    Weekday,
    WeekdayOf,
    Year,
    Years,
)
from index.times.numbers import cardinal
from index.times.phrase import Phrase, Rule
from index.times.vocabulary import Share, Unit

_SHORT_WEEKDAYS = ("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun")
_AHEAD = ("next", "coming", "upcoming")
_BACK = ("last", "past", "previous")


def _the(line: Line, at: int) -> int:
    return at + (line.key(at) == "the")


def relative_day(line: Line, at: int) -> Phrase | None:
    """Read today, yesterday, tomorrow, "the day before yesterday", "last night", "this morning"."""
    start = line.tokens[at].start
    named = _the(line, at)
    if line.key(named) == "day" and line.has(named + 2, "other_day"):
        if line.has(named + 1, "before") and line.key(named + 2) == "yesterday":
            return Phrase(Offset(Unit.DAY, -2), at, named + 3, start)
        if line.has(named + 1, "after") and line.key(named + 2) == "tomorrow":
            return Phrase(Offset(Unit.DAY, 2), at, named + 3, start)
    part = line.has(at + 1, "daypart")
    if part and line.key(at) == "this":
        return Phrase(Offset(Unit.DAY, 0), at, at + 2, start, daypart=True)
    if part and line.key(at) == "last" and line.key(at + 1) in ("night", "evening"):
        return Phrase(Offset(Unit.DAY, -1), at, at + 2, start, daypart=True)
    today, other = line.get(at, "today"), line.get(at, "other_day")
    if today is None and other is None:
        return None
    said = Phrase(Offset(Unit.DAY, other.value if other else 0), at, at + 1, start)
    return replace(said, stop=at + 2, daypart=True) if part else _dated(line, said)


def _dated(line: Line, said: Phrase) -> Phrase:
    """Add the weekday and the date that stand beside: "today, Monday 8 April"."""
    at = said.stop + (line.key(said.stop) == ",")
    day = line.get(at, "weekday")
    if day is None:
        return said
    beside = _weekday_with_date(line, at)
    return replace(beside, first=said.first, start=said.start) if beside else replace(said, stop=at + 1)


def weekday(line: Line, at: int) -> Phrase | None:
    """Read "Friday", "last Friday", "Sunday morning", "Monday, April 8, 2024"."""
    turn, named = line.get(at, "turn"), at
    if turn or line.key(at) == "this":
        named = at + 1
    day = line.get(named, "weekday")
    if day is None or (turn and line.key(named + 1) in ("of", "in") and line.has(named + 2, "month")):
        return None
    if named == at:
        dated = _weekday_with_date(line, at)
        if dated:
            return dated
        if line.key(at) in _SHORT_WEEKDAYS or not line.raw(at)[:1].isupper():
            return _lower_weekday(line, at)
    said = Phrase(
        Weekday(day.value, turn.value if turn else None),
        at,
        named + 1,
        line.tokens[at].start,
        "" if turn else "weekday",
    )
    if line.has(named + 1, "daypart") and not line.key(named + 1).endswith("s"):
        said = replace(said, stop=named + 2, daypart=True)
    if line.has(named + 1, "turn") and line.key(named + 2) == "week" and (week := line.get(named + 1, "turn")):
        said_of = WeekdayOf(day.value, Offset(Unit.WEEK, week.value))
        return None if turn else replace(said, meaning=said_of, stop=named + 3, needs="")
    return said


def _lower_weekday(line: Line, at: int) -> Phrase | None:
    day = line.get(at, "weekday")
    if (
        day is None
        or line.key(at) in _SHORT_WEEKDAYS
        or line.key(at - 1) not in ("on", "since", "until", "by", "from", "to")
    ):
        return None
    return Phrase(Weekday(day.value), at, at + 1, line.tokens[at].start, "weekday")


def _weekday_with_date(line: Line, at: int) -> Phrase | None:
    day = line.get(at, "weekday")
    if day is None:
        return None
    after = at + 1 + (line.key(at + 1) == ".")
    after += line.key(after) == ","
    if after >= len(line.tokens):
        return None
    dated = numeric.numeric(line, after) if line.number(after) is not None else None
    dated = dated or dates.day(line, after)
    if dated is None or not isinstance(dated.meaning, Day | DayIn | Impossible) or dated.needs == "month":
        return None
    meaning = replace(dated.meaning, weekday=day.value) if isinstance(dated.meaning, Day) else dated.meaning
    return replace(dated, meaning=meaning, first=at, start=line.tokens[at].start, needs="")


def part_of_day(line: Line, at: int) -> Phrase | None:
    """Read "the morning of 7 April", "the night of Saturday"."""
    named = _the(line, at)
    if not line.has(named, "daypart") or not line.latin(named) or line.key(named + 1) != "of":
        return None
    for rule in (relative_day, weekday, dates.day):
        said = rule(line, named + 2) if named + 2 < len(line.tokens) else None
        if said:
            return replace(said, first=at, start=line.tokens[at].start, needs="", daypart=True)
    return None


def _count(line: Line, at: int) -> tuple[int, int] | None:
    """Read "three", "3", "a", "one"; returns the count and the token after it."""
    if line.key(at) in ("a", "an"):
        return 1, at + 1
    number = cardinal(line, at) if at < len(line.tokens) else None
    return (number.value, number.stop) if number else None


def _unit(line: Line, at: int) -> Unit | None:
    unit = line.get(at, "unit") or line.get(at, "units")
    return Unit(unit.value) if unit and line.latin(at) else None


def ago(line: Line, at: int) -> Phrase | None:
    """Read "two weeks ago", "about a month ago", "three days from now", "in two days" (of the future)."""
    about = line.has(at, "about") and line.latin(at)
    within = line.key(at) == "in"
    counted = _count(line, at + (about or within))
    unit = _unit(line, counted[1]) if counted else None
    if counted is None or unit is None:
        return None
    count, after = counted[0], counted[1] + 1
    if unit is Unit.HOUR:
        if count % 24:
            return None
        unit, count = Unit.DAY, count // 24
    start = line.tokens[at].start
    if line.has(after, "ago"):
        return Phrase(Offset(unit, -count), at, after + 1, start, approximate=about)
    if line.key(after) == "from" and line.has(after + 1, "now"):
        return Phrase(Offset(unit, count), at, after + 2, start, approximate=about)
    return (
        Phrase(Offset(unit, count), at, after, start, "future")
        if within and line.key(after) not in ("of", "and")
        else None
    )


def lately(line: Line, at: int) -> Phrase | None:
    """Read "the last three days", "the past week", "the next two months"."""
    named = _the(line, at)
    key = line.key(named)
    if key not in _AHEAD and key not in _BACK:
        return None
    counted = _count(line, named + 1)
    unit = _unit(line, counted[1]) if counted else None
    if counted is None or unit is None:
        unit = _unit(line, named + 1)
        if key != "past" or unit is None or unit in (Unit.HOUR, Unit.WEEKEND) or line.has(named + 1, "units"):
            return None
        return Phrase(Lately(unit, 1), at, named + 2, line.tokens[at].start)
    if line.has(counted[1] + 1, "of") and line.key(counted[1] + 1) == "of":
        return None
    if unit is Unit.HOUR and counted[0] < 24:
        return None
    return Phrase(Lately(unit, counted[0], key in _AHEAD), at, counted[1] + 1, line.tokens[at].start)


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
    tail = dates.year_after(line, named + 1)
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
    for rule in (_share, _fraction, _week_of, _days_of, _weekday_of, _short_quarter):
        said = rule(line, at)
        if said:
            return said
    return None


def _whole(line: Line, at: int) -> Phrase | None:
    """Read what a part is of; "the month" and "the year" alone are the current ones."""
    if at >= len(line.tokens):
        return None
    for rule in (period, decade, season, dates.month_phrase, dates.year):
        said = rule(line, at)
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
    counted = (1, named + 1) if line.key(named + 1) == "day" else _count(line, named + 1)
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
    tail = dates.year_after(line, at + 2)
    return Phrase(
        Quarter(number, tail.year if tail else None), at, tail.stop if tail else at + 2, line.tokens[at].start
    )


def month_phrase(line: Line, at: int) -> Phrase | None:
    """Read "April 2018", "Apr. 2018", "Ramadan 1445"; a name alone needs a preposition."""
    said = dates.month_phrase(line, at)
    if said and line.key(said.stop) == "." and said.needs == "month":
        year = dates.year(line, said.stop + 1) if said.stop + 1 < len(line.tokens) else None
        if year and isinstance(year.meaning, Year) and isinstance(said.meaning, Month):
            return replace(said, meaning=replace(said.meaning, year=year.meaning.year), stop=year.stop, needs="")
    return said


POINTS: tuple[Rule, ...] = (
    relative_day,
    part_of_day,
    weekday,
    dates.day,
    part,
    ago,
    lately,
    period,
    season,
    decade,
    month_phrase,
    dates.year,
)
AFTER_NUMBER: tuple[Rule, ...] = (decade, ago)
