"""Chroma, as it is used here: nothing is lost against an exact search, nor between processes."""

import multiprocessing
import threading
from pathlib import Path

import numpy as np
import pytest
from archives import many
from numpy.typing import NDArray

from index.encoder import Encoder
from index.errors import CatalogueError
from index.vectors import Vectors


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def clustered(count: int, seed: int, dimensions: int = 384) -> NDArray[np.float32]:
    """Vectors as encoders make them: all in one narrow cone, in some hundred clusters."""
    chance = np.random.default_rng(seed)
    middle = chance.normal(size=dimensions)
    centres = middle + 0.6 * chance.normal(size=(count // 25 + 1, dimensions))
    return unit(centres[chance.integers(len(centres), size=count)] + 0.25 * chance.normal(size=(count, dimensions)))


def recall(vectors: Vectors, held: NDArray[np.float32], queries: NDArray[np.float32], k: int = 10) -> float:
    """The share of the exact `k` nearest that Chroma finds among as many candidates as a search takes."""
    found = 0
    for query in queries:
        exact = np.argsort(-(held @ query), kind="stable")[:k]
        found += len({passage for passage, _ in vectors.nearest(query, 150)} & set(exact.tolist()))
    return found / (k * len(queries))


def test_nothing_measurable_is_lost_against_exact_search(tmp_path: Path) -> None:
    held = clustered(3000, seed=1)
    vectors = Vectors(tmp_path / "vectors")
    for at in range(0, len(held), 500):  # as an ingest adds them
        vectors.add(list(range(at, at + 500)), held[at : at + 500])
    queries = unit(held[::30] + 0.03 * np.random.default_rng(2).normal(size=(100, 384)))
    assert recall(vectors, held, queries) >= 0.998
    best = [vectors.nearest(query, 10)[0][0] for query in queries]
    assert np.mean(np.argmax(queries @ held.T, axis=1) == best) >= 0.998
    vectors.close()


def test_nothing_is_lost_with_vectors_of_the_encoder(tmp_path: Path, encoder: Encoder) -> None:
    texts = [sentence for one in many(120) for sentence in one["text"].split(". ")]
    held = encoder.encode_passages(texts[:700])
    vectors = Vectors(tmp_path / "vectors")
    vectors.add(list(range(len(held))), held)
    queries = encoder.encode_queries([f"متى أعلنت البلدية رقم {number} افتتاح الجسر؟" for number in range(40)])
    assert recall(vectors, held, queries) >= 0.998
    vectors.close()


def test_adding_again_replaces_and_removing_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    held = clustered(6, seed=3, dimensions=8)
    vectors = Vectors(tmp_path / "vectors")
    assert (vectors.count(), vectors.nearest(held[0], 5)) == (0, [])
    vectors.add([1, 2, 3], held[:3])
    vectors.add([3, 4], held[3:5])
    vectors.remove([2, 99])
    assert vectors.count() == 3
    assert vectors.nearest(held[3], 9)[0][0] == 3
    assert {passage for passage, _ in vectors.nearest(held[3], 9)} == {1, 3, 4}
    assert vectors.nearest(held[3], 1)[0][1] == pytest.approx(1, abs=1e-5)
    assert vectors.nearest(held[3], 0) == []
    vectors.clear()
    assert (vectors.count(), vectors.nearest(held[0], 5)) == (0, [])
    vectors.add([1], clustered(1, seed=4, dimensions=16))  # another encoder's, of another length
    assert vectors.count() == 1
    vectors.close()


def _add(folder: Path, first: int, count: int) -> None:
    vectors = Vectors(folder)
    vectors.add(list(range(first, first + count)), clustered(4000, seed=5)[first : first + count])
    vectors.close()


def in_another_process(folder: Path, first: int, count: int) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_add, args=(folder, first, count))
    process.start()
    process.join()
    assert process.exitcode == 0


def test_what_another_process_writes_is_seen_after_refresh(tmp_path: Path) -> None:
    """And what was written here afterwards does not cost what the other has written."""
    held = clustered(4000, seed=5)
    vectors = Vectors(tmp_path / "vectors")
    vectors.add(list(range(200)), held[:200])
    assert vectors.nearest(held[150], 1)[0][0] == 150
    in_another_process(tmp_path / "vectors", 200, 1500)
    vectors.refresh()
    assert vectors.count() == 1700
    assert [vectors.nearest(held[at], 1)[0][0] for at in (5, 250, 1600)] == [5, 250, 1600]
    vectors.add(list(range(1700, 1900)), held[1700:1900])
    in_another_process(tmp_path / "vectors", 1900, 100)
    vectors.refresh()
    assert [vectors.nearest(held[at], 1)[0][0] for at in range(0, 2000, 97)] == list(range(0, 2000, 97))
    assert len(vectors.nearest(held[0], 5000)) == 2000
    vectors.close()


def test_refreshing_disturbs_no_search(tmp_path: Path) -> None:
    held = clustered(300, seed=6)
    vectors = Vectors(tmp_path / "vectors")
    vectors.add(list(range(300)), held)
    wrong: list[object] = []
    done = threading.Event()

    def search(at: int) -> None:
        while not done.is_set():
            found = vectors.nearest(held[at], 1)
            if found[0][0] != at:
                wrong.append(found)

    threads = [threading.Thread(target=search, args=(at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        vectors.refresh()
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert vectors.nearest(held[7], 1)[0][0] == 7
    vectors.close()


def test_a_damaged_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes("ليس قاعدة بيانات".encode() * 500)
    with pytest.raises(CatalogueError, match="delete that folder and run `isnad rebuild`"):
        Vectors(tmp_path / "vectors")


def test_settings_of_other_programs_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma reads a file .env where it is started: what stands there for others must not stop or turn it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("OPENAI_API_KEY=x\nCHROMA_SERVER_HOST=evil.example\nANYTHING=1\n", encoding="utf-8")
    vectors = Vectors(tmp_path / "vectors")
    vectors.add([1], clustered(1, seed=7))
    assert vectors.count() == 1
    vectors.close()
