"""The write path: read, recognise, store, derive.

Every step can be interrupted. An article is stored, with all that was recognised in it, in one transaction; it is
found once vectors and lexical index hold it and it is marked indexed. What a killed process left undone, `catch_up`
finishes.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

import numpy as np

from index import readers, views, vocabulary
from index.archive import Archive, Progress
from index.article import Article
from index.catalogue import Analysis, Stored, StoredPassage
from index.errors import HomeInUse
from index.readers import Failure
from index.recognise import recognise
from index.said import Saying

_STORE_TOGETHER = 64
_INDEX_TOGETHER = 256
"""Articles: a crash costs at most the encoding of so many."""
_ENCODE_TOGETHER = 8
"""Passages between two looks at whether to stop: full ones take about a second."""
_TELL_EVERY = 3.0
"""Seconds of encoding after which it is told how far it is."""


class Step(Saying):
    """How far it is."""

    STORED = "{count} articles stored"
    INDEXING = "indexing: {done} of {all} new articles"
    INDEXED = "{done} of {all} new articles indexed"
    READ_AGAIN = "{done} of {all} articles read again"


Cancelled = Callable[[], bool]
"""Asked whether to stop; what is stored by then stays, and what is not derived from it yet waits for the next time."""


def never() -> bool:
    """Go on to the end."""
    return False


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
    broken_off: bool = False
    """Whether it was cancelled before everything was read."""
    waiting: int = 0
    """Articles that are stored but, as it was cancelled, not to be found before the next ingest or start."""
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
    cancelled: Cancelled = never,
) -> IngestReport:
    """Read articles from files, folders and addresses into the archive.

    Args:
        archive: where to.
        places: paths or addresses.
        source: the outlet of articles that name none.
        collected: the day on which they were collected; today if not given.
        progress: told how far it is.
        cancelled: asked between articles and between a few passages; what is stored by then stays.

    Raises:
        HomeInUse: another process is writing to the archive.
        IndexMismatch: the archive's index was made by another encoder.
    """
    started = time.perf_counter()
    report = IngestReport()
    with archive.writing():
        archive.check_indexes()
        catch_up(archive, progress, cancelled)
        waiting: dict[tuple[str, str], tuple[Article, Analysis]] = {}
        for item in readers.read(places, source=source, collected=collected or date.today()):
            if isinstance(item, Article):
                _take(archive, item, waiting, report, progress, cancelled)
            else:
                if isinstance(item, Failure):
                    report.failed.append(item)
                progress(f"{item.path}{f', line {item.line}' if item.line else ''}: {item.reason}")
            if cancelled():
                report.broken_off = True
                break
        _store(archive, waiting, progress, cancelled)
        catch_up(archive, progress, cancelled)
    coverage = archive.catalogue.coverage()
    report.articles, report.passages = coverage.articles, coverage.passages
    report.waiting = len(archive.catalogue.pending())
    report.seconds = round(time.perf_counter() - started, 2)
    return report


def _take(
    archive: Archive,
    article: Article,
    waiting: dict[tuple[str, str], tuple[Article, Analysis]],
    report: IngestReport,
    progress: Progress,
    cancelled: Cancelled,
) -> None:
    twin_waits = any(
        article.article_id == other.article_id or (article.source, article.text) == (other.source, other.text)
        for other, _ in waiting.values()
    )
    if twin_waits or len(waiting) >= _STORE_TOGETHER:
        _store(archive, waiting, progress, cancelled)
    fate = archive.catalogue.fate(article)
    if fate is Stored.DUPLICATE and archive.catalogue.twin(article) in {name for name, _ in waiting}:
        _store(archive, waiting, progress, cancelled)  # what it repeats is about to be replaced
        fate = archive.catalogue.fate(article)
    report.count(fate)
    if fate is Stored.DUPLICATE:
        original = archive.catalogue.note_repetition(article)
        progress(f"{article.article_id}: the same outlet and text as {original}; kept as another name of it")
    elif fate is not Stored.UNCHANGED:
        if fate is Stored.UPDATED and archive.catalogue.heir(article):
            _store(archive, waiting, progress, cancelled)  # the heir may be among those that wait
            heir = archive.catalogue.heir(article)
            if heir is not None:
                progress(f"{heir.article_id}: an article of its own from now on, as {article.article_id} has changed")
                waiting[heir.article_id, heir.source] = recognise(heir)
        waiting[article.article_id, article.source] = recognise(article)


def _store(
    archive: Archive,
    waiting: dict[tuple[str, str], tuple[Article, Analysis]],
    progress: Progress,
    cancelled: Cancelled,
) -> None:
    if waiting:
        archive.catalogue.store(waiting.values())
        progress(Step.STORED(count=archive.catalogue.coverage().articles))
        waiting.clear()
        if len(archive.catalogue.pending()) >= _INDEX_TOGETHER:
            catch_up(archive, progress, cancelled)


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


def finish(archive: Archive, progress: Progress = lambda _: None, cancelled: Cancelled = never) -> bool:
    """Finish what a killed process left undone; return whether the indexes are in step now.

    They are not if it was cancelled, or if another process is writing: that one finishes everything itself.

    Raises:
        IndexMismatch: the archive's index was made by another encoder.
    """
    if not archive.catalogue.unfinished():
        return True
    try:
        with archive.writing():
            archive.check_indexes()
            return catch_up(archive, progress, cancelled)
    except HomeInUse:
        return False


def catch_up(archive: Archive, progress: Progress = lambda _: None, cancelled: Cancelled = never) -> bool:
    """Bring the derived indexes in step with the catalogue; the caller holds the write lock.

    Returns whether they are: a cancelled one leaves them as far as they came, like a killed one, for the next time.
    """
    if archive.catalogue.rebuild_wanted() and not _start_anew(archive, progress, cancelled):
        return False
    _let_go(archive)
    pending = archive.catalogue.pending()
    if pending:
        archive.catalogue.set_meta(**archive.made_by())
    for at in range(0, len(pending), _INDEX_TOGETHER):
        tell = partial(_tell, progress, at, len(pending))
        done = _index(archive, pending[at : at + _INDEX_TOGETHER], tell, cancelled)
        progress(Step.INDEXED(done=at + done, all=len(pending)))
        if cancelled():
            return not archive.catalogue.unfinished()
    if archive.catalogue.rebuilding():
        archive.catalogue.rebuild_done()
    return True


def _start_anew(archive: Archive, progress: Progress, cancelled: Cancelled) -> bool:
    made_by = archive.made_by()
    archive.vectors.clear()
    archive.lexical.clear()
    vocabulary.forget(archive.catalogue)
    keys = archive.catalogue.keys()
    for at in range(0, len(keys), _STORE_TOGETHER):
        if cancelled():
            return False
        articles = archive.catalogue.articles(keys[at : at + _STORE_TOGETHER])
        archive.catalogue.replace((key, *recognise(_as_read(article))) for key, article in articles.items())
        progress(Step.READ_AGAIN(done=at + len(articles), all=len(keys)))
    archive.catalogue.rebuild_begun(**made_by)
    return True


def _as_read(article: Article) -> Article:
    """Return the article without a day that was only read from its text, so that the text is asked again."""
    return replace(article, day=None, day_known_from="") if article.day_known_from == "dateline" else article


def _let_go(archive: Archive) -> None:
    doomed = archive.catalogue.doomed()
    if doomed:
        archive.vectors.remove(doomed)
        archive.lexical.remove(doomed)
        archive.catalogue.forget_doomed(doomed)


def _tell(progress: Progress, before: int, count: int, done: int) -> None:
    progress(Step.INDEXING(done=before + done, all=count))


def _index(archive: Archive, article_keys: Sequence[int], tell: Callable[[int], None], cancelled: Cancelled) -> int:
    """Derive everything from these articles, or from the first of them if it is cancelled; return how many.

    `tell` is now and then given how many are encoded.
    """
    articles = archive.catalogue.articles(article_keys)
    stored = archive.catalogue.passages_of(article_keys)
    encoded: list[views.Views] = []
    told = time.monotonic()
    while len(encoded) < len(stored) and not cancelled():
        encoded += views.encode(archive.encoder, articles, stored[len(encoded) : len(encoded) + _ENCODE_TOGETHER])
        if time.monotonic() - told > _TELL_EVERY:
            tell(len({entry.article_key for entry in stored[: len(encoded)]}))
            told = time.monotonic()
    unread = {entry.article_key for entry in stored[len(encoded) :]}
    ready = [key for key in article_keys if key not in unread]
    whole = [(entry, made) for entry, made in zip(stored, encoded, strict=False) if entry.article_key not in unread]
    if whole:
        archive.vectors.add([entry.passage_id for entry, _ in whole], np.stack([made.whole for _, made in whole]))
        archive.lexical.add((entry.passage_id, _findable(articles[entry.article_key], entry)) for entry, _ in whole)
        archive.catalogue.put_vectors((entry.passage_id, made.packed()) for entry, made in whole)
        vocabulary.learn(archive.catalogue, (f"{articles[key].title}\n{articles[key].text}" for key in ready))
    archive.catalogue.mark_indexed(ready)
    return len(ready)


def _findable(article: Article, entry: StoredPassage) -> str:
    return f"{article.title}\n{entry.passage.span.of(article.text)}"
