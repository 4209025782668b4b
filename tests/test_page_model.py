"""The page with a language model, in a real browser: who answers, translations of quotes, stopping, failing.

The model is a scripted server on loopback that speaks the OpenAI protocol; everything else is real.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from archives import line, written
from axe_playwright_python.sync_playwright import Axe
from newsroom import FLOOD, MARKET
from openai_server import Asked, OpenAiServer, Reply
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from assistant.prompting import Task, load
from assistant.statement import Language
from index.archive import Archive
from index.encoder import Encoder
from index.ingest import ingest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")]

expect.set_options(timeout=30_000)
DESKTOP, PHONE = 1280, 360
MODEL = "openai:scripted-instruct-with-a-long-name-q4"
ARTICLES = [
    # what is asked about: the dead, a denial, the trucks
    line("flood", FLOOD.text, FLOOD.source, "2024-05-15"),
    # another event in another town by another outlet
    line("market", MARKET.text, MARKET.source, "2024-05-20"),
]
QUESTION = {"ar": "كم شخصا قتل في فيضان درعا؟", "en": "How many people were killed in the flood in Daraa?"}
DEAD = {
    "ar": "قُتل أربعة أشخاص في فيضان درعا يوم 12 أيار 2024",
    "en": "Four people were killed in the flood in Daraa on 12 May 2024",
}
TRANSLATED = "Civil defence said the valley flood in Daraa killed four people on 12 May 2024."
QUOTES_ONLY = {"ar": "اقتباسات فقط", "en": "Quotes only"}


class Model(OpenAiServer):
    """A model that answers with the evidence on the dead and translates well, unless `reply` says otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.reply: dict[Task, Reply] = {}

    def next(self, asked: Asked) -> Reply:
        super().next(asked)
        task, language = _task(asked)
        if task in self.reply:
            return self.reply[task]
        if task is Task.TRANSLATE:
            return Reply((TRANSLATED,))
        evidence = re.findall(r"^\[(\d+)\] .*: ⟦(.*)⟧$", asked.user, re.MULTILINE)
        return Reply((" ".join(f"{DEAD[language]} [{n}]." for n, text in evidence if "أربعة" in text),))

    @property
    def told(self) -> list[Task]:
        """What it was asked to do since the test began."""
        return [_task(asked)[0] for asked in self.asked]

    def begin(self) -> None:
        """Forget what was."""
        self.reply.clear()
        self.asked.clear()
        self.left.clear()


def _task(asked: Asked) -> tuple[Task, Language]:
    languages: tuple[Language, ...] = ("ar", "en")
    rules = {load(task, language).system: (task, language) for task in Task for language in languages}
    return rules[asked.system]


@pytest.fixture(scope="module")
def running() -> Iterator[Model]:
    with Model() as model:
        yield model


@pytest.fixture
def model(running: Model) -> Model:
    """The model, with nothing of other tests in it."""
    running.begin()
    return running


