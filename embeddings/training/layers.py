"""The networks of the context model and of the cross-encoder as graphs that onnxruntime runs without torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from embeddings.context import LAYERS, TOKENIZER, TOKENS
from embeddings.cross import APART, PASSAGE_TOKENS, TOGETHER
from embeddings.fourbit import packed
from embeddings.training.graph import Graph, Weights
from embeddings.training.rounding import TOKEN_GROUP
from embeddings.training.save import save_tensors

POSITIONS = 130
"""Tokens of a text that the context model reads, its first and last included."""
_EPSILON = 1e-5


def write_layers(path: Path, weights: Weights, layers: int, heads: int) -> None:
    """One text at a time: `rows` (n, d), the vectors of its tokens and positions added, to `states` (n, d). The
    weights are those of an `Encoder`."""
    graph = Graph(weights)
    d = len(weights["ln.weight"])
    x = graph.norm("rows", "ln")
    for number in range(layers):
        x = graph.layer(x, f"layers.{number}", heads)
    graph.save(path, {"rows": ["n", d]}, {"states": (x, ["n", d])})


def write_together(path: Path, weights: Weights, apart: int, layers: int, heads: int) -> None:
    """What the layers from `apart` on make of a question and a stretch of a passage: `asked` (n, d) and `held` (m, d), what those
    before made of either, to `odds` (1, 1), and what each token of the stretch tells, `telling` (m, 1). `hidden` (2, n + m) is a large negative number for the tokens of
    the other side. The weights are those of a `CrossNetwork`."""
    graph = Graph(weights)
    d = len(weights["encoder.ln.weight"])
    last = graph.constant("last", [-1], np.int64)
    sharpness = graph.constant("sharpness", weights["sharpness"])
    words = [graph.norm(side, "words", _EPSILON) for side in ("asked", "held")]
    looking = [graph.linear(side, "looking") for side in words]
    looking = [
        graph.add("Div", side, graph.add("ReduceL2", side, last, keepdims=1)) for side in looking
    ]
    cosines = graph.add("MatMul", looking[0], graph.add("Transpose", looking[1], perm=[1, 0]))
    both = (cosines, graph.add("Transpose", cosines, perm=[1, 0]))
    likest = [
        graph.add("MatMul", graph.add("Softmax", graph.add("Mul", c, sharpness), axis=-1), other)
        for c, other in zip(both, reversed(words), strict=True)
    ]
    y, found = graph.add("Concat", *words, axis=0), graph.add("Concat", *likest, axis=0)
    nearest = [graph.add("ReduceMax", c, last, keepdims=1) for c in both]
    nearness = graph.add(
        "Mul",
        graph.add("Concat", *nearest, axis=0),
        graph.constant("nearness", weights["nearness"]),
    )
    different = graph.add("Abs", graph.add("Sub", y, found))
    rows = graph.add("Concat", y, found, graph.add("Mul", y, found), different, axis=-1)
    compared = graph.add("Gelu", graph.add("Add", graph.linear(rows, "compare"), nearness))
    sides = [
        graph.add("Add", side, graph.constant(f"sides.{i}", weights["sides"][i]))
        for i, side in enumerate(("asked", "held"))
    ]
    x = graph.add("Add", graph.add("Concat", *sides, axis=0), graph.linear(compared, "told"))
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
    asked = graph.add("Shape", "asked", start=0, end=1)
    whole = graph.constant("whole", [np.iinfo(np.int64).max], np.int64)
    telling = graph.linear(graph.add("Slice", x, asked, whole, zero), "telling")
    positions = weights["encoder.pos.weight"][: PASSAGE_TOKENS + 2].astype(np.float16)
    graph.save(
        path,
        {"asked": ["n", d], "held": ["m", d], "hidden": [2, "all"]},
        {"odds": (odds, [1, 1]), "telling": (telling, ["m", 1])},
        {"positions": positions},
    )


def save_context(
    folder: Path, tokenizer: Tokenizer, weights: Weights, layers: int, heads: int
) -> None:
    """Write what ContextModel loads, from the state of an `Encoder`: `word.weight` (V, d),
    `pos.weight` and those of the layers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    codes, scales = packed(weights["word.weight"], TOKEN_GROUP)
    positions = weights["pos.weight"][:POSITIONS].astype(np.float16)
    save_tensors({"codes": codes, "scales": scales, "positions": positions}, folder / TOKENS)
    write_layers(folder / LAYERS, weights, layers, heads)


def save_cross(folder: Path, weights: Weights, apart: int, layers: int, heads: int) -> None:
    """Write what CrossEncoder loads, from the state of a `CrossNetwork`."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {n.removeprefix("encoder."): w for n, w in weights.items() if n.startswith("encoder.")}
    write_layers(folder / APART, own, apart, heads)
    write_together(folder / TOGETHER, weights, apart, layers, heads)
