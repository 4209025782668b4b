"""The command line as scripts rely on it: keys, types, exit codes, and what goes to which stream."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from archives import line, many, written

from assistant.cli import main
from assistant.settings import Settings
from index.catalogue import Catalogue

REPORT = ["added", "updated", "unchanged", "duplicates", "failed", "articles", "passages", "seconds"]
ANSWER = set("id question language answer sentences citations refusal window places answerer seconds".split())
CITATION = ["n", "article_id", "start", "end", "quote", "title", "source", "url", "published", "event"]
HIT = ["article_id", "start", "end", "text", "score", "title", "source", "published"]
TEXT = "اندلع حريق في سوق الحبوب في درعا صباح السبت 7 نيسان 2018.\nوأخمده رجال الإطفاء بعد ساعتين، ولم يصب أحد."
ARTICLES = [
    line("حريق-1", TEXT, "وكالة النور", "2018-04-07T12:00:00+03:00"),
    line("حريق-2", "قال الدفاع المدني إن حريق سوق الحبوب في درعا دمر 14 متجرا.", "صحيفة الشرق", "2018-04-08"),
    line("سد-1", "انهار سد الوادي في حمص يوم 2 أيار 2018 ونزح 300 شخص.", "إذاعة البحر", "2018-05-03"),
]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output, which holds nothing but JSON lines."""
        return [json.loads(text) for text in self.out.split("\n")[:-1]]

    @property
    def one(self) -> dict[str, Any]:
        """Standard output, which is one JSON line."""
        (only,) = self.lines
        return only


