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
    1: "واحد واحده احد احدي one", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي two", 3: "ثلاث ثلاثه three",
    4: "اربع اربعه four", 5: "خمس خمسه five", 6: "ست سته six", 7: "سبع سبعه seven",
    8: "ثمان ثماني ثمانيه ثمانيه eight", 9: "تسع تسعه nine", 10: "عشر عشره ten", 11: "eleven", 12: "twelve", 13: "thirteen",
    14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
    20: "عشرون عشرين twenty", 30: "ثلاثون ثلاثين thirty", 40: "اربعون اربعين forty", 50: "خمسون خمسين fifty",
    60: "ستون ستين sixty", 70: "سبعون سبعين seventy", 80: "ثمانون ثمانين eighty", 90: "تسعون تسعين ninety",
    100: "مئه ميه مايه مئات hundred", 200: "مئتان مئتين مئتي ميتي مايتي ميتان ميتين مايتان مايتين", 300: "ثلاثمئه ثلاثميه ثلاثمايه",
    400: "اربعمئه اربعميه اربعمايه", 500: "خمسمئه خمسميه خمسمايه", 600: "ستمئه ستميه ستمايه", 700: "سبعمئه سبعميه سبعمايه",
    800: "ثمانمئه ثمانميه ثمانمايه ثمانيمايه", 900: "تسعمئه تسعميه تسعمايه",
}  # fmt: skip
_SCALES = {
    1000: "الف الاف الفا thousand", 2000: "الفان الفين الفي", 10**6: "مليون ملايين مليونا million millions",
    2 * 10**6: "مليونان مليونين مليوني", 10**9: "مليار مليارات مليارا بليون billion billions", 2 * 10**9: "ملياران مليارين ملياري",
    10**12: "تريليون ترليون trillion",
}  # fmt: skip
_AMBIGUOUS = frozenset("احد احدي واحد واحده ست one".split())
"""Words that are numbers only beside another one: «أحد» is also "anyone", «ست» also "lady"."""


@cache
def _words() -> tuple[dict[str, float], dict[str, float]]:
    units = {word: float(value) for value, words in _UNITS.items() for word in words.split()}
    scales = {word: float(value) for value, words in _SCALES.items() for word in words.split()}
    return units, scales


_LINKS = frozenset(("و", "-", "and"))
_TOKEN = re.compile(r"(?P<digits>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[^\w\s])")


def numbers(text: str) -> list[Number]:
    """Return the numbers of `text` in order, each with its value: «خمسة وعشرون ألفا» is 25000, «٣٫٥ ملايين» 3500000.

    Words of one number stand together («مئة وخمسون»); «عشرات» and other vague amounts are no numbers.
    """
    folded = fold(text)
    found: list[Number] = []
    run: list[tuple[int, int, float, bool]] = []
    for token in _TOKEN.finditer(folded.text):
        if run and token.group() in _LINKS:
            continue
        value = _value(token)
        if value is not None and (not run or _joins(folded.text[run[-1][1] : token.start()], run, token, value)):
            run.append((token.start(), token.end(), *value))
            continue
        _close(run, folded, found)
        run = [(token.start(), token.end(), *value)] if value is not None else []
    _close(run, folded, found)
    return found


def _value(token: re.Match[str]) -> tuple[float, bool] | None:
    """Return value and whether it multiplies what stands before it."""
    if token["digits"]:
        return _digits(token["digits"]), False
    if not token["word"]:
        return None
    units, scales = _words()
    for word in _bare(token["word"]):
        if word in scales:
            return scales[word], True
        if word in units:
            return units[word], False
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


def _joins(gap: str, run: list[tuple[int, int, float, bool]], token: re.Match[str], value: tuple[float, bool]) -> bool:
    link = gap.strip()
    if link and link not in _LINKS:
        return False
    if value[1]:
        return True
    linked = bool(link) or token.group().startswith("و")
    if run[-1][3] and run[-1][2] >= 1000 > value[0]:
        return linked
    if token["digits"]:
        return False
    teen = value[0] == 10 and run[-1][2] < 10
    tens = run[-1][2] in (20, 30, 40, 50, 60, 70, 80, 90) and value[0] < 10
    return linked or teen or tens or (value[0] == 100 and run[-1][2] < 10)


def _close(run: list[tuple[int, int, float, bool]], folded: Folded, found: list[Number]) -> None:
    if not run:
        return
    text = folded.text[run[0][0] : run[-1][1]]
    if len(run) == 1 and any(word in _AMBIGUOUS for word in _bare(text)):
        return
    total = current = 0.0
    for _, _, value, multiplies in run:
        if multiplies and value >= 1000:
            total += (current or 1) * value
            current = 0.0
        elif value == 100 and 0 < current < 10:
            current *= 100
        else:
            current += value
    start, end = folded.span(run[0][0], run[-1][1])
    found.append(Number(start, end, total + current))
