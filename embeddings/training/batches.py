"""Training text as token ids, and batches of it as sparse averaging matrices."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training.data import Kind, Source

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
    """A source whose pairs are `(left[i], right[i])`; those with a side without
    known tokens are not `usable`."""

    name: str
    left: Texts
    right: Texts
    usable: NDArray[np.int64]
    repeat: float
    kind: Kind

    @staticmethod
    def encode(tokenizer: Tokenizer, source: Source) -> EncodedSource:
        """Both sides of `source` as token ids."""
        left, right = (
            Texts.encode(tokenizer, [pair[side] for pair in source.pairs]) for side in (0, 1)
        )
        filled = (np.diff(left.offsets) > 0) & (np.diff(right.offsets) > 0)
        usable = np.flatnonzero(filled)
        return EncodedSource(source.name, left, right, usable, source.repeat, source.kind)


@dataclass(frozen=True, slots=True)
class Averaging:
    """n texts as a sparse matrix over their u distinct tokens, and its transpose, both CSR float32.

    Rows sum to one: `matrix @ weights[tokens]` (n, d) are the mean vectors of the texts, and
    `transpose @ gradient` carries a gradient (n, d) of the means back to the tokens (u, d). The
    transpose is kept because multiplying by one made on the fly takes longer than all the rest.
    """

    tokens: torch.Tensor
    matrix: torch.Tensor
    transpose: torch.Tensor

    @staticmethod
    def of(
        sides: list[tuple[Texts, NDArray[np.int64]]], vocabulary: int, rng: np.random.Generator
    ) -> Averaging:
        """The chosen rows of each `(texts, rows)` in turn, cut to windows of LONGEST tokens."""
        flats, lengths = zip(*(windows(texts, rows, rng) for texts, rows in sides), strict=True)
        ids, length = np.concatenate(flats), np.concatenate(lengths)
        counts = np.bincount(ids, minlength=vocabulary)
        tokens = np.flatnonzero(counts)
        column = np.zeros(vocabulary, dtype=np.int32)
        column[tokens] = np.arange(len(tokens))
        row = np.repeat(np.arange(len(length), dtype=np.int32), length)
        value = np.repeat((1.0 / length).astype(np.float32), length)
        order = np.argsort(ids, kind="stable")
        return Averaging(
            torch.from_numpy(tokens),
            csr(length, column[ids], value, len(tokens)),
            csr(counts[tokens], row[order], value[order], len(length)),
        )


def windows(
    texts: Texts, rows: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Token ids, concatenated, of a random window of each text, and the windows' lengths."""
    start = texts.offsets[rows]
    length = texts.offsets[rows + 1] - start
    slack = np.maximum(length - LONGEST, 0)
    start = start + (rng.random(len(rows)) * (slack + 1)).astype(np.int64)
    length = np.minimum(length, LONGEST)
    ends = np.cumsum(length)
    index = np.arange(ends[-1]) + np.repeat(start - (ends - length), length)
    return texts.ids[index], length


def csr(
    lengths: NDArray[np.int64], columns: NDArray[np.int32], values: NDArray[np.float32], width: int
) -> torch.Tensor:
    """A CSR matrix (rows, width) from its row lengths."""
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sparse CSR tensor support is in beta")
        return torch.sparse_csr_tensor(
            torch.from_numpy(starts),
            torch.from_numpy(columns),
            torch.from_numpy(values),
            size=(len(lengths), width),
            check_invariants=False,
        )


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
