"""The bundled model in ONNX Runtime. The only home of `onnxruntime` and `tokenizers`."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.bundled_model import BundledModel, Precision
from index.errors import EncoderError
from index.token_spans import Spans, Window, check_spans, normalised, span_means, windows

_QUERY, _PASSAGE = "query: ", "passage: "
_LONGEST = 512
_OVERLAP = 64
_TOKENS_A_RUN = 2048
_PADDING = 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """One window of one text, ready to run."""

    text: int
    window: Window
    ids: list[int]


class OnnxEncoder:
    """multilingual-e5-small on the processor: 384 dimensions, Arabic and English among a hundred languages.

    Vectors are float32 and of length 1. Texts of more than 512 tokens are read through overlapping windows.
    """

    dimensions = 384

    def __init__(self, model: BundledModel, precision: Precision = "int8", threads: int | None = None) -> None:
        """Load tokenizer and graph.

        Raises:
            EncoderError: a file of the model cannot be loaded.
        """
        self.name = f"{model.version}-{precision}"
        self._tokenizer = _load_tokenizer(model)
        self._session: onnxruntime.InferenceSession | None = _load_session(model, precision, threads)
        self._prefixes = {
            prefix: len(self._tokenizer.encode(prefix, add_special_tokens=False)) for prefix in (_QUERY, _PASSAGE)
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back; the encoder cannot be used afterwards."""
        self._session = None

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, (texts, 384)."""
        return self._encode(_QUERY, texts, None)[0]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, (texts, 384)."""
        return self._encode(_PASSAGE, texts, None)[0]

    def encode_passages_with_spans(
        self, texts: Sequence[str], spans: Sequence[Spans]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Vectors of passages, (texts, 384), and of spans (code points) within each of them, (spans, 384), in one pass.

        Raises:
            EncoderError: a span does not lie in its text.
        """
        check_spans(texts, spans)
        return self._encode(_PASSAGE, texts, spans)

    def _encode(
        self, prefix: str, texts: Sequence[str], spans: Sequence[Spans] | None
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        encodings = self._tokenizer.encode_batch([prefix + text for text in texts], add_special_tokens=False)
        head = self._prefixes[prefix]
        pieces = [piece for i, encoding in enumerate(encodings) for piece in self._pieces(i, encoding.ids, head)]
        sums = np.zeros((len(texts), self.dimensions), np.float32)
        body = [np.empty((len(e.ids) - head if spans else 0, self.dimensions), np.float32) for e in encodings]
        for piece, states in self._run(pieces):
            sums[piece.text] += states.mean(axis=0)
            if spans:
                own = piece.window
                offset = 1 + head - own.start
                body[piece.text][own.own_start : own.own_end] = states[own.own_start + offset : own.own_end + offset]
        whole = normalised(sums)
        if spans is None:
            return whole, []
        return whole, [
            self._span_vectors(encoding, head, len(prefix), states, of_text, vector)
            for encoding, states, of_text, vector in zip(encodings, body, spans, whole, strict=True)
        ]

    def _span_vectors(
        self,
        encoding: Encoding,
        head: int,
        shift: int,
        states: NDArray[np.float32],
        spans: Spans,
        whole: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        places = np.array(encoding.offsets[head:], np.int64).reshape(-1, 2) - shift
        return span_means(states, places[:, 0], places[:, 1], spans, whole)

    def _pieces(self, text: int, ids: list[int], head: int) -> Iterator[_Piece]:
        """The windows of a text; each begins with the prefix, as the model was trained to see it."""
        prefix, body = ids[:head], ids[head:]
        for window in windows(len(body), _LONGEST - 2 - head, _OVERLAP):
            yield _Piece(text, window, [0, *prefix, *body[window.start : window.end], 2])

    def _run(self, pieces: list[_Piece]) -> Iterator[tuple[_Piece, NDArray[np.float32]]]:
        """Each piece with the states of its tokens, (tokens, 384); pieces of like length run together."""
        if self._session is None:
            raise EncoderError(f"The encoder {self.name} was closed; load it again.")
        for batch in _batches(sorted(pieces, key=lambda piece: len(piece.ids))):
            longest = len(batch[-1].ids)
            ids = np.full((len(batch), longest), _PADDING, np.int64)
            mask = np.zeros((len(batch), longest), np.int64)
            for row, piece in enumerate(batch):
                ids[row, : len(piece.ids)] = piece.ids
                mask[row, : len(piece.ids)] = 1
            states = self._session.run(["last_hidden_state"], {"input_ids": ids, "attention_mask": mask})[0]
            for row, piece in enumerate(batch):
                yield piece, states[row, : len(piece.ids)]


def _batches(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Groups of neighbours that hold at most `_TOKENS_A_RUN` tokens, padding included."""
    batch: list[_Piece] = []
    for piece in pieces:
        if batch and len(piece.ids) * (len(batch) + 1) > _TOKENS_A_RUN:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def _load_tokenizer(model: BundledModel) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(model.tokenizer))
    except Exception as error:  # tokenizers raises plain Exception
        raise EncoderError(f"{model.tokenizer} cannot be loaded ({error}); remove {model.folder} to remake it.") from error
    tokenizer.no_truncation()
    return tokenizer


def _load_session(model: BundledModel, precision: Precision, threads: int | None) -> onnxruntime.InferenceSession:
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or _cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = model.graph(precision)
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises a family of its own without a public base
        raise EncoderError(f"{path} cannot be loaded ({error}); remove {model.folder} to remake it.") from error


def _cores() -> int:
    """The processors this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
