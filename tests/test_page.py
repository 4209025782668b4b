"""The page in a real browser: asking, checking a citation, adding articles, in both languages and on a phone."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import BROWSER, DESKTOP, NOT_HELD, PHONE, QUESTIONS, Opening, Site, ask, tab
from playwright.sync_api import Page, expect

pytestmark = BROWSER

# A title that is markup, a text that tries to run, to link, to override the direction and to look like a citation.
HOSTILE = {
    "id": "hostile",
    "title": '<img src=x onerror="window.hacked=1"> زلزال الاختبار',
    "published": "2022-05-05T10:00:00+00:00",
    "source": "<script>window.hacked=2</script>",
    "url": "javascript:window.hacked=3",
    "text": "أعلن مختبر القياس أن مرصد زرقاء الوهم سجل سبعين هزة <b onmouseover=window.hacked=4>غامقة</b> "
    "يوم الخميس 5 أيار 2022.\n[رابط](javascript:window.hacked=5) **نجوم** ${window.hacked=6} {{hacked}} "
    "\u202eمقلوب [1] \"'><svg onload=window.hacked=7>",
}


# -- asking and checking -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_question_is_answered_and_its_citation_opens_the_original(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    turn = ask(page, QUESTIONS[language])
    cite = turn.locator("blockquote .cite, .prose .cite").first
    quote = cite.get_attribute("data-quote")
    assert quote is not None
    assert re.search("[\u0621-\u064a]", quote)
    expect(turn.locator("blockquote").first).to_have_attribute("dir", "rtl")
    cite.click()
    reading = page.locator("#reading .reading")
    expect(reading.locator("mark.cited").first).to_be_in_viewport()
    assert "".join(reading.locator("mark.cited").all_text_contents()) == quote.replace("\n", "")
    assert reading.locator(".body p").first.evaluate("p => getComputedStyle(p).direction") == "rtl"
    expect(reading.locator("header")).to_contain_text("عيّنة")
    assert reading.locator("dl div").count() >= 2  # published, collected; the event where the quote tells of one
    page.keyboard.press("n")
    second = turn.locator(".statements .cite").nth(1).get_attribute("data-quote")
    expect(reading.locator("mark.cited").first).to_contain_text((second or "").split("\n")[0][:40])
    page.keyboard.press("p")
    expect(reading.locator("mark.cited").first).to_contain_text(quote.split("\n")[0][:40])
    page.keyboard.press("Escape")
    expect(reading).to_have_count(0)
    assert page.evaluate("document.activeElement.className") == "cite"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_refusal_is_no_answer_and_its_nearest_quote_has_no_number(opened: Opening, language: str) -> None:
    turn = ask(opened(f"/{language}/"), NOT_HELD[language])
    expect(turn.locator(".refusal")).to_be_visible()
    expect(turn.locator(".cite")).to_have_count(0)
    expect(turn.locator(".failure")).to_have_count(0)


def test_hover_and_focus_show_the_quote_and_escape_takes_it_away(opened: Opening) -> None:
    page = opened("/ar/")
    cite = ask(page, QUESTIONS["ar"]).locator("blockquote .cite").first
    cite.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(cite.get_attribute("data-quote") or "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    page.locator("#question textarea").focus()
    cite.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()


def test_an_answer_copies_with_its_sources(opened: Opening) -> None:
    page = opened("/ar/", permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, QUESTIONS["ar"])
    turn.locator("[data-copy]").click()
    expect(turn.locator("[data-copy]")).to_have_text("نُسخ")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(QUESTIONS["ar"])
    for cite in turn.locator("blockquote .cite").all():
        assert (cite.get_attribute("data-quote") or "") in copied
    assert re.search(r"^\[1\] .+ · ", copied, re.MULTILINE)


def test_the_first_sign_comes_within_a_tenth_of_a_second(opened: Opening) -> None:
    page = opened("/ar/")
    page.evaluate("""() => {
        const seen = () => document.querySelector('#present .working')
            && (window.sign ??= performance.now() - window.pressed);
        new MutationObserver(seen).observe(document.querySelector('#present'), { childList: true, subtree: true });
        addEventListener('keydown', () => { window.pressed = performance.now(); window.sign = undefined; }, true);
    }""")
    taken = []
    for _ in range(3):  # the best of three: the machine may be busy with something else
        page.locator("#question textarea").fill(QUESTIONS["ar"])
        page.locator("#question textarea").press("Enter")
        taken.append(page.wait_for_function("window.sign").json_value())
        expect(page.locator("#present .working")).to_have_count(0)
    assert min(taken) < 100, taken


def test_everything_can_be_done_with_the_keyboard(opened: Opening) -> None:
    page = opened("/en/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#question textarea").focus()
    page.keyboard.type(QUESTIONS["en"])
    page.keyboard.press("Enter")
    cite = page.locator("#present blockquote .cite").first
    expect(page.locator("#present footer")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('cite')"):
            break
    shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert shown == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#reading mark.cited").first).to_be_visible()
    assert page.evaluate("document.activeElement.className") == "reading"
    expect(cite).to_be_visible()


# -- language, direction, look -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "language", "direction"), [("ar-SY", "ar", "rtl"), ("en-GB", "en", "ltr"), ("fr-FR", "en", "ltr")]
)
def test_the_interface_follows_the_browser_and_the_switch(
    opened: Opening, locale: str, language: str, direction: str
) -> None:
    page = opened("/", locale=locale)
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, direction)
    page.locator("a[data-language]").click()
    other = "en" if language == "ar" else "ar"
    expect(html).to_have_attribute("lang", other)
    page.goto(page.url.rsplit("/", 2)[0] + "/")  # chosen before: remembered
    expect(html).to_have_attribute("lang", other)


def test_numbers_are_written_as_the_reader_likes_but_quotes_stay(opened: Opening) -> None:
    page = opened("/ar/")
    page.locator("[data-digits]").click()
    expect(page.locator(".overview li").first).to_contain_text(re.compile("[٠-٩]"))
    turn = ask(page, QUESTIONS["ar"])
    expect(turn.locator(".heading").first).to_contain_text(re.compile("[٠-٩]{4}"))
    expect(turn.locator("blockquote .cite").first).to_have_text("١")
    quote = turn.locator("blockquote .cite").first.get_attribute("data-quote") or ""
    assert quote in turn.locator("blockquote").first.inner_text()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_serious(opened: Opening, language: str, width: int, scheme: str) -> None:
    page = opened(f"/{language}/", width, color_scheme=scheme, reduced_motion="reduce")
    turn = ask(page, QUESTIONS[language])
    page.locator("#scope summary").click()
    assert _serious(page) == []
    page.locator("#scope summary").click()
    turn.locator("blockquote .cite").first.click()
    expect(page.locator("#reading mark")).to_be_visible()
    assert _serious(page) == []
    page.keyboard.press("Escape")
    ask(page, NOT_HELD[language])
    assert _serious(page) == []
    for number in (1, 2):
        tab(page, number)
        shown = page.locator("#timeline-form input, #list .title").locator("visible=true")
        expect(shown.first).to_be_visible()
        assert _serious(page) == []


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP // 2])  # half the width is what 200 % zoom leaves
def test_nothing_sticks_out_sideways(opened: Opening, language: str, width: int) -> None:
    page = opened(f"/{language}/", width)
    ask(page, QUESTIONS[language])
    for number in (0, 1, 2):
        tab(page, number)
        sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert sizes[0] <= sizes[1]


# -- steering ----------------------------------------------------------------------------------------------------------


def test_a_window_dragged_on_the_histogram_holds_the_answer_and_one_click_widens_it(opened: Opening) -> None:
    page = opened("/ar/")
    page.locator("#scope summary").click()
    bars = page.locator("#scope svg g")
    first, last = bars.nth(0).locator(".slot").bounding_box(), bars.nth(3).locator(".slot").bounding_box()
    assert first
    assert last
    assert first["x"] > last["x"]  # time runs as the script does
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 10)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 10, steps=4)
    page.mouse.up()
    assert page.locator("#scope [name=from]").input_value() == bars.nth(0).get_attribute("data-from")
    assert page.locator("#scope [name=to]").input_value() == bars.nth(3).get_attribute("data-to")
    page.locator("#scope [value=apply]").click()
    expect(page.locator("#scope summary .chip.time")).to_be_visible()
    turn = ask(page, QUESTIONS["ar"])  # the meeting was years later
    expect(turn.locator(".refusal")).to_be_visible()
    turn.locator("[data-act=widen]").click()
    expect(page.locator("#present footer .chip.time")).to_be_visible()
    page.locator("#scope summary").click()
    page.locator("#scope [data-act=clear]").click()
    expect(page.locator("#scope summary .all")).to_be_visible()


def test_a_chip_of_an_answer_opens_the_scope_with_its_values(opened: Opening) -> None:
    page = opened("/ar/")
    turn = ask(page, "ماذا حدث في دير الزور في نيسان 2024؟")
    turn.locator(".chip.time").click()
    expect(page.locator("#scope [name=from]")).to_have_value("2024-04-01")
    page.locator("#scope [name=places]").fill("Nowhereville-on-Sea")
    page.locator("#scope [value=apply]").click()
    expect(page.locator("#scope [role=alert]")).to_contain_text("Nowhereville-on-Sea")


def test_examples_come_from_the_archive_and_are_answered(opened: Opening) -> None:
    page = opened("/ar/")
    example = page.locator("#present .suggestion").first
    words = example.inner_text()
    example.click()
    turn = page.locator("#present article.turn").filter(has_text=words)
    expect(turn.locator("footer")).to_be_visible()
    expect(turn.locator("blockquote .cite").first).to_be_visible()


# -- conversations -----------------------------------------------------------------------------------------------------


def test_a_conversation_survives_a_reload_and_is_named_found_exported_and_deleted(opened: Opening, site: Site) -> None:
    page = opened("/en/")
    ask(page, QUESTIONS["en"])
    quote = page.locator("#present blockquote .cite").first.get_attribute("data-quote") or ""
    ask(page, NOT_HELD["en"])
    expect(page).to_have_url(re.compile(r"[?&]c=[\w-]+"))
    page.reload()
    expect(page.locator("#past blockquote .cite").first).to_have_attribute("data-quote", quote)
    expect(page.locator("#present .refusal")).to_be_visible()
    page.locator("#past blockquote .cite").first.click()
    expect(page.locator("#reading mark.cited").first).to_be_visible()
    page.locator(".history > summary").click()
    row = page.locator(".kept > li").filter(has_text=QUESTIONS["en"]).first
    row.locator(".more").click()
    row.locator("[name=name]").fill("لقاء المطار")
    row.locator("[value=rename]").click()
    expect(page.locator(".kept .title").first).to_contain_text("لقاء المطار")
    page.locator(".history [name=text]").fill("المطار")
    expect(page.locator(".kept > li")).to_have_count(1)
    for form in ("md", "json", "csv", "docx"):
        address = page.locator(f".at-hand a[href*='.{form}?']").get_attribute("href")
        with urllib.request.urlopen(f"{site.address}{address}") as response:
            data = response.read()
        if form == "docx":
            assert data[:2] == b"PK"
        else:
            words = re.sub(r"\\", "", data.decode("utf-8-sig"))  # Markdown escapes what it would take for its own
            assert quote[-30:].strip() in words, form
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(".kept details").evaluate("details => { details.open = true; }")
    page.locator(".kept [data-act=forget]").click()
    expect(page.locator("#present .welcome")).to_be_visible()


def test_a_follow_up_stands_below_its_question_and_a_new_conversation_begins_empty(opened: Opening) -> None:
    page = opened("/ar/")
    ask(page, "ماذا حدث في دير الزور في نيسان 2024؟")
    turn = ask(page, "ومن حضر اللقاء؟")
    expect(turn.locator(".failure")).to_have_count(0)
    expect(page.locator("#past article.turn")).to_have_count(1)
    page.locator("[data-act=begin]").click()
    expect(page.locator("#present .welcome")).to_be_visible()
    expect(page.locator("#past article.turn")).to_have_count(0)


# -- timelines ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_timeline_is_drawn_opened_zoomed_and_exported(opened: Opening, site: Site, language: str) -> None:
    page = opened(f"/{language}/")
    tab(page, 1)
    page.locator("#events .suggestion").first.click()
    events = page.locator("ol.events > li")
    expect(events.first).to_be_visible()
    events.first.locator(".cite").first.click()
    expect(page.locator("#timeline-reading mark.cited").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    exported = page.locator(".line-tools a").first.get_attribute("href")
    with urllib.request.urlopen(site.address + (exported or "")) as response:
        assert response.read().decode("utf-8").startswith("# ")
    before = page.locator("#timeline-form [name=from]").input_value()
    page.locator("[data-way=in]").click()
    expect(page.locator("#timeline-form [name=from]")).not_to_have_value(before)


# -- the library -------------------------------------------------------------------------------------------------------


def test_files_are_added_with_failures_named_and_articles_are_listed_found_and_removed(
    opened: Opening, site: Site, tmp_path: Path
) -> None:
    good, bad = tmp_path / "خبر المرصد.txt", tmp_path / "صورة.txt"
    good.write_text("افتتح مرصد الوادي الأخضر أبوابه يوم الاثنين 4 نيسان 2022.\nوحضر الافتتاح مئة زائر.", "utf-8")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    page = opened("/ar/")
    tab(page, 2)
    page.locator("#adding [name=source]").fill("نشرة الوادي")
    page.locator("#adding [name=files]").set_input_files([good, bad])
    job = page.locator("#progress .job")
    expect(job.locator(".file-done")).to_have_count(1)
    expect(job.locator(".file-failed")).to_have_count(1)
    expect(job.locator(".reasons")).to_contain_text("PNG")
    job.locator("[data-act=retry]").click()
    expect(job.locator(".files > li")).to_have_count(1)
    expect(job.locator(".file-failed")).to_have_count(1)
    page.locator("#finder [name=text]").fill("الوادي الاخضر")  # another spelling
    expect(page.locator("#list .title")).to_have_count(1)
    page.locator("#list .title").click()
    expect(page.locator("#library-reading .body")).to_contain_text("وحضر الافتتاح مئة زائر.")
    expect(page.locator("#library-reading .outlet")).to_have_text("نشرة الوادي")
    left = [path.name for path in (site.cache / "uploads").rglob("*") if path.is_file()]
    assert good.name not in " ".join(left)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#list [data-act=remove]").click()
    expect(page.locator("#library-reading [role=status]")).to_be_visible()
    page.locator("#finder [name=text]").fill("الوادي الاخضر")
    expect(page.locator("#list .title")).to_have_count(0)


def test_hostile_articles_are_shown_to_the_letter_and_do_nothing(opened: Opening, tmp_path: Path) -> None:
    hostile = tmp_path / "..%2f..%2fhostile <b>.jsonl"
    hostile.write_text(json.dumps(HOSTILE, ensure_ascii=False) + "\n", "utf-8")
    page = opened("/ar/")
    tab(page, 2)
    page.locator("#adding [name=files]").set_input_files(hostile)
    expect(page.locator("#progress .file-done")).to_have_count(1)
    expect(page.locator("#list .title").filter(has_text=HOSTILE["title"])).to_have_count(1)  # the list is new
    page.locator("#finder [name=text]").fill("زلزال الاختبار")
    expect(page.locator("#list .title")).to_have_count(1)
    expect(page.locator("#list .title")).to_have_text(HOSTILE["title"])
    page.locator("#list .title").click()
    reading = page.locator("#library-reading .reading")
    expect(reading.locator("h2")).to_have_text(HOSTILE["title"])
    lines = reading.locator(".body").evaluate("body => [...body.children].map(line => line.textContent)")
    assert "\n".join(lines) == HOSTILE["text"]
    expect(reading.locator(".link")).to_have_count(0)  # what is no web address is kept as metadata, never linked
    expect(reading.locator("a")).to_have_count(0)
    tab(page, 0)
    turn = ask(page, "كم هزة سجل مرصد زرقاء الوهم؟")
    turn.locator("blockquote .cite").first.click()
    expect(page.locator("#reading mark.cited").first).to_contain_text("<b onmouseover=window.hacked=4>")
    turn.locator("blockquote .cite").first.hover()
    expect(page.locator("#reading :is(b, img, script, svg)")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_nobody_waits_while_somebody_adds_articles_and_adding_can_be_cancelled(opened: Opening, tmp_path: Path) -> None:
    many = tmp_path / "كثير.jsonl"
    rows = [
        {"id": f"many-{n}", "title": f"نشرة {n}", "source": "نشرات", "text": f"صدرت النشرة {n} في موعدها. " * 2}
        for n in range(3000)
    ]
    many.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    adding = opened("/ar/")
    tab(adding, 2)
    adding.locator("#adding [name=files]").set_input_files(many)
    cancel = adding.locator("[data-act=cancel]")
    expect(cancel).to_be_visible()
    asking = opened("/en/", PHONE)
    expect(ask(asking, QUESTIONS["en"]).locator("blockquote .cite").first).to_be_visible()
    expect(cancel).to_be_visible()  # still at it
    cancel.click()
    expect(adding.locator(".file-cancelled")).to_be_visible(timeout=90_000)
    expect(adding.locator("#progress .result")).to_be_visible()


# -- the server --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers", [{"Host": "attacker.example"}, {"Origin": "https://attacker.example"}, {"Origin": "null"}]
)
def test_another_site_cannot_use_the_page(site: Site, headers: dict[str, str]) -> None:
    wanted = urllib.request.Request(f"{site.address}/ar/gradio_api/info", headers=headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(wanted)
    assert refused.value.code == 403
    refused.value.close()


def test_the_browser_is_told_to_load_nothing_from_elsewhere(site: Site) -> None:
    with urllib.request.urlopen(f"{site.address}/ar/") as response:
        policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_only_uploaded_files_are_read(opened: Opening, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر لم يرفعه أحد إلى الأرشيف قط.", "utf-8")
    page = opened("/ar/")
    tab(page, 2)
    expect(page.locator("#list .title").first).to_be_visible()
    before = page.locator("#list [role=status]").inner_text()
    page.evaluate(
        "path => document.querySelector('#adding section').dispatchEvent("
        "new CustomEvent('isnad:take', { bubbles: true, detail: { paths: [path, '../../' + path], source: '' } }))",
        str(secret),
    )
    page.locator("#finder [name=text]").fill("سر لم يرفعه")
    expect(page.locator("#list .title")).to_have_count(0)
    page.locator("#finder [name=text]").fill("")
    expect(page.locator("#list [role=status]")).to_have_text(before)
