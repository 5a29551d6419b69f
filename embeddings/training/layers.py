"""Transformer layers as an ONNX graph with int8 weights, which onnxruntime runs without torch.

One text at a time: `rows` (n, d), the vectors of its tokens and positions added, to `states` (n, d).
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from embeddings.context import LAYERS, TOKENIZER, TOKENS, packed
from embeddings.training.save import save_tensors

POSITIONS = 130
"""Tokens of a text that the context model reads, its first and last included."""
_OPSET = 20
_EPSILON = 1e-12

Weights = Mapping[str, NDArray[np.float32]]


class _Graph:
    """Nodes and constants as they are added; each node's output is named by its number."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:
        output = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        return output

    def linear(self, x: str, name: str) -> str:
        weight = self.constant(f"{name}.weight", self._weights[f"{name}.weight"].T)
        bias = self.constant(f"{name}.bias", self._weights[f"{name}.bias"])
        return self.add("Add", self.add("MatMul", x, weight), bias)

    def norm(self, x: str, name: str) -> str:
        parts = (
            self.constant(f"{name}.{p}", self._weights[f"{name}.{p}"]) for p in ("weight", "bias")
        )
        return self.add("LayerNormalization", x, *parts, axis=-1, epsilon=_EPSILON)


def write_layers(path: Path, weights: Weights, layers: int, heads: int) -> None:
    """Write post-norm encoder layers (Devlin et al. 2019) with the given weights, named `ln.weight`,
    `layers.0.q.weight` (out, in) …: q, k, v, ao (attention's output), aln, fi, fo (feed forward), oln.
    """
    graph = _Graph(weights)
    d = len(weights["ln.weight"])
    split = graph.constant("split", np.array([0, heads, d // heads], np.int64))
    joined = graph.constant("joined", np.array([0, d], np.int64))
    scale = graph.constant("scale", np.array([(d // heads) ** -0.5], np.float32))
    x = graph.norm("rows", "ln")
    for number in range(layers):
        name = f"layers.{number}"
        q, k, v = (
            graph.add("Transpose", graph.add("Reshape", graph.linear(x, f"{name}.{part}"), split), perm=perm)
            for part, perm in (("q", [1, 0, 2]), ("k", [1, 2, 0]), ("v", [1, 0, 2]))
        )  # fmt: skip
        likeness = graph.add("Mul", graph.add("MatMul", q, k), scale)
        read = graph.add("MatMul", graph.add("Softmax", likeness, axis=-1), v)
        read = graph.add("Reshape", graph.add("Transpose", read, perm=[1, 0, 2]), joined)
        x = graph.norm(graph.add("Add", x, graph.linear(read, f"{name}.ao")), f"{name}.aln")
        inner = graph.add("Gelu", graph.linear(x, f"{name}.fi"))
        x = graph.norm(graph.add("Add", x, graph.linear(inner, f"{name}.fo")), f"{name}.oln")
    graph.nodes.append(helper.make_node("Identity", [x], ["states"]))
    ends = [
        helper.make_tensor_value_info(n, TensorProto.FLOAT, ["n", d]) for n in ("rows", "states")
    ]
    made = helper.make_graph(
        graph.nodes, "layers", ends[:1], ends[1:], list(graph.constants.values())
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)])
    model.ir_version = 9
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, whole)
        # Seven of eight bits: processors without VNNI add two products in 16 bits, which eight overflow.
        quantize_dynamic(
            whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


def save_context(
    folder: Path, tokenizer: Tokenizer, weights: Weights, layers: int, heads: int
) -> None:
    """Write what ContextModel loads, from the state of an `Encoder`: `word.weight` (V, d),
    `pos.weight` and those of the layers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    codes, scales = packed(weights["word.weight"])
    positions = weights["pos.weight"][:POSITIONS].astype(np.float16)
    save_tensors({"codes": codes, "scales": scales, "positions": positions}, folder / TOKENS)
    write_layers(folder / LAYERS, weights, layers, heads)
