"""A timeline as markup: which marks its events become, what each says, and that more of them leaves numbers alone."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from archives import GramEncoder, line, opened, written
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Assistant
from assistant.citations import Citation
from assistant.dated_events import Timeline, TimelineEvent
from assistant.history import History
from assistant.question import Request
from assistant.settings import Settings
from assistant.statement import Answer, Statement
from assistant.timeline import grown, statements
from assistant.ui import answers, events, picture
from assistant.ui.desk import Desk
from assistant.ui.downloads import router
from assistant.ui.picture import Dating, Mark, label, marks
from assistant.ui.visit import Turn
from assistant.ui.words import Reader
from index.article import Article, Sentence, Span
from index.catalogue import Event
from index.errors import CatalogueError
from index.ingest import ingest

AR, EN, EASTERN = Reader("ar"), Reader("en"), Reader("ar", "arab")
FIFTH, SIXTH, NINTH = date(2021, 5, 5), date(2021, 5, 6), date(2021, 5, 9)
ASKED = datetime(2024, 6, 10, 14, 30, 7, 123456, tzinfo=timezone(timedelta(hours=3)))


def event(
    n: int,
    first: date,
    last: date,
    *outlets: str,
    text: str = "وصل الوفد.",
    reported: bool = False,
    about: bool = False,
) -> TimelineEvent:
    article = Article(f"خبر-{n}", "عنوان", text, source=outlets[0] if outlets else "")
    sentence = Sentence(Span(0, len(text)), 0)
    citation = Citation(n, article, sentence.span, Event(sentence, first, last, "day", about, reported))
    return TimelineEvent(first, last, "day", f"«{text}» [{n}]", outlets, (citation,), 1.0)


# -- marks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "dating", "size"),
    [
        (event(1, FIFTH, FIFTH, "النور"), Dating.DAY, 1),
        (event(1, FIFTH, SIXTH, "النور", "البحر"), Dating.SPAN, 2),
        (event(1, FIFTH, FIFTH, "أ", "ب", "ج", reported=True), Dating.REPORTED, 3),
        (event(1, FIFTH, SIXTH, "أ", "ب", "ج", "د", "ه", about=True), Dating.ABOUT, 4),
        (event(1, FIFTH, FIFTH), Dating.DAY, 1),  # of an unknown outlet
    ],
)
def test_a_mark_shows_how_an_event_is_dated_and_by_how_many_it_is_told(
    told: TimelineEvent, dating: Dating, size: int
) -> None:
    assert marks([told]) == (Mark(told.first, told.last, dating, size, told.outlets, "وصل الوفد.", told.citations[0]),)


def test_marks_are_in_order_of_time_and_an_event_without_quotes_has_none() -> None:
    gone = replace(event(2, FIFTH, FIFTH, "أ"), citations=())
    assert [mark.citation.n for mark in marks([event(3, NINTH, NINTH), gone, event(1, FIFTH, FIFTH)])] == [1, 3]
    assert picture.picture([gone], 0, AR) == ""


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("«وصل الوفد»", "وصل الوفد"),
        ("وصل\nالوفد  أمس.", "وصل الوفد أمس."),
        (f"أعلنت {'البلدية ' * 9}، ثم", "أعلنت" + " البلدية" * 6 + "…"),
        ("ا" * 90, "ا" * 59 + "…"),
        ('"', ""),
    ],
)
def test_a_label_is_how_the_quote_begins(quote: str, shown: str) -> None:
    assert label(quote) == shown


@given(st.text())
def test_a_label_is_short_and_on_one_line(quote: str) -> None:
    made = label(quote)
    assert len(made) <= picture.LONGEST_LABEL
    assert made.split("\n") == [made]


# -- the picture as markup ---------------------------------------------------------------------------------------------


def test_a_mark_is_a_button_that_names_number_days_outlets_and_quote() -> None:
    shown = picture.picture([event(7, FIFTH, SIXTH, "النور", "البحر")], 2, AR, key="مفتاح")
    assert 'data-act="open" data-turn="2" data-n="7" data-from="2021-05-05" data-to="2021-05-06"' in shown
    assert 'aria-label="7. 5 – 6 أيار/مايو 2021. النور، البحر. «وصل الوفد.»"' in shown
    assert 'data-about="5 – 6 أيار/مايو 2021 · النور، البحر"' in shown
    assert 'class="mark of-2 span"' in shown
    assert 'aria-label="صورة الخط الزمني: حدث واحد، 5 – 6 أيار/مايو 2021" dir="rtl" data-key="مفتاح"' in shown
    assert 'data-months="كانون الثاني/يناير|شباط/فبراير|' in shown


def test_the_picture_speaks_the_readers_language_and_digits() -> None:
    english = picture.picture([event(7, FIFTH, FIFTH, "", reported=True)], 0, EN)
    assert 'aria-label="7. published 5 May 2021. outlet not named. “وصل الوفد.”"' in english
    assert 'dir="ltr"' in english
    assert "dated by its publication" in english
    assert "several days" not in english  # there are none
    eastern = picture.picture([event(7, FIFTH, FIFTH, "النور")], 0, EASTERN)
    assert '<span class="dot">٧</span>' in eastern
    assert "data-eastern" in eastern


def test_words_of_articles_stay_words() -> None:
    hostile = '"><img src=x onerror=alert(1)> <b>خبر</b>'
    shown = events.timeline(Timeline("س", None, (event(1, FIFTH, FIFTH, "<u>", text=hostile),)), 0, AR, [])
    for element in ("<img", "<b>", "<u>"):
        assert element not in shown
    assert "&lt;b&gt;خبر" in shown


# -- the timeline around it --------------------------------------------------------------------------------------------

LINE = Timeline("خط زمني للوفد", None, (event(1, FIFTH, FIFTH, "النور"), event(2, NINTH, NINTH, "البحر")), more=40)


def test_a_timeline_has_its_list_its_files_and_the_way_to_more() -> None:
    shown = events.timeline(LINE, 3, AR, [("CSV", "/timeline/csv?topic=x")])
    assert shown.count("<li data-event=") == 2
    assert '<h4><bdi>9 أيار/مايو 2021</bdi></h4><p class="heading"><bdi>البحر</bdi></p>' in shown
    assert '<a href="/timeline/csv?topic=x" download>CSV</a>' in shown
    assert 'data-act="more" class="secondary" data-turn="3"' in shown
    assert "أضف 30 حدثا" in shown
    assert 'data-act="more"' not in events.timeline(replace(LINE, more=0), 3, AR, [])
    assert "أضف حدثين" not in shown


def test_an_event_whose_quote_is_gone_is_not_shown_and_another_ones_quote_stands_for_the_first() -> None:
    first, second = LINE.events
    both = replace(first, citations=(*first.citations, *second.citations))
    left = replace(both, citations=both.citations[1:])  # the first quote no longer holds
    gone = replace(second, citations=())
    shown = events.timeline(replace(LINE, events=(left, gone)), 0, AR, [])
    assert shown.count("<li data-event=") == 1
    assert '<li data-event="2">' in shown
    assert "[1]" not in shown


def test_an_answer_shows_what_is_told_and_then_its_timeline() -> None:
    told = Statement("وصل الوفد في أيار [1].", LINE.events[0].citations)
    answer = Answer("خط زمني للوفد", "ar", (told, *statements(LINE, "ar")), timeline=LINE)
    shown = answers.turn(Turn(answer, ASKED), 4, AR, conversation_id="c-1")
    assert shown.index("وصل الوفد في أيار") < shown.index('class="picture"') < shown.index('class="events"')
    assert shown.count('class="statement"') == 3
    assert "/export/c-1/timeline/csv?asked=2024-06-10T14%3A30%3A07%2B03%3A00" in shown
    assert "/export/" not in answers.turn(Turn(answer, ASKED), 4, AR)  # it is not kept yet


# -- more events -------------------------------------------------------------------------------------------------------

NEWS = [
    line(
        f"منسوب-{day}",
        f"بلغ منسوب سد الوادي الأزرق {70 + day} مترا يوم {day} أيار/مايو 2021.",
        "وكالة النور",
        "2021-06-01",
    )
    for day in range(1, 13)
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("longer")
    archive = opened(folder / "home", GramEncoder())
    ingest(archive, [written(folder / "in.jsonl", NEWS)], collected=date(2024, 6, 1))
    yield Assistant(archive, Settings(folder / "home", folder / "cache", confidence=0.0, timeline_events=4))
    archive.close()


def test_a_longer_timeline_keeps_the_numbers_of_what_was_shown(assistant: Assistant) -> None:
    made = assistant.timeline(Request("خط زمني لمنسوب سد الوادي الأزرق"))
    assert (len(made.events), made.more) == (4, 8)
    longer = assistant.longer(made, 7)
    whole = assistant.longer(longer, 100)
    assert [(len(one.events), one.more) for one in (longer, whole)] == [(7, 5), (12, 0)]
    numbers = [{c.quote: c.n for told in one.events for c in told.citations} for one in (made, longer, whole)]
    assert numbers[0].items() <= numbers[1].items() <= numbers[2].items()
    assert sorted(numbers[2].values()) == list(range(1, 13))
    assert [told.first for told in whole.events] == [date(2021, 5, day) for day in range(1, 13)]
    assert whole.request == made.request
    for told in whole.events:
        assert told.summary == f"«{told.citations[0].quote}» [{told.citations[0].n}]"


def test_a_sentence_that_tells_of_two_days_has_a_number_for_each() -> None:
    text = "وصل الوفد يوم 5 أيار وغادر يوم 9 أيار."
    first, second = event(1, FIFTH, FIFTH, "أ", text=text), event(2, NINTH, NINTH, "أ", text=text)
    before = Timeline("س", None, (first, second))
    later = Timeline("س", None, (event(1, SIXTH, SIXTH), replace(first, citations=first.citations), second))
    assert [[c.n for c in told.citations] for told in grown(before, later).events] == [[3], [1], [2]]


def test_a_kept_answer_is_amended_and_its_timeline_exported_as_it_is_shown(assistant: Assistant) -> None:
    answer = assistant.answer(Request("خط زمني لمنسوب سد الوادي الأزرق في أيار 2021"))
    assert answer.timeline is not None
    history = History(assistant.archive.catalogue)
    conversation_id = history.begin(answer.question)
    history.keep(conversation_id, ASKED, answer)
    longer = assistant.longer(answer.timeline, 9)
    amended = replace(answer, timeline=longer, statements=statements(longer, "ar"))
    history.amend(conversation_id, ASKED, amended)
    [turn] = history.load(conversation_id).turns
    assert turn.remembered.answer == amended
    with pytest.raises(CatalogueError, match="no such turn"):
        history.amend(conversation_id, ASKED + timedelta(seconds=5), amended)
    desk = Desk(assistant)
    app = FastAPI()
    app.include_router(router(desk))
    shown = answers.turn(Turn(amended, ASKED), 0, AR, conversation_id=conversation_id)
    address = shown.split('href="', 2)[2].split('"')[0].replace("&amp;", "&")
    with TestClient(app) as client:
        rows = list(csv.DictReader(io.StringIO(client.get(address).text)))
        drawn = client.get("/timeline/timelinejs", params={"topic": "سد الوادي الأزرق", "events": 6})
        wrong = [
            client.get(address.replace("T14", "T15")),
            client.get("/export/nowhere/timeline/md?asked=2024-06-10T14:30:07Z"),
            client.get("/timeline/csv", params={"topic": "سد", "events": 0}),
        ]
    desk.close()
    assert [(row["article_id"], int(row["start"]), int(row["end"]), row["quote"]) for row in rows] == [
        (c.article.article_id, c.span.start, c.span.end, c.quote) for told in longer.events for c in told.citations
    ]
    assert len(json.loads(drawn.text)["events"]) == 6
    assert [response.status_code for response in wrong] == [404, 404, 422]
