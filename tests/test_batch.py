"""Batches: JSON Lines in, one JSON line out for each, in order."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import answered, day, day_of, text_of, texts_of
from assistant.errors import UsageError
from index.errors import QueryError


def echo(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answers with the question; some questions are errors."""
    question = text_of(line, "question")
    if question == "خطأ":
        raise QueryError("a search that makes no sense")
    return {"id": None, "answer": question}


def batch(tmp_path: Path, content: str | bytes) -> list[dict[str, Any]]:
    """What a file of this content is answered with."""
    file = tmp_path / "أسئلة.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(answered(str(file), echo))


def test_lines_are_answered_in_order(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "question": "متى؟"}',
        "",  # passed over
        '{"id": "ب", "question": "أين؟", "unknown": [1]}',  # what is unknown is ignored
        "   ",
        '{"question": "كم؟"}',  # no id
        '{"id": {"a": [null]}, "question": "من؟"}\r',  # any JSON is an id; a line of Windows
    ]
    assert batch(tmp_path, "\n".join(lines)) == [
        {"id": 1, "answer": "متى؟"},
        {"id": "ب", "answer": "أين؟"},
        {"id": None, "answer": "كم؟"},
        {"id": {"a": [None]}, "answer": "من؟"},
    ]


@pytest.mark.parametrize("falsy", [0, False, "", [], {}])
def test_ids_that_look_like_nothing_are_kept(tmp_path: Path, falsy: object) -> None:
    assert batch(tmp_path, json.dumps({"id": falsy, "question": "متى؟"})) == [{"id": falsy, "answer": "متى؟"}]


@pytest.mark.parametrize(
    ("bad", "name", "reason"),
    [
        ("{", None, "no JSON"),
        ("[1]", None, "no JSON object"),
        ("null", None, "no JSON object"),
        ('{"id": NaN}', None, "NaN is no JSON"),
        ('{"id": 7}', 7, '"question" is None'),
        ('{"id": 7, "question": " "}', 7, "must be a text that is not empty"),
        ('{"id": 7, "question": 5}', 7, '"question" is 5'),
        ('{"id": 7, "question": "خطأ"}', 7, "makes no sense"),
        ('{"id": 7, "question": "\\ud800 متى؟"}', 7, "half of a character"),  # half a character
    ],
)
def test_a_bad_line_does_not_stop_the_rest(tmp_path: Path, bad: str, name: object, reason: str) -> None:
    good = '{"id": "%s", "question": "متى؟"}'
    first, error, last = batch(tmp_path, "\n".join([good % "أ", bad, good % "ب"]))
    assert (first, last) == ({"id": "أ", "answer": "متى؟"}, {"id": "ب", "answer": "متى؟"})
    assert set(error) == {"id", "error"}
    assert error["id"] == name
    assert reason in error["error"]
    assert "line 2" in error["error"]


@pytest.mark.parametrize("depth", [10, 1000, 100_000])
def test_deep_nesting_is_an_error_of_its_line(tmp_path: Path, depth: int) -> None:
    (error,) = batch(tmp_path, "[" * depth)
    assert "line 1" in error["error"]


def test_line_separators_inside_a_text_end_no_line(tmp_path: Path) -> None:
    question = "متى\u2028وأين\u2029وكم\x85؟"
    line = json.dumps({"id": 1, "question": question}, ensure_ascii=False)
    assert batch(tmp_path, line) == [{"id": 1, "answer": question}]


def test_a_byte_order_mark_and_an_empty_file(tmp_path: Path) -> None:
    assert batch(tmp_path, b'\xef\xbb\xbf{"id": 1, "question": "?"}') == [{"id": 1, "answer": "?"}]
    assert batch(tmp_path, b"") == []


def test_one_line_of_another_encoding_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = '{"id": 1, "question": "متى؟"}\n'
    found = batch(tmp_path, good.encode() + '{"id": 2, "question": "متى؟"}\n'.encode("cp1256") + good.encode())
    assert [("error" in line) for line in found] == [False, True, False]
    assert "line 2" in found[1]["error"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.jsonl cannot be read"):
        list(answered(str(tmp_path / "nowhere.jsonl"), echo))
    with pytest.raises(UsageError, match="cannot be read"):
        list(answered(str(tmp_path), echo))


@pytest.mark.parametrize("value", [None, "غدا", "2018-13-01", 20180407, "", ["2018-04-07"], True, "2018-04-07xyz"])
def test_what_is_no_day(value: object) -> None:
    with pytest.raises(UsageError, match="write a day as YYYY-MM-DD"):
        day(value, '"from"')


def test_days_and_lists_that_a_line_may_leave_out() -> None:
    line = {"from": "2018-04-07", "to": None, "today": "2018-04-07T10:00:00+03:00", "sources": ["النور"], "turns": None}
    assert [day_of(line, key) for key in ("from", "to", "today", "other")] == [
        date(2018, 4, 7), None, date(2018, 4, 7), None,
    ]  # fmt: skip
    assert [texts_of(line, key) for key in ("sources", "turns", "other")] == [("النور",), (), ()]


@pytest.mark.parametrize("value", ["النور", [1], {"a": 1}, 5, [None]])
def test_what_is_no_list_of_texts(value: object) -> None:
    with pytest.raises(UsageError, match="must be a list of texts"):
        texts_of({"sources": value}, "sources")
