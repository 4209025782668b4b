"""The guard: measured on the table of right and corrupted sentences, and its parts one by one."""

from datetime import date

import pytest
from guard_pairs import Pair, pairs
from hypothesis import given
from hypothesis import strategies as st

from assistant.guard import Doubt, Fault, Ground, Guard
from assistant.guard.numbers import carried, numbers
from assistant.guard.people import unnamed
from assistant.guard.polarity import Polarity, polarity
from index.encoder import Encoder


@pytest.fixture(scope="module")
def guard(encoder: Encoder) -> Guard:
    return Guard(encoder)


def grounds(pair: Pair) -> list[Ground]:
    return [Ground(pair.case.quote, pair.case.outlet, pair.case.day)]


# -- the table -------------------------------------------------------------------------------------------------------


def test_the_table_is_large_and_half_arabic() -> None:
    table = pairs()
    arabic = sum(pair.language == "ar" for pair in table)
    assert len(table) >= 120
    assert arabic * 2 == len(table)
    assert sum(pair.held_out for pair in table) * 3 >= len(table)
    assert {pair.kind for pair in table} >= {
        "right",
        "number",
        "place",
        "negation",
        "person",
        "date",
        "outlet",
        "opposite",
    }


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held out"])
def test_few_corrupted_sentences_pass_and_most_right_ones_do(guard: Guard, held_out: bool) -> None:
    chosen = [pair for pair in pairs() if pair.held_out == held_out]
    passed = {pair: guard.check(pair.sentence, grounds(pair)).supported for pair in chosen}
    right = [passed[pair] for pair in chosen if pair.right]
    wrong = [passed[pair] for pair in chosen if not pair.right]
    assert sum(wrong) <= 0.03 * len(wrong)
    assert sum(right) >= 0.9 * len(right)


def test_every_quote_carries_itself(guard: Guard) -> None:
    for pair in pairs():
        assert guard.check(pair.case.quote, grounds(pair)).supported, pair.case.quote


# -- what is doubted -------------------------------------------------------------------------------------------------

DAM = Ground(
    # four dead, a day, a denial by a named governor, a place, a direction
    "قال محافظ درعا لؤي شاهين يوم 12 أيار إن أربعة أشخاص قتلوا، ونفى أن يكون السد قد انهار",
    "الضفاف",
    date(2024, 5, 15),
)
CONVOY = Ground("انطلقت القافلة من حمص إلى تدمر وعلى متنها 40 جندياً سورياً", "الضفاف", date(2024, 5, 15))


@pytest.mark.parametrize(
    ("sentence", "ground", "doubt"),
    [
        ("قتل أربعة أشخاص في درعا.", DAM, None),
        ("Four people were killed, the governor of Daraa said.", DAM, None),
        ("قتل خمسة أشخاص في درعا.", DAM, Doubt(Fault.NUMBER, "خمسة")),
        ("قُتل ٤ أشخاص في درعا.", DAM, None),
        ("قُتل ٥ أشخاص في درعا.", DAM, Doubt(Fault.NUMBER, "٥")),
        ("عشرات القتلى في درعا بحسب المحافظ.", DAM, Doubt(Fault.NUMBER, "عشرات")),
        ("Four people were killed in Daraa on 13 May.", DAM, Doubt(Fault.DATE, "13 May")),
        ("قتل أربعة أشخاص في السويداء.", DAM, Doubt(Fault.PLACE, "السويداء")),
        ("قال محافظ درعا سامر حداد إن أربعة أشخاص قتلوا.", DAM, Doubt(Fault.NAME, "سامر")),
        ("Daraa governor Samer Haddad said four people were killed.", DAM, Doubt(Fault.NAME, "Samer")),
        ("بحسب رويترز قتل أربعة أشخاص في درعا.", DAM, Doubt(Fault.OUTLET, "رويترز")),
        ("Four people were killed in Daraa, AFP reported.", DAM, Doubt(Fault.OUTLET, "AFP")),
        ("قال المحافظ «انهار السد فوق الناس» وقتل أربعة أشخاص.", DAM, Doubt(Fault.QUOTATION, "انهار السد فوق الناس")),
        ("انطلقت القافلة من تدمر إلى حمص وعلى متنها 40 جنديا سوريا.", CONVOY, Doubt(Fault.DIRECTION, "sy-palmyra")),
        ("The convoy carried 40 Iraqi soldiers from Homs to Palmyra.", CONVOY, Doubt(Fault.PLACE, "Iraqi")),
    ],
)
def test_the_first_doubt_names_what_is_wrong(guard: Guard, sentence: str, ground: Ground, doubt: Doubt | None) -> None:
    verdict = guard.check(sentence, [ground])
    assert verdict.supported == (doubt is None)
    assert (verdict.doubts[0] if verdict.doubts else None) == doubt


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("قال محافظ درعا إن السد انهار.", Fault.NEGATION),
        ("The governor of Daraa said the dam had collapsed.", Fault.NEGATION),
        ("The governor of Daraa did not deny that the dam had collapsed.", Fault.NEGATION),
        ("افتتح محافظ درعا مدرسة جديدة للأطفال.", Fault.MEANING),
    ],
)
def test_meaning_and_negation_are_doubted(guard: Guard, sentence: str, fault: Fault) -> None:
    assert fault in {doubt.fault for doubt in guard.check(sentence, [DAM]).doubts}


def test_the_outlet_and_the_day_of_publication_count_as_said(guard: Guard) -> None:
    assert guard.check("ذكرت الضفاف في 15 أيار 2024 أن أربعة أشخاص قتلوا في درعا.", [DAM]).supported


def test_two_quotes_do_not_carry_together_what_neither_says(guard: Guard) -> None:
    """Four dead in one quote, Homs in another: not four dead in Homs."""
    assert not guard.check("Four people were killed in Homs.", [DAM, CONVOY]).supported


