"""The library: articles are added, listed, found, read and removed, and the archive is counted."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import gradio as gr

from assistant.ui import archive, library_words, reading, reasons, uploads, words
from assistant.ui.desk import LARGEST_FILE, Desk
from assistant.ui.html import Markup, tag
from assistant.ui.panel import INSTANT, LIVE, all_given, given, panel
from assistant.ui.reader import reader_of
from assistant.ui.shelf import ORDERS, Row, Wanted, counts, finder, listed
from assistant.ui.visit import whole_number
from assistant.ui.words import Reader
from index.archive import Archive
from index.errors import IsnadIndexError
from index.ingest import remove

LOG = logging.getLogger(__name__)
_LOOK_AGAIN = 0.25
"""Seconds between two looks at how far an upload is."""


class Library:
    """The library of one interface language."""

    def __init__(self, desk: Desk, reader: Reader) -> None:
        """Take what all panels share, and the language of this page."""
        self._desk = desk
        self._reader = reader
        self._jobs: dict[str, uploads.Job] = {}

    def build(self, blocks: gr.Blocks) -> None:
        """Make the components and tie them together; to be called inside `gr.Blocks`."""
        job = gr.State("")
        page = gr.State(0)
        with gr.Row(elem_id="library", equal_height=False):
            with gr.Column(elem_id="shelves"):
                overview = panel("overview")
                dropping = panel("adding", _adding(self._reader))
                progress = panel("progress")
                finder = panel("finder")
                listing = panel("list")
                counts = panel("counts")
            with gr.Column(elem_id="library-pane", elem_classes=["pane"]):
                pane = panel(
                    "library-reading", reading.resting(self._reader, words.LIBRARY_HINT), classes=["reading-panel"]
                )
        shelves = [overview, finder, counts]
        queued: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 8}
        adding = [
            dropping.take(self.add, None, [progress, job], concurrency_id="add", **queued),
            progress.retry(self.retry, job, [progress, job], concurrency_id="add", **queued),
        ]
        for one in adding:
            one.then(self.shelves, None, shelves, **INSTANT)
        progress.cancel(self.cancel, job, None, **INSTANT)
        finder.find(self.find, page, [listing, page], **LIVE)
        listing.turn_page(self.find, page, [listing, page], **INSTANT)
        listing.show(self.show, None, pane, **INSTANT)
        listing.remove(self.remove, None, [pane, *shelves], concurrency_id="remove", **queued)
        pane.close(lambda: reading.resting(self._reader, words.LIBRARY_HINT), None, pane, **INSTANT)
        blocks.load(self.shelves, None, shelves, **INSTANT)

    # -- adding --------------------------------------------------------------------------------------------------------

    def add(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Read uploaded files into the archive, and tell how far it is until it is over."""
        handed = all_given(event).get("paths")
        paths = [path for one in (handed if isinstance(handed, list) else []) if (path := self._uploaded(one))]
        if paths:
            yield from self._work(
                uploads.Job(paths, given(event, "source")[:200]), reader_of(self._reader.language, request)
            )

    def _uploaded(self, handed: object) -> Path | None:
        """Return the path of an uploaded file; anything else that the page was made to say is none."""
        try:
            path = Path(str(handed)).resolve()
            return path if path.is_relative_to(self._desk.uploads.resolve()) and path.is_file() else None
        except (OSError, ValueError):
            return None

    def retry(self, name: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Try the files of a job again that were not read, or not all of them, and finish what was cancelled."""
        before = self._jobs.pop(name, None)
        paths = [path for path in before.failed() if path.is_file()] if before else []
        if before and (paths or before.total.waiting):
            yield from self._work(uploads.Job(paths, before.source), reader_of(self._reader.language, request))

    def cancel(self, name: str) -> None:
        """Stop a job; what is stored by then stays."""
        if name in self._jobs:
            self._jobs[name].cancel()

    def _work(self, job: uploads.Job, reader: Reader) -> Iterator[tuple[Any, ...]]:
        name = uuid4().hex
        self._forget_old()
        self._jobs[name] = job
        yield uploads.shown(job, reader), name
        working = self._desk.write(lambda: job.run(self._desk))
        while not job.over.wait(_LOOK_AGAIN):
            yield uploads.shown(job, reader), name
        working.result()
        yield uploads.shown(job, reader), name

    def _forget_old(self) -> None:
        """Forget jobs that are over but for the latest, with the files that nobody tried again."""
        over = [name for name, job in self._jobs.items() if job.over.is_set()]
        for name in over[:-_KEPT]:
            for path in self._jobs.pop(name).failed():
                uploads.discard(path, self._desk)

    # -- the list ------------------------------------------------------------------------------------------------------

    def shelves(self, request: gr.Request) -> tuple[Any, ...]:
        """Show the library as it is now; the form then asks for the list again, as it is filled in at that moment."""
        reader = reader_of(self._reader.language, request)
        rows = self._rows()
        return self._facts(reader), self._finder(rows, reader), counts(rows, reader)

    def find(self, page: int, event: gr.EventData, request: gr.Request) -> tuple[Markup, int]:
        """Show what of the list is wanted; a list that is only drawn anew stays on its page."""
        source, order = given(event, "source"), given(event, "order")
        wanted = Wanted(
            given(event, "text"),
            source.removeprefix("=") if source.startswith("=") else None,
            order if order in ORDERS else "newest",
            page if given(event, "button") == "refresh" else max(0, whole_number(given(event, "page"))),
        )
        return listed(self._rows(), wanted, reader_of(self._reader.language, request)), wanted.page

    def show(self, event: gr.EventData, request: gr.Request) -> Markup:
        """Show an article of the list."""
        reader = reader_of(self._reader.language, request)
        try:
            article = self._desk.assistant.archive.catalogue.article(given(event, "article"))
        except IsnadIndexError as error:
            raise gr.Error(reasons.of_error(error, reader)) from error
        return reading.whole(article, reader)

    def remove(self, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Remove an article for good, after whatever is being written."""
        article_id = given(event, "article")
        reader = reader_of(self._reader.language, request)
        held = self._desk.assistant.archive
        try:
            title = held.catalogue.article(article_id).title
            self._desk.write(lambda: _remove(held, article_id)).result()
        except IsnadIndexError as error:
            raise gr.Error(reasons.of_error(error, reader)) from error
        said = tag("p", reader.say(library_words.REMOVED, title=title or article_id), class_="resting", role="status")
        return said, *self.shelves(request)

    def _facts(self, reader: Reader) -> Markup:
        coverage = self._desk.assistant.archive.catalogue.coverage()
        if not coverage.articles:
            return tag("p", reader.say(library_words.EMPTY_LIBRARY), class_="overview")
        return archive.facts(coverage, reader)

    def _finder(self, rows: Sequence[Row], reader: Reader) -> Markup:
        return finder(rows, self._desk.assistant.archive.catalogue.meta("changes") or "0", reader)

    def _rows(self) -> list[Row]:
        return [Row(*row) for row in self._desk.assistant.archive.catalogue.listing()]


_KEPT = 20
"""Jobs that are over and can still be tried again."""


def _adding(reader: Reader) -> Markup:
    """Show where files are dropped or chosen; the page's script uploads them one after the other."""

    def chooser(label: words.Text, name: str, *, whole_folder: bool) -> Markup:
        folder = {"webkitdirectory": True} if whole_folder else {}
        chosen = tag("input", type="file", name=name, multiple=True, class_="unseen", data_upload="", **folder)
        return tag("label", chosen, reader.say(label), class_="chooser")

    return tag(
        "section",
        tag("h2", reader.say(library_words.ADD)),
        tag(
            "label",
            tag("span", reader.say(library_words.ADD_SOURCE)),
            tag(
                "input",
                type="text",
                name="source",
                class_="field",
                dir="auto",
                maxlength=200,
                autocomplete="off",
                placeholder=reader.say(library_words.ADD_SOURCE_HINT),
            ),
        ),
        tag(
            "div",
            tag("p", reader.say(library_words.ADD_DROP)),
            chooser(library_words.ADD_FILES, "files", whole_folder=False),
            chooser(library_words.ADD_FOLDER, "folder", whole_folder=True),
            class_="drop",
            data_drop="",
            data_most=LARGEST_FILE,
            data_sending=reader.say(library_words.ADD_SENDING, done="{done}", all="{all}"),
            data_too_big=reader.say(library_words.ADD_TOO_BIG, name="{name}", most=LARGEST_FILE),
            data_refused=reader.say(library_words.ADD_REFUSED, name="{name}"),
        ),
        tag("p", "", class_="sending", role="status", aria_live="polite"),
        tag("p", reader.say(library_words.ADD_KINDS, size=LARGEST_FILE), class_="hint"),
    )


def _remove(held: Archive, article_id: str) -> None:
    remove(held, [article_id])
