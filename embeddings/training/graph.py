"""Graphs in ONNX, node by node, and their matrices in four bits beside them (embeddings/fourbit.py)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from embeddings.fourbit import QUANTIZED, Tensors, packed, unpacked
from embeddings.training.rounding import GROUP, is_kept_in_four_bits
from embeddings.training.save import save_tensors

_OPSET = 20
_EPSILON = 1e-12

Weights = Mapping[str, NDArray[np.float32]]
Shape = Sequence[str | int]


class Graph:
    """Nodes and constants as they are added; each node's output is named by its number."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}
        self._matrices: Tensors = {}

    def constant(self, name: str, value: Any, kind: Any = np.float32) -> str:
        array = np.ascontiguousarray(np.array(value, kind))
        self._constants[name] = numpy_helper.from_array(array.reshape(np.shape(value)), name)
        return name

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:
        output = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(operation, inputs, [output], **attributes))
        return output

    def linear(self, x: str, name: str) -> str:
        weight = self._weights[f"{name}.weight"]
        if is_kept_in_four_bits(*weight.shape):
            codes, scales = packed(weight, GROUP)
            self._matrices |= {f"{name}.weight.codes": codes, f"{name}.weight.scales": scales}
            weight = unpacked(codes, scales)
        matrix = self.constant(f"{name}.weight", weight.T)
        bias = self.constant(f"{name}.bias", self._weights[f"{name}.bias"])
        return self.add("Add", self.add("MatMul", x, matrix), bias)

    def norm(self, x: str, name: str, epsilon: float = _EPSILON) -> str:
        parts = (
            self.constant(f"{name}.{p}", self._weights[f"{name}.{p}"]) for p in ("weight", "bias")
        )
        return self.add("LayerNormalization", x, *parts, axis=-1, epsilon=epsilon)

    def layer(self, x: str, name: str, heads: int) -> str:
        """A post-norm encoder layer (Devlin et al. 2019) of states (n, d), its weights `NAME.q.weight` (out, in) …: q, k, v,
        ao (attention's output), aln, fi, fo (feed forward), oln."""
        d = len(self._weights[f"{name}.oln.weight"])
        split = self.constant("split", [0, heads, d // heads], np.int64)
        joined = self.constant("joined", [0, d], np.int64)
        scale = self.constant("scale", [(d // heads) ** -0.5])
        q, k, v = (
            self.add("Transpose", self.add("Reshape", self.linear(x, f"{name}.{part}"), split), perm=perm)
            for part, perm in (("q", [1, 0, 2]), ("k", [1, 2, 0]), ("v", [1, 0, 2]))
        )  # fmt: skip
        likeness = self.add("Mul", self.add("MatMul", q, k), scale)
        read = self.add("MatMul", self.add("Softmax", likeness, axis=-1), v)
        read = self.add("Reshape", self.add("Transpose", read, perm=[1, 0, 2]), joined)
        x = self.norm(self.add("Add", x, self.linear(read, f"{name}.ao")), f"{name}.aln")
        inner = self.add("Gelu", self.linear(x, f"{name}.fi"))
        return self.norm(self.add("Add", x, self.linear(inner, f"{name}.fo")), f"{name}.oln")

    def save(
        self,
        path: Path,
        inputs: Mapping[str, Shape],
        outputs: Mapping[str, tuple[str, Shape]],
        beside: Tensors | None = None,
    ) -> None:
        """Write the graph at `path`, and its matrices, with what is `beside` them, under the same name.

        `outputs` are nodes by what they are called there, with their shapes.
        """
        for name, (node, _) in outputs.items():
            self._nodes.append(helper.make_node("Identity", [node], [name]))
        made = helper.make_graph(
            self._nodes,
            path.stem,
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in inputs.items()],
            [
                helper.make_tensor_value_info(n, TensorProto.FLOAT, s)
                for n, (_, s) in outputs.items()
            ],
            list(self._constants.values()),
        )
        model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)])
        model.ir_version = 9
        with tempfile.TemporaryDirectory() as folder:
            whole, quantized = Path(folder) / "whole.onnx", Path(folder) / "quantized.onnx"
            onnx.save(model, whole)
            # Seven of eight bits: processors without VNNI add two products in 16 bits, which eight overflow.
            quantize_dynamic(
                whole, quantized, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
            )
            model = onnx.load(quantized)
        tensors = self._matrices | _without_matrices(model, self._matrices)
        path.write_bytes(model.SerializeToString())
        save_tensors(tensors | (beside or {}), path.with_suffix(".safetensors"))


def _without_matrices(model: Any, matrices: Tensors) -> Tensors:
    """Leave the matrices of a quantized graph to who opens it; their steps."""
    names = {key.removesuffix(".codes") for key in matrices if key.endswith(".codes")}
    held = {tensor.name: tensor for tensor in model.graph.initializer}
    for name in names:
        tensor = held[name + QUANTIZED]
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        place = tensor.external_data.add()
        place.key, place.value = "location", "given"
    return {f"{n}.steps": numpy_helper.to_array(held[f"{n}_scale"]) for n in sorted(names)}
