"""Any encoder or cross-encoder that sentence-transformers can load. Only home of that library; this imports torch."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder, SentenceTransformer
from transformers.utils import logging as transformers_logging

from index.bundled_model import Progress, silent
from index.errors import EncoderError
from index.token_spans import Spans, check_spans, normalised, span_means, windows, words_only

# The model cards of the E5 family ask for these; their configurations do not carry them.
# https://huggingface.co/intfloat/multilingual-e5-small#faq
_E5_NAME = re.compile(r"(^|/)(multilingual-)?e5-(small|base|large)(-v2)?$")
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
_OVERLAP = 64
_SPARE = 16  # a window cut out of its text may need a few tokens more than it had there
_SHORTEST_ROOM = 32
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class _Cut:
    """The part `start` to `end` of a text that one pass reads; tokens beginning in `own_start` to `own_end` count."""

    start: int
    end: int
    own_start: int
    own_end: int


class SentenceTransformersEncoder:
    """A model by hub name or folder, with its own prompts and dimensions. Vectors are float32 and of length 1."""

    def __init__(self, name: str, progress: Progress = silent) -> None:
        """Load the model: from its folder or the local cache, and only if it is in neither from the hub.

        Raises:
            EncoderError: there is no such model, or it cannot be loaded.
        """
        self._model = _load(SentenceTransformer, name, progress, "encoder", "'bundled' needs none")
        dimensions = self._model.get_embedding_dimension()
        if dimensions is None:
            raise EncoderError(f"The encoder {name!r} does not say how long its vectors are; name another one.")
        self.dimensions = dimensions
        self.name = f"sentence-transformers/{name}{_revision(self._model)}"
        self._query = self._prompt(name, ("query",))
        self._passage = self._prompt(name, ("document", "passage", "corpus"))

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, (texts, dimensions)."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        vectors = self._model.encode_query(list(texts), prompt=self._query, show_progress_bar=False)
        return normalised(np.asarray(vectors, np.float32))

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, (texts, dimensions); a long text is the mean of its windows."""
        cuts = [self._cuts(text) for text in texts]
        parts = [text[cut.start : cut.end] for text, of_text in zip(texts, cuts, strict=True) for cut in of_text]
        vectors = self._encode_parts(parts)
        borders = np.cumsum([0, *map(len, cuts)])
        means = [vectors[a:b].mean(axis=0) for a, b in pairwise(borders)]
        return normalised(np.array(means, np.float32).reshape(len(texts), self.dimensions))

    def encode_passages_with_spans(
        self, texts: Sequence[str], spans: Sequence[Spans]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Vectors of passages and of the spans within each, from the states of their tokens.

        A model that does not show its tokens encodes the text of each span by itself.

        Raises:
            EncoderError: a span does not lie in its text.
        """
        check_spans(texts, spans)
        passages = np.empty((len(texts), self.dimensions), np.float32)
        found: list[NDArray[np.float32]] = []
        for i, (text, of_text) in enumerate(zip(texts, spans, strict=True)):
            passages[i], vectors = self._encode_one(text, of_text)
            found.append(vectors)
        return passages, found

    def _encode_one(self, text: str, spans: Spans) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        cuts = self._cuts(text)
        texts = [text[cut.start : cut.end] for cut in cuts]
        read = self._model.encode_document(texts, prompt=self._passage, output_value=None, show_progress_bar=False)
        outputs = cast("list[dict[str, Any]]", read)
        parts = [_array(output["sentence_embedding"]) for output in outputs]
        whole = normalised(normalised(np.stack(parts)).mean(axis=0))
        states: list[NDArray[np.float32]] = []
        places: list[NDArray[np.int64]] = []
        for cut, output in zip(cuts, outputs, strict=True):
            own = self._own_tokens(text, cut, output)
            if own is None:
                return whole, self._encode_parts([text[start:end] for start, end in spans])
            states.append(own[0])
            places.append(own[1])
        place = words_only(text, np.concatenate(places))
        return whole, span_means(np.concatenate(states), place[:, 0], place[:, 1], spans, whole)

    def _own_tokens(
        self, text: str, cut: _Cut, output: dict[str, Any]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]] | None:
        """States and places in `text` of the tokens a cut answers for; None if the model's tokens are not known."""
        tokens = self._tokens(self._passage + text[cut.start : cut.end], special=True)
        if tokens is None or "token_embeddings" not in output:
            return None
        ids, offsets = tokens
        states = _array(output["token_embeddings"])
        if states.shape != (len(ids), self.dimensions) or _array(output["input_ids"]).tolist() != ids:
            return None
        inside = offsets[:, 1] > len(self._passage)
        places = offsets + (cut.start - len(self._passage))
        last = places[:, 1] - 1  # where a token ends; it may begin with the blank before its word
        own = inside & (last >= cut.own_start) & (last < cut.own_end)
        return states[own], places[own]

    def _encode_parts(self, texts: list[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        vectors = self._model.encode_document(texts, prompt=self._passage, show_progress_bar=False)
        return normalised(np.asarray(vectors, np.float32))

    def _cuts(self, text: str) -> list[_Cut]:
        """The parts of a text that the model can read at once: one, or several that overlap."""
        whole = [_Cut(0, len(text), 0, len(text))]
        longest = self._model.max_seq_length
        tokens = self._tokens(text, special=False) if longest else None
        if tokens is None or not longest:
            return whole
        prompt = self._tokens(self._passage, special=True)
        room = longest - _SPARE - (len(prompt[0]) if prompt else 0)
        offsets = tokens[1]
        if len(offsets) <= room:
            return whole
        if room < _SHORTEST_ROOM:
            raise EncoderError(f"The encoder {self.name} reads only {longest} tokens at once; name another one.")
        parts = windows(len(offsets), room, min(_OVERLAP, room // 4))
        begins, ends = offsets[:, 0].tolist(), offsets[:, 1].tolist()
        return [
            _Cut(
                begins[part.start],
                ends[part.end - 1],
                begins[part.own_start] if part.own_start else 0,
                begins[part.own_end] if part.own_end < len(begins) else len(text),
            )
            for part in parts
        ]

    def _tokens(self, text: str, *, special: bool) -> tuple[list[int], NDArray[np.int64]] | None:
        """Token ids and their code points in `text`, (tokens, 2); None for a tokenizer that does not tell them."""
        tokenizer = self._model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            return None
        encoded = cast("Any", tokenizer)(
            text, add_special_tokens=special, truncation=False, return_offsets_mapping=True, verbose=False
        )
        return encoded["input_ids"], np.array(encoded["offset_mapping"], np.int64).reshape(-1, 2)

    def _prompt(self, name: str, kinds: Sequence[str]) -> str:
        own = [self._model.prompts.get(kind) for kind in kinds]
        family = _E5_PROMPTS[kinds[0]] if _E5_NAME.search(name) else ""
        return next((prompt for prompt in own if prompt), family)


class CrossEncoderReranker:
    """A model by hub name or folder that reads question and text together and gives one number."""

    def __init__(self, name: str, progress: Progress = silent) -> None:
        """Load the model: from its folder or the local cache, and only if it is in neither from the hub.

        Raises:
            EncoderError: there is no such model, it cannot be loaded, or it was not trained to give one number.
        """
        self._model = _load(CrossEncoder, name, progress, "reranker", "leave ISNAD_RERANKER out to do without one")
        if self._model.num_labels != 1:
            raise EncoderError(
                f"The reranker {name!r} sorts into {self._model.num_labels} classes instead of giving one number; "
                "name a cross-encoder that was trained to rank."
            )
        if not _has_head(self._model):
            raise EncoderError(
                f"The reranker {name!r} was never trained to grade: what it would give is random. "
                "Name a cross-encoder that was trained to rank; a model that makes vectors is an encoder."
            )
        self.name = f"sentence-transformers/{name}{_revision(self._model)}"

    def grade(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """How well each text answers the question, (texts,); of a text that is too long, the beginning is read.

        Raises:
            EncoderError: what the model gives is no number.
        """
        if not texts:
            return np.empty(0, np.float64)
        pairs = [(question, text) for text in texts]
        grades = np.asarray(self._model.predict(pairs, activation_fn=_raw, show_progress_bar=False), np.float64)
        if not np.isfinite(grades).all():
            raise EncoderError(f"The reranker {self.name} gave a grade that is no number; name another one.")
        return grades


def _raw(logits: M) -> M:
    """Keep what the model gives: a sigmoid would bring all that are surely good to the same 1."""
    return logits


def _has_head(model: CrossEncoder) -> bool:
    """Whether the model came with the layer that grades; else the library makes one at random.

    A model of several modules brings its own (a dense layer, or the words "yes" and "no" of a language model).
    """
    architectures = getattr(model.config, "architectures", None) or [""]
    return len(model) > 1 or str(architectures[0]).endswith("ForSequenceClassification")


def _array(tensor: Any) -> NDArray[np.float32]:  # noqa: ANN401 (a torch tensor on any device)
    return cast("NDArray[np.float32]", tensor.detach().cpu().numpy())


def _revision(model: SentenceTransformer | CrossEncoder) -> str:
    """The commit of a model from the hub, so that a changed model has another name."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    commit = getattr(config, "_commit_hash", None)
    return f"@{commit[:12]}" if isinstance(commit, str) else ""


def _load(make: Callable[..., M], name: str, progress: Progress, what: str, otherwise: str) -> M:
    """Make a model of a name; `what` it is and what is there `otherwise` are for the messages."""
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    looks_like_path = name.startswith((".", "~", "/")) or "\\" in name
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _loaded(make, str(folder), name, what, otherwise)
    if looks_like_path:
        raise EncoderError(f"The {what} {name!r} is not a folder; give the folder of a sentence-transformers model.")
    try:
        return make(name, local_files_only=True)
    except (OSError, ValueError):
        progress(f"The {what} {name} is not in the local cache; asking the Hugging Face hub for it …")
    return _loaded(make, name, name, what, otherwise)


def _loaded(make: Callable[..., M], place: str, name: str, what: str, otherwise: str) -> M:
    try:
        return make(place, local_files_only=Path(place).is_dir())
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        reason = " ".join(str(error).split())
        raise EncoderError(
            f"The {what} {name!r} cannot be loaded ({reason}). Check the name; a model that is not on this machine "
            f"needs a network once; {otherwise}."
        ) from error
