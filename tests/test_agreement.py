"""Where outlets agree and where they differ."""

from datetime import date

import pytest
from quoting import question, quote

from assistant.agreement import OUTLETS, findings_of
from assistant.quote import Finding
from assistant.same import Gist, Relation, overlap, relation

HOW_MANY, WHERE = question("كم قتيلا سقط في دوما؟"), question("أين سقط القتلى؟")

# one event as outlets tell it
FIRST = quote("مقتل 27 مدنيا في قصف على دوما", "النور")
ALIKE = quote("قتل 27 مدنيا في قصف على مدينة دوما مساء السبت", "الشرق")
AGAIN = quote("مقتل 27 مدنيا في قصف على دوما أمس", "النور")
MORE = quote("مقتل 40 مدنيا في قصف على دوما", "البحر")
LONG_AGO = quote("مقتل 9 مدنيين في قصف على دوما", "الغرب", date(2013, 8, 21))
OTHER = quote("عقدت القمة في جدة بحضور وفود عدة", "الغرب")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("مقتل 27 مدنيا في دوما", "مقتل 40 مدنيا في دوما", Relation.DIFFERENT_NUMBER),
        ("مقتل 27 مدنيا في دوما", "قُتل ٢٧ مدنياً في مدينة دوما", Relation.SAME),
        ("انهار سد الوادي ليل الأحد", "قالت البلدية إن سد الوادي انهار ليل الأحد بعد المطر", Relation.SAME),
        ("انهار سد الوادي ليل الأحد", "عقدت القمة في جدة", Relation.OTHER),
        # function words and days of the week in common are nothing in common
        ("ودعا إلى يوم حداد غدا الأربعاء", "وصل الوفد إلى القصر مساء الأربعاء في يوم ماطر", Relation.OTHER),
        ("", "مقتل 27 مدنيا", Relation.OTHER),
    ],
)
def test_how_two_sentences_stand_to_each_other(one: str, other: str, expected: Relation) -> None:
    assert relation(Gist.of(one), Gist.of(other)) is expected
    assert relation(Gist.of(other), Gist.of(one)) is expected


def test_overlap_is_of_the_smaller_and_goes_both_ways() -> None:
    part, whole = Gist.of("سد الوادي"), Gist.of("انهار سد الوادي ليل الأحد")
    assert overlap(part, whole) == overlap(whole, part) == 1.0
    assert overlap(Gist.of(""), whole) == 0.0


def test_outlets_that_say_the_same_are_one_finding() -> None:
    """Its quotes are best first; the same outlet twice is left out."""
    assert findings_of(WHERE, [FIRST, AGAIN, ALIKE, OTHER], 3) == [Finding((FIRST, ALIKE)), Finding((OTHER,))]


def test_differing_figures_are_marked_where_a_number_is_asked_for() -> None:
    assert findings_of(HOW_MANY, [FIRST, MORE, ALIKE], 3) == [Finding((FIRST, ALIKE), True), Finding((MORE,), True)]
    assert not any(finding.differs for finding in findings_of(WHERE, [FIRST, MORE], 3))


def test_figures_of_another_time_do_not_contradict() -> None:
    assert [finding.differs for finding in findings_of(HOW_MANY, [FIRST, LONG_AGO], 3)] == [False, False]


def test_figures_of_other_days_that_the_sentences_name_do_not_contradict() -> None:
    saturday = quote("مقتل 27 مدنيا في دوما يوم السبت", "النور", event=date(2018, 4, 7))
    sunday = quote("مقتل 40 مدنيا في دوما يوم الأحد", "البحر", event=date(2018, 4, 8))
    assert [finding.differs for finding in findings_of(HOW_MANY, [saturday, sunday], 3)] == [False, False]


def test_figures_for_other_things_do_not_contradict() -> None:
    wounded = quote("إصابة 40 مدنيا في قصف على دوما", "البحر")
    assert not any(finding.differs for finding in findings_of(HOW_MANY, [FIRST, wounded], 3))


def test_a_quote_without_the_figure_bears_no_figure_out() -> None:
    """What shares the topic but gives no number is never cited beside the number."""
    topic = quote("قصف على دوما", "الشرق")
    assert findings_of(HOW_MANY, [FIRST, topic], 3) == [Finding((FIRST,))]
    assert findings_of(HOW_MANY, [topic, FIRST], 3) == [Finding((topic,)), Finding((FIRST,))]


def test_findings_and_their_quotes_are_limited() -> None:
    many = [quote(FIRST.text, f"منبر {number}") for number in range(9)]
    (finding,) = findings_of(WHERE, many, 3)
    assert finding.quotes == tuple(many[:OUTLETS])
    topics = [quote(text) for text in ("انهار السد", "افتتح الجسر", "وصلت القافلة", "استقال الوزير")]
    assert [finding.quotes[0].text for finding in findings_of(WHERE, topics, 2)] == ["انهار السد", "افتتح الجسر"]


def test_an_outlet_is_a_witness_once_unless_it_says_the_very_same_elsewhere() -> None:
    """Articles of unknown outlets count as one outlet's."""
    for outlet in ("النور", ""):
        first, alike = quote(FIRST.text, outlet), quote(ALIKE.text, outlet, date(2018, 4, 9))
        again = quote(FIRST.text, outlet, date(2018, 4, 10))
        assert findings_of(WHERE, [first, alike, again], 3) == [Finding((first, again))]


def test_no_quotes_no_findings() -> None:
    assert findings_of(HOW_MANY, [], 3) == []
