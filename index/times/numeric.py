"""Dates in digits, day first: «8/4/2024», «2024-04-08», «11/2021», «7-10 نيسان»."""

import re

from index.times.dates import SLASHES, exists, month, month_tail
from index.times.line import Line
from index.times.meanings import (
    Between,
    Day,
    DayOnly,
    Impossible,
    Meaning,
    Month,
    Years,
)
from index.times.phrase import Phrase
from index.times.pieces import date_or_none
from index.times.years import DASHES, FIRST_YEAR, LAST_YEAR

_D, _M, _Y, _DASH = r"(\d{1,2})", r"(\d{1,2})", r"(\d{4})", r"[-–—−‐‑]"
_NUMERIC = (
    ("ymd", re.compile(rf"{_Y}([/.\-–_])(\d{{1,2}})\2(\d{{1,2}})")),
    ("dmy", re.compile(rf"{_D}([/.\-–_\\])(\d{{1,2}})\2(\d{{4}}|(?<!\.)\d{{2}})")),
    ("ddmy", re.compile(rf"{_D}{_DASH}{_D}/{_M}/{_Y}")),
    ("dmdmy", re.compile(rf"{_D}/{_M}{_DASH}{_D}/{_M}/{_Y}")),
    ("dmydmy", re.compile(rf"{_D}([/.]){_M}\2{_Y}{_DASH}{_D}\2{_M}\2{_Y}")),
    ("mymy", re.compile(rf"{_M}/{_Y}{_DASH}{_M}/{_Y}")),
    ("my", re.compile(rf"{_M}/{_Y}")),
    ("m-y", re.compile(rf"{_M}-{_Y}")),
    ("ym", re.compile(r"(\d{4})[/\-](\d{2})")),
    ("yy", re.compile(rf"{_Y}(?:{_DASH}|/){_Y}")),
    ("ddm", re.compile(rf"{_D}{_DASH}{_D}/{_M}")),
    ("dm", re.compile(rf"{_D}[/]{_M}")),
    ("d-m", re.compile(rf"{_D}{_DASH}{_M}")),
)


def numeric(line: Line, at: int) -> Phrase | None:
    """Read a cluster of digits as a date, day first: «8/4/2024», «2024-04-08», «25/12/19», «3/2021», «7/4»."""
    size = line.cluster(at)
    if size <= 0:
        return _spaced(line, at)
    tokens = line.tokens[at : at + size]
    text = "".join(
        str(int(t.raw)).zfill(len(t.raw)) if t.kind == "number" and len(t.raw) < 10 else t.raw for t in tokens
    )
    for shape, pattern in _NUMERIC:
        match = pattern.fullmatch(text)
        if match:
            meaning = _numeric_meaning(shape, [int(g) for g in match.groups() if g.isdigit()])
            if meaning is not None:
                needs = {"dm": "slash", "ddm": "slash", "d-m": "dash", "m-y": "year", "yy": "years"}.get(
                    shape, "numbers"
                )
                hijri = isinstance(meaning, Day) and meaning.month.hijri
                stop = at + size + (hijri and line.has(at + size, "hijri_mark"))
                return Phrase(meaning, at, stop, tokens[0].start, needs, approximate=hijri)
            if shape in ("ymd", "dmy"):
                return Phrase(Impossible(), at, at + size, tokens[0].start)
    return None


def _spaced(line: Line, at: int) -> Phrase | None:
    """Read «8 / 4 / 2018»: spaces around the signs, a year of four digits."""
    if not all(line.key(at + offset) in SLASHES + DASHES for offset in (1, 3)):
        return None
    numbers = [line.number(at + offset) for offset in (0, 2, 4)]
    if line.key(at + 1) != line.key(at + 3) or None in numbers or len(line.raw(at + 4)) != 4:
        return None
    meaning = _full(*(n or 0 for n in numbers))
    return Phrase(meaning, at, at + 5, line.tokens[at].start) if meaning else None


def _full(day_said: int, month_said: int, year_said: int) -> Day | None:
    if year_said < 100:
        year_said += 2000
    if 1343 <= year_said <= 1500 and 1 <= month_said <= 12 and 1 <= day_said <= 30:
        return Day(day_said, Month(month_said, year_said, hijri=True))
    if not FIRST_YEAR <= year_said <= LAST_YEAR or date_or_none(year_said, month_said, day_said) is None:
        return None
    return Day(day_said, Month(month_said, year_said))


def _numeric_meaning(shape: str, n: list[int]) -> Meaning | None:
    first: Meaning | None = None
    last: Meaning | None = None
    match shape:
        case "dmy":
            return _full(n[0], n[1], n[2])
        case "ymd":
            return _full(n[2], n[1], n[0])
        case "my" | "m-y":
            return _month_of(n[0], n[1])
        case "ym":
            return _month_of(n[1], n[0])
        case "yy":
            return Years(n[0], n[1]) if 1800 <= n[0] < n[1] <= LAST_YEAR and n[1] - n[0] <= 100 else None
        case "dm" | "d-m":
            return Day(n[0], Month(n[1])) if date_or_none(2000, n[1], n[0]) else None
        case "ddmy":
            first, last = _full(n[0], n[2], n[3]), _full(n[1], n[2], n[3])
        case "dmdmy":
            first, last = _full(n[0], n[1], n[4]), _full(n[2], n[3], n[4])
        case "dmydmy":
            first, last = _full(n[0], n[1], n[2]), _full(n[3], n[4], n[5])
        case "mymy":
            first, last = _month_of(n[0], n[1]), _month_of(n[2], n[3])
        case "ddm" if n[0] < n[1] and date_or_none(2000, n[2], n[1]):
            first, last = DayOnly(n[0]), Day(n[1], Month(n[2]))
    return Between(first, last) if first and last else None


def _month_of(number: int, year_said: int) -> Month | None:
    return Month(number, year_said) if 1 <= number <= 12 and 1900 <= year_said <= LAST_YEAR else None


def day_pair(line: Line, at: int) -> Phrase | None:
    """Read «7-10 نيسان» and «13/14 نيسان»: a cluster of two days before a month, or after an English one."""
    if line.cluster(at) != 3 or line.key(at + 1) not in DASHES + SLASHES:
        return None
    first, number = line.number(at), line.number(at + 2)
    if first is None or number is None or not 1 <= first < number <= 31:
        return None
    after = at + 3
    after += line.has(after, "of")
    name = month(line, after)
    if name is None or name.slip:
        return None
    tail, turn, stop = month_tail(line, name)
    said = Month(name.month, tail.year if tail else None, name.hijri, turn)
    if not exists(number, said):
        return Phrase(Impossible(), at, stop, line.tokens[at].start)
    night = line.key(at + 1) in SLASHES
    return Phrase(
        Between(DayOnly(first), Day(number, said), night), at, stop, line.tokens[at].start, approximate=name.hijri
    )
