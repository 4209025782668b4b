"""Vectors of passages and of spans within them from the states of their tokens (late chunking).

A long text is read through several overlapping windows; each token counts as the window saw it in which it stood
farthest from an edge. A span's vector is the mean of its tokens' states, so it knows the passage around it.
Late chunking: Günther et al. 2024, https://arxiv.org/abs/2409.04701.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `start` to `end` of a text, of which it answers for `own_start` to `own_end`."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(tokens: int, longest: int, overlap: int) -> list[Window]:
    """Cut `tokens` tokens into as few windows of at most `longest` as overlap by at least `overlap`, evenly.

    >>> windows(10, 6, 2)
    [Window(start=0, end=6, own_start=0, own_end=5), Window(start=4, end=10, own_start=5, own_end=10)]
    """
    if tokens <= longest:
        return [Window(0, tokens, 0, tokens)]
    count = -(-(tokens - overlap) // (longest - overlap))
    starts = [round(i * (tokens - longest) / (count - 1)) for i in range(count)]
    borders = [0, *((left + longest + right) // 2 for left, right in pairwise(starts)), tokens]
    return [Window(start, start + longest, borders[i], borders[i + 1]) for i, start in enumerate(starts)]


def normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row divided by its length; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    divided: NDArray[np.float32] = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return divided


def span_means(
    states: NDArray[np.float32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    spans: Spans,
    whole: NDArray[np.float32],
) -> NDArray[np.float32]:
    """The L2-normalised mean of the token states of each span, float32 (spans, dimensions).

    `states`: (tokens, dimensions); token i covers the code points `starts[i]` to `ends[i]`. A span that holds no token
    (blanks, control characters) gets `whole`, the vector of the whole text.
    """
    found = np.empty((len(spans), whole.shape[-1]), np.float32)
    for i, (start, end) in enumerate(spans):
        inside = (starts < end) & (ends > start)
        found[i] = states[inside].mean(axis=0) if inside.any() else whole
    return normalised(found)


def words_only(text: str, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of tokens, (tokens, 2), without the blanks before words, which SentencePiece counts to the word."""
    trimmed = places.copy()
    for i, (start, end) in enumerate(places.tolist()):
        begin = max(start, 0)
        while begin < end and text[begin].isspace():
            begin += 1
        trimmed[i, 0] = begin
    return trimmed


def check_spans(texts: Sequence[str], spans: Sequence[Spans]) -> None:
    """Refuse spans that do not lie in their text."""
    if len(texts) != len(spans):
        raise EncoderError(f"{len(texts)} texts came with {len(spans)} lists of spans; give one list for each text.")
    for text, of_text in zip(texts, spans, strict=True):
        for start, end in of_text:
            if not 0 <= start <= end <= len(text):
                raise EncoderError(
                    f"The span ({start}, {end}) does not lie in its text of {len(text)} characters; "
                    "give code points with 0 <= start <= end <= length."
                )
