"""Text that was decoded with the wrong encoding and saved again («Ø§Ù„Ø¹Ø±Ø¨» for «العرب»).

It is put right only where going back the same way restores every byte, so that nothing is guessed.
"""

import re
from dataclasses import dataclass
from functools import cache

from index.readers.likelihood import PLAUSIBLE, likelihood

_WRONG = ("cp1252", "latin-1", "cp1256")
_RIGHT = ("utf-8", "cp1256", "iso8859-6", "mac_arabic")
_ROUNDS = 3
_SAMPLE = 200_000
"""Code points from the beginning of a text that are looked at."""
_LATIN = re.compile("[\u0080-\u024f]")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text put right, and the way it was broken: read as `wrong` while it was `right`."""

    text: str
    wrong: str
    right: str


@cache
def _signature() -> re.Pattern[str]:
    """Pairs that UTF-8's Arabic letters (D8 to DB and one byte more) become in Windows-1252, Latin-1 and -1256."""
    second = bytes(range(0x80, 0xC0))
    western = second.decode("cp1252", "ignore") + second.decode("latin-1") + "\ufffd"
    arabic = second.decode("cp1256")
    return re.compile(f"[ÃØÙÚÛ][{re.escape(western)}]|[طظ][{re.escape(arabic)}]")


_FEW = 3
"""Pairs up to which a text may show the signature by chance: «ط،» is one."""


def scrambled_share(text: str) -> float:
    """Return which part of the characters beyond ASCII stands in pairs that broken UTF-8 leaves, from 0 to 1.

    Arabic text gives 0 or a little over it («حافظ،»), «Ø§Ù„Ø¹Ø±Ø¨» gives 1.
    """
    text = text[:_SAMPLE]
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    pairs = len(_signature().findall(text))
    return 2 * pairs / beyond if pairs > _FEW else 0.0


def is_scrambled(text: str) -> bool:
    """Whether `text` looks like Arabic UTF-8 that was decoded as a single-byte encoding."""
    return scrambled_share(text) >= 0.5


def repair(text: str) -> Repaired | None:
    """Return `text` put right if it is mojibake that can be undone without loss, else None.

    «Ø¨ØºØ¯Ø§Ø¯» -> «بغداد» (cp1252, utf-8); «ÇáÚÑÇÞ» -> «العراق» (cp1252, cp1256).
    """
    if not _suspicious(text):
        return None
    current, steps = text, []
    for _ in range(_ROUNDS):
        step = _undone(current)
        if step is None:
            return None
        current = step.text
        steps.append(step)
        if not _suspicious(current):
            return Repaired(current, steps[-1].wrong, steps[-1].right) if likelihood(current) >= PLAUSIBLE else None
    return None


def _suspicious(text: str) -> bool:
    """Whether the text shows the pairs of broken UTF-8, or is mostly accented Latin letters as no language is."""
    if is_scrambled(text):
        return True
    text = text[:_SAMPLE]
    latin = len(_LATIN.findall(text))
    return latin >= 2 and latin > 0.4 * len(_LETTERS.findall(text))


def _undone(text: str) -> Repaired | None:
    """Go one step back: the candidate that looks most like Arabic, or another layer of the same damage."""
    candidates = []
    for wrong in _WRONG:
        data = _bytes_again(text, wrong)
        if data is None:
            continue
        for right in _RIGHT:
            try:
                candidates.append(Repaired(data.decode(right), wrong, right))
            except UnicodeDecodeError:
                continue
    if not candidates:
        return None
    best = max(candidates, key=lambda c: likelihood(c.text))
    if likelihood(best.text) >= PLAUSIBLE and not is_scrambled(best.text):
        return best
    return next((c for c in candidates if c.right == "utf-8"), None)


def _bytes_again(text: str, codec: str) -> bytes | None:
    """Encode as browsers do: the bytes that the code page leaves undefined stand for themselves."""
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        pass
    try:
        return b"".join(c.encode("latin-1" if "\x80" <= c <= "\x9f" else codec) for c in text)
    except UnicodeEncodeError:
        return None
