"""Panels: components that show markup of the page's own and hand what is done in it to listeners."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import gradio as gr

from assistant.ui.html import Markup

INSTANT: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
"""How listeners are tied that answer at once and wait for nobody."""

LIVE: dict[str, Any] = {
    "concurrency_limit": 1,
    "trigger_mode": "multiple",
    "show_progress": "hidden",
    "api_visibility": "private",
}
"""How listeners are tied that answer while somebody types: none is dropped, and they answer in the order of asking."""


def panel(name: str, value: Markup = Markup(), classes: Sequence[str] = ()) -> gr.HTML:  # noqa: B008
    """Make a component that shows markup; `bridge.js` names the events that listeners can be tied to."""
    return gr.HTML(value, elem_id=name, elem_classes=list(classes), js_on_load=_bridge(), apply_default_css=False)


def given(event: gr.EventData, name: str) -> str:
    """Return what the page's script handed over; it may be anything, for anyone can call the page."""
    return str(all_given(event).get(name, ""))


def all_given(event: gr.EventData) -> dict[str, Any]:
    """Return all that the page's script handed over."""
    return event._data if isinstance(event._data, dict) else {}


@cache
def _bridge() -> str:
    return resources.files("assistant.ui").joinpath("bridge.js").read_text("utf-8")
