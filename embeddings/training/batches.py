"""Training text as token ids, and batches of it as sparse averaging matrices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training.data import Pair, Source

LONGEST = 192
"""Tokens of a text that enter one batch; of longer texts a random window is taken each time."""

_CHUNK = 8_192


@dataclass(frozen=True, slots=True)
class Texts:
    """Token ids of n texts, concatenated: text i is `ids[offsets[i]:offsets[i + 1]]`.

    `same` numbers equal texts alike, so that a batch does not push a text from its own copy.
    """

    ids: NDArray[np.uint16]
    offsets: NDArray[np.int64]
    same: NDArray[np.int64]

    @staticmethod
    def encode(tokenizer: Tokenizer, texts: list[str]) -> Texts:
        """Encode `texts` in chunks; the unknown token is dropped, its vector is always zero."""
        parts: list[NDArray[np.uint16]] = []
        lengths = [0]
        for start in range(0, len(texts), _CHUNK):
            for encoding in tokenizer.encode_batch_fast(texts[start : start + _CHUNK]):
                ids = np.array(encoding.ids, dtype=np.uint16)
                parts.append(ids[ids != 0])
                lengths.append(len(parts[-1]))
        numbers: dict[str, int] = {}
        same = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
        empty = np.empty(0, dtype=np.uint16)
        return Texts(np.concatenate([empty, *parts]), np.cumsum(lengths, dtype=np.int64), same)


@dataclass(frozen=True, slots=True)
class EncodedSource:
    """A source whose pairs are `(left[i], right[i])`; pairs with an empty side are dropped."""

    name: str
    left: Texts
    right: Texts
    usable: NDArray[np.int64]
    repeat: float
    own: bool

    @staticmethod
    def encode(tokenizer: Tokenizer, source: Source) -> EncodedSource:
        """Both sides of `source` as token ids."""
        left, right = (
            Texts.encode(tokenizer, [pair[side] for pair in source.pairs]) for side in (0, 1)
        )
        filled = (np.diff(left.offsets) > 0) & (np.diff(right.offsets) > 0)
        return EncodedSource(
            source.name, left, right, np.flatnonzero(filled), source.repeat, source.own
        )


def averaging(
    sides: list[tuple[Texts, NDArray[np.int64]]], vocabulary: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], list[torch.Tensor]]:
    """The distinct tokens of some texts and, per side, the matrix that averages their rows.

    Returns the token ids (u,) and for each side a sparse CSR float32 matrix (texts, u) whose rows
    sum to one: `matrix @ weights[ids]` are the mean vectors.
    """
    flats, lengths = [], []
    for texts, rows in sides:
        start = texts.offsets[rows]
        length = texts.offsets[rows + 1] - start
        slack = np.maximum(length - LONGEST, 0)
        start = start + (rng.random(len(rows)) * (slack + 1)).astype(np.int64)
        length = np.minimum(length, LONGEST)
        ends = np.cumsum(length)
        index = np.arange(ends[-1]) + np.repeat(start - (ends - length), length)
        flats.append(texts.ids[index])
        lengths.append(length)
    seen = np.zeros(vocabulary, dtype=bool)
    for flat in flats:
        seen[flat] = True
    tokens = np.flatnonzero(seen)
    column = np.zeros(vocabulary, dtype=np.int32)
    column[tokens] = np.arange(len(tokens))
    matrices = []
    for flat, length in zip(flats, lengths, strict=True):
        matrices.append(
            torch.sparse_csr_tensor(
                torch.from_numpy(np.concatenate([[0], np.cumsum(length)]).astype(np.int32)),
                torch.from_numpy(column[flat]),
                torch.from_numpy(np.repeat(1.0 / length, length).astype(np.float32)),
                size=(len(length), len(tokens)),
                check_invariants=False,
            )
        )
    return tokens, matrices


class Sampler:
    """Endless batches: a source by its share of all visits, then its pairs in shuffled order."""

    def __init__(self, sources: list[EncodedSource], batch: int, rng: np.random.Generator) -> None:
        self._sources = [source for source in sources if len(source.usable) > 1]
        if not self._sources:
            raise ValueError("no source holds two usable pairs")
        visits = np.array([len(s.usable) * s.repeat for s in self._sources])
        # A source smaller than a batch would otherwise be drawn less often than it is visited.
        steps = visits / np.minimum(batch, [len(s.usable) for s in self._sources])
        self._share = steps / steps.sum()
        self._batch = batch
        self._rng = rng
        self._queues: dict[int, NDArray[np.int64]] = {}

    def draw(self) -> tuple[EncodedSource, NDArray[np.int64]]:
        """A source and the pair numbers (at most `batch`) of the next batch from it."""
        number = int(self._rng.choice(len(self._sources), p=self._share))
        source = self._sources[number]
        size = min(self._batch, len(source.usable))
        queue = self._queues.get(number, np.empty(0, dtype=np.int64))
        if len(queue) < size:
            queue = self._rng.permutation(source.usable)
        self._queues[number] = queue[size:]
        return source, queue[:size]


def pair_texts(pairs: list[Pair]) -> list[str]:
    """All texts of `pairs`, both sides."""
    return [text for pair in pairs for text in pair]
