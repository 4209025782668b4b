"""What the commands share: what was asked, batches, and where lines are written."""

import argparse
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assistant import batch, printing
from assistant.errors import UsageError

DONE, SOME_FAILED, NOTHING_DONE = 0, 1, 2
"""Exit codes."""
INTERRUPTED = threading.Event()
"""Set by Control-C: the exception alone may be swallowed by a library that is just being imported."""


def question(options: argparse.Namespace) -> str:
    """Return the question that was given.

    Raises:
        UsageError: there is none.
    """
    if not options.question or not options.question.strip():
        raise UsageError("nothing is asked: write a question, or name a file with --batch")
    return str(options.question)


def day(value: str | None, name: str) -> date | None:
    """Read the day of an option, if it was given.

    Raises:
        UsageError: it is no day.
    """
    return None if value is None else batch.day(value, name)


def answer_batch(options: argparse.Namespace, one: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> int:
    """Answer every line of the batch file with `one`, write a JSON line for each, and return the exit code.

    Raises:
        UsageError: a question was given as well, or the file cannot be read.
    """
    if options.question:
        raise UsageError(f"{options.question!r} and --batch {options.batch!r} cannot go together: leave one out")
    failed = answered = 0
    for line in batch.answered(options.batch, one):
        write(printing.as_json(line))
        sys.stdout.flush()
        failed += "error" in line
        answered += "error" not in line
    if not failed:
        return DONE
    return SOME_FAILED if answered else NOTHING_DONE


def write(text: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