def test_two_quotes_carry_a_clause_each(guard: Guard) -> None:
    sentence = "قال محافظ درعا إن أربعة أشخاص قتلوا، وانطلقت القافلة من حمص إلى تدمر وعلى متنها 40 جندياً."
    assert guard.check(sentence, [DAM, CONVOY]).carriers == (0, 1)


def test_without_a_quote_nothing_is_supported(guard: Guard) -> None:
    assert guard.check("قتل أربعة أشخاص.", []).doubts == (Doubt(Fault.UNCITED, "قتل أربعة أشخاص."),)


@given(
    st.integers(2, 99_999),
    st.integers(2, 99_999),
    st.sampled_from(["{} جثة", "نحو {} شخص", "{} people", "some {} houses"]),
)
def test_another_number_is_never_carried(said: int, written: int, frame: str) -> None:
    (claim,) = numbers(frame.format(said))
    assert carried(claim, f"أحصت البلدية {written:,} منزلاً") == (said == written)


# -- its parts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مئتان وخمسون ألفاً", {("exact", 250_000)}),
        ("12 ألفاً و400", {("exact", 12_400)}),
        ("two hundred and fifty thousand", {("exact", 250_000)}),
        ("٣٫٥ ملايين", {("exact", 3_500_000)}),
        ("١٢٬٤٠٠", {("exact", 12_400)}),
        ("1.234", {("exact", 1.234), ("exact", 1234)}),
        ("4 في المئة", {("percent", 4)}),
        ("30 per cent", {("percent", 30)}),
        ("خمسة عشر", {("exact", 15)}),
        ("ثلاث وعشرون", {("exact", 23)}),
        ("جنديان", {("exact", 2)}),
        ("عشرات الآلاف", {("vague", 10_000)}),
        ("tens of thousands", {("vague", 10_000)}),
        ("الثالث والعشرين", {("ordinal", 23)}),
        ("third", {("ordinal", 3), ("share", 1 / 3)}),
        ("نصف", {("share", 0.5)}),
    ],
)
def test_numbers_are_read(text: str, expected: set[tuple[str, float]]) -> None:
    (number,) = numbers(text)
    assert {(reading.kind, reading.value) for reading in number.readings} == expected
    assert (number.start, number.end) == (0, len(text))


@pytest.mark.parametrize("text", ["أحد الحاضرين", "لم يصل أحد", "every one of us did go"])
def test_pronouns_are_no_numbers_that_need_proof(text: str) -> None:
    assert all(carried(number, "وصل الوفد") for number in numbers(text))


@pytest.mark.parametrize(
    ("claim", "quote", "holds"),
    [
        ("dozens", "تجمع عشرات المحتجين", True),
        ("dozens", "تجمع 60 محتجاً", True),
        ("hundreds", "تجمع عشرات المحتجين", False),
        ("60", "تجمع عشرات المحتجين", False),
        ("نصف", "بلغت النسبة 50%", True),
        ("11%", "بلغ السعر 11 دولاراً", False),
        ("two", "قتل جنديان", True),
        ("two", "قتل ثلاثة مدنيين", False),
        ("the third", "الدفعة الثالثة", True),
        ("the fifth", "الدفعة الثالثة", False),
    ],
)
def test_numbers_are_held_against_quotes(claim: str, quote: str, holds: bool) -> None:
    (number,) = numbers(claim)
    assert carried(number, quote) == holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم تدخل الشاحنات", Polarity(plain=True)),
        ("لن تمدد", Polarity(plain=True)),
        ("ليس عراقياً", Polarity(plain=True)),
        ("نفى الخبر", Polarity(denied=True)),
        ("لم ينف الخبر", Polarity(plain=True, denied=True)),
        ("غادر دون اتفاق", Polarity(plain=True)),
        ("خبر غير صحيح", Polarity(plain=True)),
        ("مواقع غير مأهولة", Polarity(soft=True)),
        ("رفض المقترح", Polarity(soft=True)),
        ("لا يزال مفتوحاً", Polarity()),
        ("لا سيما حلب", Polarity()),
        ("لم يقتل إلا واحد", Polarity()),
        ("دون 18 عاماً", Polarity()),
        ("It did not open", Polarity(plain=True)),
        ("It didn't open", Polarity(plain=True)),
        ("It is no longer open", Polarity(plain=True)),
        ("He denied it", Polarity(denied=True)),
        ("He did not deny it", Polarity(plain=True, denied=True)),
        ("They left without a deal", Polarity(plain=True)),
        ("no less than five, and not only that", Polarity()),
    ],
)
def test_negation_is_read(text: str, expected: Polarity) -> None:
    assert polarity(text) == expected


@pytest.mark.parametrize(
    ("sentence", "ground", "name"),
    [
        ("Spokesman Samir al-Halwani spoke", "المتحدث سمير الحلواني", None),
        ("Abdul Rahman spoke to Abu Saleh", "تحدث عبد الرحمن إلى أبو صالح", None),
        ("Spokesman Karim Halwani spoke", "المتحدث سمير الحلواني", "Karim"),
        ("قال العميد علي الساعدي", "قال العميد ناصر الكعبي", "علي"),
        ("قال ناصر الكعبي", "قال العميد ناصر الكعبي", None),
        ("رحب بوليد سعادة", "رحب بوليد سعادة", None),
        ("وصلوا إلى مخيم الأزرق", "وصلوا إلى مخيم الزعتري", "الأزرق"),
        ("Protesters gathered. They left.", "تجمع المحتجون ثم غادروا", None),
    ],
)
def test_names_are_met_in_either_script(sentence: str, ground: str, name: str | None) -> None:
    assert unnamed(sentence, [], ground) == name
