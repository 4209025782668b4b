"""What a question says, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.concept import Concept, concepts_of, distinct


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أين وقع الانفجار؟", ["وقع", "الانفجار"]),  # question words tell nothing
        ("كم عدد القتلى في درعا؟", ["القتلي", "درعا"]),  # folded
        ("وفي حلب، حلب!", ["حلب"]),  # each once
        ("ماذا بعد ذلك؟", ["ماذا", "بعد", "ذلك"]),  # nothing but function words: then these
        ("مؤتمر كوب 27", ["موتمر", "كوب", "27"]),
        ("؟!", []),
    ],
)
def test_content_words_are_concepts(text: str, expected: list[str]) -> None:
    assert concepts_of(text) == tuple(Concept((word,)) for word in expected)


def test_grams_are_those_of_each_alternative_once() -> None:
    concept = Concept(("فر", "نزوح السكان نزوح"), sure=False)
    assert concept.grams() == [("فر",), ("نزوح", "السك", "لسكا", "سكان")]


def test_distinct_keeps_the_order_and_drops_what_is_empty() -> None:
    assert distinct(["درعا", "", "ديرعا", " ", "درعا"]) == ("درعا", "ديرعا")


@given(st.text(alphabet="أإاآةهىي ءبتكم؟،ًُ", max_size=40))
def test_spelling_variants_give_the_same_concepts(text: str) -> None:
    """A missing hamza, ه for ة, ى for ي and vowel marks change nothing."""
    plain = text.translate(str.maketrans("أإآةى", "اااهي", "ًُء"))
    assert concepts_of(text) == concepts_of(plain)
