"""The page with a language model, in a real browser: who answers, translations of quotes, stopping, failing.

The model is a scripted server on loopback that speaks the OpenAI protocol; everything else is real.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archives import line, written
from axe_playwright_python.sync_playwright import Axe
from browsing import BROWSER, DESKTOP, PHONE, Opening, Site, ask, begin, served, tab
from newsroom import FLOOD, MARKET
from openai_server import Asked, OpenAiServer, Reply
from playwright.sync_api import Page, expect

from assistant.prompting import Task, load
from assistant.statement import Language
from index.archive import Archive
from index.encoder import Encoder
from index.ingest import ingest

pytestmark = BROWSER
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
def site(running: Model, cache: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over the two articles, with the model in its environment."""
    folder = tmp_path_factory.mktemp("model")
    archive = Archive(folder / "home", lambda: encoder)
    assert ingest(archive, [written(folder / "news.jsonl", ARTICLES)]).added == 2
    archive.close()
    settings = {"ISNAD_MODEL": MODEL, "ISNAD_MODEL_URL": running.url, "ISNAD_MODEL_TIMEOUT": "20"}
    with served(folder / "home", cache, 7930, ISNAD_CONFIDENCE="0", **settings) as up:
        yield up


@pytest.fixture
def opened(opened: Opening, model: Model) -> Opening:
    """Opens the page in a language, once it says who answers; so far the model was asked nothing."""
    assert not model.asked

    def open_page(language: str = "ar", width: int = DESKTOP, **options: Any) -> Page:  # noqa: ANN401
        page = opened(f"/{language}/", width, **options)
        expect(page.locator("#speaker button").first).to_be_visible()
        return page

    return open_page


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
    expect(again.locator(".hint")).to_have_count(0)  # who has a model need not be told of it
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
    assert model.left.wait(30)
    expect(turn.locator("footer")).to_be_visible()
    expect(turn.locator(".prose")).to_contain_text(DEAD[language])


def test_stop_ends_the_request_before_the_first_word_too(opened: Opening, model: Model) -> None:
    model.reply[Task.ANSWER] = Reply(wait=60)
    page = opened("ar")
    begin(page, QUESTION["ar"])
    assert model.was_asked(1)
    page.locator("#question .stop-button").click()
    assert model.left.wait(30)
    expect(page.locator("#question .submit-button")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_stop_pressed_at_once_leaves_no_request_behind(opened: Opening, model: Model, language: str) -> None:
    """Whether the model was asked by then or not: the question goes back into its box, and nobody works on it."""
    model.reply[Task.ANSWER] = Reply(wait=60)
    page = opened(language)
    begin(page, QUESTION[language])
    page.locator("#question .stop-button").click()
    expect(page.locator("#question .submit-button")).to_be_visible()
    expect(page.locator("#question textarea")).to_have_value(QUESTION[language])
    assert model.is_quiet()


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
    tab(page, 1)
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
    assert model.was_asked(2)  # for the answer, and for the translation
    page.locator("#reading .close").click()
    assert model.left.wait(30)
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
