"""Reading and steering on the page in a real browser: sources, the window, the scope, what is asked next."""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from browsing import (
    BOOKS,
    BROWSER,
    DESKTOP,
    LIBRARY,
    PHONE,
    QUESTIONS,
    Opening,
    Site,
    ask,
    hold,
    languages,
    served,
    tab,
    views,
)
from playwright.sync_api import Browser, Locator, Page, Route, expect

pytestmark = BROWSER


@pytest.fixture(scope="module")
def site(town: Path, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Site]:
    """The page on the archive of a town."""
    home = shutil.copytree(town, tmp_path_factory.mktemp("reading") / "home")
    with served(home, cache, 7950) as up:
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


OPEN_ENDS = {"ar": ["البداية", "النهاية"], "en": ["the start", "the end"]}


@views
def test_an_empty_day_is_an_open_end_in_the_readers_language(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    page.locator("#scope summary").click()
    ends = page.locator("#scope .open-end")
    expect(ends).to_have_text(OPEN_ENDS[language])
    fields = page.locator("#scope [type=date]")
    for end, field in zip(ends.all(), fields.all(), strict=True):
        expect(end).to_be_visible()
        expect(field).to_have_css("color", "rgba(0, 0, 0, 0)")
    fields.first.fill("2024-03-03")
    expect(ends.first).to_be_hidden()
    expect(ends.last).to_be_visible()
    page.locator("#scope [value=apply]").click()  # an open end is no mistake
    expect(page.locator("#scope summary .chip.time")).to_be_visible()


def test_a_question_asked_before_the_page_is_there_waits_for_it(browser: Browser, site: Site) -> None:
    """What begins the visit is held back on its way, as by a slow machine; both languages, desktop and phone."""
    for language in ("ar", "en"):
        for width in (DESKTOP, PHONE):
            page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
            held: list[Route] = []
            page.route("**/queue/join*", partial(hold, held))
            page.goto(f"{site.address}/{language}/")
            box = page.locator("#question textarea")
            box.fill(BOOKS)
            box.press("Enter")
            expect(page.locator("#question.held")).to_be_visible()
            expect(box).to_have_value(BOOKS)
            assert held
            for one in held:
                one.continue_()
            page.unroute("**/queue/join*")
            turn = page.locator("#present article.turn").filter(has_text=BOOKS)
            expect(turn.locator("footer")).to_be_visible()
            expect(page.locator("#question.held, #present .welcome")).to_have_count(0)
            expect(box).to_have_value("")
            page.context.close()


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_who_is_answered_in_english_is_told_once_of_language_models(opened: Opening, width: int) -> None:
    page = opened("/en/", width)
    hint = page.locator("article.turn .hint")
    ask(page, BOOKS)
    expect(hint).to_have_count(0)
    ask(page, QUESTIONS["en"])
    expect(hint).to_have_text("Connect a language model for an answer in English prose; the quote stays the source.")
    ask(page, "What happened at the Suez Canal in March 2021?")
    expect(page.locator("#past article.turn")).to_have_count(2)
    expect(hint).to_have_count(0)
