"""What a place and a mention of it are."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["country", "city", "region", "site"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place, however it is spelled.

    `id` is the ISO 3166 code of a country, a readable slug of a curated place («دير الزور» is `sy-deir-ez-zor`) or
    `geonames-` and a number. `arabic` and `english` are the spellings to show. A `region` is anything wider than a
    city (governorate, sea coast, continent), a `site` a river, camp, crossing, base or building. `country` is the
    ISO 3166 code, empty where there are several. `within` is the id of a place inside the country that it is part of,
    where the tables know it (دوما is within الغوطة الشرقية, and that within ريف دمشق).
    """

    id: str
    arabic: str
    english: str
    kind: Kind
    country: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where a text names a place: `text[start:end]`, in code points of the untouched text.

    Attached particles are outside the span: in «وبدمشق» it is «دمشق», in «للعراق» «عراق», in «والسورية» «سورية».
    An `adjective` is a nationality («سوري», "Syrians"), which tells of a country less surely than its name.
    """

    start: int
    end: int
    place: Place
    adjective: bool = False
