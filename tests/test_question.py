"""What is asked: the language of the answer, the window, the places and the outlets."""

from datetime import date

import pytest

from assistant.kinds import Kind
from assistant.question import Request, language_of, named_outlets, outlet_names, understand
from assistant.window import Grip, Window

TODAY = date(2024, 6, 1)
SOURCES = ["BBC Arabic", "سكاي نيوز عربية", "الجزيرة نت", "وكالة النموذج (عيّنة)", "صحيفة المثال"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("متى وقع الانفجار؟", "ar"),
        ("When did it happen?", "en"),
        # mixed: the language of the sentence, not of the names in it
        ("ماذا قالت BBC؟", "ar"),
        ("ماذا قالت France 24 وSky News عن إدلب؟", "ar"),
        ("What is جيش الإسلام?", "en"),
        # Arabic in Latin letters
        ("shu sar fi 7alab", "ar"),
        ("emta wesel el wazir", "ar"),
        ("3an 7arb halab", "ar"),
        # no letters, or one Arabic word alone
        ("2018?", "en"),
        ("", "en"),
        ("درعا", "ar"),
        # English words that are also written so in Arabizi
        ("Was min or fi said about B2 and G20?", "en"),
        ("The 2nd and 3rd attack at 5pm", "en"),
        ("COVID-19 in 2021", "en"),
    ],
)
def test_language_of_the_answer(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("ماذا قالت BBC عن درعا؟", ["BBC Arabic"]),
        ("بحسب بي بي سي فقط", ["BBC Arabic"]),
        ("only from Sky News Arabia", ["سكاي نيوز عربية"]),
        ("ما الذي نشرته سكاي نيوز والجزيره نت", ["سكاي نيوز عربية"]),  # «والجزيره» is one word: with a particle
        ("من الجزيرة نت", ["الجزيرة نت"]),
        ("ماذا كتبت وكالة النموذج؟", ["وكالة النموذج (عيّنة)"]),  # without its brackets
        ("وكاله النموذج وصحيفه المثال", ["وكالة النموذج (عيّنة)"]),
        ("سبح في الجزيرة", []),  # an island
        ("bbcs and others", []),
    ],
)
def test_outlets_are_named_in_either_script(text: str, outlets: list[str]) -> None:
    assert named_outlets(text, SOURCES) == outlets


def test_names_of_an_outlet_are_its_own_first() -> None:
    names = outlet_names("BBC Arabic")
    assert names[0] == "bbc arabic"
    assert "بي بي سي" in names
    assert outlet_names("صحيفة المثال (عيّنة)") == ["صحيفه المثال عينه", "صحيفه المثال"]
    assert outlet_names("") == []


def test_a_request_is_understood_whole() -> None:
    asked = understand(Request("  ماذا قالت BBC عن   دير الزور في نيسان 2024؟ ", today=TODAY), SOURCES)
    assert asked.text == "ماذا قالت BBC عن دير الزور في نيسان 2024؟"
    assert asked.asked == "  ماذا قالت BBC عن   دير الزور في نيسان 2024؟ "
    assert (asked.language, asked.kinds, asked.today) == ("ar", (Kind.OTHER,), TODAY)
    assert asked.window == Window(date(2024, 4, 1), date(2024, 4, 30))
    assert asked.grip is Grip.SAID
    assert [place.id for place in asked.places] == ["sy-deir-ez-zor"]
    assert asked.outlets == ("BBC Arabic",)


def test_what_is_fixed_by_hand_wins_over_what_is_said() -> None:
    asked = understand(
        Request("ماذا قالت BBC في نيسان 2024؟", date(2020, 1, 1), None, ("صحيفة المثال",), TODAY), SOURCES
    )
    assert asked.window == Window(date(2020, 1, 1), None)
    assert asked.grip is Grip.FIRM
    assert asked.outlets == ("صحيفة المثال",)


@pytest.mark.parametrize(
    ("text", "walled"),
    [
        ("ماذا حدث في درعا في نيسان 2024؟", True),  # all that happened: nothing from outside
        ("What happened in Daraa in April 2024?", True),
        ("متى استقال الوزير في 2024؟", False),  # a fact: what is published later may tell it
        ("ماذا حدث في درعا؟", False),  # no window
    ],
)
def test_which_windows_are_walls(text: str, walled: bool) -> None:
    assert understand(Request(text, today=TODAY), SOURCES).walled is walled


def test_relative_days_count_from_the_day_of_the_asker() -> None:
    asked = understand(Request("ماذا حدث أمس؟", today=TODAY), SOURCES)
    assert asked.window == Window(date(2024, 5, 31), date(2024, 5, 31))


def test_nationalities_are_no_places_of_the_question() -> None:
    assert understand(Request("ماذا قال الوزير السوري في دمشق؟", today=TODAY), []).places[0].arabic == "دمشق"
    assert understand(Request("ماذا قال الوزير السوري؟", today=TODAY), []).places == ()


def test_places_fixed_by_hand_hold_the_answer() -> None:
    asked = understand(Request("ماذا حدث؟", today=TODAY, places=("Daraa", "لا مكان كهذا")), [])
    assert [place.arabic for place in asked.within] == ["درعا"]
