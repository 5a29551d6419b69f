"""A small transformer that reads a text whole: what its words mean together, in one vector.

Static vectors know words, not what they say to each other; a few layers of attention do, and take some thirty
times as long (benchmarks/LOG.md). So this model is asked about few texts only: a question and the paragraphs that
the static model ranks first.

The folder holds `tokens.safetensors`, the vectors of the tokens in four bits (`codes`, `scales`: embeddings/fourbit.py)
and of the `positions`, float16 (n, d); the layers in `layers.onnx` and `layers.safetensors`; and `tokenizer.json`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from embeddings.embedder import EmbeddingError
from embeddings.fourbit import GraphModel, Tensors, unpacked
from embeddings.recent import Recent
from embeddings.static import MODEL_FOLDER

CONTEXT_FOLDER = MODEL_FOLDER / "context"
TOKENS, TOKENIZER = "tokens.safetensors", "tokenizer.json"
LAYERS, LAYER_WEIGHTS = "layers.onnx", "layers.safetensors"
QUESTION, PASSAGE = "query: ", "passage: "
"""What the model was taught to see before either."""
FIRST, LAST = 0, 2
"""Tokens that begin and end a text."""
_KEPT = 10_000
"""Passages of which what was read stays in memory: 384 bytes for each and for each of its sentences."""
_PIECES = 4
"""Pieces of a passage that are read, each as long as the model reads at once."""
_KEPT_STATES = 64
"""Texts of which the tokens stay in memory as they were read, up to 192 kilobytes each: the paragraphs that the
last few questions ranked first."""

Floats = NDArray[np.float32]
Span = tuple[int, int]
Reading = NDArray[np.int8]
"""A passage as it was read: (1 + s, d), in proportion to its vector and to those of its sentences."""
_SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]*")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A passage in tokens, as it is read."""

    opening: int
    """Tokens of PASSAGE, which open each piece."""
    pieces: Sequence[Sequence[int]]
    places: NDArray[np.int64]
    """(t, 2) where the tokens of the pieces stand in the passage, those of PASSAGE left out."""


