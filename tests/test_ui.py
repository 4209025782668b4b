"""The parts of the page that need no browser: words, days, the scope, the list, uploads, what becomes markup."""

import re
import string
import time
from collections.abc import Generator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from archives import many, written

from assistant.answer import Assistant
from assistant.citations import Citation
from assistant.settings import Settings
from assistant.statement import Answer, Reason, Refusal, Statement
from assistant.ui import answers, library_words, reading, reasons, scope, statements, uploads, words
from assistant.ui.desk import Desk
from assistant.ui.parts import End, Work
from assistant.ui.shelf import Row, Wanted, chosen, listed
from assistant.ui.visit import Failure, Scope, Turn, Visit
from assistant.ui.words import Reader
from index.article import Article, Span
from index.catalogue import Coverage
from index.errors import CatalogueError, HomeInUse
from index.ingest import Step
from index.readers.reasons import Reason as ReadingReason
from index.said import Said

AR, EN, EASTERN = Reader("ar"), Reader("en"), Reader("ar", "arab")
NOW = date(2024, 6, 10)
ASKED = datetime(2024, 6, 10, 12, tzinfo=UTC)
TEXT = "وصل الوفد إلى المطار [1] يوم الاثنين.\nوغادر <b>مساء</b> إلى العاصمة."
ARTICLE = Article("خبر-1", "وصول الوفد", TEXT, day=date(2024, 4, 8), source="عيّنة", collected=NOW)
CITED = Citation(1, ARTICLE, Span(0, 36))


@pytest.mark.parametrize(
    ("count", "arabic", "english"),
    [
        (0, "لا مقالات", "no articles"),
        (1, "مقال واحد", "1 article"),
        (2, "مقالان", "2 articles"),
        (3, "3 مقالات", "3 articles"),
        (10, "10 مقالات", "10 articles"),
        (11, "11 مقالا", "11 articles"),
        (99, "99 مقالا", "99 articles"),
        (100, "100 مقال", "100 articles"),
        (103, "103 مقالات", "103 articles"),
        (2201, "2,201 مقال", "2,201 articles"),
    ],
)
def test_nouns_are_counted_as_each_language_counts(count: int, arabic: str, english: str) -> None:
    assert (AR.count(count, words.ARTICLES), EN.count(count, words.ARTICLES)) == (arabic, english)


def test_digits_are_the_readers_own_and_english_has_one_kind() -> None:
    assert EASTERN.number(12345) == "١٢٬٣٤٥"
    assert EASTERN.day(date(2024, 4, 8)) == "٨ نيسان/أبريل ٢٠٢٤"
    assert Reader("en", "arab").number(12345) == "12,345"
    assert AR.month(date(2023, 12, 5)) == "كانون الأول/ديسمبر 2023"


def test_every_text_is_there_in_both_languages() -> None:
    for name, value in [*vars(words).items(), *vars(library_words).items()]:
        texts = value if isinstance(value, words.Counted) else [value] if isinstance(value, words.Text) else []
        for one in texts:
            assert one.ar.strip(), name
            assert one.en.strip(), name
            assert sorted(_placeholders(one.ar)) == sorted(_placeholders(one.en)), name


def _placeholders(template: str) -> list[str]:
    return [field for _, field, _, _ in string.Formatter().parse(template) if field]


# -- what the archive says ---------------------------------------------------------------------------------------------


def test_every_reason_and_step_is_there_in_arabic() -> None:
    """With no placeholder that the English does not fill; what only English libraries say is left out."""
    assert set(reasons.ARABIC) == {*ReadingReason, *Step}
    for saying, arabic in reasons.ARABIC.items():
        assert re.search("[\u0621-\u064a]", arabic), saying
        assert set(_placeholders(arabic)) <= set(_placeholders(saying.value)), saying


