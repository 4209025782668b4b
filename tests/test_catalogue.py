"""The catalogue: rows go in whole or not at all and come out to the letter; filters give what brute force gives."""

import itertools
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import passages
from index.article import Article, Sentence, Span
from index.catalogue import Analysis, Catalogue, Coverage, Event, Filter, Stored
from index.errors import CatalogueError

BRIDGE = Article(
    "خبر-1",
    "افتتاح الجسر",
    "أعلنت البلدية افتتاح الجسر. حضر الحفل 40 شخصا.\r\n\u200fثم عادوا.",
    published="2018-04-08T10:00:00+03:00",
    day=date(2018, 4, 8),
    day_known_from="metadata",
    source="وكالة النور",
    url="https://example.org/1",
    collected=date(2024, 6, 10),
    metadata=MappingProxyType({"section": "محليات"}),
)


def analysed(article: Article, *events: Event) -> tuple[Article, Analysis]:
    return article, Analysis(tuple(passages.split(article.text)), events, ((0, "SY-حلب"), (1, "SY-حلب"), (1, "SY-حمص")))


@pytest.fixture
def catalogue(home: Path) -> Iterator[Catalogue]:
    with_it = Catalogue(home / "catalogue.sqlite")
    yield with_it
    with_it.close()


def test_what_goes_in_comes_out(catalogue: Catalogue) -> None:
    first, second = (sentence for passage in passages.split(BRIDGE.text) for sentence in passage.sentences[:2])
    told = Event(first, date(2018, 4, 7), date(2018, 4, 8), "day", approximate=True)
    reported = Event(second, date(2018, 4, 6), date(2018, 4, 6), "day", reported=True)
    catalogue.store([analysed(BRIDGE, told, reported)])
    [key] = catalogue.keys()
    assert catalogue.article("خبر-1") == BRIDGE
    assert catalogue.articles([key, 99]) == {key: BRIDGE}
    assert [entry.passage for entry in catalogue.passages_of([key])] == passages.split(BRIDGE.text)
    assert catalogue.events() == [(key, reported), (key, told)]  # in order of time
    assert catalogue.events([key], date(2018, 4, 7), date(2018, 4, 7)) == [(key, told)]
    assert catalogue.mentions([key]) == {(key, 0): ["SY-حلب"], (key, 1): ["SY-حلب", "SY-حمص"]}
    assert catalogue.coverage() == Coverage(1, 1, 1, BRIDGE.day, BRIDGE.day, {"وكالة النور": 1})
    assert catalogue.listing() == [("خبر-1", "افتتاح الجسر", "وكالة النور", BRIDGE.day)]
    assert catalogue.days() == {"2018-04-08": 1}
    assert catalogue.pending() == [key]


@given(
    text=st.text(st.characters(exclude_categories=["Cs"])),
    title=st.text(st.characters(exclude_categories=["Cs"])),
    metadata=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))
    ),
)
def test_any_text_is_kept_to_the_letter(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str, metadata: dict[str, str]
) -> None:
    article = replace(BRIDGE, text=text, title=title, metadata=MappingProxyType(metadata))
    catalogue = Catalogue(tmp_path_factory.mktemp("home") / "catalogue.sqlite")
    catalogue.store([(article, Analysis(()))])
    assert catalogue.article("خبر-1") == article
    assert catalogue.fate(article) is Stored.UNCHANGED
    catalogue.close()


FATES = [
    # what is handed in, with «خبر-1» stored                          what becomes of it
    (BRIDGE, Stored.UNCHANGED),
    (replace(BRIDGE, collected=date(2025, 1, 1)), Stored.UNCHANGED),  # read again on another day
    (replace(BRIDGE, title="عنوان آخر"), Stored.UPDATED),
    (replace(BRIDGE, text=BRIDGE.text + " "), Stored.UPDATED),
    (replace(BRIDGE, source="صحيفة"), Stored.UPDATED),
    (replace(BRIDGE, article_id="خبر-2"), Stored.DUPLICATE),
    (replace(BRIDGE, article_id="خبر-2", title="عنوان آخر"), Stored.DUPLICATE),
    (replace(BRIDGE, article_id="خبر-2", source="صحيفة"), Stored.ADDED),  # another outlet prints the same
    (replace(BRIDGE, article_id="خبر-1 "), Stored.DUPLICATE),
    (replace(BRIDGE, article_id="'; drop table articles; --", text="نص"), Stored.ADDED),
]


