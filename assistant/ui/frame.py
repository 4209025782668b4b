"""The frame around the panels: what goes into the head of the page, and its masthead."""

from assistant.statement import Language
from assistant.ui import words
from assistant.ui.html import Markup, join, tag, text
from assistant.ui.words import Reader


def head(reader: Reader) -> str:
    """Return what the browser needs before the first panel: direction, styles, script. Nothing here is a document's."""
    return (
        '<link rel="icon" href="/static/mark.svg"><link rel="stylesheet" href="/static/style.css">'
        f'<script src="/static/page.js" data-language="{text(reader.language)}" '
        f'data-direction="{text(reader.direction)}"></script>'
        '<script src="/static/timeline.js"></script>'
    )


def header(reader: Reader) -> Markup:
    """Show the name of the product and the switches of language, digits and theme."""
    other: Language = "en" if reader.language == "ar" else "ar"
    language = tag(
        "a",
        tag("bdi", reader.say(words.OTHER_LANGUAGE), lang=other),
        href=f"/{other}/",
        class_="switch",
        data_language=other,
        hreflang=other,
        aria_label=reader.say(words.OTHER_LANGUAGE_HINT),
    )
    digits = tag(
        "button",
        reader.say(words.DIGITS_EASTERN if reader.digits == "latn" else words.DIGITS_LATIN),
        type="button",
        class_="switch",
        data_digits="arab" if reader.digits == "latn" else "latn",
        aria_label=reader.say(words.DIGITS_HINT),
    )
    theme = tag(
        "button",
        tag("span", "◐", aria_hidden="true"),
        type="button",
        class_="switch",
        data_theme="",
        aria_label=reader.say(words.THEME_HINT),
        title=reader.say(words.THEME_HINT),
    )
    return tag(
        "header",
        tag("a", reader.say(words.SKIP), href="#question", class_="skip"),
        tag(
            "h1",
            tag("span", reader.say(words.NAME), class_="name"),
            " ",
            tag("span", reader.say(words.MOTTO), class_="motto"),
        ),
        tag("nav", join(digits if reader.language == "ar" else None, theme, language)),
    )
