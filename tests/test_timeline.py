"""Timelines: the right days in order, each event once with all its outlets, and exports that keep every citation."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from archives import GramEncoder, line, opened, written

from assistant import timeline_export
from assistant.answer import Assistant
from assistant.dated_events import Timeline
from assistant.kinds import Kind
from assistant.merging import Telling, merged
from assistant.question import Request
from assistant.settings import Settings
from assistant.window import Window
from index.article import Article, Sentence, Span
from index.catalogue import Event
from index.ingest import ingest

NEWS = [
    # the collapse, told by two outlets on one day, in the same words but for a title
    line("انهيار-1", "انهار جسر حلب القديم اليوم السبت وقُتل خمسة عمال كانوا فوقه.", "وكالة النور", "2023-05-06"),
    line("انهيار-2", "انهار جسر حلب القديم أمس السبت وقُتل خمسة عمال كانوا فوقه.", "إذاعة البحر", "2023-05-07"),
    # another event of the same topic, with a quote that a spreadsheet would take for a formula
    line("استقالة", "=استقال مدير جسر حلب اليوم الاثنين بعد انهياره.", "=صحيفة الشرق", "2023-05-08"),
    # dated vaguely: on no day
    line("غامض", "كان جسر حلب القديم قد تصدع بحسب <b>السكان</b>.", "وكالة النور", ""),
    # of the topic, but outside the window that is asked for
    line(
        "افتتاح", "افتُتح جسر حلب الجديد يوم الجمعة 10 أيار/مايو 2024 مكان جسر حلب القديم.", "وكالة النور", "2024-05-11"
    ),
]
MAY = Request("خط زمني لانهيار جسر حلب القديم", first=date(2023, 5, 1), last=date(2023, 5, 31))
SIXTH, EIGHTH = date(2023, 5, 6), date(2023, 5, 8)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("timelines")
    archive = opened(folder / "home", GramEncoder())
    ingest(archive, [written(folder / "in.jsonl", NEWS)], collected=date(2024, 6, 1))
    yield Assistant(archive, Settings(folder / "home", folder / "cache", confidence=0.0))
    archive.close()


@pytest.fixture
def made(assistant: Assistant) -> Timeline:
    return assistant.timeline(MAY)


def test_events_come_in_order_inside_the_window_each_once(made: Timeline) -> None:
    assert [(event.first, event.last, event.precision) for event in made.events] == [
        (SIXTH, SIXTH, "day"),
        (EIGHTH, EIGHTH, "day"),
    ]
    collapse, resignation = made.events
    assert set(collapse.outlets) == {"وكالة النور", "إذاعة البحر"}
    assert {c.article.article_id for c in collapse.citations} == {"انهيار-1", "انهيار-2"}
    assert [c.article.article_id for c in resignation.citations] == ["استقالة"]
    assert collapse.score > resignation.score  # two outlets tell of it
    for event in made.events:
        for citation in event.citations:
            assert citation.span.of(citation.article.text) == citation.quote


def test_first_quotes_are_numbered_before_the_further_ones(made: Timeline) -> None:
    assert [[c.n for c in event.citations] for event in made.events] == [[1, 3], [2]]
    assert [event.summary for event in made.events] == [
        f"«{made.events[0].citations[0].quote}» [1] [3]",
        f"«{made.events[1].citations[0].quote}» [2]",
    ]


def test_the_command_line_s_form(made: Timeline) -> None:
    shown = made.as_dict()
    assert (shown["from"], shown["to"]) == ("2023-05-01", "2023-05-31")
    assert [(e["from"], e["to"], e["outlets"]) for e in shown["events"]] == [
        ("2023-05-06", "2023-05-06", 2),
        ("2023-05-08", "2023-05-08", 1),
    ]


def test_a_limit_keeps_what_is_reported_most_and_counts_the_rest(assistant: Assistant) -> None:
    short = assistant.timeline(MAY, limit=1)
    assert ([event.first for event in short.events], short.more) == ([SIXTH], 1)


def test_nothing_dated_gives_an_empty_timeline(assistant: Assistant) -> None:
    empty = assistant.timeline(Request("خط زمني لجسر حلب", first=date(1999, 1, 1), last=date(1999, 12, 31)))
    assert (empty.events, empty.more) == ((), 0)


def test_a_timeline_in_a_talk_has_the_events_as_statements(assistant: Assistant) -> None:
    first, second, english = assistant.converse(
        [
            Request("خط زمني لانهيار جسر حلب القديم في أيار 2023"),
            Request("وماذا بعد ذلك؟"),
            Request("show it as a timeline"),
        ]
    )
    assert first.timeline is not None
    assert first.window == Window(date(2023, 5, 1), date(2023, 5, 31))
    assert [s.citations for s in first.statements] == [event.citations for event in first.timeline.events]
    assert first.statements[0].text.startswith("6 أيار/مايو 2023")
    assert second.window == Window(date(2023, 6, 1), None)
    assert second.citations[0].article.article_id == "افتتاح"
    assert english.timeline is not None
    assert english.conversation is not None
    assert english.conversation.kinds == (Kind.TIMELINE,)
    assert [event.first for event in english.timeline.events] == [date(2024, 5, 10)]


def test_csv_keeps_every_quote_and_no_formula(made: Timeline) -> None:
    rows = list(csv.DictReader(io.StringIO(timeline_export.written(made, "csv"))))
    assert [row["article_id"] for row in rows][-1] == "استقالة"
    assert rows[-1]["quote"].startswith("'=استقال")
    assert rows[-1]["source"] == "'=صحيفة الشرق"
    texts = {article["id"]: article["text"] for article in NEWS}
    for row in rows:
        assert texts[row["article_id"]][int(row["start"]) : int(row["end"])] == row["quote"].removeprefix("'")


def test_markdown_names_article_span_and_outlet(made: Timeline) -> None:
    text = timeline_export.written(made, "md")
    assert text.index("2023-05-06") < text.index("2023-05-08")
    for event in made.events:
        for citation in event.citations:
            assert f"{citation.span.start}-{citation.span.end}" in text


def test_timelinejs_escapes_what_articles_say(assistant: Assistant) -> None:
    hostile = Article("<i>م</i>", '<script>"&', "قال <b>السكان</b> اليوم إن الجسر انهار.", day=SIXTH, source="<u>")
    sentence = Sentence(Span(0, len(hostile.text)), 0)
    event = Event(sentence, SIXTH, SIXTH, "day")
    made = assistant.timeline(MAY)
    citation = type(made.events[0].citations[0])(1, hostile, sentence.span, event)
    slide = type(made.events[0])(SIXTH, EIGHTH, "range", "", ("<u>",), (citation,), 1.0)
    shown = json.loads(timeline_export.written(Timeline("<b>", None, (slide,)), "timelinejs"))
    html = (
        shown["title"]["text"]["headline"] + shown["events"][0]["text"]["headline"] + shown["events"][0]["text"]["text"]
    )
    assert "<b>" not in html
    assert "<script>" not in html
    assert "<u>" not in html
    assert "&lt;b&gt;السكان" in html
    assert shown["events"][0]["start_date"] == {"year": 2023, "month": 5, "day": 6}
    assert shown["events"][0]["end_date"] == {"year": 2023, "month": 5, "day": 8}
    assert shown["events"][0]["citations"][0]["quote"] == hostile.text


def test_tellings_of_one_day_join_only_if_they_say_the_same() -> None:
    def telling(key: int, source: str, text: str, weight: float = 1.0) -> Telling:
        sentence = Sentence(Span(0, len(text)), 0)
        article = Article(f"م{key}", "", text, source=source)
        return Telling(article, key, sentence, sentence.span, Event(sentence, SIXTH, SIXTH, "day"), weight, weight)

    events = merged(
        [
            telling(1, "أ", "انهار جسر حلب القديم السبت وقُتل خمسة عمال كانوا فوقه"),
            telling(2, "ب", "انهار جسر حلب القديم السبت وقُتل سبعة عمال كانوا فوقه"),  # another toll of the same event
            telling(3, "أ", "فازت نوادي المدينة بكأس كرة السلة للناشئين"),
            telling(4, "أ", "انهار جسر حلب القديم السبت وقُتل خمسة عمال كانوا فوقه أمس", 0.5),  # the same outlet again
        ]
    )
    assert [[t.article.article_id for t in event.tellings] for event in events] == [["م1", "م2", "م4"], ["م3"]]
    assert events[0].outlets == ("أ", "ب")
    assert events[0].weight == pytest.approx(1 + 0.5 / 2**0.5 + 1)
