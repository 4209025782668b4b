"""The write path: the catalogue, the vectors and the lexical index stay in step through everything."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archives import GramEncoder, assert_in_step, found, line, many, opened, written
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from index.archive import Archive
from index.catalogue import Analysis
from index.errors import CatalogueError, HomeInUse, IndexMismatch
from index.ingest import finish, ingest, rebuild, remove


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with_it = opened(home)
    yield with_it
    with_it.close()


def passage_ids(archive: Archive, article_id: str) -> list[int]:
    keys = archive.catalogue.article_keys([article_id]).values()
    return [entry.passage_id for entry in archive.catalogue.passages_of(keys)]


TEXTS = st.sampled_from(
    [
        "أعلنت البلدية افتتاح الجسر.",
        "أغلقت السلطات الميناء أمس. ثم عاد العمل فيه صباح الأحد.",
        "The council met on 7 April 2018. It decided nothing.",
        "   \n ",  # no sentence: an article without passages
        "جسر " * 700,  # a single long sentence
        "زار الوفد مطار دير الزور. " * 60,  # several passages
    ]
)
IDS = st.sampled_from(["أ", "ب", "ج", "d", "e"])


class InStep(RuleBasedStateMachine):
    """Any row of ingests, removals and rebuilds, compared with a plain dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.home = Path(self.folder.name) / "home"
        self.archive = opened(self.home)
        self.stored: dict[str, tuple[str, str]] = {}  # outlet and text by id
        self.repeated: dict[str, tuple[str, str]] = {}

    def teardown(self) -> None:
        self.archive.close()
        self.folder.cleanup()

    @rule(lines=st.lists(st.tuples(IDS, TEXTS, st.sampled_from(["وكالة", "صحيفة"])), min_size=1, max_size=4))
    def ingest(self, lines: list[tuple[str, str, str]]) -> None:
        path = written(Path(self.folder.name) / "in.jsonl", [line(name, text, source) for name, text, source in lines])
        before = {name: passage_ids(self.archive, name) for name in self.stored}
        report = ingest(self.archive, [path])
        taken = {name for name, text, _ in lines if text.strip()}
        for name, text, source in lines:
            if text.strip():
                self.take(name, (source, text))
        assert report.articles == len(self.archive.catalogue.keys())
        for name in set(before) - taken:  # what was not touched keeps its very passages
            assert passage_ids(self.archive, name) == before[name]

    def take(self, name: str, given: tuple[str, str]) -> None:
        """What an ingest of this article is to do."""
        before = self.stored.get(name)
        if before is None and given in self.stored.values():
            self.repeated[name] = given
            return
        self.stored[name] = given
        self.repeated.pop(name, None)
        if before is not None and before not in self.stored.values():
            for heir in sorted(heir for heir, held in self.repeated.items() if held == before)[:1]:
                self.stored[heir] = self.repeated.pop(heir)

    @rule(name=IDS)
    def remove(self, name: str) -> None:
        missing = remove(self.archive, [name])
        assert missing == ([] if name in self.stored or name in self.repeated else [name])
        gone = self.stored.pop(name, None)
        self.repeated.pop(name, None)
        if gone is not None and gone not in self.stored.values():
            self.repeated = {other: held for other, held in self.repeated.items() if held != gone}

    @precondition(lambda self: self.stored)
    @rule()
    def rebuild(self) -> None:
        rebuild(self.archive)

    @rule()
    def reopen(self) -> None:
        self.archive.close()
        self.archive = opened(self.home)

    @invariant()
    def three_stores_agree(self) -> None:
        assert_in_step(self.archive)
        assert len(self.archive.catalogue.keys()) == len(self.stored)
        for name, (source, text) in [*self.stored.items(), *self.repeated.items()]:
            article = self.archive.catalogue.article(name)
            assert (article.source, article.text) == (source, text)


InStep.TestCase.settings = settings(max_examples=6, stateful_step_count=10, deadline=None)
TestInStep = InStep.TestCase


def test_a_second_ingest_changes_nothing_and_takes_no_time(archive: Archive, tmp_path: Path) -> None:
    path = written(tmp_path / "خبر.jsonl", many(150))
    started = time.process_time()
    first = ingest(archive, [path])
    took = time.process_time() - started
    stored = archive.catalogue.passages_of(archive.catalogue.keys())
    started = time.process_time()
    second = ingest(archive, [path])
    took_again = time.process_time() - started
    assert (first.added, first.unchanged, second.added, second.updated, second.unchanged) == (150, 0, 0, 0, 150)
    assert (second.articles, second.passages) == (first.articles, first.passages)
    assert archive.catalogue.passages_of(archive.catalogue.keys()) == stored
    assert took_again < took / 10