class ContextModel:
    """Vectors of whole texts. Threads may share one; what was read lately is kept."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        tensors: Tensors,
        graph: Path,
        weights: Tensors,
        fingerprint: str,
    ) -> None:
        """Use `load`. `fingerprint` are 32 hex digits of the SHA-256 of the four files.

        :raises KeyError: a tensor is missing.
        :raises ValueError: the layers do not hold what they should.
        """
        self.fingerprint = fingerprint
        self._tokenizer = tokenizer
        self._codes = tensors["codes"].astype(np.uint8, copy=False)
        self._scales = tensors["scales"]
        self._positions = tensors["positions"].astype(np.float32)
        self._layers = GraphModel(graph, weights)
        self._passages: Recent[str, Reading] = Recent(_KEPT)
        self._lately: Recent[tuple[int, ...], Floats] = Recent(_KEPT_STATES)
        self._encoded: Recent[str, Encoding] = Recent(_KEPT_STATES)

    @classmethod
    def load(cls, folder: Path | str) -> ContextModel:
        """Read the model in `folder`.

        :raises EmbeddingError: a file is missing or damaged.
        """
        folder = Path(folder)
        digest = hashlib.sha256()
        try:
            for name in (TOKENIZER, TOKENS, LAYERS, LAYER_WEIGHTS):
                digest.update((folder / name).read_bytes())
            return cls(
                Tokenizer.from_buffer((folder / TOKENIZER).read_bytes()),
                load_file(folder / TOKENS),
                folder / LAYERS,
                load_file(folder / LAYER_WEIGHTS),
                digest.hexdigest()[:32],
            )
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise EmbeddingError(
                f"no usable context model in {folder}: {error}; expected {TOKENIZER}, {TOKENS},"
                f" {LAYERS} and {LAYER_WEIGHTS} as they were installed: install the program again"
            ) from error

    @property
    def dimension(self) -> int:
        """Length d of a vector."""
        return int(self._positions.shape[1])

    def tokens(self, text: str) -> list[int]:
        """Ids of the tokens of a text, none added before or after."""
        return list(self._encode(text).ids)

    def places(self, text: str) -> NDArray[np.int64]:
        """(n, 2) where each of them stands in it, in code points."""
        return np.array(self._encode(text).offsets, np.int64).reshape(-1, 2)

    def _encode(self, text: str) -> Encoding:
        """The tokens of a text, which takes a tenth of the time of reading it: one question wants them twice."""
        if (known := self._encoded.get(text)) is None:
            known = self._tokenizer.encode(text)
            self._encoded.put(text, known)
        return known

    def rows(self, tokens: Sequence[int]) -> Floats:
        """Vectors float32 (n, d) of the tokens with n ids, without positions."""
        return unpacked(self._codes[tokens], self._scales[tokens])

    def question(self, text: str) -> Floats:
        """The unit vector (d,) of a question: the mean of what the layers make of its tokens."""
        mean: Floats = self._states(self.tokens(QUESTION + text)).mean(axis=0)
        mean /= max(float(np.linalg.norm(mean)), 1e-12)
        return mean

    def passage(self, text: str) -> Reading:
        """A passage, of which the beginning is read as a whole, and its sentences, read as `parts` are."""
        if (known := self._passages.get(text)) is not None:
            return known
        cut = self._cut(text)
        states = [self._states(piece) for piece in cut.pieces]
        own = np.concatenate([some[1 + cut.opening : -1] for some in states])
        parts = _means(own, cut.places, sentences(text))
        whole = states[0].mean(axis=0, keepdims=True)
        rows = np.concatenate([whole, parts[parts.any(axis=1)]])
        largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12)
        read: Reading = np.rint(rows * (127 / largest)).astype(np.int8)
        self._passages.put(text, read)
        return read

    def parts(self, text: str, spans: Sequence[Span], reading: Reading | None = None) -> Floats:
        """Unit vectors float32 (n, d) of n stretches of a passage, given in code points: the mean of what
        their words are in the passage; zero for one without words, or beyond what is read, some 800
        characters, piece by piece. Pieces of which the passage's `reading` tells the sentences asked for are not
        read again."""
        known = {} if reading is None else _told(text, reading)
        rows = np.zeros((len(spans), self.dimension), np.float32)
        new = []
        for i, span in enumerate(spans):
            if (told := known.get(_bare(text, span))) is not None:
                rows[i] = told
            else:
                new.append(i)
        if new:
            rows[new] = self._parts(text, [spans[i] for i in new])
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows

    def _parts(self, text: str, spans: Sequence[Span]) -> Floats:
        """(n, d) means of what the words of n stretches are; only the pieces that hold any are read."""
        cut = self._cut(text)
        states, start = np.zeros((len(cut.places), self.dimension), np.float32), 0
        for piece in cut.pieces:
            end = start + len(piece) - cut.opening
            held = cut.places[start:end]
            if any(((held[:, 0] < b) & (held[:, 1] > a)).any() for a, b in spans):
                states[start:end] = self._states(piece)[1 + cut.opening : -1]
            start = end
        return _means(states, cut.places, spans)

    def _cut(self, text: str) -> _Cut:
        """Pieces of a passage as long as are read at once, as many as are read, each after PASSAGE."""
        encoded = self._tokenizer.encode(PASSAGE + text)
        places = np.array(encoded.offsets, np.int64).reshape(-1, 2) - len(PASSAGE)
        opening = int(np.count_nonzero(places[:, 1] <= 0))
        at_once = len(self._positions) - 2 - opening
        read = encoded.ids[opening:][: at_once * _PIECES]
        pieces = [
            [*encoded.ids[:opening], *read[start : start + at_once]]
            for start in range(0, max(len(read), 1), at_once)
        ]
        return _Cut(opening, pieces, places[opening:][: len(read)])

    def _states(self, tokens: Sequence[int]) -> Floats:
        """(n, d) what the layers make of a first token, as many of `tokens` as are read, and a last one."""
        ids = [FIRST, *tokens[: len(self._positions) - 2], LAST]
        key = tuple(ids)
        if (known := self._lately.get(key)) is not None:
            return known
        rows = self.rows(ids) + self._positions[: len(ids)]
        (states,) = self._layers.run(rows=rows)
        self._lately.put(key, states)
        return states


def sentences(text: str) -> list[Span]:
    """What counts as a sentence here, wherever it stands: code points."""
    return [found.span() for found in _SENTENCE.finditer(text)]


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


def _told(text: str, reading: Reading) -> dict[Span, Floats]:
    """What a passage's reading tells of its sentences; nothing, if some were not read or have no words, as it does not
    say which."""
    spans, rows = sentences(text), reading[1:].astype(np.float32)
    if len(spans) != len(rows):
        return {}
    return {_bare(text, span): row for span, row in zip(spans, rows, strict=True)}


def _bare(text: str, span: Span) -> Span:
    """Without white space at either end."""
    piece = text[slice(*span)]
    return span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())


def _means(states: Floats, places: NDArray[np.int64], spans: Sequence[Span]) -> Floats:
    """(n, d) means of the states (t, d) of the tokens at `places` (t, 2) that lie in each span; zero for none."""
    rows = np.zeros((len(spans), states.shape[1]), np.float32)
    for row, (start, end) in zip(rows, spans, strict=True):
        inside = (places[:, 0] < end) & (places[:, 1] > start)
        if inside.any():
            row[:] = states[inside].mean(axis=0)
    return rows


@cache
def bundled_context() -> ContextModel:
    """The model that comes with the program, read once."""
    return ContextModel.load(CONTEXT_FOLDER)
