"""The whole flow over the sample archive, with the bundled encoder: questions in both languages, answers, refusals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from archives import line, written

from assistant.answer import Assistant
from assistant.question import Request
from assistant.settings import Settings
from assistant.statement import Answer, Reason
from index.archive import Archive
from index.encoder import Encoder
from index.ingest import ingest
from index.sample import sample_path

TODAY = date(2024, 6, 1)
ALIKE = [
    # two outlets tell the same event alike; a third one later, of something else
    line(
        "جسر-1",
        "افتتح المحافظ يوم 3 أيار 2024 جسر الزيتون فوق وادي السنديان أمام السيارات.",
        "إذاعة البحر",
        "2024-05-04",
    ),
    line(
        "جسر-2",
        "قالت البلدية إن المحافظ افتتح يوم 3 أيار 2024 جسر الزيتون فوق وادي السنديان.",
        "صحيفة الشرق",
        "2024-05-04",
    ),
    line("جسر-3", "زرع متطوعون أشجارا جديدة في حديقة البلدية.", "وكالة النور", "2024-05-20"),
]


@pytest.fixture(scope="module")
def assistant(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The sample and three articles more, indexed as people's archives are."""
    folder = tmp_path_factory.mktemp("answer")
    settings = Settings(folder / "home", folder / "cache")
    archive = Archive(settings.home, lambda: encoder)
    more = written(folder / "more.jsonl", ALIKE)
    report = ingest(archive, [str(sample_path()), more])
    assert (report.failed, report.added) == ([], 39)
    yield Assistant(archive, settings)
    archive.close()


def asked(assistant: Assistant, question: str, **fixed: object) -> Answer:
    """The answer to a question that is asked on a day that is known."""
    answer = assistant.answer(replace(Request(question, today=TODAY), **fixed))  # type: ignore[arg-type]
    assert_holds(answer)
    return answer


def assert_holds(answer: Answer) -> None:
    """Every sentence but the frame is cited, every citation holds to the letter, numbers count from 1 without gaps."""
    assert all(statement.citations for statement in answer.statements if not statement.note)
    for citation in answer.citations:
        assert citation.article.text[citation.span.start : citation.span.end] == citation.quote
        assert 0 < len(citation.quote) <= 400
        inside = [citation.span.start <= span.start < span.end <= citation.span.end for span in citation.highlights]
        assert all(inside)
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for statement in answer.statements:
        assert all(f"[{citation.n}]" in statement.text for citation in statement.citations)
        assert all(citation.quote in statement.text for citation in statement.citations[:1])


@pytest.mark.parametrize(
    ("question", "article_id", "fact"),
    [
        # times
        ("متى استقالت حكومة حسان دياب؟", "sample-beirut-03", "10 آب/أغسطس"),
        ("متى أعادت إيران فتح سفارتها في الرياض؟", "sample-gulf-02", "6 حزيران/يونيو"),
        ("When did Iran reopen its embassy in Riyadh?", "sample-gulf-02", "6 حزيران/يونيو"),
        # places
        ("أين التقى البابا فرنسيس علي السيستاني؟", "sample-iraq-01", "النجف"),
        ("Where did Pope Francis meet Sistani?", "sample-iraq-01", "النجف"),
        # numbers
        ("كم سفينة كانت تنتظر عند إعادة فتح قناة السويس؟", "sample-suez-03", "422"),
        ("How many people were killed in the Beirut port explosion?", "sample-beirut-02", "135"),
        ("How much did the James Webb telescope cost?", "sample-webb-01", "عشرة مليارات دولار"),
        # people and reasons
        ("من ترأس مؤتمر المناخ في شرم الشيخ؟", "sample-cop-01", "سامح شكري"),
        ("لماذا قطعت الرياض علاقاتها مع طهران؟", "sample-gulf-01", "بعد اقتحام سفارتها"),
        # dialect, Arabic in Latin letters, no hamza and no dots
        ("وين التقى البابا السيستاني", "sample-iraq-01", "النجف"),
        ("emta sta2alet 7okoumet 7assan diab", "sample-beirut-03", "10 آب/أغسطس"),
        ("متي اعادت ايران فتح سفارتها فى الرياض", "sample-gulf-02", "6 حزيران/يونيو"),
    ],
)
def test_one_of_the_first_three_quotes_holds_the_fact(
    assistant: Assistant, question: str, article_id: str, fact: str
) -> None:
    answer = asked(assistant, question)
    assert answer.refusal is None
    first = [(citation.article.article_id, citation.quote) for citation in answer.citations[:3]]
    assert any(found == article_id and fact in quote for found, quote in first), first