@pytest.fixture(scope="module")
def address(running: Model, cache: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`python app.py` over the two articles, with the model in its environment."""
    folder = tmp_path_factory.mktemp("model")
    archive = Archive(folder / "home", lambda: encoder)
    assert ingest(archive, [written(folder / "news.jsonl", ARTICLES)]).added == 2
    archive.close()
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
    env |= {"ISNAD_HOME": str(folder / "home"), "ISNAD_CACHE": str(cache), "ISNAD_PORT": "7930"}
    env |= {"ISNAD_CONFIDENCE": "0", "ISNAD_MODEL": MODEL, "ISNAD_MODEL_URL": running.url, "ISNAD_MODEL_TIMEOUT": "20"}
    log = folder / "app.log"
    with log.open("w", encoding="utf-8") as out:
        command = [sys.executable, str(Path(__file__).parent.parent / "app.py")]
        page = subprocess.Popen(command, env=env, stdout=out, stderr=out, cwd=folder)
        try:
            yield _told(page, log)
        finally:
            page.terminate()
            page.wait(20)


def _told(page: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + 240
    while time.monotonic() < until and page.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"the page did not come up:\n{log.read_text('utf-8')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


Opening = Callable[..., Page]


@pytest.fixture
def opened(address: str, model: Model, browser: Browser) -> Iterator[Opening]:
    """Opens the page; nothing may leave this machine and nothing may fail in the browser."""
    assert not model.asked
    left: list[str] = []
    failed: list[str] = []
    with ExitStack() as stack:

        def open_page(language: str = "ar", width: int = DESKTOP, **options: Any) -> Page:  # noqa: ANN401
            context = browser.new_context(viewport={"width": width, "height": 800}, **options)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(30_000)
            page.on("request", lambda request: left.append(request.url))
            page.on("pageerror", lambda error: failed.append(str(error)))
            page.goto(f"{address}/{language}/")
            for part in ("#speaker button", "#present section"):
                expect(page.locator(part).first).to_be_visible()
            return page

        yield open_page
    assert [url for url in left if not url.startswith((address, "data:", "blob:"))] == []
    assert [line for line in failed if "AbortError" not in line] == []


def begin(page: Page, question: str) -> Locator:
    """Ask, and return the turn that begins."""
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    return page.locator("#present article.turn").filter(has_text=question)


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the turn once its answer is finished."""
    turn = begin(page, question)
    expect(turn.locator("footer, .refusal, .failure").first).to_be_visible()
    return turn


def sticks_out(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


# -- who answers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_says_who_answers_and_switches_back_to_quotes(
    opened: Opening, model: Model, language: str, width: int
) -> None:
    page = opened(language, width)
    of_model, quotes = page.locator("#speaker button").all()
    expect(of_model).to_have_text(MODEL)
    expect(of_model).to_have_attribute("aria-pressed", "true")
    turn = ask(page, QUESTION[language])
    expect(turn.locator(".prose")).to_contain_text(DEAD[language])
    expect(turn.locator(".byline")).to_contain_text(MODEL)
    assert model.told == [Task.ANSWER]
    quotes.click()
    expect(quotes).to_have_text(QUOTES_ONLY[language])
    expect(quotes).to_have_attribute("aria-pressed", "true")
    expect(of_model).to_have_attribute("aria-pressed", "false")
    again = ask(page, f"{QUESTION[language]} ")
    expect(again.locator("blockquote").first).to_contain_text("مقتل أربعة أشخاص")
    expect(again.locator(".byline")).not_to_contain_text(MODEL)
    assert model.told == [Task.ANSWER]
    assert sticks_out(page) <= 0
    page.reload()
    expect(page.locator("#speaker button").nth(1)).to_have_attribute("aria-pressed", "true")
    page.locator("#speaker button").nth(0).press("Enter")
    expect(ask(page, f"{QUESTION[language]}  ").locator(".byline")).to_contain_text(MODEL)


def test_a_failing_model_is_told_and_the_quotes_answer(opened: Opening, model: Model) -> None:
    model.reply[Task.ANSWER] = Reply(status=401)
    turn = ask(opened("ar"), QUESTION["ar"])
    expect(turn.locator(".note").first).to_contain_text("رفض خادم النموذج اللغوي المفتاح")
    expect(turn.locator("blockquote").first).to_contain_text("مقتل أربعة أشخاص")
    expect(turn.locator(".byline")).not_to_contain_text(MODEL)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_sentence_is_shown_while_the_model_goes_on_and_stop_ends_the_request(
    opened: Opening, model: Model, language: str
) -> None:
    model.reply[Task.ANSWER] = Reply((f"{DEAD[language]} [1]. ", "و" if language == "ar" else "And"), end="silent")
    page = opened(language)
    turn = begin(page, QUESTION[language])
    expect(turn.locator(".prose")).to_contain_text(DEAD[language])
    assert not model.left.is_set()
    page.locator("#question .stop-button").click()
    assert model.left.wait(10)
    expect(turn.locator("footer")).to_be_visible()
    expect(turn.locator(".prose")).to_contain_text(DEAD[language])


def test_stop_ends_the_request_before_the_first_word_too(opened: Opening, model: Model) -> None:
    model.reply[Task.ANSWER] = Reply(wait=60)
    page = opened("ar")
    begin(page, QUESTION["ar"])
    until = time.monotonic() + 20
    while not model.asked and time.monotonic() < until:
        page.wait_for_timeout(50)
    page.locator("#question .stop-button").click()
    assert model.left.wait(10)
    expect(page.locator("#question .submit-button")).to_be_visible()


# -- translations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_quote_is_translated_on_request_and_stays_the_source(
    opened: Opening, model: Model, language: str, width: int
) -> None:
    page = opened(language, width)
    turn = ask(page, QUESTION["en"])  # asked in English, whatever the language of the page
    turn.locator(".cite").first.click()
    pane = page.locator("#reading .reading")
    quote = pane.locator("mark.cited").text_content()
    assert quote
    assert quote in FLOOD.text
    pane.locator("[data-act=translate]").click()
    shown = pane.locator(".aid .translation")
    expect(shown).to_have_text(TRANSLATED)
    expect(shown).to_have_attribute("lang", "en")
    expect(pane.locator(".aid figcaption")).to_have_text(f"Machine translation ({MODEL}); the original is the source.")
    assert pane.locator("mark.cited").text_content() == quote
    expect(pane.locator(".aid .cite")).to_have_count(0)
    assert TRANSLATED not in (turn.locator("[data-copy]").first.get_attribute("data-copy") or "")
    assert model.told == [Task.ANSWER, Task.TRANSLATE]
    mark, aid = pane.locator("mark.cited").bounding_box(), pane.locator(".aid").bounding_box()
    assert mark
    assert aid
    assert aid["y"] + aid["height"] <= mark["y"] + 1  # the quote is seen below it
    assert sticks_out(page) <= 0
    page.keyboard.press("Escape")
    expect(pane).to_have_count(0)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_quote_of_a_timeline_is_translated_too(opened: Opening, model: Model, width: int) -> None:
    page = opened("en", width)
    page.get_by_role("tab").nth(1).click()
    topic = page.locator("#timeline-form [name=topic]")
    topic.fill("فيضان درعا")
    topic.press("Enter")
    page.locator("#events .statement .cite").first.click()
    pane = page.locator("#timeline-reading .reading")
    expect(pane.locator("mark.cited")).to_be_visible()
    pane.locator("[data-act=translate]").click()
    expect(pane.locator(".translation")).to_have_text(TRANSLATED)
    assert model.told == [Task.TRANSLATE]
    assert sticks_out(page) <= 0


