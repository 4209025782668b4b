"""The read path: filters give what brute force gives, whoever writes meanwhile; nothing leaves this machine."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from archives import GramEncoder, assert_in_step, found, line, many, opened, query, written

from index.archive import Archive
from index.article import Article, Passage, Sentence, Span
from index.catalogue import Analysis, Filter
from index.concept import concepts_of
from index.errors import IndexMismatch, QueryError
from index.ingest import ingest, rebuild, remove
from index.search import CANDIDATES, Hit, search
from index.views import Views


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive that no test changes."""
    folder = tmp_path_factory.mktemp("shared")
    archive = opened(folder / "home")
    ingest(archive, [written(folder / "in.jsonl", many(60))])
    yield archive
    archive.close()


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with_it = opened(home)
    yield with_it
    with_it.close()


def test_a_hit_holds_its_passage_to_the_letter(shared: Archive) -> None:
    hits = search(shared, query("البلدية رقم 17 افتتاح الجسر", k=5))
    assert hits[0].article.article_id == "خبر-17"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        stored = shared.catalogue.article(hit.article.article_id)
        assert stored == hit.article
        assert [s.sentence.span.of(stored.text) for s in hit.sentences] == [
            sentence.span.of(stored.text) for sentence in hit.passage.sentences
        ]
        assert -1.001 <= hit.cosine <= 1.001


def test_the_same_question_gives_the_same_hits(shared: Archive) -> None:
    assert search(shared, query("افتتاح الجسر", k=30)) == search(shared, query("افتتاح الجسر", k=30))


FILTERS = [
    Filter(sources=("صحيفة الشرق",)),
    Filter(sources=("صحيفة الشرق", "إذاعة البحر")),
    Filter(first=date(2018, 1, 10), last=date(2018, 1, 12)),
    Filter(first=date(2018, 2, 1), sources=("وكالة النور",)),
    Filter(last=date(2018, 1, 1)),
    Filter(sources=("لا أحد",)),
    Filter(first=date(2030, 1, 1)),
]


@pytest.mark.parametrize("wanted", FILTERS)
def test_only_what_the_filter_allows_is_found(shared: Archive, wanted: Filter) -> None:
    allowed = {
        article.article_id
        for article in shared.catalogue.articles(shared.catalogue.keys()).values()
        if article.day is not None
        and (wanted.first or date.min) <= article.day <= (wanted.last or date.max)
        and (not wanted.sources or article.source in wanted.sources)
    }
    hits = search(shared, query("افتتاح الجسر أمام السكان", k=500, wanted=wanted))
    assert {hit.article.article_id for hit in hits} == allowed


def big(home: Path, count: int) -> Archive:
    """An archive of `count` articles of one sentence, written without an encoder: the vectors are drawn by chance."""
    archive = opened(home, GramEncoder(dimensions=16))
    chance = np.random.default_rng(8)
    whole = chance.normal(size=(count, 16)).astype(np.float32)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    text = "أعلنت البلدية افتتاح الجسر."
    passage = Passage(Span(0, len(text)), 0, (Sentence(Span(0, len(text)), 0),))
    archive.catalogue.store(
        (Article(f"خبر-{at}", "", text, source=f"{at % 1000}", day=date(2018, 1 + at % 12, 1)), Analysis((passage,)))
        for at in range(count)
    )
    keys = archive.catalogue.keys()
    ids = [entry.passage_id for entry in archive.catalogue.passages_of(keys)]
    archive.vectors.add(ids, whole)
    archive.lexical.add((passage_id, text) for passage_id in ids)
    archive.catalogue.put_vectors(
        (passage_id, Views(vector, vector[None], vector[None]).packed())
        for passage_id, vector in zip(ids, whole, strict=True)
    )
    archive.catalogue.mark_indexed(keys)
    return archive


