"""Expressions with two ends: «من 3 إلى 9 أيار», «بين أيار وتموز», «7 و8 نيسان», "between 3 and 9 May"."""

from dataclasses import dataclass, replace

from index.times import arabic, arabic_days, dates, english, numeric, years
from index.times.line import Line
from index.times.meanings import Between, Day, DayIn, DayOnly, Impossible, Lately, Month, Offset, Year
from index.times.phrase import Phrase
from index.times.vocabulary import Unit

_DASHES = ("-", "–", "—", "−", "‐", "‑")


@dataclass(frozen=True, slots=True)
class Link:
    """What joins two ends and the token after it; a weak one («و») makes a range only after «بين» or of neighbours."""

    stop: int
    weak: bool


def expression(line: Line, at: int) -> Phrase | None:
    """Read the longest time expression that starts at token `at`."""
    joined = _open_range(line, at)
    if joined:
        return joined
    said = point(line, at)
    if said is None:
        return None
    if not isinstance(said.meaning, Between | Lately | Impossible):
        joined = _joined(line, said)
        if joined:
            return joined
    return said


def _open_range(line: Line, at: int) -> Phrase | None:
    """Read a range whose first end is not whole without the last: «3 إلى 9 أيار», «ليل السبت 4 - الأحد 5 حزيران»."""
    part = line.get(at, "daypart")
    if part and not part.definite and not line.latin(at):
        first = _first_end(line, at + 1) if at + 1 < len(line.tokens) else None
        joined = _joined(line, first) if first and first.needs == "only" else None
        return replace(joined, first=at, start=line.start(at, part), needs="", daypart=True) if joined else None
    first = _first_end(line, at)
    return _joined(line, first) if first else None


def point(line: Line, at: int) -> Phrase | None:
    """Read one point or stretch, in the language of its first word."""
    if not 0 <= at < len(line.tokens):
        return None
    rules = english.POINTS if line.latin(at) else arabic.POINTS
    if line.is_number(at):
        rules = (*english.AFTER_NUMBER, *rules)
    for rule in rules:
        said = rule(line, at)
        if said:
            return _with_twin(line, said)
    return None


def _with_twin(line: Line, said: Phrase) -> Phrase:
    """Join a Hijri date and its printed Gregorian twin, in either order; the Gregorian one says the days."""
    if not isinstance(said.meaning, Day | Month):
        return said
    hijri = said.meaning.hijri if isinstance(said.meaning, Month) else said.meaning.month.hijri
    after = said.stop
    bracket = line.key(after) in ("(", "[", "/", "-", "–", "،", ",", "=")
    after += bracket
    linked = line.has(after, "twin")
    if not bracket and not linked:
        return said
    while line.has(after, "twin", "dated") or line.key(after) in ("ل", "في"):
        after += 1
    twin = _plain_date(line, after)
    if twin is None or not isinstance(twin.meaning, Day | Month) or type(twin.meaning) is not type(said.meaning):
        return said
    other = twin.meaning.hijri if isinstance(twin.meaning, Month) else twin.meaning.month.hijri
    if other == hijri:
        return said
    stop = twin.stop + (line.key(twin.stop) in (")", "]") and bracket)
    gregorian = twin.meaning if hijri else said.meaning
    if isinstance(said.meaning, Day) and isinstance(gregorian, Day) and said.meaning.weekday is not None:
        gregorian = replace(gregorian, weekday=said.meaning.weekday)
    return replace(said, meaning=gregorian, stop=stop, needs="", approximate=False)


def _plain_date(line: Line, at: int) -> Phrase | None:
    if at >= len(line.tokens):
        return None
    digits = numeric.numeric(line, at) if line.number(at) is not None else None
    return digits or dates.day(line, at) or dates.month_phrase(line, at)


