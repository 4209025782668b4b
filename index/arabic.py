"""Arabic text for matching: folding with its way back, and character grams.

Folding is for matching only. `fold()` keeps, for every folded character, where it came from, so that whatever is
found in folded text can be shown as the untouched original.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

FOLDING_VERSION = "1"
"""Changes whenever `fold_text` or `grams` would give other results; an index knows which one made it."""

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیےېۍئ", "ي"),
    **dict.fromkeys("ؤۆۇۈۋۉۊ", "و"),
    **dict.fromkeys("ةۃہھەۀ", "ه"),
    **dict.fromkeys("کڪگڭ", "ك"),
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
    "ڥ": "ف",
    "ء": "",
    "ٴ": "",
    "ـ": "",
    "٫": ".",
    "٬": ",",
}
_REMOVED = re.compile(
    "[\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
ARABIC_WORD = re.compile("[\u0621-\u064a\u0671-\u06d3]")
"""Finds out whether a text holds an Arabic letter."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters and its end, the code point of the original it came from.

    `len(origins) == len(text) + 1`, and the last one is the length of the original.
    """

    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that the folded characters `start` to `end` stand for.

        Marks that follow the last letter belong to it, and a letter that folds into two (a lam-alef) is taken whole:
        in «كِتابٌ» the folded «كتاب» (0 to 4) is all six code points.

        Raises:
            ValueError: if the span is not inside the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"({start}, {end}) is not inside a folded text of {len(self.text)} characters")
        if start == end:
            return self.origins[start], self.origins[start]
        return self.origins[start], max(self.origins[end], self.origins[end - 1] + 1)


class _Table(dict[int, str]):
    """What each code point folds into, worked out once per code point, in the form `str.translate` takes."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if _REMOVED.match(character):
        return ""
    if character in _LETTERS:
        return _LETTERS[character]
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed == character:
        return "".join(c for c in character.lower() if not unicodedata.combining(c))
    return "".join(_fold_character(c) for c in decomposed)


_TABLE = _Table()


def fold_text(text: str) -> str:
    """Return `text` folded for matching: one spelling per word, however it was typed.

    Vowel marks, tatweel, bare hamza, zero-width and direction controls vanish; the forms of alef, ya, waw, ha and
    kaf become one each, Persian letters the nearest Arabic one, presentation forms and lam-alef plain letters, both
    sets of Arabic digits ASCII; Latin letters lose case and accents; every white space becomes a space.
    «إِيرانيّـة» -> «ايرانيه», «۲۵ دیرالزور» -> «25 ديرالزور».
    """
    return text.translate(_TABLE)


def fold(text: str) -> Folded:
    """Fold `text` as `fold_text` does and keep the way back to the original."""
    if all(len(_TABLE[ord(character)]) == 1 for character in set(text)):
        return Folded(text.translate(_TABLE), range(len(text) + 1))
    characters: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        folded = _TABLE[ord(character)]
        if folded:
            characters.append(folded)
            origins.extend([at] * len(folded))
    return Folded("".join(characters), (*origins, len(text)))


GRAM = 4
"""Length of a character gram; shorter words stay whole."""


@lru_cache(maxsize=1 << 16)
def _word_grams(word: str) -> tuple[str, ...]:
    if len(word) <= GRAM:
        return (word,)
    return tuple(word[at : at + GRAM] for at in range(len(word) - GRAM + 1))


def has_arabic(text: str) -> bool:
    """Whether `text` holds at least one Arabic letter."""
    return ARABIC_WORD.search(unicodedata.normalize("NFKC", text)) is not None


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order: runs of letters and digits."""
    return _WORD.findall(fold_text(text))


def grams(text: str) -> list[str]:
    """Return the character grams of the folded words of `text`, in order, with repetitions.

    «مطار دير» -> ["مطار", "دير"]; «الميادين» -> ["المي", "لميا", "مياد", "يادي", "ادين"]. Grams find a word under
    its clitics and endings without a stemmer (BM25 over grams beats BM25 over light stems on Arabic questions).
    """
    return [gram for word in words(text) for gram in _word_grams(word)]
