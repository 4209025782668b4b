"""A window of days holds an answer: by what sentences tell of first, by publication second."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from archives import GramEncoder, line, opened, query, written

from assistant.answer import Assistant
from assistant.dating import Times
from assistant.follow_up import Move, Step
from assistant.question import Request
from assistant.settings import Settings
from assistant.statement import Reason
from assistant.window import Window, moved
from index.article import Article
from index.catalogue import Event, Filter
from index.ingest import ingest
from index.recognise import dated, recognise
from index.search import search

NEWS = [
    # published on the day it tells of
    line("يوم", "انهار جسر حلب القديم اليوم السبت وقُتل خمسة عمال.", published="2023-05-06"),
    # published later, but tells of the sixth
    line(
        "ذكرى",
        "زار الوزير مدينة حلب الجمعة، وكان جسر فيها انهار في 6 أيار/مايو 2023 وأغلق الطريق إليها.",
        published="2023-06-02",
    ),
    # tells of a day before it was published, and of no other
    line("قبل", "كان جسر حلب القديم قد فُحص في 1 أيار/مايو 2023 وفق البلدية.", published="2023-06-10"),
    # lasts for years: about no day in particular
    line("سنوات", "بقي جسر حلب القديم مغلقا من عام 2012 حتى عام 2023 بسبب الحرب.", published="2024-01-15"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("windows")
    archive = opened(folder / "home", GramEncoder())
    ingest(archive, [written(folder / "in.jsonl", NEWS)], collected=date(2024, 6, 1))
    yield Assistant(archive, Settings(folder / "home", folder / "cache", confidence=0.0))
    archive.close()


SIXTH = date(2023, 5, 6)

FILTERS = [
    (Filter(), {"يوم", "ذكرى", "قبل", "سنوات"}),
    (Filter(first=SIXTH, last=SIXTH), {"يوم", "ذكرى"}),
    (Filter(first=date(2023, 5, 1), last=date(2023, 5, 5)), {"قبل"}),
    (Filter(first=date(2023, 5, 1), last=date(2023, 5, 5), later=1), {"قبل", "يوم"}),
    (Filter(first=date(2023, 6, 1)), {"ذكرى", "قبل", "سنوات"}),  # open: published in it; nothing tells of it
    (Filter(last=date(2023, 5, 5)), {"قبل"}),
    (Filter(first=date(2010, 1, 1), last=date(2024, 12, 31)), {"يوم", "ذكرى", "قبل", "سنوات"}),
    (Filter(first=SIXTH, last=SIXTH, sources=("لا أحد",)), set()),
]


@pytest.mark.parametrize(("wanted", "ids"), FILTERS)
def test_a_filter_goes_by_events_first_and_publication_second(
    assistant: Assistant, wanted: Filter, ids: set[str]
) -> None:
    hits = search(assistant.archive, query("جسر حلب القديم", wanted=wanted))
    assert {hit.article.article_id for hit in hits} == ids


def test_what_tells_of_the_window_when_it_is_news_fits_it_best(assistant: Assistant) -> None:
    catalogue = assistant.archive.catalogue
    keys = catalogue.article_keys(["يوم", "ذكرى", "قبل"])
    articles = catalogue.articles(keys.values())
    times = Times(catalogue.events(keys.values()))
    window = Window(SIXTH, SIXTH)
    fits = {name: times.fit(articles[key], key, 0, window) for name, key in keys.items()}
    assert fits["يوم"] == 1.0
    assert 0 < fits["ذكرى"] < 0.5  # recalls it a month later, beside its own news
    assert fits["قبل"] == -1.0  # tells of another day
    unknown = times.fit(articles[keys["يوم"]], keys["يوم"], 99, window)
    assert 0 < unknown < 1  # a sentence without a time, published in the window


def test_what_happened_on_a_day_is_told_from_that_day(assistant: Assistant) -> None:
    answer = assistant.answer(Request("ماذا حدث لجسر حلب يوم 6 أيار 2023؟"))
    assert answer.window == Window(SIXTH, SIXTH)
    assert {c.article.article_id for c in answer.citations} == {"يوم", "ذكرى"}
    assert {(c.event.first, c.event.last) for c in answer.citations if c.event} == {(SIXTH, SIXTH)}


def test_nothing_in_the_window_is_refused_with_the_nearest(assistant: Assistant) -> None:
    answer = assistant.answer(Request("ماذا حدث لجسر حلب؟", first=date(2021, 3, 1), last=date(2021, 3, 31)))
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.WINDOW
    assert answer.refusal.nearest is not None
    assert "آذار/مارس 2021" in answer.refusal.message
    assert "وسّع المدة" in answer.refusal.message
    assert answer.citations == ()


def test_a_fact_may_be_published_after_the_day_it_is_asked_of(assistant: Assistant) -> None:
    """A day in a question for a fact prefers what tells of it; it is no wall."""
    answer = assistant.answer(Request("متى فُحص جسر حلب القديم في أيار 2023؟"))
    assert answer.refusal is None
    assert "قبل" in {c.article.article_id for c in answer.citations}


def test_a_quote_has_its_event_and_the_words_that_name_it_are_highlighted(assistant: Assistant) -> None:
    answer = assistant.answer(Request("متى انهار الجسر في حلب وأغلق الطريق إليها؟"))
    by_id = {c.article.article_id: c for c in answer.citations}
    recalled = by_id["ذكرى"]
    assert recalled.event is not None
    assert (recalled.event.first, recalled.event.precision) == (SIXTH, "day")  # not the Friday of the visit
    assert [span.of(recalled.article.text) for span in recalled.highlights] == ["الجمعة", "6 أيار/مايو 2023"]
    number = assistant.answer(Request("كم عاملا قُتل في انهيار جسر حلب؟")).citations
    bold = {span.of(c.article.text) for c in number for span in c.highlights if c.article.article_id == "يوم"}
    assert bold == {"خمسة"}


WEEK = Window(date(2023, 5, 6), date(2023, 5, 8))

MOVES = [
    (Step(Move.SAME, "day", 1, 0, 0), WEEK),
    (Step(Move.SAME, "month", 1, 0, 0), Window(date(2023, 5, 1), date(2023, 5, 31))),
    (Step(Move.NEXT, "day", 2, 0, 0), Window(date(2023, 5, 10), date(2023, 5, 10))),
    (Step(Move.NEXT, "week", 2, 0, 0), Window(date(2023, 5, 16), date(2023, 5, 22))),
    (Step(Move.PREVIOUS, "week", 1, 0, 0), Window(date(2023, 4, 29), date(2023, 5, 5))),
    (Step(Move.NEXT, "month", 9, 0, 0), Window(date(2024, 2, 1), date(2024, 2, 29))),
    (Step(Move.PREVIOUS, "year", 1, 0, 0), Window(date(2022, 1, 1), date(2022, 12, 31))),
    (Step(Move.AFTER, "day", 1, 0, 0), Window(date(2023, 5, 9), None)),
    (Step(Move.BEFORE, "day", 1, 0, 0), Window(None, date(2023, 5, 5))),
]


@pytest.mark.parametrize(("step", "window"), MOVES)
def test_steps_in_time(step: Step, window: Window) -> None:
    assert moved(WEEK, step) == window


def test_steps_end_where_the_calendar_ends() -> None:
    assert moved(Window(date.max, date.max), Step(Move.NEXT, "day", 5, 0, 0)) == Window(date.max, date.max)
    assert moved(Window(date.min, date.min), Step(Move.BEFORE, "day", 1, 0, 0)) == Window(None, date.min)
    assert moved(Window(date.max, None), Step(Move.NEXT, "year", 3, 0, 0)).last == date.max


def test_recognising_gives_each_sentence_its_times_and_a_lead_its_publication() -> None:
    article = Article(
        "م", "عنوان", "انهار جسر قديم في حلب وقُتل خمسة عمال كانوا يرممونه.\nوسيُفتح جسر آخر غدا.", day=date(2023, 5, 6)
    )
    _, found = recognise(article)
    told = [(e.sentence.number, e.first, e.last, e.reported) for e in found.events]
    assert sorted(told) == [(0, SIXTH, SIXTH, True), (1, date(2023, 5, 7), date(2023, 5, 7), False)]
    second = next(e.sentence for e in found.events if not e.reported)
    assert [(event.first, span.of(article.text)) for event, span in dated(article, second)] == [
        (date(2023, 5, 7), "غدا")
    ]


def test_an_article_without_a_date_takes_it_from_its_own_text(home: Path) -> None:
    text = "حلب - انهار جسر قديم اليوم السبت 6 أيار/مايو 2023 في حلب وقُتل خمسة عمال."
    article, found = recognise(Article("م", "عنوان", text, collected=date(2023, 6, 1)))
    assert (article.day, article.day_known_from) == (SIXTH, "dateline")
    assert [(type(e), e.first) for e in found.events] == [(Event, SIXTH)]
    assert not home.exists()
