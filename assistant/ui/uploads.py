"""Uploaded files on their way into the archive: each with what became of it, cancelled and retried at will."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from assistant.errors import IsnadError
from assistant.ui import words
from assistant.ui.desk import Desk
from assistant.ui.html import Markup, block, isolated, tag
from assistant.ui.words import Reader
from index.errors import IsnadIndexError
from index.ingest import IngestReport, ingest

_STEPS = 20
"""Many files are read in about so many groups: each group costs as much as a file, and shows as one step."""
_SHOWN = 200
"""Files and reasons that are listed; all are counted."""


class State(Enum):
    """What has become of a file."""

    WAITING = words.FILE_WAITING
    READING = words.FILE_READING
    DONE = words.FILE_DONE
    PARTLY = words.FILE_PARTLY
    FAILED = words.FILE_FAILED
    CANCELLED = words.FILE_CANCELLED


@dataclass(slots=True)
class Upload:
    """One uploaded file; `reasons` are why it, or lines of it, could not be read."""

    path: Path
    state: State = State.WAITING
    reasons: list[tuple[int | None, str]] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state not in (State.WAITING, State.READING)


class Job:
    """Files that were uploaded together. It is worked on in the desk's writing thread and may be looked at from any."""

    def __init__(self, paths: Iterable[Path], source: str) -> None:
        """Take the files; `source` is the outlet of articles that name none."""
        self.files = [Upload(path) for path in paths]
        self.source = source.strip()
        self.total = IngestReport()
        self.line = ""
        self.began = threading.Event()
        self.over = threading.Event()
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop after the article that is being read; what is stored by then stays."""
        self._cancelled.set()

    def failed(self) -> list[Path]:
        """Return the files that nothing or not everything was read from."""
        return [one.path for one in self.files if one.state in (State.FAILED, State.PARTLY, State.CANCELLED)]

    def run(self, desk: Desk) -> None:
        """Read all files into the archive; files that were read are deleted."""
        self.began.set()
        try:
            size = -(-len(self.files) // _STEPS)
            for at in range(0, len(self.files), max(1, size)):
                self._read(desk, self.files[at : at + size])
        finally:
            for one in self.files:
                if one.state is State.DONE:
                    discard(one.path, desk)
            self.over.set()

    def _read(self, desk: Desk, group: Sequence[Upload]) -> None:
        if self._cancelled.is_set():
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
                cancelled=self._cancelled.is_set,
            )
        except (IsnadError, IsnadIndexError) as error:
            for one in group:
                one.state, one.reasons = State.FAILED, [(None, str(error))]
            return
        self._count(group, report)

    def _count(self, group: Sequence[Upload], report: IngestReport) -> None:
        read = report.added + report.updated + report.unchanged + report.duplicates
        for name in ("added", "updated", "unchanged", "duplicates"):
            setattr(self.total, name, getattr(self.total, name) + getattr(report, name))
        self.total.failed += report.failed
        for failure in report.failed:
            whose = next((one for one in group if str(one.path) == failure.path), group[-1])
            whose.reasons.append((failure.line, failure.reason))
        for one in group:
            whole = all(line is None for line, _ in one.reasons)
            if self._cancelled.is_set():
                one.state = State.CANCELLED
            elif not one.reasons:
                one.state = State.DONE
            else:
                one.state = State.FAILED if whole or not read else State.PARTLY

    def _say(self, line: str) -> None:
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
        tag("h3", reader.say(words.UPLOADING)),
        tag("progress", value=done, max=len(job.files), aria_label=reader.say(words.UPLOADING)),
        tag("p", reader.say(words.UPLOAD_OF, done=done, all=len(job.files)), role="status"),
    ]
    if not job.began.is_set():
        head.append(tag("p", reader.say(words.WAITING_FOR_OTHER), class_="working"))
    elif not over:
        head.append(block("p", job.line, class_="working", lang="en"))
    counts = {name: getattr(job.total, name) for name in ("added", "updated", "unchanged", "duplicates")}
    result = reader.say(words.UPLOAD_RESULT, **counts, failed=len(job.total.failed))
    bad_first = sorted(job.files, key=lambda one: one.state in (State.DONE, State.WAITING))
    return tag(
        "section",
        *head,
        tag("p", result, class_="result") if over else None,
        tag("ul", *(_file(one, reader) for one in bad_first[:_SHOWN]), class_="files"),
        tag("div", *_buttons(job, reader), class_="buttons"),
        class_="job",
    )


def _buttons(job: Job, reader: Reader) -> list[Markup]:
    if not job.over.is_set():
        return [tag("button", reader.say(words.CANCEL), type="button", class_="secondary", data_act="cancel")]
    buttons = []
    if job.failed():
        buttons.append(tag("button", reader.say(words.RETRY), type="button", class_="secondary", data_act="retry"))
    if job.total.added or job.total.updated:
        buttons.append(tag("button", reader.say(words.ASK_ABOUT_IT), type="button", class_="primary", data_tab="0"))
    return buttons


def _file(one: Upload, reader: Reader) -> Markup:
    reasons = []
    for line, reason in one.reasons[:_SHOWN]:
        where = reader.say(words.LINE, n=line) + ": " if line else ""
        reasons.append(tag("li", where, isolated(reason)))
    return tag(
        "li",
        isolated(one.path.name, class_="file"),
        " ",
        tag("span", reader.say(one.state.value), class_=f"state {one.state.name.lower()}"),
        tag("ul", *reasons, class_="reasons") if reasons else None,
    )
