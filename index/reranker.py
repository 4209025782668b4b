"""Questions and texts read together: the `Reranker` the choice of evidence may ask, and `load_reranker`.

A reranker sees every text beside the question, which vectors never do, and needs a pass through its model for each. So
none is used unless one is named, and then for the few best texts only.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.bundled_model import Progress, silent


class Reranker(Protocol):
    """Grades texts as answers to a question; the same question and texts give the same grades.

    Grades are comparable within one call only: each model has a scale of its own.
    """

    @property
    def name(self) -> str:
        """Model and version."""

    def grade(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """How well each text answers the question, (texts,), in their order; higher is better.

        For «متى وصل الوفد؟», a good one gives «وصل الوفد صباح الأحد.» more than «غادر الوزير.».

        Raises:
            EncoderError: the model failed.
        """


def load_reranker(name: str, progress: Progress = silent) -> Reranker:
    """The reranker of that name: any name or folder of a cross-encoder that sentence-transformers can load.

    Raises:
        EncoderError: the model cannot be loaded, or was not trained to grade texts with one number.
    """
    from index.sentence_transformers_encoder import CrossEncoderReranker

    return CrossEncoderReranker(name, progress)
