"""What a time expression can mean, before it is worked out against a day."""

from dataclasses import dataclass
from datetime import date

from index.times.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class Offset:
    """A unit of the calendar counted from the anchor: «أمس» is day −1, «الأسبوع المقبل» week +1."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Same:
    """The month or year named just before: «من الشهر نفسه»."""

    unit: Unit


YearOf = int | Offset | Same | None
"""A year as said: a number, relative, that of the date before, or not said."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year; Hijri years resolve by Umm al-Qura."""

    year: int
    hijri: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month; `turn` is −1 for الماضي, 0 for الجاري, +1 for المقبل."""

    month: int
    year: YearOf = None
    hijri: bool = False
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a named month, with the weekday said beside it (Monday is 0)."""

    day: int
    month: Month
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DayIn:
    """A day counted in a month said relatively: «12 من الشهر الجاري»."""

    day: int
    whole: Offset | Same


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday alone; turn −1 strictly before the anchor, +1 strictly after, ±2 a week further, 0 in its week."""

    weekday: int
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class WeekdayOf:
    """A weekday of a week said relatively: «السبت من الأسبوع الماضي»."""

    weekday: int
    week: Offset


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The `number`-th such weekday of a stretch, −1 the last: «أول جمعة من أيار», "the last Sunday of May"."""

    number: int
    weekday: int
    whole: "Meaning"


@dataclass(frozen=True, slots=True)
class Lately:
    """From `count` units before the anchor to the anchor, or to `count` units after it."""

    unit: Unit
    count: int
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """Three months from `month` on."""

    month: int
    year: YearOf = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter, 1 to 4, of a year."""

    quarter: int
    year: YearOf = None


@dataclass(frozen=True, slots=True)
class Years:
    """Whole years, first to last: a decade or «2011-2018»."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Piece:
    """The `number`-th of `of` parts of a longer stretch: «أواخر نيسان» is 3 of 3, «النصف الثاني من» 2 of 2."""

    number: int
    of: int
    whole: "Meaning"


@dataclass(frozen=True, slots=True)
class Edge:
    """So many units at the beginning of a stretch (`count` > 0) or at its end (< 0), after `skip` days."""

    count: int
    whole: "Meaning"
    skip: int = 0
    unit: Unit = Unit.DAY


@dataclass(frozen=True, slots=True)
class Between:
    """From the beginning of one to the end of the other; the first borrows what only the other says."""

    first: "Meaning"
    last: "Meaning"
    night: bool = False


@dataclass(frozen=True, slots=True)
class DayOnly:
    """A day whose month is said after the other end of its range: the 7 of «بين 7 و10 نيسان»."""

    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """Something written like a date that no calendar has: «31 نيسان»."""


Meaning = (
    Offset
    | Same
    | Year
    | Month
    | Day
    | DayIn
    | Weekday
    | WeekdayOf
    | NthWeekday
    | Lately
    | Season
    | Quarter
    | Years
    | Piece
    | Edge
    | Between
    | DayOnly
    | Impossible
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Inclusive days with the grain in which they were said."""

    first: date
    last: date
    precision: str = "range"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a meaning is worked out against.

    `anchor` is the publication day or, when `question`, the asker's day; `collected` counts only without an anchor;
    `future` says that the clause speaks of what is to come; `previous` is the expression found before.
    """

    anchor: date | None
    question: bool = False
    collected: date | None = None
    future: bool = False
    previous: Stretch | None = None
