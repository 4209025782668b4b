"""Markup: the only place where text becomes HTML, and it is always escaped on the way.

`gr.HTML` puts its value into the page as it stands, so no panel writes markup by hand: it calls `tag`, which escapes
every child and every attribute that is not `Markup` already. Text of articles is hostile: it may hold tags, quotes,
control characters and bidi overrides.
"""

import html
import re
import unicodedata
from urllib.parse import urlsplit

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_FORBIDDEN = frozenset({"script", "style", "iframe", "object", "embed", "link", "base", "meta", "template"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKING = re.compile(r"[\x00-\x20\x7f]")


class Markup(str):
    """HTML that `tag` has made; anything else is text and gets escaped."""

    __slots__ = ()


Child = str | None
"""A child or an attribute: text, markup, or nothing."""


def text(value: str) -> Markup:
    """Escape text: «<b>» -> `&lt;b&gt;`. Control characters, which HTML forbids, become U+FFFD."""
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(_CONTROL.sub("\ufffd", value), quote=True))


def join(*children: Child) -> Markup:
    """Put markup and text, which is escaped, one after the other."""
    return Markup("".join(text(child) for child in children if child))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Make an element; every child and attribute that is no `Markup` is escaped.

    `class_` is `class`, other underscores are hyphens (`data_n` is `data-n`); True gives a bare attribute, False and
    None leave it out. Event attributes, `style`, `srcdoc` and elements that could load or run something cannot be
    made, and an `href` or `src` only leads to an http or https address or a place of this page.

    >>> tag("q", "قال: <b>لا</b>", dir="auto")
    '<q dir="auto">قال: &lt;b&gt;لا&lt;/b&gt;</q>'

    Raises:
        ValueError: the program asks for an element or attribute that must not be made.
    """
    if not _NAME.fullmatch(name.lower()) or name in _FORBIDDEN:
        raise ValueError(f"<{name}> is no element that the page makes")
    made = [name]
    for key, value in attributes.items():
        attribute = key.rstrip("_").replace("_", "-")
        if attribute.startswith("on") or attribute in ("style", "srcdoc"):
            raise ValueError(f"{attribute} is no attribute that the page makes")
        if value is None or value is False:
            continue
        if attribute in ("href", "src") and not _leads_nowhere_else(str(value)):
            raise ValueError(f"{attribute}={value!r} does not lead to an http or https address")
        made.append(
            attribute if value is True else f'{attribute}="{html.escape(_CONTROL.sub("", str(value)), quote=True)}"'
        )
    opening = f"<{' '.join(made)}>"
    return Markup(opening) if name in _VOID else Markup(f"{opening}{join(*children)}</{name}>")


def block(name: str, /, *children: Child, like: str = "", **attributes: str | int | bool | None) -> Markup:
    """Make an element that has the direction of its first strong letter, or of the text that it is to be `like`."""
    return tag(name, *children, dir=direction_of(like) if like else "auto", **attributes)


def direction_of(value: str) -> str:
    """Return the direction of the first strong letter of a text: "rtl", "ltr", or "auto" where it has none.

    For blocks whose text lies in isolates, which `dir="auto"` does not look into.
    """
    for character in value:
        strong = unicodedata.bidirectional(character)
        if strong in ("R", "AL", "L"):
            return "ltr" if strong == "L" else "rtl"
    return "auto"


def isolated(value: str, **attributes: str | int | bool | None) -> Markup:
    """Make an inline element whose direction and overrides cannot reach its neighbours."""
    return tag("bdi", value, **attributes)


def web_address(value: str | None) -> str | None:
    """Return an address that may be linked to: http or https with a host; any other (javascript:, data:) is None."""
    if not value or _BREAKING.search(value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def outside_link(address: str | None, words: str) -> Markup:
    """Make a link to another site, which learns nothing of where it was clicked; plain text if it may not be linked."""
    href = web_address(address)
    if href is None:
        return isolated(words)
    return tag(
        "a",
        isolated(words),
        href=href,
        target="_blank",
        rel="noopener noreferrer nofollow",
        referrerpolicy="no-referrer",
    )


def _leads_nowhere_else(address: str) -> bool:
    return (
        address.startswith("#")
        or (address.startswith("/") and not address.startswith("//"))
        or bool(web_address(address))
    )
