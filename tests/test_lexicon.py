"""The bilingual lexicon: English words found in any inflection, Arabic words found under their clitics, sound data."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexicon
from index.arabic import fold_text
from index.lexicon import STOP_WORDS, Translation, english_of, known, translate
from index.lexicon.lemmas import american, lemmas

FILES = sorted(Path(lexicon.__file__).parent.glob("*.psv"))
LINES = [line for path in FILES for line in path.read_text(encoding="utf-8").splitlines()]
ROWS = [line.split("|") for line in LINES]

KINDS = {"n", "v", "adj", "adv", "num"}
# Single words that begin with these two letters: roots that have them, and names that are never without the article.
WITH_ARTICLE = set(
    "التزم التزام التزامات التهاب التماس التحق التقى الله اليوم الليلة الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة "
    "السبت الأحد المريخ الزهرة المشتري القاعدة الجزيرة العربية الموساد الشاباك الكنيست القرآن التوراة المسيح الكعبة "
    "الفاتيكان الكرملين البنتاغون الهولوكوست العذراء المونديال".split()
)


def terms(text: str) -> list[tuple[str, str]]:
    """What was found in a text: (the span as written, dictionary form)."""
    return [(text[t.start : t.end], t.english) for t in translate(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # inflections, and function words left out
        ("Which rivers flooded the villages?", [("rivers", "river"), ("flooded", "flood"), ("villages", "village")]),
        ("Who won the prizes?", [("won", "win"), ("prizes", "prize")]),
        ("The minister's resignation", [("minister's", "minister"), ("resignation", "resignation")]),
        ("the ministers’ salaries", [("ministers", "minister"), ("salaries", "salary")]),
        # the longest term, in the singular and plural, with spaces or hyphens
        ("the security council resolution", [("security council", "security council"), ("resolution", "resolution")]),
        ("UN Security Council", [("UN Security Council", "un security council")]),
        ("ceasefires and a cease-fire", [("ceasefires", "ceasefire"), ("cease-fire", "cease fire")]),
        ("two car-bombs", [("two", "two"), ("car-bombs", "car bomb")]),
        ("weapons of mass destruction", [("weapons of mass destruction", "weapons of mass destruction")]),
        ("rivers, security. Council", [("rivers", "river"), ("security", "security"), ("Council", "council")]),
        # a phrase in the middle of a longer one is not found again
        ("nobel peace prize", [("nobel peace prize", "nobel peace prize")]),
        # spelled the British way
        (
            "the centre organised a programme",
            [("centre", "center"), ("organised", "organize"), ("programme", "program")],
        ),
        ("defence of the harbour", [("defence", "defense"), ("harbour", "harbor")]),
        # words that only their capitals tell apart
        ("WHO doctors", [("WHO", "WHO"), ("doctors", "doctor")]),
        ("who cured AIDS with aid", [("cured", "cure"), ("AIDS", "AIDS"), ("aid", "aid")]),
        ("They may come in May", [("come", "come"), ("May", "May")]),
        ("a march in March", [("march", "march"), ("March", "March")]),
        ("nato and NATO", [("nato", "NATO"), ("NATO", "NATO")]),
        ("the U.N.’s Security Council", [("U.N.’s Security Council", "un security council")]),
        ("a U.N. envoy", [("U.N.", "UN"), ("envoy", "envoy")]),
        # nothing to translate
        ("What is it that they did to us?", []),
        ("", []),
        ("ماذا حدث في المدينة؟", []),
        # positions are those of the text as it stands, with Arabic in it
        ("«جسر»: the bridge", [("bridge", "bridge")]),
    ],
)
def test_terms(text: str, expected: list[tuple[str, str]]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prize", ("جائزة", "جوائز")),
        ("rivers", ("نهر", "أنهار")),
        ("security council", ("مجلس الأمن",)),
        ("ceasefire", ("وقف إطلاق النار", "هدنة")),
        ("wounded soldiers", ("جريح", "جرحى", "مصاب")),
        ("April", ("أبريل", "نيسان", "أفريل")),  # folding makes one of «أبريل» and «إبريل»
        ("three", ("ثلاث", "ثلاثة")),
        ("elected", ("انتخب", "انتخاب")),  # an ending of a verb: the noun stays out
        ("attack", ("هجوم", "هجمات", "اعتداء", "هاجم")),  # noun and verb
        ("left", ("يسار", "يساري", "غادر", "ترك", "خرج", "مغادرة")),  # the side, and the past of "leave"
        ("March", ("مارس", "آذار", "سار", "مسيرة")),  # the month, and what may begin a sentence
    ],
)
def test_first_translation(text: str, expected: tuple[str, ...]) -> None:
    assert translate(text)[0].arabic == expected


def test_translation_is_whole() -> None:
    assert translate("Oil prices") == [Translation(0, 10, "oil price", ("أسعار النفط", "سعر النفط"))]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("cities", "city"), ("boxes", "box"), ("churches", "church"), ("heroes", "hero"), ("houses", "house"),
        ("movies", "movie"), ("taxes", "tax"), ("buses", "bus"), ("crises", "crisis"), ("bases", "base"),
        ("men", "man"), ("women", "woman"), ("children", "child"), ("lives", "life"), ("wolves", "wolf"),
        ("bacteria", "bacterium"), ("phenomena", "phenomenon"), ("policemen", "policeman"), ("feet", "foot"),
        ("viruses", "virus"), ("stopped", "stop"), ("planned", "plan"), ("visited", "visit"), ("hoped", "hope"),
        ("hosting", "host"), ("dying", "die"), ("tried", "try"), ("tries", "try"), ("filled", "fill"),
        ("controlled", "control"), ("agreed", "agree"), ("continuing", "continue"), ("announced", "announce"),
        ("changing", "change"), ("settled", "settle"), ("passes", "pass"), ("freed", "free"), ("moving", "move"),
        ("created", "create"), ("winning", "win"), ("fled", "flee"), ("wrote", "write"), ("written", "write"),
        ("bought", "buy"), ("shook", "shake"), ("fell", "fall"), ("broke", "break"), ("sank", "sink"),
        ("led", "lead"), ("stolen", "steal"), ("larger", "large"), ("hottest", "hot"), ("happier", "happy"),
        ("minister's", "minister"), ("states'", "state"), ("women’s", "woman"), ("officially", "official"),
        ("easily", "easy"), ("centres", "center"), ("organisation", "organization"), ("neighbours", "neighbor"),
        ("analysed", "analyze"), ("travellers", "traveler"), ("defences", "defense"), ("dialogues", "dialogue"),
        ("better", "good"), ("worst", "worst"), ("kidnapped", "kidnap"), ("quitting", "quit"),
    ],
)  # fmt: skip
def test_lemma_is_the_first_that_the_lexicon_has(form: str, lemma: str) -> None:
    assert [translation.english for translation in translate(form)] == [lemma]


@pytest.mark.parametrize(
    ("form", "candidates"),
    [
        ("stopped", ["stopped", "stop", "stopp"]),
        ("passing", ["passing", "pass", "pas"]),
        ("hoping", ["hoping", "hope", "hop"]),
        ("visited", ["visited", "visite", "visit"]),
        ("countries", ["countries", "country", "countrie"]),
        ("left", ["left", "leave"]),
        ("bus", ["bus"]),
        ("glass", ["glass"]),
        ("the", ["the"]),
        ("جسر", ["جسر"]),
    ],
)
def test_lemmas(form: str, candidates: list[str]) -> None:
    found = [lemma.word for lemma in lemmas(form)]
    assert found[: len(candidates)] == candidates


@pytest.mark.parametrize(
    ("british", "spelling"),
    [
        ("colour", ["color"]), ("theatre", ["theater"]), ("realise", ["realize"]), ("analysing", ["analyzing"]),
        ("jewellery", ["jewelery", "jewelry"]), ("aeroplane", ["eroplane", "airplane"]), ("river", []),
    ],
)  # fmt: skip
def test_american(british: str, spelling: list[str]) -> None:
    assert list(american(british)) == spelling


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("جائزة", {"prize", "award"}),
        ("وللجوائز", {"prize", "award"}),
        ("جَوائِزُ", {"prize", "award"}),  # vowel marks
        ("جائزته", {"prize", "award"}),
        ("والمستشفيات", {"hospital"}),
        ("مستشفياتهم", {"hospital"}),
        ("الزلزال", {"earthquake"}),
        ("زلازل", {"earthquake"}),
        ("يعتقلون", {"arrest", "detain"}),  # a present tense of a verb with an added alef
        ("سيهاجم", {"attack"}),
        ("غادرت", {"depart", "leave"}),
        ("بركانان", {"volcano"}),
        ("مجلس الأمن", {"security council", "un security council", "UNSC"}),
        ("ديناصور", {"dinosaur"}),
        ("وزير", {"minister", "secretary"}),  # not «و» and «زير»
        ("قرطاسية", set()),
        ("bridge", set()),
        ("", set()),
    ],
)
def test_english_of(arabic: str, english: set[str]) -> None:
    assert english_of(arabic) == english


@pytest.mark.parametrize(
    "word", "Ceasefires RIVERS minister's Won organised who Who's doesn't MAY WHO aids may three".split()
)
def test_known(word: str) -> None:
    assert known(word)


@pytest.mark.parametrize("word", ["Zubayri", "qwrtz", "2014", "", "Al-Maliki", "جسر"])
def test_unknown(word: str) -> None:
    assert not known(word)


def test_every_line_is_well_formed() -> None:
    wrong = [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9' ]+\|[a-z]+\|[ء-غف-ي ]+(,[ء-غف-ي ]+){0,4}", line)]
    assert wrong == []
    assert {kind for _, kind, _ in ROWS} == KINDS
    assert [row for row in ROWS if row[0] != " ".join(row[0].split())] == []
    assert [word for row in ROWS for word in row[2].split(",") if word != " ".join(word.split())] == []


def test_no_key_stands_twice() -> None:
    keys = [(english, kind) for english, kind, _ in ROWS]
    assert len(keys) == len(set(keys))
    assert len(keys) > 2500


def test_folded_forms_are_distinct() -> None:
    folded = [(row[0], [fold_text(word) for word in row[2].split(",")]) for row in ROWS]
    assert [pair for pair in folded if len(pair[1]) != len(set(pair[1]))] == []


def test_no_article_but_in_fixed_terms() -> None:
    single = {word for row in ROWS for word in row[2].split(",") if " " not in word and word.startswith("ال")}
    assert single - WITH_ARTICLE == set()


def test_no_stop_word_is_a_key() -> None:
    """But "own", which "owned" needs, and acronyms, which are found by their capitals."""
    assert {row[0] for row in ROWS} & STOP_WORDS == {"own"}
    assert {word for word in STOP_WORDS if word != word.lower()} == set()


def test_every_key_is_found_as_it_is_written() -> None:
    missed = [row[0] for row in ROWS if row[0] != "own" and [t.end for t in translate(row[0])] != [len(row[0])]]
    assert missed == []


def test_every_arabic_word_leads_back() -> None:
    missed = [(row[0], word) for row in ROWS for word in row[2].split(",") if row[0] not in english_of(word)]
    assert missed == []


@given(st.lists(st.sampled_from([row[0] for row in ROWS] + ["the", "جسر", "?", "'", "U.N.", "’s", "-"]), max_size=8))
def test_spans_are_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    found = translate(text)
    ends = [(translation.start, translation.end) for translation in found]
    assert ends == sorted(ends)
    assert all(start < end for start, end in ends)
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    assert all(text[start:end].strip() == text[start:end] for start, end in ends)


@given(st.text(max_size=30))
def test_any_text_is_taken(text: str) -> None:
    assert all(0 <= found.start < found.end <= len(text) for found in translate(text))
    assert all(word.word == word.word.strip("’") for word in lemmas(text.strip()))
    assert isinstance(english_of(text), frozenset)


def test_import_reads_no_table() -> None:
    code = (
        "import index.lexicon as l; print(l._rows.cache_info().currsize, l.known('نهر'), l._rows.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["0", "False", "1"]
