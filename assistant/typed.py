"""Questions as people type them: dialect question words, Arabic in Latin letters, doubled spaces.

What is searched for is put into Standard Arabic words here; the question itself is shown as it was typed. Spelling
(a missing hamza, ه for ة, the digits used) needs nothing: folding makes one of all.
"""

import re
from collections.abc import Callable
from functools import cache

from index.arabic import fold_text

_DIALECT = {
    "شو صار": "ماذا حدث", "شو حصل": "ماذا حدث", "شو صاير": "ماذا يحدث", "ايش صار": "ماذا حدث", "شنو صار": "ماذا حدث",
    "اش صار": "ماذا حدث", "وش صار": "ماذا حدث", "ايه اللي حصل": "ما الذي حدث", "شو سبب": "ما سبب", "شو اسم": "ما اسم",
    "شنو اسم": "ما اسم", "شو عدد": "ما عدد", "شو قال": "ماذا قال", "شو قالت": "ماذا قالت", "شو": "ما", "ايش": "ما",
    "شنو": "ما", "شنوه": "ما", "وش": "ما",
    "وين": "أين", "فين": "أين", "منين": "من أين", "لوين": "إلى أين", "لفين": "إلى أين", "ليش": "لماذا", "ليه": "لماذا",
    "علاش": "لماذا", "امتى": "متى", "امتي": "متى", "ايمتى": "متى", "ايمتا": "متى", "ايمته": "متى",
    "امته": "متى", "وقتاش": "متى", "فوقاش": "متى", "وقتيش": "متى", "مين": "من", "منو": "من", "شكون": "من",
    "قديش": "كم", "اديش": "كم", "قداش": "كم", "شحال": "كم", "شقد": "كم", "شلون": "كيف", "ازاي": "كيف",
    "كيفاش": "كيف", "شلونه": "كيف", "اللي": "الذي", "هلق": "الآن", "دلوقتي": "الآن",
    "مبارح": "أمس", "امبارح": "أمس", "البارحه": "أمس",
    "مش": "ليس", "هاد": "هذا", "هيدا": "هذا",
}  # fmt: skip
"""Words and phrases of Syrian, Lebanese, Egyptian, Iraqi, Gulf and Maghrebi speech -> Standard Arabic."""

_ARABIZI = {
    "shu": "ماذا", "shou": "ماذا", "sho": "ماذا", "chou": "ماذا", "eh": "ماذا", "matha": "ماذا", "maza": "ماذا",
    "sar": "حدث", "saar": "حدث", "7asal": "حدث", "hasal": "حدث", "7adath": "حدث", "hadath": "حدث", "wein": "أين",
    "wen": "أين", "wayn": "أين", "ween": "أين", "fein": "أين", "feen": "أين", "ayna": "أين", "emta": "متى",
    "imta": "متى", "aymta": "متى", "mata": "متى", "leish": "لماذا", "lesh": "لماذا", "leesh": "لماذا",
    "laysh": "لماذا", "leh": "لماذا", "limatha": "لماذا", "kif": "كيف", "keef": "كيف", "kam": "كم", "kem": "كم",
    "adesh": "كم", "addesh": "كم", "adeish": "كم", "2adesh": "كم", "meen": "من", "miin": "من", "min": "من",
    "fi": "في", "bi": "في", "b": "في", "3an": "عن", "3ala": "على", "ila": "إلى", "la": "إلى", "w": "و", "wa": "و",
    "el": "", "al": "", "il": "", "l": "", "yom": "يوم", "youm": "يوم", "sene": "سنة", "sanet": "سنة", "balad": "بلد",
    "ra2is": "رئيس", "ra2ees": "رئيس", "7arb": "حرب", "jeish": "جيش", "jaysh": "جيش", "2atla": "قتلى", "atla": "قتلى",
    "8ara": "غارة", "ghara": "غارة", "2asf": "قصف", "asf": "قصف", "infijar": "انفجار", "zelzal": "زلزال",
    "zilzal": "زلزال", "ittifa2": "اتفاق", "malek": "ملك", "wazir": "وزير", "7okoume": "حكومة", "men": "من",
    "ma3": "مع", "ba3d": "بعد", "abel": "قبل", "2abl": "قبل", "mbere7": "أمس", "mbare7": "أمس", "kan": "كان",
    "kanet": "كانت", "3adad": "عدد", "da7aya": "ضحايا", "mat": "مات", "ktir": "كثير", "halla2": "الآن",
    "lyom": "اليوم",
}  # fmt: skip
"""Common words of Arabic in Latin letters, with digits for the letters that Latin lacks."""
_DIGIT_LETTERS = str.maketrans({"2": "'", "3": "'", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "s"})
_LATIN_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")


@cache
def _folded() -> dict[str, str]:
    return {fold_text(phrase): put for phrase, put in _DIALECT.items()}


@cache
def _dialect() -> re.Pattern[str]:
    phrases = sorted(_folded(), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?P<and>[وف]?)(?P<words>{'|'.join(map(re.escape, phrases))})(?![^\W_])")


def standard(question: str) -> str:
    """Put dialect question words into Standard Arabic: «شو صار بحلب امتى» -> «ماذا حدث بحلب متى».

    A question without any comes back as it is, to the letter.
    """
    folded = " ".join(fold_text(question).split())
    put = _dialect().sub(lambda found: found["and"] + _folded()[found["words"]], folded)
    return put if put != folded else question


def from_latin(question: str, spelled: Callable[[str], list[str]]) -> str:
    """Put Arabic in Latin letters into Arabic ones: "shu sar b 7alab" -> «ماذا حدث في حلب».

    Args:
        question: the question as typed.
        spelled: the spellings that the archive has for a name in Latin letters, likeliest first, or none.

    Words that nothing is known of stay in Latin letters.
    """
    words = []
    for found in _LATIN_WORD.finditer(question):
        word = found.group().lower()
        if word in _ARABIZI:
            words.append(_ARABIZI[word])
        else:
            words.append(next(iter(spelled(plain_latin(found.group()))), found.group()))
    return " ".join(word for word in words if word)


def plain_latin(word: str) -> str:
    """Write the digits of an Arabizi word as Latin letters: "7alab" -> "halab", "Dar3a" -> "Dar'a"; numbers stay."""
    return word if word.isdecimal() else word.translate(_DIGIT_LETTERS).strip("'")
