"""A day's work on the page in a real browser: reading, steering, the library, conversations; in both languages, on
a desktop and on a phone."""

import re
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import line, written
from browsing import BROWSER, DESKTOP, PHONE, QUESTIONS, Opening, Site, ask, served, tab
from filelock import FileLock
from openai_server import OpenAiServer, Reply
from playwright.sync_api import Browser, Locator, Page, expect

from index.archive import Archive
from index.encoder import Encoder
from index.ingest import ingest
from index.sample import sample_path

pytestmark = BROWSER
views = pytest.mark.parametrize(("language", "width"), [(x, y) for x in ("ar", "en") for y in (DESKTOP, PHONE)])
languages = pytest.mark.parametrize("language", ["ar", "en"])

LIBRARY = [
    # two outlets tell of the opening of a library, with the same figure; each has a sentence of its own
    line(
        "library-1",
        "وادي الرمان - افتتحت بلدية وادي الرمان يوم الأحد 3 آذار 2024 مكتبة عامة تضم 1200 كتاب في حي الزيتون.\n"
        "وقال رئيس البلدية إن المكتبة تفتح أبوابها كل صباح.",
        "صحيفة السفح",
        "2024-03-03",
    ),
    line(
        "library-2",
        "وادي الرمان - افتتحت بلدية وادي الرمان مكتبة عامة تضم 1200 كتاب في حي الزيتون يوم الأحد 3 آذار 2024.\n"
        "وتبرع السكان بنصف الكتب.",
        "إذاعة الربوة",
        "2024-03-04",
    ),
]
BOOKS = "كم كتابا تضم المكتبة العامة في وادي الرمان؟"
# short ones, that make the list go over two pages
BULLETINS = [
    line(f"نشرة-{n}", f"صدرت النشرة رقم {n} في موعدها.", "نشرات", f"2019-{1 + n // 28:02}-{1 + n % 28:02}")
    for n in range(80)
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cache: Path, encoder: Encoder) -> Iterator[Site]:
    """The page on the sample, on two outlets that tell the same, and on bulletins."""
    folder = tmp_path_factory.mktemp("work")
    archive = Archive(folder / "home", lambda: encoder)
    own = written(folder / "own.jsonl", [*LIBRARY, *BULLETINS])
    assert ingest(archive, [str(sample_path()), own]).failed == []
    archive.close()
    with served(folder / "home", cache, 7950) as up:
        yield up


# -- reading -----------------------------------------------------------------------------------------------------------


@views
def test_outlets_of_one_statement_stand_side_by_side_and_the_keys_go_from_one_to_the_other(
    opened: Opening, language: str, width: int
) -> None:
    page = opened(f"/{language}/", width)
    turn = ask(page, BOOKS)
    turn.locator("[data-act=compare]").first.click()
    cards = page.locator("#reading .card")
    expect(page.locator("#reading .place")).to_have_text(
        "مصدران عن الأمر نفسه" if language == "ar" else "2 outlets on the same"
    )
    expect(cards).to_have_count(2)
    assert sorted(cards.locator("h3 bdi").all_inner_texts()) == ["إذاعة الربوة", "صحيفة السفح"]
    for card, own in zip(cards.all(), (page.locator("#reading .card mark.cited").all()), strict=True):
        expect(card.locator(".body")).to_have_attribute("dir", "auto")
        assert "1200" in own.inner_text()
    beside = [card.bounding_box() for card in cards.all()]
    assert beside[0]
    assert beside[1]
    assert (beside[0]["y"] == beside[1]["y"]) is (width == DESKTOP)  # one below the other where there is no room
    cards.nth(0).locator(".cite").click()
    outlet = page.locator("#reading .outlet")
    first = outlet.inner_text()
    expect(page.locator("#reading .twins .cite")).to_have_count(2)
    page.keyboard.press("n")
    expect(outlet).not_to_have_text(first)
    page.keyboard.press("p")
    expect(outlet).to_have_text(first)


