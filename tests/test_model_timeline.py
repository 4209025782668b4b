"""A timeline with a language model: its events at once, what the model tells of them above, whatever becomes of it."""

from collections.abc import Iterator

import pytest
from archives import line, written
from newsroom import TODAY
from openai_server import OpenAiServer, Reply

from assistant.answer import Assistant
from assistant.prompting import Task, load
from assistant.question import Request
from assistant.settings import Settings
from assistant.statement import Answer
from index.archive import Archive
from index.encoder import Encoder
from index.ingest import ingest

ARTICLES = [
    # one town, three days, two outlets
    line("one", "بدأ فيضان النهر في حمص يوم 3 أيار 2024 وغمر الجسر القديم.", "بريد العاصي", "2024-05-04"),
    line("two", "أعلنت بلدية حمص إغلاق الجسر القديم يوم 5 أيار 2024 بسبب فيضان النهر.", "الضفاف", "2024-05-06"),
    line("three", "لم يُفتح الجسر القديم في حمص بعد فيضان النهر حتى 9 أيار 2024.", "بريد العاصي", "2024-05-10"),
]
ENGLISH = "Timeline of the flood of the river in Homs"
ARABIC = "خط زمني لفيضان النهر في حمص"
RIGHT = {
    ENGLISH: "On 5 May 2024 the municipality of Homs announced the closing of the old bridge because of the flood [2].",
    ARABIC: "أعلنت بلدية حمص يوم 5 أيار 2024 إغلاق الجسر القديم بسبب فيضان النهر [2].",
}
WRONG = {
    ENGLISH: "On 9 May 2024 the old bridge in Homs was opened again after the flood of the river [3].",
    ARABIC: "فُتح الجسر القديم في حمص بعد فيضان النهر يوم 9 أيار 2024 [3].",
}


@pytest.fixture(scope="module")
def archive(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The three articles, indexed."""
    folder = tmp_path_factory.mktemp("line")
    archive = Archive(folder / "home", lambda: encoder)
    assert ingest(archive, [written(folder / "news.jsonl", ARTICLES)]).added == 3
    yield archive
    archive.close()


def ask(archive: Archive, question: str, *script: Reply, answerer: str | None = None) -> tuple[list[Answer], list[str]]:
    """The growing answer of an assistant whose model follows the script, and the rules that the model was given."""
    with OpenAiServer(*script) as server:
        settings = Settings(
            *(archive.home, archive.home.parent / "cache"),
            confidence=0.0,
            model="openai:scripted",
            model_url=server.url,
            model_timeout=20.0,
        )
        answers = list(Assistant(archive, settings).stream(Request(question, today=TODAY, answerer=answerer)))
        return answers, [asked.system for asked in server.asked]


@pytest.mark.parametrize("question", [ENGLISH, ARABIC])
def test_a_timeline_is_there_at_once_and_what_is_told_of_it_comes_above(archive: Archive, question: str) -> None:
    (plain,), _ = ask(archive, question, answerer="extractive")
    (first, *growing, last), rules = ask(archive, question, Reply((f"{RIGHT[question]} {WRONG[question]}",)))
    assert rules == [load(Task.TIMELINE, plain.language).system]
    assert plain.timeline is not None
    assert len(plain.timeline.events) == 3
    assert (first.statements, first.finished, first.answerer) == (plain.statements, False, "extractive")
    assert [answer.finished for answer in growing] == [False] * len(growing)
    told, *events = last.statements
    assert (told.text, tuple(events)) == (RIGHT[question], plain.statements)
    assert told.citations == (plain.timeline.events[1].citations[0],)
    assert last.citations == plain.citations
    assert (last.finished, last.answerer, last.timeline) == (True, "openai:scripted", plain.timeline)
    (notice,) = last.notices
    assert ("النموذج" in notice) == (question == ARABIC)


@pytest.mark.parametrize("question", [ENGLISH, ARABIC])
@pytest.mark.parametrize("failure", ["gone", "silent"])
def test_a_model_that_fails_leaves_the_timeline(archive: Archive, question: str, failure: str) -> None:
    (plain,), _ = ask(archive, question, answerer="extractive")
    script = Reply(status=500) if failure == "gone" else Reply()
    (*_, last), _ = ask(archive, question, script)
    assert (last.statements, last.answerer, last.finished) == (plain.statements, "extractive", True)
    assert len(last.notices) == 1


def test_who_wants_quotes_only_gets_no_sentence_of_a_model(archive: Archive) -> None:
    (answer,), rules = ask(archive, ARABIC, Reply((RIGHT[ARABIC],)), answerer="extractive")
    assert (answer.answerer, answer.notices, rules) == ("extractive", (), [])
