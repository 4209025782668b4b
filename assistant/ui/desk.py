"""What all panels of the page share: the assistant, the kept conversations, and one worker that writes."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from assistant.answer import Assistant
from assistant.history import History
from assistant.settings import Settings
from assistant.ui.examples import examples
from assistant.ui.words import Reader
from index.archive import Progress
from index.errors import IsnadIndexError
from index.ingest import finish

LARGEST_FILE = 200
"""Megabytes of one uploaded file."""


class Desk:
    """The shared parts of one running page.

    Questions are answered in the threads of their askers; whatever writes to the archive goes through one worker, one
    after the other, so that nobody's question waits for it and no two writers meet.
    """

    def __init__(self, assistant: Assistant) -> None:
        """Take an open assistant; `warm` loads what the first question needs."""
        self.assistant = assistant
        self.history = History(assistant.archive.catalogue)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="isnad-writer")
        self._warm: Future[None] = Future()
        self._begun = threading.Lock()
        self.closing = threading.Event()
        self._examples: dict[tuple[Reader, str], list[str]] = {}

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self.assistant.settings

    @property
    def uploads(self) -> Path:
        """The folder that uploaded files lie in until they are read."""
        return self.settings.cache / "uploads"

    def warm(self) -> None:
        """Load the encoder and the indexes in the background, once."""
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._load, name="isnad-warm", daemon=True).start()

    def finish(self, progress: Progress) -> None:
        """Let the writer finish, in the background, what a killed process left undone."""
        self._writer.submit(self._finish, progress)

    def _finish(self, progress: Progress) -> None:
        try:
            finish(self.assistant.archive, progress, self.closing.is_set)
        except IsnadIndexError as error:
            progress(str(error))

    @property
    def is_warm(self) -> bool:
        """Whether the first question will not have to wait."""
        return self._warm.done()

    def wait(self) -> None:
        """Wait until everything is loaded.

        Raises:
            IsnadIndexError: it could not be loaded.
        """
        self.warm()
        self._warm.result()

    def examples(self, reader: Reader) -> list[str]:
        """Return questions that the archive answers, found once for each state of the archive."""
        if not self.is_warm:
            return examples(self.assistant, reader, tried=False)
        key = (reader, self.changes())
        if key not in self._examples:
            self._examples = {kept: found for kept, found in self._examples.items() if kept[1] == key[1]}
            self._examples[key] = examples(self.assistant, reader)
        return self._examples[key]

    def changes(self) -> str:
        """Return what tells one state of the archive from the next: what is shown of another one is drawn anew."""
        return self.assistant.archive.catalogue.meta("changes") or "0"

    def write(self, work: Callable[[], None]) -> Future[None]:
        """Have the worker do something that writes to the archive, after what was asked for before."""
        return self._writer.submit(work)

    def close(self) -> None:
        """Let go of everything; the write that is going on stops where it can, and the next start finishes it."""
        self.closing.set()
        self._writer.shutdown(cancel_futures=True)

    def _load(self) -> None:
        archive = self.assistant.archive
        try:
            _ = archive.encoder, archive.lexical, archive.vectors
            self.assistant.prepare()
        except Exception as error:  # noqa: BLE001  whoever waits gets it
            self._warm.set_exception(error)
        else:
            self._warm.set_result(None)
            for language in ("ar", "en"):
                self.examples(Reader(language))