def test_a_timeline_in_the_chat_is_told_above_its_quotes(opened: Opening, model: Model) -> None:
    model.reply[Task.TIMELINE] = Reply((f"{DEAD['ar']} [1]. سقطت بيوت كثيرة في حلب [1].",))
    turn = ask(opened("ar"), "خط زمني لفيضان درعا")
    expect(turn.locator(".prose")).to_have_count(1)
    expect(turn.locator(".prose")).to_contain_text(DEAD["ar"])
    expect(turn.locator(".note").first).to_contain_text("حُذف جملة واحدة")
    expect(turn.locator(".byline")).to_contain_text(MODEL)
    expect(turn.locator("blockquote").first).to_contain_text("مقتل أربعة أشخاص")
    assert model.told == [Task.TIMELINE]


def test_what_a_translation_gets_wrong_is_named_on_the_page(opened: Opening, model: Model) -> None:
    model.reply[Task.TRANSLATE] = Reply(("The flood in Daraa killed <b>ninety</b> people on 12 May 2024.",))
    page = opened("en")
    ask(page, QUESTION["en"]).locator(".cite").first.click()
    page.locator("#reading [data-act=translate]").click()
    expect(page.locator("#reading .doubts")).to_contain_text("ninety")
    expect(page.locator("#reading .translation b")).to_have_count(0)


def test_a_translation_that_fails_says_so_and_can_be_asked_for_again(opened: Opening, model: Model) -> None:
    model.reply[Task.TRANSLATE] = Reply(status=401)
    page = opened("en")
    ask(page, QUESTION["en"]).locator(".cite").first.click()
    page.locator("#reading [data-act=translate]").click()
    expect(page.locator("#reading .aid figcaption")).to_contain_text("refused the key")
    del model.reply[Task.TRANSLATE]
    page.locator("#reading [data-act=translate]").click()
    expect(page.locator("#reading .translation")).to_have_text(TRANSLATED)


def test_closing_the_article_ends_its_translation(opened: Opening, model: Model) -> None:
    model.reply[Task.TRANSLATE] = Reply(wait=60)
    page = opened("en")
    ask(page, QUESTION["en"]).locator(".cite").first.click()
    page.locator("#reading [data-act=translate]").click()
    expect(page.locator("#reading .aid .working")).to_be_visible()
    page.wait_for_timeout(500)
    page.locator("#reading .close").click()
    assert model.left.wait(10)
    expect(page.locator("#reading .reading")).to_have_count(0)


def test_a_quote_in_the_language_of_its_readers_is_not_offered_for_translation(opened: Opening) -> None:
    page = opened("ar")
    ask(page, QUESTION["ar"]).locator(".cite").first.click()
    expect(page.locator("#reading mark.cited")).to_be_visible()
    expect(page.locator("#reading [data-act=translate]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_serious_beside_a_translation(opened: Opening, language: str, scheme: str) -> None:
    page = opened(language, PHONE, color_scheme=scheme)
    ask(page, QUESTION["en"]).locator(".cite").first.click()
    page.locator("#reading [data-act=translate]").click()
    expect(page.locator("#reading .translation")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
