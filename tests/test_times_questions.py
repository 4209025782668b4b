"""Time in questions, Arabic and English, English article text, and the window that a question asks about."""

from datetime import date

import pytest
from times_cases import ANCHOR, Found, found, table

from index.article import Span
from index.times import Window, question_window


@table(
    ("ماذا جرى في الرستن يوم 3 أيار 2017؟", "يوم 3 أيار 2017", "2017-05-03"),
    ("ماذا جرى في الرستن في 3 تموز؟", "3 تموز", "2021-07-03"),  # the latest one, not the nearest
    ("ماذا جرى في آب؟", "آب", ("2021-08-01", "2021-08-31")),
    ("كم غارة وقعت خلال الأيام العشرة الماضية؟", "الأيام العشرة الماضية", ("2022-06-05", "2022-06-15")),
    ("من وصل أمس؟", "أمس", "2022-06-14"),
    ("ما الذي يحدث اليوم في سوريا؟", "اليوم", "2022-06-15"),
    ("ماذا يحدث في سوريا اليوم؟", "اليوم", "2022-06-15"),
    ("من سيتحدث الأحد؟", "الأحد", "2022-06-19"),
    ("كم نازحاً وصل منذ شباط 2021؟", "شباط 2021", ("2021-02-01", "2022-06-15")),
    ("What happened in Homs on 3 May 2017?", "3 May 2017", "2017-05-03"),
    ("What happened in Homs on May 3, 2017?", "May 3, 2017", "2017-05-03"),
    ("What happened in Homs on the 3rd of May?", "3rd of May", "2022-05-03"),
    ("What happened on the twenty-first of August 2013?", "twenty-first of August 2013", "2013-08-21"),
    ("What happened on 3/5/2017?", "3/5/2017", "2017-05-03"),
    ("What happened on 2017-05-03?", "2017-05-03", "2017-05-03"),
    ("What happened on Sunday 12 June?", "Sunday 12 June", "2022-06-12"),
    ("What happened on Monday, June 13, 2022?", "Monday, June 13, 2022", "2022-06-13"),
    ("What happened on 10 July?", "10 July", "2021-07-10"),
    ("What happened in May?", "May", ("2022-05-01", "2022-05-31")),
    ("what happened in may 2019?", "may 2019", ("2019-05-01", "2019-05-31")),
    ("What happened in Sept. 2019?", "Sept. 2019", ("2019-09-01", "2019-09-30")),
    ("What happened in 2019?", "2019", ("2019-01-01", "2019-12-31")),
    ("ما أبرز أحداث 2019؟", "2019", ("2019-01-01", "2019-12-31")),
    ("ماذا حدث في سوريا 2019؟", "2019", ("2019-01-01", "2019-12-31")),
    ("Summarise 2019", "2019", ("2019-01-01", "2019-12-31")),
    ("What happened yesterday?", "yesterday", "2022-06-14"),
    ("What happened last night?", "last night", "2022-06-14"),
    ("What happened the day before yesterday?", "the day before yesterday", "2022-06-13"),
    ("What will happen tomorrow?", "tomorrow", "2022-06-16"),
    ("Who came last Wednesday?", "last Wednesday", "2022-06-08"),
    ("Who comes next Wednesday?", "next Wednesday", "2022-06-22"),
    ("Who will speak on Friday?", "Friday", "2022-06-17"),
    ("Who spoke on Friday?", "Friday", "2022-06-10"),
    ("What happened last week?", "last week", ("2022-06-06", "2022-06-12")),
    ("What happened this month?", "this month", ("2022-06-01", "2022-06-30")),
    ("What happened the week before last?", "the week before last", ("2022-05-30", "2022-06-05")),
    ("What happened three weeks ago?", "three weeks ago", ("2022-05-23", "2022-05-29")),
    ("What happened a year ago?", "a year ago", ("2021-01-01", "2021-12-31")),
    ("What happened in the last five days?", "the last five days", ("2022-06-10", "2022-06-15")),
    ("What happened over the past 24 hours?", "the past 24 hours", ("2022-06-14", "2022-06-15")),
    ("What happened between 3 and 9 May 2020?", "3 and 9 May 2020", ("2020-05-03", "2020-05-09")),
    ("What happened from May 3 to 9, 2020?", "May 3 to 9, 2020", ("2020-05-03", "2020-05-09")),
    ("What happened May 3-9, 2020?", "May 3-9, 2020", ("2020-05-03", "2020-05-09")),
    ("What happened from 28 April to 3 May 2019?", "28 April to 3 May 2019", ("2019-04-28", "2019-05-03")),
    ("What changed between March and May 2018?", "March and May 2018", ("2018-03-01", "2018-05-31")),
    ("What changed from 2012 to 2016?", "2012 to 2016", ("2012-01-01", "2016-12-31")),
    ("What happened in early May?", "early May", ("2022-05-01", "2022-05-10")),
    ("What happened in mid-July 2018?", "mid-July 2018", ("2018-07-11", "2018-07-20")),
    ("What happened in the second half of May 2019?", "the second half of May 2019", ("2019-05-16", "2019-05-31")),
    ("What happened in the last week of May?", "the last week of May", ("2022-05-25", "2022-05-31")),
    ("What happened in the third quarter of 2020?", "the third quarter of 2020", ("2020-07-01", "2020-09-30")),
    ("What happened on the first Friday of April 2018?", "the first Friday of April 2018", "2018-04-06"),
    ("What happened on the last Sunday of May?", "the last Sunday of May", "2022-05-29"),
    ("What happened in Q3 2020?", "Q3 2020", ("2020-07-01", "2020-09-30")),
    ("What happened in the summer of 2014?", "the summer of 2014", ("2014-06-01", "2014-08-31")),
    ("What happened in the 1980s?", "the 1980s", ("1980-01-01", "1989-12-31")),
    ("How many fled since March 2020?", "March 2020", ("2020-03-01", "2022-06-15")),
    ("Who must move out by the end of July?", "the end of July", "2022-07-31"),
    ("What was eaten during Ramadan 2021?", "Ramadan 2021", ("2021-04-13", "2021-05-12")),
    ("Was it found on 31 June 2020?",),
)
def test_questions(text: str, wanted: list[Found]) -> None:
    assert found(text, today=ANCHOR) == wanted


