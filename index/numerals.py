"""Numbers in Arabic and English text: digits of either script and number words -> values."""

import re
from dataclasses import dataclass
from functools import cache

from index.arabic import Folded, fold


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text: code points `start` to `end` of the untouched text, and its value."""

    start: int
    end: int
    value: float


_UNITS = {
    1: "واحد واحده احد احدي one", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي two", 3: "ثلاث ثلاثه ثلاثا three",
    4: "اربع اربعه اربعا four", 5: "خمس خمسه خمسا five", 6: "ست سته ستا six", 7: "سبع سبعه سبعا seven",
    8: "ثمان ثماني ثمانيه ثمانيا eight", 9: "تسع تسعه تسعا nine", 10: "عشر عشره عشرا ten", 11: "eleven", 12: "twelve",
    13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
    20: "عشرون عشرين twenty", 30: "ثلاثون ثلاثين thirty", 40: "اربعون اربعين forty", 50: "خمسون خمسين fifty",
    60: "ستون ستين sixty", 70: "سبعون سبعين seventy", 80: "ثمانون ثمانين eighty", 90: "تسعون تسعين ninety",
    100: "ميه مايه hundred", 200: "ميتان ميتين ميتي مايتان مايتين مايتي", 300: "ثلاثميه ثلاثمايه",
    400: "اربعميه اربعمايه", 500: "خمسميه خمسمايه", 600: "ستميه ستمايه", 700: "سبعميه سبعمايه",
    800: "ثمانميه ثمانيميه ثمانمايه ثمانيمايه", 900: "تسعميه تسعمايه",
}  # fmt: skip
_SCALES = {
    1000: "الف الاف الفا thousand", 2000: "الفان الفين الفي", 10**6: "مليون ملايين مليونا million millions",
    2 * 10**6: "مليونان مليونين مليوني", 10**9: "مليار مليارات مليارا بليون billion billions",
    2 * 10**9: "ملياران مليارين ملياري", 10**12: "تريليون ترليون trillion",
}  # fmt: skip
_PARTS = {0.5: "نصف", 0.25: "ربع"}
"""Parts of a scale: «نصف مليون», «مليون ونصف», «مليونان ونصف المليون»."""
_AMBIGUOUS = frozenset("احد احدي واحد واحده ست one".split())
"""Words that are numbers only beside another one: «أحد» is also "anyone", «ست» also "lady"."""
_VAGUE = frozenset("الاف ملايين مليارات millions billions".split())
"""Scales that are numbers only behind another one: «آلاف القتلى» says no number."""
_WEEKDAYS = ("الاحد", "الاثنين")
_HUNDREDTHS = ("بالميه", "بالمايه")


@cache
def _words() -> tuple[dict[str, float], dict[str, float]]:
    units = {word: float(value) for value, words in (_UNITS | _PARTS).items() for word in words.split()}
    scales = {word: float(value) for value, words in _SCALES.items() for word in words.split()}
    return units, scales


_LINKS = frozenset(("و", "-", "and"))
_TOKEN = re.compile(r"(?P<digits>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[^\w\s])")


@dataclass(frozen=True, slots=True)
class _Part:
    """A token that may be part of a number: where it is in the folded text; a `scale` multiplies what is before it."""

    start: int
    end: int
    value: float
    scale: bool = False
    digits: bool = False
    latin: bool = False

    @property
    def fraction(self) -> bool:
        return not self.digits and self.value < 1

    @property
    def hundreds(self) -> bool:
        return not self.digits and 100 <= self.value < 1000

    @property
    def tens(self) -> bool:
        return not self.digits and 20 <= self.value < 100

    @property
    def unit(self) -> bool:
        return not self.digits and 1 <= self.value < 10


def numbers(text: str) -> list[Number]:
    """Return the numbers of `text` in order, each with its value: «خمسة وعشرون ألفا» is 25000, «٣٫٥ ملايين» 3500000.

    Words of one number stand together («مئة وخمسون»); «عشرات», «آلاف القتلى» and other vague amounts are no numbers,
    nor are days of the week («الاثنين») and what percentages are taken of («بالمئة»).
    """
    folded = fold(text)
    found: list[Number] = []
    run: list[_Part] = []
    for token in _TOKEN.finditer(folded.text):
        if run and token.group() in _LINKS:
            continue
        part = _part(token, folded.text)
        if part is not None and run and _joins(folded.text[run[-1].end : part.start], run[-1], part, token.group()):
            again = _begun_again(run, part)
            _close(run[:again], folded, found)
            run = [*run[again:], part]
            continue
        _close(run, folded, found)
        run = [part] if part is not None else []
    _close(run, folded, found)
    return found


def _part(token: re.Match[str], text: str) -> _Part | None:
    start, end = token.span()
    if token["digits"]:
        return _Part(start, end, _digits(token["digits"]), digits=True)
    word = token["word"]
    if not word or word.endswith(_WEEKDAYS) or word in _HUNDREDTHS:
        return None
    if f"ب{word}" in _HUNDREDTHS and text[:start].endswith("في "):
        return None
    units, scales = _words()
    latin = word.isascii()
    for bare in _bare(word):
        if bare in scales:
            return _Part(start, end, scales[bare], scale=True, latin=latin)
        if bare in units:
            return _Part(start, end, units[bare], latin=latin)
    return None


def _bare(word: str) -> list[str]:
    bare = [word]
    for prefix in ("و", "ب", "ل", "ف", "ال", "وال", "بال", "لل", "ول", "وب"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            bare.append(word[len(prefix) :])
    return bare


def _digits(text: str) -> float:
    parts = re.split(r"[.,]", text)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0":
        return float("".join(parts))
    if len(parts) == 2:
        return float(".".join(parts))
    return float(parts[0])


def _joins(gap: str, last: _Part, part: _Part, token: str) -> bool:
    """Whether a part goes on with the number that ends with `last`."""
    link = gap.strip()
    if link and link not in _LINKS:
        return False
    linked = bool(link) or token.startswith("و")
    if part.scale:
        return last.scale and part.value < last.value if linked else not last.scale or part.value > last.value
    beside = linked or (last.latin and part.latin)
    if last.scale:
        return beside and part.value < 1000 and (linked or not part.fraction)
    if part.digits or last.digits:
        return part.value == 100 and not part.digits and last.value < 10 and not linked
    if part.value == 100 and last.unit:
        return not linked
    if last.hundreds:
        return beside and part.value < 100 and not part.fraction
    if last.unit:
        return (part.tens and linked) or (part.value == 10 and not linked)
    return last.tens and part.unit and last.latin and part.latin


def _begun_again(run: list[_Part], part: _Part) -> int:
    """Return where in a run another number has begun, 0 for nowhere: «250 ألفا و300 ألف» are two."""
    scales = [at for at, one in enumerate(run) if one.scale]
    if not part.scale or not scales or run[-1].scale or run[-1].fraction:
        return 0
    return scales[-1] + 1 if _one_of(run[scales[-1]].value) == _one_of(part.value) else 0


def _one_of(scale: float) -> float:
    """Return the scale that a dual is two of: «ألفان» is two of 1000."""
    return next(10.0**power for power in (12, 9, 6, 3) if scale >= 10**power)


def _close(run: list[_Part], folded: Folded, found: list[Number]) -> None:
    if not run:
        return
    first = set(_bare(folded.text[run[0].start : run[0].end]))
    if first & _VAGUE or (len(run) == 1 and (run[0].fraction or first & _AMBIGUOUS)):
        return
    start, end = folded.span(run[0].start, run[-1].end)
    found.append(Number(start, end, _value(run)))


def _value(run: list[_Part]) -> float:
    total = current = scale = 0.0
    for part in run:
        if part.scale:
            total = (total + current) * part.value if 0 < scale < part.value else total + (current or 1) * part.value
            current, scale = 0.0, part.value
        elif part.value == 100 and 0 < current < 10:
            current *= 100
        else:
            current += part.value
    if scale and run[-1].fraction:
        current *= _one_of(scale)
    return total + current
