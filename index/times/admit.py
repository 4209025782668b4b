"""Whether what reads like a time expression is one here: the words before and after it decide."""

from collections.abc import Callable, Mapping

from index.times import traps
from index.times.line import Line
from index.times.meanings import Between, Day, Month, Year, Years
from index.times.phrase import Phrase
from index.times.tense import speaks_of_future
from index.times.vocabulary import Unit

_RAMADAN = 9
_COLOURS = ("بيضا", "سودا", "حمرا", "فضيه", "زرقا")
_GOVERNING = ("share", "in", "since", "until", "to", "before", "after", "between", "by", "of", "from")


def admitted(line: Line, said: Phrase, question: bool) -> bool:
    """Whether the context lets the phrase stand; a question may end in a bare year («أحداث سوريا 2018؟»)."""
    before = said.first - 1
    if _numbered(line, before, said) or _named(line, before, said):
        return False
    check = _CHECKS.get(said.needs)
    return check is None or check(line, said) or (question and said.needs == "year" and _asked_year(line, said))


def _asked_year(line: Line, said: Phrase) -> bool:
    """Whether a question asks about a bare year: «أخبار 2018», «في سوريا 2018؟», "summarise 2018"."""
    before = said.first - 1
    if traps.counts_things(line, said.stop) or line.key(said.stop) in ("%", "٪"):
        return False
    in_a_place = line.has(before - 1, "within") and said.stop >= len(line.tokens) - 1
    return in_a_place or line.key(before) in traps.ASKED_OF_A_YEAR


def _clitics(line: Line, said: Phrase) -> str:
    """Return the clitics written onto the first word."""
    token = line.tokens[said.first]
    return line.text[token.start : said.start] if said.start > token.start else ""


def _prefixed(line: Line, said: Phrase) -> bool:
    return any(letter in _clitics(line, said) for letter in "بل")


def _governed(line: Line, said: Phrase) -> bool:
    """Whether a preposition of time stands before."""
    if _prefixed(line, said) or _beside_sister(line, said):
        return True
    before = said.first - 1
    before -= line.key(before) in ("the", "تاريخ")
    return line.has(before, *_GOVERNING)


def _beside_sister(line: Line, said: Phrase) -> bool:
    """Whether «و» joins it to a month or year just before: «في آذار ونيسان», «خلال 2017 و2018»."""
    before = said.first - 1
    if line.key(before) in ("و", "and", "او", "or", "،", ","):
        before -= 1
    elif not _clitics(line, said).startswith("و"):
        return False
    if isinstance(said.meaning, Year):
        return line.is_number(before) and len(line.raw(before)) == 4 and not line.cluster(before)
    return line.has(before, "month") and len(line.key(before)) > 3


def _numbered(line: Line, before: int, said: Phrase) -> bool:
    """Whether digits belong to a resolution, an article, a phone: «القرار 2254», «رقم 5/2018»."""
    if not line.is_number(said.first):
        return False
    if line.key(before) in (":", "(", "-", "#"):
        if said.needs in ("", "month") or line.key(before) == "#":
            return line.key(before) == "#"
        before -= 1
    return said.needs in ("year", "years", "slash", "numbers") and line.key(before) in traps.NUMBERED


def _named(line: Line, before: int, said: Phrase) -> bool:
    """Whether the phrase is part of a name: «شارع 29 أيار», «حركة 20 فبراير», «ثورة 25 يناير»."""
    meaning = said.meaning
    if isinstance(meaning, Year) and line.has(said.first, "unit") and not line.latin(said.first):
        return _general(line, said) or _law(line, before)
    if _clitics(line, said):
        return False
    if isinstance(meaning, Day) and meaning.month.year is None and not said.daypart and meaning.weekday is None:
        if line.has(said.first, "unit"):
            return False
        return traps.name_before(line, before, traps.PLACES_AND_NAMES) or traps.name_before(
            line, before, traps.MOVEMENTS
        )
    if isinstance(meaning, Month) and said.needs == "month":
        return traps.name_before(line, before, traps.PLACES_AND_NAMES) or traps.name_before(
            line, before, traps.MOVEMENTS
        )
    return False


