"""The publication day that an article's own text states."""

from datetime import date

import pytest

from index.times import dateline

STATED = [
    # «اليوم» with weekday, day and month; the year from the weekday and the day of collection
    (
        "عنوان\nقال مراسلنا، اليوم الأربعاء 15 حزيران/ يونيو، إن الطريق سالكة.",
        date(2022, 9, 1),
        date(2022, 6, 15),
        "today",
    ),
    ("قال مراسلنا، اليوم الأربعاء 15 حزيران/ يونيو، إن الطريق سالكة.", date(2021, 9, 1), date(2016, 6, 15), "today"),
    ("قال مراسلنا اليوم 15 حزيران 2022 إن الطريق سالكة.", None, date(2022, 6, 15), "today"),
    ("قال مراسلنا فجر اليوم الأربعاء 15-6-2022 إن الطريق سالكة.", None, date(2022, 6, 15), "today"),
    # a label
    ("عنوان\nتاريخ النشر: 15/6/2022\nنص الخبر.", None, date(2022, 6, 15), "label"),
    ("عنوان\nنُشر في ١٥ حزيران ٢٠٢٢\nنص الخبر.", None, date(2022, 6, 15), "label"),
    ("Title\nPublished: 15 June 2022\nThe text.", None, date(2022, 6, 15), "label"),
    # a line of its own, or an agency's place and date
    ("عنوان\nالأربعاء 15 حزيران 2022\nنص الخبر.", None, date(2022, 6, 15), "line"),
    ("حلب – وكالة، 15 حزيران 2022: نص الخبر.", None, date(2022, 6, 15), "line"),
    ("Aleppo, June 15, 2022 - The text.", None, date(2022, 6, 15), "line"),
]


@pytest.mark.parametrize(("text", "collected", "day", "how"), STATED)
def test_a_stated_day(text: str, collected: date | None, day: date, how: str) -> None:
    said = dateline(text, collected=collected)
    assert said is not None
    assert (said.date, said.how) == (day, how)
    assert any(mark in text[said.start : said.end] for mark in ("15", "١٥"))


UNSURE = [
    ("قُصفت البلدة في 15 حزيران 2022 ثم هدأت.", None),  # a date of the story
    ("مجزرة 15 حزيران 2022\nنص الخبر.", None),  # a title that names an event
    ("قال أمس الثلاثاء 14 حزيران إن الطريق سالكة ثم عاد أدراجه.", None),
    ("قال اليوم الأربعاء 15 حزيران كذا، وقال اليوم الخميس 16 حزيران كذا.", date(2022, 9, 1)),  # two days
    ("قال اليوم 15 حزيران 2022 كذا.", date(2022, 1, 1)),  # after it was collected
    ("قال اليوم الأربعاء 15 حزيران كذا.", None),  # no year can be told
    ("قال اليوم إن الطريق سالكة.", date(2022, 9, 1)),
    ("", date(2022, 9, 1)),
]


@pytest.mark.parametrize(("text", "collected"), UNSURE)
def test_none_when_it_is_not_sure(text: str, collected: date | None) -> None:
    assert dateline(text, collected=collected) is None
