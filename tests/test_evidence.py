"""Evidence chosen from hits: what is quoted, where long sentences are cut, and when it is not enough."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting import TODAY, article, hit, question

from assistant.choice import candidates_of, neighbour, trimmed
from assistant.dating import Times
from assistant.evidence import FIGURES, STATEMENTS, SUMMARY, select
from assistant.question import Question, Request, understand
from assistant.quoting import LONGEST
from assistant.statement import Reason
from index.article import Span
from index.concept import concepts_of
from index.sentences import sentences

FLOOD = article(
    # 0: who and how many; 1: when; 2: something else
    "أدى الفيضان في درعا إلى مقتل أربعة أشخاص. وقع الفيضان يوم 12 أيار 2024. وامتدح الوزير عمل رجال الإطفاء.",
    "الضفاف",
    date(2024, 5, 13),
)
BRIDGE = article("افتتح الجسر الجديد في حمص أمام السيارات.", "الضفاف", date(2024, 5, 1))
NOTHING = Times()


def test_every_sentence_of_the_hits_is_a_candidate() -> None:
    found = candidates_of([hit(FLOOD, 1), hit(BRIDGE, 2)])
    assert [(candidate.hit.article_key, candidate.at) for candidate in found] == [(1, 0), (1, 1), (1, 2), (2, 0)]
    assert [candidate.text for candidate in found[2:]] == ["وامتدح الوزير عمل رجال الإطفاء.", BRIDGE.text]


def test_the_best_sentence_comes_first_and_is_quoted_to_the_letter() -> None:
    evidence = select(question("متى وقع الفيضان؟"), [hit(FLOOD, 1, alone=[0.85, 0.95, 0.7])], 0.0, NOTHING)
    assert evidence.enough
    first = evidence.findings[0].quotes[0]
    assert first.text == "وقع الفيضان يوم 12 أيار 2024."
    assert first.span.of(FLOOD.text) == first.sentence.of(FLOOD.text) == first.text
    assert (first.article, first.article_key, first.number) == (FLOOD, 1, 1)
    assert first.event is not None
    assert (first.event.first, first.event.last, first.event.precision) == (date(2024, 5, 12), date(2024, 5, 12), "day")
    assert [span.of(FLOOD.text) for span in first.highlights] == ["يوم 12 أيار 2024"]


def test_without_hits_nothing_was_found() -> None:
    evidence = select(question("متى وقع الفيضان؟"), [], 0.0, NOTHING)
    assert (evidence.findings, evidence.confidence, evidence.shortfall, evidence.nearest) == (
        (),
        0.0,
        Reason.NOTHING_FOUND,
        None,
    )
    assert not evidence.enough


def test_weak_evidence_is_refused_with_the_nearest_quote() -> None:
    evidence = select(question("متى وقع الفيضان؟"), [hit(FLOOD, 1)], 1.0, NOTHING)
    assert (evidence.findings, evidence.shortfall) == ((), Reason.WEAK)
    assert evidence.nearest is not None
    assert evidence.nearest.text in FLOOD.text


@pytest.mark.parametrize("cosine", [0.0, 0.5, 0.8, 1.0])
def test_confidence_is_from_0_to_1(cosine: float) -> None:
    assert 0 <= select(question("متى وقع الفيضان؟"), [hit(FLOOD, 1, cosine)], 0.0, NOTHING).confidence <= 1


@pytest.mark.parametrize(
    ("text", "most"),
    [("متى وقع الفيضان؟", STATEMENTS), ("كم شخصا حضر؟", FIGURES), ("ماذا حدث في درعا؟", SUMMARY)],
)
def test_so_many_findings_at_most(text: str, most: int) -> None:
    topics = "السد الجسر القافلة الوزير المعرض المطار الملعب القطار".split()
    hits = [hit(article(f"شاهد الناس {topic} يوما طويلا.", f"منبر {key}"), key) for key, topic in enumerate(topics)]
    assert 0 < len(select(question(text), hits, 0.0, NOTHING).findings) <= most


def test_choice_does_not_depend_on_anything_but_its_arguments() -> None:
    hits = [hit(FLOOD, 1), hit(BRIDGE, 2)]
    asked = question("أين وقع الفيضان؟")
    assert select(asked, hits, 0.0, NOTHING) == select(asked, hits, 0.0, NOTHING)


def test_a_question_without_known_words_can_be_asked_all_the_same() -> None:
    asked = replace(understand(Request("Zzyzx?", today=TODAY), []), searched="Zzyzx?")
    assert asked.concepts == ()
    assert select(asked, [hit(FLOOD, 1)], 0.0, NOTHING).findings


LONG = (
    "قال المتحدث باسم الهيئة في مؤتمر صحافي طويل عقده في مبنى البلدية القديم، وحضره عدد كبير من الصحافيين، "
    "إن السفينة الجانحة حُررت فجرا بعد ارتفاع المد، وإن العمل سيستمر أياما، وإن التحقيق سيبدأ قريبا في أسباب الحادث، "
    "كما شكر أطقم القاطرات والمرشدين على جهودهم المتواصلة ليلا ونهارا منذ بداية الأسبوع، "
    "وأعلن أن القناة ستفتح أمام السفن كلها غدا."
)


def test_a_long_sentence_is_cut_to_the_clauses_that_are_asked_about() -> None:
    whole = Span(0, len(LONG))
    cut = trimmed(question("متى حررت السفينة"), LONG, whole, 120).of(LONG)
    assert "إن السفينة الجانحة حُررت فجرا" in cut
    assert len(cut) <= 120
    assert trimmed(question("متى؟"), LONG, whole, len(LONG)) == whole  # short enough: whole


def test_long_sentences_are_quoted_in_part() -> None:
    asked = question("متى حررت السفينة؟")
    evidence = select(asked, [hit(article(LONG), 1)], 0.0, NOTHING)
    quote = evidence.findings[0].quotes[0]
    assert quote.sentence == Span(0, len(LONG))
    assert quote.span.end - quote.span.start <= LONGEST < len(LONG)
    assert "حُررت فجرا" in quote.text


TEXTS = st.text(alphabet="ابتة م،؛:ـُ «»()-\u00a0\u200f123", min_size=1, max_size=120)


@given(TEXTS, st.integers(1, 60), st.sampled_from([question("؟"), question("كم بت؟"), question("أين تم اب 1؟")]))
def test_a_cut_lies_in_its_sentence_and_is_never_too_long(text: str, longest: int, asked: Question) -> None:
    for sentence in sentences(text):
        cut = trimmed(asked, text, sentence, longest)
        assert sentence.start <= cut.start < cut.end <= sentence.end
        assert cut.end - cut.start <= longest
        assert cut.of(text).strip() == cut.of(text)


# One line: 0 names the flood, 1 tells when, 2 something else; and 3 in a line of its own.
BESIDE = article(
    "ضرب الفيضان مدينة درعا وما حولها. حدث ذلك يوم 12 أيار 2024. وامتدح الوزير عمل رجال الإطفاء.\nوزار الوزير المدينة."
)


def beside(text: str, at: int, scores: tuple[float, ...], longest: int = LONGEST) -> int | None:
    candidates = candidates_of([hit(BESIDE, 1)])
    assert len(candidates) == len(scores)
    return neighbour(question(text), candidates, np.array(scores), at, longest)


@pytest.mark.parametrize(
    ("text", "at", "scores", "longest", "expected"),
    [
        ("متى ضرب الفيضان درعا؟", 0, (9.0, 8.5, 3.0, 0.0), LONGEST, 1),
        ("متى ضرب الفيضان درعا؟", 1, (8.5, 9.0, 8.0, 0.0), LONGEST, 0),  # the better one of two
        ("متى ضرب الفيضان درعا؟", 0, (9.0, 1.0, 3.0, 0.0), LONGEST, None),  # fits badly
        ("متى ضرب الفيضان درعا؟", 0, (9.0, 8.5, 3.0, 0.0), 40, None),  # too long together
        ("متى ضرب الفيضان درعا؟", 2, (1.0, 1.0, 9.0, 8.9), LONGEST, None),  # a line of its own
        ("متى حدث ذلك يوم 12؟", 1, (8.5, 9.0, 8.0, 0.0), LONGEST, None),  # says it all itself
        ("ماذا حدث في درعا؟", 0, (9.0, 8.5, 3.0, 0.0), LONGEST, None),  # a summary
    ],
)
def test_a_sentence_is_quoted_with_the_neighbour_that_belongs_to_it(
    text: str, at: int, scores: tuple[float, ...], longest: int, expected: int | None
) -> None:
    assert beside(text, at, scores, longest) == expected


def test_a_quote_of_two_sentences_is_one_span_and_knows_which_was_chosen() -> None:
    evidence = select(question("متى ضرب الفيضان درعا؟"), [hit(BESIDE, 1, alone=[0.95, 0.94, 0.6, 0.5])], 0.0, NOTHING)
    first = evidence.findings[0].quotes[0]
    assert first.text == "ضرب الفيضان مدينة درعا وما حولها. حدث ذلك يوم 12 أيار 2024."
    assert first.span == first.sentence
    assert first.said == "ضرب الفيضان مدينة درعا وما حولها."
    assert first.event is not None
    assert first.event.first == date(2024, 5, 12)
    assert [span.of(BESIDE.text) for span in first.highlights] == ["يوم 12 أيار 2024"]
    said = [quote.text for finding in evidence.findings for quote in finding.quotes]
    assert sum("حدث ذلك" in text for text in said) == 1  # the neighbour is not quoted again


def test_what_answers_must_be_told_and_be_likely() -> None:
    told, likely = question("متى ضرب الفيضان درعا؟"), [hit(BESIDE, 1, alone=[0.95, 0.94, 0.6, 0.5])]
    off_topic = replace(told, concepts=concepts_of("سعر الذهب"), rarities=(5.0, 5.0))
    assert select(told, likely, 0.0, NOTHING).confidence > select(off_topic, likely, 0.0, NOTHING).confidence
    assert select(told, likely, 0.0, NOTHING).confidence > select(told, [hit(BESIDE, 1, 0.5)], 0.0, NOTHING).confidence
