"""The library of the page in a real browser: files and folders come in, fail with reasons, are listed and found."""

import re
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from archives import line, written
from browsing import BOOKS, BROWSER, DESKTOP, PHONE, QUESTIONS, Opening, Site, ask, hold, languages, served, tab, views
from filelock import FileLock
from playwright.sync_api import Page, Route, expect

pytestmark = BROWSER


@pytest.fixture(scope="module")
def site(town: Path, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Site]:
    """The page on the archive of a town."""
    home = shutil.copytree(town, tmp_path_factory.mktemp("library") / "home")
    with served(home, cache, 7960) as up:
        yield up


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


@views
def test_the_timeline_tab_knows_what_was_added_and_keeps_what_was_typed(
    opened: Opening, tmp_path: Path, language: str, width: int
) -> None:
    news = tmp_path / "إضافة.jsonl"
    written(news, [line(f"إضافة-{language}-{width}", f"أُضيف خبر {language} {width}.", "نشرات", "2024-03-05")])
    page = opened(f"/{language}/", width)
    tab(page, 1)
    page.locator("#timeline-form [name=topic]").fill("وادي الرمان")
    picture = page.locator("#timeline-form .histogram svg")
    before = picture.get_attribute("aria-label") or "?"
    tab(page, 2)
    page.locator("#adding [name=files]").set_input_files(news)
    expect(page.locator("#progress .file-done")).to_have_count(1)
    tab(page, 1)
    expect(picture).not_to_have_attribute("aria-label", before)  # it counts the articles
    expect(page.locator("#timeline-form [name=topic]")).to_have_value("وادي الرمان")
    page.locator("#timeline-form [value=draw]").click()
    expect(page.locator("#events .picture.drawn")).to_be_visible()


@languages
def test_what_was_added_is_not_shown_over_the_answer_to_a_quick_question(
    opened: Opening, tmp_path: Path, language: str
) -> None:
    """Who comes back is shown the archive as it is now; on a slow machine that comes after an answer."""
    news = tmp_path / "نشرة.jsonl"
    written(news, [line(f"سريع-{language}", f"خبر سريع {language}.", "نشرات", "2024-03-06")])
    page = opened(f"/{language}/")
    picture = page.locator("#scope .histogram svg")
    before = picture.get_attribute("aria-label") or "?"
    tab(page, 2)
    page.locator("#adding [name=files]").set_input_files(news)
    expect(page.locator("#progress .file-done")).to_have_count(1)
    held: list[Route] = []
    page.route("**/run/predict*", partial(hold, held))
    tab(page, 0)
    turn = ask(page, BOOKS)
    assert held
    for one in held:
        one.continue_()
    page.unroute("**/run/predict*")
    expect(picture).not_to_have_attribute("aria-label", before)  # it counts the articles
    expect(turn.locator("footer")).to_be_visible()
    expect(page.locator("#present .welcome")).to_have_count(0)


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