def test_filters_of_any_selectivity_find_the_nearest_of_what_they_allow(home: Path) -> None:
    """10,000 passages: more than are compared one by one."""
    archive = big(home, 10_000)
    vector = archive.encoder.encode_queries(["سفينة في الميناء"])[0]
    ids, whole = archive.catalogue.whole_vectors(range(1, 10_001), 16)
    articles = archive.catalogue.articles(archive.catalogue.keys())
    source_of = {
        entry.passage_id: articles[entry.article_key].source for entry in archive.catalogue.passages_of(articles)
    }
    ranked = [ids[at] for at in np.argsort(-(whole @ vector), kind="stable")]
    for share in (0.001, 0.05, 0.5, 1.0):
        sources = tuple(str(number) for number in range(round(1000 * share)))
        hits = search(archive, query("سفينة في الميناء", k=10, wanted=Filter(sources=sources)))
        brute = [passage for passage in ranked if source_of[passage] in set(sources)][:10]
        assert [hit.passage_id for hit in hits] == brute, share
    # the nearest of all are not allowed: over-fetching cannot find enough
    far = {source_of[passage] for passage in ranked} - {source_of[passage] for passage in ranked[:200]}
    assert len(far) > 500
    hits = search(archive, query("سفينة في الميناء", k=10, wanted=Filter(sources=tuple(sorted(far)))))
    assert [hit.passage_id for hit in hits] == [passage for passage in ranked if source_of[passage] in far][:10]
    assert CANDIDATES < 200
    archive.close()


