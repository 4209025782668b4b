"""Build the ONNX graph of the bundled model. The only home of `onnx`.

Input `input_ids`, int64 (texts, tokens), all texts of one length, since there is no mask; output `last_hidden_state`,
float32 (texts, tokens, 384). The word embeddings stay in their 4 bits and are opened row by row, which costs nothing
in accuracy and saves 330 MB of memory. Operators of the domain `com.microsoft` are ONNX Runtime's own fused ones.
"""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.bundled_model.install import Precision
from index.bundled_model.outliers import outliers
from index.bundled_model.weights import BLOCK, Blocks, Weights

_MICROSOFT = "com.microsoft"
_OPSET = 17
_IR_VERSION = 8
_ZERO_LEVEL = 8


def write_graph(weights: Weights, path: Path, precision: Precision) -> None:
    """Write the model in the asked precision to `path`."""
    onnx.save_model(_Graph(weights, precision).model(), str(path))


def pack_levels(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two 4-bit levels a byte, the first one in the low half: (rows, columns) -> (rows, columns / 2)."""
    return levels[:, 0::2] | (levels[:, 1::2] << np.uint8(4))


def quantised(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The nearest int8 matrix and the scale of each of its columns: matrix ≈ int8 * scales."""
    scales = np.maximum(np.abs(matrix).max(axis=0), np.float32(1e-12)) / np.float32(127)
    return np.rint(matrix / scales).astype(np.int8), scales


class _Graph:
    """Collects nodes and constants from the bottom of the network to its top."""

    def __init__(self, weights: Weights, precision: Precision) -> None:
        self.weights = weights
        self.precision = precision
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        hidden = self.weights.shape.hidden
        state = self._embeddings()
        for layer in range(self.weights.shape.layers):
            state = self._layer(f"l{layer}", state)
        self.nodes[-1].output[0] = "last_hidden_state"
        inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])]
        outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", hidden])]
        graph = helper.make_graph(self.nodes, "multilingual-e5-small", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="isnad")

    def _constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _float(self, name: str) -> str:
        return self._constant(name, self.weights.floats[name])

    def _standard(self, kind: str, inputs: list[str], output: str, **options: int | float) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], output, None, None, None, **options))
        return output

    def _fused(self, kind: str, inputs: list[str], output: str, **options: int | float) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], output, None, _MICROSOFT, None, **options))
        return output

    def _embeddings(self) -> str:
        """Word + position + type, normalised."""
        shape, floats = self.weights.shape, self.weights.floats
        words = self._words(self.weights.matrices["emb.word"])
        # All texts are of type 0, so its row can be added to every position once and for all.
        self._constant("emb.place", floats["emb.pos"].reshape(-1, shape.hidden) + floats["emb.type"][: shape.hidden])
        self._constant("zero", np.array([0], np.int64))
        self._standard("Shape", ["input_ids"], "emb.size", start=1)
        self._standard("Slice", ["emb.place", "zero", "emb.size"], "emb.places")
        self._standard("Add", [words, "emb.places"], "emb.sum")
        norm = ["emb.sum", self._float("emb.ln.w"), self._float("emb.ln.b")]
        return self._standard("LayerNormalization", norm, "emb.out", epsilon=shape.epsilon)

    def _words(self, matrix: Blocks) -> str:
        signed = pack_levels(matrix.levels ^ np.uint8(_ZERO_LEVEL))  # a level less 8 is the signed 4-bit number
        rows, columns = matrix.levels.shape
        self.constants.append(
            helper.make_tensor("emb.word", TensorProto.INT4, [rows, columns], signed.tobytes(), raw=True)
        )
        inputs = ["emb.word", "input_ids", self._constant("emb.word.scales", matrix.scales)]
        return self._fused(
            "GatherBlockQuantized", inputs, "emb.words", gather_axis=0, quantize_axis=1, block_size=BLOCK
        )

    def _layer(self, name: str, state: str) -> str:
        attended = self._attention(name, state)
        projected = self._product(f"{name}.ao", attended, self._dense(f"{name}.ao"))
        middle = self._normalised(f"{name}.aln", projected, state, f"{name}.ao.b")
        widened = self._product(f"{name}.fi", middle, self._dense(f"{name}.fi"))
        active = self._fused("BiasGelu", [widened, self._float(f"{name}.fi.b")], f"{name}.gelu")
        narrowed = self._product(f"{name}.fo", active, self._dense(f"{name}.fo"))
        return self._normalised(f"{name}.oln", narrowed, middle, f"{name}.fo.b")

    def _dense(self, name: str) -> NDArray[np.float32]:
        """The matrix (inputs, outputs)."""
        return self.weights.matrices[f"{name}.w"].dense().T

    def _attention(self, name: str, state: str) -> str:
        matrix = np.concatenate([self._dense(f"{name}.{part}") for part in "qkv"], axis=1)
        biases = np.concatenate([self.weights.floats[f"{name}.{part}.b"] for part in "qkv"])
        heads, output = self.weights.shape.heads, f"{name}.attention"
        bias = self._constant(f"{name}.qkv.b", biases)
        if self.precision == "float":
            weight = self._constant(f"{name}.qkv.w", matrix)
            return self._fused("Attention", [state, weight, bias], output, num_heads=heads)
        product = self._product(f"{name}.qkv", state, matrix)
        parts = [f"{name}.{part}.state" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [product], parts, f"{name}.qkv.split", None, None, None, axis=-1))
        return self._fused("MultiHeadAttention", [*parts, bias], output, num_heads=heads)

    def _product(self, name: str, state: str, matrix: NDArray[np.float32]) -> str:
        """State times matrix, without bias."""
        output = f"{name}.product"
        if self.precision == "float":
            return self._standard("MatMul", [state, self._constant(f"{name}.w", matrix)], output)
        apart = outliers(name)
        if not apart:
            return self._int8_product(name, state, matrix, output)
        masked = np.ones(len(matrix), np.float32)
        masked[apart] = 0
        rest = self._standard("Mul", [state, self._constant(f"{name}.rest", masked)], f"{name}.masked")
        most = self._int8_product(name, rest, matrix * masked[:, None], f"{name}.most")
        channels = self._constant(f"{name}.outliers", np.array(apart, np.int64))
        gathered = self._standard("Gather", [state, channels], f"{name}.gathered", axis=-1)
        few = self._standard("MatMul", [gathered, self._constant(f"{name}.few.w", matrix[apart])], f"{name}.few")
        return self._standard("Add", [most, few], output)

    def _int8_product(self, name: str, state: str, matrix: NDArray[np.float32], output: str) -> str:
        levels, scales = quantised(matrix)
        inputs = [state, self._constant(f"{name}.w", levels), self._constant(f"{name}.scales", scales)]
        return self._fused("DynamicQuantizeMatMul", inputs, output)

    def _normalised(self, name: str, state: str, skip: str, bias: str) -> str:
        inputs = [state, skip, self._float(f"{name}.w"), self._float(f"{name}.b"), self._float(bias)]
        return self._fused("SkipLayerNormalization", inputs, f"{name}.out", epsilon=self.weights.shape.epsilon)
