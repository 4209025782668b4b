"""The bundled model in ONNX Runtime. The only home of `onnxruntime` and `tokenizers`."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.bundled_model import BundledModel, Precision
from index.errors import EncoderError
from index.token_spans import Spans, check_spans, normalised, span_means, windows, words_only

if TYPE_CHECKING:
    import onnxruntime

_QUERY, _PASSAGE = "query: ", "passage: "
_LONGEST = 512
_OVERLAP = 64
_BEGIN, _END = 0, 2
_TEXTS_AT_ONCE = 256


class OnnxEncoder:
    """multilingual-e5-small on the processor: 384 dimensions, Arabic and English among a hundred languages.

    Vectors are float32 and of length 1. Texts of more than 512 tokens are read through overlapping windows. Each text
    runs by itself on one thread, several texts side by side: its vector never depends on what came with it, nothing
    is padded, and threads do not wait for each other.
    """

    dimensions = 384

    def __init__(self, model: BundledModel, precision: Precision = "int8", threads: int | None = None) -> None:
        """Load the tokenizer; the graphs follow when first used.

        Args:
            model: the installed model.
            precision: of passages. Questions always run in float: one short text has no need of speed.
            threads: how many texts run side by side; as many as there are processors if not given.

        Raises:
            EncoderError: the tokenizer cannot be loaded.
        """
        self.name = f"{model.version}-{precision}"
        self._model = model
        self._precision: Precision = precision
        self._threads = threads or _cores()
        self._tokenizer = _load_tokenizer(model)
        self._sessions: dict[Precision, onnxruntime.InferenceSession] = {}
        self._loading = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back; the encoder cannot be used afterwards."""
        self._closed = True
        self._sessions.clear()

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, (texts, 384)."""
        return self._encode(self._session("float"), _QUERY, texts, [()] * len(texts))[0]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, (texts, 384)."""
        return self._encode(self._session(self._precision), _PASSAGE, texts, [()] * len(texts))[0]

    def encode_passages_with_spans(
        self, texts: Sequence[str], spans: Sequence[Spans]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Vectors of passages, (texts, 384), and of spans (code points) within each of them, (spans, 384), in one pass.

        Raises:
            EncoderError: a span does not lie in its text.
        """
        check_spans(texts, spans)
        return self._encode(self._session(self._precision), _PASSAGE, texts, spans)

    def _session(self, precision: Precision) -> "onnxruntime.InferenceSession":
        with self._loading:
            if self._closed:
                raise EncoderError(f"The encoder {self.name} was closed; load it again.")
            if precision not in self._sessions:
                self._sessions[precision] = _load_session(self._model, precision)
            return self._sessions[precision]

    def _encode(
        self, session: "onnxruntime.InferenceSession", prefix: str, texts: Sequence[str], spans: Sequence[Spans]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        of_spans: list[NDArray[np.float32]] = []
        head = len(self._tokenizer.encode(prefix, add_special_tokens=False).ids)
        run = partial(_encode_one, session, head, len(prefix))
        with ThreadPoolExecutor(self._threads) as pool:
            for begin in range(0, len(texts), _TEXTS_AT_ONCE):
                part = slice(begin, begin + _TEXTS_AT_ONCE)
                prefixed = [prefix + text for text in texts[part]]
                encodings = self._tokenizer.encode_batch(prefixed, add_special_tokens=False)
                for i, (vector, within) in enumerate(pool.map(run, texts[part], encodings, spans[part])):
                    vectors[begin + i] = vector
                    of_spans.append(within)
        return vectors, of_spans


def _encode_one(
    session: "onnxruntime.InferenceSession", head: int, shift: int, text: str, encoding: Encoding, spans: Spans
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The vector of one text, (384,), and of its spans; the text follows `head` tokens and `shift` characters."""
    prefix, body = encoding.ids[:head], encoding.ids[head:]
    means: list[NDArray[np.float32]] = []
    own: list[NDArray[np.float32]] = []
    for window in windows(len(body), _LONGEST - 2 - head, _OVERLAP):
        # Every window begins with the prefix, as the model was trained to see it.
        ids = [_BEGIN, *prefix, *body[window.start : window.end], _END]
        states = session.run(["last_hidden_state"], {"input_ids": np.array([ids], np.int64)})[0][0]
        means.append(states.mean(axis=0))
        offset = 1 + head - window.start
        own.append(states[window.own_start + offset : window.own_end + offset])
    whole = normalised(np.mean(means, axis=0))
    if not spans:
        return whole, np.empty((0, whole.size), np.float32)
    places = words_only(text, np.array(encoding.offsets[head:], np.int64).reshape(-1, 2) - shift)
    return whole, span_means(np.concatenate(own), places[:, 0], places[:, 1], spans, whole)


def _load_tokenizer(model: BundledModel) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(model.tokenizer))
    except Exception as error:  # tokenizers raises plain Exception
        raise EncoderError(f"{model.tokenizer} cannot be loaded ({error}); remove its folder to remake it.") from error
    tokenizer.no_truncation()
    return tokenizer


def _load_session(model: BundledModel, precision: Precision) -> "onnxruntime.InferenceSession":
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, when the library is imported: it would write and call home
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = model.graph(precision)
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises a family of its own without a public base
        raise EncoderError(f"{path} cannot be loaded ({error}); remove its folder to remake it.") from error


def _cores() -> int:
    """The processors this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
