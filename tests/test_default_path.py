"""The default path works alone: no network, no heavy libraries, nothing written outside its two folders."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.sample import sample_path

SCRIPT = Path(__file__).parent / "audited_run.py"
ROOT = SCRIPT.parent.parent
QUESTIONS = [
    {"id": 1, "question": "متى استقالت حكومة حسان دياب؟"},
    {"id": 2, "question": "Where did Pope Francis meet Sistani?"},
    {"id": 3, "turns": ["متى وقع انفجار مرفأ بيروت؟", "وماذا حدث بعد ذلك؟"]},
]


def files_below(folder: Path) -> set[Path]:
    """Every file below a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def run(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A full ingest of a part of the sample and a batch of questions, watched; and what is new elsewhere."""
    folder = tmp_path_factory.mktemp("alone")
    user, temporary, home = folder / "user", folder / "temporary", folder / "home"
    for made in (user, temporary):
        made.mkdir()
    articles = folder / "articles.jsonl"
    lines = sample_path().read_text("utf-8").splitlines(keepends=True)
    articles.write_text("".join(line for line in lines if "sample-beirut" in line or "sample-iraq" in line), "utf-8")
    questions = folder / "questions.jsonl"
    questions.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in QUESTIONS), "utf-8")
    report = folder / "report.json"
    commands = [["ingest", str(articles), "--json"], ["ask", "--batch", str(questions)], ["status", "--json"]]
    # Nothing is set that would keep a library quiet: the product must see to that itself.
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    environment = {
        **kept,
        "HOME": str(user),
        "TMPDIR": str(temporary),
        "ISNAD_HOME": str(home),
        "ISNAD_CACHE": str(cache),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(report), json.dumps(commands, ensure_ascii=False)],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")
    found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    found["out"] = done.stdout.decode("utf-8")
    found["home"], found["cache"], found["report"] = home, cache, report
    found["strays"] = [path for place in (user, temporary) for path in files_below(place)]
    found["beside"] = {path.name for path in folder.iterdir()} - {"user", "temporary", "home"}
    return found


def test_the_commands_do_their_work(run: dict[str, Any]) -> None:
    assert run["codes"] == [0, 0, 0]
    report, *answers, status = [json.loads(line) for line in run["out"].splitlines()]
    assert (report["added"], report["failed"], status["articles"]) == (4, [], 4)
    assert [answer["id"] for answer in answers] == [1, 2, 3]
    assert answers[0]["citations"]


def test_neither_torch_nor_anything_of_its_kind_is_imported(run: dict[str, Any]) -> None:
    heavy = {
        "torch",
        "sentence_transformers",
        "transformers",
        "gradio",
        "langchain",
        "langchain_core",
        "langchain_openai",
    }
    assert heavy & set(run["imported"]) == set()
    assert {"onnxruntime", "chromadb"} <= set(run["imported"])  # the watch sees what is imported


def test_no_connection_leaves_the_machine(run: dict[str, Any]) -> None:
    outside = [to for to in run["connected"] if not to.startswith(("('127.", "('::1'", "('localhost'"))]
    assert outside == []
    assert [name for name in run["looked_up"] if "localhost" not in name and "127.0.0.1" not in name] == []


def test_no_program_is_started(run: dict[str, Any]) -> None:
    assert run["started"] == []


def test_nothing_is_written_but_below_home_and_cache(run: dict[str, Any]) -> None:
    allowed = (run["home"], run["cache"])
    elsewhere = [
        path
        for path in map(Path, run["written"])
        if not path.is_relative_to("/dev") and not any(path.is_relative_to(folder) for folder in allowed)
    ]
    assert elsewhere == []
    assert run["strays"] == []  # also by code that the watch does not see
    assert run["beside"] == {"articles.jsonl", "questions.jsonl", "report.json"}
    assert (run["home"] / "catalogue.sqlite").is_file()
