"""Questions as people type them: dialects and Arabic in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.typed import from_latin, plain_latin, standard
from index.arabic import fold_text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("شو صار بحلب امتى؟", "ماذا حدث بحلب متى؟"),  # Syrian
        ("وين راح الوفد", "أين راح الوفد"),
        ("فين المؤتمر وامتى", "أين الموتمر ومتى"),  # Egyptian, with a conjunction
        ("ليش  استقال   الوزير", "لماذا استقال الوزير"),  # doubled spaces
        ("قدّيش عدد الشاحنات", "كم عدد الشاحنات"),  # vowel marks
        ("شكون ربح", "من ربح"),  # Maghrebi
        ("شلون وصلوا", "كيف وصلوا"),  # Iraqi
        ("شنو صار مبارح", "ماذا حدث أمس"),
        ("إيه اللي حصل دلوقتي", "ما الذي حدث الان"),
    ],
)
def test_dialect_words_become_standard_arabic(typed: str, expected: str) -> None:
    assert fold_text(standard(typed)) == fold_text(expected)


@pytest.mark.parametrize(
    "question",
    [
        "متى وقع الانفجار؟",
        "شوارع وينتظر ليشارك",  # words that only begin like a dialect word
        "ماذا قال الوزير لموقعٍ  إخباري؟",
        "When did it happen?",
        "",
    ],
)
def test_standard_questions_stay_to_the_letter(question: str) -> None:
    assert standard(question) == question


@given(st.text(alphabet="شوينفمتىليه ارص؟", max_size=30))
def test_making_standard_is_done_once(question: str) -> None:
    once = standard(question)
    assert fold_text(standard(once)) == fold_text(once)


def spellings(name: str) -> list[str]:
    """The archive of these tests knows three names."""
    return {"halab": ["حلب"], "beirut": ["بيروت", "بيرت"], "assad": ["الأسد"]}.get(name.lower(), [])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("shu sar b 7alab", "ماذا حدث في حلب"),
        ("Wein sar el zelzal?", "أين حدث زلزال"),
        ("adesh 3adad el 2atla bi Beirut", "كم عدد قتلى في بيروت"),
        ("emta 7arb foobar", "متى حرب foobar"),  # nothing is known of the last word
        ("kam 2020", "كم 2020"),
        ("", ""),
    ],
)
def test_arabic_in_latin_letters_becomes_arabic(typed: str, expected: str) -> None:
    assert from_latin(typed, spellings) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("7alab", "halab"),
        ("Dar3a", "Dar'a"),
        ("3arab", "arab"),
        ("5aled", "khaled"),
        ("8azza", "ghazza"),
        ("2024", "2024"),
    ],
)
def test_digits_that_stand_for_letters(word: str, expected: str) -> None:
    assert plain_latin(word) == expected
