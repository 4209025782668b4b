"""What numbers count: the dead, the wounded, the displaced, money; so that two figures for one thing can be told."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from index.arabic import fold
from index.numerals import numbers

_NEAR = 45
"""Folded characters before and behind a number in which the word for what happened to the counted is looked for."""

_HAPPENED = {
    "killed": r"قتل\w*|مقتل|قتيل\w*|قتلي|مصرع\w*|لقي\w*|ضحايا|ضحيه|وفاه|وفيات|توف\w*|شهيد\w*|شهداء|استشه\w*|"
    r"اودت|اودي|راح|حتف\w*|حصيله|اختنق\w*",
    "wounded": r"جرح\w*|جريح\w*|اصاب\w*|اصيب\w*|مصاب\w*|اصابات",
    "arrested": r"اعتقل\w*|اعتقال\w*|معتقل\w*|اوقف\w*|توقيف|محتجز\w*|احتجاز",
    "displaced": r"نزح\w*|نزوح|نازح\w*|فر\b|فروا|فرار|لجا\w*|لاجئ\w*|لاجي\w*|شرد\w*|تشريد|هجر\w*|مهجر\w*|"
    r"اجلاء|اجلي\w*|غادر\w*|خرج\w*|وصل\w*|نقل\w*",
    "missing": r"مفقود\w*|فقد\w*|فقدان",
    "paid": r"دولار\w*|يورو|ريال\w*|ليره|ليرات|دينار\w*|جنيه\w*|درهم|دراهم|روبل",
}
_ASKED = {
    "paid": re.compile(r"(?<!\w)[وفبل]?(?:ال)?(?:ت?كلف\w*|تكاليف\w*|سعر\w*|اسعار\w*|ثمن\w*|دفع\w*|ميزاني\w*)(?!\w)")
}
"""Words of a question, besides the above, that ask for such a figure."""
_PERCENT = re.compile(r"\s*(?:%|٪|بالميه|بالمايه|في الميه|في المايه)")
_DATE_WORD = re.compile(
    r"\s*(?:كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|"
    r"سبتمبر|اكتوبر|نوفمبر|ديسمبر|عاما|سنه|ساعه|يوما|ايام|دقيقه|ميلادي)\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d|2100")
_COUNTED = re.compile(
    r"\s+(?:شخصا?|مدنيا?|قتيلا?|جريحا?|مصابا?|لاجيا?|نازحا?|مفقودا?|معتقلا?|شهيدا?|ضحيه|طفلا?|امراه)\b"
)
"""Behind four digits it tells a toll from a year: «2012 قتيلا»."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure: how many, and what of ("killed", "wounded", …)."""

    value: float
    of: str


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    before = r"(?<!\w)(?:(?P<and>[وف])|[بل])?(?:ال)?"
    return {of: re.compile(rf"{before}(?:{words})(?!\w)") for of, words in _HAPPENED.items()}


def counts(text: str) -> list[Count]:
    """Return the figures of a text that count people something happened to, or money.

    «مقتل 27 مدنيا وإصابة أربعين» -> [Count(27, "killed"), Count(40, "wounded")]. Years, days of a month, ages and
    percentages are none; each figure goes with the nearest word, those before it counting as nearer.
    """
    folded = fold(text)
    found = []
    for number in numbers(text):
        start = bisect_left(folded.origins, number.start)
        end = bisect_left(folded.origins, number.end)
        if _DATE_WORD.match(folded.text, end) or _PERCENT.match(folded.text, end):
            continue
        if _YEAR.fullmatch(folded.text, start, end) and not _COUNTED.match(folded.text, end):
            continue
        of = _happened(folded.text, start, end)
        if of is not None:
            found.append(Count(number.value, of))
    return found


@lru_cache(maxsize=64)
def asked_about(text: str) -> frozenset[str]:
    """Return what the figures of an answer to this question (in Arabic words) must count; empty for anything."""
    folded = fold(text).text
    named = {of for of, pattern in _patterns().items() if pattern.search(folded)}
    return frozenset(named | {of for of, pattern in _ASKED.items() if pattern.search(folded)})


def _happened(text: str, start: int, end: int) -> str | None:
    nearest: tuple[float, str] | None = None
    low = max(0, start - _NEAR)
    for of, pattern in _patterns().items():
        before = [start - match.end() for match in pattern.finditer(text, low, start)]
        behind = [
            1.5 * (match.start() - end) + (_NEAR if match["and"] else 0)  # «وجرح …» begins what comes next
            for match in pattern.finditer(text, end, end + _NEAR)
        ]
        if before or behind:
            distance = min((*before, *behind))
            if nearest is None or distance < nearest[0]:
                nearest = (distance, of)
    return nearest[1] if nearest else None
