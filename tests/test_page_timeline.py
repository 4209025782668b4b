"""The picture of a timeline in a real browser, in its tab and in the chat, in both languages and on a phone."""

import csv
import io
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import BROWSER, DESKTOP, PHONE, Opening, Site, ask, served, tab
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = BROWSER

ROOT = Path(__file__).parent.parent
SHOWN = 12
"""Events that a timeline shows at first."""
TOPIC = {"ar": "سد الوادي الأزرق", "en": "سد الوادي الأزرق dam"}
QUESTIONS = {"ar": "خط زمني لأحداث سد الوادي الأزرق", "en": "Timeline of سد الوادي الأزرق"}
COLLAPSE = "انهار سد الوادي الأزرق يوم 5 أيار/مايو 2021 بحسب إدارة سد الوادي <b>الأزرق</b>."


def _news() -> Iterator[dict[str, str]]:
    """One dam, told of on many days of sixteen months: its collapse by three outlets, the rest by one each."""
    for n, source in enumerate(("وكالة النور", "إذاعة البحر", "صحيفة الشرق")):
        yield {"id": f"انهيار-{n}", "source": source, "published": "2021-05-06", "text": COLLAPSE}
    for n in range(16):
        day, month = 3 + n, ("نيسان/أبريل", 4) if n % 2 else ("حزيران/يونيو", 6)
        text = f"بلغ المنسوب {70 + n} مترا خلف سد الوادي الأزرق يوم {day} {month[0]} 2021 بحسب نشرة المياه."
        yield {"id": f"منسوب-{n}", "source": "وكالة النور", "published": f"2021-0{month[1]}-{day + 1:02}", "text": text}
    text = "رُمم سد الوادي الأزرق بين 7 و8 أيلول/سبتمبر 2021."
    yield {"id": "ترميم", "source": "إذاعة البحر", "published": "2021-09-10", "text": text}
    text = "افتتح سد الوادي الأزرق الجديد يوم 20 آب/أغسطس 2022."
    yield {"id": "افتتاح", "source": "إذاعة البحر", "published": "2022-08-21", "text": text}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Site]:
    """The page on an archive of one dam."""
    home = tmp_path_factory.mktemp("dam") / "home"
    news = home.parent / "dam.jsonl"
    news.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in _news()), "utf-8")
    command = [sys.executable, "-m", "assistant.cli", "ingest", str(news), "--home", str(home)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with served(home, cache, 7940, ISNAD_TIMELINE_EVENTS=str(SHOWN), ISNAD_CONFIDENCE="0") as up:
        yield up


def draw(page: Page, language: str) -> Locator:
    """Draw the timeline of the dam in its tab, and return the picture, scrolled to."""
    tab(page, 1)
    page.locator("#timeline-form [name=topic]").fill(TOPIC[language])
    page.locator("#timeline-form [value=draw]").click()
    picture = page.locator("#events .picture.drawn")
    expect(picture).to_be_visible()
    picture.evaluate("picture => new Promise(done => { picture.scrollIntoView({ block: 'center' });"
                     "requestAnimationFrame(() => requestAnimationFrame(done)); })")  # fmt: skip
    return picture


def places(picture: Locator) -> list[dict[str, Any]]:
    """Where the marks are: the middles and boxes of their points, in order of time."""
    found: list[dict[str, Any]] = picture.locator(".mark").evaluate_all(
        "all => all.map(one => {"
        "const { left, right, top, bottom } = one.querySelector('.dot').getBoundingClientRect();"
        "return { from: one.dataset.from, left, right, top, bottom }; })"
    )
    return found


def view(picture: Locator, name: str) -> None:
    picture.locator(f"[data-view={name}]").click()
    expect(picture.locator(f"[data-view={name}]")).to_have_attribute("aria-pressed", "true")


# -- the picture -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_time_runs_as_the_script_does_and_no_mark_lies_on_another(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    picture = draw(page, language)
    expect(picture.locator(".mark")).to_have_count(SHOWN)
    found = places(picture)
    for one, other in pairwise(found):
        if one["from"] < other["from"]:
            assert (one["left"] > other["left"]) == (language == "ar")
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            assert across <= 0 or min(one["bottom"], other["bottom"]) <= max(one["top"], other["top"])
    sky = picture.locator(".sky").bounding_box()
    assert sky
    assert all(sky["x"] <= one["left"] and one["right"] <= sky["x"] + sky["width"] for one in found)
    sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert sizes[0] <= sizes[1]
    labels = picture.locator(".tick").all_inner_texts()
    months = ("نيسان", "تموز") if language == "ar" else ("April", "July")
    assert any(month in label for label in labels for month in months), labels
    assert picture.locator(".epoch").filter(has_text="2022").count() == 1


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_mark_opens_its_quote_and_sets_off_its_row(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    picture = draw(page, language)
    mark = picture.locator(".mark.of-3")  # the collapse
    expect(mark).to_have_count(1)
    assert mark.get_attribute("data-quote") == COLLAPSE
    mark.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(COLLAPSE)
    expect(page.get_by_role("tooltip")).to_contain_text("إذاعة البحر")
    mark.click()
    reading = page.locator("#timeline-reading")
    expect(reading.locator("mark.cited").first).to_be_in_viewport()
    assert "".join(reading.locator("mark.cited").all_text_contents()) == COLLAPSE
    expect(mark).to_have_attribute("aria-current", "true")
    row = page.locator("#events .events > li.current")
    expect(row).to_have_attribute("data-event", mark.get_attribute("data-n") or "")
    page.keyboard.press("Escape")
    other = page.locator("#events .events > li").last
    other.locator(".cite").first.click()  # the list sets off the picture too
    expect(picture.locator(".mark[aria-current]")).to_have_attribute("data-n", other.get_attribute("data-event") or "")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_zooming_and_moving_happen_in_the_browser_alone(opened: Opening, language: str) -> None:
    page = opened(f"/{language}/")
    picture = draw(page, language)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sky = picture.locator(".sky")
    whole = sky.evaluate("sky => sky.scrollWidth")
    assert whole == sky.evaluate("sky => sky.clientWidth")
    for name in ("year", "month", "week", "day"):
        view(picture, name)
        wider = sky.evaluate("sky => sky.scrollWidth")
        assert wider > whole
        whole = wider
    days = picture.locator(".tick").all_inner_texts()
    assert any(name in " ".join(days) for name in ("السبت", "الأحد", "الاثنين", "Sat", "Sun", "Mon", "Tue", "Wed"))
    view(picture, "month")
    seen = picture.locator(".seen")
    expect(seen).to_contain_text("2021")
    before = seen.inner_text()
    box = sky.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + (200 if language == "ar" else -200), box["y"] + 12, steps=5)
    page.mouse.up()
    expect(seen).not_to_have_text(before)  # later days came in
    expect(page.locator("#timeline-reading .reading")).to_have_count(0)  # a drag is no click
    page.mouse.move(0, 0)
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)  # the page may scroll below it
    wide = sky.evaluate("sky => sky.scrollWidth")
    page.mouse.wheel(0, -100)  # without Ctrl the page scrolls
    page.wait_for_timeout(200)
    assert sky.evaluate("sky => sky.scrollWidth") == wide
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.wait_for_function("wide => document.querySelector('#events .sky').scrollWidth > wide", arg=wide)
    for _ in range(12):
        page.mouse.wheel(0, 200)
    page.keyboard.up("Control")
    expect(picture.locator("[data-view=all]")).to_have_attribute("aria-pressed", "true")
    expect(picture.locator("[data-step-zoom=out]")).to_be_disabled()
    picture.locator("[data-step-zoom=in]").click()
    expect(picture.locator("[data-view=all]")).to_have_attribute("aria-pressed", "false")
    assert [url for url in asked if "gradio_api" in url and "heartbeat" not in url] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_wheel_keeps_the_day_under_the_pointer(opened: Opening, language: str) -> None:
    page = opened(f"/{language}/")
    picture = draw(page, language)
    mark = picture.locator(".mark.of-3 .dot")
    box = mark.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.down("Control")
    for _ in range(3):
        page.mouse.wheel(0, -120)
    page.wait_for_function("() => { const sky = document.querySelector('#events .sky');"
                           "return sky.scrollWidth > sky.clientWidth * 2; }")  # fmt: skip
    page.keyboard.up("Control")
    after = mark.bounding_box()
    assert after
    assert after["x"] == pytest.approx(box["x"], abs=6)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_keys_go_from_event_to_event_in_the_direction_of_reading(opened: Opening, language: str) -> None:
    page = opened(f"/{language}/")
    picture = draw(page, language)
    marks = picture.locator(".mark")
    assert picture.locator(".mark[tabindex='0']").count() == 1
    later, earlier = ("ArrowLeft", "ArrowRight") if language == "ar" else ("ArrowRight", "ArrowLeft")
    marks.first.focus()
    page.keyboard.press(later)
    expect(marks.nth(1)).to_be_focused()
    expect(page.get_by_role("tooltip")).to_contain_text(marks.nth(1).get_attribute("data-quote") or "-")
    page.keyboard.press(later)
    page.keyboard.press(earlier)
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("End")
    expect(marks.last).to_be_focused()
    expect(marks.last).to_be_in_viewport()
    expect(page.get_by_role("tooltip")).to_contain_text(marks.last.get_attribute("data-quote") or "-")
    page.keyboard.press("Enter")
    expect(page.locator("#timeline-reading mark.cited").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(marks.last).to_be_focused()
    name = marks.last.get_attribute("aria-label") or ""
    assert (marks.last.get_attribute("data-quote") or "-") in name
    assert "2022" in name


def test_more_events_come_on_request_and_are_exported_as_shown(opened: Opening, site: Site) -> None:
    page = opened("/ar/")
    picture = draw(page, "ar")
    page.locator("#events [data-act=more]").click()
    expect(page.locator("#events .events > li")).to_have_count(19)
    expect(picture.locator(".mark")).to_have_count(19)
    assert len(places(picture)) == 19
    expect(page.locator("#events [data-act=more]")).to_have_count(0)
    address = page.locator("#events .exports a").nth(1).get_attribute("href") or ""
    with urllib.request.urlopen(site.address + address) as response:
        rows = list(csv.DictReader(io.StringIO(response.read().decode("utf-8"))))
    assert len({(row["from"], row["to"]) for row in rows}) == 19


# -- in the chat -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_timeline_asked_for_in_the_chat_is_one_and_survives_a_reload(
    opened: Opening, site: Site, language: str, width: int
) -> None:
    page = opened(f"/{language}/", width)
    turn = ask(page, QUESTIONS[language])
    picture = turn.locator(".picture.drawn")
    expect(picture.locator(".mark")).to_have_count(SHOWN)
    expect(turn.locator(".events > li")).to_have_count(SHOWN)
    first = picture.locator(".mark[data-n='1']").get_attribute("data-quote")
    turn.locator("[data-act=more]").click()
    expect(picture.locator(".mark")).to_have_count(19)
    expect(picture.locator(".mark[data-n='1']")).to_have_attribute("data-quote", first or "-")  # numbers stay
    found = places(picture)
    assert (found[0]["left"] > found[-1]["left"]) == (language == "ar")
    page.reload()
    turn = page.locator("#present article.turn")
    expect(turn.locator(".picture.drawn .mark")).to_have_count(19)
    turn.locator(".mark").last.click()
    expect(page.locator("#reading mark.cited").first).to_be_in_viewport()
    expect(turn.locator(".events > li.current")).to_have_count(1)
    page.keyboard.press("Escape")
    quotes = [mark.get_attribute("data-quote") for mark in turn.locator(".mark").all()]
    links = turn.locator(".line-tools .exports a")
    expect(links).to_have_text(["Markdown", "CSV", "TimelineJS"])
    for n, form in enumerate(("md", "csv", "timelinejs")):
        with urllib.request.urlopen(site.address + (links.nth(n).get_attribute("href") or "")) as response:
            text = response.read().decode("utf-8")
        if form == "timelinejs":
            assert [slide["citations"][0]["quote"] for slide in json.loads(text)["events"]] == quotes
        elif form == "csv":
            told = [row["quote"] for row in csv.DictReader(io.StringIO(text))]
            assert [quote for quote in quotes if quote not in told] == []
    ask(page, QUESTIONS[language] + " 2022")
    past = page.locator("#past .picture.drawn")  # an earlier answer is drawn too
    expect(past.locator(".mark")).to_have_count(19)
    past.locator(".mark").first.click()
    expect(page.locator("#reading mark.cited").first).to_be_in_viewport()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(DESKTOP, "light"), (PHONE, "dark"), (DESKTOP // 2, "dark")])
def test_axe_finds_nothing_serious(opened: Opening, language: str, width: int, scheme: str) -> None:
    page = opened(f"/{language}/", width, color_scheme=scheme, reduced_motion="reduce")
    picture = draw(page, language)
    assert _serious(page) == []
    view(picture, "month")
    picture.locator(".mark.of-3").focus()
    assert _serious(page) == []
    tab(page, 0)
    ask(page, QUESTIONS[language])
    expect(page.locator("#present .picture.drawn")).to_be_visible()
    assert _serious(page) == []
    sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert sizes[0] <= sizes[1]


def _serious(page: Page) -> list[str]:
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


# -- ticks and lanes: arithmetic, without a page of ours ---------------------------------------------------------------


@pytest.fixture(scope="module")
def arithmetic(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "assistant" / "ui" / "static" / "timeline.js")
    yield page
    page.close()


EPOCH = date(1970, 1, 1)
UNITS = [
    # a scale in rem a day, and the ticks that it has room for
    (40.0, "day"),
    (2.0, "day"),
    (0.5, "week"),
    (0.2, "month"),
    (0.06, "quarter"),
    (0.03, "half"),
    (0.01, "year"),
    (0.00001, "year"),
]


@pytest.mark.parametrize(("scale", "unit"), UNITS)
def test_ticks_are_as_fine_as_there_is_room(arithmetic: Page, scale: float, unit: str) -> None:
    found = arithmetic.evaluate("scale => window.isnadTime.unitFor(scale)", scale)
    assert found["name"] == unit
    length = found.get("days") or found["months"] * 30.4
    assert length * scale >= found["room"] or found["months"] == 12000


@given(first=st.dates(date(622, 7, 16), date(2200, 1, 1)), days=st.integers(1, 40000), unit=st.integers(0, 8))
def test_ticks_are_whole_units_without_gaps(arithmetic: Page, first: date, days: int, unit: int) -> None:
    begin = (first - EPOCH).days
    found = arithmetic.evaluate(
        "([first, last, unit]) => { const { ticks, UNITS } = window.isnadTime;"
        "return [UNITS[unit], ticks(first, last, UNITS[unit])]; }",
        [begin, begin + days, unit],
    )
    kind, ticks = found
    starts = [EPOCH + timedelta(days=tick) for tick in ticks]
    assert starts[0] <= first
    assert starts == sorted(set(starts))
    length = kind.get("days") or kind["months"] * 31
    for one, other in pairwise(starts):
        assert (other - one).days <= length * 1.01 + 1
    assert (first + timedelta(days=days) - starts[-1]).days <= length * 1.01 + 1
    if kind["name"] == "week":
        assert {start.weekday() for start in starts} == {0}
    if "months" in kind:
        assert {start.day for start in starts} == {1}
        assert {(start.year * 12 + start.month - 1) % kind["months"] for start in starts} == {0}


boxes = st.lists(
    st.tuples(st.floats(0, 900), st.floats(8, 60), st.one_of(st.just(0.0), st.floats(20, 300))), max_size=40
)


@given(given_boxes=boxes, most=st.integers(0, 9))
def test_no_two_marks_of_a_lane_meet_and_none_is_lost(
    arithmetic: Page, given_boxes: list[tuple[float, float, float]], most: int
) -> None:
    marks = [{"start": start, "end": start + long, "words": words} for start, long, words in given_boxes]
    placed = arithmetic.evaluate(
        "([marks, width, most]) => window.isnadTime.place(marks, width, most)", [marks, 1000, most]
    )
    assert len(placed) == len(marks)
    taken: dict[int, list[tuple[float, float]]] = {}
    for mark, put in zip(marks, placed, strict=True):
        start, end = mark["start"], mark["end"]
        if put["side"] == "after":
            end += mark["words"]
            assert end <= 1000
        if put["side"] == "before":
            start -= mark["words"]
            assert start >= 0
        assert put["lane"] >= 0
        assert not put["side"] or put["lane"] < most
        for other in taken.get(put["lane"], []):
            assert end <= other[0] or other[1] <= start
        taken.setdefault(put["lane"], []).append((start, end))
    assert sorted(taken) == list(range(len(taken)))  # no lane is left empty
