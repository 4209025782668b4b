"""Uploaded files on their way into the archive: each with what became of it, cancelled and retried at will."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from assistant.errors import IsnadError
from assistant.ui import library_words, reasons, words
from assistant.ui.desk import Desk
from assistant.ui.html import Markup, isolated, tag
from assistant.ui.words import Reader
from index.errors import IsnadIndexError
from index.ingest import IngestReport, finish, ingest
from index.said import Said

_STEPS = 20
"""Many files are read in about so many groups: each group costs as much as a file, and shows as one step."""
_SHOWN = 200
"""Files and reasons that are listed; all are counted."""


class State(Enum):
    """What has become of a file."""

    WAITING = library_words.FILE_WAITING
    READING = library_words.FILE_READING
    DONE = library_words.FILE_DONE
    PARTLY = library_words.FILE_PARTLY
    FAILED = library_words.FILE_FAILED
    CANCELLED = library_words.FILE_CANCELLED


@dataclass(slots=True)
class Upload:
    """One uploaded file; `reasons` are why it, or lines of it, could not be read: what was said, or the error."""

    path: Path
    state: State = State.WAITING
    reasons: list[tuple[int | None, str | Exception]] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state not in (State.WAITING, State.READING)


class Job:
    """Files that were uploaded together. It is worked on in the desk's writing thread and may be looked at from any.

    A job without files makes findable what a cancelled one has stored.
    """

    def __init__(self, paths: Iterable[Path], source: str) -> None:
        """Take the files; `source` is the outlet of articles that name none."""
        self.files = [Upload(path) for path in paths]
        self.source = source.strip()
        self.total = IngestReport()
        self.line: Said | None = None
        self.error: Exception | None = None
        self.began = threading.Event()
        self.over = threading.Event()
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop within about a second; what is stored by then stays."""
        self.cancelled.set()

    def failed(self) -> list[Path]:
        """Return the files that nothing or not everything was read from."""
        return [one.path for one in self.files if one.state in (State.FAILED, State.PARTLY, State.CANCELLED)]

    def run(self, desk: Desk) -> None:
        """Read all files into the archive; files that were read are deleted."""
        self.began.set()
        try:
            if not self.files:
                self._finish(desk)
            size = -(-len(self.files) // _STEPS)
            for at in range(0, len(self.files), max(1, size)):
                self._read(desk, self.files[at : at + size])
        finally:
            for one in self.files:
                if one.state is State.DONE:
                    discard(one.path, desk)
            self.over.set()

    def _stopped(self, desk: Desk) -> bool:
        return self.cancelled.is_set() or desk.closing.is_set()

    def _finish(self, desk: Desk) -> None:
        archive = desk.assistant.archive
        try:
            finish(archive, self._say, lambda: self._stopped(desk))
        except IsnadIndexError as error:
            self.error = error
        self.total.waiting = len(archive.catalogue.pending())

    def _read(self, desk: Desk, group: Sequence[Upload]) -> None:
        if self._stopped(desk):
            for one in group:
                one.state = State.CANCELLED
            return
        for one in group:
            one.state = State.READING
        try:
            report = ingest(
                desk.assistant.archive,
                [str(one.path) for one in group],
                source=self.source or None,
                progress=self._say,
                cancelled=lambda: self._stopped(desk),
            )
        except (IsnadError, IsnadIndexError) as error:
            for one in group:
                one.state, one.reasons = State.FAILED, [(None, error)]
            return
        self._count(group, report)

    def _count(self, group: Sequence[Upload], report: IngestReport) -> None:
        read = report.added + report.updated + report.unchanged + report.duplicates
        for name in ("added", "updated", "unchanged", "duplicates"):
            setattr(self.total, name, getattr(self.total, name) + getattr(report, name))
        self.total.failed += report.failed
        self.total.waiting = report.waiting
        for failure in report.failed:
            whose = next((one for one in group if str(one.path) == failure.path), group[-1])
            whose.reasons.append((failure.line, failure.reason))
        for one in group:
            whole = all(line is None for line, _ in one.reasons)
            if report.broken_off:
                one.state = State.CANCELLED
            elif not one.reasons:
                one.state = State.DONE
            else:
                one.state = State.FAILED if whole or not read else State.PARTLY

    def _say(self, line: str) -> None:
        """Keep how far it is; remarks on single articles are for whoever watches the program itself."""
        if isinstance(line, Said):
            self.line = line


def discard(path: Path, desk: Desk) -> None:
    """Delete an uploaded file and its folder; nothing outside the folder of uploads is touched."""
    if path.resolve().is_relative_to(desk.uploads.resolve()):
        path.unlink(missing_ok=True)
        if path.parent != desk.uploads and not any(path.parent.iterdir()):
            path.parent.rmdir()


def shown(job: Job, reader: Reader) -> Markup:
    """Show how far a job is, file by file, and what to do about the rest."""
    done = sum(one.over for one in job.files)
    over = job.over.is_set()
    head = [
        tag("h3", reader.say(library_words.UPLOADING)),
        tag("progress", value=done, max=len(job.files), aria_label=reader.say(library_words.UPLOADING)),
        tag("p", reader.say(library_words.UPLOAD_OF, done=done, all=len(job.files)), role="status"),
    ]
    if not job.began.is_set():
        head.append(tag("p", reader.say(library_words.WAITING_FOR_OTHER), class_="working"))
    elif not over:
        line = reasons.spoken(job.line, reader) if job.line else reader.say(library_words.READING_FILES)
        stopping = job.cancelled.is_set()
        head.append(tag("p", reader.say(library_words.CANCELLING) if stopping else line, class_="working"))
    bad_first = sorted(job.files, key=lambda one: one.state in (State.DONE, State.WAITING))
    return tag(
        "section",
        *head,
        tag("p", _result(job.total, reader), class_="result") if over and job.files else None,
        tag("p", reasons.of_error(job.error, reader), class_="reasons", role="alert") if job.error else None,
        _unfinished(job, reader) if over else None,
        tag("ul", *(_file(one, reader) for one in bad_first[:_SHOWN]), class_="files"),
        tag("div", *_buttons(job, reader), class_="buttons"),
        class_="job",
    )


def _result(total: IngestReport, reader: Reader) -> str:
    """Say what became of the articles; what did not happen is left out."""
    counts = (
        (library_words.UPLOAD_ADDED, total.added),
        (library_words.UPLOAD_UPDATED, total.updated),
        (library_words.UPLOAD_UNCHANGED, total.unchanged),
        (library_words.UPLOAD_DUPLICATES, total.duplicates),
        (library_words.UPLOAD_FAILED, len(total.failed)),
    )
    said = [reader.say(name, n=n) for name, n in counts if n]
    return reader.listed(said) if said else reader.say(library_words.UPLOAD_NOTHING)


def _unfinished(job: Job, reader: Reader) -> Markup | None:
    """Say what a cancelled job leaves: articles that are stored, but not found before they are indexed."""
    if not job.total.waiting:
        return None
    left = reader.count(job.total.waiting, words.ARTICLES)
    return tag("p", reader.say(library_words.UPLOAD_WAITING, articles=left), class_="unfinished")


def _buttons(job: Job, reader: Reader) -> list[Markup]:
    def button(label: words.Text, act: str) -> Markup:
        return tag("button", reader.say(label), type="button", class_="secondary", data_act=act)

    if not job.over.is_set():
        return [] if job.cancelled.is_set() else [button(library_words.CANCEL, "cancel")]
    buttons = []
    if job.failed():
        left = {one.state for one in job.files} - {State.DONE}
        buttons.append(button(library_words.GO_ON if left == {State.CANCELLED} else library_words.RETRY, "retry"))
    elif job.total.waiting:
        buttons.append(button(library_words.GO_ON, "retry"))
    if job.total.added or job.total.updated:
        ask = reader.say(library_words.ASK_ABOUT_IT)
        buttons.append(tag("button", ask, type="button", class_="primary", data_tab="0"))
    return buttons


def _file(one: Upload, reader: Reader) -> Markup:
    shown = []
    for line, reason in one.reasons[:_SHOWN]:
        where = reader.say(library_words.LINE, n=line) + ": " if line else ""
        said = reasons.of_error(reason, reader) if isinstance(reason, Exception) else reasons.spoken(reason, reader)
        shown.append(tag("li", where, isolated(said)))
    return tag(
        "li",
        isolated(one.path.name, class_="file"),
        " ",
        tag("span", reader.say(one.state.value), class_=f"state file-{one.state.name.lower()}"),
        tag("ul", *shown, class_="reasons") if shown else None,
    )
