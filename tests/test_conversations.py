"""Kept conversations: they survive a restart to the letter, and never show a citation that no longer holds."""

import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import remembering
from assistant.citations import Citation
from assistant.history import History, KeptTurn
from assistant.remembering import Broken, Remembered
from assistant.statement import Answer, Reason, Refusal, Statement, Window
from index.article import Article, Sentence, Span
from index.catalogue import Analysis, Catalogue, Event
from index.conversations import LONGEST_NAME, Conversations
from index.errors import CatalogueError

FIRST = "أعلنت البلدية افتتاح الجسر يوم 7 نيسان 2018."
SECOND = "حضر الحفل 40 شخصا."
BRIDGE = Article(
    "خبر-1",
    "افتتاح الجسر",
    f"{FIRST} {SECOND}",
    published="2018-04-08T10:00:00+03:00",
    day=date(2018, 4, 8),
    day_known_from="metadata",
    source="وكالة النور",
    url="https://example.org/1",
    collected=date(2024, 6, 10),
    metadata={"section": "محليات"},
)
PORT = Article("خبر-2", "الميناء", "أغلقت السلطات الميناء أمس.", source="صحيفة الشرق")
EVENT = Event(Sentence(Span(0, len(FIRST)), 0), date(2018, 4, 7), date(2018, 4, 7), "day", approximate=True)
OPENING = Citation(1, BRIDGE, Span(0, len(FIRST)), EVENT, (Span(FIRST.index("7"), FIRST.index("7") + 1),))
GUESTS = Citation(2, BRIDGE, Span(len(FIRST) + 1, len(BRIDGE.text)))
CLOSED = Citation(3, PORT, Span(0, len(PORT.text)))
ANSWER = Answer(
    "ماذا جرى للجسر والميناء؟",
    "ar",
    (Statement(f"«{FIRST}» [1] [3]", (OPENING, CLOSED)), Statement(f"«{SECOND}» [2]", (GUESTS,))),
    window=Window(date(2018, 4, 1), None),
    places=("حلب",),
    outlets=("وكالة النور",),
    notices=("سقطت جملة بلا سند.",),
    seconds=0.25,
)
REFUSED = Answer("Who won?", "en", refusal=Refusal(Reason.WEAK, "Nothing answers this.", OPENING))
ASKED = datetime(2024, 6, 10, 14, 30, tzinfo=timezone(timedelta(hours=3)))


def stored(home: Path, *articles: Article) -> Catalogue:
    catalogue = Catalogue(home / "catalogue.sqlite")
    catalogue.store([(article, Analysis(())) for article in articles])
    return catalogue


@pytest.fixture
def catalogue(home: Path) -> Iterator[Catalogue]:
    with_it = stored(home, BRIDGE, PORT)
    yield with_it
    with_it.close()


@pytest.mark.parametrize("answer", [ANSWER, REFUSED, Answer("؟", "ar")])
def test_an_answer_survives_a_restart_to_the_letter(home: Path, catalogue: Catalogue, answer: Answer) -> None:
    history = History(catalogue)
    conversation_id = history.begin(answer.question)
    assert history.keep(conversation_id, ASKED, answer, {"topic": "الجسر", "window": ["2018-04-01", None]}) == 1
    catalogue.close()
    again = Catalogue(home / "catalogue.sqlite")
    conversation = History(again).load(conversation_id)
    assert conversation.turns == (
        KeptTurn(1, ASKED, Remembered(answer), {"topic": "الجسر", "window": ["2018-04-01", None]}),
    )
    assert conversation.turns[0].asked_at.utcoffset() == timedelta(hours=3)
    for citation in conversation.turns[0].remembered.answer.citations:
        assert citation.article.text[citation.span.start : citation.span.end] == citation.quote
    again.close()


