"""The archive's own words by their sound: how a name in Latin letters is spelled in these articles.

No table holds all names. But whatever name an English question shares with the archive stands there in Arabic
letters, so every word of the articles is kept under the skeleton of its consonants, and a name is looked up by its.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from index.arabic import fold_text
from index.catalogue import Catalogue
from index.names import same_name, skeleton_arabic, skeleton_latin

_WORD = re.compile("[\u0621-\u064a]{3,}")
_PARTICLE = re.compile("^(?:[وف]?[بلك]?(?=ال)|لل(?=..)|[وف](?=...)|[بلك](?=...))")
_SHORTEST = 2
"""Consonants of a skeleton; one alone fits too many words."""
LONGEST_LIST = 6


def learn(catalogue: Catalogue, texts: Iterable[str]) -> None:
    """Keep the words of these texts under their sounds; a word that is kept already stays as it is."""
    words = {word for text in texts for word in _WORD.findall(fold_text(text))}
    pairs = {pair for word in words for pair in _sounds(word)}
    with catalogue.transaction() as connection:
        connection.executemany("insert or ignore into spellings values (?, ?)", sorted(pairs))


def forget(catalogue: Catalogue) -> None:
    """Let go of all words."""
    with catalogue.transaction() as connection:
        connection.execute("delete from spellings")


def spelled(catalogue: Catalogue, name: str, least: float) -> list[str]:
    """Return the archive's spellings of a name in Latin letters, likeliest first: "Lavrov" -> [«لافروف»].

    Args:
        catalogue: where the words are.
        name: one word.
        least: how well a word must spell the name, 0 to 1 (`index.names.same_name`).
    """
    skeleton = skeleton_latin(name)
    if skeleton is None or len(skeleton) < _SHORTEST:
        return []
    rows = catalogue.rows("select word from spellings where skeleton = ?", (skeleton,))
    graded = sorted(((same_name(name, row[0]), row[0]) for row in rows), key=lambda pair: (-pair[0], pair[1]))
    return [word for grade, word in graded if grade >= least][:LONGEST_LIST]


@lru_cache(maxsize=1 << 16)
def _sounds(word: str) -> tuple[tuple[str, str], ...]:
    """Return skeleton and bare form of a folded word, with and without an attached particle."""
    bare = {word.removeprefix("ال") if len(word) > 4 else word}
    particle = _PARTICLE.match(word)
    if particle and particle.group():
        bare.add(word[particle.end() :].removeprefix("ال"))
    return tuple(
        (skeleton, form)
        for form in bare
        if len(form) >= 3 and (skeleton := skeleton_arabic(form)) is not None and len(skeleton) >= _SHORTEST
    )