@pytest.mark.parametrize(("article", "fate"), FATES)
def test_fate(catalogue: Catalogue, article: Article, fate: Stored) -> None:
    catalogue.store([analysed(BRIDGE)])
    assert catalogue.fate(article) is fate


def test_storing_is_all_or_nothing(catalogue: Catalogue) -> None:
    def two() -> Iterator[tuple[Article, Analysis]]:
        yield analysed(BRIDGE)
        raise KeyError("انقطع")

    with pytest.raises(KeyError):
        catalogue.store(two())
    assert (catalogue.keys(), catalogue.coverage().passages) == ([], 0)
    catalogue.store([analysed(BRIDGE)])
    assert catalogue.coverage().articles == 1


def test_nothing_is_found_before_it_is_indexed_nor_after_it_is_removed(catalogue: Catalogue) -> None:
    catalogue.store([analysed(BRIDGE)])
    [key] = catalogue.keys()
    ids = [entry.passage_id for entry in catalogue.passages_of([key])]
    assert (catalogue.found(ids), catalogue.allowed(Filter(sources=("وكالة النور",))), catalogue.findable()) == (
        [],
        set(),
        0,
    )
    assert catalogue.empty()
    catalogue.put_vectors([(ids[0], b"\x00\x3c")])
    catalogue.mark_indexed([key])
    assert [entry.passage_id for entry in catalogue.found(ids)] == ids
    assert (catalogue.allowed(Filter(sources=("وكالة النور",))), catalogue.findable()) == (set(ids), 1)
    assert catalogue.allowed(Filter()) is None
    catalogue.remove("خبر-1")
    assert (catalogue.found(ids), catalogue.doomed(), catalogue.vectors(ids)) == ([], ids, {})
    catalogue.forget_doomed(ids)
    assert (catalogue.doomed(), catalogue.events(), catalogue.mentions([key])) == ([], [], {})
    catalogue.store([analysed(BRIDGE)])
    assert not set(ids) & {entry.passage_id for entry in catalogue.passages_of(catalogue.keys())}


def test_the_filter_gives_what_brute_force_gives(catalogue: Catalogue) -> None:
    first = date(2018, 1, 1)
    articles = [
        Article(
            f"خبر-{at}",
            "عنوان",
            f"أعلنت البلدية الخبر رقم {at}. ثم عاد الجميع.",
            day=None if at % 7 == 0 else first + timedelta(days=at % 40),
            source=("وكالة النور", "صحيفة الشرق", "")[at % 3],
        )
        for at in range(120)
    ]
    catalogue.store([analysed(article) for article in articles])
    catalogue.mark_indexed(catalogue.keys())
    stored = catalogue.passages_of(catalogue.keys())
    by_key = catalogue.articles(catalogue.keys())
    days = (None, first, first + timedelta(days=20), first + timedelta(days=99))
    outlets = ((), ("وكالة النور",), ("صحيفة الشرق", ""), ("لا أحد",))
    for since, until, sources in itertools.product(days, days, outlets):
        wanted = Filter(first=since, last=until, sources=sources)
        brute = {
            entry.passage_id
            for entry in stored
            if (article := by_key[entry.article_key])
            and (since is None or (article.day is not None and article.day >= since))
            and (until is None or (article.day is not None and article.day <= until))
            and (not sources or article.source in sources)
        }
        assert catalogue.allowed(wanted) == (brute if wanted else None), wanted


def test_more_ids_than_sqlite_takes_at_once(catalogue: Catalogue) -> None:
    catalogue.store([analysed(replace(BRIDGE, article_id=f"خبر-{at}", source=str(at))) for at in range(2000)])
    keys = catalogue.keys()
    assert len(catalogue.articles(keys)) == len(catalogue.passages_of(keys)) == 2000
    catalogue.mark_indexed(keys)
    catalogue.put_vectors([(key, bytes(8)) for key in keys])
    ids, whole = catalogue.whole_vectors(reversed(keys), 4)
    assert (ids, whole.shape) == (keys, (2000, 4))