@pytest.mark.parametrize(
    ("said", "arabic", "english"),
    [
        (ReadingReason.PICTURE(kind="PNG"), "صورة (\u2068PNG\u2069) لا نص فيها", "a picture (PNG), no text"),
        (Step.INDEXED(done=3, all=12), "صار قابلا للبحث: ٣ من ١٢", "3 of 12 new articles indexed"),
        (  # a reason within a reason
            ReadingReason.IN_RECORD(number=2, reason=ReadingReason.EMPTY_TEXT()),
            "السجل ٢: الحقل text فارغ: لا شيء يُقتبس",
            "record 2: field 'text' is empty: nothing to cite",
        ),
        ("said by who keeps no parts", "said by who keeps no parts", "said by who keeps no parts"),
    ],
)
def test_a_reason_is_said_in_the_readers_language(said: str, arabic: str, english: str) -> None:
    assert (reasons.spoken(said, EASTERN), reasons.spoken(said, EN)) == (arabic, english)


def test_an_error_is_said_in_the_readers_language() -> None:
    assert reasons.of_error(HomeInUse("another process is writing"), AR).startswith("برنامج آخر يكتب")
    assert reasons.of_error(HomeInUse("another process is writing"), EN) == "another process is writing"
    assert "disk is full" in reasons.of_error(CatalogueError("disk is full"), AR)


# -- answers as markup -------------------------------------------------------------------------------------------------


def test_a_number_in_a_quote_is_no_citation_and_one_behind_it_is() -> None:
    shown = statements.statement(Statement(f"8 نيسان 2024 · عيّنة\n«{CITED.quote}» [1]", (CITED,)), 0, AR)
    assert shown.count('class="cite"') == 1
    assert "المطار [1] يوم الاثنين</bdi>" in shown
    assert '<p class="heading"><bdi>8 نيسان 2024</bdi> · <bdi>عيّنة</bdi></p>' in shown
    assert '<blockquote dir="rtl">' in shown


def test_prose_of_a_model_keeps_its_direction_and_unknown_numbers_stay_text() -> None:
    shown = statements.statement(Statement("The delegation arrived on Monday [1] [7].", (CITED,)), 0, EN)
    assert shown.startswith(
        '<section class="statement"><p dir="auto" class="prose">The delegation arrived on Monday <button'
    )
    assert "[7]." in shown


def test_a_refusal_shows_its_nearest_quote_without_a_number_and_a_failure_is_none() -> None:
    refused = Answer("؟", "ar", refusal=Refusal(Reason.WEAK, "لا يوجد ما يكفي.", CITED))
    turn = answers.turn(Turn(refused, ASKED), 0, AR)
    assert 'class="refusal"' in turn
    assert 'class="cite"' not in turn
    assert AR.say(words.NEAREST) in turn
    failed = answers.turn(Turn(Failure("سؤال", "القرص ممتلئ"), ASKED), 0, AR)
    assert 'class="failure" role="alert"' in failed
    assert "refusal" not in failed


def test_the_marked_stretches_of_an_article_are_the_quote_and_its_words_stay_words() -> None:
    across = Span(30, 50)  # over the end of a line
    shown = reading.paragraphs(ARTICLE, across)
    marked = [part.split("</mark>")[0] for part in shown.split('<mark class="cited">')[1:]]
    assert "\n".join(marked).replace("&lt;", "<").replace("&gt;", ">") == across.of(TEXT)
    assert "<b>" not in shown


def test_an_answer_as_text_has_its_sources() -> None:
    answer = Answer("متى وصل الوفد؟", "ar", (Statement(f"«{CITED.quote}» [1]", (CITED,)),))
    assert answers.as_text(answer, AR) == (
        f"متى وصل الوفد؟\n\n«{CITED.quote}» [1]\n\nالمصادر\n[1] عيّنة · وصول الوفد · 2024-04-08"
    )


def test_a_visit_hands_out_only_answers_it_has() -> None:
    visit = Visit((Turn(Failure("سؤال", "خطأ"), ASKED),))
    for at in ("0", "1", "-1", "x", None, "٠", {"a": 1}):
        with pytest.raises(LookupError):
            visit.answer(at)


