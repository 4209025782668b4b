"""What the chat is made of, and what became of its work."""

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import gradio as gr

Step = tuple[Any, ...]
"""What a listener hands back: one value for each of its outputs."""


@dataclass(frozen=True, slots=True)
class ChatParts:
    """The components of the chat that other panels act on."""

    past: gr.HTML
    present: gr.HTML
    fresh: gr.HTML
    """A welcome for an archive that has changed; hidden: the page's script puts it where an older one still stands."""
    further: gr.HTML
    scope: gr.HTML
    pane: gr.HTML
    visit: gr.State
    question: gr.Textbox
    asking: list[Any]
    """The events after which there may be one more turn."""


class End(Enum):
    """What became of the last question of a visit; `RUNNING` if nothing yet."""

    RUNNING = "running"
    ENDED = "ended"
    STOPPED = "stopped"
    CRASHED = "crashed"
    CLOSED = "closed"


class Work:
    """The questions that are worked on, by visit (Gradio's name for it), and how the last one ended.

    Gradio calls a listener of failures alike when the program failed, when Stop was pressed and when its stream to the
    browser broke; only here it is known which.
    """

    def __init__(self) -> None:
        """Begin with no question."""
        self._ends: dict[str | None, End] = {}

    def watched(self, visit: str | None, steps: Iterator[Step]) -> Generator[Step, None, None]:
        """Yield steps, and remember how they end."""
        self._ends[visit] = End.RUNNING
        end = End.CRASHED
        try:
            yield from steps
            end = End.ENDED
        except GeneratorExit:
            end = End.CLOSED
            raise
        finally:
            if self._ends[visit] is End.RUNNING:
                self._ends[visit] = end

    def stop(self, visit: str | None) -> None:
        """Remember that Stop was pressed."""
        self._ends[visit] = End.STOPPED

    def end(self, visit: str | None, patience: float) -> End:
        """Return how the last question ended; wait some seconds for Stop, which may come in behind its consequences."""
        given_up = time.monotonic() + patience
        while self._ends.get(visit, End.ENDED) in (End.RUNNING, End.CLOSED) and time.monotonic() < given_up:
            time.sleep(0.05)
        return self._ends.get(visit, End.ENDED)
