"""A text as tokens, each with what its word can mean once its clitics are taken off."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from index.arabic import fold

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u00ad\u200b-\u200d"
_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)\S+)"
    r"|(?P<number>\d+)"
    rf"|(?P<word>[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_{_MARKS}]*)*)"
    r"|(?P<break>[\n\r\u2028\u2029]+)"
    r"|(?P<sign>\S)"
)
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_CONTROLS = re.compile(f"[{_INVISIBLE}]*")
_ARABIC = re.compile("[\u0621-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")


class Sense(NamedTuple):
    """One thing that a word can mean: its value, where its stem starts in the word, and what was taken off before."""

    value: int
    at: int
    clitics: str
    definite: bool


class Joined(NamedTuple):
    """The value of a word that «و» joins to the one before, and the token after it."""

    value: int
    stop: int


_NOTHING: Mapping[str, Sense] = MappingProxyType({})


@dataclass(slots=True)
class Token:
    """A word, a number, a sign or a line break.

    `glued`: nothing visible stands between it and the token before. `cluster`: for a number tied to others by signs
    without spaces («8/4/2024», «20.5»), the number of tokens in the cluster; inner numbers have -1; else 0.
    """

    start: int
    end: int
    raw: str
    key: str
    kind: str
    glued: bool
    latin: bool
    senses: Mapping[str, Sense]
    cluster: int = 0


class Line:
    """The tokens of a text, with bounds-safe questions about them."""

    __slots__ = ("text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)

    def get(self, at: int, kind: str) -> Sense | None:
        """Return the sense of that kind of token `at`, or None."""
        return self.tokens[at].senses.get(kind) if 0 <= at < len(self.tokens) else None

    def has(self, at: int, *kinds: str) -> bool:
        """Whether token `at` has a sense of one of the kinds."""
        return 0 <= at < len(self.tokens) and any(kind in self.tokens[at].senses for kind in kinds)

    def key(self, at: int) -> str:
        """Return the folded word of token `at`, or "" beyond the text."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def raw(self, at: int) -> str:
        """Return token `at` as written, or "" beyond the text."""
        return self.tokens[at].raw if 0 <= at < len(self.tokens) else ""

    def latin(self, at: int) -> bool:
        """Whether token `at` is a word in Latin letters."""
        return 0 <= at < len(self.tokens) and self.tokens[at].latin

    def glued(self, at: int) -> bool:
        """Whether token `at` follows the one before without a space."""
        return 0 <= at < len(self.tokens) and self.tokens[at].glued

    def cluster(self, at: int) -> int:
        """Return the number of tokens of the cluster of digits that starts `at`; -1 inside one, 0 outside."""
        return self.tokens[at].cluster if 0 <= at < len(self.tokens) else 0

    def is_number(self, at: int) -> bool:
        """Whether token `at` is digits."""
        return 0 <= at < len(self.tokens) and self.tokens[at].kind == "number"

    def number(self, at: int) -> int | None:
        """Return the value of a token of digits (of up to nine), or None."""
        if not self.is_number(at):
            return None
        return int(self.tokens[at].raw) if len(self.tokens[at].raw) < 10 else None

    def start(self, at: int, sense: Sense) -> int:
        """Return the code point where the stem of that sense of token `at` starts."""
        return self.tokens[at].start + sense.at

    def after_and(self, at: int) -> int | None:
        """Return the token that «و» or "and" at `at` leads to: itself when the «و» is attached, the next when apart."""
        if not 0 <= at < len(self.tokens):
            return None
        if self.key(at) in ("و", "and"):
            return at + 1 if at + 1 < len(self.tokens) else None
        token = self.tokens[at]
        return at if any(sense.clitics.startswith("و") for sense in token.senses.values()) else None

    def joined(self, at: int, kind: str) -> Joined | None:
        """Return the value of kind that «و» joins to what stands before `at`."""
        target = self.after_and(at)
        sense = self.get(target, kind) if target is not None else None
        if target is None or sense is None or (target == at and not sense.clitics.startswith("و")):
            return None
        return Joined(sense.value, target + 1)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        kind, start, raw = match.lastgroup or "sign", match.start(), match.group()
        if kind == "sign" and raw in _INVISIBLE:
            continue
        if kind == "word":
            known = _word(raw)
            key, senses, latin = known.key, known.senses, known.latin
            if not key:  # a tatweel alone, typed for a dash
                kind, key = "sign", "-"
        else:
            key, senses, latin = raw, _NOTHING, False
        glued = start == end or (start - end < 16 and _CONTROLS.fullmatch(text, end, start) is not None)
        tokens.append(Token(start, match.end(), raw, key, kind, glued and bool(tokens), latin, senses))
        end = match.end()
    _mark_clusters(tokens)
    return tokens


_JOINERS = frozenset("/.-–—−‐‑\\:,٫٬،_")


def _mark_clusters(tokens: list[Token]) -> None:
    """Mark the numbers that signs tie together, so that no other rule takes one of them for a day or a year."""
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "number":
            at += 1
            continue
        last = at
        while (
            last + 2 < len(tokens)
            and tokens[last + 2].kind == "number"
            and tokens[last + 1].glued
            and tokens[last + 2].glued
            and tokens[last + 1].raw in _JOINERS
        ):
            last += 2
        if last > at:
            tokens[at].cluster = last - at + 1
            for inner in range(at + 2, last + 1, 2):
                tokens[inner].cluster = -1
        at = last + 1


class _Word(NamedTuple):
    key: str
    senses: Mapping[str, Sense]
    latin: bool


@lru_cache(maxsize=1 << 16)
def _word(raw: str) -> _Word:
    """Look a word up with each way of taking its clitics off, whole word first."""
    from index.times.vocabulary import senses_of  # the vocabulary is built at the first word, not at import

    folded = fold(raw)
    key = folded.text
    if not _ARABIC.match(raw):
        return _Word(key, senses_of(key, ()), True)
    return _Word(key, senses_of(key, tuple(folded.origins)), False)


class Split(NamedTuple):
    """A folded word without some of its clitics: where the stem starts for matching and for the span."""

    stem: str
    at: int
    clitics: str
    definite: bool


def splits(key: str) -> list[Split]:
    """Return the ways to take و ف ب ل ك ال off a folded word, the whole word first.

    «للعام» gives «عام» (definite, from the third letter); «والاحد» gives «احد» (definite, its span from the alef).
    """
    ways = [Split(key, 0, "", False)]
    fronts = [""]
    if key[:1] in ("و", "ف"):
        fronts.append(key[0])
    for front in fronts:
        rest = key[len(front) :]
        heads = [""] + ([rest[0]] if rest[:1] in ("ب", "ل", "ك") else [])
        for head in heads:
            at = len(front) + len(head)
            body = key[at:]
            if at:
                ways.append(Split(body, at, front + head, False))
            if body.startswith("ال"):
                ways.append(Split(body[2:], at, front + head, True))
            elif head == "ل" and body.startswith("ل"):
                ways.append(Split(body[1:], at + 1, front + head, True))
        if rest.startswith("هال"):  # هالأسبوع: this week, in speech
            ways.append(Split(rest[3:], len(front), front + "ه", True))
    return [way for way in ways if len(way.stem) > 1 or not way.at]
