"""A small transformer that reads a question and a stretch of a passage together, and says how surely the one answers the other.

Two vectors say how like two texts are; whether one answers the other is told by what their words are to each other. Two
layers read each text by itself, every word looks for its like on the other side and is given the difference, and
two more layers read both together (after Humeau et al. 2020 and MacAvaney et al. 2020, who let the two meet late, and Chen
et al. 2017, ESIM, who compare aligned words). It takes some three milliseconds, each time anew: so it is asked about
the best few passages only, and about the sentences of each that are most like the question.

The folder of the context model holds it: `cross.onnx` and `cross.safetensors` (embeddings/fourbit.py), where there are also the
`positions`, float16 (n, d), and what is added to the words of the question and of the passage, `sides`, float32 (2, d). Tokens
and their vectors are the context model's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
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
from embeddings.fourbit import GraphModel, Tensors

GRAPH, WEIGHTS = "cross.onnx", "cross.safetensors"
QUESTION_TOKENS, PASSAGE_TOKENS = 44, 92
"""Tokens of either that are read, those of QUESTION and PASSAGE included."""
_STRETCH = 130
"""Characters of a passage that are read."""
_LONGEST_SENTENCE = 160
_HIDDEN = np.float32(-1e4)


def stretch(text: str, sentence: int) -> str:
    """One sentence of a passage, counted from 0, with those around it as far as they fit."""
    spans = sentences(text) or [(0, len(text))]
    first, last = reach(spans, min(sentence, len(spans) - 1))
    return text[spans[first][0] : spans[last][1]][:_LONGEST_SENTENCE]


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


class CrossEncoder:
    """Log odds that passages answer a question. Threads may share one."""

    def __init__(self, context: ContextModel, graph: Path, tensors: Tensors) -> None:
        """Use `load`.

        :raises KeyError, ValueError: the files do not hold what they should.
        """
        self._context = context
        self._positions = tensors["positions"].astype(np.float32)
        self._sides = tensors["sides"].astype(np.float32)
        self._graph = GraphModel(graph, tensors)

    @classmethod
    def load(cls, folder: Path | str, context: ContextModel) -> CrossEncoder:
        """Read the one in `folder`, made for the tokens of `context`.

        :raises EmbeddingError: a file is missing or damaged.
        """
        folder = Path(folder)
        try:
            return cls(context, folder / GRAPH, load_file(folder / WEIGHTS))
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise EmbeddingError(
                f"no usable cross-encoder in {folder}: {error}; expected {GRAPH} and {WEIGHTS} as they were"
                " installed: install the program again"
            ) from error

    def odds(self, question: str, passages: Sequence[str]) -> Floats:
        """Natural logarithms, float32 (n,), of the odds that each of n stretches answers the question."""
        asked = self._rows(QUESTION + question, QUESTION_TOKENS)
        found = [self._odds(asked, self._rows(PASSAGE + p, PASSAGE_TOKENS)) for p in passages]
        return np.array(found, np.float32)

    def _odds(self, asked: Floats, held: Floats) -> float:
        rows = np.concatenate([asked, held])
        side = (np.arange(len(rows)) >= len(asked)).astype(np.int64)
        found = self._graph.run(
            rows=rows,
            same=(side[:, None] == side[None, :]).astype(np.float32),
            sides=self._sides[side],
            hidden=np.where(side[None, :] == [[0], [1]], np.float32(0), _HIDDEN),
        )
        return float(found[0, 0])

    def _rows(self, text: str, most: int) -> Floats:
        ids = [FIRST, *self._context.tokens(text)[:most], LAST]
        rows: Floats = self._context.rows(ids) + self._positions[: len(ids)]
        return rows


def _length(span: Span) -> int:
    return span[1] - span[0]


@cache
def bundled_cross_encoder() -> CrossEncoder:
    """The one that comes with the program, read once."""
    return CrossEncoder.load(CONTEXT_FOLDER, bundled_context())
