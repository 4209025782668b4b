"""Numbers as a text says them: digits of both scripts, words of both languages, percentages, shares, vague counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.guard.tokens import Token, bare, tokens
from index.arabic import fold_text

EXACT, PERCENT, ORDINAL, SHARE, VAGUE = "exact", "percent", "ordinal", "share", "vague"

_UNITS = {
    1: "واحد واحدة one",
    2: "اثنان اثنين اثنا اثني اثنتان اثنتين اثنتا اثنتي two",
    3: "ثلاث ثلاثة three",
    4: "أربع أربعة four",
    5: "خمس خمسة five",
    6: "ست ستة six",
    7: "سبع سبعة seven",
    8: "ثمان ثماني ثمانية eight",
    9: "تسع تسعة nine",
    10: "عشر عشرة ten",
    11: "أحد إحدى eleven",  # only before عشر
    **dict(enumerate("twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=12)),
    20: "عشرون عشرين twenty",
    30: "ثلاثون ثلاثين thirty",
    40: "أربعون أربعين forty",
    50: "خمسون خمسين fifty",
    60: "ستون ستين sixty",
    70: "سبعون سبعين seventy",
    80: "ثمانون ثمانين eighty",
    90: "تسعون تسعين ninety",
    200: "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي",
    300: "ثلاثمئة ثلاثمائة",
    400: "أربعمئة أربعمائة",
    500: "خمسمئة خمسمائة",
    600: "ستمئة ستمائة",
    700: "سبعمئة سبعمائة",
    800: "ثمانمئة ثمانمائة ثمانيمئة",
    900: "تسعمئة تسعمائة",
}
_SCALES = {
    12: "dozen",
    100: "مئة مائة hundred",
    1000: "ألف آلاف thousand",
    2000: "ألفان ألفين ألفي",
    1_000_000: "مليون ملايين million",
    2_000_000: "مليونان مليونين مليوني",
    1_000_000_000: "مليار مليارات بليون billion",
    2_000_000_000: "ملياران مليارين ملياري",
}
_TWICE = frozenset((2000, 2_000_000, 2_000_000_000))
_VAGUE = {
    10: "عشرات dozens scores tens",
    100: "مئات مائات hundreds",
    1000: "آلاف ألوف thousands",
    1_000_000: "ملايين millions",
    1_000_000_000: "مليارات billions",
}
_ORDINALS = {
    1: "أول أولى first",
    2: "ثاني ثانية second",
    3: "ثالث ثالثة third",
    4: "رابع رابعة fourth",
    5: "خامس خامسة fifth",
    6: "سادس سادسة sixth",
    7: "سابع سابعة seventh",
    8: "ثامن ثامنة eighth",
    9: "تاسع تاسعة ninth",
    10: "عاشر عاشرة tenth",
    11: "eleventh",
    12: "twelfth",
}
_SHARES: dict[float, str] = {
    0.5: "نصف half",
    1 / 3: "ثلث third",
    2 / 3: "ثلثا ثلثي ثلثين ثلثان",
    0.25: "ربع quarter",
}
_DUALS = (
    "شخص جندي طفل قتيل جريح شهيد وزير رجل ضابط قائد عنصر شهر يوم عام أسبوع صاروخ منزل مبنى فصيل صحفي شاب سجين أسير "
    "غارة قذيفة شاحنة سيارة مركبة طائرة سفينة مروحية دبابة قرية بلدة مدينة مدرسة ساعة دقيقة سنة مرة امرأة "
    "فتاة جثة عائلة "
    "كنيسة مستشفى جولة مرحلة دولة ناقلة قافلة حافلة مدرعة"
)
_PERCENT_WORDS = frozenset(("%", "percent", "pct"))
_PERCENT_KEYS = ("ميه", "مايه", "الميه", "المايه", "بالميه", "بالمايه")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a number: what kind it is and its value."""

    kind: str
    value: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: all ways to read it (1.234 may be a thousand), and where it stands."""

    readings: frozenset[Reading]
    start: int
    end: int
    spelled: bool


@cache
def _words(table: tuple[tuple[float, str], ...]) -> dict[str, float]:
    return {fold_text(word): value for value, words in table for word in words.split()}


def _look_up(table: dict[float, str] | dict[int, str], token: Token) -> float | None:
    words = _words(tuple(table.items()))
    if not token.arabic:
        return words.get(token.key)
    for key in sorted(bare(token.key), key=len, reverse=True):
        for form in (key, key.removesuffix("ا") if len(key) > 3 else key):
            if form in words:
                return words[form]
    return None


@cache
def _duals() -> frozenset[str]:
    forms = set()
    for noun in _DUALS.split():
        stem = noun[:-1] + "ت" if noun.endswith("ة") else noun.replace("ى", "ي")
        forms |= {fold_text(stem + ending) for ending in ("ان", "ين")}
    return frozenset(forms)


def numbers(text: str) -> list[Number]:
    """Return the numbers that `text` says, in order, none overlapping another.

    «مئتان وخمسون ألفاً» is 250000, «٣٫٥ ملايين» 3500000, «4 في المئة» a percentage, «عشرات» a vague count of tens,
    «جنديان» two, «ثلث» and "a third" a share (or the third). «أحد» alone is no number.
    """
    line = tokens(text)
    found, at = [], 0
    while at < len(line):
        number, at = _read(line, at)
        if number:
            found.append(number)
    return found


def _read(line: tuple[Token, ...], at: int) -> tuple[Number | None, int]:
    for rule in (_vague, _counted, _ordinal_or_share):
        number, stop = rule(line, at)
        if number:
            return number, stop
    if line[at].arabic and not bare(line[at].key).isdisjoint(_duals()):
        return _number({Reading(EXACT, 2)}, line, at, at + 1, spelled=True), at + 1
    return None, at + 1


def _number(readings: set[Reading], line: tuple[Token, ...], at: int, stop: int, *, spelled: bool) -> Number:
    return Number(frozenset(readings), line[at].start, line[stop - 1].end, spelled)


def _vague(line: tuple[Token, ...], at: int) -> tuple[Number | None, int]:
    level = _look_up(_VAGUE, line[at])
    if level is None:
        return None, at
    stop = at + 1
    after = stop + 1 if stop < len(line) and line[stop].key == "of" else stop
    if after < len(line):
        scale = _look_up(_VAGUE, line[after])
        if scale is not None and scale > level:
            level, stop = level * scale, after + 1
    return _number({Reading(VAGUE, level)}, line, at, stop, spelled=True), stop


def _counted(line: tuple[Token, ...], at: int) -> tuple[Number | None, int]:
    totals, stop, spelled = _sum(line, at)
    if stop == at:
        return None, at
    percent = _percent_after(line, stop)
    kind = EXACT if percent == stop else PERCENT
    return _number({Reading(kind, total) for total in totals}, line, at, percent, spelled=spelled), percent


def _percent_after(line: tuple[Token, ...], stop: int) -> int:
    keys = [token.key for token in line[stop : stop + 2] if not token.parted]
    if keys and (keys[0] in _PERCENT_WORDS or keys[0] in ("بالميه", "بالمايه")):
        return stop + 1
    if keys in (["per", "cent"], *(["في", key] for key in _PERCENT_KEYS)):
        return stop + 2
    return stop


def _sum(line: tuple[Token, ...], at: int) -> tuple[set[float], int, bool]:
    """Add up number words and digits that belong together; returns the totals, the token after them, if in words."""
    if line[at].numeric:
        starts = _digits(line[at].raw)
        stop = at + 1
    else:
        value, stop = _unit(line, at)
        starts = set() if value is None else {value}
    if not starts:
        return set(), at, False
    spelled = not line[at].numeric
    totals = {_tail(line, stop, start, spelled=spelled) for start in starts}
    return {total for total, _ in totals}, max(end for _, end in totals), spelled


def _unit(line: tuple[Token, ...], at: int) -> tuple[float | None, int]:
    """Read one number word with the عشر behind it."""
    value = _look_up(_UNITS, line[at])
    ten = at + 1 < len(line) and not line[at + 1].parted and line[at + 1].key in ("عشر", "عشره")
    if value is None:
        scale = _look_up(_SCALES, line[at])
        if scale is None or (scale == 100 and line[at].key in ("بالميه", "بالمايه")):
            return None, at
        return scale, at + 1
    if ten and value < 12:
        return (value + 10 if value < 10 else 11), at + 2
    if value == 11 and line[at].arabic:
        return None, at
    return value, at + 1


def _tail(line: tuple[Token, ...], at: int, value: float, *, spelled: bool) -> tuple[float, int]:
    """Go on from a first value through scales and further parts: «12 ألفاً و400», "two hundred and fifty thousand".

    Words never add to bare digits: "in 2024 nine trucks".
    """
    total, current = 0.0, value
    while at < len(line) and not line[at].parted:
        token = line[at]
        scale = _look_up(_SCALES, token)
        joined = token.key == "and" or (token.arabic and token.key.startswith("و"))
        if scale is not None and scale not in _TWICE and not joined:
            if _percent_after(line, at) != at:
                break
            current *= scale
            if scale >= 1000:
                total, current = total + current, 0.0
            at += 1
            spelled = True
            continue
        if not spelled:
            break
        part, stop = _part(line, at, current, total, joined=joined)
        if part is None:
            break
        current, at = current + part, stop
    return total + current, at


def _part(line: tuple[Token, ...], at: int, current: float, total: float, *, joined: bool) -> tuple[float | None, int]:
    """Read a part that is added: it must be smaller than what it is added to."""
    first = at + 1 if line[at].key in ("and", "و") else at
    if first >= len(line) or line[first].parted:
        return None, at
    smallest = current or total
    english = not line[first].arabic and not line[first].numeric
    if not joined and not ((english and (current % 100) >= 20) or (english and current == 0 and total)):
        return None, at
    if line[first].numeric:
        if total < 1000 or current or len(line[first].key) != 3 or _scaled(line, first + 1):
            return None, at
        return float(line[first].key), first + 1
    part, stop = _unit(line, first)
    if part is None:
        return None, at
    fits = part < 10 <= current < 100 or (current < 10 and 20 <= part < 100) or (smallest >= 100 and part < smallest)
    if english and joined:
        fits = smallest >= 100 and part < 100
    return (part, stop) if fits else (None, at)


def _scaled(line: tuple[Token, ...], at: int) -> bool:
    return at < len(line) and not line[at].parted and _look_up(_SCALES, line[at]) is not None


def _digits(raw: str) -> set[float]:
    """Return the ways to read digits: "12,400" is one number, "1.234" two, "1,5" one and a half."""
    plain = fold_text(raw)
    head, *groups = plain.replace(",", ".").split(".")
    if not groups:
        return {float(plain)}
    thousands = all(len(group) == 3 for group in groups) and len(head) <= 3 and head != "0"
    readings = {float(head + "".join(groups))} if thousands else set()
    if len(groups) == 1 and not (thousands and "," in plain):
        readings.add(float(f"{head}.{groups[0]}"))
    return readings or {float(part) for part in (head, *groups)}


def _ordinal_or_share(line: tuple[Token, ...], at: int) -> tuple[Number | None, int]:
    readings: set[Reading] = set()
    token = line[at]
    ordinal = _look_up(_ORDINALS, token)
    stop = at + 1
    if ordinal is not None:
        more, stop = _ordinal_tail(line, stop) if token.arabic else (0, stop)
        readings.add(Reading(ORDINAL, ordinal + more))
    share = _look_up(_SHARES, token) if stop == at + 1 else None
    if share is not None:
        readings.add(Reading(SHARE, share))
    if not readings:
        return None, at
    return _number(readings, line, at, stop, spelled=True), stop


def _ordinal_tail(line: tuple[Token, ...], at: int) -> tuple[float, int]:
    """Read what follows an Arabic ordinal: «الخامس عشر», «الثالث والعشرين»."""
    if at < len(line) and not line[at].parted:
        if line[at].key == "عشر":
            return 10, at + 1
        tens = _look_up(_UNITS, line[at]) if line[at].key.startswith("و") else None
        if tens in range(20, 100, 10):
            return tens or 0, at + 1
    return 0, at


def carried(claim: Number, quote: str, dates: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether the numbers of `quote` bear out a number: the same value of the same kind, or a vaguer word for it.

    The numbers inside `dates`, spans of the quote, count nothing.
    """
    return any(_borne(reading, said) for said in _said(quote, dates) for reading in claim.readings)