# -- the scope ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "bars"),
    [
        ({}, []),
        ({"2024-04-08": 2, "2024-04-10": 1}, [("2024-04-08", 2), ("2024-04-09", 0), ("2024-04-10", 1)]),
        ({"2024-01-31": 1, "2026-02-01": 4}, [("2024-01-01", 1), *[("", 0)] * 24, ("2026-02-01", 4)]),
    ],
)
def test_bars_have_no_gaps_and_lose_no_article(days: dict[str, int], bars: list[tuple[str, int]]) -> None:
    made = scope.bars(days)
    assert [bar.articles for bar in made] == [count for _, count in bars]
    assert all(not first or bar.first.isoformat() == first for bar, (first, _) in zip(made, bars, strict=True))
    assert all((after.first - before.last).days == 1 for before, after in pairwise(made))


HELD = Coverage(3, 3, 0, date(2024, 1, 1), date(2024, 5, 1), {"عيّنة": 2, "BBC": 1})


def test_a_scope_is_read_from_the_form() -> None:
    entered = {"from": "2024-04-01", "to": "", "sources": ["BBC", "من خارج الأرشيف"], "places": "دير الزور، Aleppo"}
    assert scope.read(entered, HELD, AR) == Scope(date(2024, 4, 1), None, ("BBC",), ("دير الزور", "Aleppo"))


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"from": "8 نيسان"}, "8 نيسان"),
        ({"from": "2024-05-01", "to": "2024-04-01"}, "بداية"),
        ({"places": "بلدة لا وجود لها قطعا"}, "بلدة لا وجود لها قطعا"),
    ],
)
def test_a_scope_that_makes_no_sense_is_said_so(entered: dict[str, str], said: str) -> None:
    with pytest.raises(scope.ScopeError, match=said):
        scope.read(entered, HELD, AR)


# -- the library -------------------------------------------------------------------------------------------------------

ROWS = [  # newest first, as the catalogue lists them
    Row("3", "اجتماع في حلب", "BBC", date(2024, 4, 9)),
    Row("2", "أخبار الطقس", "عيّنة", date(2024, 4, 8)),
    Row("1", "إجتماعات سابقة", "عيّنة", None),
]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), "321"),
        (Wanted("اجتماع"), "31"),
        (Wanted("الطقس", "BBC"), ""),
        (Wanted(source="عيّنة", order="oldest"), "21"),
        (Wanted(order="title"), "213"),
        (Wanted(order="outlet"), "321"),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(wanted: Wanted, ids: str) -> None:
    found = "".join(row.article_id for row in chosen(ROWS, wanted))
    assert sorted(found) == sorted(ids) if wanted.order == "title" else found == ids


def test_a_page_that_has_vanished_is_the_last_page() -> None:
    rows = [Row(str(n), f"خبر {n}", "عيّنة", None) for n in range(100)]  # two pages of 50
    assert AR.say(library_words.PAGE_OF, n=2, all=2) in listed(rows, Wanted(page=2), AR)


@pytest.fixture
def desk(home: Path, cache: Path, tmp_path: Path) -> Desk:
    """A desk on an empty archive, with its uploads in a folder of the test."""
    made = Desk(Assistant.open(Settings(home, cache)))
    made.assistant.settings = Settings(home, tmp_path / "cache")
    made.uploads.mkdir(parents=True)
    return made


def test_an_upload_tells_what_became_of_each_file_and_keeps_only_what_failed(desk: Desk) -> None:
    good, bad = desk.uploads / "a" / "خبر.txt", desk.uploads / "b" / "صورة.txt"
    for path, data in ((good, "وصل الوفد إلى المطار يوم الاثنين.".encode()), (bad, b"\x89PNG\r\n\x1a\n" + bytes(32))):
        path.parent.mkdir()
        path.write_bytes(data)
    job = uploads.Job([good, bad], "عيّنة")
    job.run(desk)
    assert [one.state for one in job.files] == [uploads.State.DONE, uploads.State.FAILED]
    assert (job.total.added, len(job.total.failed)) == (1, 1)
    assert (good.exists(), bad.exists()) == (False, True)
    assert job.failed() == [bad]
    shown = uploads.shown(job, AR)
    assert "PNG" in shown
    assert 'data-act="retry"' in shown


