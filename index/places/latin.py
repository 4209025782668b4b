"""Keys under which the Latin spellings of one Arabic name fall together.

There is no one way to write دير الزور in Latin letters: the article may assimilate (ez-Zor) and join (Ezzor), vowels
and emphatic letters go their own ways. `exact_key` forgives case, accents, hyphens, apostrophes and the article;
`loose_key` also the vowels, h and doubled letters, and is for capitalised words only.
"""

import re
from functools import lru_cache

from index.arabic import fold_text

ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ad",
        "ed",
        "ud",
        "an",
        "en",
        "un",
        "ar",
        "er",
        "ur",
        "as",
        "es",
        "us",
        "ash",
        "esh",
        "ush",
        "at",
        "et",
        "ut",
        "az",
        "ez",
        "uz",
        "ath",
        "adh",
        "the",
        "l",
    ]
)
"""Spellings of the Arabic article before the letters it assimilates to, and the English one."""

TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[0-9A-Za-zÀ-ɏḀ-ỿ]+(?:[’'ʼʻ‘`´ʾʿ][0-9A-Za-zÀ-ɏḀ-ỿ]+)*[ʾʿ]?")
GAP = re.compile(r"[\s’'ʼʻ‘`´ʾʿ]*[-‐‑–]?[\s’'ʼʻ‘`´ʾʿ]*|\.? ")
_APOSTROPHES = re.compile("[’'ʼʻ‘`´ʾʿ.]")
_POSSESSIVE = re.compile("[’'ʼ]s$")
_JOINED_ARTICLE = re.compile(r"^[aeu]([dnrstz])\1(?=[aeiouyw])")
_LOOSE = [
    (re.compile(pattern), letters)
    for pattern, letters in [
        (r"([dtgk])h", r"\1"),
        ("kh|ch(?=[aeiou])", "k"),
        ("q", "k"),
        ("ph", "f"),
        ("(?:ai|ay|ei|ey|ee|ie|iy|yi|y|e)+", "i"),
        ("(?:aou|aw|au|ow|ou|oo|uw|o|w)+", "u"),
        (r"(?<=[aiu])h$", ""),
        (r"(.)\1+", r"\1"),
        ("i?a$", "a"),
    ]
]


@lru_cache(maxsize=1 << 14)
def token_key(token: str) -> str:
    """Return one word without case, accents, apostrophes, possessive and joined article; an article gives "".

    "Dayr" -> "dayr", "Ma'rib" -> "marib", "Ezzor" -> "zor", "Syria's" -> "syria", "ez" -> "".
    """
    word = _APOSTROPHES.sub("", fold_text(_POSSESSIVE.sub("", token)))
    if word in ARTICLES:
        return ""
    return _JOINED_ARTICLE.sub(r"\1", word)


def key_words(name: str) -> list[str]:
    """Return the keys of the words of a name, articles left out: "Deir ez-Zor" -> ["deir", "zor"]."""
    return [key for token in TOKEN.findall(name) if (key := token_key(token))]


def exact_key(name: str) -> str:
    """Return the key of a whole name: "Deir ez-Zor", "Deir Ezzor" -> "deirzor"; a bare article gives ""."""
    return "".join(key_words(name))


@lru_cache(maxsize=1 << 14)
def loose_key(exact: str) -> str:
    """Return the key of an `exact_key` without its vowel spelling: "deirzor", "dayrzawr", "deirzour" -> "dirzur"."""
    for pattern, letters in _LOOSE:
        exact = pattern.sub(letters, exact)
    return exact