@views
def test_a_source_is_hovered_read_in_full_and_dated(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    cite = ask(page, BOOKS).locator("blockquote .cite").first
    cite.hover()
    shown = page.get_by_role("tooltip")
    expect(shown).to_contain_text(cite.get_attribute("data-quote") or "?")
    expect(shown.locator(".about")).to_have_text(cite.get_attribute("data-about") or "?")
    box = shown.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    cite.click()
    reading = page.locator("#reading .reading")
    text = reading.locator(".body").evaluate("body => [...body.children].map(line => line.textContent).join('\\n')")
    assert text in [one["text"] for one in LIBRARY]
    expect(reading.locator("h2")).to_contain_text("عنوان library-")
    days = "3 آذار/مارس 2024" if language == "ar" else "3 March 2024"
    expect(reading.locator("dl")).to_contain_text(days)  # the event, or the day of publication
    assert reading.locator("dl div").count() == 3  # published, event, collected
    assert reading.evaluate("one => getComputedStyle(one.querySelector('.body p')).direction") == "rtl"
    assert reading.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


@views
def test_an_answer_leads_on_to_questions_that_are_answered(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    ask(page, QUESTIONS[language])
    further = page.locator("#further .follow-ups .suggestion")
    page.locator("#present details summary").click()
    cite = page.locator("#present blockquote .cite").first
    cite.focus()
    expect(further.first).to_be_visible()
    expect(cite).to_be_focused()  # what comes later takes nothing away from who reads already
    expect(page.locator("#present details")).to_have_attribute("open", "")
    words = further.first.inner_text()
    further.first.click()
    turn = page.locator("#present article.turn").filter(has_text=words)
    expect(turn.locator("footer")).to_be_visible()
    expect(turn.locator("blockquote .cite").first).to_be_visible()
    expect(turn.locator(".asked")).to_be_in_viewport()  # what is new is seen without scrolling


@views
def test_an_answer_is_copied_with_its_citations(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width, permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, BOOKS)
    turn.locator("[data-copy]").click()
    expect(turn.locator("[data-copy]")).to_have_text("نُسخ" if language == "ar" else "Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    for cite in turn.locator("blockquote .cite").all():
        assert (cite.get_attribute("data-quote") or "?") in copied
    assert {"صحيفة السفح", "إذاعة الربوة"} <= {name for name in ("صحيفة السفح", "إذاعة الربوة") if name in copied}


def test_the_whole_page_can_have_eastern_digits_and_months_in_two_names(opened: Opening) -> None:
    for width in (DESKTOP, PHONE):
        page = opened("/ar/", width)
        expect(page.locator("#present .suggestion").first).to_contain_text(re.compile(r"\S+/\S+ \d{4}"))
        page.locator("[data-digits]").click()
        expect(page.locator("#present .suggestion").first).to_contain_text(re.compile("[٠-٩]{4}"))
        turn = ask(page, BOOKS)
        turn.locator("blockquote .cite").first.click()
        expect(page.locator("#reading dl")).to_contain_text("٣ آذار/مارس ٢٠٢٤")
        expect(page.locator("#reading .place")).to_contain_text("١")
        expect(page.locator("#reading mark.cited").first).to_contain_text("1200")  # a quote keeps its own
        page.keyboard.press("Escape")
        tab(page, 2)
        expect(page.locator("#list [role=status]")).to_contain_text("١")
    english = opened("/en/")
    expect(english.locator("[data-digits]")).to_have_count(0)
    expect(english.locator("#present .suggestion").first).to_contain_text(re.compile(r"[A-Z][a-z]+ \d{4}"))


# -- steering ----------------------------------------------------------------------------------------------------------


def _bars(page: Page, *at: int) -> list[Locator]:
    page.locator("#scope summary").click()
    bars = page.locator("#scope .histogram g")
    expect(bars.first).to_be_visible()
    return [bars.nth(number) for number in at]


def _middle(bar: Locator) -> tuple[float, float]:
    box = bar.locator(".slot").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _expect_window(page: Page, first: Locator, last: Locator) -> None:
    expect(page.locator("#scope [name=from]")).to_have_value(first.get_attribute("data-from") or "?")
    expect(page.locator("#scope [name=to]")).to_have_value(last.get_attribute("data-to") or "?")
    page.locator("#scope [value=apply]").click()
    expect(page.locator("#scope summary .chip.time")).to_be_visible()


@views
def test_a_window_is_dragged_with_the_mouse(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    first, last = _bars(page, 2, 6)
    begin, end = _middle(first), _middle(last)
    assert (begin[0] > end[0]) is (language == "ar")  # time runs as the script does
    page.mouse.move(*end)  # from the later to the earlier
    page.mouse.down()
    page.mouse.move(*begin, steps=5)
    page.mouse.up()
    page.mouse.move(5, 5)
    _expect_window(page, first, last)


@languages
def test_a_window_is_dragged_with_a_finger(opened: Opening, language: str) -> None:
    page = opened(f"/{language}/", PHONE, has_touch=True)
    first, last = _bars(page, 1, 4)
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    (x, y), (to, _) = _middle(first), _middle(last)
    touch("touchStart", (x, y))
    for part in range(1, 9):
        touch("touchMove", (x + (to - x) * part / 8, y))
    touch("touchEnd")
    _expect_window(page, first, last)


@views
def test_a_window_is_set_with_the_keyboard(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    second, third = _bars(page, 1, 2)
    later = "ArrowLeft" if language == "ar" else "ArrowRight"
    page.locator("#scope .histogram svg").focus()
    for key in ("Home", later, f"Shift+{later}"):
        page.keyboard.press(key)
    _expect_window(page, second, third)


@views
def test_what_an_answer_was_held_to_is_edited_and_asked_again(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    turn = ask(page, "ماذا حدث في دير الزور في نيسان 2024؟")
    turn.locator(".chip.place").first.click()
    expect(page.locator("#scope [name=from]")).to_have_value("2024-04-01")
    page.locator("#scope [name=to]").fill("2024-04-08")
    page.locator("#scope label", has_text="وكالة النموذج").locator("input").check()
    page.locator("#scope [value=again]").click()
    expect(page.locator("#past article.turn")).to_have_count(1)
    chips = page.locator("#present footer .chip")
    expect(chips.filter(has_text="وكالة النموذج")).to_be_visible()
    headings = page.locator("#present .statement .heading").all_inner_texts()
    assert headings
    assert all("وكالة النموذج" in heading for heading in headings)
    page.locator("#scope summary").click()
    page.locator("#scope [data-act=clear]").click()
    expect(page.locator("#scope summary .chip")).to_have_count(0)


@views
def test_examples_are_questions_that_the_archive_answers(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    words = page.locator("#present .suggestion").nth(1).inner_text()
    page.locator("#present .suggestion").nth(1).click()
    turn = page.locator("#present article.turn").filter(has_text=words)
    expect(turn.locator("footer")).to_be_visible()
    expect(turn.locator("blockquote .cite").first).to_be_visible()


# -- the library -------------------------------------------------------------------------------------------------------


def _drop(page: Page, *paths: Path) -> None:
    """Drop files and folders from outside onto the drop zone, as the browser itself does it."""
    zone = page.locator("[data-drop]")
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    assert box
    hand = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data})


@views
def test_files_and_folders_are_dropped(opened: Opening, tmp_path: Path, language: str, width: int) -> None:
    folder = tmp_path / "مجلد"
    (folder / "فرعي").mkdir(parents=True)
    (folder / ".DS_Store").write_bytes(b"\0\0")
    names = {"أول.txt": folder, "ثان.txt": folder / "فرعي", "ثالث.txt": tmp_path}
    for name, where in names.items():
        (where / name).write_text(f"خبر {name} لواجهة {language} بعرض {width}: وصلت القافلة صباحا.", "utf-8")
    page = opened(f"/{language}/", width)
    tab(page, 2)
    _drop(page, folder, tmp_path / "ثالث.txt")
    done = page.locator("#progress .files > li", has=page.locator(".file-done"))
    expect(done).to_have_count(3)
    assert sorted(done.locator(".file").all_inner_texts()) == sorted(names)
    expect(page.locator("#progress .result")).to_have_text("أُضيف 3" if language == "ar" else "3 added")


@views
def test_a_folder_is_chosen(opened: Opening, tmp_path: Path, language: str, width: int) -> None:
    folder = tmp_path / "أرشيف"
    (folder / "2020").mkdir(parents=True)
    (folder / "2020" / ".hidden").write_text("مخفي", "utf-8")
    for n in range(3):
        (folder / "2020" / f"خبر {n}.txt").write_text(f"الخبر {n} من مجلد {language} {width}: فُتح الطريق.", "utf-8")
    page = opened(f"/{language}/", width)
    tab(page, 2)
    page.locator("#adding [name=folder]").set_input_files(folder)
    expect(page.locator("#progress .file-done")).to_have_count(3)
    expect(page.locator("#progress .files > li")).to_have_count(3)


REASONS = {  # what the page says of: a PDF, an empty file, a line without text, a line that is no JSON
    "ar": ["ملفات PDF لا تُقرأ بعد", "الملف فارغ", "السطر 1: ينقصه الحقل text", "السطر 2: ليس JSON صحيحا"],
    "en": ["PDF is not read yet", "is empty", "line 1: field 'text' is missing", "line 2: is no valid JSON"],
}


@views
def test_failures_have_reasons_in_the_readers_language(
    opened: Opening, tmp_path: Path, language: str, width: int
) -> None:
    (tmp_path / "تقرير.pdf").write_bytes(b"%PDF-1.7\n" + bytes(40))
    (tmp_path / "فارغ.txt").write_bytes(b"")
    (tmp_path / "أسطر.jsonl").write_text('{"id": "1"}\n{خطأ\n', "utf-8")
    page = opened(f"/{language}/", width)
    tab(page, 2)
    page.locator("#adding [name=files]").set_input_files(sorted(tmp_path.iterdir()))
    expect(page.locator("#progress .file-failed")).to_have_count(3)
    reasons = re.sub("[\u2066-\u2069]", "", " | ".join(page.locator("#progress .reasons li").all_inner_texts()))
    assert [reason for reason in REASONS[language] if reason not in reasons] == []
    if language == "ar":
        said = " ".join(page.locator("#progress .job :is(p, .state, .reasons, button)").all_inner_texts())
        assert set(re.findall("[A-Za-z]{3,}", said)) <= {"PDF", "UTF", "JSON", "text"}


@languages
def test_a_file_that_failed_is_tried_again(opened: Opening, site: Site, tmp_path: Path, language: str) -> None:
    file = tmp_path / "خبر.txt"
    file.write_text(f"وصل خبر إلى الواجهة {language} بعد محاولة ثانية.", "utf-8")
    page = opened(f"/{language}/", PHONE)
    tab(page, 2)
    with FileLock(site.home / "write.lock"):  # another program is writing
        page.locator("#adding [name=files]").set_input_files(file)
        expect(page.locator("#progress .file-failed")).to_have_count(1)
        said = "برنامج آخر يكتب" if language == "ar" else "another process is writing"
        expect(page.locator("#progress .reasons")).to_contain_text(said)
    page.locator("#progress [data-act=retry]").click()
    expect(page.locator("#progress .file-done")).to_have_count(1)
    expect(page.locator("#progress [data-act=retry]")).to_have_count(0)


def _many(count: int, mark: str, sentences: int) -> list[dict[str, str]]:
    return [
        line(
            f"{mark}-{n}",
            " ".join(f"في اليوم {day} سجلت محطة {mark} رقم {n} هطول {day + n} ملم." for day in range(sentences)),
            mark,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(("language", "width"), [("ar", PHONE), ("en", DESKTOP)])
def test_an_upload_is_cancelled_at_once_and_gone_on_with(
    opened: Opening, tmp_path: Path, language: str, width: int
) -> None:
    page = opened(f"/{language}/", width)
    tab(page, 2)
    file = tmp_path / "محطات.jsonl"
    written(file, _many(150, f"الرصد {language}", 12))
    page.locator("#adding [name=files]").set_input_files(file)
    expect(page.locator("#progress .working")).to_contain_text("يُفهرس" if language == "ar" else "indexing")
    began = time.monotonic()
    page.locator("#progress [data-act=cancel]").click()
    expect(page.locator("#progress .result")).to_be_visible()
    assert time.monotonic() - began < 6  # about a second; other tests may be running
    left = page.locator("#progress .unfinished")
    expect(left).to_contain_text("لا يُبحث فيه بعد" if language == "ar" else "not searched yet")
    expect(page.locator("#progress .result")).to_contain_text("150")  # everything was stored before
    page.locator("#progress [data-act=retry]").click()
    expect(page.locator("#progress [data-act=cancel]")).to_be_visible()
    expect(page.locator("#progress [data-act=cancel]")).to_have_count(0, timeout=120_000)
    expect(left).to_have_count(0)


@pytest.mark.parametrize(("adding", "asking"), [("ar", "en"), ("en", "ar")])
def test_a_second_person_is_answered_while_sixty_articles_are_added(
    opened: Opening, tmp_path: Path, adding: str, asking: str
) -> None:
    for n, one in enumerate(_many(60, f"المرصد {adding}", 14)):
        (tmp_path / f"{n}.txt").write_text(one["text"], "utf-8")
    first, second = opened(f"/{adding}/"), opened(f"/{asking}/", PHONE)
    tab(first, 2)
    first.locator("#adding [name=files]").set_input_files(sorted(tmp_path.iterdir()))
    cancel = first.locator("#progress [data-act=cancel]")
    expect(cancel).to_be_visible()
    expect(ask(second, QUESTIONS[asking]).locator("blockquote .cite").first).to_be_visible()
    expect(cancel).to_be_visible()  # still at it
    expect(first.locator("#progress .result")).to_contain_text("60", timeout=180_000)
    assert first.locator("#progress progress").get_attribute("value") == "60"


@views
def test_the_list_is_searched_filtered_sorted_and_stays_on_its_page(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    tab(page, 2)
    titles = page.locator("#list .title")
    expect(titles.first).to_be_visible()
    expect(page.locator("#overview")).to_contain_text("أحدث مقال" if language == "ar" else "Newest article")
    page.locator("#finder [name=source]").select_option("=نشرات")
    page.locator("#finder [name=order]").select_option("oldest")
    expect(titles.first).to_have_text("عنوان نشرة-0")
    page.locator("#list .pager button").nth(1).click()
    expect(page.locator("#list .pager span")).to_contain_text(re.compile("(صفحة|Page) 2"))
    rows, gone = titles.count(), titles.nth(3).inner_text()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#list [data-act=remove]").nth(3).click()
    expect(titles).to_have_count(rows - 1)
    expect(titles.filter(has_text=re.compile(f"^{gone}$"))).to_have_count(0)
    expect(page.locator("#list .pager span")).to_contain_text(re.compile("(صفحة|Page) 2"))
    expect(page.locator("#finder [name=order]")).to_have_value("oldest")
    expect(page.locator("#list [data-act=remove]").nth(3)).to_be_focused()  # on to the next, for the keyboard
    page.locator("#finder [name=text]").fill("نشره")  # another spelling of «نشرة»
    expect(titles.first).to_have_text("عنوان نشرة-0")  # what is looked for begins on its first page
    page.locator("#counts summary").click()
    expect(page.locator("#counts table.counts th", has_text="نشرات")).to_be_visible()
    months = page.locator("#counts tbody th")
    assert re.fullmatch(r"\S+( \S+)?/\S+ \d{4}" if language == "ar" else r"[A-Z]\w+ \d{4}", months.first.inner_text())


# -- conversations -----------------------------------------------------------------------------------------------------


@views
def test_a_conversation_is_named_found_exported_and_deleted(
    opened: Opening, site: Site, language: str, width: int
) -> None:
    page = opened(f"/{language}/", width)
    ask(page, BOOKS)
    quote = page.locator("#present blockquote .cite").first.get_attribute("data-quote") or "?"
    name = f"المكتبة {language} {width}"
    page.locator(".history > summary").click()
    row = page.locator(".kept > li").filter(has_text=BOOKS).first
    row.locator(".more").click()
    row.locator("[name=name]").fill(name)
    row.locator("[value=rename]").click()
    expect(page.locator(".kept .title").first).to_contain_text(name)
    page.locator(".history [name=text]").fill(name)
    expect(page.locator(".kept > li")).to_have_count(1)
    for form in ("md", "json", "csv", "docx"):
        with page.expect_download() as waiting:
            page.locator(f".at-hand a[href*='.{form}?']").click()
        data = Path(waiting.value.path()).read_bytes()
        assert data[:2] == b"PK" if form == "docx" else quote[-25:].encode() in data.replace(b"\\", b""), form
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(".kept .more").click()
    page.locator(".kept [data-act=forget]").click()
    expect(page.locator("#present .welcome")).to_be_visible()
    with urllib.request.urlopen(f"{site.address}/{language}/") as response:
        assert response.status == 200


@pytest.mark.slow
def test_a_restart_and_a_reload_keep_the_citations_and_the_window(
    browser: Browser, tmp_path: Path, cache: Path
) -> None:
    asked = {"ar": "ماذا حدث في دير الزور في نيسان 2024؟", "en": "What happened in Syria in February 2023?"}
    seen: dict[str, tuple[str, list[str], str]] = {}
    for _ in range(2):  # the program is ended in between
        with served(tmp_path / "home", cache, 7970) as up:
            for (language, question), width in zip(asked.items(), (PHONE, DESKTOP), strict=True):
                page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
                if language not in seen:
                    page.goto(f"{up.address}/{language}/")
                    turn = ask(page, question)
                    expect(page).to_have_url(re.compile("[?]c="))
                    quotes = _quotes(turn)
                    assert quotes
                    seen[language] = page.url.partition("?")[2], quotes, turn.locator(".chip.time").inner_text()
                address, quotes, window = seen[language]
                page.goto(f"{up.address}/{language}/?{address}")
                turn = page.locator("#present article.turn").filter(has_text=question)
                expect(turn.locator(".chip.time")).to_have_text(window)
                assert _quotes(turn) == quotes
                turn.locator("blockquote .cite").first.click()
                marked = page.locator("#reading mark.cited")
                expect(marked.first).to_be_in_viewport()
                assert "".join(marked.all_text_contents()) == quotes[0].replace("\n", "")
                page.context.close()


def _quotes(turn: Locator) -> list[str]:
    return [cite.get_attribute("data-quote") or "" for cite in turn.locator("blockquote .cite").all()]


# -- first use ---------------------------------------------------------------------------------------------------------

NEWS = {
    "حريق.txt": "حريق في ميناء الصيد\n\nاندلع حريق في ميناء الصيد بمدينة طرطوس فجر الثلاثاء 14 أيار 2024. "
    "وقال قائد فوج الإطفاء إن الحريق دمر 17 قاربا ولم يصب أحد بأذى.\n",
    "تعويضات.txt": "وعدت محافظة طرطوس يوم الأحد 19 أيار 2024 بصرف تعويضات لأصحاب القوارب التي دمرها حريق الميناء.\n",
}
FIRST_USE = {  # the words on what is pressed, in their order, and the question in between
    "ar": ("أضف مقالات", "اختر ملفات", "اسأل عنها", "كم قاربا دمر حريق ميناء طرطوس؟", "اسأل", "المصدر", "DOCX (Word)"),
    "en": ("Add articles", "Choose files", "Ask about them", "كم قاربا دمر حريق ميناء طرطوس؟", "Ask", "Source", "DOCX"),
}


@pytest.mark.slow
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@languages
def test_first_use_goes_by_what_stands_on_the_page(
    browser: Browser, tmp_path: Path, cache: Path, language: str, width: int
) -> None:
    """From an empty archive to a checked citation and an export, pressing only what can be seen and read."""
    add, choose, about, question, send, source, export = FIRST_USE[language]
    for name, text in NEWS.items():
        (tmp_path / name).write_text(text, "utf-8")
    with served(tmp_path / "home", cache, 7990, "-m", "assistant.cli", "serve") as up:
        began = time.monotonic()
        locale = {"ar": "ar-SY", "en": "en-GB"}[language]
        page = browser.new_context(viewport={"width": width, "height": 800}, locale=locale).new_page()
        page.goto(up.address)
        page.get_by_role("button", name=add, exact=True).click()
        with page.expect_file_chooser() as chooser:
            page.get_by_text(choose, exact=True).click()
        chooser.value.set_files([tmp_path / name for name in NEWS])
        page.get_by_role("button", name=about, exact=True).click()
        expect(page.get_by_role("textbox").and_(page.locator("textarea"))).to_be_focused()
        expect(page.locator("#present")).not_to_contain_text(re.compile("فارغ|empty"))
        page.keyboard.type(question)
        page.get_by_role("button", name=send, exact=True).click()
        page.get_by_role("button", name=re.compile(f"^{source} \\d")).first.click()
        expect(page.locator("mark.cited").first).to_be_in_viewport()
        expect(page.locator("#reading")).to_contain_text("17 قاربا")
        page.get_by_role("button", name=re.compile("^(أغلق|Close)$")).locator("visible=true").first.click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name=export).first.click()
        assert Path(waiting.value.path()).read_bytes()[:2] == b"PK"
        assert time.monotonic() - began < 60  # leaves a person as much again to look and to think
        page.context.close()


# -- waiting -----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_stop_ends_an_answer_that_grows_and_the_page_is_ready_for_the_next(
    browser: Browser, tmp_path: Path, cache: Path
) -> None:
    """With a language model that never comes to an end; both languages, desktop and phone."""
    sentence = "The delegation met in Deir ez-Zor [1]. "
    with (
        OpenAiServer(Reply((sentence,), pause=0.3, end="endless")) as model,
        served(tmp_path / "home", cache, 7980, ISNAD_MODEL="openai:x", ISNAD_MODEL_URL=model.url) as up,
    ):
        for language in ("ar", "en"):
            for width in (DESKTOP, PHONE):
                page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
                page.goto(f"{up.address}/{language}/")
                model.left.clear()
                box = page.locator("#question textarea")
                box.fill(QUESTIONS[language])
                box.press("Enter")
                stop = page.get_by_role("button", name="أوقف" if language == "ar" else "Stop", exact=True)
                expect(stop).to_be_visible()
                expect(page.locator("#present .working")).to_be_visible()
                stop.click()
                expect(page.locator("#present .working")).to_have_count(0)
                assert model.left.wait(5)  # the request to the model has ended too
                send = page.get_by_role("button", name="اسأل" if language == "ar" else "Ask", exact=True)
                expect(send).to_be_visible()
                page.context.close()
