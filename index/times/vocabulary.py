"""Which words mean what in time expressions, Arabic and English, by kind.

A kind is what the grammar asks for; a word may be of several kinds. Keys are written naturally and folded here.
Names of months and weekdays come from Unicode CLDR where it has them; the rest are closed classes of both languages.
"""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache

from index.arabic import fold_text
from index.times import months
from index.times.line import Sense, splits
from index.times.numbers import CARDINALS, ORDINALS, TENS


class Unit(IntEnum):
    """A unit of the calendar."""

    HOUR = 0
    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    YEAR = 6
    DECADE = 7
    WEEKEND = 8


class Share(IntEnum):
    """A part of a month or a year that a word names: which piece of three, or its end or beginning."""

    EARLY = 1
    MIDDLE = 2
    LATE = 3
    END = 4


class Season(IntEnum):
    """The four seasons by the month in which they begin."""

    SPRING = 3
    SUMMER = 6
    AUTUMN = 9
    WINTER = 12


WEEKDAYS: dict[int, str] = {
    0: "اثنين إثنين اتنين monday mon",
    1: "ثلاثاء ثلثاء تلاتاء تلات tuesday tue tues",
    2: "أربعاء إربعاء اربعا wednesday wed weds",
    3: "خميس thursday thu thur thurs",
    4: "جمعة جمعه friday fri",
    5: "سبت saturday sat",
    6: "أحد احد sunday sun",
}
_UNITS: dict[str, dict[Unit, str]] = {
    "unit": {
        Unit.HOUR: "ساعة hour",
        Unit.DAY: "يوم day",
        Unit.WEEK: "أسبوع اسبوع week",
        Unit.MONTH: "شهر month",
        Unit.QUARTER: "quarter",
        Unit.YEAR: "عام سنة year",
        Unit.DECADE: "عقد decade",
        Unit.WEEKEND: "weekend",
    },
    "pair": {
        Unit.HOUR: "ساعتين ساعتان",
        Unit.DAY: "يومين يومان",
        Unit.WEEK: "أسبوعين أسبوعان",
        Unit.MONTH: "شهرين شهران",
        Unit.YEAR: "عامين عامان سنتين سنتان",
        Unit.DECADE: "عقدين عقدان",
    },
    "both": {Unit.DAY: "يومي", Unit.MONTH: "شهري", Unit.YEAR: "عامي سنتي", Unit.WEEK: "أسبوعي"},
    "units": {
        Unit.HOUR: "ساعات hours",
        Unit.DAY: "أيام ايام days يوما",
        Unit.WEEK: "أسابيع اسابيع weeks أسبوعا",
        Unit.MONTH: "أشهر شهور اشهر months شهرا",
        Unit.YEAR: "أعوام سنوات سنين اعوام years عاما",
        Unit.DECADE: "عقود decades",
    },
}
_TURNS: dict[int, str] = {
    -1: "ماضي ماضية ماضيين ماضيان ماضيتين فائت فائتة فايت فايته فائتين منصرم منصرمة منصرمين منقضي منقضية "
    "last past previous",
    0: "جاري جارية حالي حالية راهن this current present",
    1: "مقبل مقبلة مقبلين مقبلان قادم قادمة قادمين آتي آتية جاي جاية next coming upcoming",
}
_PLAIN: dict[str, dict[int, str]] = {
    "weekday": WEEKDAYS,
    "cardinal": CARDINALS,
    "tens": TENS,
    "ordinal": ORDINALS,
    "turn": _TURNS,
    "latest": {-1: "أخير أخيرة أخيرين"},
    "this": {0: "هذا هذه هاد هادا"},
    "who": {0: "اللي الذي التي"},
    "passed": {-1: "فات فاتت مضى مضت راح راحت", 1: "جاي جاية جايه سيأتي"},
    "today": {0: "today tonight"},
    "other_day": {-1: "أمس امس yesterday", 1: "غدا غد tomorrow بكرا بكرة بكره"},
    "speech_day": {-1: "بارحة مبارح امبارح إمبارح مبارحة"},
    "night": {0: "ليل ليلة night nights"},
    "daypart": {
        0: "فجر صباح ظهر ظهيرة عصر مساء ليل ليلة عشية ضحى سحر نهار صبيحة أمسية مغرب غروب صبح "
        "morning evening afternoon night dawn noon midday midnight"
    },
    "share": {
        Share.EARLY: "مطلع أوائل بداية بدايات مستهل فاتحة اوائل early beginning start",
        Share.MIDDLE: "منتصف أواسط اواسط mid middle",
        Share.LATE: "أواخر اواخر late",
        Share.END: "نهاية نهايات ختام أواخير end",
    },
    "fraction": {2: "نصف half", 3: "ثلث third", 4: "ربع quarter"},
    "final": {-1: "أخير أخيرة آخر last final"},
    "central": {2: "أوسط وسطى"},
    "last_word": {-1: "آخر اخر"},
    "first_word": {1: "أول اول"},
    "ten_days": {10: "عشر"},
    "plural_first": {1: "أوائل أولى أول أواخر"},
    "season": {
        Season.SPRING: "ربيع spring",
        Season.SUMMER: "صيف summer",
        Season.AUTUMN: "خريف autumn fall",
        Season.WINTER: "شتاء winter",
    },
    "decade": {
        20: "عشرينيات عشرينات",
        30: "ثلاثينيات ثلاثينات",
        40: "أربعينيات أربعينات",
        50: "خمسينيات خمسينات",
        60: "ستينيات ستينات",
        70: "سبعينيات سبعينات",
        80: "ثمانينيات ثمانينات",
        90: "تسعينيات تسعينات",
    },
    "century": {0: "قرن century"},
    "life": {0: "عمر عمره عمرها عمرهم أعمارهم"},
    "since": {0: "منذ مذ since"},
    "until": {0: "حتى لغاية غاية لحد until till through"},
    "to": {0: "إلى الى حتى لغاية until till to through"},
    "deadline": {0: "حتى لغاية قبل قبيل حلول مع بنهاية until till by before"},
    "by": {0: "حلول by"},
    "before": {0: "قبل قبيل before"},
    "after": {0: "بعد بعيد عقب after"},
    "from": {0: "من ابتداء اعتبارا from"},
    "between": {0: "بين مابين between"},
    "within": {0: "في خلال أثناء طوال طيلة مدى فترة during over within throughout"},
    "in": {0: "في فترة مرحلة خلال أثناء طوال طيلة حلول in during throughout of around"},
    "of": {0: "من of in"},
    "about": {0: "نحو حوالي قرابة زهاء about around roughly almost nearly"},
    "ago": {0: "ago"},
    "now": {0: "آن now present today"},
    "same": {0: "نفسه ذاته نفسها ذاتها same"},
    "it": {0: "منه"},
    "dated": {0: "تاريخ مؤرخ مؤرخة موافق موافقة مصادف يوافق يصادف"},
    "twin": {0: "موافق موافقة مصادف يوافق يصادف corresponding"},
    "hijri_mark": {0: "ه هجري هجرية للهجرة ah هجريا"},
    "gregorian_mark": {0: "م ميلادي ميلادية للميلاد ce ad"},
    "hijri_praise": {0: "مبارك فضيل معظم كريم حرام محرم أصب"},
    "first_of": {1: "غرة فاتح"},
    "article": {0: "the a an"},
    "month_head": months.DOUBLE_HEADS,
    "hijri_tail": months.HIJRI_TAILS,
    "anaphoric": {0: "تالي تالية سابق سابقة لاحق لاحقة ذاته ذاتها نفسه نفسها موالي موالية"},
    "another": {2: "آخر آخرة"},
}


