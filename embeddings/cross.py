"""A small transformer that reads a question and a stretch of a passage together, and says how surely the one answers the other.

Two vectors say how like two texts are; whether one answers the other is told by what their words are to each other. Two
layers read each text by itself, every word looks for its like on the other side and is given the difference, and
two more layers read both together (after Humeau et al. 2020 and MacAvaney et al. 2020, who let the two meet late, and Chen
et al. 2017, ESIM, who compare aligned words). It takes some seven milliseconds, five where the passage was read lately: so it is asked about
the best few passages only, and about the sentences of each that are most like the question.

The folder of the context model holds it: `apart.onnx` and `together.onnx` with their `.safetensors` (embeddings/fourbit.py), in the
last of which are also the `positions`, float16 (n, d). Tokens and their vectors are the context model's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from embeddings.context import (
    CONTEXT_FOLDER,
    FIRST,
    LAST,
    PASSAGE,
    QUESTION,
    ContextModel,
    Floats,
    Span,
    bundled_context,
    sentences,
)
from embeddings.embedder import EmbeddingError
from embeddings.fourbit import GraphModel
from embeddings.recent import Recent

APART, TOGETHER, WEIGHTS = "apart.onnx", "together.onnx", ".safetensors"
QUESTION_TOKENS, PASSAGE_TOKENS = 44, 92
"""Tokens of either that are read, those of QUESTION and PASSAGE included."""
_STRETCH = 130
"""Characters of a passage that are read."""
_LONGEST_SENTENCE = 160
_HIDDEN = np.float32(-1e4)
_KEPT = 128
"""Texts of which the words stay in memory as the lower layers made them, up to 144 kilobytes each."""


def stretch(text: str, sentence: int) -> Span:
    """One sentence of a passage, counted from 0, with those around it as far as they fit: code points."""
    spans = sentences(text) or [(0, len(text))]
    first, last = reach(spans, min(sentence, len(spans) - 1))
    start = spans[first][0]
    return start, min(spans[last][1], start + _LONGEST_SENTENCE)


def reach(spans: Sequence[Span], sentence: int) -> tuple[int, int]:
    """First and last of the sentences `spans` that are read around one, the following ones first."""
    first = last = sentence
    room = _STRETCH - _length(spans[sentence])
    while True:
        following = last + 1 < len(spans) and _length(spans[last + 1]) <= room
        if following:
            last += 1
            room -= _length(spans[last])
        before = first > 0 and _length(spans[first - 1]) <= room
        if before:
            first -= 1
            room -= _length(spans[first])
        if not following and not before:
            return first, last


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a stretch is to a question."""

    odds: float
    """Natural logarithm of the odds that the stretch answers it."""
    telling: Floats
    """(n,) of each of its tokens, how much it answers; sentences compare by their means, as logarithms of odds."""
    places: NDArray[np.int64]
    """(n, 2) where the tokens stand in the stretch, in code points."""

    def of(self, span: Span) -> float | None:
        """How much a part of the stretch answers; None if no token is in it."""
        inside = (self.places[:, 0] < span[1]) & (self.places[:, 1] > max(span[0], 0))
        return float(self.telling[inside].mean()) if inside.any() else None


class CrossEncoder:
    """Whether passages answer a question. Threads may share one; what was read lately is kept."""

    def __init__(self, folder: Path, context: ContextModel) -> None:
        """Use `load`.

        :raises OSError, SafetensorError, KeyError, ValueError: the files do not hold what they should.
        """
        self._context = context
        self._apart = _open(folder / APART)
        tensors = load_file((folder / TOGETHER).with_suffix(WEIGHTS))
        self._positions = tensors["positions"].astype(np.float32)
        self._together = GraphModel(folder / TOGETHER, tensors)
        self._lately: Recent[str, Floats] = Recent(_KEPT)

    @classmethod
    def load(cls, folder: Path | str, context: ContextModel) -> CrossEncoder:
        """Read the one in `folder`, made for the tokens of `context`.

        :raises EmbeddingError: a file is missing or damaged.
        """
        try:
            return cls(Path(folder), context)
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise EmbeddingError(
                f"no usable cross-encoder in {folder}: {error}; expected {APART} and {TOGETHER} with their"
                f" {WEIGHTS} as they were installed: install the program again"
            ) from error

    def read(self, question: str, passage: str) -> Judgement:
        """Whether a stretch of a passage answers the question, and where."""
        asked = self._states(QUESTION + question, QUESTION_TOKENS)
        held = self._states(PASSAGE + passage, PASSAGE_TOKENS)
        sides = np.repeat([0, 1], [len(asked), len(held)])
        hidden = np.where(sides == [[0], [1]], np.float32(0), _HIDDEN)
        odds, telling = self._together.run(asked=asked, held=held, hidden=hidden)
        places = self._context.places(PASSAGE + passage)[: len(held) - 2] - len(PASSAGE)
        return Judgement(float(odds[0, 0]), telling[1:-1, 0], places)

    def _states(self, text: str, most: int) -> Floats:
        """(n, d) what the layers that read each text by itself make of it."""
        if (known := self._lately.get(text)) is not None:
            return known
        ids = [FIRST, *self._context.tokens(text)[:most], LAST]
        (states,) = self._apart.run(rows=self._context.rows(ids) + self._positions[: len(ids)])
        self._lately.put(text, states)
        return states


def _open(graph: Path) -> GraphModel:
    return GraphModel(graph, load_file(graph.with_suffix(WEIGHTS)))


def _length(span: Span) -> int:
    return span[1] - span[0]


@cache
def bundled_cross_encoder() -> CrossEncoder:
    """The one that comes with the program, read once."""
    return CrossEncoder.load(CONTEXT_FOLDER, bundled_context())
