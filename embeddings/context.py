"""A small transformer that reads a text whole: what its words mean together, in one vector.

Static vectors know words, not what they say to each other; a few layers of attention do, and take some thirty
times as long (benchmarks/LOG.md). So this model is asked about few texts only: a question and the paragraphs that
the static model ranks first.

The folder holds `tokens.safetensors`, the vectors of the tokens in four bits (`codes`, uint8 (V, d / 2), two
to a byte; `scales`, float16 (V, d / 32)) and of the `positions`, float16 (n, d); `layers.onnx`, the layers,
whose weights are int8; and `tokenizer.json`.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from embeddings.embedder import EmbeddingError
from embeddings.static import MODEL_FOLDER

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

CONTEXT_FOLDER = MODEL_FOLDER / "context"
TOKENS, LAYERS, TOKENIZER = "tokens.safetensors", "layers.onnx", "tokenizer.json"
GROUP = 32
"""Components of a token's vector that share a scale."""
QUESTION, PASSAGE = "query: ", "passage: "
"""What the model was taught to see before either."""
FIRST, LAST = 0, 2
"""Tokens that begin and end a text."""
_KEPT = 10_000
"""Passages of which what was read stays in memory: 384 bytes for each and for each of its sentences."""
_PIECES = 4
"""Pieces of a passage that are read for its parts, each as long as the model reads at once."""
_KEPT_STATES = 64
"""Texts of which the tokens stay in memory as they were read, up to 192 kilobytes each: the paragraphs that the
last few questions ranked first."""

K = TypeVar("K")
V = TypeVar("V")
Floats = NDArray[np.float32]
Span = tuple[int, int]
Reading = NDArray[np.int8]
"""A passage as it was read: (1 + s, d), in proportion to its vector and to those of its sentences."""
SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]*")
"""What counts as a sentence here, wherever it stands."""


class _Recent(Generic[K, V]):
    """The values used last, `most` of them; threads may share one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._held[key] = value
            while len(self._held) > self._most:
                self._held.popitem(last=False)


class ContextModel:
    """Vectors of whole texts. Threads may share one; what was read lately is kept."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        tensors: dict[str, NDArray[np.generic]],
        layers: InferenceSession,
        fingerprint: str,
    ) -> None:
        """Use `load`. `fingerprint` are 32 hex digits of the SHA-256 of the three files.

        :raises KeyError: a tensor is missing.
        """
        self.fingerprint = fingerprint
        self._tokenizer = tokenizer
        self._codes = tensors["codes"].astype(np.uint8, copy=False)
        self._scales = tensors["scales"]
        self._positions = tensors["positions"].astype(np.float32)
        self._layers = layers
        self._passages: _Recent[str, Reading] = _Recent(_KEPT)
        self._lately: _Recent[tuple[int, ...], Floats] = _Recent(_KEPT_STATES)

    @classmethod
    def load(cls, folder: Path | str) -> ContextModel:
        """Read the model in `folder`.

        :raises EmbeddingError: a file is missing or damaged.
        """
        folder = Path(folder)
        digest = hashlib.sha256()
        try:
            for name in (TOKENIZER, TOKENS, LAYERS):
                digest.update((folder / name).read_bytes())
            tokenizer = Tokenizer.from_buffer((folder / TOKENIZER).read_bytes())
            tensors = load_file(folder / TOKENS)
            layers = _session(folder / LAYERS)
            return cls(tokenizer, tensors, layers, digest.hexdigest()[:32])
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise EmbeddingError(
                f"no usable context model in {folder}: {error}; expected {TOKENIZER}, {TOKENS} and"
                f" {LAYERS} as they were installed: install the program again"
            ) from error

    @property
    def dimension(self) -> int:
        """Length d of a vector."""
        return int(self._positions.shape[1])

    def question(self, text: str) -> Floats:
        """The unit vector (d,) of a question: the mean of what the layers make of its tokens."""
        mean: Floats = self._states(self._tokenizer.encode(QUESTION + text).ids).mean(axis=0)
        mean /= max(float(np.linalg.norm(mean)), 1e-12)
        return mean

    def passage(self, text: str) -> Reading:
        """A passage, of which the beginning is read, and each sentence of that."""
        if (known := self._passages.get(text)) is not None:
            return known
        encoded = self._tokenizer.encode(PASSAGE + text)
        states = self._states(encoded.ids)
        places = np.array(encoded.offsets, np.int64).reshape(-1, 2)[: len(states) - 2]
        spans = [found.span() for found in SENTENCE.finditer(text)]
        parts = _means(states[1:-1], places - len(PASSAGE), spans)
        rows = np.concatenate([states.mean(axis=0, keepdims=True), parts[parts.any(axis=1)]])
        largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12)
        read: Reading = np.rint(rows * (127 / largest)).astype(np.int8)
        self._passages.put(text, read)
        return read

    def parts(self, text: str, spans: Sequence[Span]) -> Floats:
        """Unit vectors float32 (n, d) of n stretches of a passage, given in code points: the mean of what
        their words are in the passage; zero for one without words, or beyond what is read, some 800
        characters, piece by piece."""
        encoded = self._tokenizer.encode(PASSAGE + text)
        places = np.array(encoded.offsets, np.int64).reshape(-1, 2) - len(PASSAGE)
        own = int(np.count_nonzero(places[:, 1] <= 0))  # tokens of PASSAGE, which opens each piece
        places = places[own:]
        pieces = [np.empty((0, self.dimension), np.float32)]
        at_once = len(self._positions) - 2 - own
        for start in range(own, len(encoded.ids), at_once)[:_PIECES]:
            ids = [*encoded.ids[:own], *encoded.ids[start : start + at_once]]
            pieces.append(self._states(ids)[own + 1 : -1])
        states = np.concatenate(pieces)
        rows = _means(states, places[: len(states)], spans)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows

    def _states(self, tokens: Sequence[int]) -> Floats:
        """(n, d) what the layers make of a first token, as many of `tokens` as are read, and a last one."""
        ids = [FIRST, *tokens[: len(self._positions) - 2], LAST]
        key = tuple(ids)
        if (known := self._lately.get(key)) is not None:
            return known
        rows = unpacked(self._codes[ids], self._scales[ids]) + self._positions[: len(ids)]
        states: Floats = self._layers.run(None, {"rows": rows})[0]
        self._lately.put(key, states)
        return states


