"""What the tests of the page share: a page that is served, a browser that watches, and the steps of a person."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from archives import line, written
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright

from index.archive import Archive
from index.encoder import Encoder
from index.ingest import ingest
from index.sample import sample_path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    pytest.mark.flaky(reruns=1),  # Gradio loses what is clicked in the moment in which it closes its stream
]
"""The marks of a module whose tests need one. What fails twice fails; the summary names what failed once."""

expect.set_options(timeout=30_000)  # for busy machines; what is there is seen at once
DESKTOP, PHONE = 1280, 360
QUESTIONS = {
    "ar": "متى وأين اجتمع الوفد الروسي مع الحرس الثوري؟",
    "en": "How many ships were waiting at the Suez Canal in March 2021?",
}
NOT_HELD = {"ar": "من فاز بكأس العالم 1930؟", "en": "Who won the 1930 World Cup?"}


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


@dataclass(frozen=True)
class Site:
    """A page that is being served, and the folders it writes to."""

    address: str
    home: Path
    cache: Path


@contextmanager
def served(home: Path, cache: Path, port: int, *program: str, **more: str) -> Iterator[Site]:
    """`python app.py`, which adds the sample articles to an empty home, or another program; `more` are settings."""
    env = {"PATH": os.environ["PATH"], "HOME": str(home.parent), "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
    env |= {"ISNAD_HOME": str(home), "ISNAD_CACHE": str(cache), "ISNAD_PORT": str(port)} | more
    log = home.parent / "app.log"
    root = Path(__file__).parent.parent
    with log.open("w", encoding="utf-8") as out:
        command = [sys.executable, *(program or (str(root / "app.py"),))]
        running = subprocess.Popen(command, env=env, stdout=out, stderr=out, cwd=home.parent)
        try:
            yield Site(_address(running, log), home, cache)
        finally:
            running.terminate()
            running.wait(20)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """The home of an archive, made once to be copied: the sample, two outlets that tell the same, and bulletins."""
    folder = tmp_path_factory.mktemp("town")
    archive = Archive(folder / "home", lambda: encoder)
    assert ingest(archive, [str(sample_path()), written(folder / "own.jsonl", [*LIBRARY, *BULLETINS])]).failed == []
    archive.close()
    return folder / "home"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Site]:
    """The page on the sample articles, one for each module of tests."""
    with served(tmp_path_factory.mktemp("page") / "home", cache, 7910) as up:
        yield up


def _address(running: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + 240
    while time.monotonic() < until and running.poll() is None:
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
def opened(site: Site, browser: Browser) -> Iterator[Opening]:
    """Opens the page; at the end, nothing may have left this machine and nothing may have failed in the browser."""
    left: list[str] = []
    failed: list[str] = []
    with ExitStack() as stack:

        def open_page(path: str = "/ar/", width: int = DESKTOP, **options: Any) -> Page:  # noqa: ANN401
            context = browser.new_context(viewport={"width": width, "height": 800}, **options)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(30_000)
            page.on("request", lambda request: left.append(request.url))
            page.on("pageerror", lambda error: failed.append(str(error)))
            page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
            page.goto(site.address + path)
            expect(page.locator("#present section, #present article").first).to_be_visible()
            return page

        yield open_page
    assert [url for url in left if not url.startswith((site.address, "data:", "blob:"))] == []
    assert [line for line in failed if not any(one in line for one in _LEFT)] == []


_LEFT = ("AbortError", "Connection errored out", "Failed to load resource: net::ERR_NETWORK_CHANGED")
"""What Gradio says of answers that were still on their way when the page was left or loaded again."""


def hold(held: list[Route], route: Route) -> None:
    """Hold a request back on its way, as a slow machine does, until its route goes on."""
    held.append(route)


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


def tab(page: Page, number: int) -> None:
    page.get_by_role("tab").nth(number).click()
