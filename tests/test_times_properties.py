"""What holds for any text: spans, order, no failure, and time that grows with the text and no faster."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from times_cases import ANCHOR

from index.times import find, question_window

PIECES = (
    "7 10 31 2018 2254 1445 ٨ ۹ 8/4/2024 7-10 2011-2018 8.4 نيسان آذار تشرين الأول الثاني كانون رمضان ربيع ك ت "
    "1 2 هـ م من إلى حتى وحتى بين و ، ( ) / - – . منذ قبل بعد خلال في يوم اليوم أمس غداً أول آخر الأحد الاثنين "
    "الخميس شهر عام العام الأسبوع الشهر الماضي المقبل الجاري مطلع نهاية النصف الربع العشر الأواخر السابع "
    "والعشرين عشر ثلاثة أيام أيام يومين ليل فجر صيف القرن ثمانينيات نفسه منه الموافق سيبدأ قال محمد شارع "
    "القرار ألفين the of April 8th May last week days ago since between and to until mid end first Q3 Monday , "
    "https://x.org/2018"
).split(" ")


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from([" ", "", "\u200f ", "\n", "ـ"]))
@settings(max_examples=300, deadline=None)
def test_any_words_in_any_order_give_true_spans(words: list[str], between: str) -> None:
    text = between.join(words)
    for days in ({"published": ANCHOR}, {"today": ANCHOR}, {"collected": ANCHOR}, {}):
        end = 0
        for said in find(text, **days):
            assert end <= said.start < said.end
            assert text[said.start : said.end] == said.text
            assert said.first <= said.last
            end = said.end


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for said in find("7 نيسان " + text + " أمس", published=ANCHOR):
        assert ("7 نيسان " + text + " أمس")[said.start : said.end] == said.text
    question_window(text, today=date.max)
    question_window(text, today=date.min)


@pytest.mark.parametrize(
    "unit",
    [
        "7 و", "من 7 إلى ", "7-", "٧/", "نيسان ", "نيسان/", "الأحد ", "ليل الأحد - ", "منذ ", "قبل ", "أول ",
        "آخر ", "والعشرين ", "العشرين و", "مطلع ", "النصف الأول من ", "بين ", "الأسبوع الأول من ", "اليوم ",
        "اليوم (", "هذا ", "تشرين ", "ال", "ـ", "\u064e", "\u200f", "1", "the ", "first half of ", "April ",
        "8th of ", "last ", "mid-", "twenty ", "سيبدأ ", "الأحد و", "3 أيام ", "من كل ", "الموافق ",
        "الموافق ل", "شهر ", "رمضان المبارك ", "2018 - ", "ما قبل ", "يوم ", "يوم الأحد ", "in the ", "a ",
    ],
)  # fmt: skip
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        best = 9.0
        for _ in range(2):
            began = process_time()
            find(text, published=ANCHOR)
            best = min(best, process_time() - began)
        return best

    seconds(50)  # words are looked up once
    short, long = seconds(300), seconds(1200)
    assert long < 9 * short + 0.02  # four times the text; a square would take sixteen times


def test_a_thousand_sentences_take_less_than_three_seconds() -> None:
    sentence = (
        "قُتل 3 مدنيين وأصيب 12 آخرون بقصف مدفعي على أطراف بلدة كفرنبل مساء أمس الثلاثاء، وفق ما أفاد به المراسل. "
    )
    find(sentence, published=ANCHOR)
    began = process_time()
    for _ in range(1000):
        find(sentence, published=ANCHOR)
    assert process_time() - began < 3  # 20,000 sentences a minute on one core
