"""From an English question to the Arabic words that its answer would be found by.

Nothing is translated as a sentence. What can be carried over word by word is: places in all their spellings, names as
the archive spells them, numbers, months, and the common words of the lexicon.
"""

import re
from dataclasses import dataclass

from index import lexicon, places, vocabulary
from index.catalogue import Catalogue
from index.numerals import numbers

_LATIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ARABIC = re.compile("[\u0621-\u064a]")
_CAPITAL_NAME = 0.75
_SMALL_NAME = 0.9
"""How well a word must spell a name: one with a capital letter, one typed without."""


@dataclass(frozen=True, slots=True)
class Bridged:
    """The Arabic words for what an English question says.

    `sure` are names, places, numbers and dates; `common` are words of the lexicon, of which only some will fit.
    """

    sure: tuple[str, ...]
    common: tuple[str, ...]


def bridge(catalogue: Catalogue, question: str) -> Bridged:
    """Carry the words of a question in Latin letters over into Arabic; Arabic words in it stay as they are."""
    mentions = places.find(question)
    sure = [word for word in re.findall(r"[\w]+", question) if _ARABIC.search(word)]
    for mention in mentions:
        sure += [spelling for spelling in places.spellings(mention.place) if _ARABIC.search(spelling)][:3]
    for number in numbers(question):
        sure.append(f"{number.value:g}" if number.value < 1e6 else "")
    translations = [t for t in lexicon.translate(question) if not _inside(t.start, mentions)]
    for found in _LATIN.finditer(question):
        word = found.group().removesuffix("'s").removesuffix("’s")
        if _inside(found.start(), mentions) or lexicon.known(word.lower()):
            continue
        capital = word[0].isupper()
        for part in re.split("[-'’]", word) if "-" in word else [word]:
            sure += vocabulary.spelled(catalogue, part, _CAPITAL_NAME if capital else _SMALL_NAME)
    common = [arabic for translation in translations for arabic in translation.arabic]
    return Bridged(_distinct(sure), _distinct(common))


def _inside(at: int, mentions: list[places.PlaceMention]) -> bool:
    return any(mention.start <= at < mention.end for mention in mentions)


def _distinct(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
