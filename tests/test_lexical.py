"""The lexical index: BM25 over grams, in step with what is added and removed, the same with every filter."""

import shutil
from pathlib import Path

import pytest

from index.concept import concepts_of
from index.lexical import Lexical

PASSAGES = {
    1: "أعلنت البلدية افتتاح الجسر الجديد فوق النهر.",
    2: "أغلقت السلطات الميناء بسبب العاصفة.",
    3: "عبر الجسرَ مئات الأشخاص، والجسر مزدحم.",  # the word twice, once with marks
    4: "The bridge was opened on Saturday.",
}


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    index = Lexical(tmp_path / "lexical")
    index.add(PASSAGES.items())
    return index


def best(index: Lexical, text: str, k: int = 10, allowed: set[int] | None = None) -> list[int]:
    return [passage for passage, _ in index.best(concepts_of(text), k, allowed)]


QUESTIONS = [
    # question                what is found, best first
    ("الجسر", [3, 1]),
    ("الجِسـر", [3, 1]),  # however it is typed
    ("للميناء", [2]),  # under a clitic, by its grams
    ("bridge", [4]),
    ("قطار", []),
    ("", []),
    ('OR AND "الجسر* -[', [3, 1]),  # no query language
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_finding(lexical: Lexical, question: str, expected: list[int]) -> None:
    assert best(lexical, question) == expected


def test_scores_fall_and_k_holds(lexical: Lexical) -> None:
    hits = lexical.best(concepts_of("افتتاح الجسر"), 10)
    assert [passage for passage, _ in hits] == [1, 3]
    assert hits[0][1] > hits[1][1] > 0
    assert lexical.best(concepts_of("افتتاح الجسر"), 1) == hits[:1]


@pytest.mark.parametrize(("allowed", "expected"), [({1, 2}, [1]), ({2, 4}, []), (set(), []), ({3, 1, 99}, [3, 1])])
def test_only_allowed_passages(lexical: Lexical, allowed: set[int], expected: list[int]) -> None:
    assert best(lexical, "الجسر", allowed=allowed) == expected


def test_adding_again_replaces_and_removing_takes_away(lexical: Lexical, tmp_path: Path) -> None:
    lexical.add([(1, "غرقت السفينة."), (1, "غرقت السفينة عند الميناء."), (5, "وصلت السفينة.")])
    assert (lexical.count(), best(lexical, "السفينة"), best(lexical, "البلدية")) == (5, [5, 1], [])
    lexical.remove([5, 2, 99])
    assert (lexical.count(), best(lexical, "السفينة"), best(lexical, "الميناء")) == (3, [1], [1])
    assert best(Lexical(tmp_path / "lexical"), "السفينة") == [1]  # opened again
    lexical.clear()
    assert (lexical.count(), best(lexical, "الجسر")) == (0, [])


def test_equal_scores_come_in_the_order_of_passages(tmp_path: Path) -> None:
    index = Lexical(tmp_path / "lexical")
    for passage in (7, 3, 9, 1):  # each in a segment of its own
        index.add([(passage, "افتتاح الجسر")])
    assert best(index, "الجسر") == [1, 3, 7, 9]


def test_another_reader_sees_what_was_written_after_refresh(lexical: Lexical, tmp_path: Path) -> None:
    reader = Lexical(tmp_path / "lexical")
    lexical.add([(8, "قطار حلب السريع")])
    reader.refresh()
    assert (reader.count(), best(reader, "قطار")) == (5, [8])


def test_a_removal_that_was_killed_before_its_end_can_be_done_again(lexical: Lexical, tmp_path: Path) -> None:
    """The process ended after the list of removed passages was written and before it counted."""
    before, killed = tmp_path / "lexical", tmp_path / "killed"
    lexical.add([(at, f"خبر رقم {at}") for at in range(10, 40)])
    shutil.copytree(before, killed)
    lexical.remove([11, 12])
    left = [path for path in before.iterdir() if path.suffix == ".del" and not (killed / path.name).exists()]
    assert left != []
    for path in [*left, before / ".managed.json"]:
        shutil.copy(path, killed)
    again = Lexical(killed)
    assert again.count() == 34  # nothing of it counted
    again.remove([11, 12])
    assert (again.count(), best(again, "11")) == (32, [])


@pytest.mark.parametrize("share", [0.001, 0.05, 0.5, 1.0])
def test_a_filter_gives_what_brute_force_gives(tmp_path: Path, share: float) -> None:
    """9,000 passages, so that both ways of filtering are taken."""
    index = Lexical(tmp_path / "lexical")
    count = 9000
    index.add((at, f"أعلنت البلدية افتتاح {'الجسر ' * (at % 5)}رقم {at}") for at in range(count))
    allowed = set(range(0, count, round(1 / share)))
    everything = index.best(concepts_of("افتتاح الجسر"), count)
    assert len(everything) == count
    brute = sorted((hit for hit in everything if hit[0] in allowed), key=lambda hit: (-hit[1], hit[0]))
    filtered = index.best(concepts_of("افتتاح الجسر"), 100, allowed)
    assert [score for _, score in filtered] == pytest.approx([score for _, score in brute[:100]], rel=1e-5)
    assert {passage for passage, _ in filtered} <= allowed
    assert len(filtered) == min(100, len(allowed))
