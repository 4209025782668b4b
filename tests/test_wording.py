"""The product's own words in both languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import wording
from assistant.statement import Language, Reason
from assistant.window import Window
from index import places
from index.article import Sentence, Span
from index.catalogue import Coverage, Event

APRIL = date(2018, 4, 7)
COVERAGE = Coverage(3, 9, 0, date(2018, 4, 7), date(2024, 4, 8), {"النور": 3})


def event(first: date, last: date, *, reported: bool = False) -> Event:
    """An event of some sentence."""
    return Event(Sentence(Span(0, 1), 0), first, last, "day", reported=reported)


@pytest.mark.parametrize(
    ("first", "last", "arabic", "english"),
    [
        (APRIL, APRIL, "7 نيسان/أبريل 2018", "7 April 2018"),
        (APRIL, date(2018, 4, 9), "7 – 9 نيسان/أبريل 2018", "7 – 9 April 2018"),
        (date(2018, 1, 1), date(2018, 12, 31), "2018", "2018"),
        (date(2018, 2, 1), date(2018, 2, 28), "شباط/فبراير 2018", "February 2018"),
        (date(2020, 2, 1), date(2020, 2, 28), "1 – 28 شباط/فبراير 2020", "1 – 28 February 2020"),  # a leap year
        (date(2018, 12, 1), date(2018, 12, 31), "كانون الأول/ديسمبر 2018", "December 2018"),
        (
            date(2017, 12, 30),
            date(2018, 1, 2),
            "30 كانون الأول/ديسمبر 2017 – 2 كانون الثاني/يناير 2018",
            "30 December 2017 – 2 January 2018",
        ),
        (APRIL, None, "منذ 7 نيسان/أبريل 2018", "since 7 April 2018"),
        (None, APRIL, "حتى 7 نيسان/أبريل 2018", "until 7 April 2018"),
        (None, None, "", ""),
    ],
)
def test_intervals(first: date | None, last: date | None, arabic: str, english: str) -> None:
    assert wording.interval(first, last, "ar") == arabic
    assert wording.interval(first, last, "en") == english


@given(st.dates(), st.integers(0, 800), st.sampled_from(["ar", "en"]))
def test_every_interval_can_be_written(first: date, days: int, language: Language) -> None:
    last = first + timedelta(days=min(days, (date.max - first).days))
    assert str(first.year) in wording.interval(first, last, language)
    assert str(last.year) in wording.interval(first, last, language)


@pytest.mark.parametrize(
    ("told", "arabic", "english"),
    [
        (event(APRIL, APRIL), "7 نيسان/أبريل 2018 · النور", "7 April 2018 · Douma (دوما) · النور"),
        # dated by its publication only: that is said
        (
            event(APRIL, APRIL, reported=True),
            "نُشر في 8 نيسان/أبريل 2018 · النور",
            "published 8 April 2018 · Douma (دوما) · النور",
        ),
        (None, "نُشر في 8 نيسان/أبريل 2018 · النور", "published 8 April 2018 · Douma (دوما) · النور"),
    ],
)
def test_the_line_above_a_quote(told: Event | None, arabic: str, english: str) -> None:
    douma = places.named("دوما")
    assert douma is not None
    published = date(2018, 4, 8)
    assert wording.heading(told, published, [douma], ["النور"], "ar") == arabic
    assert wording.heading(told, published, [douma], ["النور"], "en") == english


def test_the_line_above_a_quote_of_which_nothing_is_known_is_empty() -> None:
    assert wording.heading(None, None, [], [], "ar") == wording.heading(None, None, [], [], "en") == ""


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_refusal_has_words_in_both_languages(reason: Reason, language: Language) -> None:
    douma = places.named("دوما")
    assert douma is not None
    text = wording.refusal(
        reason, language, window=Window(APRIL, APRIL), places=[douma], outlets=["النور"], coverage=COVERAGE
    )
    assert "{" not in text
    assert ("الأرشيف" in text) == (language == "ar")
    assert ("archive" in text) == (language == "en")


@pytest.mark.parametrize(
    ("reason", "arabic", "english"),
    [
        (Reason.WINDOW, "7 نيسان/أبريل 2018", "7 April 2018"),
        (Reason.OUTLET, "النور", "النور"),
        (Reason.PLACE, "دوما", "Douma (دوما)"),
    ],
)
def test_a_refusal_names_what_it_is_about(reason: Reason, arabic: str, english: str) -> None:
    douma = places.named("دوما")
    assert douma is not None
    for language, named in (("ar", arabic), ("en", english)):
        about = wording.refusal(reason, language, window=Window(APRIL, APRIL), places=[douma], outlets=["النور"])
        assert named in about


def test_a_refusal_tells_what_the_archive_covers() -> None:
    text = wording.refusal(Reason.WEAK, "en", coverage=COVERAGE)
    assert text.endswith("It covers 3 articles (7 April 2018 – 8 April 2024).")
    one = Coverage(1, 1, 0, APRIL, APRIL, {})
    assert wording.refusal(Reason.WEAK, "en", coverage=one).endswith("It covers 1 article (7 April 2018).")
    assert wording.refusal(Reason.WEAK, "ar", coverage=COVERAGE).endswith("(7 نيسان/أبريل 2018 – 8 نيسان/أبريل 2024).")
    empty = Coverage(0, 0, 0, None, None, {})
    assert wording.refusal(Reason.EMPTY_ARCHIVE, "en", coverage=empty) == "The archive is empty: add articles first."