def test_every_field_of_an_answer_is_kept() -> None:
    """A field that is added to an answer is written without anyone thinking of it."""
    written = remembering.as_json(ANSWER)
    assert set(written) == {field.name for field in fields(Answer)}
    [first, _] = written["statements"]
    assert set(first) == {field.name for field in fields(Statement)}
    assert set(first["citations"][0]) == {field.name for field in fields(Citation)} | {"quote"}
    assert set(first["citations"][0]["event"]) == {field.name for field in fields(Event)}


CHANGED = [
    # what becomes of the cited article                                what is said of its citation
    (replace(BRIDGE, text=f"عاجل: {BRIDGE.text}"), "no longer reads"),  # the span now holds something else
    (replace(BRIDGE, text=BRIDGE.text.replace("7", "8").replace("40", "50")), "no longer reads"),
    (replace(BRIDGE, text=""), "no longer reads"),
    (None, "was removed from the archive"),
]


@pytest.mark.parametrize(("article", "why"), CHANGED)
def test_a_citation_that_no_longer_holds_is_broken(catalogue: Catalogue, article: Article | None, why: str) -> None:
    history = History(catalogue)
    conversation_id = history.begin(ANSWER.question)
    history.keep(conversation_id, ASKED, ANSWER)
    history.keep(conversation_id, ASKED, REFUSED)
    if article is None:
        assert catalogue.remove(BRIDGE.article_id)
    else:
        catalogue.store([(article, Analysis(()))])
    first, second = (turn.remembered for turn in history.load(conversation_id).turns)
    assert first.answer == replace(
        ANSWER,
        statements=(Statement(ANSWER.statements[0].text, (CLOSED,)), Statement(ANSWER.statements[1].text, ())),
    )
    facts = ("خبر-1", OPENING.span, FIRST, "افتتاح الجسر", "وكالة النور", "https://example.org/1")
    assert [replace(broken, why="") for broken in first.broken] == [
        Broken(1, *facts, BRIDGE.published, BRIDGE.collected, EVENT, ""),
        Broken(2, "خبر-1", GUESTS.span, SECOND, *facts[3:], BRIDGE.published, BRIDGE.collected, None, ""),
    ]
    assert all(why in broken.why and "ask again" in broken.why for broken in first.broken)
    assert second.answer.refusal == Refusal(Reason.WEAK, "Nothing answers this.", None)
    assert [broken.quote for broken in second.broken] == [FIRST]


def test_a_citation_holds_while_its_quote_stands_where_it_stood(catalogue: Catalogue) -> None:
    history = History(catalogue)
    conversation_id = history.begin(ANSWER.question)
    history.keep(conversation_id, ASKED, ANSWER)
    longer = replace(BRIDGE, text=BRIDGE.text + " ثم عاد الجميع.", title="عنوان جديد")
    catalogue.store([(longer, Analysis(()))])
    [turn] = history.load(conversation_id).turns
    assert turn.remembered.broken == ()
    assert [c.quote for c in turn.remembered.answer.citations] == [FIRST, SECOND, PORT.text]
    assert turn.remembered.answer.citations[0].article == longer


def test_an_answer_of_another_version_is_an_error_and_no_empty_answer(catalogue: Catalogue) -> None:
    with pytest.raises(CatalogueError, match="another version of the program"):
        remembering.from_json({**remembering.as_json(REFUSED), "refusal": {"reason": "whim"}}, catalogue)


def test_fields_of_later_and_earlier_versions(catalogue: Catalogue) -> None:
    data = remembering.as_json(ANSWER)
    del data["outlets"]
    later = remembering.from_json({**data, "mood": "شيء من المستقبل"}, catalogue)
    assert later == Remembered(replace(ANSWER, outlets=()))


@given(question=st.text(min_size=1), message=st.text(), seconds=st.floats(0, 1e6))
def test_any_text_comes_back(question: str, message: str, seconds: float) -> None:
    answer = Answer(question, "ar", (Statement(message),), notices=(message,), seconds=seconds, places=(question,))

    class Nowhere:
        def article(self, article_id: str) -> Article:
            raise CatalogueError(f"no article has the id {article_id!r}")

    assert remembering.from_json(remembering.as_json(answer), Nowhere()) == Remembered(answer)


