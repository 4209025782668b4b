"""Follow-ups in both languages: what they mean, what carries over, and when the talk starts anew."""

from datetime import date

import pytest

from assistant import follow_up
from assistant.carried import Conversation
from assistant.conversation import resolve
from assistant.follow_up import Move
from assistant.kinds import Kind
from assistant.question import Request
from assistant.timeline_request import timeline_topic
from assistant.window import Grip, Window

TODAY = date(2026, 11, 22)
OUTLETS = ["وكالة النور", "BBC"]
BRIDGE = "ماذا حدث في حلب يوم 6 أيار 2023؟"
SIXTH = Window(date(2023, 5, 6), date(2023, 5, 6))
READ = (
    "انهار جسر قديم في حلب يوم السبت وقُتل خمسة عمال كانوا يرممونه.",
    "وقال مدير المستشفى إن عشرين جريحا نُقلوا إلى ثلاث مستشفيات.",
)
"""The articles that the last answer cites."""
TALK = Conversation(
    topic=BRIDGE,
    last=BRIDGE,
    kinds=(Kind.SUMMARY,),
    window=SIXTH,
    told=SIXTH,
    cited=("نور-1",),
    quotes=("انهار جسر قديم في حلب يوم السبت وقُتل خمسة عمال كانوا يرممونه.",),
)


def whole(question: str, conversation: Conversation = TALK) -> tuple[str, Window | None, Grip]:
    made = resolve(Request(question, today=TODAY), conversation, OUTLETS, lambda: READ)
    return made.text, made.window, made.grip


def days(first: tuple[int, int, int] | None, last: tuple[int, int, int] | None) -> Window:
    return Window(date(*first) if first else None, date(*last) if last else None)


STEPS = [
    ("وماذا بعد ذلك؟", days((2023, 5, 7), None)),
    ("وماذا بعد؟", days((2023, 5, 7), None)),
    ("ثم ماذا حدث بعدها؟", days((2023, 5, 7), None)),
    ("What happened next?", days((2023, 5, 7), None)),
    ("and after that?", days((2023, 5, 7), None)),
    ("وقبل ذلك؟", days(None, (2023, 5, 5))),
    ("And before that?", days(None, (2023, 5, 5))),
    ("وماذا بعد ذلك في اليوم التالي؟", days((2023, 5, 7), (2023, 5, 7))),  # the day says more than «بعد ذلك»
    ("وفي اليوم الذي يليه؟", days((2023, 5, 7), (2023, 5, 7))),
    ("the following day?", days((2023, 5, 7), (2023, 5, 7))),
    ("and the day before?", days((2023, 5, 5), (2023, 5, 5))),
    ("وفي اليوم السابق؟", days((2023, 5, 5), (2023, 5, 5))),
    ("وبعدها بيومين؟", days((2023, 5, 8), (2023, 5, 8))),
    ("بعد ذلك بثلاثة أيام؟", days((2023, 5, 9), (2023, 5, 9))),
    ("two days later?", days((2023, 5, 8), (2023, 5, 8))),
    ("وقبل ذلك بأسبوع؟", days((2023, 4, 29), (2023, 5, 5))),
    ("the week after?", days((2023, 5, 7), (2023, 5, 13))),
    ("وفي الشهر التالي؟", days((2023, 6, 1), (2023, 6, 30))),
    ("and the previous month?", days((2023, 4, 1), (2023, 4, 30))),
    ("ماذا جرى في الليلة نفسها؟", SIXTH),
    ("what else happened that day?", SIXTH),
    ("وفي الأسبوع نفسه؟", days((2023, 5, 1), (2023, 5, 7))),  # Monday to Sunday
]


@pytest.mark.parametrize(("question", "window"), STEPS)
def test_a_step_moves_the_window_from_the_days_spoken_of(question: str, window: Window) -> None:
    text, moved, grip = whole(question)
    assert (moved, grip) == (window, Grip.SAID)
    assert "حلب" in text
    assert "أيار" not in text, "the old day would pull the old answer back"