def test_a_changed_article_replaces_only_itself(archive: Archive, tmp_path: Path) -> None:
    lines = many(8)
    ingest(archive, [written(tmp_path / "in.jsonl", lines)])
    before = {one["id"]: passage_ids(archive, one["id"]) for one in lines}
    lines[3]["text"] = "غرقت السفينة عند رأس البر فجر الخميس."
    report = ingest(archive, [written(tmp_path / "in.jsonl", lines)])
    after = {one["id"]: passage_ids(archive, one["id"]) for one in lines}
    assert (report.added, report.updated, report.unchanged) == (0, 1, 7)
    assert {name for name in before if before[name] != after[name]} == {"خبر-3"}
    assert not set(before["خبر-3"]) & set(after["خبر-3"])  # a number of a passage is never used again
    assert found(archive, "السفينة رأس البر", 1) == ["خبر-3"]
    assert_in_step(archive)


CHANGES = [
    # what differs from the first line        fate
    ({"title": "عنوان جديد"}, "updated"),
    ({"url": "https://example.org/خبر"}, "updated"),
    ({"published": "2018-04-09"}, "updated"),
    ({"section": "محليات"}, "updated"),  # unknown names are kept as metadata
    ({}, "unchanged"),
]


@pytest.mark.parametrize(("change", "fate"), CHANGES)
def test_any_change_of_what_was_read_updates(
    archive: Archive, tmp_path: Path, change: dict[str, str], fate: str
) -> None:
    first = line("خبر", "أعلنت البلدية افتتاح الجسر.")
    ingest(archive, [written(tmp_path / "1.jsonl", [first])])
    report = ingest(archive, [written(tmp_path / "2.jsonl", [{**first, **change}])])
    counts = {name: getattr(report, name) for name in ("added", "updated", "unchanged", "duplicates")}
    assert {name for name, count in counts.items() if count} == {fate}
    assert_in_step(archive)


BRIDGE = "أعلنت البلدية افتتاح الجسر."


def test_a_repetition_is_another_name(archive: Archive, tmp_path: Path) -> None:
    lines = [line("أصل", BRIDGE), line("مكرر", BRIDGE), line("آخر", BRIDGE, source="صحيفة أخرى")]
    said: list[str] = []
    report = ingest(archive, [written(tmp_path / "in.jsonl", lines)], progress=said.append)
    assert (report.added, report.duplicates, report.articles) == (2, 1, 2)  # another outlet is another article
    assert "مكرر: the same outlet and text as أصل; kept as another name of it" in said
    assert archive.catalogue.article("مكرر") == archive.catalogue.article("أصل")
    again = ingest(archive, [written(tmp_path / "in.jsonl", lines)])
    assert (again.unchanged, again.duplicates, again.articles) == (2, 1, 2)


def test_a_repetition_outlives_the_article_it_repeats(archive: Archive, tmp_path: Path) -> None:
    """«مكرر» was reported as kept: it must not go when «أصل» gets another text."""
    repeated = line("مكرر", BRIDGE, url="https://example.org/2", published="2018-04-11")
    third = line("ثالث", BRIDGE)
    ingest(archive, [written(tmp_path / "1.jsonl", [line("أصل", BRIDGE), repeated, third])])
    report = ingest(archive, [written(tmp_path / "2.jsonl", [line("أصل", "أغلق الجسر أمام السيارات.")])])
    assert (report.updated, report.articles) == (1, 2)
    texts = {name: archive.catalogue.article(name).text for name in ("أصل", "مكرر", "ثالث")}
    assert texts == {"أصل": "أغلق الجسر أمام السيارات.", "مكرر": BRIDGE, "ثالث": BRIDGE}
    heir = archive.catalogue.article("ثالث")  # the first of the remaining names holds the text now
    assert heir.article_id == "ثالث"
    again = ingest(archive, [written(tmp_path / "3.jsonl", [repeated, third])])
    assert (again.unchanged, again.duplicates, again.articles) == (1, 1, 2)
    assert_in_step(archive)