@pytest.mark.parametrize(
    "variants",
    [
        (
            "متى أعادت إيران فتح سفارتها في الرياض؟",
            "متى اعادت ايران فتح سفارتها في الرياض",
            "متي أعادت ايران فتح سفارتها فى الرياض ؟",
        ),
        (
            "أين التقى البابا فرنسيس السيستاني؟",
            "اين التقي البابا فرنسيس السيستاني",
            "أَيْنَ التقى البابا فرنسيس السيستاني؟؟",
        ),
        ("كم بلغت كلفة التلسكوب؟", "كم بلغت كلفه التلسكوب", "كم   بلغت كلفة التلسكوب"),
    ],
)
def test_spelling_variants_find_the_same_first_quote(assistant: Assistant, variants: tuple[str, ...]) -> None:
    first = {(c.article.article_id, c.span) for text in variants for c in asked(assistant, text).citations[:1]}
    assert len(first) == 1


def test_the_same_question_has_the_same_answer(assistant: Assistant) -> None:
    for question in ("كم قتيلا سقط في انفجار مرفأ بيروت؟", "What happened in Derna?", "من فاز بكأس العالم؟"):
        one, other = asked(assistant, question), asked(assistant, question)
        assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


def test_a_streamed_answer_grows_and_ends_as_the_answer(assistant: Assistant) -> None:
    request = Request("متى استقالت حكومة حسان دياب؟", today=TODAY, id="ب")
    parts = list(assistant.stream(request))
    assert [part.finished for part in parts] == [False] * (len(parts) - 1) + [True]
    lengths = [len(part.statements) for part in parts]
    assert lengths == sorted(lengths)
    assert replace(parts[-1], seconds=0.0) == replace(assistant.answer(request), seconds=0.0)
    assert parts[-1].id == "ب"


def test_outlets_that_tell_the_same_are_one_statement_with_several_citations(assistant: Assistant) -> None:
    answer = asked(assistant, "متى افتتح جسر الزيتون فوق وادي السنديان؟")
    first = next(statement for statement in answer.statements if not statement.note)
    assert {citation.article.article_id for citation in first.citations} == {"جسر-1", "جسر-2"}
    assert "إذاعة البحر" in first.text
    assert "صحيفة الشرق" in first.text
    assert "3 أيار/مايو 2024" in first.text
    assert {citation.event.first for citation in first.citations if citation.event} == {date(2024, 5, 3)}


@pytest.mark.parametrize(
    ("question", "figures", "note"),
    [
        ("كم قتيلا سقط في انفجار مرفأ بيروت؟", {"135", "78"}, "تختلف الأرقام بين المصادر"),
        (
            "How many people were killed in the Beirut port explosion?",
            {"135", "78"},
            "The figures differ between sources",
        ),
        ("كم قتيلا سقط في معارك السودان؟", {"185", "97"}, "تختلف الأرقام بين المصادر"),
    ],
)
def test_tolls_that_differ_are_shown_as_differing(
    assistant: Assistant, question: str, figures: set[str], note: str
) -> None:
    answer = asked(assistant, question)
    assert any(note in statement.text for statement in answer.statements if statement.note)
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert all(figure in quotes for figure in figures)
    for statement in answer.statements:  # no statement joins quotes with different tolls
        assert sum(any(figure in citation.quote for citation in statement.citations) for figure in figures) <= 1


def test_an_english_reader_gets_an_english_frame_around_the_arabic_quote(assistant: Assistant) -> None:
    answer = asked(assistant, "Where did Pope Francis meet Sistani?")
    assert answer.language == "en"
    first = answer.statements[0]
    head, quote = first.text.split("\n")
    assert head == "6 March 2021 · Najaf (النجف), Iraq (العراق) · صحيفة المثال (عيّنة)"
    assert quote.startswith("«التقى البابا فرنسيس المرجع الشيعي الأعلى")


