"""What numbers count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.counts import Count, asked_about, counts
from index.numerals import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل 27 مدنيا وإصابة أربعين", [Count(27, "killed"), Count(40, "wounded")]),
        ("أوقع الهجوم 185 قتيلا وأكثر من 1800 جريح", [Count(185, "killed"), Count(1800, "wounded")]),
        # the word before a number wins over the one that begins what comes next
        ("أودى بحياة أكثر من 160 شخصا وجرح نحو ستة آلاف", [Count(160, "killed"), Count(6000, "wounded")]),
        ("نزح ثلاثون ألف شخص من البلدة", [Count(30_000, "displaced")]),
        ("اعتقلت الشرطة ١٢ شخصا", [Count(12, "arrested")]),
        ("وما زال 10100 آخرون مفقودين", [Count(10_100, "missing")]),
        ("تعهدت بمئة مليون دولار", [Count(100_000_000, "paid")]),
        # a toll that looks like a year
        ("ارتفعت الحصيلة إلى 2012 قتيلا", [Count(2012, "killed")]),
    ],
)
def test_figures_are_told_by_the_words_beside_them(text: str, expected: list[Count]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قتل في عام 2018",  # a year
        "قتل يوم 8 نيسان",  # a day
        "قتل بعد 30 عاما",  # an age
        "قتل 25% من القطيع",  # percentages
        "قتل 25 في المئة من القطيع",
        "بلغت السرعة 40 عقدة",  # nothing that is counted here
        "",
    ],
)
def test_what_counts_nobody(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("كم قتيلا سقط؟", {"killed"}),
        ("كم عدد القتلى والجرحى؟", {"killed", "wounded"}),
        ("كم نازحا وصل؟", {"displaced"}),
        ("كم سفينة عبرت؟", set()),
    ],
)
def test_what_a_question_counts(question: str, expected: set[str]) -> None:
    assert asked_about(question) == expected


@given(st.text(alphabet="قتلجريحوأصب 1270م،ةَ٢\u200f\n", max_size=60))
def test_a_figure_is_a_number_of_the_text(text: str) -> None:
    assert {count.value for count in counts(text)} <= {number.value for number in numbers(text)}