def environment(cache: Path, **more: str) -> dict[str, str]:
    """The environment of a command: nothing of the user's but what is named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ISNAD_", "XDG_"))}
    return {**kept, "ISNAD_CACHE": str(cache), "HF_HUB_OFFLINE": "1", **more}


def run(cache: Path, *arguments: str, **more: str) -> Ran:
    """Run one command in a process of its own."""
    command = [sys.executable, "-m", "assistant.cli", *arguments]
    done = subprocess.run(command, capture_output=True, env=environment(cache, **more), timeout=300, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is ingested: articles with two bad lines among them, a plain text, and a file that is no document."""
    folder = tmp_path_factory.mktemp("in")
    good = [json.dumps(one, ensure_ascii=False) for one in ARTICLES]
    broken = '{"id": "كسر", "text": '
    without_text = '{"id": "فراغ", "title": "بلا نص", "text": ""}'
    (folder / "news.jsonl").write_text("\n".join([good[0], broken, good[1], without_text, good[2]]), "utf-8")
    (folder / "plain.txt").write_text("عنوان من سطر\nافتتح الجسر في حلب يوم 9 نيسان 2018.\n", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nno more of it")
    return folder


@pytest.fixture(scope="module")
def ingested(folder: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The home of an archive, and what ingesting it came to."""
    home = tmp_path_factory.mktemp("cli") / "home"
    return home, run(cache, "ingest", str(folder), "--source", "بلا اسم", "--json", ISNAD_HOME=str(home))


@pytest.fixture
def archive(ingested: tuple[Path, Ran]) -> Path:
    """The home of the archive."""
    return ingested[0]


@pytest.fixture
def own(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive that a test may change."""
    return Path(shutil.copytree(archive, tmp_path / "own"))


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """Run one command in this process, which is quicker."""
    try:
        code = main(arguments)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    captured = capsys.readouterr()
    return Ran(code, captured.out, captured.err)


# -- ingest ------------------------------------------------------------------------------------------------------------


def test_ingest_reports_what_it_did(ingested: tuple[Path, Ran], folder: Path) -> None:
    done = ingested[1]
    assert done.code == 1  # some failed, the rest is stored
    report = done.one
    assert list(report) == REPORT
    counted = {key: report[key] for key in REPORT[:4]}
    assert counted == {"added": 4, "updated": 0, "unchanged": 0, "duplicates": 0}
    assert (report["articles"], report["passages"]) == (4, 4)
    assert isinstance(report["seconds"], float)
    failed = sorted((Path(failure["path"]).name, failure["line"]) for failure in report["failed"])
    assert failed == [("broken.pdf", None), ("news.jsonl", 2), ("news.jsonl", 4)]
    for failure in report["failed"]:
        assert set(failure) == {"path", "line", "reason"}
        assert failure["reason"]
        assert Path(failure["path"]).parent == folder
        assert Path(failure["path"]).name in done.err  # people see it too


def test_ids_and_texts_are_kept_to_the_letter(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = called(capsys, "show", "حريق-1", "--json", "--home", str(archive))
    assert shown.code == 0
    article = shown.one
    assert (article["article_id"], article["text"]) == ("حريق-1", TEXT)
    assert (article["source"], article["published"], article["url"]) == (
        "وكالة النور",
        "2018-04-07T12:00:00+03:00",
        None,
    )
    plain = called(capsys, "show", "حريق-1", "--home", str(archive))
    assert TEXT in plain.out


def test_ingest_of_nothing_but_failures_does_nothing(
    own: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place in (str(folder / "broken.pdf"), str(tmp_path / "لا شيء.txt")):
        done = called(capsys, "ingest", place, "--json", "--home", str(own))
        assert done.code == 2
        assert [failure["path"] for failure in done.one["failed"]] == [place]


def test_ingest_again_changes_nothing_and_updates_what_changed(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{**ARTICLES[0], "text": TEXT + " وفتح تحقيق."}, ARTICLES[1], {**ARTICLES[2], "id": "سد-نسخة"}]
    file = written(tmp_path / "again.jsonl", lines)
    done = called(capsys, "ingest", file, "--json", "--home", str(own))
    counted = {key: done.one[key] for key in REPORT[:6]}
    assert (done.code, counted) == (
        0,
        {"added": 0, "updated": 1, "unchanged": 1, "duplicates": 1, "failed": [], "articles": 4},
    )


# -- ask ---------------------------------------------------------------------------------------------------------------


def assert_answer(answer: dict[str, Any]) -> None:
    """The keys and types of an answer, and that each of its citations holds."""
    assert set(answer) >= ANSWER
    assert isinstance(answer["question"], str)
    assert answer["language"] in ("ar", "en")
    assert isinstance(answer["answer"], str)
    assert answer["answer"]
    assert answer["answerer"] == "extractive"
    assert isinstance(answer["seconds"], float)
    assert all(isinstance(place, str) for place in answer["places"])
    window = answer["window"]
    assert window is None or list(window) == ["from", "to"]
    numbers = [citation["n"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    for sentence in answer["sentences"]:
        assert set(sentence) == {"text", "citations"}
        assert set(sentence["citations"]) <= set(numbers)
    texts = {one["id"]: one["text"] for one in ARTICLES}
    for citation in answer["citations"]:
        assert list(citation) == CITATION
        assert 0 < len(citation["quote"]) <= 400
        if citation["article_id"] in texts:
            assert texts[citation["article_id"]][citation["start"] : citation["end"]] == citation["quote"]
        event = citation["event"]
        assert event is None or list(event) == ["from", "to", "precision"]
    refusal = answer["refusal"]
    assert refusal is None or (list(refusal) == ["reason", "message"] and not answer["citations"])


BATCH: list[tuple[object, dict[str, Any] | str]] = [
    # the id to expect and the line; a text is a line as it stands
    (1, {"id": 1, "question": "متى اندلع حريق سوق الحبوب في درعا؟"}),
    ("e", {"id": "e", "question": "When did the fire break out in Daraa?", "today": "2018-05-01"}),
    (
        {"a": [1]},
        {
            "id": {"a": [1]},
            "question": "كم شخصا نزح من حمص بعد انهيار سد الوادي؟",
            "from": None,
            "to": None,
            "sources": None,
            "today": None,
        },
    ),
    (None, {"question": "أين انهار السد؟", "unknown": {"x": 1}}),
    ("s", {"id": "s", "question": "ماذا حدث في درعا؟", "sources": ["صحيفة الشرق"]}),
    ("w", {"id": "w", "question": "ماذا حدث في درعا؟", "from": "2011-01-01", "to": "2011-12-31"}),
    ("u", '{"id": "u", "question": "متى\u2028انهار السد؟"}'),
    ("t", {"id": "t", "turns": ["متى انهار سد الوادي؟", "وكم شخصا نزح؟"], "today": "2018-06-01"}),
]
BAD: list[tuple[object, str, str]] = [
    # the id to expect, the line, and a word of its error
    (None, "{no json", "no JSON"),
    (2, '{"id": 2}', '"question"'),
    (3, '{"id": 3, "question": "متى؟", "from": "أمس"}', "YYYY-MM-DD"),
    (4, '{"id": 4, "question": "\\ud83d متى؟"}', "half of a character"),
    (5, '{"id": 5, "question": "متى؟", "sources": "النور"}', "list of texts"),
    (6, '{"id": 6, "turns": []}', "turns"),
    (7, '{"id": 7, "question": "متى؟", "from": "2020-01-02", "to": "2020-01-01"}', "2020-01-01"),
]


@pytest.fixture(scope="module")
def answers(ingested: tuple[Path, Ran], cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A batch with good and bad lines in turn, and blank ones between."""
    good = [given if isinstance(given, str) else json.dumps(given, ensure_ascii=False) for _, given in BATCH]
    bad = [given for _, given, _ in BAD] + [""] * (len(BATCH) - len(BAD))
    file = tmp_path_factory.mktemp("batch") / "أسئلة.jsonl"
    file.write_text("".join(f"{one}\n\n{other}\n" for one, other in zip(good, bad, strict=True)), "utf-8")
    return run(cache, "ask", "--batch", str(file), ISNAD_HOME=str(ingested[0]))


def test_a_batch_answers_every_line_in_order(answers: Ran) -> None:
    assert answers.code == 1  # some lines are bad
    expected = [
        name for pair in zip([name for name, _ in BATCH], [name for name, *_ in BAD], strict=False) for name in pair
    ]
    expected.append(BATCH[-1][0])
    assert [found["id"] for found in answers.lines] == expected
    good = [found for found in answers.lines if "error" not in found]
    assert len(good) == len(BATCH)
    for found in good:
        for answer in found.get("answers", [found]):
            assert_answer(answer)


def test_bad_lines_are_answered_with_their_error(answers: Ran) -> None:
    bad = [found for found in answers.lines if "error" in found]
    assert [found["id"] for found in bad] == [name for name, *_ in BAD]
    for found, (_, _, reason) in zip(bad, BAD, strict=True):
        assert set(found) == {"id", "error"}
        assert reason in found["error"]


def test_answers_of_a_batch_are_about_what_was_asked(answers: Ran) -> None:
    by_id = {str(found["id"]): found for found in answers.lines if "error" not in found}
    assert "7 نيسان 2018" in by_id["1"]["citations"][0]["quote"]
    assert by_id["1"]["citations"][0]["event"] == {"from": "2018-04-07", "to": "2018-04-07", "precision": "part_of_day"}
    assert by_id["1"]["places"] == ["درعا"]
    assert (by_id["e"]["language"], by_id["e"]["places"]) == ("en", ["Daraa"])
    assert any("300 شخص" in citation["quote"] for citation in by_id["{'a': [1]}"]["citations"][:3])
    assert {citation["source"] for citation in by_id["s"]["citations"]} <= {"صحيفة الشرق"}
    assert by_id["w"]["window"] == {"from": "2011-01-01", "to": "2011-12-31"}
    assert by_id["w"]["refusal"] is not None
    assert by_id["u"]["question"] == "متى\u2028انهار السد؟"
    assert list(by_id["t"]) == ["id", "answers"]
    assert [answer["question"] for answer in by_id["t"]["answers"]] == ["متى انهار سد الوادي؟", "وكم شخصا نزح؟"]


def test_one_question_with_json_and_a_home_that_wins(archive: Path, cache: Path, tmp_path: Path) -> None:
    """Only JSON on standard output; --home wins over ISNAD_HOME, of which nothing is made."""
    other = tmp_path / "other"
    done = run(cache, "ask", "أين انهار سد الوادي؟", "--json", "--home", str(archive), ISNAD_HOME=str(other))
    assert done.code == 0
    assert_answer(done.one)
    assert done.one["id"] is None
    assert "حمص" in done.one["citations"][0]["quote"]
    assert not other.exists()


def test_one_question_for_people(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = called(capsys, "ask", "أين انهار سد الوادي؟", "--source", "إذاعة البحر", "--home", str(archive))
    assert done.code == 0
    assert "«انهار سد الوادي في حمص يوم 2 أيار 2018 ونزح 300 شخص.» [1]" in done.out
    assert "[1] سد-1 0-" in done.out


def test_a_batch_of_bad_lines_only_and_an_empty_one(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, empty = tmp_path / "bad.jsonl", tmp_path / "empty.jsonl"
    bad.write_text("{\n[]\n", "utf-8")
    empty.write_text("\n \n", "utf-8")
    done = called(capsys, "ask", "--batch", str(bad), "--home", str(archive))
    assert (done.code, [found["id"] for found in done.lines]) == (2, [None, None])
    done = called(capsys, "ask", "--batch", str(empty), "--home", str(archive))
    assert (done.code, done.lines) == (0, [])


# -- search, timeline, dates -------------------------------------------------------------------------------------------


def test_search(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = called(capsys, "search", "حريق سوق الحبوب", "-k", "2", "--json", "--home", str(archive))
    assert (done.code, len(done.one["hits"])) == (0, 2)
    file = tmp_path / "queries.jsonl"
    file.write_text('{"id": "ا", "question": "سد الوادي"}\n{"id": 2}\n', "utf-8")
    batch = called(capsys, "search", "--batch", str(file), "-k", "1", "--home", str(archive))
    good, bad = batch.lines
    assert (batch.code, good["id"], bad["id"], set(bad)) == (1, "ا", 2, {"id", "error"})
    (hit,) = good["hits"]
    assert list(hit) == HIT
    assert (hit["article_id"], hit["source"], hit["published"]) == ("سد-1", "إذاعة البحر", "2018-05-03")
    assert hit["text"] == ARTICLES[2]["text"][hit["start"] : hit["end"]]
    assert isinstance(hit["score"], float)


def test_timeline(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_text(
        '{"id": 1, "request": "سوق الحبوب وسد الوادي", "from": "2018-01-01", "to": null}\n{"id": 2}\n', "utf-8"
    )
    done = called(capsys, "timeline", "--batch", str(file), "--home", str(archive))
    good, bad = done.lines
    assert (done.code, bad["id"], set(bad)) == (1, 2, {"id", "error"})
    assert set(good) >= {"id", "request", "from", "to", "events"}
    assert (good["id"], good["from"]) == (1, "2018-01-01")
    days = [event["from"] for event in good["events"]]
    assert days == sorted(days)
    for event in good["events"]:
        assert set(event) >= {"from", "to", "precision", "summary", "outlets", "citations"}
        assert isinstance(event["outlets"], int)
        assert all(list(citation) == CITATION for citation in event["citations"])


def test_dates(capsys: pytest.CaptureFixture[str], tmp_path: Path, home: Path) -> None:
    text = "وصل الوفد أمس الثلاثاء 3 نيسان"
    done = called(capsys, "dates", text, "--published", "2018-04-04", "--json", "--home", str(home))
    (said,) = done.one["dates"]
    assert list(said) == ["start", "end", "text", "from", "to", "precision"]
    assert (said["text"], said["from"], said["to"]) == (text[said["start"] : said["end"]], "2018-04-03", "2018-04-03")
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": 1, "text": "أمس", "published": "2018-04-04"}\n{"id": 2, "published": "x"}\n', "utf-8")
    batch = called(capsys, "dates", "--batch", str(file), "--home", str(home))
    good, bad = batch.lines
    assert (batch.code, good["id"], good["dates"][0]["from"], bad["id"]) == (1, 1, "2018-04-03", 2)
    assert "error" in bad
    assert not home.exists()  # no archive is needed


# -- show, remove, status, rebuild -------------------------------------------------------------------------------------


def test_status(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = called(capsys, "status", "--json", "--home", str(archive))
    state = done.one
    assert (done.code, state["home"], state["articles"], state["passages"], state["pending"]) == (
        0,
        str(archive),
        4,
        4,
        0,
    )
    assert (state["from"], state["to"]) == ("2018-04-07", "2018-05-03")
    assert state["sources"] == {"وكالة النور": 1, "صحيفة الشرق": 1, "إذاعة البحر": 1, "بلا اسم": 1}
    assert state["encoder"]
    assert state["folding"]
    assert "articles: 4" in called(capsys, "status", "--home", str(archive)).out


def test_remove(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ids, code in ((["سد-1", "لا أحد"], 1), (["لا أحد"], 2), (["حريق-2"], 0)):
        done = called(capsys, "remove", *ids, "--home", str(own))
        assert (done.code, done.out) == (code, ""), ids
        assert ("لا أحد" in done.err) == ("لا أحد" in ids)
    shown = called(capsys, "show", "سد-1", "--home", str(own))
    assert (shown.code, shown.out) == (2, "")
    assert "سد-1" in shown.err
    assert called(capsys, "status", "--json", "--home", str(own)).one["articles"] == 2


def test_another_encoder_is_refused_with_the_command_that_mends_it(own: Path, cache: Path) -> None:
    catalogue = Catalogue(own / "catalogue.sqlite")
    used = catalogue.meta("encoder")
    catalogue.set_meta(encoder="some-other-encoder")
    catalogue.close()
    refused = run(cache, "ask", "متى؟", "--home", str(own))
    assert (refused.code, refused.out) == (2, "")
    assert f"isnad rebuild --home {own}" in refused.err
    assert "'some-other-encoder'" in refused.err
    assert "Traceback" not in refused.err
    mended = run(cache, "rebuild", "--home", str(own))
    assert (mended.code, mended.out) == (0, "")
    catalogue = Catalogue(own / "catalogue.sqlite")
    assert catalogue.meta("encoder") == used
    catalogue.close()


# -- wrong usage -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "nothing is asked"),
        (["ask", " "], "nothing is asked"),
        (["ask", "متى؟", "--from", "أمس"], "--from is 'أمس': write a day as YYYY-MM-DD"),
        (["ask", "متى؟", "--today", "2018"], "YYYY-MM-DD"),
        (["ask", "متى؟", "--from", "2018-02-01", "--to", "2018-01-01"], "exchange them"),
        (["ask", "متى؟", "--batch", "x.jsonl"], "cannot go together"),
        (["ask", "--batch", "لا شيء.jsonl"], "لا شيء.jsonl cannot be read"),
        (["ask", "متى؟", "--answerer", "oracle"], "oracle"),
        (["search", "متى؟", "-k", "0"], "-k is 0"),
        (["show", "لا أحد"], "لا أحد"),
        (["timeline", "سد", "--events", "0"], "--events is 0"),
        (["dates", "أمس", "--published", "x"], "--published is 'x'"),
        (["fly"], "fly"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_is_one_clear_message(
    arguments: list[str], message: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ISNAD_HOME", str(home))
    done = called(capsys, *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_an_unknown_variable_is_refused(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ISNAD_HOMES", str(home))
    done = called(capsys, "status", "--home", str(home))
    assert (done.code, done.out) == (2, "")
    assert "ISNAD_HOMES is no setting; there are ISNAD_HOME" in done.err
    assert not home.exists()


def test_help_shows_commands_that_work(capsys: pytest.CaptureFixture[str]) -> None:
    shown = called(capsys, "--help")
    assert shown.code == 0
    listed = [text.split()[0] for text in shown.out.splitlines() if text.startswith("    ") and text[4:5].strip()]
    assert set(listed) >= {
        "ingest",
        "ask",
        "search",
        "timeline",
        "dates",
        "show",
        "remove",
        "status",
        "rebuild",
        "serve",
    }
    for command in listed:
        assert called(capsys, command, "--help").code == 0


def test_settings_that_the_commands_read_are_those_that_there_are(home: Path) -> None:
    assert Settings.read({"ISNAD_HOME": str(home)}).home == home


def test_an_interrupted_ingest_keeps_what_was_stored(cache: Path, home: Path, tmp_path: Path) -> None:
    """Control-C: a message, the exit code of shells for it, and an archive that the next command finds whole."""
    file = written(tmp_path / "many.jsonl", many(300))
    command = [sys.executable, "-m", "assistant.cli", "ingest", file, "--json", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(cache)) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        for told in process.stderr:
            if b"articles stored" in told:
                process.send_signal(signal.SIGINT)
                break
        errors, out = process.stderr.read().decode("utf-8"), process.stdout.read()
        assert process.wait(timeout=120) == 130
    assert out == b""
    assert "interrupted" in errors
    assert "Traceback" not in errors
    catalogue = Catalogue(home / "catalogue.sqlite")
    assert catalogue.coverage().articles >= 64
    catalogue.close()
