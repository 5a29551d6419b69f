"""Matrices in four bits on disk, and the ONNX graphs that compute with them.

Rows are stored in groups of components that share a scale. A graph `NAME.onnx` knows the shapes of its large
matrices only; `NAME.safetensors` holds them as `M.codes` and `M.scales` (see `packed`) and `M.steps`, float32 (out,): the
graph computes with int8 rows, of which a step of row i counts `steps[i]`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tensors = dict[str, NDArray[np.generic]]
QUANTIZED = "_quantized"
"""Ends the name of a matrix in a graph."""


def packed(rows: Floats, group: int) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Four-bit codes (n, d / 2) of rows (n, d), the first half of a group in the low bits, and scales
    (n, d / group): sixteen steps from the largest component of the group, negative, to it."""
    grouped = rows.reshape(len(rows), -1, group)
    scales = (np.abs(grouped).max(axis=2) / 7.5).astype(np.float16)
    steps = grouped / np.maximum(scales.astype(np.float32), 1e-8)[:, :, None]
    codes = np.clip(np.floor(steps) + 8, 0, 15).astype(np.uint8)
    low, high = codes[:, :, : group // 2], codes[:, :, group // 2 :]
    return (low | high << 4).reshape(len(rows), -1), scales


def unpacked(codes: NDArray[np.generic], scales: NDArray[np.generic]) -> Floats:
    """The rows (n, d) that `packed` wrote, each component in the middle of its step."""
    count, groups = scales.shape
    pairs = codes.astype(np.uint8, copy=False).reshape(count, groups, -1)
    steps = np.concatenate([pairs & 15, pairs >> 4], axis=2).astype(np.float32) - 7.5
    steps *= scales.astype(np.float32)[:, :, None]
    return steps.reshape(count, -1)


class GraphModel:
    """A graph with its matrices. It runs in the thread that calls it; threads may share one."""

    def __init__(self, path: Path, tensors: Tensors) -> None:
        """Open the graph at `path` with the matrices among `tensors`.

        :raises ValueError: the graph is missing or damaged, or the matrices do not fit.
        :raises KeyError: a part of a matrix is missing.
        """
        # Takes as long to import as all the rest, and only a question needs it.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Several questions are answered at a time: threads of one would wait for those of the others.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        names = [key.removesuffix(".codes") for key in tensors if key.endswith(".codes")]
        # Kept, for the session does not copy them.
        self._matrices = [_matrix(tensors, name) for name in names]
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(m) for m in self._matrices]
        try:
            options.add_external_initializers([name + QUANTIZED for name in names], values)
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's have no base of their own
            raise ValueError(str(error)) from error

    def run(self, **inputs: Floats) -> tuple[Floats, ...]:
        """The outputs of the graph."""
        return tuple(self._session.run(None, inputs))


def _matrix(tensors: Tensors, name: str) -> NDArray[np.int8]:
    """(in, out) as the graph computes with it."""
    rows = unpacked(tensors[f"{name}.codes"], tensors[f"{name}.scales"])
    rows /= tensors[f"{name}.steps"].astype(np.float32)[:, None]
    return np.ascontiguousarray(np.rint(rows).astype(np.int8).T)
