"""Stems: the forms of one root meet, words of other roots do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import fold_text
from index.stems import kin, stems

KIN = """
سلّمت تسليم | أبلغت إبلاغنا | اعترفت اعترافهم | استخدم الاستخدام | قتل ومقتل | هاجر المهاجرين | وقّع توقيع |
انفجر الانفجارات | حرّر تحرير | اقتحمت لاقتحام | شارك المشاركون | دمّر وتدمير | اعتقلوا معتقل | تقاتل المقاتلين |
سينسحب انسحاب | كتب للكاتب
هاجم بهجوم | أفرجت الإفراج | انتخبوا منتخب | اكتشف اكتشافات
"""
STRANGERS = """
كتاب تابع | حكومة هجوم | انسحب سيبقى | مطار مصنع | سفينة مدينة | قتل قبل | جسر درس | رئيس جيش | نفط قطن | شاحنة سفينة
"""


def pairs(table: str) -> list[tuple[str, str]]:
    rows = [pair.split() for pair in table.replace("\n", "|").split("|") if pair.strip()]
    return [(fold_text(one), fold_text(other)) for one, other in rows]


@pytest.mark.parametrize(("one", "other"), pairs(KIN))
def test_forms_of_one_root_share_a_stem(one: str, other: str) -> None:
    assert stems(one) & stems(other)


@pytest.mark.parametrize(("one", "other"), pairs(STRANGERS))
def test_words_of_other_roots_share_none(one: str, other: str) -> None:
    assert not stems(one) & stems(other)


@pytest.mark.parametrize("word", ["opcw", "2018", "في", "من"])
def test_short_words_and_other_scripts_stay_as_they_are(word: str) -> None:
    assert stems(word) == {word}


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=24))
def test_every_word_has_stems_out_of_its_own_letters(word: str) -> None:
    found = stems(word)
    assert found
    for stem in found:
        letters = iter(word)
        assert all(letter in letters for letter in stem)


@pytest.mark.parametrize(
    ("one", "other"), pairs("باعت لبيع | دعا الدعوة | تدع دعوة | قال يقولون | بنى لبناء | يبن بناء")
)
def test_kin_of_a_weak_root_meet_in_the_letters_that_stay(one: str, other: str) -> None:
    assert kin(one) & kin(other)
    assert stems(one) <= kin(one)


def test_kin_of_strong_roots_stay_strangers() -> None:
    assert not kin("متحف") & kin("مطحنه")
