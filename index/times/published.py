"""The publication day of an article, read from its own text when its metadata has none."""

import re
from dataclasses import dataclass
from datetime import date

from index.arabic import fold_text
from index.times.find import Reading, TimeExpression, read
from index.times.meanings import Day
from index.times.vocabulary import Unit

_LEAD = 2500
"""Characters from the beginning in which an article says its own day."""
_LINES = 5
_EARLIEST = 1990
_LABELS = re.compile(
    r"(?:تاريخ النشر|نشر في|نشر بتاريخ|نشر يوم|نشرت في|تاريخ|التاريخ|اخر تحديث|حرر في"
    r"|published(?: on)?|date|posted(?: on)?|updated)"
    r"\s*[:：\-–|]?\s*$"
)
_ONLY_TIME = re.compile(
    r"[\s\d:.,،|()\[\]\-–—/]*(?:(?:الساعه|بتوقيت|غرينتش|مساء|صباحا|ص|م|gmt|am|pm|utc)[\s\d:.,،|()+\-–]*)*"
)
_PLACE = re.compile(r"[^\W\d_]+(?:[ \-/–—]{1,3}[^\W\d_]+){0,4}\s*(?:[،,:|(\-–—/]|\([^)]{1,30}\))\s*")
_AFTER_PLACE = re.compile(r"\s*(?:[)(\-–—:|،,]|$)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The publication day as an article says it: the words are code points `start` to `end` of its text.

    `how`: "today" («اليوم الاثنين 8 نيسان»), "label" («تاريخ النشر: 8/4/2024»), "line" (a line that is a date, or an
    agency's place and date before the first sentence).
    """

    date: date
    start: int
    end: int
    how: str


def dateline(text: str, *, collected: date | None) -> Dateline | None:
    """Return the publication day that the text itself states, or None when that is not sure.

    A date in the story is no publication day; two statements that disagree are none either, nor is a day after
    `collected`. «قال مراسلنا، اليوم الأربعاء 15 حزيران/ يونيو» collected in September 2022 -> 2022-06-15, how "today".
    """
    lead = text[:_LEAD]
    readings = [said for said in read(lead, published=None, today=None, collected=collected) if _a_day(said, collected)]
    for how, judge in (("label", _labelled), ("today", _said_today), ("line", _stands_alone)):
        found = [said.expression for said in readings if judge(lead, said)]
        if found:
            return _agreed(found, how)
    return None


def _agreed(found: list[TimeExpression], how: str) -> Dateline | None:
    first = found[0]
    if any(other.first != first.first for other in found):
        return None
    return Dateline(first.first, first.start, first.end, how)


def _a_day(said: Reading, collected: date | None) -> bool:
    day = said.expression
    if day.first != day.last or not isinstance(said.phrase.meaning, Day) or day.approximate:
        return False
    return day.first.year >= _EARLIEST and (collected is None or day.first <= collected)


def _said_today(_: str, said: Reading) -> bool:
    """Whether the date stands beside «اليوم» or "today"."""
    for at in range(said.phrase.first, said.phrase.stop):
        unit = said.line.get(at, "unit")
        if said.line.has(at, "today") or (unit and unit.value == Unit.DAY and unit.definite):
            return True
    return False


def _full(said: Reading) -> bool:
    return isinstance(said.phrase.meaning, Day) and isinstance(said.phrase.meaning.month.year, int)


def _labelled(lead: str, said: Reading) -> bool:
    line = lead[lead.rfind("\n", 0, said.expression.start) + 1 : said.expression.start]
    return bool(_LABELS.fullmatch(fold_text(line).strip() + " ") or _LABELS.fullmatch(fold_text(line).strip()))


def _stands_alone(lead: str, said: Reading) -> bool:
    """Whether the date is a line of its own near the top, or follows an agency's place before the first sentence."""
    start, end = said.expression.start, said.expression.end
    line_start = lead.rfind("\n", 0, start) + 1
    line_end = lead.find("\n", end)
    if len([line for line in lead[:line_start].split("\n") if line.strip()]) >= _LINES:
        return False
    before, after = lead[line_start:start], lead[end : line_end if line_end >= 0 else len(lead)]
    weekday = isinstance(said.phrase.meaning, Day) and said.phrase.meaning.weekday is not None
    if not _full(said) and not weekday:
        return False
    if not before.strip():
        return bool(_ONLY_TIME.fullmatch(fold_text(after).strip()))
    return len(before) <= 60 and bool(_PLACE.fullmatch(before.lstrip())) and bool(_AFTER_PLACE.match(after))
