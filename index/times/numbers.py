"""Number words of Arabic and English, as counts and as ordinals, and how they combine."""

from dataclasses import dataclass

from index.times.line import Line

CARDINALS: dict[int, str] = {
    1: "واحد واحدة one",
    2: "اثنان اثنين اثنا اثني اثنتان اثنتين اثنتا اثنتي تنين two",
    3: "ثلاث ثلاثة تلات تلاتة three",
    4: "أربع أربعة four",
    5: "خمس خمسة five",
    6: "ست ستة six",
    7: "سبع سبعة seven",
    8: "ثمان ثماني ثمانية تمانية eight",
    9: "تسع تسعة nine",
    10: "عشر عشرة ten",
    11: "أحد إحدى eleven",  # أحد is "one" only before عشر
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    100: "مئة مائة",
    1000: "ألف",
    2000: "ألفين ألفان",
}
TENS: dict[int, str] = {
    20: "عشرون عشرين twenty",
    30: "ثلاثون ثلاثين thirty",
    40: "أربعون أربعين forty",
    50: "خمسون خمسين fifty",
    60: "ستون ستين sixty",
    70: "سبعون سبعين seventy",
    80: "ثمانون ثمانين eighty",
    90: "تسعون تسعين ninety",
}
ORDINALS: dict[int, str] = {
    1: "أول أولى حادي حادية first",
    2: "ثاني ثانية ثان second",
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
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    30: "thirtieth",
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the token after its last one; `start` is the code point where it begins."""

    value: int
    stop: int
    start: int
    spelled: bool
    definite: bool = False


def cardinal(line: Line, at: int) -> Numeral | None:
    """Read a count at token `at`: «3», «ثلاثة», «خمسة عشر», «خمس وعشرين», «الـ24», "twenty-one"."""
    digits = _digits(line, at)
    if digits:
        return digits
    unit = line.get(at, "cardinal")
    if unit is None:
        tens = line.get(at, "tens")
        if tens is None:
            return None
        start, value = line.start(at, tens), tens.value
        small = at + 2 if line.key(at + 1) == "-" else at + 1
        english = line.get(small, "cardinal")
        if english and english.value < 10 and line.latin(at) and line.latin(small):
            return Numeral(value + english.value, small + 1, start, True)
        return Numeral(value, at + 1, start, True, tens.definite)
    start, value, stop = line.start(at, unit), unit.value, at + 1
    if value in (1, 2) or 3 <= value <= 9 or value == 11:
        stop, value = _compound(line, at, value)
    if value == 11 and stop == at + 1 and not line.latin(at):
        return None
    return Numeral(value, stop, start, True, unit.definite)


def _compound(line: Line, at: int, value: int) -> tuple[int, int]:
    """Join a unit with the عشر or the tens after it; returns the token after it and the value."""
    ten = line.get(at + 1, "cardinal")
    if ten and ten.value == 10 and not ten.clitics and not line.latin(at + 1):
        return at + 2, 11 if value in (1, 11) else value + 10
    tens = line.joined(at + 1, "tens")
    if tens and value < 11:
        return tens.stop, value + tens.value
    return at + 1, value


def _digits(line: Line, at: int) -> Numeral | None:
    start = line.tokens[at].start if at < len(line.tokens) else 0
    token_at, definite = at, False
    if line.key(at) == "ال" or (line.get(at, "article") and line.number(at + 1) is not None):
        article = line.get(at, "article")
        start, token_at, definite = line.tokens[at].start + (article.at if article else 0), at + 1, True
    value = line.number(token_at)
    if value is None or line.cluster(token_at):
        return None
    return Numeral(value, token_at + 1, start, False, definite)


def ordinal(line: Line, at: int) -> Numeral | None:
    """Read an ordinal at token `at`: «السابع», «الثامن والعشرين», «الحادي عشر», «العشرين», "8th", "twenty-first"."""
    unit = line.get(at, "ordinal")
    if unit is None:
        return _english_ordinal(line, at) if line.latin(at) or line.number(at) is not None else _tens(line, at)
    start, value, stop = line.start(at, unit), unit.value, at + 1
    if not line.latin(at):
        stop, value = _compound(line, at, value) if value < 10 else (stop, value)
    return Numeral(value, stop, start, True, unit.definite)


def _tens(line: Line, at: int) -> Numeral | None:
    tens = line.get(at, "tens")
    if tens is None or not tens.definite:
        one = line.get(at, "cardinal")  # الواحد والعشرين
        if one and one.definite and one.value == 1:
            stop, value = _compound(line, at, 1)
            return Numeral(value, stop, line.start(at, one), True, True) if value > 1 else None
        return None
    return Numeral(tens.value, at + 1, line.start(at, tens), True, True)


def _english_ordinal(line: Line, at: int) -> Numeral | None:
    value = line.number(at)
    if value is not None:
        suffix = line.glued(at + 1) and line.key(at + 1) in ("st", "nd", "rd", "th")
        return Numeral(value, at + 2, line.tokens[at].start, False, True) if suffix else None
    tens = line.get(at, "tens")
    if tens is None:
        return None
    small = at + 2 if line.key(at + 1) == "-" else at + 1
    unit = line.get(small, "ordinal")
    if unit is None or unit.value > 9:
        return None
    return Numeral(tens.value + unit.value, small + 1, line.tokens[at].start, True, True)


def spelled_year(line: Line, at: int) -> Numeral | None:
    """Read a year in words: «ألفين وثمانية عشر» is 2018, «ألفين وأحد عشر» 2011, «ألفين» 2000."""
    thousands = line.get(at, "cardinal")
    if thousands is None or thousands.value != 2000:
        return None
    start = line.start(at, thousands)
    after = line.after_and(at + 1)
    if after is None:
        return Numeral(2000, at + 1, start, True)
    rest = cardinal(line, after)
    if rest is None or not rest.spelled or rest.value >= 100:
        return Numeral(2000, at + 1, start, True)
    return Numeral(2000 + rest.value, rest.stop, start, True)