def _general(line: Line, said: Phrase) -> bool:
    """Whether «العام» is "general" after a definite noun: «القطاع العام 2018»."""
    unit, before = line.get(said.first, "unit"), said.first - 1
    if unit is None or not unit.definite or unit.clitics:
        return False
    return (
        line.key(before).startswith("ال")
        and len(line.key(before)) > 4
        and not line.has(before, "turn", "weekday", "in", "to")
    )


def _law(line: Line, before: int) -> bool:
    """Whether the year belongs to the name of a law: «القانون رقم 10 لعام 2018»."""
    return line.is_number(before) and (line.key(before - 1) in traps.NUMBERED)


def _month_alone(line: Line, said: Phrase) -> bool:
    """Whether a month name without day and year is the month: after a preposition, or a name that is nothing else."""
    after = line.key(said.stop)
    if after in _COLOURS or after in traps.AFTER_WEEKDAY or _goes_on_as_a_name(line, said):
        return False
    august = isinstance(said.meaning, Month) and line.key(said.first)[-2:] == "اب" and said.stop == said.first + 1
    if august and "آ" not in line.raw(said.first):
        return False
    if _governed(line, said):
        return line.key(said.first - 1) not in ("من", "الي", "of", "to") or not _risky(line, said)
    if not _clitics(line, said) and traps.name_before(line, said.first - 1, traps.OF_A_MONTH):
        return isinstance(said.meaning, Month) and not said.meaning.hijri
    return not _risky(line, said) and not line.latin(said.first)


def _goes_on_as_a_name(line: Line, said: Phrase) -> bool:
    """Whether a family name follows: «لرمضان الحسين», "of May Ziade"."""
    if not isinstance(said.meaning, Month) or said.stop != said.first + 1 or not _risky(line, said):
        return False
    after = line.raw(said.stop)
    if line.latin(said.first):
        return (
            after[:1].isupper()
            and line.latin(said.stop)
            and line.key(said.first - 1) in ("of", "to", "by", "from", "before", "after")
        )
    if not said.meaning.hijri:
        return False
    personal = _prefixed(line, said) or line.key(said.first - 1) in ("من", "الي", "مع")
    if line.key(said.first - 1) == "بين" or (personal and said.meaning.month != _RAMADAN):
        return True
    return personal and line.key(said.stop).startswith("ال")


def _risky(line: Line, said: Phrase) -> bool:
    """Whether the bare name is also an everyday word, a name, a car: آب، مارس، نيسان، آذار، رمضان، ماي، May, March."""
    if isinstance(said.meaning, Between):
        return isinstance(said.meaning.first, Month) and said.meaning.first.hijri
    key = line.key(said.first)
    if line.latin(said.first):
        return key in ("may", "march", "mar", "jan", "sun", "rajab", "safar", "ramadan")
    return (
        len(key.lstrip("وفبل")) < 5
        or not isinstance(said.meaning, Month)
        or said.meaning.hijri
        or key.endswith(("نيسان", "ايلول"))
    )


def _decade_alone(line: Line, said: Phrase) -> bool:
    """Whether «الثمانينيات» is a decade and no age: «في الثلاثينيات من عمره»."""
    if line.has(said.stop, "of") and line.has(said.stop + 1, "life"):
        return False
    young = isinstance(said.meaning, Years) and said.meaning.first < 1950
    return _governed(line, said) and not (young and line.key(said.first - 1) == "في")


def _year_alone(line: Line, said: Phrase) -> bool:
    if line.key(said.stop) in ("%", "٪") or traps.counts_things(line, said.stop):
        return False
    before = said.first - 1
    several = line.get(before, "units")
    if several and several.value == Unit.YEAR:
        return True
    if line.key(before) in ("من", "of", "to", "الي", "from"):
        return line.has(before - 1, "share", "fraction", "month") or line.key(before) in ("of", "from")
    return _governed(line, said)