def _borne(reading: Reading, said: Reading) -> bool:
    if reading.kind == VAGUE:
        if said.kind == VAGUE:
            return said.value == reading.value
        return said.kind == EXACT and 2 * reading.value <= said.value < 10 * reading.value
    if reading.kind == SHARE and said.kind == PERCENT:
        return abs(reading.value * 100 - said.value) < 1
    if {reading.kind, said.kind} == {ORDINAL, EXACT}:
        return reading.value == said.value
    return reading.kind == said.kind and abs(reading.value - said.value) < 1e-6 * max(1.0, said.value)


def _said(quote: str, dates: Sequence[tuple[int, int]]) -> Iterator[Reading]:
    """Yield all readings of all numbers of a quote, generously: duals of any noun, one for a singular."""
    found = [one for one in numbers(quote) if not any(start <= one.start < end for start, end in dates)]
    for number in found:
        yield from number.readings
    if not any(reading.kind == EXACT for one in found for reading in one.readings):
        yield Reading(EXACT, 1)
    line = tokens(quote)
    for before, token in zip((None, *line), line, strict=False):
        dual = token.arabic and len(token.key) > 4 and token.key.endswith(("ان", "ين"))
        if dual and not (before and (before.numeric or _look_up(_UNITS, before) is not None)):
            yield Reading(EXACT, 2)
