"""Who reads a request: the language of the page and what the browser was told to remember."""

import gradio as gr

from assistant.statement import Language
from assistant.ui.words import Digits, Reader

DIGITS = "isnad_digits"
"""The cookie that remembers the digits."""


def reader_of(language: Language, request: gr.Request | None) -> Reader:
    """Return the reader of a request to the page of this language."""
    cookies = request.cookies if request is not None else {}
    chosen: Digits = "arab" if cookies.get(DIGITS) == "arab" else "latn"
    return Reader(language, chosen)
