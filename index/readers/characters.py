"""Characters that have no place in a text, and the signs of lost ones."""

import re

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAKS = re.compile("(?<=\\S)[\x0b\x0c\x1c-\x1e](?=\\S)")


def without_controls(text: str) -> str:
    r"""Return `text` without control characters (C0, DEL, C1) but for tab, line feed, carriage return and U+0085.

    A vertical tab, form feed or separator between two words becomes a line feed, so that they stay apart:
    «بغداد\x0cدمشق» -> «بغداد\nدمشق», «بغ\x00داد» -> «بغداد».
    """
    if not CONTROLS.search(text):
        return text
    return CONTROLS.sub("", _BREAKS.sub("\n", text))


def lost_characters(text: str) -> str | None:
    """Say in a sentence if `text` holds U+FFFD, the sign of letters that were lost before; None if it does not."""
    at = text.find("\ufffd")
    if at < 0:
        return None
    times = text.count("\ufffd")
    return f"holds U+FFFD {times} times, first at character {at}: letters were lost before; kept as it is"