@cache
def _lexicon() -> Mapping[str, Mapping[str, int]]:
    """Build folded word -> kind -> value."""
    lexicon: dict[str, dict[str, int]] = {}
    for kind, word, value in _entries():
        lexicon.setdefault(word, {}).setdefault(kind, value)
    return lexicon


def _entries() -> Iterator[tuple[str, str, int]]:
    for tables in (_PLAIN, _UNITS):
        for kind, table in tables.items():
            for value, words in table.items():
                for word in words.split():
                    yield kind, fold_text(word), int(value)
    for word, value in months.gregorian().items():
        yield "month", word, value
    for word, value in months.hijri().items():
        yield "hijri", word, value
    for word, value in months.misspelled().items():
        yield "slip", word, value


_ARTICLES = {"ال": 0, "بال": 1, "وال": 1, "فال": 1, "كال": 1, "لل": 1, "ولل": 2, "وبال": 2}


def senses_of(key: str, origins: tuple[int, ...]) -> Mapping[str, Sense]:
    """Return what a folded word can mean, whole or without its clitics; the whole word comes first.

    `origins` lead from the folded letters to the word as written; a Latin word has none, and no clitics.
    """
    lexicon = _lexicon()
    senses: dict[str, Sense] = {}
    if not origins:
        return {kind: Sense(value, 0, "", False) for kind, value in lexicon.get(key, {}).items()}
    for way in splits(key):
        for kind, value in lexicon.get(way.stem, {}).items():
            if kind not in senses:
                senses[kind] = Sense(value, origins[way.at] if way.at else 0, way.clitics, way.definite)
    if key in _ARTICLES:
        senses["article"] = Sense(0, origins[_ARTICLES[key]], "", True)
    return senses
