"""What the page does with a language model beside answering: it gets it ready, and asks it nothing unasked."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from archives import line, written
from newsroom import FLOOD, MARKET
from openai_server import OpenAiServer, Reply

from assistant.answer import Assistant
from assistant.citations import Citation
from assistant.question import Request
from assistant.settings import Settings
from assistant.statement import Answer, Language, Refusal
from assistant.statement import Reason as Why
from assistant.ui import offering, speaker
from assistant.ui.desk import Desk
from assistant.ui.examples import examples, follow_ups, timeline_examples
from assistant.ui.visit import Scope
from assistant.ui.words import Reader
from index.archive import Archive
from index.article import Article, Span
from index.encoder import Encoder
from index.ingest import ingest

MODEL = "openai:scripted"
AR, EN = Reader("ar"), Reader("en")


class Watched(Assistant):
    """An assistant that tells whether its model was made ready."""

    prepared = False

    def prepare(self) -> None:
        self.prepared = True
        super().prepare()


@pytest.fixture
def archive(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Two towns, two outlets."""
    folder = tmp_path_factory.mktemp("ui")
    archive = Archive(folder / "home", lambda: encoder)
    rows = [
        line("flood", FLOOD.text, FLOOD.source, "2024-05-15"),
        line("market", MARKET.text, MARKET.source, "2024-05-20"),
    ]
    assert ingest(archive, [written(folder / "news.jsonl", rows)]).added == 2
    yield archive
    archive.close()


def watched(archive: Archive, server: OpenAiServer) -> Watched:
    """An assistant with the model of a server."""
    cache = archive.home.parent / "cache"
    return Watched(archive, Settings(archive.home, cache, confidence=0.0, model=MODEL, model_url=server.url))


def test_the_model_is_made_ready_with_the_rest_and_asked_nothing(archive: Archive) -> None:
    with OpenAiServer(Reply(("ready",))) as server:
        assistant = watched(archive, server)
        desk = Desk(assistant)
        desk.warm()
        desk.wait()
        assert assistant.prepared
        for thread in threading.enumerate():
            if thread.name == "isnad-warm":  # it goes on to try the examples of both languages
                thread.join()
        assert desk.examples(AR)
        assert desk.examples(EN)
        desk.close()
        assert server.asked == []


@pytest.mark.parametrize("reader", [AR, EN])
def test_questions_that_the_page_tries_by_itself_go_to_no_model(archive: Archive, reader: Reader) -> None:
    with OpenAiServer(Reply(("NO ANSWER",))) as server:
        assistant = watched(archive, server)
        assert examples(assistant, reader)
        request = Request("ماذا حدث في درعا؟", today=date(2024, 6, 1), answerer="extractive")
        assert follow_ups(assistant, assistant.answer(request), Scope(), reader)
        assert server.asked == []


UNDATED = {
    "places": [
        # two towns, no day anywhere
        line("flood", "أغلقت البلدية الجسر في درعا بعد الفيضان. ونُقل السكان إلى المدارس.", published=""),
        line("market", "أعيد فتح السوق في إدلب بعد ترميمه.", published=""),
    ],
    "titles": [
        # neither a day nor a place
        line("bridge", "أغلقت البلدية الجسر القديم بعد الفيضان.", published="", title="إغلاق الجسر القديم"),
        line("school", "يبدأ تسجيل الطلاب في المدارس صباحا.", published="", title="تسجيل الطلاب في المدارس"),
    ],
}
EXPECTED = {
    ("places", AR): ["ماذا حدث في إدلب؟", "ماذا حدث في درعا؟"],
    ("places", EN): ["What happened in Daraa?", "What happened in Idlib?"],
    ("titles", AR): ["ماذا يقول الأرشيف عن «إغلاق الجسر القديم»؟", "ماذا يقول الأرشيف عن «تسجيل الطلاب في المدارس»؟"],
    ("titles", EN): [
        "What does the archive say about “إغلاق الجسر القديم”?",
        "What does the archive say about “تسجيل الطلاب في المدارس”?",
    ],
}


@pytest.mark.parametrize(("told", "reader"), EXPECTED)
def test_articles_without_a_day_are_asked_about_too(
    encoder: Encoder, tmp_path: Path, told: str, reader: Reader
) -> None:
    archive = Archive(tmp_path / "home", lambda: encoder)
    assert ingest(archive, [written(tmp_path / "news.jsonl", UNDATED[told])]).added == 2
    assistant = Assistant(archive, Settings(archive.home, tmp_path / "cache", confidence=0.0))
    found = examples(assistant, reader)
    assert sorted(found) == EXPECTED[told, reader]
    assert sorted(timeline_examples(assistant, reader)) == sorted(
        {"ar": ["إدلب", "درعا"], "en": ["Daraa", "Idlib"]}[reader.language] if told == "places" else []
    )
    archive.close()


@pytest.mark.parametrize(
    ("asked", "reader", "text", "expected"),
    [
        ("en", EN, "وقع فيضان.", "en"),
        ("ar", EN, "وقع فيضان.", "en"),  # the page is in English
        ("en", AR, "وقع فيضان.", "en"),  # the question was
        ("ar", AR, "وقع فيضان.", None),
        ("ar", AR, "There was a flood.", "ar"),
        ("en", EN, "There was a flood.", None),
    ],
)
def test_a_quote_is_translated_into_the_language_that_it_is_not_in(
    asked: Language, reader: Reader, text: str, expected: Language | None
) -> None:
    citation = Citation(1, Article("a", "عنوان", text), Span(0, len(text)))
    answer = Answer("?", asked, refusal=Refusal(Why.WEAK, "-", citation))
    assert offering.language_for(answer, citation, reader) == expected
    offered = offering.offer(MODEL, answer, 0, 0, reader)
    assert ('data-act="translate"' in offered) == (expected is not None)
    assert offering.offer("", answer, 0, 0, reader) == ""  # no model is set
    assert offering.offer(MODEL, answer, 0, 7, reader) == ""  # no such citation


@pytest.mark.parametrize("reader", [AR, EN])
@pytest.mark.parametrize("quotes_only", [True, False])
def test_the_switch_shows_the_model_by_name_as_text(reader: Reader, quotes_only: bool) -> None:
    shown = speaker.choice("openai:<b>x", reader, quotes_only=quotes_only)
    assert "<bdi>openai:&lt;b&gt;x</bdi>" in shown
    assert 'title="openai:&lt;b&gt;x"' in shown
    pressed = ["true", "false"] if not quotes_only else ["false", "true"]
    assert [part.split('"')[0] for part in shown.split('aria-pressed="')[1:]] == pressed