def test_what_the_archive_cannot_know_is_refused(assistant: Assistant) -> None:
    answer = asked(assistant, "Who won the 2022 World Cup?")
    assert (answer.statements, answer.citations, answer.finished) == ((), (), True)
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.WEAK
    assert answer.refusal.message.startswith("The archive holds nothing that answers this.")
    assert "39 articles" in answer.refusal.message
    nearest = answer.refusal.nearest  # shown as that: it is no part of the answer's text, and has no number there
    assert nearest is not None
    assert nearest.quote == nearest.article.text[nearest.span.start : nearest.span.end]
    assert "[1]" not in answer.text
    assert answer.text == answer.refusal.message
    as_dict = answer.as_dict()
    assert (as_dict["sentences"], as_dict["citations"], as_dict["answer"]) == ([], [], answer.refusal.message)


def test_nothing_in_the_window_is_a_refusal_of_its_own(assistant: Assistant) -> None:
    answer = asked(assistant, "ماذا حدث في السودان عام 2010؟")
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.WINDOW
    assert "2010" in answer.refusal.message
    assert answer.window is not None
    assert answer.window.as_dict() == {"from": "2010-01-01", "to": "2010-12-31"}


def test_a_window_fixed_by_hand_holds_the_answer(assistant: Assistant) -> None:
    question = "كم قتيلا سقط في زلزال تركيا؟"
    answer = asked(assistant, question, first=date(2023, 2, 6), last=date(2023, 2, 6))
    assert {citation.article.article_id for citation in answer.citations[:2]} == {"sample-quake-01", "sample-quake-02"}
    assert answer.window is not None
    assert answer.window.as_dict() == {"from": "2023-02-06", "to": "2023-02-06"}
    before = asked(assistant, question, first=date(1999, 1, 1), last=date(1999, 1, 2))
    assert before.refusal is not None


def test_an_outlet_that_is_fixed_or_named_holds_the_answer(assistant: Assistant) -> None:
    outlet = "شبكة التجربة (عيّنة)"
    fixed = asked(assistant, "ماذا حدث في درنة؟", sources=(outlet,))
    named = asked(assistant, "كم قتيلا سقط في مدينة درنة وفق شبكة التجربة؟")
    assert fixed.refusal is None
    assert fixed.outlets == named.outlets == (outlet,)
    assert {citation.article.source for citation in (*fixed.citations, *named.citations)} == {outlet}


def test_an_outlet_that_the_archive_lacks_is_a_refusal(assistant: Assistant) -> None:
    answer = asked(assistant, "ماذا حدث في درنة؟", sources=("إذاعة لا وجود لها",))
    assert (answer.statements, answer.outlets) == ((), ("إذاعة لا وجود لها",))
    assert answer.refusal is not None


def test_a_follow_up_is_answered_in_the_light_of_what_was_asked(assistant: Assistant) -> None:
    requests = [Request(text, today=TODAY) for text in ("متى وقع انفجار مرفأ بيروت؟", "وكم بلغ عدد القتلى؟")]
    first, second = assistant.converse(requests)
    assert_holds(first)
    assert_holds(second)
    assert any("4 آب" in citation.quote for citation in first.citations[:3])
    assert any("78 قتيلا" in citation.quote for citation in second.citations)
    assert {citation.article.article_id[:13] for citation in second.citations[:2]} == {"sample-beirut"}


def test_an_empty_archive_says_so(encoder: Encoder, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "home", lambda: encoder)
    assistant = Assistant(archive, Settings(tmp_path / "home", tmp_path / "cache"))
    for question, message in (
        ("متى وقع الانفجار؟", "الأرشيف فارغ: أضف مقالات أولا."),
        ("When did it happen?", "The archive is empty: add articles first."),
    ):
        answer = asked(assistant, question)
        assert answer.refusal is not None
        assert (answer.refusal.reason, answer.refusal.message, answer.refusal.nearest) == (
            Reason.EMPTY_ARCHIVE,
            message,
            None,
        )
    archive.close()


@pytest.mark.parametrize(
    "question",
    ["؟", "!!!", "a", "ا" * 3000, "متى\u2028وقع\u200fالزلزال؟", "😀", "[1] «اقتباس» </div> ' or 1=1 --", "كم كم كم"],
)
def test_odd_questions_are_answered_or_refused(assistant: Assistant, question: str) -> None:
    answer = asked(assistant, question)
    assert (answer.refusal is None) == bool(answer.statements)
    assert answer.question == question
