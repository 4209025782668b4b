"""The sample archive is well formed, labelled as a sample, and right about its weekdays."""

import datetime
import json
import re
from collections.abc import Iterator

import pytest

from index.sample import sample_path

FIELDS = ["id", "title", "published", "source", "url", "text"]
WEEKDAYS = {"الاثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الخميس": 3, "الجمعة": 4, "السبت": 5, "الأحد": 6}
MONTHS = {
    "يناير": 1, "كانون الثاني": 1, "فبراير": 2, "شباط": 2, "مارس": 3, "آذار": 3, "أبريل": 4, "نيسان": 4,
    "مايو": 5, "أيار": 5, "يونيو": 6, "حزيران": 6, "يوليو": 7, "تموز": 7, "أغسطس": 8, "آب": 8,
    "سبتمبر": 9, "شتنبر": 9, "أيلول": 9, "أكتوبر": 10, "تشرين الأول": 10, "نوفمبر": 11, "تشرين الثاني": 11,
    "ديسمبر": 12, "كانون الأول": 12,
}  # fmt: skip
WEEKDAY_DATE = re.compile(rf"({'|'.join(WEEKDAYS)}) (\d{{1,2}}) ({'|'.join(MONTHS)})(?:/\w+(?: \w+)?)?(?: (\d{{4}}))?")
RELATIVE = re.compile(rf"(اليوم|أمس|غدا) ({'|'.join(WEEKDAYS)})")
DAYS_AWAY = {"اليوم": 0, "أمس": -1, "غدا": 1}


def articles() -> list[dict[str, str | None]]:
    """Read the archive as it stands, one object a line."""
    return [json.loads(line) for line in sample_path().read_text(encoding="utf-8").splitlines()]


def texts() -> Iterator[tuple[str, datetime.date, str]]:
    """Give (id, day of publication, text) of each article."""
    for article in articles():
        assert article["published"] is not None
        day = datetime.datetime.fromisoformat(article["published"]).date()
        yield str(article["id"]), day, str(article["text"])


def test_each_line_is_an_article_with_the_fields_in_order() -> None:
    """32 articles or more; nothing missing, nothing else; ids unique; every string filled and trimmed."""
    found = articles()
    assert len(found) >= 32
    assert [list(article) for article in found] == [FIELDS] * len(found)
    assert len({article["id"] for article in found}) == len(found)
    assert all(article["url"] is None for article in found)
    for article in found:
        values = [value for value in article.values() if value is not None]
        assert values == [value.strip() for value in values]
        assert all(values)


def test_outlets_are_three_and_say_that_they_are_samples() -> None:
    """No reader can take a sample outlet for a real one."""
    outlets = {str(article["source"]) for article in articles()}
    assert len(outlets) == 3
    assert all(outlet.endswith("(عيّنة)") for outlet in outlets)
    assert all(str(article["id"]).startswith("sample-") for article in articles())


def test_texts_are_short_and_have_paragraphs() -> None:
    """4 to 9 sentences in several paragraphs, at most 2,000 characters."""
    for name, _, text in texts():
        assert len(text) <= 2000, name
        assert text.count("\n") >= 2, name
        assert 4 <= len(re.findall(r"\.(?=\s|$)", text)) <= 9, name


def test_publication_times_have_a_zone() -> None:
    """A time without a zone could be a day off."""
    for article in articles():
        assert datetime.datetime.fromisoformat(str(article["published"])).tzinfo is not None


def test_weekdays_agree_with_dates() -> None:
    """«الثلاثاء 23 آذار/مارس» is a Tuesday in the year it is about; «أمس الاثنين» is the day before publication."""
    dated = 0
    for name, published, text in texts():
        for weekday, day, month, year in WEEKDAY_DATE.findall(text):
            date = datetime.date(int(year or published.year), MONTHS[month], int(day))
            assert date.weekday() == WEEKDAYS[weekday], (name, weekday, day, month)
            dated += 1
        for away, weekday in RELATIVE.findall(text):
            date = published + datetime.timedelta(days=DAYS_AWAY[away])
            assert date.weekday() == WEEKDAYS[weekday], (name, away, weekday)
            dated += 1
    assert dated >= 50


def test_dates_are_written_in_every_manner_that_readers_meet() -> None:
    """Levantine, Egyptian, dual and Maghrebi month names, a Hijri date and relative days all occur."""
    everything = "\n".join(text for _, _, text in texts())
    for manner in ("6 شباط ", "24 مارس ", "آب/أغسطس", "أكتوبر/تشرين الأول", "شتنبر", "شعبان 1444", "أمس الاثنين"):
        assert manner in everything, manner


@pytest.mark.parametrize(
    ("event", "numbers"),
    [
        ("sample-suez-", ["422", "360"]),  # ships waiting: the authority and the shipping agents
        ("sample-derna-", ["3958", "11300"]),  # deaths: the World Health Organisation and the UN office
        ("sample-sudan-", ["97", "185"]),  # deaths: civilians counted by doctors, and all
        ("sample-quake-", ["3419", "3549"]),  # deaths: morning and evening of one day
    ],
)
def test_outlets_disagree_about_a_number(event: str, numbers: list[str]) -> None:
    """Each of the numbers stands in an article of another outlet about the same event."""
    holding = [
        {str(a["source"]) for a in articles() if str(a["id"]).startswith(event) and number in str(a["text"])}
        for number in numbers
    ]
    assert all(holding)
    assert len(set.union(*holding)) >= 2


def test_the_world_cup_is_left_out() -> None:
    """The documented question that must be refused stays unanswerable from the sample."""
    assert not [article["id"] for article in articles() if re.search("المونديال|كأس العالم", str(article["text"]))]
