"""Month names: Gregorian in every Arab country's spelling and in English, and Hijri.

The Gregorian names come from Unicode CLDR (through Babel) for the Arab locales and English; the spellings that
papers use beside them are listed here. Only this file knows Babel.
"""

from functools import cache

from index.arabic import fold_text

_LOCALES = (
    "ar",
    "ar_SY",
    "ar_LB",
    "ar_IQ",
    "ar_JO",
    "ar_EG",
    "ar_SA",
    "ar_AE",
    "ar_TN",
    "ar_DZ",
    "ar_MA",
    "ar_MR",
    "en",
)
_FURTHER: dict[int, str] = {
    1: "ينائر جانفيي",
    2: "فبرائر فيبراير فيفرى",
    4: "إبريل أبرايل",
    5: "مايس ماى",
    6: "يونية يونيه",
    7: "يولية يوليه جويليه جولية",
    8: "أغشت اغسطوس أوغسطس",
    9: "سبتنبر شتمبر سيبتمبر sept",
    10: "أوكتوبر كتوبر",
    11: "نوفنبر نوفمر",
    12: "ديسمبير دجمبر",
}
_HIJRI: dict[int, str] = {
    1: "محرم muharram",
    2: "صفر safar",
    7: "رجب rajab",
    8: "شعبان shaban sha'ban",
    9: "رمضان ramadan ramadhan",
    10: "شوال shawwal shawwāl",
}
DOUBLE_HEADS: dict[int, str] = {1: "تشرين", 2: "كانون", 3: "ربيع rabi", 4: "جمادى جماد jumada", 5: "ذو ذي ذا dhu"}
"""First words of the months of two words; the second one is an ordinal, or القعدة and الحجة."""
SHORT_HEADS = {"ت": 1, "ك": 2}
GREGORIAN_DOUBLES = {(1, 1): 10, (1, 2): 11, (2, 1): 12, (2, 2): 1}
HIJRI_DOUBLES = {(3, 1): 3, (3, 2): 4, (4, 1): 5, (4, 2): 6}
HIJRI_TAILS: dict[int, str] = {11: "قعدة قعده qadah qidah qada", 12: "حجة حجه hijjah hijja"}


@cache
def gregorian() -> dict[str, int]:
    """Return folded month name -> number, for the names of one word."""
    from babel import Locale

    names: dict[str, int] = {}
    for spelling in _LOCALES:
        months = Locale.parse(spelling).months["format"]
        for width in ("wide", "abbreviated"):
            for number, name in months[width].items():
                key = fold_text(name).rstrip(".")
                if " " not in key and len(key) > 1:
                    names.setdefault(key, number)
    for number, words in _FURTHER.items():
        for word in words.split():
            names.setdefault(fold_text(word), number)
    return names


@cache
def hijri() -> dict[str, int]:
    """Return folded Hijri month name -> number, for the names of one word."""
    return {fold_text(word): number for number, words in _HIJRI.items() for word in words.split()}


_ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LONG = 6
"""A name this long can lose, gain, swap or change one letter and still be only itself."""


@cache
def misspelled() -> dict[str, int]:
    """Return Arabic month names with one slip of a letter -> number; trusted only beside a day or a year.

    «نوفنبر» for نوفمبر, «سبتمر» for سبتمبر. Names shorter than six letters are too near to other words.
    """
    known = gregorian()
    slips: dict[str, int] = {}
    doubtful: set[str] = set()
    for name, number in known.items():
        if len(name) < _LONG or name.isascii():
            continue
        for slip in _one_slip(name):
            if slip in known:
                continue
            if slips.setdefault(slip, number) != number:
                doubtful.add(slip)
    return {slip: number for slip, number in slips.items() if slip not in doubtful}


def _one_slip(name: str) -> set[str]:
    cuts = [(name[:at], name[at:]) for at in range(1, len(name))]
    lost = {head + tail[1:] for head, tail in cuts} | {name[1:]}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in cuts for letter in _ALPHABET}
    gained = {head + letter + tail for head, tail in cuts for letter in _ALPHABET}
    return (lost | swapped | changed | gained) - {name}
