"""Markup: whatever a document says reaches the page as text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.html import Markup, block, direction_of, isolated, join, outside_link, tag, text, web_address


class _Seen(HTMLParser):
    """What a browser would make of markup: elements with their attributes, and the text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "</p></div><iframe src=javascript:alert(1)>",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "[رابط](javascript:alert(1)) **غامق** `رمز`",
    "\u202eقلب الاتجاه",
    "<!--<b>-->&lt;b&gt;&#60;b&#62;",
    "]]><svg/onload=alert(1)>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    seen = _Seen(tag("p", words, title=words, data_quote=words))
    assert seen.words == words
    assert seen.elements == [("p", {"title": words, "data-quote": words})]


@given(st.text())
def test_any_text_comes_back_as_it_was_but_for_what_html_forbids(words: str) -> None:
    shown = _Seen(tag("p", words))
    allowed = "".join("\ufffd" if ord(c) in {*range(9), 11, 12, *range(14, 32), 127} else c for c in words)
    assert shown.words.replace("\r\n", "\n").replace("\r", "\n") == allowed.replace("\r\n", "\n").replace("\r", "\n")
    assert shown.elements == [("p", {})]


def test_markup_is_not_escaped_twice() -> None:
    inner = tag("q", "قال: <b>لا</b>")
    assert inner == "<q>قال: &lt;b&gt;لا&lt;/b&gt;</q>"
    assert tag("p", inner, " & بعد") == "<p><q>قال: &lt;b&gt;لا&lt;/b&gt;</q> &amp; بعد</p>"
    assert join("<", Markup("<br>"), None) == "&lt;<br>"
    assert text(text("<")) == "&lt;"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://example.org/خبر?x=1&y=2", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org/x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str | None, allowed: bool) -> None:
    assert (web_address(address) == address and bool(address)) is allowed
    names = [name for name, _ in _Seen(outside_link(address, "المصدر")).elements]
    assert names == (["a", "bdi"] if allowed else ["bdi"])


def test_a_link_to_another_site_tells_it_nothing() -> None:
    [(_, attributes), _] = _Seen(outside_link("https://example.org/", "المصدر")).elements
    assert attributes["referrerpolicy"] == "no-referrer"
    assert set((attributes["rel"] or "").split()) == {"noopener", "noreferrer", "nofollow"}


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("script", {}),
        ("iframe", {}),
        ("p onclick=x", {}),
        ("p", {"onclick": "alert(1)"}),
        ("p", {"style": "background:url(//example.org)"}),
        ("a", {"href": "javascript:alert(1)"}),
        ("img", {"src": "//example.org/x.png"}),
    ],
)
def test_what_could_run_or_load_something_cannot_be_made(name: str, attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"page makes|does not lead"):
        tag(name, **attributes)


@pytest.mark.parametrize(
    ("words", "direction"),
    [("«دير الزور»", "rtl"), ("BBC عربي", "ltr"), ("2024 – 8 نيسان", "rtl"), ("12:30", "auto"), ("", "auto")],
)
def test_a_block_has_the_direction_of_its_first_strong_letter(words: str, direction: str) -> None:
    assert direction_of(words) == direction
    assert block("p", isolated(words), like=words or "1") == f'<p dir="{direction}"><bdi>{words}</bdi></p>'
