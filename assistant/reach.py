"""How a question reaches Arabic articles: the text that is encoded and the Arabic concepts that are matched."""

import re
from dataclasses import replace

from assistant.question import Question, is_arabizi, outlet_names
from assistant.typed import from_latin, plain_latin, standard
from index import places, times, vocabulary
from index.arabic import fold_text, has_arabic, words
from index.archive import Archive
from index.bridge import bridge
from index.catalogue import Catalogue
from index.concept import Concept, concepts_of

_ARABIZI_NAME = 0.8


def reaching(asked: Question, archive: Archive) -> Question:
    """Return the question with what it is searched for by.

    A question in Arabic is put into Standard Arabic words; Arabic in Latin letters into Arabic ones; of a question in
    English, the text is encoded as it is (the encoder knows both languages) and its words are carried over.
    """
    if asked.language == "ar" and (has_arabic(asked.text) or is_arabizi(asked.text)):
        text = standard(asked.text) if has_arabic(asked.text) else _from_latin(asked.text, archive.catalogue)
        concepts = concepts_of(_timeless(text, asked)) or concepts_of(text)
    else:
        text = asked.text
        concepts = bridge(archive.catalogue, _timeless(text, asked)) or bridge(archive.catalogue, text)
    concepts = _without_outlets(concepts, asked)
    rarities = tuple(archive.lexical.rarity(concept) for concept in concepts)
    return replace(asked, searched=text, concepts=concepts, rarities=rarities)


def _from_latin(text: str, catalogue: Catalogue) -> str:
    def spelled(word: str) -> list[str]:
        plain = plain_latin(word)
        place = places.named(plain)
        return [place.arabic] if place else vocabulary.spelled(catalogue, plain, _ARABIZI_NAME)

    return from_latin(text, spelled)


def _timeless(text: str, asked: Question) -> str:
    """Return a text without days and months: articles tell them in other words («الجمعة»), and the window holds them.

    Years stay: what is told of 1565 names it.
    """
    kept, last = [], 0
    for time in times.find(text, today=asked.today):
        kept += [text[last : time.start], *re.findall(r"(?<!\d)[12]\d{3}(?!\d)", fold_text(time.text))]
        last = time.end
    return " ".join([*kept, text[last:]])


def _without_outlets(concepts: tuple[Concept, ...], asked: Question) -> tuple[Concept, ...]:
    """Return concepts without the names of the outlets that the question is held to: articles seldom name their own."""
    names = {word for outlet in asked.outlets for name in outlet_names(outlet) for word in name.split()}
    kept = tuple(concept for concept in concepts if not names & {w for a in concept.alternatives for w in words(a)})
    return kept or concepts
