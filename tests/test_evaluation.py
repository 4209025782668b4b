"""Measuring: gold files read or refused, what counts as right, figures worked out by hand, and the command."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from archives import GramEncoder, line, opened, written
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Assistant
from assistant.cli import main
from assistant.errors import ModelError, UsageError
from assistant.evaluation import as_dict, as_table, evaluate
from assistant.evaluation.gold import Fault, GoldDialogue, GoldFile, GoldQuestion, GoldTurn, read
from assistant.evaluation.matching import plain, says, sentence_around
from assistant.evaluation.measures import Reply, Tally
from assistant.evaluation.naive import Found, NaiveChoice, SentenceChoice, simple_sentences
from assistant.evaluation.run import Evaluation, Outcome, measured
from assistant.evaluation.wanted import Extract, Holds, Supports
from assistant.question import Request
from assistant.settings import Settings
from assistant.window import Window
from index.article import Span
from index.ingest import ingest

BRIDGE = (
    "افتُتح جسر الوادي يوم الأحد. "  # when
    "وقال الوزير إن كلفته ٢٧ مليون ليرة. "  # how much
    "وحضر الحفل ٤٠ شخصا."  # how many
)
BRIDGE_ELSEWHERE = "شهد افتتاح الجسر حضور 60 شخصاً من القرية. وغاب المحافظ."  # another figure; who was not there
FAIR = "أقيم معرض الكتاب في البلدة. وبلغ عدد الزوار ألفين."  # nobody asks for it
TEXTS = {"جسر-1": BRIDGE, "جسر-2": BRIDGE_ELSEWHERE, "معرض": FAIR}
LONG = "ن" * 401  # one code point more than a quote may have
TEXTS["طويل"] = LONG


def extract(article_id: str, words: str) -> Extract:
    """Those words of the article, as a citation or a gold quote."""
    start = TEXTS[article_id].index(words)
    return Extract(article_id, Span(start, start + len(words)), words)


def said(article_id: str, words: str) -> dict[str, Any]:
    """The same as a gold file has it."""
    place = extract(article_id, words)
    return {"article_id": article_id, "start": place.span.start, "end": place.span.end, "quote": words}


def gold_file(path: Path, lines: Sequence[Mapping[str, Any] | str]) -> str:
    """A gold file of these lines; a text stands as it is."""
    texts = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return str(path)


class Scripted:
    """Replies as its script says, in order; an error in the script is raised."""

    name = "scripted"

    def __init__(self, *script: list[Reply] | ModelError) -> None:
        self._script = list(script)

    def replies(self, requests: Sequence[Request]) -> list[Reply]:
        coming = self._script.pop(0)
        if isinstance(coming, ModelError):
            raise coming
        assert len(coming) == len(requests)
        return coming


# -- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "alternatives", "expected"),
    [
        ("لقي ٢٧ مدنياً حتفهم", [["27 مدنيا"]], True),  # digits and vowel marks
        ("لقي ۲۷ مدنيا", [["27"]], True),  # Persian digits
        ("قتل 127 مدنيا", [["27 مدنيا"]], False),  # inside another number
        ("قتل 270 شخصا", [["27"]], False),  # a bare number must be whole
        ("قتل 27مدنيا", [["27"]], True),  # letters may touch it
        ("قتل 127 ثم 27 شخصا", [["27"]], True),  # the second place is right
        ("كلفته 27,5 مليون", [["27"]], True),  # a point does not continue a number
        ("أعلنت الإدارة المحلّيـة", [["الاداره المحليه"]], True),  # alef, ha, shadda, tatweel
        ("مستشفى البلدة", [["مستشفي"]], True),
        ("UN-Bericht", [["un-"]], True),
        ("نفت روسيا", [["نفت ", "روسيا"]], True),  # all parts of one alternative
        ("نفت الصين", [["نفت ", "روسيا"], ["الصين"]], True),
        ("نفت الصين", [["نفت ", "روسيا"]], False),
        ("نفتها", [["نفت "]], False),  # a space at the end is part of it
        ("كل شيء", [], False),
        ("سطر\nآخر", [["سطر اخر"]], True),
    ],
)
def test_says(text: str, alternatives: list[list[str]], expected: bool) -> None:
    assert says(text, alternatives) is expected


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ("قال. حضر أربعون شخصا؟ نعم", "أربعون", " حضر أربعون شخصا"),  # from stop to stop
        ("سطر أول\nسطر ثان", "ثان", "سطر ثان"),  # a line end is a stop
        ("كله", "كله", "كله"),
        ("بلغ 3.5 مليون", "مليون", "5 مليون"),  # every point is one: the measure is simple
        ("قال، ثم حضر؛ ثم غادر", "حضر", "قال، ثم حضر؛ ثم غادر"),
    ],
)
def test_sentence_around(text: str, quoted: str, expected: str) -> None:
    start = text.index(quoted)
    assert sentence_around(text, Span(start, start + len(quoted))) == expected


@given(st.text(alphabet="اب .؟!\nةأ٣3", max_size=40), st.data())
def test_a_sentence_around_holds_the_span_and_adds_no_stop(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, inside, after = text[:start], text[start:end], text[end:]
    around = sentence_around(text, Span(start, end))
    left = next(cut for cut in range(len(before) + 1) if not set(before[cut:]) & set(".؟!\n"))
    assert around.startswith(before[left:] + inside)
    rest = around[len(before[left:] + inside) :]
    assert after.startswith(rest)
    assert not set(rest) & set(".؟!\n")
    assert plain(plain(text)) == plain(text)


# -- gold ----------------------------------------------------------------------------------------------------------


def test_all_forms_of_lines_are_read(tmp_path: Path) -> None:
    lines = [
        # a short answer in an article; the group comes from the id, the language from the question
        {
            "id": "درس-1",
            "question": "كم حضر؟",
            "article_id": "جسر-1",
            "answers": [{"start": 5, "end": 7, "text": "ح "}],
        },
        # quotes, and other articles that may say it
        {
            "id": "n1",
            "question": "How many came?",
            "kind": "conflict",
            "today": "2024-06-01",
            "from": "2024-05-01",
            "to": "2024-05-31",
            "sources": ["الضفاف"],
            "gold": [said("جسر-1", "٤٠ شخصا")],
            "also_ok": ["معرض"],
            "must_match": [["40 شخصا"]],
            "sides": [[["40"]], [["60"]]],
            "window": {"from": "2024-05-01", "to": None},
        },
        {"id": "n2", "lang": "ar", "question": "Wien?", "kind": "unanswerable", "gold": []},
        {
            "id": "d1",
            "turns": [
                {"user": "ماذا حدث؟", "expects": {"gold": [said("جسر-1", "الأحد")], "refuse": False}},
                {"user": "ومن غنى؟", "expects": {"refuse": True, "gold": []}},
            ],
        },
        "",
    ]
    today = date(2024, 7, 1)
    path = gold_file(tmp_path / "gold.jsonl", lines)
    assert read(path, today) == GoldFile(
        path,
        (
            GoldQuestion(
                "درس-1", Request("كم حضر؟", today=today), "ar", Holds((Extract("جسر-1", Span(5, 7), "ح "),)), "درس-ar"
            ),
            GoldQuestion(
                "n1",
                Request("How many came?", date(2024, 5, 1), date(2024, 5, 31), ("الضفاف",), date(2024, 6, 1)),
                "en",
                Supports((extract("جسر-1", "٤٠ شخصا"),), ("معرض",), (("40 شخصا",),)),
                kind="conflict",
                window=Window(date(2024, 5, 1), None),
                sides=((("40",),), (("60",),)),
            ),
            GoldQuestion("n2", Request("Wien?", today=today), "ar", Supports(()), kind="unanswerable"),
            GoldDialogue(
                "d1",
                (
                    GoldTurn(Request("ماذا حدث؟", today=today), Supports((extract("جسر-1", "الأحد"),))),
                    GoldTurn(Request("ومن غنى؟", today=today), None),
                ),
            ),
        ),
        (),
    )


GOOD: dict[str, Any] = {"id": "x", "question": "كم؟", "gold": [{"article_id": "جسر-1", "start": 0, "end": 3}]}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "line 2 of {path} is no JSON"),
        ("[]", "no JSON object"),
        ({**GOOD, "id": None}, '"id" is None'),
        ({**GOOD, "id": "first"}, "\"id\" is 'first': every line needs an id of its own"),
        ({**GOOD, "question": " "}, "\"question\" is ' '"),
        ({**GOOD, "lang": "fr"}, "\"lang\" is 'fr': it must be one of ar, en"),
        ({**GOOD, "kind": 3}, '"kind" is 3'),
        ({**GOOD, "gold": []}, "nothing tells what a right answer cites"),
        ({**GOOD, "gold": None, "must_match": [["٤٠"]]}, "nothing tells what a right answer cites"),
        ({**GOOD, "gold": {"start": 0}}, "\"gold\" is {{'start': 0}}: it must be a list"),
        ({**GOOD, "gold": [{"article_id": "جسر-1", "start": 3, "end": 3}]}, '"start" is 3 and "end" 3'),
        ({**GOOD, "gold": [{"article_id": "جسر-1", "start": True, "end": 3}]}, '"start" is True'),
        ({**GOOD, "gold": [{"start": 0, "end": 3}]}, '"article_id" is None'),
        ({**GOOD, "gold": ["شخصا"]}, "'شخصا' is no stretch of an article"),
        ({**GOOD, "answers": [{"start": 0, "end": 3}]}, '"article_id" is None'),
        ({**GOOD, "must_match": ["٤٠"]}, "['٤٠'] does not tell what must match"),
        ({**GOOD, "must_match": [[]]}, "[[]] does not tell what must match"),
        ({**GOOD, "kind": "conflict", "sides": [[["40"]]]}, "has two sides or more"),
        ({**GOOD, "window": {"from": None}}, "\"window\" is {{'from': None}}"),
        ({**GOOD, "window": {"from": "أمس"}}, "\"from\" is 'أمس'"),
        ({**GOOD, "from": "2024-02-02", "to": "2024-01-01"}, '"from" is 2024-02-02, after "to", 2024-01-01'),
        ({"id": "x", "turns": []}, '"turns" is empty'),
        ({"id": "x", "turns": ["من؟"]}, "a turn is 'من؟'"),
        ({"id": "x", "turns": [{"user": "من؟", "expects": {}}]}, "the turn 'من؟' expects nothing"),
    ],
)
def test_a_bad_line_is_named_and_stops_nothing(tmp_path: Path, bad: Mapping[str, Any] | str, reason: str) -> None:
    first, last = {**GOOD, "id": "first"}, {**GOOD, "id": "last"}
    path = gold_file(tmp_path / "gold.jsonl", [first, bad, last])
    file = read(path)
    assert [one.id for one in file.lines] == ["first", "last"]
    (fault,) = file.faults
    assert fault.reason.startswith(f"line 2 of {path}")
    assert reason.format(path=path) in fault.reason


@pytest.mark.parametrize(("content", "reason"), [(None, "cannot be read"), ("\n", "holds no question")])
def test_a_file_without_lines_is_refused(tmp_path: Path, content: str | None, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        read(str(path))


# -- what counts ---------------------------------------------------------------------------------------------------

ANSWER = Holds((extract("جسر-1", "٤٠"), extract("جسر-1", "٢٧")))
QUOTES = Supports(
    (extract("جسر-1", "وحضر الحفل ٤٠ شخصا"),), also_ok=("جسر-2",), must_match=(("60 شخصا",), ("40 شخصا",))
)


@pytest.mark.parametrize(
    ("wanted", "cited", "expected"),
    [
        (ANSWER, extract("جسر-1", "وحضر الحفل ٤٠ شخصا."), True),  # holds it whole
        (ANSWER, extract("جسر-1", "كلفته ٢٧"), True),  # any of the answers
        (ANSWER, extract("جسر-1", "الحفل ٤"), False),  # only half of it
        (ANSWER, extract("جسر-2", "60 شخصاً"), False),  # another article
        (QUOTES, extract("جسر-1", "ليرة. وحضر"), True),  # shares a word with the gold quote
        (Supports((extract("جسر-1", "وحضر الحفل"),)), extract("جسر-1", "ليرة. "), False),  # ends where it begins
        (QUOTES, extract("جسر-1", "مليون ليرة"), False),
        (QUOTES, extract("جسر-1", "مليون ليرة."), True),  # with its stop it is read on to the next one
        (QUOTES, extract("جسر-1", "شخصا."), True),
        (QUOTES, extract("جسر-2", "من القرية"), True),  # its sentence says it, in an article that may
        (QUOTES, extract("جسر-2", "وغاب المحافظ"), False),  # the next sentence does not
        (QUOTES, extract("معرض", "ألفين"), False),
    ],
)
def test_what_counts_as_right(wanted: Holds | Supports, cited: Extract, expected: bool) -> None:
    assert wanted.met_by(cited, TEXTS.get) is expected


# -- figures -------------------------------------------------------------------------------------------------------


def figures(
    lines: Sequence[Mapping[str, Any]], script: Sequence[list[Reply]], folder: Path
) -> dict[str, tuple[float, int]]:
    """Every measure of a gold file for scripted replies, rounded, with its count."""
    file = read(gold_file(folder / "gold.jsonl", lines))
    assert file.faults == ()
    outcome = measured(Scripted(*script), file, TEXTS.get)
    return {measure.name: (round(measure.value, 3), measure.count) for measure in outcome.measures}


def test_figures_of_short_answers(tmp_path: Path) -> None:
    def asked(name: str, lang: str, answer: str) -> dict[str, Any]:
        place = extract("جسر-1", answer).span
        return {
            "id": name,
            "lang": lang,
            "question": "؟",
            "article_id": "جسر-1",
            "answers": [{"start": place.start, "end": place.end}],
        }

    right, wrong = extract("جسر-1", "وحضر الحفل ٤٠ شخصا."), extract("معرض", "أقيم معرض الكتاب")  # 19 and 16 code points
    false = Extract("جسر-1", Span(0, 4), "ليس هنا")  # not what stands there
    unknown = Extract("غائب", Span(0, 4), "أربع")  # no such article
    long = Extract("طويل", Span(0, 401), LONG)  # true, but too long to count
    assert (len(right.quote or ""), len(wrong.quote or "")) == (19, 16)
    found = figures(
        [asked("د-1", "ar", "٤٠"), asked("د-2", "ar", "٤٠"), asked("د-3", "en", "٤٠"), asked("د-4", "ar", "٤٠")],
        [
            [Reply("ar", cited=(right,))],  # at once
            [Reply("ar", cited=(false, long, wrong, right))],  # second of those that count: false and long do not
            [Reply("ar", cited=(unknown, wrong, wrong, wrong, right))],  # fourth; and the language is wrong
            [Reply("ar", refused=True)],
        ],
        tmp_path,
    )
    assert found == {
        "valid_citations": (0.8, 10),  # 8 of 10
        "quote_chars": (65.25, 8),  # (19 + 401 + 16 + 19 + 3 · 16 + 19) / 8
        "answerable refused": (0.25, 4),
        "answer language": (0.75, 4),
        "ar hit@1": (0.333, 3),
        "ar hit@3": (0.667, 3),
        "ar hit@5": (0.667, 3),
        "د-ar hit@1": (0.333, 3),
        "د-ar hit@3": (0.667, 3),
        "د-ar hit@5": (0.667, 3),
        "د-ar refused": (0.333, 3),
        "en hit@1": (0.0, 1),
        "en hit@3": (0.0, 1),
        "en hit@5": (1.0, 1),
        "د-en hit@1": (0.0, 1),
        "د-en hit@3": (0.0, 1),
        "د-en hit@5": (1.0, 1),
        "د-en refused": (0.0, 1),
    }


def test_figures_of_quotes_windows_premises_and_conflicts(tmp_path: Path) -> None:
    came = said("جسر-1", "وحضر الحفل ٤٠ شخصا")
    both = {"kind": "conflict", "gold": [came], "also_ok": ["جسر-2"], "sides": [[["40 شخصا"]], [["60 شخصا"]], [["80"]]]}
    premise = {"kind": "false_premise", "gold": [said("جسر-2", "وغاب المحافظ")]}
    window = {"window": {"from": "2024-05-01", "to": "2024-05-31"}, "gold": [came]}
    may = Window(date(2024, 5, 1), date(2024, 5, 31))
    forty, sixty = extract("جسر-1", "٤٠ شخصا"), extract("جسر-2", "حضور 60")
    absent, fair = extract("جسر-2", "وغاب المحافظ"), extract("معرض", "ألفين")  # 12 and 5 code points
    found = figures(
        [
            {"id": "1", "lang": "ar", "question": "كم؟", **both},
            {"id": "2", "lang": "ar", "question": "كم؟", **both},
            {"id": "3", "lang": "ar", "question": "كم؟", **window},
            {"id": "4", "lang": "ar", "question": "كم؟", **window},
            {"id": "5", "lang": "ar", "question": "من غنى؟", "kind": "unanswerable"},
            {"id": "6", "lang": "ar", "question": "من غنى؟", "kind": "unanswerable"},
            {"id": "7", "lang": "ar", "question": "لماذا حضر المحافظ؟", **premise},
            {"id": "8", "lang": "ar", "question": "لماذا حضر المحافظ؟", **premise},
            {"id": "9", "lang": "ar", "question": "لماذا حضر المحافظ؟", **premise},
        ],
        [
            [
                Reply("ar", cited=(sixty, forty))
            ],  # both sides; the gold quote is second («جسر-2» has no must_match here)
            [Reply("ar", cited=(forty,))],  # one side
            [Reply("ar", window=may, cited=(forty,))],
            [Reply("ar", window=Window(may.first, None))],  # misunderstood, nothing cited
            [Reply("ar", refused=True)],
            [Reply("ar", cited=(fair,))],  # answered what cannot be
            [Reply("ar", refused=True)],  # met by refusing
            [Reply("ar", cited=(fair, fair, absent))],  # met by the third quote
            [Reply("ar", cited=(fair, fair, fair, absent))],  # the fourth is too late
        ],
        tmp_path,
    )
    assert found == {
        "valid_citations": (1.0, 12),
        "quote_chars": (6.833, 12),  # (4 · 7 + 6 · 5 + 2 · 12) / 12
        "answerable refused": (0.0, 4),
        "answer language": (1.0, 4),
        "ar hit@1": (0.5, 4),
        "ar hit@3": (0.75, 4),
        "ar hit@5": (0.75, 4),
        "conflict hit@1": (0.5, 2),
        "conflict hit@3": (1.0, 2),
        "conflict hit@5": (1.0, 2),
        "conflict: both sides cited": (0.5, 2),
        "window understood": (0.5, 2),
        "unanswerable refused": (0.5, 2),
        "false premise met": (0.667, 3),
    }


def test_figures_of_dialogues(tmp_path: Path) -> None:
    came, absent = said("جسر-1", "وحضر الحفل ٤٠ شخصا"), said("جسر-2", "وغاب المحافظ")
    day = {"from": "2024-05-12", "to": "2024-05-12"}
    turns = [
        {"user": "كم حضر؟", "expects": {"gold": [came], "window": day}},
        {"user": "ومن غاب؟", "expects": {"gold": [absent], "window": day}},
        {"user": "ومن غنى؟", "expects": {"refuse": True}},
    ]
    understood = Window(date(2024, 5, 12), date(2024, 5, 12))
    right = Reply("ar", window=understood, cited=(extract("جسر-1", "٤٠ شخصا"),))  # 7 code points
    found = figures(
        [{"id": "1", "turns": turns}, {"id": "2", "turns": turns[1:2]}],
        [
            # the second turn still tells of the first one's matter, in the right window
            [right, right, Reply("ar", refused=True)],
            [Reply("ar", cited=(extract("جسر-2", "وغاب المحافظ"),))],  # 12; as a first turn, and without its window
        ],
        tmp_path,
    )
    assert found == {
        "valid_citations": (1.0, 3),
        "quote_chars": (8.667, 3),  # (7 + 7 + 12) / 3
        "first turn hit@1": (1.0, 2),
        "first turn hit@3": (1.0, 2),
        "first turn hit@5": (1.0, 2),
        "first turn window": (0.5, 2),
        "follow-up hit@1": (0.0, 1),
        "follow-up hit@3": (0.0, 1),
        "follow-up hit@5": (0.0, 1),
        "follow-up window": (1.0, 1),
        "refused rightly": (1.0, 1),
    }


def test_a_question_that_fails_is_a_miss_and_a_fault(tmp_path: Path) -> None:
    lines = [{"id": name, "question": "كم حضر؟", "gold": [said("جسر-1", "٤٠ شخصا")]} for name in ("أ", "ب")]
    file = read(gold_file(tmp_path / "gold.jsonl", lines))
    told: list[str] = []
    script = Scripted([Reply("ar", cited=(extract("جسر-1", "٤٠ شخصا"),))], ModelError("انقطع الاتصال"))
    outcome = measured(script, file, TEXTS.get, told.append)
    assert outcome.faults == (Fault("ب", "scripted cannot answer ب: انقطع الاتصال"),)
    assert {m.name: m.value for m in outcome.measures if m.name in ("ar hit@1", "answerable refused")} == {
        "ar hit@1": 0.5,
        "answerable refused": 0.0,  # a failure is no refusal
    }
    assert told == [f"{file.path}: scripted was asked 2 of 2 lines"]


def test_the_table_and_the_json(tmp_path: Path) -> None:
    tally = Tally(TEXTS.get)
    file = read(
        gold_file(
            tmp_path / "gold.jsonl", [{"id": "1", "question": "كم؟", "kind": "عدد", "gold": [said("جسر-1", "٤٠")]}]
        )
    )
    tally.add(file.lines[0], [Reply("ar", cited=(extract("جسر-1", "٤٠ شخصا"),))])
    nothing = Tally(TEXTS.get)
    nothing.add(file.lines[0], [Reply("ar", refused=True)])
    outcomes = (
        Outcome("isnad", tuple(tally.measures()), 1, 0.25, ()),
        Outcome("naive", tuple(nothing.measures()), 1, 0.5, (Fault("1", "naive cannot answer 1: تعذر"),)),
    )
    done = [Evaluation(file, outcomes, ("ملاحظة",))]
    assert as_table(done).split("\n") == [
        file.path,
        "",
        "| measure            | of | isnad             | naive             |",
        "|--------------------|----|-------------------|-------------------|",
        "| ar hit@1/3/5       | 1  | 1.000 1.000 1.000 | 0.000 0.000 0.000 |",
        "| عدد hit@1/3/5      | 1  | 1.000 1.000 1.000 | 0.000 0.000 0.000 |",
        "| valid_citations    | 1  | 1.000             | –                 |",
        "| quote_chars        | 1  | 7.0               | –                 |",
        "| answerable refused | 1  | 0.000             | 1.000             |",
        "| answer language    | 1  | 1.000             | 1.000             |",
        "| seconds a question | 1  | 0.250             | 0.500             |",
    ]
    (shown,) = as_dict(done)["files"]
    assert (shown["gold"], shown["lines"], shown["notes"]) == (file.path, 1, ["ملاحظة"])
    assert shown["failed"] == [{"id": "1", "reason": "naive cannot answer 1: تعذر"}]
    assert shown["naive"] == {
        "questions": 1,
        "seconds": 0.5,
        "seconds_per_question": 0.5,
        "measures": {
            "answerable refused": 1.0,
            "answer language": 1.0,
            **{f"{group} hit@{k}": 0.0 for group in ("ar", "عدد") for k in (1, 3, 5)},
        },
        "counts": dict.fromkeys(shown["naive"]["measures"], 1),
    }


# -- the baseline --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("حضر. غاب؟ نعم! انتهى", ["حضر.", "غاب؟", "نعم!", "انتهى"]),
        ("سطر أول\n\nسطر ثان", ["سطر أول", "سطر ثان"]),
        ("بلغ 3.5 مليون", ["بلغ 3.5 مليون"]),
        ("قال د. سامي", ["قال د.", "سامي"]),  # naive
        (LONG, ["ن" * 400]),
    ],
)
def test_simple_sentences(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in simple_sentences(text, Span(0, len(text)))] == expected


def test_the_naive_choice_ranks_by_sentence_and_passage_and_gives_each_sentence_once() -> None:
    encoder = GramEncoder()
    question = encoder.encode_queries(["كم شخصا حضر الحفل"])[0]
    whole = Found("جسر-1", BRIDGE, Span(0, len(BRIDGE)), 0.5)
    end = Found("جسر-1", BRIDGE, Span(BRIDGE.index("وقال"), len(BRIDGE)), 0.7)  # overlaps: two sentences are in both
    far = Found("معرض", FAIR, Span(0, len(FAIR)), -1.0)  # a passage that far off cannot win
    best = SentenceChoice(encoder).best(question, [whole, end, far], 9)
    assert [(quote.article_id, quote.quote) for quote in best[:3]] == [
        ("جسر-1", "وحضر الحفل ٤٠ شخصا."),
        ("جسر-1", "وقال الوزير إن كلفته ٢٧ مليون ليرة."),
        ("جسر-1", "افتُتح جسر الوادي يوم الأحد."),
    ]
    assert {quote.article_id for quote in best[3:]} == {"معرض"}
    assert len(best) == 5
    assert all(quote.true(TEXTS.get) for quote in best)
    again = SentenceChoice(encoder).best(question, [whole, end, far], 2)
    assert again == best[:2]


def articles(folder: Path) -> str:
    return written(folder / "articles.jsonl", [line(name, text) for name, text in TEXTS.items() if text != LONG])


def test_the_naive_choice_answers_from_an_archive(tmp_path: Path) -> None:
    archive = opened(tmp_path / "home")
    ingest(archive, [articles(tmp_path)])
    choice = NaiveChoice(archive)
    first, second = choice.replies([Request("كم زائرا جاء إلى معرض الكتاب؟"), Request("Who came?")])
    assert (first.language, second.language) == ("ar", "en")
    assert (first.refused, first.window) == (False, None)
    assert first.cited[0].article_id == "معرض"
    assert len(first.cited) == len(set(first.cited)) == 5
    assert all(quote.true(TEXTS.get) for quote in first.cited)
    found = choice.passages(np.asarray(archive.encoder.encode_queries(["معرض الكتاب"])[0]))
    assert found[0].article_id == "معرض"
    archive.close()


# -- the whole, and the command ------------------------------------------------------------------------------------


def test_evaluate_tells_what_is_odd_about_the_gold(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home", tmp_path / "cache")
    assistant = Assistant(opened(tmp_path / "home"), settings)
    came = {"id": "1", "question": "كم حضر الحفل؟", "gold": [said("جسر-1", "٤٠ شخصا")]}
    absent = {"id": "2", "question": "من غنى؟", "gold": [{"article_id": "غائب", "start": 0, "end": 4}]}
    moved = {"id": "3", "question": "كم حضر؟", "gold": [{**said("جسر-1", "٤٠ شخصا"), "start": 0, "end": 7}]}
    path = gold_file(tmp_path / "gold.jsonl", [came, absent, moved])
    with pytest.raises(UsageError, match="is empty: `isnad ingest`"):
        evaluate(assistant, [path])
    ingest(assistant.archive, [articles(tmp_path)])
    (done,) = evaluate(assistant, [path])
    assert done.notes == (
        f"{path}: 1 of 2 gold articles are not in the archive, so they cannot be cited (غائب)",
        f"{path}: 1 gold stretches do not read as their quote (جسر-1 0-7): "
        "offsets are code points of the article's text",
    )
    assert [outcome.name for outcome in done.outcomes] == ["isnad"]
    with pytest.raises(UsageError, match="none of the 1 articles"):
        evaluate(assistant, [gold_file(tmp_path / "other.jsonl", [absent])])
    assistant.archive.close()


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `isnad` on the home; returns exit code, standard output and standard error."""

    def call(command: str, *arguments: str) -> tuple[int, str, str]:
        code = main([command, *arguments, "--home", str(home)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


def test_the_command(run: Run, tmp_path: Path) -> None:
    lines = [
        {
            "id": "جسر-س1",
            "question": "كم شخصا حضر حفل افتتاح جسر الوادي؟",
            "gold": [said("جسر-1", "وحضر الحفل ٤٠ شخصا.")],
        },
        {"id": "جسر-س2", "question": "How many visitors came?", "gold": [said("معرض", "وبلغ عدد الزوار ألفين.")]},
        {"id": "جسر-س3", "question": "كم بلغت كلفة الصاروخ؟", "kind": "unanswerable"},
    ]
    path = gold_file(tmp_path / "gold.jsonl", lines)
    corpus = articles(tmp_path)
    assert run("evaluate", path)[:2] == (2, "")  # nothing is ingested yet
    assert run("ingest", corpus)[0] == 0
    code, shown, told = run("evaluate", path, "--baseline", "--json", "--today", "2024-06-01")
    assert (code, told.count("\n")) == (0, 2)  # one line of progress for each respondent
    (file,) = json.loads(shown)["files"]
    assert (file["lines"], file["failed"], file["notes"]) == (3, [], [])
    assert file["isnad"]["measures"]["answer language"] == 1.0
    assert file["isnad"]["counts"]["unanswerable refused"] == 1
    # the archive has seven sentences in three passages: the five nearest of them are never far from the gold
    assert file["naive"]["measures"]["ar hit@5"] == 1.0
    assert file["naive"]["measures"]["valid_citations"] == 1.0
    assert file["naive"]["counts"]["valid_citations"] == 15
    code, shown, _ = run("evaluate", path, "--baseline")
    assert code == 0
    assert "| ar hit@1/3/5 " in shown
    # held against another text, no citation is true
    altered = written(tmp_path / "altered.jsonl", [line(name, f"تصحيح: {text}") for name, text in TEXTS.items()])
    code, shown, told = run("evaluate", path, "--baseline", "--json", "--corpus", altered)
    (file,) = json.loads(shown)["files"]
    assert (code, file["naive"]["measures"]["valid_citations"]) == (0, 0.0)
    assert "2 gold stretches do not read as their quote" in told


def test_the_exit_codes_of_the_command(run: Run, tmp_path: Path) -> None:
    assert run("ingest", articles(tmp_path))[0] == 0
    good = {"id": "1", "question": "كم حضر؟", "gold": [said("جسر-1", "٤٠ شخصا")]}
    some = gold_file(tmp_path / "some.jsonl", [good, {"id": "2"}])
    none = gold_file(tmp_path / "none.jsonl", [{"id": "2"}])
    code, shown, told = run("evaluate", some, "--json")
    (file,) = json.loads(shown)["files"]
    reason = f'line 2 of {some}: "question" is None: it must be a text that is not empty'
    assert (code, file["lines"], file["failed"]) == (1, 1, [{"id": "2", "reason": reason}])
    assert reason in told
    for arguments, reason in [
        ([none], "line 1 of"),
        ([some, str(tmp_path / "غائب.jsonl")], "cannot be read"),
        ([some, "--today", "أمس"], "--today is 'أمس'"),
        ([some, "--corpus", none], 'is no article with "id" and "text"'),
    ]:
        code, _, told = run("evaluate", *arguments)
        assert (code, reason in told) == (2, True), arguments
