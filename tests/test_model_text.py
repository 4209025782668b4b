"""Sentences of a language model: cut while they stream, marks read, everything but words taken out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model_text import Segment, Written, clean, cut, read, spoken


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the plain form, before and behind the stop
        ("The bridge closed [2].", Written((Segment("The bridge closed", (2,)),), ".")),
        ("The bridge closed. [2]", Written((Segment("The bridge closed", (2,)),), ".")),
        ("أُغلق الجسر [2].", Written((Segment("أُغلق الجسر", (2,)),), ".")),
        # other digits and brackets
        ("أُغلق الجسر [٢]؟", Written((Segment("أُغلق الجسر", (2,)),), "؟")),
        ("أُغلق الجسر【۲】", Written((Segment("أُغلق الجسر", (2,)),), ".")),
        ("It closed ［１２］.", Written((Segment("It closed", (12,)),), ".")),
        ("It closed 【3†source】.", Written((Segment("It closed", (3,)),), ".")),
        ("It closed [^4].", Written((Segment("It closed", (4,)),), ".")),
        ("It closed [source 4].", Written((Segment("It closed", (4,)),), ".")),
        ("أُغلق الجسر [المصدر ٤].", Written((Segment("أُغلق الجسر", (4,)),), ".")),
        # several numbers
        ("It closed [1, 3].", Written((Segment("It closed", (1, 3)),), ".")),
        ("أُغلق [١، ٣].", Written((Segment("أُغلق", (1, 3)),), ".")),
        ("It closed [1][2] [2].", Written((Segment("It closed", (1, 2)),), ".")),
        ("It closed [1-3].", Written((Segment("It closed", (1, 2, 3)),), ".")),
        ("It closed [1 and 3].", Written((Segment("It closed", (1, 3)),), ".")),
        ("أُغلق [1 و3].", Written((Segment("أُغلق", (1, 3)),), ".")),
        # a range wider than any evidence is nobody's number
        ("It closed [1-9999].", Written((Segment("It closed", ()),), ".")),
        # marks inside the sentence belong to what stands before them
        (
            "It closed [1] and the road flooded [2].",
            Written((Segment("It closed", (1,)), Segment("and the road flooded", (2,))), "."),
        ),
        ("It closed [1] for good.", Written((Segment("It closed for good", (1,)),), ".")),
        # a mark with a target keeps its number and loses the target
        ("It closed [1](http://a.example/x).", Written((Segment("It closed", (1,)),), ".")),
        # no marks: words in square brackets and years in round ones are none
        ("It closed [sic] in (2014).", Written((Segment("It closed [sic] in (2014)", ()),), ".")),
        ("", Written((), ".")),
    ],
)
def test_marks_are_read_in_every_spelling(sentence: str, expected: Written) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Aleppo** was `quiet`", "Aleppo was quiet"),
        ("- كانت حلب هادئة", "كانت حلب هادئة"),
        ("2. كانت حلب هادئة", "كانت حلب هادئة"),
        ("## Summary", "Summary"),
        ("<b>حلب</b> <img src=x onerror=alert(1)>هادئة", "حلب هادئة"),
        ("<scr<script>ipt>alert(1)</script> quiet", ""),
        ("&lt;script&gt;alert(1)&lt;/script&gt; quiet", "quiet"),
        ("&amp;lt;b&amp;gt;quiet", "quiet"),
        ("a <!-- hidden --> b", "a b"),
        ("a <!-- never closed", "a"),
        ("![x](http://a.example/p.png) quiet", "quiet"),
        ("[press here](http://a.example) now", "press here now"),
        ("ح\u200bل\u202eب \u2066هادئة\u2069", "حلب هادئة"),
        ("5 < 6 and 7 > 6", "5 6 and 7 6"),
    ],
)
def test_markup_does_not_survive(text: str, expected: str) -> None:
    """Twice, as `read` unescapes once more than `clean`."""
    assert read(text).text == expected


@given(st.text(alphabet="<>/!-abc script &lt;gt;amp\"'=حلب[]()*`\u200b", max_size=60))
def test_no_tag_survives_whatever_is_nested(text: str) -> None:
    assert not set(clean(text)) & set("<>\u200b`*")
    assert not set(read(text).text) & set("<>\u200b`*")


@pytest.mark.parametrize(
    "text",
    [
        "see http://a.example/x?y=1",
        "see www.a.test",
        "see evil.com/login",
        "اذهب إلى evil[.]com الآن",
        "javascript:alert(1)",
        "write to a@b.net",
        "at 10.0.0.7:8080/x",
        "hxxps:evil",
    ],
)
def test_addresses_are_seen(text: str) -> None:
    assert read(text).addresses


@pytest.mark.parametrize(
    "text", ["It closed at 10:30.", "U.S. forces left.", "بلغ 3.5 ملايين عند 10:30", "Dr. Amin said so"]
)
def test_ordinary_words_are_no_addresses(text: str) -> None:
    assert read(text).addresses == []


# Four sentences: a mark behind a stop, an abbreviation, Eastern digits, a list of numbers; and a line of its own.
STORY = (
    "It fell. [1] The U.S. envoy left Dr. Amin [1, 3]. أُغلق الجسر【٢】. ارتفع السعر 3.5 في المئة؟ [1][2]\nLast line [4]"
)
SENTENCES = [
    Written((Segment("It fell", (1,)),), "."),
    Written((Segment("The U.S. envoy left Dr. Amin", (1, 3)),), "."),
    Written((Segment("أُغلق الجسر", (2,)),), "."),
    Written((Segment("ارتفع السعر 3.5 في المئة", (1, 2)),), "؟"),
    Written((Segment("Last line", (4,)),), "."),
]


def test_a_text_is_cut_into_sentences() -> None:
    assert list(cut([STORY])) == SENTENCES


@given(st.sets(st.integers(0, len(STORY))))
def test_the_pieces_of_a_stream_make_no_difference(cuts: set[int]) -> None:
    bounds = sorted({0, len(STORY), *cuts})
    assert list(cut(STORY[start:end] for start, end in pairwise(bounds))) == SENTENCES


def test_a_sentence_comes_as_soon_as_the_next_begins() -> None:
    taken: list[str] = []

    def pieces() -> list[str]:
        return ["It fell [1]. ", "أُغلق"]

    for piece in cut(piece for piece in [*pieces(), "STOP"] if taken.append(piece) is None):
        assert piece == Written((Segment("It fell", (1,)),), ".")
        break
    assert taken == ["It fell [1]. ", "أُغلق"]


def test_an_empty_piece_is_a_moment_to_stop_and_no_word() -> None:
    pieces = ["أُغلق ", "", "الجسر [1]. ", "<thi", "", "nk>لعل", "", "</think>"]
    assert list(cut(spoken(pieces))) == [None, None, None, Written((Segment("أُغلق الجسر", (1,)),), ".")]


def test_noise_without_an_end_is_cut() -> None:
    assert len(list(cut(["ل" * 1500] * 4))) == 2


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["<think>بحث</think>جواب"], "جواب"),
        (["<thi", "nk>secret</th", "ink>an", "swer"], "answer"),
        (["a < b", " <th"], "a < b <th"),
        (["<think>never closed"], ""),
        (["a<think>x</think>b<think>y</think>c"], "abc"),
    ],
)
def test_thinking_aloud_is_left_out(pieces: list[str], expected: str) -> None:
    assert "".join(spoken(pieces)) == expected


@pytest.mark.parametrize(
    ("text", "refuses", "no_answer"),
    [
        ("I'm sorry, but I can't help with that.", True, False),
        ("لا أستطيع الإجابة عن هذا.", True, False),
        ("عذراً، لا يمكنني ذلك.", True, False),
        ("NO ANSWER", False, True),
        ("The minister is unable to travel [1].", False, False),
        ("قال الوزير إن الوضع مستقر [1].", False, False),
    ],
)
def test_refusals_are_told_from_answers(text: str, refuses: bool, no_answer: bool) -> None:
    written = read(text)
    assert (written.refuses, written.no_answer) == (refuses, no_answer)
