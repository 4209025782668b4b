"""Folding is one spelling per word with a way back to every letter of the original."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.arabic import fold, fold_text, grams, has_arabic, words

# What news texts are made of, each kind often enough to meet the others, and anything else now and then.
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةپچژڤگکیھہۀۆۇېۍٱ"
MARKS = "ًٌٍَُِّْٰٕٓٔۖۚۢ࣫"
UNSEEN = "ـ\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2067\u2069\ufeff\u00ad\u061c"
PRESENTED = "ﷲﻻﻼﻷﻹﻵﺍﺎﺏﺑﺒﺐﻲﻳﻯﭖﮎﯾﯿﷺﱞ"
OTHERS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ \u00a0\n\t.,،؛؟!«»()%٪٫٬-AbCéŠßİﬁ½²①😀"
TEXTS = st.text(st.one_of(st.sampled_from(LETTERS + MARKS + UNSEEN + PRESENTED + OTHERS), st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("كِتَابٌ", "كتاب"),  # vowel marks
        ("ٱلرَّحْمٰن", "الرحمن"),  # alef wasla, shadda, dagger alef
        ("العـــراق", "العراق"),  # tatweel
        ("أحمد إيران آسيا", "احمد ايران اسيا"),  # alef with hamza above, below, madda
        ("مسؤول شؤون", "مسوول شوون"),  # waw as a carrier of hamza
        ("هيئة دائم", "هييه دايم"),  # ya as a carrier of hamza
        ("بدء القضاء", "بد القضا"),  # bare hamza
        ("مصطفى على", "مصطفي علي"),  # alef maqsura
        ("مدرسة", "مدرسه"),  # ta marbuta
        ("گوگل پاریس چاد ژنو ڤيتو", "كوكل باريس جاد زنو فيتو"),  # Persian letters
        ("ﻻ ﻷن ﻹيران ﻵخر", "لا لان لايران لاخر"),  # lam-alef ligatures
        ("ﺩﻣﺸﻖ", "دمشق"),  # presentation forms
        ("ﷲ", "الله"),  # a word in one code point
        ("٢٠٢٤ ۲۰۲۴ 2024", "2024 2024 2024"),  # Arabic-Indic and Persian digits
        ("٣٫٥ ١٬٢٠٠", "3.5 1,200"),  # Arabic decimal and thousands marks
        ("می\u200cخواهم", "ميخواهم"),  # zero-width non-joiner
        ("\u202bدير\u202c \u200fالزور\u200e", "دير الزور"),  # direction controls
        ("\u2067حلب\u2069\ufeff", "حلب"),  # isolates and a byte order mark
        ("سطر\nثانٍ\u00a0وثالث\t.", "سطر ثان وثالث ."),  # every white space
        ("BBC Café ŠKODA", "bbc cafe skoda"),  # Latin case and accents
        ("قال: «نعم»، ثم؟", "قال: «نعم»، ثم؟"),  # punctuation stays
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold_text(text) == folded
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "found", "original"),
    [
        ("قال كِتابٌ جديد", "كتاب", "كِتابٌ"),  # marks belong to the letter before them
        ("في العـــراق.", "العراق", "العـــراق"),  # tatweel inside
        ("يوم ﻷحمد", "احمد", "ﻷحمد"),  # half of a ligature takes the whole
        ("يوم ﻷحمد", "يوم ل", "يوم ﻷ"),  # the other half too
        ("قبل ﷲ بعد", "لل", "ﷲ"),  # a part of a one-code-point word
        ("عام ٢٠٢٤ م", "2024", "٢٠٢٤"),  # digits
        ("من می\u200cخواهم", "ميخواهم", "می\u200cخواهم"),  # a zero-width mark inside
        ("\u202bدير\u202c الزور", "دير الزور", "دير\u202c الزور"),  # a control inside
        ("بدء العمل", "بد", "بدء"),  # a dropped hamza belongs to the letter before it
    ],
)
def test_a_folded_span_is_shown_as_it_was_written(text: str, found: str, original: str) -> None:
    folded = fold(text)
    at = folded.text.index(found)
    start, end = folded.span(at, at + len(found))
    assert text[start:end] == original


@given(TEXTS)
@example("ﻷﷲ")
@example("ؤ" + "\u0654" * 3)
@example("ſ\u0307İ")
def test_fold_has_an_origin_for_every_character(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.origins[-1] == len(text)


@given(TEXTS, st.data())
def test_every_folded_span_maps_back_to_an_original_that_holds_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end] in fold_text(text[first:last])
    if start == end:
        assert first == last
    else:  # nothing more than whole code points: without its first or its end one, something is missing
        begun, ended = folded.origins[start], folded.origins[end - 1]
        assert (first, text[first]) == (begun, text[begun])
        assert all(fold_text(character) == "" for character in text[ended + 1 : last])


@given(TEXTS, st.data())
def test_spans_keep_their_order(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(folded.text)), max_size=8, unique=True)))
    spans = [folded.span(start, end) for start, end in pairwise(cuts)]
    assert spans == sorted(spans)


@given(TEXTS)
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once


@given(TEXTS)
def test_marks_and_direction_controls_make_no_difference(text: str) -> None:
    bare = "".join(character for character in text if character not in MARKS + UNSEEN)
    assert fold_text(text) == fold_text(bare)


@given(TEXTS)
def test_compatibility_forms_make_no_difference(text: str) -> None:
    """«ﻹ» as a ligature, as two letters, and composed or not, is one word."""
    for form in ("NFC", "NFD"):
        assert fold_text(unicodedata.normalize(form, text)).split() == fold_text(text).split()


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 5)])
def test_a_span_outside_the_folded_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not inside a folded text of 4 characters"):
        fold("كِتاب").span(start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مطار دير الزور", ["مطار", "دير", "الزو", "لزور"]),  # short words whole
        ("الميادين", ["المي", "لميا", "مياد", "يادي", "ادين"]),
        ("في 2024", ["في", "2024"]),
        ("إف-16 وF16", ["اف", "16", "وf16"]),  # a hyphen parts words
        ("، . «»", []),
        ("حلب حلب", ["حلب", "حلب"]),  # repetitions count
    ],
)
def test_grams(text: str, expected: list[str]) -> None:
    assert grams(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("بالميادين", "والميادين"), ("الإيرانيّة", "ايراني"), ("مصطفى", "المصطفي")],
)
def test_grams_find_a_word_under_its_clitics(one: str, other: str) -> None:
    assert set(grams(one)) & set(grams(other))


def test_words_are_folded_runs_of_letters_and_digits() -> None:
    assert words("أعلن_الوزيرُ، عام ٢٠٢٤: BBC!") == ["اعلن", "الوزير", "عام", "2024", "bbc"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who met in دمشق?", True),
        ("ﺩﻣﺸﻖ", True),
        ("گ", True),
        ("2024 ٢٠٢٤ ؟ ،", False),
        ("Damascus", False),
        ("", False),
    ],
)
def test_has_arabic(text: str, expected: bool) -> None:
    assert has_arabic(text) is expected
