"""A day's work on the page in a real browser: conversations, a restart, first use, stopping; in both languages."""

import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import BOOKS, BROWSER, DESKTOP, PHONE, QUESTIONS, Opening, Site, ask, languages, served, views
from openai_server import OpenAiServer, Reply
from playwright.sync_api import Browser, Locator, expect

pytestmark = BROWSER


@pytest.fixture(scope="module")
def site(town: Path, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Site]:
    """The page on the archive of a town."""
    home = shutil.copytree(town, tmp_path_factory.mktemp("work") / "home")
    with served(home, cache, 7970) as up:
        yield up


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
                before = len(model.asked)
                box = page.locator("#question textarea")
                box.fill(QUESTIONS[language])
                box.press("Enter")
                stop = page.get_by_role("button", name="أوقف" if language == "ar" else "Stop", exact=True)
                expect(stop).to_be_visible()
                expect(page.locator("#present .working")).to_be_visible()
                assert model.was_asked(before + 1)  # before that there is no request that could end
                stop.click()
                expect(page.locator("#present .working")).to_have_count(0)
                assert model.left.wait(30)
                assert model.is_quiet()  # the request to the model has ended too, and no other has begun
                send = page.get_by_role("button", name="اسأل" if language == "ar" else "Ask", exact=True)
                expect(send).to_be_visible()
                page.context.close()
