"""The kind of thing that a question asks for, from its question words: Standard Arabic, dialects, English."""

import re
from enum import StrEnum
from functools import cache

from index.arabic import fold_text


class Kind(StrEnum):
    """The kind of thing that a question asks for."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    NUMBER = "number"
    WHY = "why"
    HOW = "how"
    SUMMARY = "summary"
    TIMELINE = "timeline"
    OTHER = "other"


# Folded spellings. A question word may carry a conjunction or a preposition (و ف ب ل) before it.
_ARABIC = {
    Kind.WHEN: r"متي|امتي|امته|ايمتي|ايمتا|ايمته|وقتيش|وقتاش|فوقاش|وينتا|"
    r"(?:في |ب|منذ |حتي )?(?:اي|ايه) (?:يوم|تاريخ|عام|سنه|ساعه|شهر|وقت|ليله|قرن|عقد|موعد|حقبه|فتره)|"
    r"ما (?:هو |هي )?(?:تاريخ|موعد|توقيت)",
    Kind.WHERE: r"اين|وين|فين|منين|اينما|من اين|الي اين|"
    r"(?:اي|ايه) (?:مدينه|بلد|بلده|دوله|مكان|منطقه|قريه|موقع|محافظه|مطار|قاعده|جامعه|ولايه|قاره|حي|مخيم|معبر)|"
    r"ما (?:هو |هي )?(?:مكان|موقع|عاصمه)",
    Kind.NUMBER: r"كم|قديش|اديش|كام|بكم|شحال|قداش|شقد|عدد|نسبه|حصيله|"
    r"ما (?:هو |هي )?(?:عدد|نسبه|حصيله|حجم|قيمه|مساحه|طول|ارتفاع|تكلفه|سعر|عمر)",
    Kind.WHO: r"من(?= (?:هو|هي|هم|هن|الذي|التي|الذين|كان|كانت|قال|قتل|فاز|اسس|اخترع|كتب|قاد|تراس|اول|يكون|يقود|يملك)\b)"
    r"|\A(?:و|ف)?من(?= )(?! (?:اين|اي|ايه|متي|بين|خلال|قبل|بعد)\b)|"
    r"مين|منو|شكون|ما اسم|ما هو اسم|ما اسماء|شنو اسم|شو اسم|(?:اي|ايه) (?:شخص|رئيس|ملك|لاعب|قائد|وزير|عالم|كاتب)",
    Kind.WHY: r"لماذا|لم(?= (?:لا|لم|يكن|تم))|ليش|ليه|علاش|لاش|سبب|اسباب|بسبب ماذا|لاي سبب|"
    r"ما (?:هو |هي )?(?:سبب|اسباب|الداعي|السبب)",
    Kind.HOW: r"كيف|شلون|شلونه|ازاي|كيفاش|كيفيه",
    Kind.SUMMARY: r"لخص|لخصي|ملخص|اوجز|ماذا (?:حدث|جري|حصل|وقع)|ما (?:الذي )?(?:حدث|جري|حصل)|"
    r"ما (?:هي |هو )?(?:ابرز|اهم)|"
    r"شو (?:صار|حصل)|ايش صار|شنو صار|ايه اللي حصل|استعرض|تحدث عن|ماذا تعرف",
}
_ENGLISH = {
    Kind.WHEN: r"when|(?:what|which) (?:date|day|year|time|month|night|hour|century|decade)|since when|how long ago",
    Kind.WHERE: r"where|(?:what|which) "
    r"(?:city|country|town|place|region|village|province|airport|state|location|university|continent)",
    Kind.NUMBER: r"how (?:many|much|old|long|far|tall|big|large|high|often)|number of|death toll|"
    r"what (?:number|percentage|percent|amount|share|proportion)|"
    r"what (?:was|is|were) the (?:toll|number|cost|price|size|age|total|population|percentage|length|height|area)",
    Kind.WHO: r"who|whom|whose|what(?: is| was|'s)? (?:the )?name|name the|"
    r"which (?:person|president|minister|player|king|leader|scientist|author)",
    Kind.WHY: r"why|what (?:caused|is the reason|was the reason|reason)|for what reason|how come",
    Kind.HOW: r"how(?! (?:many|much|old|long|far|tall|big|large|high|often|come))",
    Kind.SUMMARY: r"summari[sz]e|summary|what (?:has |had )?happened|what took place|overview|outline|tell me about|"
    r"what (?:were|are) the (?:main|key|latest)|what did .{2,40} do|what is going on",
}
_ARABIZI = {
    Kind.WHEN: r"emta|imta|aymta|mata",
    Kind.WHERE: r"wein|wayn|ween|fein|feen|ayna",
    Kind.NUMBER: r"2?add?esh|2?adeish",
    Kind.WHO: r"meen|miin",
    Kind.WHY: r"leish|leesh|lesh|laysh|limatha|limaza",
    Kind.HOW: r"kif|keef",
    Kind.SUMMARY: r"(?:shu|shou|sho|chou|eh|matha|maza) (?:sar|saar|7asal|hasal|7adath|hadath)",
}
"""Question words of Arabic in Latin letters that are no words of English."""


@cache
def _patterns() -> dict[Kind, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?:(?<!\w)[وفبل]?(?:{arabic})(?!\w))|(?:\b(?:{_ENGLISH[kind]}|{_ARABIZI[kind]})\b)")
        for kind, arabic in _ARABIC.items()
    }


def kinds_of(question: str) -> tuple[Kind, ...]:
    """Return the kinds of thing asked for, in the order in which the question names them.

    «متى وأين اجتمع الوفد؟» -> (WHEN, WHERE); "How many trucks?" -> (NUMBER,); a question of none -> (OTHER,).
    """
    folded = " ".join(fold_text(question).split())
    found = {kind: match.start() for kind, pattern in _patterns().items() if (match := pattern.search(folded))}
    return tuple(sorted(found, key=lambda kind: (found[kind], kind))) or (Kind.OTHER,)
