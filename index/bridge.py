"""From a question in Latin letters to the Arabic words that its answer would be found by.

Nothing is translated as a sentence. What can be carried over word by word is: places in all their spellings, names as
the archive spells them, numbers, and the common words of the lexicon.
"""

import re

from index import lexicon, places, vocabulary
from index.arabic import has_arabic
from index.catalogue import Catalogue
from index.concept import Concept, concepts_of, distinct
from index.numerals import numbers

_LATIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITAL_NAME = 0.78
_SMALL_NAME = 0.9
"""How well a word must spell a name: one with a capital letter, one typed without."""
_PLACE_SPELLINGS = 3


def bridge(catalogue: Catalogue, question: str) -> tuple[Concept, ...]:
    """Carry what a question says over into Arabic, one concept for each thing; Arabic words in it stay as they are.

    "How many people fled Daraa?" -> («درعا», …), («فر», «هرب», «نزح», …), («شخص», «ناس»)
    """
    mentions = places.find(question)
    taken = [(mention.start, mention.end) for mention in mentions]
    concepts = [concept for word in re.findall(r"\w+", question) if has_arabic(word) for concept in concepts_of(word)]
    for mention in mentions:
        arabic = [spelling for spelling in places.spellings(mention.place) if has_arabic(spelling)]
        concepts.append(Concept(distinct(arabic[:_PLACE_SPELLINGS]), sure=not mention.adjective))
    for number in numbers(question):
        taken.append((number.start, number.end))
        if number.value >= 10 and number.value == int(number.value):
            concepts.append(Concept((str(int(number.value)),)))
    concepts += [concept for found in _names(question, taken) if (concept := _named(catalogue, found)) is not None]
    for translation in lexicon.translate(question):
        if not _inside(translation.start, taken):
            concepts.append(Concept(distinct(translation.arabic), sure=False))
    return tuple(dict.fromkeys(concept for concept in concepts if concept.alternatives))


def _names(question: str, taken: list[tuple[int, int]]) -> list[str]:
    """Return the words that may be names: not in the lexicon, not part of a place or a number."""
    found = [match for match in _LATIN.finditer(question) if not _inside(match.start(), taken)]
    bare = [match.group().removesuffix("'s").removesuffix("’s") for match in found]
    parts = [part for word in bare for part in re.split("-", word)]
    return [part for part in parts if not lexicon.known(part.lower())]


def _named(catalogue: Catalogue, name: str) -> Concept | None:
    spellings = vocabulary.spelled(catalogue, name, _CAPITAL_NAME if name[:1].isupper() else _SMALL_NAME)
    return Concept(distinct((*spellings, name))) if spellings or name[:1].isupper() else None


def _inside(at: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in taken)
