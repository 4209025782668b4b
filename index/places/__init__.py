"""Place names in Arabic and Latin letters, each with all its spellings, as one place.

«دير الزور», «ديرالزور», «دیرالزور», "Deir ez-Zor", "Deir Ezzor" and "Dayr az-Zawr" are one `Place`, so that a
question in English meets an article in Arabic. Names that are also ordinary words count only where their
surroundings speak for a place: a place too many filters away the right article, one too few only fails to help.

The tables: `countries.psv` and `curated.psv` are the project's own; `cities.psv` is made of GeoNames (CC BY 4.0) by
`from_geonames`. They are read at the first use.
"""

from collections import Counter
from functools import lru_cache

from index.arabic import fold_text, has_arabic
from index.places.found import Found
from index.places.gazetteer import Name, Sense, gazetteer
from index.places.latin import exact_key, loose_key
from index.places.place import Kind, Place, PlaceMention
from index.places.scan_arabic import scan_arabic
from index.places.scan_latin import scan_latin

__all__ = ["Kind", "Place", "PlaceMention", "find", "named", "spellings", "wider"]


def find(text: str) -> list[PlaceMention]:
    """Return the places that `text` names, in order, none overlapping another, the longest name at each spot.

    `text[m.start:m.end]` is the name as written, without attached particles: in «وصلوا إلى ديرالزور وبالرقّة» the
    mentions are «ديرالزور» and «الرقّة». A name of several places («طرابلس») is the one whose country the text speaks
    of, else the better known one.
    """
    found = [one for one in [*scan_arabic(text), *scan_latin(text)] if one.senses]
    found.sort(key=lambda one: one.start)
    countries = Counter(one.senses[0].place.country for one in found if len({s.place for s in one.senses}) == 1)
    mentions = []
    for one in found:
        sense = _likeliest(one, countries, text)
        mentions.append(PlaceMention(one.start, one.end, sense.place, sense.adjective))
    return mentions


_MARKED = {"عمّان": "jo-amman", "عَمّان": "jo-amman", "عُمان": "OM", "عُمَان": "OM"}
"""Spellings whose vowel marks tell apart what the letters do not."""


def _likeliest(found: Found, countries: Counter[str], text: str) -> Sense:
    if len(found.senses) == 1:
        return found.senses[0]
    marked = _MARKED.get(text[found.start : found.end])
    return max(found.senses, key=lambda s: (s.place.id == marked, bool(s.place.country) and countries[s.place.country]))


@lru_cache(maxsize=1 << 12)
def named(name: str) -> Place | None:
    """Return the place that `name` spells, in either script, or None.

    «الرقة», «رقة», "raqqah", "Al-Raqqa" are one place. Of several places of one name it is the best known.
    """
    entry = _arabic_name(name) if has_arabic(name) else _latin_name(name)
    if entry is None or not entry.senses:
        return None
    marked = _MARKED.get(name.strip())
    return gazetteer().places[marked] if marked else entry.senses[0].place


def _arabic_name(name: str) -> Name | None:
    words = tuple(fold_text(name).replace("-", " ").split())
    names = gazetteer().arabic
    for first in (words[0], "ال" + words[0], words[0].removeprefix("ال")):
        for entry in names.get(first, ()):
            if entry.words == (first, *words[1:]):
                return entry
    return None


def _latin_name(name: str) -> Name | None:
    places, key = gazetteer(), exact_key(name)
    return places.cased.get(name.strip().replace(".", "")) or places.latin.get(key) or places.loose.get(loose_key(key))


def spellings(place: Place) -> tuple[str, ...]:
    """Return the folded spellings of `place` for matching, Arabic and Latin, the shown ones first in each script.

    Empty for a place that the tables do not hold.
    """
    return gazetteer().spellings.get(place.id, ())


def wider(place: Place) -> tuple[Place, ...]:
    """Return the places that `place` is part of, the nearest first, its country last.

    دوما -> الغوطة الشرقية، ريف دمشق، سوريا; a country has none. What is said of Douma is said of Eastern Ghouta too.
    """
    known = gazetteer().places
    chain = []
    at = place
    while at.within:
        at = known[at.within]
        chain.append(at)
    country = known.get(place.country)
    return tuple(chain) if country is None or country == place else (*chain, country)
