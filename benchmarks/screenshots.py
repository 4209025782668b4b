"""Take the pictures of the page in docs/: the main views of the sample archive, in both languages.

    python benchmarks/screenshots.py [FOLDER]

Needs Playwright and a Chromium. The page is served on a home and a port of its own; the encoder comes from the usual
cache.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent
QUESTIONS = {
    "ar": "متى وأين اجتمع الوفد الروسي مع الحرس الثوري؟",
    "en": "How many ships were waiting at the Suez Canal in March 2021?",
}
LOCALES = {"ar": "ar-SY", "en": "en-GB"}
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 720}
TALL = {"width": 1280, "height": 1150}
"""A timeline with its form and its list."""


def main() -> None:
    """Serve the page, take the pictures, and stop."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        log = Path(home) / "app.log"
        env = os.environ | {"ISNAD_HOME": f"{home}/isnad", "ISNAD_PORT": "7930", "PYTHONUNBUFFERED": "1"}
        with log.open("w", encoding="utf-8") as out:
            app = subprocess.Popen([sys.executable, str(ROOT / "app.py")], env=env, stdout=out, stderr=out)
            try:
                take(address_in(log, app), folder)
            finally:
                app.terminate()
                app.wait(20)


def address_in(log: Path, app: "subprocess.Popen[bytes]") -> str:
    """Wait until the page says where it is."""
    while app.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8"))
        if found:
            return found[0]
        time.sleep(0.2)
    raise SystemExit(log.read_text("utf-8"))


def take(address: str, folder: Path) -> None:
    """Take all pictures."""
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for language in ("ar", "en"):
            for name, size, scheme in (("", DESKTOP, "light"), ("-phone", PHONE, "dark")):
                options = {"color_scheme": scheme, "reduced_motion": "reduce", "locale": LOCALES[language]}
                page = browser.new_context(viewport=size, **options).new_page()
                page.set_default_timeout(60_000)
                page.goto(f"{address}/{language}/")
                views(page, language, name, folder)
                page.context.close()
        browser.close()


def views(page: Page, language: str, name: str, folder: Path) -> None:
    """Take the pictures of one language and size."""

    def shot(view: str) -> None:
        page.mouse.move(0, 0)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"page-{language}{view}{name}.png")

    expect(page.locator("#present .suggestion").first).to_be_visible()
    page.locator("#question textarea").fill(QUESTIONS[language])
    page.locator("#question textarea").press("Enter")
    expect(page.locator("#present footer")).to_be_visible()
    expect(page.locator("#conversations .exports").first).to_be_visible()
    expect(page.locator("#further .suggestion").first).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    if name:
        shot("")
    page.locator("#present blockquote .cite").first.click()
    expect(page.locator("#reading mark.cited").first).to_be_in_viewport()
    shot("" if not name else "-reading")
    page.keyboard.press("Escape")
    page.get_by_role("tab").nth(1).click()
    page.locator("#events .suggestion").first.click()
    picture = page.locator("#events .picture.drawn")
    expect(picture.locator(".seen")).not_to_be_empty()
    if name:
        picture.evaluate("picture => scrollBy(0, picture.getBoundingClientRect().top - 12)")
        shot("-timeline")
    else:
        page.set_viewport_size(TALL)
        picture.locator(".mark").first.click()
        expect(page.locator("#timeline-reading mark.cited").first).to_be_visible()
        page.evaluate("scrollTo(0, 0)")
        shot("-timeline")
        page.set_viewport_size(DESKTOP)
    page.get_by_role("tab").nth(2).click()
    expect(page.locator("#list .title").first).to_be_visible()
    if not name:
        page.locator("#list .title").first.click()
        expect(page.locator("#library .reading h2").first).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    shot("-library")


if __name__ == "__main__":
    main()