NAMED = [
    ("وفي منتصف أيار؟", Window(date(2023, 5, 11), date(2023, 5, 20))),  # of 2023, not of the asker's year
    ("And in July?", Window(date(2023, 7, 1), date(2023, 7, 31))),
    ("وماذا حدث يوم الأحد؟", Window(date(2023, 5, 7), date(2023, 5, 7))),  # the Sunday nearest to Saturday the sixth
    ("and on the 9th?", Window(date(2023, 5, 9), date(2023, 5, 9))),
    ("وماذا حدث أمس؟", Window(date(2026, 11, 21), date(2026, 11, 21))),  # counts from the asker's day
    ("وفي عام 2021؟", Window(date(2021, 1, 1), date(2021, 12, 31))),
]


@pytest.mark.parametrize(("question", "window"), NAMED)
def test_a_date_in_a_follow_up_takes_what_it_leaves_open_from_the_talk(question: str, window: Window) -> None:
    middle = question == NAMED[0][0]
    found = whole(question)[1]
    assert found is not None
    if middle:  # whether the tenth belongs to the middle of a month is the business of `index.times`
        assert (found.first in (date(2023, 5, 10), window.first), found.last) == (True, window.last)
    else:
        assert found == window


CARRIED = [
    ("كم عددهم؟", (Kind.NUMBER,)),
    ("How many were hurt?", (Kind.NUMBER,)),
    ("ومن قال ذلك؟", (Kind.WHO,)),
    ("لماذا انهار؟", (Kind.WHY,)),
    ("كم جريحا نقلوا إلى المستشفيات؟", (Kind.NUMBER,)),  # three words of its own, all in the articles just read
    ("Why the delay?", (Kind.WHY,)),
]


@pytest.mark.parametrize(("question", "kinds"), CARRIED)
def test_a_question_that_leans_on_the_talk_keeps_topic_and_window(question: str, kinds: tuple[Kind, ...]) -> None:
    made = resolve(Request(question, today=TODAY), TALK, OUTLETS, lambda: READ)
    assert made.kinds == kinds
    assert made.grip is Grip.CARRIED
    assert made.window is not None
    assert made.window.first == SIXTH.first
    assert "حلب" in made.text
    assert made.near == ("نور-1",)


NEW = [
    ("موضوع آخر: متى وصل المسبار إلى المريخ؟", "متى وصل المسبار إلى المريخ؟"),
    ("لننتقل إلى موضوع آخر، أين تقع تدمر؟", "أين تقع تدمر؟"),
    ("Changing the subject, who won the 2022 World Cup?", "who won the 2022 World Cup?"),
    ("Who won the 2022 World Cup?", "Who won the 2022 World Cup?"),
    ("من فاز بكأس العالم 2022؟", "من فاز بكأس العالم 2022؟"),
    ("ما عاصمة فرنسا؟", "ما عاصمة فرنسا؟"),  # two words, but a place that nobody spoke of
    ("ما سعر الذهب في الأسواق العالمية؟", "ما سعر الذهب في الأسواق العالمية؟"),
]


@pytest.mark.parametrize(("question", "alone"), NEW)
def test_a_new_topic_drops_what_was_carried(question: str, alone: str) -> None:
    held = Conversation(topic=BRIDGE, window=SIXTH, places=("حلب",), outlets=("BBC",), cited=("نور-1",))
    made = resolve(Request(question, today=TODAY), held, OUTLETS, lambda: READ)
    assert made.text == alone
    assert (made.outlets, made.within, made.near) == ((), (), ())
    assert made.window != SIXTH
    assert made.conversation.topic == alone


def test_outlets_hold_until_all_are_wanted_again() -> None:
    """The last question is asked once more, not the first one."""
    toll = resolve(Request("كم قتيلا سقط في حلب؟", today=TODAY), TALK, OUTLETS, lambda: READ)
    only = resolve(Request("من BBC فقط", today=TODAY), toll.conversation, OUTLETS)
    english = resolve(Request("only from BBC", today=TODAY), toll.conversation, OUTLETS)
    later = resolve(Request("ومن المسؤول؟", today=TODAY), only.conversation, OUTLETS)
    every = resolve(Request("من كل المصادر", today=TODAY), only.conversation, OUTLETS)
    assert [made.outlets for made in (toll, only, english, later, every)] == [(), ("BBC",), ("BBC",), ("BBC",), ()]
    assert "قتيلا" in only.text
    assert "BBC" not in only.text
    assert only.text == english.text == every.text


