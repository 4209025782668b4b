"""Sentences and clauses: where they end, and that nothing is lost between them."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Span
from index.sentences import clause_spans, clauses, sentences, stripped

PIECES = [
    "قال", "الوزير", "أعلن", "في", "دير", "الزور", "د.", "أ.ف.ب", "م.", "3.5", "2024", "a.m.", "U.S.",
    "www.example.org", "Reuters", "و", "حيث", "بينما", "كِتابٌ", "الخ.", "كم.", "إلخ",
    ".", "..", "…", "؟", "!", "؟!", "،", "؛", ":", "«", "»", "”", "“", '"', ")", "(", "-", "–", "\u200f", "\u202c",
    " ", " ", " ", "\u00a0", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "\t",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=80))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلن الوزير. ثم غادر.", ["أعلن الوزير.", "ثم غادر."]),
        ("هل وصل الوفد؟ نعم! وصل… ثم عاد.", ["هل وصل الوفد؟", "نعم!", "وصل…", "ثم عاد."]),  # every end mark
        ("وصل الوفد؛ ثم غادر، دون تصريح.", ["وصل الوفد؛ ثم غادر، دون تصريح."]),  # ؛ and ، part clauses
        ("قال: «انتهى الأمر.» ثم خرج.", ["قال: «انتهى الأمر.»", "ثم خرج."]),  # the closing mark goes with its stop
        ("سأل: “متى؟” فلم يجب.", ["سأل: “متى؟”", "فلم يجب."]),
        ("التقى د. أحمد م. سالم أمس.", ["التقى د. أحمد م. سالم أمس."]),  # titles
        ("نقلت أ.ف.ب عن مصدر. وأضافت.", ["نقلت أ.ف.ب عن مصدر.", "وأضافت."]),  # an agency's initials
        ("بلغت النسبة 3.5 في المئة. وارتفعت إلى ٤.٢ لاحقا.", ["بلغت النسبة 3.5 في المئة.", "وارتفعت إلى ٤.٢ لاحقا."]),
        ("الموقع www.example.org متاح. زوروه.", ["الموقع www.example.org متاح.", "زوروه."]),  # an address
        ("عنوان بلا نقطة\nنص الخبر هنا.", ["عنوان بلا نقطة", "نص الخبر هنا."]),  # a line end always ends
        ("قتلوا جميعا.وأضاف المصدر ذلك.", ["قتلوا جميعا.", "وأضاف المصدر ذلك."]),  # no space behind the stop
        ("He arrived at 5 p.m. on Monday. He left.", ["He arrived at 5 p.m. on Monday.", "He left."]),
        ("Dr. Salem met Mr. J. Smith. They spoke.", ["Dr. Salem met Mr. J. Smith.", "They spoke."]),
        ("  \n \t ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def assert_covers(text: str, spans: list[Span], within: Span) -> None:
    """Every visible character of the stretch is in exactly one span, and the spans are in order and bare of space."""
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)
    covered = "".join("".join(span.of(text).split()) for span in spans)
    assert covered == "".join(within.of(text).split())


@given(TEXTS)
@example("قال:\n»\n.")
@example("...\n...")
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    assert_covers(text, sentences(text), Span(0, len(text)))


@given(TEXTS)
@example("قال\u2028.")
@example("وصل كم.\r«")
def test_a_line_end_is_never_inside_a_sentence(text: str) -> None:
    assert not [span for span in sentences(text) if set(span.of(text)) & set("\n\r\u2028\u2029\x0b\x0c\x85")]


@given(TEXTS, st.integers(5, 80))
def test_clauses_are_short_enough_and_lose_nothing(text: str, longest: int) -> None:
    for sentence in sentences(text):
        found = clauses(text, sentence, longest)
        assert_covers(text, found, sentence)
        assert all(clause.end - clause.start <= longest for clause in found)


@given(TEXTS)
def test_clauses_as_punctuation_marks_them_lose_nothing(text: str) -> None:
    for sentence in sentences(text):
        assert_covers(text, clause_spans(text, sentence), sentence)


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        # short enough: one clause
        ("أعلن الوزير، أمس، انتهاء العمل.", 60, ["أعلن الوزير، أمس، انتهاء العمل."]),
        # at commas, and neighbours joined while they fit
        ("أعلن الوزير، أمس، انتهاء العمل في الميناء.", 22, ["أعلن الوزير، أمس،", "انتهاء العمل في", "الميناء."]),
        # at a connective where no mark helps
        ("وصل الوفد إلى المطار حيث استقبله المحافظ", 24, ["وصل الوفد إلى المطار", "حيث استقبله المحافظ"]),
        # a number's comma parts nothing
        ("بلغ العدد 1,200 شخص", 12, ["بلغ العدد", "1,200 شخص"]),
        # a word longer than asked is cut inside
        ("أفاستسقيناكموها", 5, ["أفاست", "سقينا", "كموها"]),
    ],
)
def test_clauses(text: str, longest: int, expected: list[str]) -> None:
    assert [clause.of(text) for clause in clauses(text, Span(0, len(text)), longest)] == expected


def test_stripped_leaves_white_space_out() -> None:
    assert stripped(" \u00a0قال\n", 0, 6) == Span(2, 5)
    assert stripped(" \n ", 0, 3) == Span(3, 3)