def likeness(question: Floats, readings: Sequence[Reading]) -> Floats:
    """How like n > 0 passages are to a question's unit vector (d,), as they were read: float32 (n,), the mean of the cosine
    with the passage and of that with its likest sentence."""
    rows = np.concatenate(readings).astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    cosines = rows @ question
    firsts = np.cumsum([0, *(len(reading) for reading in readings[:-1])])
    whole = cosines[firsts]
    alone = np.array([len(reading) == 1 for reading in readings])
    cosines[firsts[~alone]] = -1.0  # leaves the sentences of those that have any
    return np.asarray((whole + np.maximum.reduceat(cosines, firsts)) / 2, np.float32)


def _means(states: Floats, places: NDArray[np.int64], spans: Sequence[Span]) -> Floats:
    """(n, d) means of the states (t, d) of the tokens at `places` (t, 2) that lie in each span; zero for none."""
    rows = np.zeros((len(spans), states.shape[1]), np.float32)
    for row, (start, end) in zip(rows, spans, strict=True):
        inside = (places[:, 0] < end) & (places[:, 1] > start)
        if inside.any():
            row[:] = states[inside].mean(axis=0)
    return rows


def packed(rows: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Four-bit codes (n, d / 2) of rows (n, d), the first half of a group of 32 in the low bits, and scales
    (n, d / 32): sixteen steps from the largest component of the group, negative, to it."""
    grouped = rows.reshape(len(rows), -1, GROUP)
    scales = (np.abs(grouped).max(axis=2) / 7.5).astype(np.float16)
    steps = grouped / np.maximum(scales.astype(np.float32), 1e-8)[:, :, None]
    codes = np.clip(np.floor(steps) + 8, 0, 15).astype(np.uint8)
    low, high = codes[:, :, : GROUP // 2], codes[:, :, GROUP // 2 :]
    return (low | high << 4).reshape(len(rows), -1), scales


def unpacked(codes: NDArray[np.uint8], scales: NDArray[np.generic]) -> Floats:
    """The rows (n, d) that `packed` wrote, each component in the middle of its step."""
    pairs = codes.reshape(len(codes), -1, GROUP // 2)
    steps = np.concatenate([pairs & 15, pairs >> 4], axis=2).astype(np.float32) - 7.5
    steps *= scales.astype(np.float32)[:, :, None]
    return steps.reshape(len(codes), -1)


def _session(path: Path) -> InferenceSession:
    # Takes as long to import as all the rest, and only a question needs it.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Several questions are answered at a time: threads of one would wait for those of the others.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's have no base of their own
        raise ValueError(str(error)) from error


@cache
def bundled_context() -> ContextModel:
    """The model that comes with the program, read once."""
    return ContextModel.load(CONTEXT_FOLDER)
