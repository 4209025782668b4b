"""The bilingual lists: outlets, bodies, offices and the parts of their names; and things that exclude each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from assistant.guard.tokens import Token, bare, tokens

_FOLDER = Path(__file__).parent
_SHORTEST_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A thing of the lists: its `kind` (outlet, body, role, portfolio, word, side) and its number there.

    A `side` has a `rival`: the number of what cannot be said of the same event.
    """

    number: int
    kind: str
    rival: int = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a term; not `sure` where the words only bear it out («القاعدة» is also a military base)."""

    term: Term
    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    term: Term
    sure: bool
    capital: bool
    upper: bool


@dataclass(slots=True)
class _Lists:
    """Forms by their first word: whole, by how it begins («حوثي*»), by what is in it («*ارتفاع»)."""

    whole: dict[str, list[_Form]] = field(default_factory=dict)
    begun: dict[str, list[_Form]] = field(default_factory=dict)
    inside: dict[str, list[_Form]] = field(default_factory=dict)

    def add(self, text: str, term: Term, *, capital: bool) -> None:
        sure = not text.startswith("~")
        text = text.removeprefix("~")
        parts = tokens(text.replace("*", ""))
        words = [part.key for part in parts]
        upper = text.isascii() and text.isupper()
        form = _Form(tuple(words), term, sure, capital and text[:1].isupper(), upper)
        if text.startswith("*"):
            self.inside.setdefault(words[0], []).append(form)
        elif text.endswith("*") and len(words) == 1:
            self.begun.setdefault(words[0], []).append(form)
        else:
            last = words[-1] + "*" if text.endswith("*") else words[-1]
            words[-1] = last
            self.whole.setdefault(words[0], []).append(_Form(tuple(words), term, sure, form.capital, upper))


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split(" | ")]


@cache
def _lists() -> _Lists:
    """Read both tables (some 20 ms) and keep the result."""
    lists = _Lists()
    number = 0
    for kind, english, arabic in _rows("terms.psv"):
        term = Term(number, kind)
        for form in (*english.split(" / "), *arabic.split(" / ")):
            lists.add(form, term, capital=kind in ("outlet", "body"))
        number += 1
    for one_english, one_arabic, other_english, other_arabic in _rows("opposites.psv"):
        for own, english, arabic in ((number, one_english, one_arabic), (number + 1, other_english, other_arabic)):
            term = Term(own, "side", rival=2 * number + 1 - own)
            for form in (*english.split(" / "), *arabic.split(" / ")):
                lists.add(form, term, capital=False)
        number += 2
    return lists


@lru_cache(maxsize=256)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return every mention of a term in `text`, in order; one stretch of words may mention several terms."""
    line = tokens(text)
    found = [
        Mention(form.term, line[at].start, line[stop - 1].end, form.sure)
        for at in range(len(line))
        for form, stop in _at(line, at)
    ]
    return tuple(dict.fromkeys(found))


def _at(line: tuple[Token, ...], at: int) -> Iterator[tuple[_Form, int]]:
    lists, token = _lists(), line[at]
    for key in _readings(token):
        for form in lists.whole.get(key.removesuffix("*"), ()):
            stop = at + len(form.words)
            if _fits(form, token) and stop <= len(line) and _follow(form.words[1:], line[at + 1 : stop]):
                yield form, stop
        for end in range(_SHORTEST_PREFIX, len(key) + 1):
            for form in lists.begun.get(key[:end], ()):
                if _fits(form, token):
                    yield form, at + 1
        if token.arabic:
            yield from ((form, at + 1) for inner, forms in lists.inside.items() if inner in key for form in forms)


def _readings(token: Token) -> Iterable[str]:
    return bare(token.key) if token.arabic else (token.key,)


def _fits(form: _Form, token: Token) -> bool:
    if form.upper:
        return token.raw.isupper()
    return not form.capital or token.raw[:1].isupper()


def _follow(words: tuple[str, ...], line: tuple[Token, ...]) -> bool:
    """Whether the further words of a form stand in the text; articles and particles of Arabic words are forgiven."""
    for word, token in zip(words, line, strict=True):
        if word.endswith("*"):
            if not any(key.startswith(word[:-1]) for key in _readings(token)):
                return False
        elif word not in _readings(token) and word.removeprefix("ال") not in _readings(token):
            return False
    return True


def said(text: str) -> frozenset[int]:
    """Return the numbers of all terms that `text` bears out."""
    return frozenset(mention.term.number for mention in mentions(text))
