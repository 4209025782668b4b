"""A small bilingual dictionary: the Modern Standard Arabic words by which an article may say what a question says.

The tables (`*.psv`) hold `english|part of speech|arabic,arabic,…`, written for this project from general knowledge: the
words and fixed terms of news and of questions about it. Arabic words are dictionary forms without the article,
unvocalised, the likeliest first. An English key with a capital letter that is also an ordinary word ("May", "WHO") is
found only as it is written. Names of people and places are not here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from index.lexicon.arabic_words import English, english_by_arabic, stripped
from index.lexicon.lemmas import ADJECTIVE, american, bare, lemmas

__all__ = ["STOP_WORDS", "Translation", "english_of", "known", "translate"]

STOP_WORDS = frozenset(
    "a an the this that these those i me my myself you your yours yourself he him his himself she her hers herself "
    "it its itself we us our ours ourselves they them their theirs themselves who whom whose which what when where "
    "why how whoever whatever whichever wherever whenever however am is are was were be been being do does did done "
    "doing have has had having can could may might must shall should would ought cannot not no nor never yes and or "
    "but if because although though while whereas unless until till since as than so then thus therefore hence else "
    "of in on at by for from to into onto with without within about against between among amongst through "
    "throughout during before after above below under over up down out off again further toward towards upon via "
    "per across along around behind beside besides beyond near despite except like unlike concerning regarding "
    "there here now just only also too very much many more most few fewer less least some any all both each every "
    "either neither other another such own several enough quite rather almost ever even still yet already always "
    "often sometimes usually maybe perhaps please let lets get gets got getting gotten make makes made making thing "
    "things something anything nothing everything someone anyone everyone somebody anybody nobody everybody "
    "somewhere anywhere nowhere everywhere one's etc don't doesn't didn't isn't aren't wasn't weren't can't "
    "couldn't won't wouldn't shouldn't haven't hasn't hadn't take takes took taken taking give gives gave given "
    "giving go goes went gone going see sees saw seen seeing put puts putting keep keeps kept keeping bring brings "
    "brought bringing turn turns turned turning seem seems seemed look looks looked looking called back well away "
    "ahead according especially actually probably eventually mostly instead outside inside soon okay yeah likely "
    "nearly pretty overall relatively somewhat obviously indeed meanwhile otherwise anyway apparently entirely "
    "barely fully slightly respectively others mr mrs ms dr sir whole lot lots none sort sure sorry afterwards "
    "forth underneath beneath alongside whilst unable somehow anymore forever i'm i've i'd i'll you're you've "
    "you'll he's she's it's we're we've they're they've that's there's who's what's where's when's how's let's "
    "d'you aboard amid amidst apart aside hardly".split()
)
"""Function and question words of English, and words too empty to translate: they occur everywhere and tell nothing."""

_FOLDER = Path(__file__).parent
_ORDER = ("n", "num", "adj", "adv", "v")
_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}(?:['’]s\b)?|[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)*|\d+")
_PARTICLES = frozenset("up over out off down back away in".split())
_PARTED = 4
"""Words of an object that may stand between a verb and its particle."""
_JOINED = re.compile(r"[\s\-\u2010-\u2013]*")


@dataclass(frozen=True, slots=True)
class Translation:
    """A word or fixed term of a question, code points `start` to `end`, its dictionary form and the Arabic for it."""

    start: int
    end: int
    english: str
    arabic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    english: str
    kind: str
    arabic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Tables:
    """Entries of single words; of those found only as they are written; phrases by first word."""

    words: dict[str, tuple[_Entry, ...]]
    cased: dict[str, tuple[_Entry, ...]]
    phrases: dict[str, tuple[_Phrase, ...]]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    written: str
    forms: frozenset[str]
    joined: bool
    """Whether nothing but spaces and hyphens stands between it and the token before."""


def translate(text: str) -> list[Translation]:
    """Return the words and fixed terms of an English text that the lexicon has, in order, without overlaps.

    A longer term goes before the words in it; function words are left out. "The ceasefires in two rivers' valleys" ->
    (4, 14, "ceasefire", («وقف إطلاق النار», «هدنة»)), …, "river", "valley".
    """
    tokens = _tokens(text)
    free = [True] * len(tokens)
    found: list[Translation] = []
    phrases = [*_phrases_in(tokens), *_parted_verbs_in(tokens)]
    for places, phrase in sorted(phrases, key=lambda pair: (-len(pair[1].words), pair[0][-1] - pair[0][0], pair[0])):
        if all(free[at] for at in places):
            for at in places:
                free[at] = False
            last = places[-1] if places[-1] - places[0] < len(places) else places[0]
            found.append(_translation(tokens[places[0]].start, tokens[last].end, phrase.entries))
    for token, is_free in zip(tokens, free, strict=True):
        if is_free and (entries := _entries(token.written)):
            found.append(_translation(token.start, token.end, entries))
    return sorted(found, key=lambda translation: translation.start)


def known(word: str) -> bool:
    """Whether a word, in any inflection and case, is in the lexicon by itself or is a stop word; a digit is neither."""
    small = word.lower().replace("’", "'")
    return bool(small) and (
        small in STOP_WORDS or bare(small) in STOP_WORDS or bool(_entries(small)) or small in _small_cased()
    )


@lru_cache(maxsize=1 << 14)
def english_of(arabic_word: str) -> frozenset[str]:
    """Return the English dictionary forms that an Arabic word may stand for, however it is typed, with its clitics.

    «وللجوائز» -> {"prize", "award"}; «يعتقلون» -> {"arrest", "detain"}; an unknown word has none. Of several readings
    those that take the fewest letters off count: «وزير» is a minister and not «و» with «زير».
    """
    table = _english()
    for form, verbal in stripped(arabic_word):
        if english := (table.verbs if verbal else table.all).get(form):
            return english
    return frozenset()


def _translation(start: int, end: int, entries: Iterable[_Entry]) -> Translation:
    ordered = sorted(entries, key=lambda entry: _ORDER.index(entry.kind))
    arabic = dict.fromkeys(word for entry in ordered for word in entry.arabic)
    return Translation(start, end, ordered[0].english, tuple(arabic))


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        written = match.group().replace(".", "").replace("’", "'")
        joined = bool(_JOINED.fullmatch(text, end, match.start()))
        end = match.end()
        tokens.append(_Token(match.start(), end, written, _forms(written.lower()), joined))
    return tokens


@lru_cache(maxsize=1 << 14)
def _forms(small: str) -> frozenset[str]:
    """The dictionary forms that a word of a phrase may have, and the word as it stands."""
    forms = {small, *(lemma.word for lemma in lemmas(small))}
    return frozenset(forms | {spelling for form in forms for spelling in american(form)})


def _phrases_in(tokens: list[_Token]) -> Iterator[tuple[tuple[int, ...], _Phrase]]:
    """Yield terms whose words stand together, with the places of their words."""
    phrases = _tables().phrases
    for at, token in enumerate(tokens):
        for form in token.forms:
            for phrase in phrases.get(form, ()):
                following = tokens[at + 1 : at + len(phrase.words)]
                if len(following) == len(phrase.words) - 1 and all(
                    later.joined and word in later.forms
                    for later, word in zip(following, phrase.words[1:], strict=True)
                ):
                    yield tuple(range(at, at + len(phrase.words))), phrase


def _parted_verbs_in(tokens: list[_Token]) -> Iterator[tuple[tuple[int, ...], _Phrase]]:
    """Yield verbs whose particle stands behind their object: "hand the town over"."""
    verbs = _tables().phrases
    for at, token in enumerate(tokens):
        for later in range(at + 2, min(at + 2 + _PARTED, len(tokens))):
            if tokens[later].written.lower() not in _PARTICLES:
                continue
            for phrase in (phrase for form in token.forms for phrase in verbs.get(form, ())):
                is_verb = any(entry.kind == "v" for entry in phrase.entries)
                if is_verb and len(phrase.words) == 2 and phrase.words[1] in tokens[later].forms:
                    yield (at, later), phrase


@lru_cache(maxsize=1 << 14)
def _entries(written: str) -> tuple[_Entry, ...]:
    """The entries of one word: as it is written, else what it is an inflection of."""
    tables = _tables()
    small = written.lower()
    cased = tables.cased.get(written) or tables.cased.get(bare(written), ())
    if small in STOP_WORDS or bare(small) in STOP_WORDS:
        return cased
    found = list(cased)
    for lemma in lemmas(small):
        if found and not lemma.sure:
            break
        entries = _spelled(lemma.word, tables)
        fitting = [entry for entry in entries if entry.kind == lemma.kind]
        found += fitting if fitting or lemma.kind == ADJECTIVE else entries
    return tuple(dict.fromkeys(found))


def _spelled(word: str, tables: _Tables) -> tuple[_Entry, ...]:
    """The entries of a dictionary form, in American or British spelling."""
    spellings = (word, *american(word))
    return next((tables.words[spelling] for spelling in spellings if spelling in tables.words), ())


@cache
def _rows() -> tuple[_Entry, ...]:
    """Read all tables."""
    rows: list[_Entry] = []
    for path in sorted(_FOLDER.glob("*.psv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            english, kind, arabic = line.split("|")
            rows.append(_Entry(english, kind, tuple(arabic.split(","))))
    return tuple(rows)


@cache
def _tables() -> _Tables:
    words: dict[str, tuple[_Entry, ...]] = {}
    phrases: dict[tuple[str, ...], tuple[_Entry, ...]] = {}
    capitals: list[_Entry] = []
    for entry in _rows():
        key = tuple(entry.english.lower().split())
        if len(key) > 1:
            phrases[key] = (*phrases.get(key, ()), entry)
        elif entry.english.islower():
            words[key[0]] = (*words.get(key[0], ()), entry)
        else:
            capitals.append(entry)
    cased: dict[str, tuple[_Entry, ...]] = {}
    for entry in capitals:
        small = entry.english.lower()
        ordinary = small in STOP_WORDS or any(lemma.word in words for lemma in lemmas(small))
        table, key_word = (cased, entry.english) if ordinary else (words, small)
        table[key_word] = (*table.get(key_word, ()), entry)
    by_first: dict[str, tuple[_Phrase, ...]] = {}
    for key, entries in phrases.items():
        by_first[key[0]] = (*by_first.get(key[0], ()), _Phrase(key, entries))
    return _Tables(words, cased, by_first)


@cache
def _small_cased() -> frozenset[str]:
    return frozenset(key.lower() for key in _tables().cased)


@cache
def _english() -> English:
    return english_by_arabic((entry.english, entry.kind, entry.arabic) for entry in _rows())
