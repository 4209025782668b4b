"""Latin place names in a text, by their keys."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.places.found import Found
from index.places.gazetteer import FREE, SHORTEST_LOOSE_KEY, Name, Sense, gazetteer
from index.places.latin import GAP, TOKEN, loose_key, token_key

_MOST_TOKENS = 6
_LATIN = re.compile("[A-Za-z]")
_SENTENCE_END = re.compile(r"[.!?:؟]\W*$")
_PLACERS = frozenset(
    [
        "in",
        "at",
        "from",
        "to",
        "near",
        "of",
        "into",
        "toward",
        "towards",
        "around",
        "outside",
        "inside",
        "across",
        "through",
        "over",
        "between",
        "against",
        "and",
        "or",
        "city",
        "town",
        "village",
        "governorate",
        "province",
        "district",
        "port",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "downtown",
        "capital",
    ]
)


def scan_latin(text: str) -> Iterator[Found]:
    """Yield the Latin place names of `text` in order, the longest at each word, decoys included.

    A name that is also an English word ("Nice", "Reading") counts only when capitalised inside a sentence, a town of
    the wide world only after a word of place as well ("in Leeds").
    """
    if not _LATIN.search(text):
        return
    tokens = list(TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        step = 1
        for last in range(min(len(tokens), at + _MOST_TOKENS) - 1, at - 1, -1):
            name = _name(tokens[at : last + 1], text)
            if name is None:
                continue
            senses = _allowed(name, tokens, at, text)
            if name.senses and not senses:
                continue
            yield Found(_start(tokens, at, text), _end(tokens[last]), senses)
            step = last - at + 1
            break
        at += step


def _name(tokens: list[re.Match[str]], text: str) -> Name | None:
    """Return the name that these tokens spell together, if they are joined by blanks and hyphens only."""
    places = gazetteer()
    if len(tokens) == 1 and (name := places.cased.get(tokens[0].group().replace(".", ""))):
        return name
    keys = [token_key(token.group()) for token in tokens]
    if not keys[0] or not keys[-1]:
        return None
    for before, after in pairwise(tokens):
        if not GAP.fullmatch(text, before.end(), after.start()):
            return None
    key = "".join(keys)
    capitals = tokens[0].group()[0].isupper() and tokens[-1].group()[0].isupper()
    if (name := places.latin.get(key)) and (len(tokens) == 1 or capitals or key in places.compound):
        return name
    if not capitals:
        return None
    loose = loose_key(key)
    return places.loose.get(loose) if len(loose) >= SHORTEST_LOOSE_KEY else None


def _allowed(name: Name, tokens: list[re.Match[str]], at: int, text: str) -> tuple[Sense, ...]:
    """Return the senses of `name` that its capital and the word before it allow."""
    start = tokens[at].start()
    inside = at > 0 and not _SENTENCE_END.search(text[tokens[at - 1].end() - 1 : start])
    proper = inside and tokens[at].group()[0].isupper()
    placed = at > 0 and tokens[at - 1].group().lower() in _PLACERS
    return tuple(
        sense
        for sense in name.senses
        if (proper or not sense.common) and (sense.guard == FREE or placed or _after_article(tokens, at))
    )


def _after_article(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether word `at` has an article before it and a word of place before that ("in the Hague", "from al-Qaim")."""
    return at > 1 and not token_key(tokens[at - 1].group()) and tokens[at - 2].group().lower() in _PLACERS


def _start(tokens: list[re.Match[str]], at: int, text: str) -> int:
    """Return where the name begins, with the Arabic article if it is joined to it ("al-Raqqa", "El Fasher")."""
    if at == 0:
        return tokens[at].start()
    before, between = tokens[at - 1], text[tokens[at - 1].end() : tokens[at].start()]
    word = before.group().lower()
    joined = between == "-" and not token_key(word) and word != "the"
    return before.start() if joined or (between == " " and word in ("al", "el")) else tokens[at].start()


def _end(token: re.Match[str]) -> int:
    """Return where the name ends, without a possessive ("Syria's")."""
    return token.end() - 2 if re.search("[’'ʼ]s$", token.group()) else token.end()