def _first_end(line: Line, at: int) -> Phrase | None:
    """Read a first end that is whole only with the last one: the 3 of «3 إلى 9 أيار»."""
    start: int | None = None
    inner, weekday = at, None
    both, units = line.get(at, "both"), line.get(at, "units")
    days = units if units and units.value == Unit.DAY and not units.definite else None
    pair = line.get(at, "pair")
    opener = both or days
    if pair and pair.definite and pair.value == Unit.YEAR and line.is_number(at + 1):
        return _both_ends(line, at, at + 1, line.start(at, pair))
    if opener and not opener.definite:
        inner, start = at + 1, line.start(at, opener)
    named = line.get(inner, "weekday")
    if named and (named.definite or line.latin(inner)):
        start, inner, weekday = start if start is not None else line.start(inner, named), inner + 1, named.value
    inner += line.key(inner) == "the"
    number = dates.day_number(line, inner)
    if number is None or not 1 <= number.value <= 31:
        return _both_ends(line, at, at + 1, start or 0) if opener else None
    stop = number.stop + (line.has(number.stop, "of") and line.latin(inner))
    begins = start if start is not None else number.start
    needs = "both" if opener else "only"
    return Phrase(DayOnly(number.value, weekday), at, stop, begins, needs)


def _both_ends(line: Line, at: int, inner: int, start: int) -> Phrase | None:
    """Read the first end after «عامي» and «شهري»: «عامي 2011 و2018», «شهري أيار وحزيران»."""
    said = years.year(line, inner) or dates.month_phrase(line, inner) or arabic_days.weekday(line, inner)
    return replace(said, first=at, start=start, needs="both") if said else None


def _link(line: Line, at: int) -> Link | None:
    key = line.key(at)
    if key in _DASHES:
        return Link(at + 1, False)
    if line.has(at, "to"):
        return Link(at + 1 + (line.key(at + 1) in ("غايه", "حتي")), False)
    after = line.after_and(at)
    if after is None:
        return None
    if line.has(after, "to") and after == at:
        return Link(at + 1, False)
    if line.has(after, "to"):
        return Link(after + 1, False)
    return Link(after + (line.key(after) in ("بين", "وبين")), True)


def _joined(line: Line, first: Phrase) -> Phrase | None:
    """Join a first end with the last one after it, or return None."""
    link = _link(line, first.stop)
    if isinstance(first.meaning, Month) and line.key(first.stop) == "/":
        after = dates.month(line, first.stop + 1)
        if after and after.month == first.meaning.month + 1:
            link = Link(first.stop + 1, False)  # أيلول/تشرين الأول
    if link is None:
        return None
    if link.weak and isinstance(first.meaning, DayOnly):
        first, link = _through_list(line, first, link)
    second = _last_end(line, link.stop, first)
    if second is None or not _fits(first, second):
        return None
    before = first.first - 1
    between = line.has(before, "between") or (line.key(before) == "the" and line.has(before - 1, "between"))
    if link.weak and not between and first.needs != "both" and not _neighbours(line, first, second):
        return _of_the_year_after(first, second)
    if isinstance(second.meaning, Impossible):
        return replace(second, first=first.first, start=first.start)
    governed = between or line.has(before, "from", "since", "within") or first.needs in ("both", "only")
    needs = "" if governed or not first.needs else first.needs
    if needs == "year" and not link.weak and isinstance(second.meaning, Year):
        needs = "years"
    opens = first.meaning
    if (
        isinstance(opens, Day)
        and isinstance(second.meaning, Day)
        and opens.month == replace(second.meaning.month, year=None)
    ):
        opens = replace(opens, month=second.meaning.month)
    meaning = Between(opens, second.meaning)
    return Phrase(
        meaning, first.first, second.stop, first.start, needs, approximate=first.approximate or second.approximate
    )


def _of_the_year_after(first: Phrase, second: Phrase) -> Phrase | None:
    """Give a date the year that only its sister says: the 7 نيسان of «7 نيسان و8 أيار 2018»."""
    if not isinstance(first.meaning, Day) or not isinstance(second.meaning, Day):
        return None
    month, year = first.meaning.month, second.meaning.month.year
    if month.year is not None or month.turn is not None or year is None or month.hijri != second.meaning.month.hijri:
        return None
    return replace(first, meaning=replace(first.meaning, month=replace(month, year=year)))


