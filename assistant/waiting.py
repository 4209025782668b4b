"""Waiting that can be given up.

A generator cannot be closed while it runs, so what may take long yields None while it has nothing to say: between two
of these whoever reads can close it, and the request behind it ends.
"""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")


def result(waiting: Generator[None, None, Result]) -> Result:
    """Wait to the end and return what came of it, for those who do not give up."""
    while True:
        try:
            next(waiting)
        except StopIteration as end:
            found: Result = end.value
            return found
