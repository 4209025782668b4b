"""Whether a text says what a gold line wants it to say: plain words, whole numbers, the sentence around a quote."""

import re
from collections.abc import Sequence
from functools import cache

from index.article import Span

Alternatives = Sequence[Sequence[str]]
"""Ways of saying it; each is a list of parts that must all be there."""

_STOPS = frozenset("\n.؟!")
_SPACES = re.compile(r"\s+")


def says(text: str, alternatives: Alternatives) -> bool:
    """Whether all parts of at least one alternative occur in the text, however either is spelt.

    «لقي ٢٧ مدنياً حتفهم» says [["27 مدنيا"]]; it does not say [["7 مدنيا"]], which is another number.
    """
    read = plain(text)
    return any(all(_occurs(plain(part), read) for part in parts) for parts in alternatives)


def plain(text: str) -> str:
    """Return the text as gold parts are compared: without vowel marks, one alef, ya and ha, ASCII digits, lower case.

    This is not the folding of the search (`index.arabic`): a measure must stay the same when the search changes.
    """
    return _SPACES.sub(" ", text.translate(_table())).lower()


@cache
def _table() -> dict[int, str | None]:
    vowels_and_signs = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670]
    tatweel_and_directions = [0x0640, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
    table: dict[int, str | None] = dict.fromkeys([*vowels_and_signs, *tatweel_and_directions])
    for one, spellings in {"ا": "أإآٱ", "ي": "ى", "ه": "ة"}.items():
        table |= dict.fromkeys(map(ord, spellings), one)
    for zero in ("٠", "۰"):
        table |= {ord(zero) + digit: str(digit) for digit in range(10)}
    return table


def _occurs(part: str, read: str) -> bool:
    """Whether a part occurs: one that begins with a digit not inside a number, one of digits only as a whole number."""
    starts_number = part[:1].isdigit()
    at = read.find(part)
    while at >= 0:
        cut_before = starts_number and read[:at][-1:].isdecimal()
        cut_behind = part.isdigit() and read[at + len(part) :][:1].isdecimal()
        if not (cut_before or cut_behind):
            return True
        at = read.find(part, at + 1)
    return False


def sentence_around(text: str, span: Span) -> str:
    """Return the span widened to the stops or line ends around it: a trimmed quote is judged by its sentence.

    Stops are . ؟ ! and line ends, wherever they stand. A span that ends with its own stop is widened over the next one.
    """
    start, end = span.start, span.end
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    while end < len(text) and text[end] not in _STOPS:
        end += 1
    return text[start:end]