def test_an_heir_in_the_same_file_keeps_its_new_text(archive: Archive, tmp_path: Path) -> None:
    ingest(archive, [written(tmp_path / "1.jsonl", [line("أصل", BRIDGE), line("مكرر", BRIDGE)])])
    changed = [line("مكرر", "فتح الميناء."), line("أصل", "أغلق الجسر أمام السيارات.")]
    report = ingest(archive, [written(tmp_path / "2.jsonl", changed)])
    assert (report.added, report.updated, report.articles) == (1, 1, 2)
    assert [archive.catalogue.article(one["id"]).text for one in changed] == [one["text"] for one in changed]
    assert_in_step(archive)


def test_no_repetition_of_what_the_same_file_has_just_changed(archive: Archive, tmp_path: Path) -> None:
    """«أصل» leaves its text, and «جديد» brings that text: it is no repetition any more."""
    ingest(archive, [written(tmp_path / "1.jsonl", [line("أصل", BRIDGE)])])
    lines = [line("أصل", "أغلق الجسر أمام السيارات."), line("جديد", BRIDGE)]
    report = ingest(archive, [written(tmp_path / "2.jsonl", lines)])
    assert (report.added, report.updated, report.duplicates, report.articles) == (1, 1, 0, 2)
    assert [archive.catalogue.article(one["id"]).text for one in lines] == [one["text"] for one in lines]
    assert_in_step(archive)


def test_removing(archive: Archive, tmp_path: Path) -> None:
    ingest(archive, [written(tmp_path / "in.jsonl", [*many(3), line("أصل", BRIDGE), line("مكرر", BRIDGE)])])
    assert remove(archive, ["خبر-1", "لا وجود له"]) == ["لا وجود له"]
    assert_in_step(archive)
    assert remove(archive, ["مكرر"]) == []  # only the name goes
    assert archive.catalogue.article("أصل").text == BRIDGE
    with pytest.raises(CatalogueError, match="no article has the id 'مكرر'"):
        archive.catalogue.article("مكرر")
    ingest(archive, [written(tmp_path / "in.jsonl", [line("مكرر", BRIDGE)])])
    assert remove(archive, ["أصل"]) == []  # with all its names: whoever removes a text wants it gone
    with pytest.raises(CatalogueError, match="no article has the id 'مكرر'"):
        archive.catalogue.article("مكرر")
    assert_in_step(archive)
    assert archive.catalogue.coverage().articles == 2