def _through_list(line: Line, first: Phrase, link: Link) -> tuple[Phrase, Link]:
    """Step over the middle of «7 و8 و9 نيسان», up to five days that follow one another."""
    expected = first.meaning.day if isinstance(first.meaning, DayOnly) else 0
    for _ in range(5):
        number = dates.day_number(line, link.stop)
        expected += 1
        after = _link(line, number.stop) if number and number.value == expected else None
        if number is None or after is None or not after.weak or dates.day_number(line, after.stop) is None:
            break
        first, link = replace(first, needs="both"), after
    return first, link


def _last_end(line: Line, at: int, first: Phrase) -> Phrase | None:
    """Read the last end; «10 منه» is of the month of the first, «الآن» is the anchor."""
    if at >= len(line.tokens):
        return None
    number = dates.day_number(line, at)
    if number and line.has(number.stop, "it") and isinstance(first.meaning, Day):
        return Phrase(Day(number.value, first.meaning.month), at, number.stop + 1, number.start)
    now = line.get(at, "now")
    if now and (now.definite or line.latin(at)) and not line.has(at, "unit"):
        return Phrase(Offset(Unit.DAY, 0), at, at + 1, line.start(at, now))
    both = _first_end(line, at) if isinstance(first.meaning, DayOnly) else None
    if both and isinstance(both.meaning, DayOnly) and both.meaning.weekday is not None:
        said = dates.day(line, at + 1)
        if said and isinstance(said.meaning, Day):
            return replace(said, first=at, meaning=replace(said.meaning, weekday=both.meaning.weekday))
    return _day_of_first(line, at, first) or _second_of_a_pair(line, at, first) or point(line, at)


def _second_of_a_pair(line: Line, at: int, first: Phrase) -> Phrase | None:
    """Read the «الثاني» of «تشرين الأول والثاني» and «كانون الأول والثاني»."""
    which = line.get(at, "ordinal")
    head = first.meaning.month if isinstance(first.meaning, Month) and not first.meaning.hijri else 0
    if head not in (10, 12) or which is None or not which.definite or which.value != 2:
        return None
    tail = years.year_after(line, at + 1)
    meaning = Month(head % 12 + 1, tail.year if tail else None)
    return Phrase(meaning, at, tail.stop if tail else at + 1, line.start(at, which), "month")


def _day_of_first(line: Line, at: int, first: Phrase) -> Phrase | None:
    """Read the 10 of "April 7 to 10, 2018": the month was said with the first end, the year after the last one."""
    if not isinstance(first.meaning, Day) or not line.latin(first.first) or dates.month(line, at):
        return None
    start = at + (line.key(at) == "the")
    number = dates.day_number(line, start)
    if number is None or not first.meaning.day < number.value <= 31 or dates.month(line, number.stop):
        return None
    if line.key(number.stop) == "of" and dates.month(line, number.stop + 1):
        return None
    tail = years.year_after(line, number.stop)
    year = tail.year if tail else first.meaning.month.year
    meaning = Day(number.value, replace(first.meaning.month, year=year))
    return Phrase(meaning, at, tail.stop if tail else number.stop, number.start)


def _fits(first: Phrase, second: Phrase) -> bool:
    if isinstance(second.meaning, Impossible):
        return isinstance(first.meaning, DayOnly)
    if isinstance(second.meaning, Between | Lately):
        return False
    if isinstance(first.meaning, DayOnly):
        return isinstance(second.meaning, Day | DayIn)
    return second.needs not in ("slash", "dash", "future") or second.needs == first.needs == "slash"


def _neighbours(line: Line, first: Phrase, second: Phrase) -> bool:
    """Whether «و» alone may join them: «7 و8 نيسان», not «7 و20 نيسان»; never two full dates."""
    if first.needs == "both" or (isinstance(second.meaning, Month) and line.has(second.first, "ordinal")):
        return True
    if not isinstance(first.meaning, DayOnly) or not isinstance(second.meaning, Day | DayIn):
        return False
    return second.meaning.day == first.meaning.day + 1