def test_only_makes_a_place_a_wall_until_another_is_named() -> None:
    only = resolve(Request("في إدلب فقط", today=TODAY), TALK, OUTLETS)
    later = resolve(Request("كم عددهم؟", today=TODAY), only.conversation, OUTLETS)
    other = resolve(Request("وفي حمص؟", today=TODAY), later.conversation, OUTLETS)
    assert [made.within for made in (only, later, other)] == [("إدلب",), ("إدلب",), ()]
    assert "حلب" not in only.text
    assert "حمص" in other.text
    assert "إدلب" not in other.text


def test_a_window_fixed_by_hand_wins() -> None:
    fixed = Request("وماذا بعد ذلك؟", first=date(2020, 1, 1), last=date(2020, 1, 31), today=TODAY)
    made = resolve(fixed, TALK, OUTLETS)
    assert (made.window, made.grip) == (Window(date(2020, 1, 1), date(2020, 1, 31)), Grip.FIRM)


def test_a_day_that_was_asked_for_is_where_the_talk_stands() -> None:
    """«متى …؟» has no window itself; its answer gives one to what follows, but not to another question for a day."""
    told = Conversation(topic="متى انهار جسر حلب؟", told=SIXTH, asked_when=True, kinds=(Kind.WHEN,))
    assert whole("في أي ساعة بالضبط؟", told)[1:] == (SIXTH, Grip.TOLD)
    assert whole("at what time exactly?", told)[1:] == (SIXTH, Grip.TOLD)
    assert whole("ومتى أعيد بناؤه؟", told)[1:] == (None, Grip.TOLD)
    assert whole("وماذا بعد ذلك؟", told)[1] == Window(date(2023, 5, 7), None)


def test_an_ellipsis_swaps_a_part_and_the_next_one_swaps_it_again() -> None:
    prize = Conversation(topic="من فاز بجائزة الكتاب في فرع الشعر؟", last="من فاز بجائزة الكتاب في فرع الشعر؟")
    novel = resolve(Request("وفي فرع الرواية؟", today=TODAY), prize, OUTLETS)
    translation = resolve(Request("And the translation branch?", today=TODAY), novel.conversation, OUTLETS)
    assert novel.text == "وفي فرع الرواية؟ من فاز بجائزة الكتاب في فرع الشعر؟"
    assert translation.text == "And the translation branch? من فاز بجائزة الكتاب في فرع الشعر؟"
    assert (novel.kinds, translation.kinds) == ((Kind.WHO,), (Kind.WHO,))


def test_the_state_survives_being_kept_as_json() -> None:
    made = resolve(Request("في إدلب فقط", today=TODAY), TALK, OUTLETS)
    assert Conversation.from_dict(made.conversation.as_dict()) == made.conversation
    assert Conversation.from_dict({}) == Conversation()


def test_references_and_plain_questions() -> None:
    """«من هو» only joins; a pronoun behind «الذي» belongs to its own clause."""
    assert [follow_up.leans(text) for text in ("كم عددهم؟", "من هو القائد؟", "ما الجسر الذي عبروا عليه؟")] == [
        True,
        False,
        False,
    ]
    assert [follow_up.refers(text) for text in ("من فعل ذلك؟", "who lives there?", "أين تقع حلب؟")] == [
        True,
        True,
        False,
    ]
    assert follow_up.step("ماذا بعد الانهيار؟") is None
    found = follow_up.step("ثلاثة أسابيع بعد ذلك؟")
    assert found is not None
    assert found.move is Move.AFTER


TIMELINES = [
    ("اعرض خطا زمنيا لأحداث حلب", "حلب"),
    ("رتّب لي زمنيا أحداث حلب", "حلب"),
    ("Give me a timeline of the bridge collapse", "the bridge collapse"),
    ("Timeline of the floods, May 2023", "the floods, May 2023"),
    ("اعرضها كخط زمني", ""),
    ("متى انهار الجسر؟", None),
]


@pytest.mark.parametrize(("question", "topic"), TIMELINES)
def test_a_timeline_is_asked_for_in_many_words(question: str, topic: str | None) -> None:
    assert timeline_topic(question) == topic
