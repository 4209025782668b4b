"""Passages are whole sentences; every sentence is in exactly one of them."""

from hypothesis import given
from hypothesis import strategies as st

from index.article import Passage, Sentence, Span
from index.passages import LONGEST, SHORTEST_REST, split
from index.sentences import sentences

SENTENCE = "أعلن المحافظ أن العمل في الميناء يستأنف صباح غد بعد توقف دام أسبوعا كاملا."  # some 75 code points
TEXTS = st.lists(st.tuples(st.integers(1, 40), st.sampled_from([" ", "\n", "\n\n", "؟ ", "! "])), max_size=60).map(
    lambda parts: "".join("خبر جديد " * words + "." + end for words, end in parts)
)


def test_a_short_article_is_one_passage() -> None:
    text = "عنوان الخبر\n\nأعلن الوزير. ثم غادر.\n"
    assert split(text) == [
        Passage(
            Span(0, 34),
            0,
            (Sentence(Span(0, 11), 0), Sentence(Span(13, 25), 1), Sentence(Span(26, 34), 2)),
        )
    ]


def test_a_text_of_white_space_has_no_passages() -> None:
    assert split(" \n\t\u00a0 ") == []


def test_a_long_article_is_cut_at_the_end_of_a_paragraph() -> None:
    paragraph = " ".join([SENTENCE] * 8)  # some 600 code points: more than half a passage
    text = "\n".join([paragraph] * 4)
    assert [passage.span.of(text) for passage in split(text)] == [paragraph] * 4


def test_a_long_paragraph_is_cut_after_the_last_sentence_that_fits() -> None:
    text = " ".join([SENTENCE] * 40)
    first = split(text)[0]
    fitting = (LONGEST + 1) // (len(SENTENCE) + 1)
    assert first.span.of(text) == " ".join([SENTENCE] * fitting)


def test_a_short_rest_joins_the_passage_before_it() -> None:
    fitting = (LONGEST + 1) // (len(SENTENCE) + 1)
    text = " ".join([SENTENCE] * (fitting + 1))
    assert [passage.span.of(text) for passage in split(text)] == [text]


@given(st.one_of(TEXTS, st.text(max_size=200)))
def test_passages_are_whole_sentences_in_order(text: str) -> None:
    found = split(text)
    inside = [sentence for passage in found for sentence in passage.sentences]
    assert [sentence.span for sentence in inside] == sentences(text)
    assert [sentence.number for sentence in inside] == list(range(len(inside)))
    assert [passage.number for passage in found] == list(range(len(found)))
    for passage in found:
        assert passage.span == Span(passage.sentences[0].span.start, passage.sentences[-1].span.end)
        length = passage.span.end - passage.span.start
        assert length <= LONGEST + SHORTEST_REST or len(passage.sentences) == 1