def _day_and_month(line: Line, said: Phrase) -> bool:
    """Whether «7/4» is a day: after بتاريخ or في and no fraction."""
    before = said.first - 1
    key = line.key(before)
    if line.has(before, "dated", "since", "between", "weekday", "daypart") or key.endswith("تاريخ"):
        return True
    if key in ("ل", "ب") and line.has(before - 1, "dated"):
        return True
    meaning = said.meaning.last if isinstance(said.meaning, Between) else said.meaning
    fraction = isinstance(meaning, Day) and meaning.day <= meaning.month.month
    return key in ("في", "on", "يوم") and not fraction and line.key(said.stop) not in ("من", "of", "كم", "km")


def _day_dash_month(line: Line, said: Phrase) -> bool:
    """Whether «7-4» is a day: only after «يوم» or «بتاريخ», elsewhere it is a score."""
    key = line.key(said.first - 1)
    return key.endswith(("يوم", "تاريخ")) or (key in ("ل", "ب") and line.has(said.first - 2, "dated"))


def _digits(line: Line, said: Phrase) -> bool:
    return line.key(said.stop) not in ("%", "٪", "بالميه", "بالمايه", "percent")


def _weekday_alone(line: Line, said: Phrase) -> bool:
    before = said.first - 1
    key = line.key(before)
    if line.latin(said.first):
        return line.key(said.stop) not in _AFTER_ENGLISH_WEEKDAY and key not in _BEFORE_ENGLISH_WEEKDAY
    if not _clitics(line, said):
        stem = key[1:] if key[:1] in "وبل" else key
        if {key, stem} & traps.BEFORE_WEEKDAY or (key == "من" and line.key(before - 1) in ("كل", "واحد", "اي")):
            return False
        if {key, stem} & traps.GIVEN_NAMES and line.key(before - 1) not in traps.GIVEN_NAMES | {"بن", "ابن", "عبد"}:
            return False
    if line.key(said.stop) in traps.AFTER_WEEKDAY or line.has(said.stop, "anaphoric"):
        return False
    after = said.stop
    while after < said.stop + 4 and (line.has(after, "weekday") or line.key(after) in ("و", "،")):
        after += 1
    return not (line.key(after) == "من" and line.key(after + 1) == "كل")


_BEFORE_ENGLISH_WEEKDAY = ("good", "black", "every", "each", "man", "bloody", "the")
_AFTER_ENGLISH_WEEKDAY = ("prayers", "prayer", "market", "times", "telegraph", "mosque", "express", "post", "mail")


def _today(line: Line, said: Phrase) -> bool:
    before = said.first - 1
    key = line.key(before)
    if (
        line.has(before, "this")
        or key in traps.ANAPHORIC
        or key in ("مثل", "طوال", "طيله", "مرات")
        or line.has(said.stop, "anaphoric")
    ):
        return False
    if key in traps.OUTLETS:
        return line.key(before - 1) in ("في", "داخل") and key == "روسيا"
    if key in traps.COUNTRIES_OF_OUTLETS:
        return line.key(before - 1) not in traps.REPORTING
    clitics = _clitics(line, said)
    return key != "في" and "ب" not in clitics and "ك" not in clitics  # «في اليوم» is a day told of, or per day


def _yesterday(line: Line, said: Phrase) -> bool:
    return line.key(said.stop) not in ("القريب", "الحاجه") and line.key(said.first - 1) not in (
        "ذلك",
        "اصدقا",
        "اعدا",
        "حلفا",
        "خصوم",
    )


def _tomorrow(line: Line, said: Phrase) -> bool:
    """Whether «الغد» is tomorrow and no party, channel or generation."""
    before = said.first - 1
    if not line.key(said.first).endswith("الغد"):
        return line.key(before) not in ("قد", "فقد", "لقد", "حتي")  # غدا is also "became"
    return (
        line.has(before, "unit", "daypart", "until", "to", "since", "in", "after")
        or line.key(before) == "من"
        or _prefixed(line, said)
    )


_CHECKS: Mapping[str, Callable[[Line, Phrase], bool]] = {
    "month": _month_alone,
    "year": _year_alone,
    "years": _digits,
    "decade": _decade_alone,
    "slash": _day_and_month,
    "dash": _day_dash_month,
    "numbers": _digits,
    "future": speaks_of_future,
    "weekday": _weekday_alone,
    "today": _today,
    "yesterday": _yesterday,
    "tomorrow": _tomorrow,
}