def test_what_is_removed_is_not_left_in_any_file(archive: Archive, tmp_path: Path) -> None:
    secret = "مصدر سري اسمه فلان الفلاني"
    kept = line("باق", BRIDGE)
    ingest(
        archive, [written(tmp_path / "in.jsonl", [line("سر", f"التقى الصحفي مع {secret} أمس.", title=secret), kept])]
    )
    assert remove(archive, ["سر"]) == []
    archive.close()
    holding = [path.name for path in archive.home.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert holding == []


@pytest.mark.parametrize(
    ("asked", "added", "waiting"),
    [
        (3, 3, 3),  # while the articles are read
        (11, 10, 10),  # all are read and stored, no passage is encoded yet
        (12, 10, 4),  # in the middle of the encoding: the articles whose passages are all encoded are to be found
        (99, 10, 0),  # too late to cancel anything
    ],
)
def test_a_cancelled_ingest_keeps_what_is_stored_and_the_next_start_finishes_it(
    archive: Archive, tmp_path: Path, asked: int, added: int, waiting: int
) -> None:
    times = count(1)
    report = ingest(archive, [written(tmp_path / "in.jsonl", many(10))], cancelled=lambda: next(times) >= asked)
    assert (report.added, report.articles, report.waiting) == (added, added, waiting)
    assert len(found(archive, "افتتاح الجسر أمام السكان", 50)) == added - waiting  # nothing is half there
    assert finish(archive)  # the next start
    assert_in_step(archive)
    assert len(found(archive, "افتتاح الجسر أمام السكان", 50)) == added


def test_a_start_that_is_cancelled_says_so_and_loses_nothing(archive: Archive, tmp_path: Path) -> None:
    ingest(archive, [written(tmp_path / "in.jsonl", many(10))])
    archive.catalogue.want_rebuild()
    assert not finish(archive, cancelled=lambda: True)
    times = count(1)
    assert not finish(archive, cancelled=lambda: next(times) > 2)  # some articles are encoded, then it is cancelled
    assert finish(archive)
    assert_in_step(archive)


def test_bad_lines_are_named_and_stop_nothing(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    written(path, many(2))
    path.write_text(path.read_text("utf-8") + "{«خطأ»\n", encoding="utf-8")
    report = ingest(archive, [str(path), str(tmp_path / "غائب.txt")])
    assert (report.added, [(failure.path, failure.line) for failure in report.failed]) == (
        2,
        [(str(path), 3), (str(tmp_path / "غائب.txt"), None)],
    )
    assert_in_step(archive)


def test_an_index_of_another_encoder_is_refused_and_rebuild_mends_it(home: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", many(6))
    first = opened(home)
    ingest(first, [path])
    first.close()
    other = opened(home, GramEncoder(dimensions=16, name="grams-2"))
    expected = f"encoder 'grams-1', but 'grams-2' is in use; run `isnad rebuild --home {home}`"
    with pytest.raises(IndexMismatch) as refused:
        found(other, "الجسر")
    assert expected in str(refused.value)
    with pytest.raises(IndexMismatch):
        ingest(other, [path])
    rebuild(other)
    assert len(found(other, "الجسر")) == 6
    assert_in_step(other)
    other.close()
    back = opened(home)
    with pytest.raises(IndexMismatch, match="encoder 'grams-2', but 'grams-1'"):
        found(back, "الجسر")
    back.close()


@pytest.mark.parametrize("fact", ["folding", "views"])
def test_an_index_of_another_folding_is_refused_and_rebuild_mends_it(
    archive: Archive, tmp_path: Path, fact: str
) -> None:
    ingest(archive, [written(tmp_path / "in.jsonl", many(3))])
    archive.catalogue.set_meta(**{fact: "0"})  # as an older program would have written it
    with pytest.raises(IndexMismatch, match=f"the {fact} '0', but .* run `isnad rebuild"):
        found(archive, "الجسر")
    rebuild(archive)
    assert len(found(archive, "الجسر")) == 3
    assert_in_step(archive)


@pytest.mark.parametrize("folder", ["vectors", "lexical"])
def test_a_lost_index_is_told_and_rebuild_mends_it(home: Path, tmp_path: Path, folder: str) -> None:
    first = opened(home)
    ingest(first, [written(tmp_path / "in.jsonl", many(3))])
    first.close()
    for path in sorted((home / folder).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    archive = opened(home)
    with pytest.raises(IndexMismatch, match=rf"{folder} holds 0 of \d+ passages.*run `isnad rebuild"):
        found(archive, "الجسر")
    rebuild(archive)
    assert len(found(archive, "الجسر")) == 3
    assert_in_step(archive)
    archive.close()


def test_no_search_pretends_while_the_index_is_made_anew(archive: Archive, tmp_path: Path) -> None:
    """A rebuild that was interrupted: an answer from a part of the archive would be a lie."""
    ingest(archive, [written(tmp_path / "in.jsonl", many(3))])
    archive.catalogue.want_rebuild()
    with pytest.raises(IndexMismatch, match="is being made anew"):
        found(archive, "الجسر")
    assert finish(archive)
    assert len(found(archive, "الجسر")) == 3
    assert_in_step(archive)


def test_finish_has_nothing_to_do_or_leaves_it_to_who_writes(archive: Archive, tmp_path: Path) -> None:
    ingest(archive, [written(tmp_path / "in.jsonl", many(2))])
    assert finish(archive)
    archive.catalogue.want_rebuild()
    other = opened(archive.home)
    with other.writing():
        assert not finish(archive)
    other.close()
    assert finish(archive)
    assert_in_step(archive)


def test_one_writer_at_a_time(archive: Archive, tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl", many(2))
    with opened(archive.home).writing():
        for attempt in (lambda: ingest(archive, [path]), lambda: remove(archive, ["خبر"]), lambda: rebuild(archive)):
            with pytest.raises(HomeInUse, match="another process is writing to"):
                attempt()
    assert ingest(archive, [path]).added == 2


def test_rebuild_reads_the_day_of_an_article_again(archive: Archive, tmp_path: Path) -> None:
    """The day was read from the text: a better reader must get the chance to read it otherwise."""
    path = tmp_path / "خبر.txt"
    path.write_text("زيارة الوفد\nقال المتحدث اليوم الاثنين 8 نيسان/ أبريل 2024 إن الوفد زار المطار.", encoding="utf-8")
    ingest(archive, [str(path)])
    [(key, article)] = archive.catalogue.articles(archive.catalogue.keys()).items()
    assert (str(article.day), article.day_known_from) == ("2024-04-08", "dateline")
    wrong = replace(article, day=article.collected)
    with archive.writing():
        archive.catalogue.replace([(key, wrong, Analysis(()))])
    rebuild(archive)
    assert archive.catalogue.article(article.article_id) == article
