"""Words of a text, folded, with their places; and Arabic words without what is attached to them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.arabic import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_ARABIC = re.compile("[\u0621-\u064a]")
_PROCLITICS = ("وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "وب", "ول", "وس", "و", "ف", "ب", "ل", "ك", "س")


@dataclass(frozen=True, slots=True)
class Token:
    """One folded word, number or percent sign; `start` and `end` are code points of the untouched text.

    A token is `parted` from the one before it by anything but white space and hyphens.
    """

    key: str
    start: int
    end: int
    raw: str
    parted: bool = False

    @property
    def arabic(self) -> bool:
        """Whether the word is in Arabic letters."""
        return _ARABIC.match(self.key) is not None

    @property
    def numeric(self) -> bool:
        """Whether the token is written in digits."""
        return self.key[0].isdigit()


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order: «في الـ٢٥» -> في, ال, 25."""
    folded = fold(text)
    found = []
    last = 0
    for match in _TOKEN.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        parted = bool(folded.text[last : match.start()].strip(" -"))
        found.append(Token(match.group(), start, end, text[start:end], parted))
        last = match.end()
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def bare(key: str) -> frozenset[str]:
    """Return the readings of a folded Arabic word without attached particles: «وللعراق» -> {…, "عراق", "العراق"}.

    Every reading keeps at least two letters; which one is right is left to whoever looks for a word.
    """
    readings = {key}
    for clitic in _PROCLITICS:
        if key.startswith(clitic) and len(key) - len(clitic) >= 2:
            rest = key[len(clitic) :]
            readings.add(rest)
            if clitic.endswith("لل"):
                readings.add("ال" + rest)
    return frozenset(readings)


def is_arabic(text: str) -> bool:
    """Whether most letters of `text` are Arabic."""
    arabic = len(_ARABIC.findall(text))
    return arabic * 2 > sum(character.isalpha() for character in text)
