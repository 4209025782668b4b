"""The English grammar of single points and stretches of time; ranges of two ends are in `ranges`."""

from dataclasses import replace

from index.times import dates, numeric, years
from index.times.english_parts import decade, how_many, part, period, season
from index.times.line import Line
from index.times.meanings import (
    Day,
    DayIn,
    Impossible,
    Lately,
    Month,
    Offset,
    Weekday,
    WeekdayOf,
    Year,
)
from index.times.phrase import Phrase, Rule
from index.times.vocabulary import Unit

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


def _unit(line: Line, at: int) -> Unit | None:
    unit = line.get(at, "unit") or line.get(at, "units")
    return Unit(unit.value) if unit and line.latin(at) else None


def ago(line: Line, at: int) -> Phrase | None:
    """Read "two weeks ago", "about a month ago", "three days from now", "in two days" (of the future)."""
    about = line.has(at, "about") and line.latin(at)
    within = line.key(at) == "in"
    counted = how_many(line, at + (about or within))
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
    counted = how_many(line, named + 1)
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


def month_phrase(line: Line, at: int) -> Phrase | None:
    """Read "April 2018", "Apr. 2018", "Ramadan 1445"; a name alone needs a preposition."""
    said = dates.month_phrase(line, at)
    if said and line.key(said.stop) == "." and said.needs == "month":
        year = years.year(line, said.stop + 1) if said.stop + 1 < len(line.tokens) else None
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
    years.year,
)
AFTER_NUMBER: tuple[Rule, ...] = (decade, ago)
