"""Build the ONNX graph of the bundled model. The only home of `onnx`.

Inputs `input_ids` and `attention_mask`, int64 (texts, tokens), padding on the right; output `last_hidden_state`,
float32 (texts, tokens, 384). The word embeddings stay in their 4 bits and are opened row by row, which costs nothing
in accuracy and saves 330 MB of memory. Operators of the domain `com.microsoft` are ONNX Runtime's own fused ones.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.bundled_model.install import Precision
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
    packed: NDArray[np.uint8] = levels[:, 0::2] | levels[:, 1::2] << 4
    return packed


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
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
            for name in ("input_ids", "attention_mask")
        ]
        outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", hidden])]
        graph = helper.make_graph(self.nodes, "multilingual-e5-small", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="isnad")

    def _constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _float(self, name: str) -> str:
        return self._constant(name, self.weights.floats[name])

    def _node(self, kind: str, inputs: list[str], output: str, domain: str = _MICROSOFT, **options: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **options))
        return output

    def _embeddings(self) -> str:
        """Word + position + type, normalised."""
        shape, floats = self.weights.shape, self.weights.floats
        words = self._words(self.weights.matrices["emb.word"])
        # All texts are of type 0, so its row can be added to every position once and for all.
        places = floats["emb.pos"].reshape(shape.positions, shape.hidden) + floats["emb.type"][: shape.hidden]
        self._constant("emb.place", places)
        self._constant("zero", np.array([0], np.int64))
        self._node("Shape", ["input_ids"], "emb.size", domain="", start=1)
        self._node("Slice", ["emb.place", "zero", "emb.size"], "emb.places", domain="")
        self._node("Add", [words, "emb.places"], "emb.sum", domain="")
        self._node("Cast", ["attention_mask"], "mask", domain="", to=TensorProto.INT32)
        return self._node(
            "LayerNormalization",
            ["emb.sum", self._float("emb.ln.w"), self._float("emb.ln.b")],
            "emb.out",
            domain="",
            epsilon=shape.epsilon,
        )

    def _words(self, matrix: Blocks) -> str:
        packed = pack_levels(matrix.levels ^ _ZERO_LEVEL)  # an unsigned level less 8 is the signed 4-bit number
        rows, columns = matrix.levels.shape
        self.constants.append(
            helper.make_tensor("emb.word", TensorProto.INT4, [rows, columns], packed.tobytes(), raw=True)
        )
        scales = self._constant("emb.word.scales", matrix.scales)
        options = {"gather_axis": 0, "quantize_axis": 1, "block_size": BLOCK}
        return self._node("GatherBlockQuantized", ["emb.word", "input_ids", scales], "emb.words", **options)

    def _layer(self, name: str, state: str) -> str:
        attended = self._attention(name, state)
        projected = self._product(f"{name}.ao", attended)
        middle = self._normalised(f"{name}.aln", projected, state, f"{name}.ao.b")
        widened = self._product(f"{name}.fi", middle)
        active = self._node("BiasGelu", [widened, self._float(f"{name}.fi.b")], f"{name}.gelu")
        narrowed = self._product(f"{name}.fo", active)
        return self._normalised(f"{name}.oln", narrowed, middle, f"{name}.fo.b")

    def _attention(self, name: str, state: str) -> str:
        parts = [self.weights.matrices[f"{name}.{part}.w"].dense().T for part in "qkv"]
        biases = [self.weights.floats[f"{name}.{part}.b"] for part in "qkv"]
        weight = self._constant(f"{name}.qkv.w", np.concatenate(parts, axis=1))
        bias = self._constant(f"{name}.qkv.b", np.concatenate(biases))
        return self._node(
            "Attention", [state, weight, bias, "mask"], f"{name}.attention", num_heads=self.weights.shape.heads
        )

    def _product(self, name: str, state: str) -> str:
        weight = self._constant(f"{name}.w", self.weights.matrices[f"{name}.w"].dense().T)
        return self._node("MatMul", [state, weight], f"{name}.product", domain="")

    def _normalised(self, name: str, state: str, skip: str, bias: str) -> str:
        inputs = [state, skip, self._float(f"{name}.w"), self._float(f"{name}.b"), self._float(bias)]
        return self._node("SkipLayerNormalization", inputs, f"{name}.out", epsilon=self.weights.shape.epsilon)