def test_english_and_arabic_in_one_article() -> None:
    text = "The army said on Sunday that it left on 3 May. وقال الجيش الأحد إنه غادر في 3 أيار."
    day, left = ("2022-06-12", "2022-06-12"), ("2022-05-03", "2022-05-03")
    wanted = [("Sunday", *day), ("3 May", *left), ("الأحد", *day), ("3 أيار", *left)]
    assert found(text, published=ANCHOR) == wanted


WINDOWS = [
    ("ماذا جرى في الرستن بين 4 و9 أيار 2017؟", "2017-05-04", "2017-05-09"),
    ("ماذا جرى من ٢ إلى ٨ أيار ٢٠١٧؟", "2017-05-02", "2017-05-08"),
    ("ماذا جرى في النصف الثاني من شهر أيار 2017؟", "2017-05-16", "2017-05-31"),
    ("ماذا حدث الأسبوع الماضي؟", "2022-06-06", "2022-06-12"),
    ("كم عائلة عادت منذ أيار 2017؟", "2017-05-01", None),
    ("ماذا حدث قبل عام 2015؟", None, "2014-12-31"),
    ("ماذا حدث بعد عام 2015؟", "2016-01-01", None),
    ("ماذا حدث حتى نهاية نيسان 2018؟", None, "2018-04-30"),
    ("ماذا حدث قبل نهاية نيسان 2018؟", None, "2018-04-30"),
    ("ماذا حدث قبل يومين؟", "2022-06-13", "2022-06-13"),
    ("what happened between 4 and 9 May 2017", "2017-05-04", "2017-05-09"),
    ("what happened since March 2018?", "2018-03-01", None),
    ("what happened up to 7 April 2018?", None, "2018-04-07"),
    ("what happened before 2015?", None, "2014-12-31"),
    ("what happened after 2015 and before 2018?", "2016-01-01", "2017-12-31"),
    ("what happened in mid-July 2018?", "2018-07-11", "2018-07-20"),
    ("what happened at the end of April 2018?", "2018-04-21", "2018-04-30"),
    ("what happened on 7 April 2018 and on 9 April 2018?", "2018-04-07", "2018-04-09"),
    ("ماذا حدث يوم 8 نيسان 2018 ضمن أحداث نيسان 2018؟", "2018-04-08", "2018-04-08"),
]


@pytest.mark.parametrize(("question", "first", "last"), WINDOWS)
def test_the_window_of_a_question(question: str, first: str | None, last: str | None) -> None:
    window = question_window(question, today=ANCHOR)
    assert window is not None
    assert (window.first and window.first.isoformat(), window.last and window.last.isoformat()) == (first, last)


def test_a_window_tells_its_words() -> None:
    question = "ماذا جرى في الرستن بين 4 و9 أيار 2017؟"
    window = question_window(question, today=ANCHOR)
    assert window == Window(date(2017, 5, 4), date(2017, 5, 9), (Span(23, 37),))
    assert window.spans[0].of(question) == "4 و9 أيار 2017"


@pytest.mark.parametrize(
    "question", ["من قصف دوما؟", "Who shelled Douma?", "متى قُصفت دوما؟", "ماذا حدث في 31 نيسان 2018؟"]
)
def test_a_question_without_a_time_has_no_window(question: str) -> None:
    assert question_window(question, today=ANCHOR) is None
