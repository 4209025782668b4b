"""Whether a question wants a timeline, and of what."""

import re

from index.arabic import fold

_LINE = (
    r"(?:خطا? زمنيا?|الخط الزمني|خطوط زمنيه|جدول(?:ا)? زمنيا?|الجدول الزمني|تسلسل(?:ا)? زمنيا?|التسلسل الزمني|"
    r"تسلسل الاحداث|كرونولوجيا|"
    r"ترتيب(?:ا)? زمنيا?|الترتيب الزمني|زمنيا|(?:a |the )?time-? ?line|(?:a |the |in )?chronolog(?:y|ical order|"
    r"ically)|(?:the )?sequence of events)"
)
_ASKING = (
    r"(?:من فضلك |لو سمحت |please |can you |could you )?"
    r"(?:(?:اعرض|اعرضها|اعرضه|ارسم|ارسمها|اعطني|اعطيني|هات|قدم|اكتب|اصنع|ضع|جهز|اريد|ابي|عايز|بدي|اعد|اعمل|سوي|انشي|"
    r"رتب|رتبها|سرد|اسرد|"
    r"give|show|draw|make|build|create|write|prepare|put|present|list|provide|i want|i need|arrange|order|as|like)"
    r"(?: (?:لي|لنا|me|us|it|them|that|this|ذلك|هذا|ها))?(?: (?:كـ?|في|علي شكل|بشكل|as|in|on|into))? )?"
)
_OF = (
    r"(?: (?:ل|عن|حول|بشان|من|of|for|about|on|covering|showing)(?= ))?(?: ?(?:ل|ال)?(?:احداث|الاحداث|تطورات|وقايع|"
    r"مجريات)(?!\w)| (?:the )?(?:main |key )?(?:events|developments)(?: (?:of|in|around|during))?\b)?"
)
_PATTERN = re.compile(rf"(?<!\w)(?:[وفك])?{_ASKING}(?:[بك])?{_LINE}{_OF}(?!\w)")


def asks_for_timeline(text: str) -> bool:
    """Whether a question wants dated events in order: «خط زمني لـ…», «رتّب زمنيا …», "a timeline of …"."""
    return timeline_topic(text) is not None


def timeline_topic(text: str) -> str | None:
    """Return what a timeline is wanted of, possibly nothing («اعرضها كخط زمني»), or None where none is wanted.

    «اعرض خطا زمنيا لأحداث المدينة في نيسان» -> «المدينة في نيسان».
    """
    folded = fold(text)
    found = _PATTERN.search(folded.text)
    if found is None:
        return None
    start, end = folded.span(*found.span())
    rest = re.sub(
        r"^(?:(?:لـ?|of|for|about|عن|حول)\s+)+",
        "",
        " ".join(f"{text[:start]} {text[end:]}".split()).strip(" :،,.-–—؟?"),
    )
    verb = re.match(r"(?:رتب|رتّب|اعرض|أعرض|اسرد)\S*(?: (?:لي|لنا))?\s+|(?:arrange|order|list)\s+", rest)
    rest = rest[verb.end() :] if verb else rest
    return re.sub(
        r"^(?:ال)?(?:أحداث|احداث|تطورات|وقائع|مجريات)\s+|^(?:the )?(?:events|developments) (?:of|in)\s+", "", rest
    )