def test_a_cancelled_upload_reads_no_further_file(desk: Desk) -> None:
    files = [desk.uploads / f"خبر-{n}.txt" for n in range(3)]
    for path in files:
        path.write_text(f"وصل الوفد رقم {path.stem} إلى المطار.", "utf-8")
    job = uploads.Job(files, "")
    job.cancel()
    job.run(desk)
    assert [one.state for one in job.files] == [uploads.State.CANCELLED] * 3
    assert desk.assistant.archive.catalogue.coverage().articles == 0


class Impatient(uploads.Job):
    """A job that is cancelled as soon as its articles are stored."""

    def _say(self, line: str) -> None:
        super()._say(line)
        if isinstance(line, Said) and line.saying is Step.STORED:
            self.cancel()


def test_a_cancelled_upload_stops_while_it_encodes_and_an_empty_job_finishes_it(desk: Desk) -> None:
    path = desk.uploads / "كثير.jsonl"
    written(path, many(30))
    job = Impatient([path], "")
    began = time.perf_counter()
    job.run(desk)
    assert time.perf_counter() - began < 10
    assert (job.total.added, job.total.waiting) == (30, 30)
    assert job.files[0].state is uploads.State.DONE
    assert "30 مقالا" in uploads.shown(job, AR)
    assert 'data-act="retry"' in uploads.shown(job, AR)
    rest = uploads.Job([], "")
    rest.run(desk)
    assert rest.total.waiting == 0
    assert not desk.assistant.archive.catalogue.unfinished()


def test_closing_the_desk_cuts_an_upload_short(desk: Desk) -> None:
    path = desk.uploads / "كثير.jsonl"
    written(path, many(30))
    job = uploads.Job([path], "")
    desk.closing.set()
    job.run(desk)
    assert job.files[0].state is uploads.State.CANCELLED


def test_nothing_outside_the_uploads_is_ever_deleted(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "مهم.txt"
    outside.write_text("لا يُمس", "utf-8")
    link = desk.uploads / "رابط.txt"
    link.symlink_to(outside)
    uploads.discard(outside, desk)
    uploads.discard(desk.uploads / ".." / ".." / "مهم.txt", desk)
    uploads.discard(link, desk)
    assert outside.read_text("utf-8") == "لا يُمس"


# -- work that breaks off ----------------------------------------------------------------------------------------------


def steps(error: Exception | None = None) -> Generator[tuple[int], None, None]:
    yield (1,)
    if error is not None:
        raise error
    yield (2,)


def test_how_a_question_ended_is_known() -> None:
    work = Work()
    assert work.end("visit", 0.1) is End.ENDED
    with pytest.raises(KeyError):
        list(work.watched("visit", steps(KeyError("x"))))
    assert work.end("visit", 0.1) is End.CRASHED
    assert work.end("another", 0.1) is End.ENDED
    broken = work.watched("visit", steps())
    assert next(broken) == (1,)
    assert work.end("visit", 0.1) is End.RUNNING
    broken.close()
    assert work.end("visit", 0.1) is End.CLOSED
    for stop_first in (True, False):  # Stop and what it brings about may come in either order
        stopped = work.watched("visit", steps())
        next(stopped)
        if stop_first:
            work.stop("visit")
        stopped.close()
        work.stop("visit")
        assert work.end("visit", 0.1) is End.STOPPED
    assert list(work.watched("visit", steps())) == [(1,), (2,)]
    assert work.end("visit", 0.1) is End.ENDED


def test_a_broken_visit_knows_what_was_asked_and_what_was_before() -> None:
    whole = Turn(Answer("متى؟", "ar", finished=True), datetime(2024, 5, 1, tzinfo=UTC))
    begun = Turn(Answer("أين؟", "ar", finished=False), datetime(2024, 5, 2, tzinfo=UTC))
    assert Visit((whole, begun)).unanswered("") == ("أين؟", Visit((whole,)))
    assert Visit((whole,), asking="كم؟").unanswered("") == ("كم؟", Visit((whole,)))
    assert Visit((whole,)).unanswered("في الخانة") == ("في الخانة", Visit((whole,)))
