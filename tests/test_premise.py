"""What speaks against the premise of a question is found, and what only is on the same matter is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from quoting import TODAY, article, hit, question

from assistant.choice import candidates_of
from assistant.dating import Times
from assistant.evidence import select
from assistant.extractive import ExtractiveAnswerer
from assistant.guard.polarity import negated
from assistant.premise import contradiction
from assistant.question import Question, Request, understand
from assistant.statement import Reason
from index.concept import Concept
from index.lexicon import translate

# Of each: what is asked, a sentence of the archive, and the words in it that speak against the question.
AGAINST = [
    ("متى باعت البلدية المطحنة؟", "وقال المجلس إنه ليست لديه نية لبيع المطحنة التابعة للبلدية.", "ليست لديه نية لبيع"),
    ("لماذا أغلقت البلدية المتحف؟", "لم يتم إغلاق المتحف بحسب البلدية، بل رممت قاعته.", "لم يتم إغلاق"),
    ("من سرق لوحة المتحف؟", "ونفت إدارة المتحف سرقة اللوحة.", "نفت إدارة المتحف سرقة"),
    ("لماذا اعترفت إيران بتلويث النهر؟", "ونفت إيران تلويث مياه النهر.", "ونفت إيران"),
    ("لماذا لم تدع الجمعية الصحافيين إلى الحفل؟", "وجهت الجمعية دعوة إلى الصحافيين لحضور الحفل.", "دعوة"),
]
# The same, where nothing speaks against it: the negation is of something else, or is none.
BESIDE = [
    ("متى باعت البلدية المطحنة؟", "باعت البلدية المطحنة القديمة ولم تذكر السعر."),
    ("متى باعت البلدية المطحنة؟", "لا تزال المطحنة تعمل، وباعت البلدية الطحين."),
    ("لماذا أغلقت البلدية المتحف؟", "أغلقت البلدية المتحف لأن سقفه لم يكن آمنا."),
    ("كم كلم يبعد المتحف عن البلدية؟", "يبعد المتحف نحو 3 كلم شرق البلدية على كلا الطريقين."),
    ("ماذا حدث في المتحف؟", "لم يحدث شيء في المتحف."),  # a summary takes nothing for granted
    ("من لم يحضر الحفل؟", "حضر الحفل كل أعضاء الجمعية."),  # asks for the exception
]


def asked_of(text: str) -> Question:
    """A question all of whose words are rare enough to be looked for."""
    asked = question(text)
    return replace(asked, rarities=(3.0,) * len(asked.concepts))


@pytest.mark.parametrize(("asked", "text", "words"), AGAINST)
def test_a_denial_of_what_is_asked_is_found_with_its_words(asked: str, text: str, words: str) -> None:
    candidates = candidates_of([hit(article(text, "الضفاف"), 1)])
    found = contradiction(asked_of(asked), candidates, np.zeros(len(candidates)))
    assert found is not None
    assert words in found.words.of(text)


@pytest.mark.parametrize(("asked", "text"), BESIDE)
def test_a_negation_of_something_else_is_no_denial(asked: str, text: str) -> None:
    candidates = candidates_of([hit(article(text, "الضفاف"), 1)])
    assert contradiction(asked_of(asked), candidates, np.zeros(len(candidates))) is None


def test_what_scores_far_below_the_best_is_not_looked_at() -> None:
    candidates = candidates_of([hit(article("افتتح المتحف."), 1), hit(article(AGAINST[2][1], "الضفاف"), 2)])
    asked = asked_of(AGAINST[2][0])
    assert contradiction(asked, candidates, np.array([9.0, 8.0])) is not None
    assert contradiction(asked, candidates, np.array([9.0, 1.0])) is None


def test_a_denial_stands_among_the_first_two_and_is_said_to_be_one() -> None:
    sale = article("تملك البلدية المطحنة منذ عام 1950. وتعرض البلدية المطحنة للزوار. وباعت البلدية الطحين.", "الضفاف")
    denial = article("وقال المجلس إنه ليست لديه نية لبيع المطحنة التابعة للبلدية.", "وكالة النور")
    hits = [hit(sale, 1), hit(denial, 2)]
    asked = asked_of("متى باعت البلدية المطحنة؟")
    evidence = select(asked, hits, 0.0, Times())
    at = [finding.contradicts for finding in evidence.findings].index(True)
    assert at < 2
    assert evidence.findings[at].quotes[0].text == denial.text
    said = list(ExtractiveAnswerer().write(asked, evidence))
    note = next(number for number, statement in enumerate(said) if statement.note)
    assert said[note].text == "وقد يخالف هذا ما يفترضه السؤال:"
    assert [citation.article for citation in said[note + 1].citations] == [denial]
    assert {
        citation.n for statement in said[:note] + said[note + 1 : note + 2] for citation in statement.citations
    } == {*range(1, at + 2)}


def test_weak_evidence_with_a_denial_is_refused_for_its_premise() -> None:
    denial = article("وقال المجلس إنه ليست لديه نية لبيع المطحنة التابعة للبلدية.")
    evidence = select(asked_of("متى باعت البلدية المطحنة؟"), [hit(denial, 1)], 1.0, Times())
    assert evidence.shortfall is Reason.PREMISE
    assert evidence.nearest is not None
    assert evidence.nearest.text == denial.text


def test_an_english_question_is_held_against_arabic_denials() -> None:
    text = "وقال المجلس إنه ليست لديه نية لتسليم المطحنة."
    asked = understand(Request("When did the council hand the mill over?", today=TODAY), [])
    concepts = tuple(Concept(one.arabic, sure=False) for one in translate(asked.text))
    asked = replace(asked, searched=asked.text, concepts=concepts, rarities=(3.0,) * len(concepts))
    found = contradiction(asked, candidates_of([hit(article(text), 1)]), np.zeros(1))
    assert found is not None
    assert found.words.of(text) == "ليست لديه نية لتسليم"


# What a sentence negates: a word after a particle, everything after a denial.
NEGATED = [
    ("لم يتم إبلاغ الجمعية بالقرار.", ["إبلاغ"]),
    ("ليس المتحف مغلقا، والحديقة مفتوحة.", ["المتحف"]),
    ("ونفت البلدية بيع المبنى، وافتتحته.", ["البلدية", "بيع", "المبنى"]),
    ("لا يزال المتحف مغلقا.", []),
    ("تبعد القرية 5 كلم، وزارها كلا الرجلين.", []),
    ("افتتح المتحف أمس.", []),
]


@pytest.mark.parametrize(("text", "words"), NEGATED)
def test_what_a_sentence_negates(text: str, words: list[str]) -> None:
    assert [one.word.raw for one in negated(text)] == words


@given(st.text(alphabet="لمنيس اتفوب،. دعh3", max_size=80))
def test_any_text_can_be_looked_through(text: str) -> None:
    for one in negated(text):
        assert text[one.by.start : one.by.end] == one.by.raw
        assert one.by.start < one.word.start