@pytest.mark.parametrize(
    ("text", "k", "message"), [(" \n", 10, "the question is empty"), ("الجسر", 0, "0 hits cannot be")]
)
def test_senseless_queries(shared: Archive, text: str, k: int, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        search(shared, query(text, k))


def test_an_empty_archive_finds_nothing_and_loads_nothing(home: Path) -> None:
    def never() -> GramEncoder:
        raise AssertionError("nothing is to be encoded")

    archive = Archive(home, never)
    assert search(archive, query("الجسر")) == []
    assert not (home / "vectors").exists()
    archive.close()


def test_eight_threads_search_while_one_writes(archive: Archive, tmp_path: Path) -> None:
    """Ingests, updates and removals: no error, no half article, and what stays is always found."""
    steady = [line(f"ثابت-{at}", f"زار الوفد الروسي مطار المدينة {at} صباح الأحد.") for at in range(5)]
    ingest(archive, [written(tmp_path / "0.jsonl", steady)])
    wrong: list[object] = []
    done = threading.Event()
    counts: list[int] = []

    def ask() -> None:
        while not done.is_set():
            try:
                hits = search(archive, query("زار الوفد الروسي مطار المدينة", k=50))
                names = {hit.article.article_id for hit in hits}
                if not {one["id"] for one in steady} <= names:
                    wrong.append(names)
                wrong.extend(hit for hit in hits if not whole(hit))
                counts.append(len(hits))
            except Exception as error:  # noqa: BLE001
                wrong.append(error)

    def whole(hit: Hit) -> bool:
        spans = [scored.sentence.span for scored in hit.sentences]
        return bool(spans) and all(span.of(hit.article.text).strip() for span in spans)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for turn in range(4):
        lines = many(10, first=turn * 5)
        for one in lines:
            one["text"] += f" زار الوفد الروسي المطار {turn}."
        ingest(archive, [written(tmp_path / "1.jsonl", lines)])
        remove(archive, [f"خبر-{turn * 5}"])
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(counts) >= 8
    assert_in_step(archive)


INGEST = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from archives import opened
from index.ingest import ingest, rebuild, remove
archive = opened(Path(sys.argv[1]))
command, _, argument = sys.argv[2].partition(":")
if command == "ingest":
    ingest(archive, [argument])
elif command == "remove":
    remove(archive, [argument])
else:
    rebuild(archive)
archive.close()
"""
PATHS = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]


def elsewhere(home: Path, command: str) -> None:
    """Do it in another process."""
    subprocess.run([sys.executable, "-c", INGEST, str(home), command, *PATHS], check=True)


def test_an_open_reader_sees_what_another_process_writes(archive: Archive, tmp_path: Path) -> None:
    ingest(archive, [written(tmp_path / "1.jsonl", many(20))])
    assert found(archive, "غرقت السفينة عند رأس البر", 1) != ["سفينة"]
    ship = line("سفينة", "غرقت السفينة عند رأس البر فجر الخميس.")
    elsewhere(archive.home, f"ingest:{written(tmp_path / '2.jsonl', [ship])}")
    assert found(archive, "غرقت السفينة عند رأس البر", 1) == ["سفينة"]
    elsewhere(archive.home, "remove:سفينة")
    assert "سفينة" not in found(archive, "غرقت السفينة عند رأس البر", 50)
    elsewhere(archive.home, "rebuild")
    assert found(archive, "البلدية رقم 17", 1) == ["خبر-17"]
    # what is written here now does not cost what the other has written
    ingest(archive, [written(tmp_path / "3.jsonl", [ship])])
    assert_in_step(archive)
    again = opened(archive.home)
    assert found(again, "غرقت السفينة عند رأس البر", 1) == ["سفينة"]
    assert_in_step(again)
    again.close()


def test_who_only_wrote_before_another_process_wrote_loses_nothing(archive: Archive, tmp_path: Path) -> None:
    """This process never searched, and its Chroma has not seen what the other one added."""
    ingest(archive, [written(tmp_path / "1.jsonl", many(5))])
    elsewhere(archive.home, f"ingest:{written(tmp_path / '2.jsonl', many(20, first=5))}")
    ingest(archive, [written(tmp_path / "3.jsonl", many(5, first=25))])
    assert_in_step(archive)
    elsewhere(archive.home, "rebuild")
    archive.catalogue.want_rebuild()
    with pytest.raises(IndexMismatch, match="is being made anew"):
        found(archive, "الجسر")
    rebuild(archive)
    assert_in_step(archive)


WATCHED = """
import json, os, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
seen = {"sockets": [], "written": [], "processes": []}
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind"):
        seen["sockets"].append(f"{event} {arguments[1:]}")
    elif event == "open" and isinstance(arguments[0], (str, bytes)) and (
        arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if isinstance(arguments[2], int) else False
    ):
        seen["written"].append(os.path.abspath(os.fsdecode(arguments[0])))
    elif event in ("os.mkdir", "os.rename", "os.remove", "sqlite3.connect"):
        seen["written"].append(os.path.abspath(os.fsdecode(arguments[0])))
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        seen["processes"].append(f"{event} {arguments}")
sys.dont_write_bytecode = True
sys.addaudithook(watch)
from assistant.answer import Assistant
from assistant.question import Request
from assistant.settings import Settings
from index.ingest import ingest
assistant = Assistant.open(Settings.read(os.environ))
report = ingest(assistant.archive, [sys.argv[1]])
answers = [assistant.answer(Request(question)) for question in json.loads(sys.argv[2])]
seen["added"] = report.added
seen["cited"] = [[citation.article.article_id for citation in answer.citations] for answer in answers]
seen["heavy"] = [name for name in ("torch", "sentence_transformers", "transformers", "gradio") if name in sys.modules]
print(json.dumps(seen))
"""


@pytest.mark.usefixtures("encoder")  # the model is there already
def test_nothing_leaves_the_machine_and_nothing_is_written_elsewhere(tmp_path: Path, cache: Path) -> None:
    """Ingest and questions with the bundled encoder, watched and, where that can be, in a process without a network."""
    home, user, scratch = tmp_path / "home", tmp_path / "user", tmp_path / "scratch"
    user.mkdir()
    scratch.mkdir()
    path = written(
        tmp_path / "in.jsonl",
        [*many(3), line("سفينة", "غرقت سفينة الشحن «الأمل» قرب ميناء الإسكندرية يوم 3 آذار 2018.")],
    )
    questions = json.dumps(["أين غرقت سفينة الشحن؟", "Where did the cargo ship sink?"])
    without_network = ["unshare", "--net"] if os.geteuid() == 0 and shutil.which("unshare") and _may_unshare() else []
    done = subprocess.run(
        [*without_network, sys.executable, "-c", WATCHED, path, questions, *PATHS],
        cwd=scratch,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(user),
            "TMPDIR": str(scratch),
            "ISNAD_HOME": str(home),
            "ISNAD_CACHE": str(cache),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["sockets"], seen["processes"], seen["heavy"]) == ([], [], [])
    below = (str(home), str(cache), os.devnull)
    assert [name for name in seen["written"] if not name.startswith(below)] == []
    assert (list(user.iterdir()), list(scratch.iterdir())) == ([], [])  # what the audit hook of Python cannot see
    assert (seen["added"], seen["cited"][0][0]) == (4, "سفينة")


def _may_unshare() -> bool:
    return subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode == 0


def test_words_are_found_in_any_spelling(shared: Archive) -> None:
    assert concepts_of("افتتاحُ الجِســر")
    assert found(shared, "البلديه رقم ١٧", 1) == ["خبر-17"]
