"""The window that a question names, in a conversation about certain days."""

import re
from datetime import date

from assistant.window import Window, days_after
from index import times
from index.arabic import fold_text

_DAY_ALONE = re.compile(
    r"(?<!\w)(?:[وفبل]?(?:في )?(?:ال)?يوم )(\d{1,2})(?= منه|\W*$)|"
    r"\b(?:on )?the (\d{1,2})(?:st|nd|rd|th)(?=\W*$| of (?:that|the same) month)"
)
_WEEKDAY_ALONE = re.compile(
    r"(?:(?:ال)?(?:يوم|ليله|مساء|صباح|فجر|ظهر) )?(?:السبت|الاحد|الاثنين|الثلاثا|الاربعا|الخميس|الجمعه)|"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:night|morning|evening))?"
)
_HALF_YEAR = 183
_TWO_YEARS = 800


def spoken_window(text: str, today: date, base: Window | None) -> Window | None:
    """Return the window that a question names; what it leaves open comes from the days spoken of before, `base`.

    In a talk about 20 to 30 June 2018: «وفي منتصف تموز؟» is July 2018 whatever the asker's day, «ويوم الأحد؟» the
    Sunday nearest to it, «ويوم 9؟» 9 June; «أمس» counts from the asker's day all the same.
    """
    found = times.question_window(text, today=today)
    day = None if base is None else base.last or base.first
    if day is None:
        return None if found is None else Window(found.first, found.last)
    if found is None:
        alone = _DAY_ALONE.search(fold_text(text))
        return None if alone is None else _day_of_month(day, int(alone[1] or alone[2]))
    said = " ".join(span.of(text) for span in found.spans)
    if _WEEKDAY_ALONE.fullmatch(fold_text(said).strip()):
        found = times.question_window(text, today=days_after(day, 3)) or found
    elif _of_every_year(text, today, found.last):
        found = times.question_window(text, today=min(today, days_after(day, _HALF_YEAR))) or found
    return Window(found.first, found.last)


def _of_every_year(text: str, today: date, last: date | None) -> bool:
    """Whether a date has no year: it is the same for someone who asks a day earlier, and another one years earlier."""
    day_before = times.question_window(text, today=days_after(today, -1))
    years_before = times.question_window(text, today=days_after(today, -_TWO_YEARS))
    return day_before is not None and years_before is not None and day_before.last == last != years_before.last


def _day_of_month(day: date, number: int) -> Window | None:
    try:
        found = day.replace(day=number)
    except ValueError:  # no such day in that month: the number is no day
        return None
    return Window(found, found)
