"""Who answers: the switch between the language model and quotes only, which the browser remembers."""

from typing import Literal

import gradio as gr

from assistant.ui import model_words
from assistant.ui.desk import Desk
from assistant.ui.html import Markup, isolated, tag
from assistant.ui.panel import INSTANT, panel
from assistant.ui.reader import reader_of
from assistant.ui.words import Reader

COOKIE = "isnad_speaker"
"""The cookie that remembers the choice: "quotes", or "model"."""


def switch(desk: Desk, reader: Reader) -> None:
    """Make the switch where a model is set; to be called inside `gr.Blocks`. Without a model there is no choice."""
    if not desk.assistant.model_name:
        return

    def arrive(request: gr.Request) -> Markup:
        return choice(desk.assistant.model_name, reader_of(reader.language, request), quotes_only=_quotes_only(request))

    gr.on(None, arrive, None, panel("speaker"), **INSTANT)


def answerer(request: gr.Request) -> Literal["extractive"] | None:
    """Return who is to answer the question of a request: None for the language model if one is set."""
    return "extractive" if _quotes_only(request) else None


def choice(model: str, reader: Reader, *, quotes_only: bool) -> Markup:
    """Show the two who can answer, the chosen one pressed; the page's script presses and remembers."""
    names = (("model", isolated(model), not quotes_only), ("quotes", reader.say(model_words.QUOTES_ONLY), quotes_only))
    named = {"title": model, "dir": "ltr"}  # a long name is cut at its end, on a page in Arabic too
    buttons = [
        tag("button", name, type="button", **_pressed(who, pressed), **(named if who == "model" else {}))
        for who, name, pressed in names
    ]
    return tag(
        "div",
        tag("span", reader.say(model_words.ANSWERED_BY)),
        tag("div", *buttons, role="group", aria_label=reader.say(model_words.WHO_ANSWERS)),
        class_="speaker",
    )


def _pressed(who: str, pressed: bool) -> dict[str, str]:
    return {"data_speaker": who, "aria_pressed": "true" if pressed else "false"}


def _quotes_only(request: gr.Request) -> bool:
    return bool(request.cookies.get(COOKIE) == "quotes")
