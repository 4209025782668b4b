"""A stretch of tokens read as one time expression, before it is worked out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from index.times.line import Line
from index.times.meanings import Meaning


@dataclass(frozen=True, slots=True)
class Phrase:
    """A meaning, its tokens `first` to `stop` (exclusive) and the code point where it starts (after clitics).

    `needs` says what the words around must prove before it counts: "month" for a month name alone, "year" for four
    digits alone, "slash" for «7/4» without a year, "future" for «بعد يومين», "weekday" for a weekday alone; "" for
    nothing. `admit` knows them all.
    """

    meaning: Meaning
    first: int
    stop: int
    start: int
    needs: str = ""
    daypart: bool = False
    approximate: bool = False
    said_since: bool = False

    def opened(self, first: int, start: int, **changes: object) -> "Phrase":
        """Return the phrase with an earlier beginning."""
        return replace(self, first=first, start=start, **changes)  # type: ignore[arg-type]

    def end(self, line: Line) -> int:
        """Return the code point after the phrase."""
        return line.tokens[self.stop - 1].end


Rule = Callable[[Line, int], Phrase | None]
"""Reads a phrase that starts at a token, or returns None."""


def first_of(rules: Iterable[Rule], line: Line, at: int) -> Phrase | None:
    """Return what the first of the rules reads that reads anything."""
    return next((said for rule in rules if (said := rule(line, at))), None)
