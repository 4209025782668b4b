"""The kind of thing that a question asks for."""

import pytest

from assistant.kinds import Kind, kinds_of
from assistant.typed import standard

W, P, N, A, Y, H, S = Kind.WHEN, Kind.WHERE, Kind.NUMBER, Kind.WHO, Kind.WHY, Kind.HOW, Kind.SUMMARY


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # Standard Arabic, with and without hamza and marks
        ("متى استقالت الحكومة؟", (W,)),
        ("متي استقالت الحكومه", (W,)),
        ("في أي يوم افتتح المؤتمر؟", (W,)),
        ("ما تاريخ توقيع الاتفاق؟", (W,)),
        ("أين وقع الزلزال؟", (P,)),
        ("من أين جاءت القافلة؟", (P,)),
        ("في أي مدينة عقدت القمة؟", (P,)),
        ("كم شاحنة عبرت؟", (N,)),
        ("بكم تعهدت ألمانيا؟", (N,)),
        ("ما حصيلة الانفجار؟", (N,)),
        ("من ترأس المؤتمر؟", (A,)),
        ("مَن هو رئيس الهيئة؟", (A,)),
        ("ما اسم السفينة؟", (A,)),
        ("لماذا توقفت الملاحة؟", (Y,)),
        ("ما أسباب الحادث؟", (Y,)),
        ("كيف حُررت السفينة؟", (H,)),
        ("ماذا حدث في درنة؟", (S,)),
        ("لخّص أحداث السودان", (S,)),
        ("هل نفى الجيش ذلك؟", (Kind.OTHER,)),
        ("", (Kind.OTHER,)),
        # several at once, in the order of the question
        ("متى وأين اجتمع الوفد؟", (W, P)),
        ("أين ومتى اجتمع الوفد؟", (P, W)),
        ("when and where did they meet?", (W, P)),
        # English
        ("When did Diab resign?", (W,)),
        ("In which year was it opened?", (W,)),
        ("Where did the quake strike?", (P,)),
        ("How many ships waited?", (N,)),
        ("What was the death toll?", (N,)),
        ("How long did it take?", (N,)),
        ("Who signed the deal?", (A,)),
        ("Why was the canal closed?", (Y,)),
        ("How did the ship get free?", (H,)),
        ("What happened in Derna?", (S,)),
        ("Did the army deny it?", (Kind.OTHER,)),
        # Arabic in Latin letters
        ("shu sar b 7alab", (S,)),
        ("wein el malek", (P,)),
        ("adesh 3adad el 2atla", (N,)),
        ("emta 5eles", (W,)),
    ],
)
def test_kinds_are_told_by_question_words(question: str, expected: tuple[Kind, ...]) -> None:
    assert kinds_of(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("امتى وصلوا", W), ("إيمتى وصلوا", W), ("ايمتا وصلوا", W), ("وقتاش وصلوا", W), ("فوقاش وصلوا", W),
        ("وين وصلوا", P), ("فين وصلوا", P), ("منين وصلوا", P),
        ("قديش وصل", N), ("أديش وصل", N), ("شحال وصل", N), ("قداش وصل", N), ("شقد وصل", N),
        ("مين وصل", A), ("منو وصل", A), ("شكون وصل", A),
        ("ليش وصل", Y), ("ليه وصل", Y), ("علاش وصل", Y),
        ("شلون وصل", H), ("إزاي وصل", H), ("كيفاش وصل", H),
        ("شو صار", S), ("شنو صار", S), ("إيش صار", S), ("إيه اللي حصل", S),
    ],
)  # fmt: skip
def test_dialects_ask_for_the_same_as_standard_arabic(question: str, expected: Kind) -> None:
    assert kinds_of(question) == kinds_of(standard(question)) == (expected,)


@pytest.mark.parametrize("question", ["وصلوا من حلب", "قرأ كمال عن الأينية", "Somewhere a whole nowhere show"])
def test_words_that_only_look_like_question_words(question: str) -> None:
    assert kinds_of(question) == (Kind.OTHER,)
