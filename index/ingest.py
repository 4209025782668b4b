"""The write path: read, recognise, store, derive.

Every step can be interrupted. An article is stored, with all that was recognised in it, in one transaction; it is
found once vectors and lexical index hold it and it is marked indexed. What a killed process left undone, `catch_up`
finishes.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from index import readers, views, vocabulary
from index.archive import Archive, Progress
from index.article import Article
from index.catalogue import Analysis, Stored, StoredPassage
from index.errors import HomeInUse
from index.readers import Failure
from index.recognise import recognise

_STORE_TOGETHER = 64
_INDEX_TOGETHER = 256
"""Articles: a crash costs at most the encoding of so many."""


@dataclass(slots=True)
class IngestReport:
    """What an ingest did: counts of articles by what became of them, failures by name, and the archive's new size."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    failed: list[Failure] = field(default_factory=list)
    articles: int = 0
    passages: int = 0
    seconds: float = 0.0

    def count(self, stored: Stored) -> None:
        """Count one article."""
        setattr(self, stored.value, getattr(self, stored.value) + 1)


def ingest(
    archive: Archive,
    places: Sequence[str],
    *,
    source: str | None = None,
    collected: date | None = None,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> IngestReport:
    """Read articles from files, folders and addresses into the archive.

    Args:
        archive: where to.
        places: paths or addresses.
        source: the outlet of articles that name none.
        collected: the day on which they were collected; today if not given.
        progress: told how far it is.
        cancelled: asked between articles; what is stored by then stays and is indexed.

    Raises:
        HomeInUse: another process is writing to the archive.
        IndexMismatch: the archive's index was made by another encoder.
    """
    started = time.perf_counter()
    report = IngestReport()
    with archive.writing():
        archive.check_indexes()
        catch_up(archive, progress)
        waiting: dict[tuple[str, str], tuple[Article, Analysis]] = {}
        for item in readers.read(places, source=source, collected=collected or date.today()):
            if isinstance(item, Article):
                _take(archive, item, waiting, report, progress)
            else:
                if isinstance(item, Failure):
                    report.failed.append(item)
                progress(f"{item.path}{f', line {item.line}' if item.line else ''}: {item.reason}")
            if cancelled():
                break
        _store(archive, waiting, progress)
        catch_up(archive, progress)
    coverage = archive.catalogue.coverage()
    report.articles, report.passages = coverage.articles, coverage.passages
    report.seconds = round(time.perf_counter() - started, 2)
    return report


def _take(
    archive: Archive,
    article: Article,
    waiting: dict[tuple[str, str], tuple[Article, Analysis]],
    report: IngestReport,
    progress: Progress,
) -> None:
    twin_waits = any(
        article.article_id == other.article_id or (article.source, article.text) == (other.source, other.text)
        for other, _ in waiting.values()
    )
    if twin_waits or len(waiting) >= _STORE_TOGETHER:
        _store(archive, waiting, progress)
    fate = archive.catalogue.fate(article)
    if fate is Stored.DUPLICATE and archive.catalogue.twin(article) in {name for name, _ in waiting}:
        _store(archive, waiting, progress)  # what it repeats is about to be replaced
        fate = archive.catalogue.fate(article)
    report.count(fate)
    if fate is Stored.DUPLICATE:
        original = archive.catalogue.note_repetition(article)
        progress(f"{article.article_id}: the same outlet and text as {original}; kept as another name of it")
    elif fate is not Stored.UNCHANGED:
        if fate is Stored.UPDATED and archive.catalogue.heir(article):
            _store(archive, waiting, progress)  # the heir may be among those that wait
            heir = archive.catalogue.heir(article)
            if heir is not None:
                progress(f"{heir.article_id}: an article of its own from now on, as {article.article_id} has changed")
                waiting[heir.article_id, heir.source] = recognise(heir)
        waiting[article.article_id, article.source] = recognise(article)


def _store(archive: Archive, waiting: dict[tuple[str, str], tuple[Article, Analysis]], progress: Progress) -> None:
    if waiting:
        archive.catalogue.store(waiting.values())
        progress(f"{archive.catalogue.coverage().articles} articles stored")
        waiting.clear()
        if len(archive.catalogue.pending()) >= _INDEX_TOGETHER:
            catch_up(archive, progress)


def remove(archive: Archive, article_ids: Iterable[str]) -> list[str]:
    """Remove articles and all that was derived from them; return the ids that were not there.

    Raises:
        HomeInUse: another process is writing to the archive.
    """
    with archive.writing():
        missing = [article_id for article_id in article_ids if not archive.catalogue.remove(article_id)]
        _let_go(archive)
    return missing


def rebuild(archive: Archive, progress: Progress = lambda _: None) -> None:
    """Recognise every article again and make all derived indexes anew, with the encoder in use.

    Raises:
        HomeInUse: another process is writing to the archive.
    """
    with archive.writing():
        archive.catalogue.want_rebuild()
        catch_up(archive, progress)


def finish(archive: Archive, progress: Progress = lambda _: None) -> bool:
    """Finish what a killed process left undone; return whether the indexes are in step now.

    They are not if another process is writing: it finishes everything itself.

    Raises:
        IndexMismatch: the archive's index was made by another encoder.
    """
    if not archive.catalogue.unfinished():
        return True
    try:
        with archive.writing():
            archive.check_indexes()
            catch_up(archive, progress)
    except HomeInUse:
        return False
    return True


def catch_up(archive: Archive, progress: Progress = lambda _: None) -> None:
    """Bring the derived indexes in step with the catalogue; the caller holds the write lock."""
    if archive.catalogue.rebuild_wanted():
        _start_anew(archive, progress)
    _let_go(archive)
    pending = archive.catalogue.pending()
    if pending:
        archive.catalogue.set_meta(**archive.made_by())
    for at in range(0, len(pending), _INDEX_TOGETHER):
        keys = pending[at : at + _INDEX_TOGETHER]
        _index(archive, keys)
        progress(f"{at + len(keys)} of {len(pending)} new articles indexed")
    if archive.catalogue.rebuilding():
        archive.catalogue.rebuild_done()


def _start_anew(archive: Archive, progress: Progress) -> None:
    made_by = archive.made_by()
    archive.vectors.clear()
    archive.lexical.clear()
    vocabulary.forget(archive.catalogue)
    keys = archive.catalogue.keys()
    for at in range(0, len(keys), _STORE_TOGETHER):
        articles = archive.catalogue.articles(keys[at : at + _STORE_TOGETHER])
        archive.catalogue.replace((key, *recognise(_as_read(article))) for key, article in articles.items())
        progress(f"{at + len(articles)} of {len(keys)} articles read again")
    archive.catalogue.rebuild_begun(**made_by)


def _as_read(article: Article) -> Article:
    """Return the article without a day that was only read from its text, so that the text is asked again."""
    return replace(article, day=None, day_known_from="") if article.day_known_from == "dateline" else article


def _let_go(archive: Archive) -> None:
    doomed = archive.catalogue.doomed()
    if doomed:
        archive.vectors.remove(doomed)
        archive.lexical.remove(doomed)
        archive.catalogue.forget_doomed(doomed)


def _index(archive: Archive, article_keys: Sequence[int]) -> None:
    articles = archive.catalogue.articles(article_keys)
    stored = archive.catalogue.passages_of(article_keys)
    if stored:
        ids = [entry.passage_id for entry in stored]
        encoded = views.encode(archive.encoder, articles, stored)
        archive.vectors.add(ids, np.stack([of_passage.whole for of_passage in encoded]))
        archive.lexical.add((entry.passage_id, _findable(articles[entry.article_key], entry)) for entry in stored)
        archive.catalogue.put_vectors(zip(ids, (of_passage.packed() for of_passage in encoded), strict=True))
        vocabulary.learn(archive.catalogue, (f"{article.title}\n{article.text}" for article in articles.values()))
    archive.catalogue.mark_indexed(article_keys)


def _findable(article: Article, entry: StoredPassage) -> str:
    return f"{article.title}\n{entry.passage.span.of(article.text)}"
