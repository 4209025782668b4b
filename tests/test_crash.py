"""Killed at any moment (SIGKILL): nothing reported as stored is lost, nothing doubled, and the next start finishes."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import assert_in_step, found, many, opened, written

from index.archive import Archive
from index.ingest import finish, ingest

CHILD = Path(__file__).parent / "crash_child.py"
LINES = many(60)
IDS = [one["id"] for one in LINES]


def start(command: str, home: Path, *arguments: str, kill_at: str | None = None) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(CHILD.parent), str(CHILD.parent.parent)])}
    if kill_at:
        environment["KILL_AT"] = kill_at
    return subprocess.Popen(
        [sys.executable, str(CHILD), command, str(home), *arguments],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )


def killed_after(child: subprocess.Popen[str], seconds: float) -> list[str]:
    """What the child said, from the moment it was ready until it was killed."""
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    said = child.stdout.read().splitlines()
    child.wait()
    child.stdout.close()
    return said


def reported_stored(said: list[str]) -> int:
    """How many articles the process has reported as stored."""
    return max(
        (int(count) for line in said for count in re.findall(r"^(?:report )?(\d+)(?: articles stored)?$", line)),
        default=0,
    )


def assert_honest(archive: Archive, stored: int) -> None:
    """What was reported is there, whole; what is found is whole."""
    catalogue = archive.catalogue
    keys = catalogue.keys()
    assert len(keys) >= stored
    ids = {article.article_id for article in catalogue.articles(keys).values()}
    assert set(IDS[:stored]) <= ids
    for article in catalogue.articles(keys).values():
        assert article.text == LINES[IDS.index(article.article_id)]["text"]
    visible = {entry.passage_id for entry in catalogue.found(e.passage_id for e in catalogue.passages_of(keys))}
    pending = {entry.passage_id for entry in catalogue.passages_of(catalogue.pending())}
    assert not visible & pending
    assert visible <= set(catalogue.vectors(visible))
    assert archive.vectors.count() >= len(visible)
    assert archive.lexical.count() >= len(visible)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all articles, to be copied."""
    folder = tmp_path_factory.mktemp("indexed")
    archive = opened(folder / "home")
    ingest(archive, [written(folder / "in.jsonl", LINES)])
    archive.close()
    return folder / "home"


@pytest.fixture
def copy(indexed: Path, home: Path) -> Path:
    shutil.copytree(indexed, home)
    return home


@pytest.mark.slow
def test_ingest_killed_at_random_moments(home: Path, tmp_path: Path) -> None:
    """Killed again and again, on its way from nothing to all: some 25 times, each time a little further on."""
    path = written(tmp_path / "in.jsonl", LINES)
    chance = random.Random(2024)
    kills, stored = 0, 0
    while kills < 25:
        said = killed_after(start("ingest", home, path), chance.uniform(0, 0.8))
        kills += 1
        stored = max(stored, reported_stored(said))
        archive = opened(home)
        assert_honest(archive, stored)
        archive.close()
        if stored == len(LINES) and kills % 5 == 0:  # all there: begin again
            shutil.rmtree(home)
            stored = 0
    archive = opened(home)
    report = ingest(archive, [path])
    assert (report.articles, report.added + report.unchanged) == (len(LINES), len(LINES))
    assert_in_step(archive)
    archive.close()


POINTS = [
    # where the process is killed                in which command
    ("catalogue:_prepare:call:1", "ingest"),
    ("catalogue:_store_one:return:3", "ingest"),  # in the middle of a transaction
    ("catalogue:store:return:1", "ingest"),
    ("vectors:add:call:1", "ingest"),
    ("vectors:add:return:1", "ingest"),
    ("lexical:add:return:1", "ingest"),
    ("catalogue:put_vectors:return:1", "ingest"),
    ("catalogue:mark_indexed:call:1", "ingest"),
    ("catalogue:mark_indexed:return:1", "ingest"),
    ("vectors:clear:return:1", "rebuild"),
    ("lexical:clear:return:1", "rebuild"),
    ("catalogue:replace:return:2", "rebuild"),
    ("catalogue:rebuild_begun:return:1", "rebuild"),
    ("vectors:add:return:2", "rebuild"),
    ("catalogue:mark_indexed:return:2", "rebuild"),
    ("catalogue:rebuild_done:call:1", "rebuild"),
    ("catalogue:remove:return:2", "remove"),
    ("vectors:remove:return:2", "remove"),
    ("lexical:remove:return:2", "remove"),
    ("catalogue:forget_doomed:return:2", "remove"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("point", "command"), POINTS)
def test_killed_at_a_chosen_point(home: Path, indexed: Path, tmp_path: Path, point: str, command: str) -> None:
    path = written(tmp_path / "in.jsonl", LINES)
    if command != "ingest":
        shutil.copytree(indexed, home)
    arguments = {"ingest": [path], "rebuild": [], "remove": IDS[:4]}[command]
    child = start(command, home, *arguments, kill_at=point)
    said = child.communicate(timeout=120)[0].splitlines()
    assert child.returncode == -signal.SIGKILL
    archive = opened(home)
    assert_honest(archive, reported_stored(said) if command == "ingest" else 0)
    removed = {line.removeprefix("removed ") for line in said if line.startswith("removed ")}
    left = {article.article_id for article in archive.catalogue.articles(archive.catalogue.keys()).values()}
    assert not removed & left
    assert finish(archive)  # the next start
    assert_in_step(archive)
    if command == "ingest":
        assert ingest(archive, [path]).articles == len(LINES)
        assert_in_step(archive)
    elif command == "rebuild":
        assert left == set(IDS)
    else:
        assert left == set(IDS) - set(IDS[: len(removed) + 1])
    assert len(found(archive, "افتتاح الجسر أمام السكان", 50)) >= 5
    archive.close()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["rebuild", "remove"])
def test_killed_at_random_moments(copy: Path, command: str) -> None:
    chance = random.Random(7)
    removed: set[str] = set()
    for _ in range(5):
        left = [name for name in IDS if name not in removed]
        said = killed_after(
            start(command, copy, *(left[:20] if command == "remove" else [])), chance.uniform(0.05, 0.6)
        )
        removed |= {line.removeprefix("removed ") for line in said if line.startswith("removed ")}
        archive = opened(copy)
        ids = {article.article_id for article in archive.catalogue.articles(archive.catalogue.keys()).values()}
        assert not ids & removed
        assert len(ids) >= len(IDS) - len(removed) - 1  # at most the one that was on its way
        assert_honest(archive, 0)
        removed = set(IDS) - ids
        archive.close()
    archive = opened(copy)
    assert finish(archive)
    assert_in_step(archive)
    archive.close()