def test_every_thread_has_its_connection_and_none_stays_behind(home: Path) -> None:
    catalogue = Catalogue(home / "catalogue.sqlite")
    catalogue.store([analysed(BRIDGE)])
    texts: list[str] = []
    for _ in range(30):
        thread = threading.Thread(target=lambda: texts.append(catalogue.article("خبر-1").text))
        thread.start()
        thread.join()
    assert texts == [BRIDGE.text] * 30
    descriptors = [path for path in Path("/proc/self/fd").iterdir() if path.exists() and home in path.resolve().parents]
    assert len(descriptors) <= 8  # of this thread and the last one, not of thirty
    catalogue.close()


def test_changes_of_others_are_known_from_own(home: Path) -> None:
    here, there = Catalogue(home / "catalogue.sqlite"), Catalogue(home / "catalogue.sqlite")
    seen = here.foreign_changes()
    here.store([analysed(BRIDGE)])
    here.mark_indexed(here.keys())
    assert here.foreign_changes() == seen
    assert there.foreign_changes() > seen
    there.want_rebuild()
    assert here.foreign_changes() > seen
    here.close()
    there.close()


def test_what_is_no_catalogue_is_refused(home: Path) -> None:
    home.mkdir()
    path = home / "catalogue.sqlite"
    path.write_bytes("ليس قاعدة بيانات".encode() * 200)
    with pytest.raises(CatalogueError, match=r"cannot be opened as a catalogue .* name another folder with --home"):
        Catalogue(path)
    (home / "file").write_text("نص", encoding="utf-8")
    with pytest.raises(CatalogueError, match="cannot be opened as a catalogue"):
        Catalogue(home / "file" / "catalogue.sqlite")


def test_a_catalogue_of_a_later_version_is_left_alone(home: Path) -> None:
    catalogue = Catalogue(home / "catalogue.sqlite")
    catalogue.set_meta(schema="99")
    catalogue.close()
    before = (home / "catalogue.sqlite").read_bytes()
    with pytest.raises(CatalogueError, match="of version 99, this program reads version"):
        Catalogue(home / "catalogue.sqlite")
    assert (home / "catalogue.sqlite").read_bytes() == before


def test_a_damaged_database_is_told_and_never_an_empty_result(home: Path) -> None:
    catalogue = Catalogue(home / "catalogue.sqlite")
    catalogue.store([analysed(replace(BRIDGE, article_id=f"خبر-{at}", source=str(at))) for at in range(300)])
    catalogue.close()
    path = home / "catalogue.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(CatalogueError, match=r"catalogue.sqlite cannot be .* \(database disk image is malformed\)"):
        _read_all(path)


def _read_all(path: Path) -> None:
    damaged = Catalogue(path)
    for at in range(300):
        damaged.article(f"خبر-{at}")


def test_a_locked_database_is_told(catalogue: Catalogue, home: Path) -> None:
    other = sqlite3.connect(home / "catalogue.sqlite", isolation_level=None)
    other.execute("begin immediate")
    catalogue.rows("pragma busy_timeout = 50")
    with pytest.raises(CatalogueError, match="database is locked"):
        catalogue.store([analysed(BRIDGE)])
    other.execute("rollback")
    other.close()
    catalogue.store([analysed(BRIDGE)])
    assert catalogue.article("خبر-1").text == BRIDGE.text


def test_an_unknown_article(catalogue: Catalogue) -> None:
    with pytest.raises(CatalogueError, match="no article has the id 'غائب'; `isnad search` shows"):
        catalogue.article("غائب")


def test_no_span_of_a_stored_passage_leaves_its_article(catalogue: Catalogue) -> None:
    catalogue.store([analysed(BRIDGE)])
    [entry] = catalogue.passages_of(catalogue.keys())
    assert isinstance(entry.passage.sentences[0], Sentence)
    assert Span(0, 27).of(BRIDGE.text) == "أعلنت البلدية افتتاح الجسر."
    assert [sentence.span.of(BRIDGE.text) for sentence in entry.passage.sentences] == [
        "أعلنت البلدية افتتاح الجسر.",
        "حضر الحفل 40 شخصا.",
        "\u200fثم عادوا.",
    ]
