"""What the scanners hand over: a name in a text and what it may mean."""

from dataclasses import dataclass

from index.places.gazetteer import Sense


@dataclass(frozen=True, slots=True)
class Found:
    """A name at `text[start:end]` of the untouched text and its senses, likeliest first; none for a decoy."""

    start: int
    end: int
    senses: tuple[Sense, ...]