def test_listing_searching_naming_deleting(catalogue: Catalogue) -> None:
    history = History(catalogue)
    bridge, port, empty = (history.begin(name) for name in ("عن الجسر", "The port", "محادثة"))
    history.keep(bridge, ASKED, ANSWER)
    history.keep(port, ASKED, Answer("When did the port close?", "en", (Statement("It was closed yesterday."),)))
    history.keep(bridge, ASKED, replace(ANSWER, question="وماذا بعد ذلك؟"))
    listed = history.listing()
    assert [(kept.id, kept.name, kept.turns) for kept in listed] == [
        (bridge, "عن الجسر", 2),
        (port, "The port", 1),
        (empty, "محادثة", 0),
    ]
    assert listed[0].created < listed[1].updated < listed[0].updated <= datetime.now(UTC)
    found = {
        "": [bridge, port, empty],
        "جسر": [bridge],  # inside a longer word, of the name and of the answer
        "إفتتَاح": [bridge],  # in another spelling
        "بعد ذلك": [bridge],  # a question
        "CLOSED port": [port],  # all words, in any order and case
        "port الجسر": [],
        "100%_": [],  # no patterns
    }
    assert {text: [kept.id for kept in history.search(text)] for text in found} == found
    history.rename(port, "  عن\nالميناء ")
    assert history.load(port).about.name == "عن الميناء"
    assert history.delete(port)
    assert not history.delete(port)
    assert [kept.id for kept in history.listing()] == [bridge, empty]
    for attempt in (
        lambda: history.load(port),
        lambda: history.rename(port, "س"),
        lambda: history.keep(port, ASKED, ANSWER),
    ):
        with pytest.raises(CatalogueError, match="no conversation has the id"):
            attempt()
    with pytest.raises(CatalogueError, match="cannot have an empty name"):
        history.rename(bridge, " \n")


def test_long_names_are_cut_at_a_word(catalogue: Catalogue) -> None:
    history = History(catalogue)
    about = history.load(history.begin("ماذا حدث في دوما " * 20)).about
    assert len(about.name) <= LONGEST_NAME
    assert about.name.endswith(" دوما…") or about.name.endswith("…")
    assert ("ماذا حدث في دوما " * 20).startswith(about.name[:-1])


def test_the_time_of_asking_needs_its_offset(catalogue: Catalogue) -> None:
    history = History(catalogue)
    with pytest.raises(ValueError, match="has no offset from UTC"):
        history.keep(history.begin("سؤال"), datetime(2024, 6, 10), ANSWER)


def test_a_deleted_conversation_is_in_no_file(home: Path, catalogue: Catalogue) -> None:
    history = History(catalogue)
    conversation_id = history.begin("من هو المصدر السري؟")
    history.keep(conversation_id, ASKED, replace(ANSWER, question="من هو المصدر السري؟"))
    history.delete(conversation_id)
    holding = [path.name for path in home.rglob("*") if path.is_file() and "المصدر السري".encode() in path.read_bytes()]
    assert holding == []


def test_many_threads_keep_turns(catalogue: Catalogue) -> None:
    history = History(catalogue)
    conversation_id = history.begin("سؤال")
    numbers: list[int] = []
    threads = [
        threading.Thread(target=lambda: numbers.append(history.keep(conversation_id, ASKED, ANSWER))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 9))
    assert [turn.number for turn in history.load(conversation_id).turns] == list(range(1, 9))


def test_a_home_from_before_conversations_gets_them(home: Path) -> None:
    catalogue = stored(home, BRIDGE)
    with catalogue.transaction() as connection:
        connection.execute("drop table turns")
        connection.execute("drop table conversations")
        connection.execute("pragma user_version = 0")
    catalogue.close()
    again = Catalogue(home / "catalogue.sqlite")
    assert Conversations(again).listing() == []
    assert again.article("خبر-1") == BRIDGE
    again.close()
