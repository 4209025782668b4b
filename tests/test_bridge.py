"""From a question in Latin letters to Arabic words: names as the archive spells them, places, numbers, the lexicon."""

from collections.abc import Iterator

import pytest
from archives import line, opened, written

from index import vocabulary
from index.archive import Archive
from index.bridge import bridge
from index.concept import Concept
from index.ingest import ingest, rebuild, remove

ARTICLES = [
    # names with an attached particle, in the middle of a sentence, and bare
    line("1", "وصل سيرغي لافروف إلى دمشق والتقى غير بيدرسن. وقال إن المحادثات ستستمر."),
    line("2", "تحدث الرئيس عن البرازيل ومع بولسونارو، وشكرت أنغيلا ميركل بولسونارو."),
]


@pytest.fixture
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = opened(tmp_path_factory.mktemp("bridge") / "home")
    ingest(archive, [written(tmp_path_factory.mktemp("in") / "articles.jsonl", ARTICLES)])
    yield archive
    archive.close()


def words(archive: Archive, question: str) -> list[str]:
    """The first Arabic word of each concept of which the bridge is sure."""
    return [concept.alternatives[0] for concept in bridge(archive.catalogue, question) if concept.sure]


def test_names_are_found_as_the_articles_spell_them(archive: Archive) -> None:
    for question, expected in [
        ("What did Lavrov do?", ["لافروف"]),
        ("did lavrov meet Pedersen", ["لافروف", "بيدرسن"]),  # typed without a capital letter
        ("Merkel's thanks to Bolsonaro", ["ميركل", "بولسونارو"]),  # an ending, a capital letter at the start
        ("Sergei Lavrov", ["سيرغي", "لافروف"]),
    ]:
        assert words(archive, question) == expected, question


def test_a_name_that_the_archive_lacks_stays_as_it_is(archive: Archive) -> None:
    assert bridge(archive.catalogue, "Zzyzx") == (Concept(("Zzyzx",)),)


def test_places_come_in_arabic_and_are_no_names(archive: Archive) -> None:
    """A place is sure; a nationality is not, as it may be said of people anywhere."""
    damascus, syria = bridge(archive.catalogue, "Damascus, Syrian")
    assert (damascus.alternatives[0], damascus.sure) == ("دمشق", True)
    assert ("سوريا" in syria.alternatives, syria.sure) == (True, False)


def test_numbers_and_arabic_words_are_kept(archive: Archive) -> None:
    assert words(archive, "25 in 2018 لافروف") == ["لافروف", "25", "2018"]
    assert words(archive, "two or 3") == []  # small numbers tell nothing


def test_common_words_are_translated_without_being_sure(archive: Archive) -> None:
    concepts = bridge(archive.catalogue, "How many trucks crossed?")
    assert concepts
    assert not any(concept.sure for concept in concepts)
    assert any("شاحنة" in concept.alternatives for concept in concepts)


@pytest.mark.parametrize("question", ["the and of", "", "?!", "ء"])
def test_questions_that_say_nothing(archive: Archive, question: str) -> None:
    assert bridge(archive.catalogue, question) == ()


@pytest.mark.parametrize("name", ["a", "لافروف", "x1", "", "Q'"])
def test_what_cannot_be_a_name_has_no_spelling(archive: Archive, name: str) -> None:
    assert vocabulary.spelled(archive.catalogue, name, 0.0) == []


def test_spellings_are_likeliest_first_and_outlive_a_rebuild(archive: Archive) -> None:
    before = vocabulary.spelled(archive.catalogue, "Bolsonaro", 0.5)
    assert before[0] == "بولسونارو"
    assert len(before) <= vocabulary.LONGEST_LIST
    rebuild(archive)
    assert vocabulary.spelled(archive.catalogue, "Bolsonaro", 0.5) == before


def test_words_of_removed_articles_go_with_the_next_rebuild(archive: Archive) -> None:
    remove(archive, ["2"])
    rebuild(archive)
    assert vocabulary.spelled(archive.catalogue, "Bolsonaro", 0.5) == []
    assert vocabulary.spelled(archive.catalogue, "Lavrov", 0.5) == ["لافروف"]
