"""The networks of the context model and of the cross-encoder as graphs that onnxruntime runs without torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from embeddings.context import LAYERS, TOKENIZER, TOKENS
from embeddings.cross import GRAPH, PASSAGE_TOKENS
from embeddings.fourbit import packed
from embeddings.training.graph import Graph, Weights
from embeddings.training.save import save_tensors

POSITIONS = 130
"""Tokens of a text that the context model reads, its first and last included."""
_GROUP = 32
"""Components of a token's vector that share a scale."""
_FAR = -1e4
_EPSILON = 1e-5


def write_layers(path: Path, weights: Weights, layers: int, heads: int) -> None:
    """One text at a time: `rows` (n, d), the vectors of its tokens and positions added, to `states` (n, d). The
    weights are those of an `Encoder`."""
    graph = Graph(weights)
    d = len(weights["ln.weight"])
    x = graph.norm("rows", "ln")
    for number in range(layers):
        x = graph.layer(x, f"layers.{number}", heads)
    graph.save(path, {"rows": ["n", d]}, (x, "states", ["n", d]))


def write_cross(path: Path, weights: Weights, apart: int, layers: int, heads: int) -> None:
    """A question and a stretch of a passage: `rows` (n, d), the vectors of the tokens of both, to `odds` (1, 1). `same` (n, n)
    is 1 for tokens of the same side, `sides` (n, d) is added to each side's, `hidden` (2, n) is a large
    negative number for the tokens of the other side. The weights are those of a `CrossNetwork`."""
    graph = Graph(weights)
    d = len(weights["encoder.ln.weight"])
    far, one = graph.constant("far", _FAR), graph.constant("one", 1)
    last = graph.constant("last", [-1], np.int64)
    other = graph.add("Mul", graph.add("Sub", one, "same"), far)
    own = graph.add("Mul", "same", far)
    x = graph.norm("rows", "encoder.ln")
    for number in range(apart):
        x = graph.layer(x, f"encoder.layers.{number}", heads, other)
    y = graph.norm(x, "words", _EPSILON)
    looking = graph.linear(y, "looking")
    looking = graph.add("Div", looking, graph.add("ReduceL2", looking, last, keepdims=1))
    cosines = graph.add("MatMul", looking, graph.add("Transpose", looking, perm=[1, 0]))
    sharp = graph.add("Mul", cosines, graph.constant("sharpness", weights["sharpness"]))
    found = graph.add("MatMul", graph.add("Softmax", graph.add("Add", sharp, own), axis=-1), y)
    nearest = graph.add("ReduceMax", graph.add("Add", cosines, own), last, keepdims=1)
    apart_from = graph.add("Abs", graph.add("Sub", y, found))
    rows = graph.add("Concat", y, found, graph.add("Mul", y, found), apart_from, axis=-1)
    compared = graph.add(
        "Add",
        graph.linear(rows, "compare"),
        graph.add("Mul", nearest, graph.constant("nearness", weights["nearness"])),
    )
    compared = graph.linear(graph.add("Gelu", compared), "told")
    x = graph.add("Add", graph.add("Add", x, compared), "sides")
    for number in range(apart, layers):
        x = graph.layer(x, f"encoder.layers.{number}", heads)
    x = graph.norm(x, "read", _EPSILON)
    gates = graph.add("Transpose", graph.linear(x, "gate"), perm=[1, 0])
    shares = graph.add("Softmax", graph.add("Add", gates, "hidden"), axis=-1)
    flat = graph.constant("flat", [1, 2 * d], np.int64)
    pooled = graph.add("Reshape", graph.add("MatMul", shares, x), flat)
    zero, first = graph.constant("zero", [0], np.int64), graph.constant("first", [1], np.int64)
    joined = graph.add("Concat", graph.add("Slice", x, zero, first, zero), pooled, axis=-1)
    odds = graph.linear(graph.add("Gelu", graph.linear(joined, "judge")), "verdict")
    graph.save(
        path,
        {"rows": ["n", d], "same": ["n", "n"], "sides": ["n", d], "hidden": [2, "n"]},
        (odds, "odds", [1, 1]),
        {
            "positions": weights["encoder.pos.weight"][: PASSAGE_TOKENS + 2].astype(np.float16),
            "sides": weights["sides"],
        },
    )


def save_context(
    folder: Path, tokenizer: Tokenizer, weights: Weights, layers: int, heads: int
) -> None:
    """Write what ContextModel loads, from the state of an `Encoder`: `word.weight` (V, d),
    `pos.weight` and those of the layers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    codes, scales = packed(weights["word.weight"], _GROUP)
    positions = weights["pos.weight"][:POSITIONS].astype(np.float16)
    save_tensors({"codes": codes, "scales": scales, "positions": positions}, folder / TOKENS)
    write_layers(folder / LAYERS, weights, layers, heads)


def save_cross(folder: Path, weights: Weights, apart: int, layers: int, heads: int) -> None:
    """Write what CrossEncoder loads, from the state of a `CrossNetwork`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_cross(folder / GRAPH, weights, apart, layers, heads)
