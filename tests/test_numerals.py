"""Numbers in text: digits of both scripts, number words of both languages, and what is no number."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numerals import Number, numbers

UNITS = " واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(" ")
TEENS = "أحد اثنا ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
TENS = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
HUNDREDS = "مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()


def read(text: str) -> list[tuple[str, float]]:
    """The numbers of a text: the words as they stand there, and the value."""
    return [(text[number.start : number.end], number.value) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # digits of both scripts, with their separators
        ("وصلت 27 شاحنة", [("27", 27)]),
        ("نحو ٢٧ شاحنة", [("٢٧", 27)]),
        ("١٬٢٣٤ نازحا و1,234,567 دولارا", [("١٬٢٣٤", 1234), ("1,234,567", 1234567)]),
        ("قوته ٧٫٨ درجات", [("٧٫٨", 7.8)]),
        ("من 14 إلى 18", [("14", 14), ("18", 18)]),
        # digits with a scale
        ("٣٫٥ ملايين نسمة", [("٣٫٥ ملايين", 3_500_000)]),
        ("عشرة ملايين دولار", [("عشرة ملايين", 10_000_000)]),
        ("12 مليون و300 ألف", [("12 مليون و300 ألف", 12_300_000)]),
        ("ألف و200 شخص", [("ألف و200", 1200)]),
        # words: teens, tens behind units, hundreds in both spellings, accusatives
        ("أحد عشر كوكبا", [("أحد عشر", 11)]),
        ("خمسة وعشرون ألفا", [("خمسة وعشرون ألفا", 25_000)]),
        ("ثلاثا وعشرين سنة", [("ثلاثا وعشرين", 23)]),
        ("خمسمائة أو ستمئة", [("خمسمائة", 500), ("ستمئة", 600)]),
        ("ثلاث مئة وخمسون", [("ثلاث مئة وخمسون", 350)]),
        ("خَمْسَةٌ وأربعونَ", [("خَمْسَةٌ وأربعونَ", 45)]),
        ("ثلاثمئة وخمسة وأربعون ألفا وستمئة واثنا عشر", [("ثلاثمئة وخمسة وأربعون ألفا وستمئة واثنا عشر", 345_612)]),
        ("ألف وتسعمئة وسبعة وستين", [("ألف وتسعمئة وسبعة وستين", 1967)]),
        # duals, parts and a scale of a scale
        ("أكثر من ألفي شخص", [("ألفي", 2000)]),
        ("نصف مليون", [("نصف مليون", 500_000)]),
        ("مليونين ونصف المليون", [("مليونين ونصف المليون", 2_500_000)]),
        ("ثلاثة ملايين ونصف", [("ثلاثة ملايين ونصف", 3_500_000)]),
        ("ألف وخمسمئة مليون", [("ألف وخمسمئة مليون", 1_500_000_000)]),
        # a particle in front belongs to the word
        ("بعشرين ألف دينار", [("بعشرين ألف", 20_000)]),
        # two numbers side by side stay two
        ("مقتل 27 وأربعين جريحا", [("27", 27), ("وأربعين", 40)]),
        ("ثلاثة وأربعة", [("ثلاثة", 3), ("وأربعة", 4)]),
        ("بين 250 ألفا و300 ألف", [("250 ألفا", 250_000), ("300 ألف", 300_000)]),
        ("عامي 2019 و2020", [("2019", 2019), ("2020", 2020)]),
        # English
        ("twenty-five thousand people", [("twenty-five thousand", 25_000)]),
        ("one hundred and fifty", [("one hundred and fifty", 150)]),
        ("two hundred thirty four", [("two hundred thirty four", 234)]),
        ("1.5 million", [("1.5 million", 1_500_000)]),
        ("five or six", [("five", 5), ("six", 6)]),
    ],
)
def test_numbers_are_read(text: str, expected: list[tuple[str, float]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "قال أحد السكان",  # "one of": anyone
        "واحد منهم",
        "ست الدار",  # "lady"
        "No one came",
        "عشرات القتلى",  # vague amounts
        "آلاف القتلى",
        "مئات الآلاف وعشرات الملايين",
        "نصف السكان",  # part of something that is not counted
        "أمس الاثنين والأحد",  # days of the week, not two and one
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "percent", ["25 في المئة", "25 بالمئة", "25 بالمائة", "٢٥ في المائة", "خمسة وعشرون بالمئة", "25%"]
)
def test_a_percentage_is_one_number(percent: str) -> None:
    """The hundred that it is taken of is none of its own."""
    assert [number.value for number in numbers(percent)] == [25]


def spelled(value: int) -> str:
    """Write a number from 1 to 999,999 in Arabic words."""
    thousands, rest = divmod(value, 1000)
    parts = [_below_thousand(thousands) + " ألف"] if thousands else []
    parts += [_below_thousand(rest)] if rest else []
    return " و".join(parts)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    parts = [HUNDREDS[hundreds - 1]] if hundreds else []
    if 0 < rest <= 10:
        parts.append(UNITS[rest])
    elif 10 < rest < 20:
        parts.append(TEENS[rest - 11] + " عشر")
    elif rest:
        parts += [UNITS[rest % 10]] if rest % 10 else []
        parts.append(TENS[rest // 10 - 2])
    return " و".join(parts)


@given(st.integers(2, 999_999))
def test_every_number_in_words_is_read_back(value: int) -> None:
    text = f"نقل {spelled(value)} طن"
    assert read(text) == [(spelled(value), value)]


@given(st.integers(0, 10**9), st.sampled_from(["plain", "grouped", "arabic"]))
def test_every_number_in_digits_is_read_back(value: int, style: str) -> None:
    arabic = str(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    written = {"plain": str(value), "grouped": f"{value:,}", "arabic": arabic}[style]
    assert read(f"بلغ {written} طنا") == [(written, value)]


PIECES = st.sampled_from(
    "خمسة|وعشرون|مئة|ألف|آلاف|مليونَ|٢٥|3|1.5|عشر|نصف|أحد|الاثنين|و|-|،|شخص|in|ـ|\u200f| |\n|one|hundred|في المئة".split(
        "|"
    )
)


@given(st.lists(PIECES, max_size=12), st.sampled_from([" ", "", "\u00a0"]))
def test_spans_are_words_of_the_text_in_order(pieces: list[str], gap: str) -> None:
    """Whatever stands there: spans lie in the text, in order, apart, and begin and end with what is read."""
    text = gap.join(pieces)
    found = numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert not any(text[number.start].isspace() or text[number.end - 1].isspace() for number in found)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(number, Number) and text[number.start : number.end] for number in numbers(text))
