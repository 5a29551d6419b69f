"""English questions for Chinese passages, made from Chinese ones word by word.

English questions on Chinese passages are few, Chinese ones many. A text is the mean of its tokens,
whatever their order, so a gloss of a question trains what a translation of it would. Which words
translate each other is counted in the parallel sources: Dice's coefficient of token z and token e,
2 n(z, e) / (n(z) + n(e)), each pair of sentences counting by 1 / sqrt(its Chinese tokens), since
words of short sentences are the surer translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from tokenizers import Tokenizer

from embeddings.training.batches import EncodedSource, Texts

TIMES = {
    "pairs_cmrc2018_train": 2,
    "pairs_cmrc2018_trial": 2,
    "pairs_drcd_dev": 2,
    "pairs_crud_news_qa": 2,
    "pairs_stard": 1,
    "pairs_xinwenlianbo": 1,
    "pairs_gov_topic_sentence": 1,
    "own_questions": 2,
}
"""Sources that are glossed, and how often, each time with other words."""
SHARE = 0.6
"""Visits of the glosses of a question, as a share of those of the question."""

_HAN = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile("[a-z]+")
_LEAST_COUNT = 0.5
_LEAST_DICE = 0.03
_CHOICES = 4
_NEAR_BEST = 0.4
"""Share of the best translation's Dice that others must reach."""
_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Translations:
    """Of each of V tokens: up to four English tokens, 0 where there are none, and the cumulated
    shares by which they are drawn; both (V, 4)."""

    tokens: NDArray[np.uint16]
    cumulated: NDArray[np.float32]
    chinese: NDArray[np.bool_]
    """(V,) tokens that must be translated; others stand for themselves."""

    def gloss(self, texts: Texts, rng: np.random.Generator) -> Texts:
        """Each text with its Chinese tokens translated or, where nothing is known, dropped."""
        drawn = rng.random(len(texts.ids), dtype=np.float32)
        choice = (drawn[:, None] > self.cumulated[texts.ids]).sum(axis=1).clip(max=_CHOICES - 1)
        english = self.tokens[texts.ids, choice]
        ids = np.where(self.chinese[texts.ids], english, texts.ids)
        kept = ids != 0
        before = np.concatenate([[0], np.cumsum(kept)])
        return Texts(ids[kept], before[texts.offsets], texts.same)


def translations(tokenizer: Tokenizer, sources: Sequence[EncodedSource]) -> Translations:
    """Count translations in the sources whose names begin with `para`."""
    size = tokenizer.get_vocab_size()
    pieces = [""] * size
    for piece, number in tokenizer.get_vocab().items():
        pieces[number] = piece
    chinese = np.array([_HAN.fullmatch(p) is not None for p in pieces])
    latin = np.array([_LATIN.fullmatch(p) is not None for p in pieces])
    together = sparse.csr_matrix((size, size), dtype=np.float32)
    alone = np.zeros((2, size))
    for source in sources:
        if source.name.startswith("para"):
            for zh, en, weight in _blocks(source, chinese, latin):
                together += (sparse.diags(weight) @ zh).T @ en
                alone += [zh.T @ weight, en.T @ weight]
    table = together.tocoo()
    often = table.data > _LEAST_COUNT
    row, column, count = table.row[often], table.col[often], table.data[often]
    dice = 2 * count / (alone[0][row] + alone[1][column])
    return _ranked(row, column, np.where(dice > _LEAST_DICE, dice, 0), chinese)


def _ranked(
    row: NDArray[np.int32],
    column: NDArray[np.int32],
    dice: NDArray[np.float64],
    chinese: NDArray[np.bool_],
) -> Translations:
    """The best translations of each token, drawn in proportion to their Dice."""
    tokens = np.zeros((len(chinese), _CHOICES), np.uint16)
    shares = np.zeros((len(chinese), _CHOICES), np.float32)
    order = np.lexsort((column, -dice, row))
    row, column, dice = row[order], column[order], dice[order]
    first = np.searchsorted(row, row)
    place = np.arange(len(row)) - first
    kept = (place < _CHOICES) & (dice > 0) & (dice >= _NEAR_BEST * dice[first])
    tokens[row[kept], place[kept]] = column[kept]
    shares[row[kept], place[kept]] = dice[kept]
    total = np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    return Translations(tokens, np.cumsum(shares / total, axis=1, dtype=np.float32), chinese)


def _blocks(
    source: EncodedSource, chinese: NDArray[np.bool_], latin: NDArray[np.bool_]
) -> Iterator[tuple[sparse.csr_matrix, sparse.csr_matrix, NDArray[np.float32]]]:
    """Which Chinese and which English tokens occur in which pairs, both (n, V), and what the pairs
    weigh (n,)."""
    left, right = source.left, source.right
    if chinese[left.ids].mean() < chinese[right.ids].mean():
        left, right = right, left
    count = len(left.offsets) - 1
    for start in range(0, count, _ROWS):
        rows = slice(start, min(start + _ROWS, count))
        zh, en = _occurrences(left, rows, chinese), _occurrences(right, rows, latin)
        size = np.maximum(np.asarray(zh.sum(axis=1)).ravel(), 1)
        yield zh, en, (source.repeat / np.sqrt(size)).astype(np.float32)


def _occurrences(texts: Texts, rows: slice, kept: NDArray[np.bool_]) -> sparse.csr_matrix:
    offsets = texts.offsets[rows.start : rows.stop + 1]
    ids = texts.ids[offsets[0] : offsets[-1]]
    row = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))[kept[ids]]
    ids = ids[kept[ids]].astype(np.int64)
    shape = (len(offsets) - 1, len(kept))
    matrix = sparse.csr_matrix((np.ones(len(ids), np.float32), (row, ids)), shape=shape)
    matrix.data[:] = 1
    return matrix


def glossed(
    tokenizer: Tokenizer, sources: Sequence[EncodedSource], seed: int
) -> list[EncodedSource]:
    """Glosses of the sources in TIMES, and of our own questions, with their passages."""
    table = translations(tokenizer, sources)
    rng = np.random.default_rng(seed)
    found = []
    for source in sources:
        for number in range(TIMES.get(source.name, 0)):
            left = table.gloss(source.left, rng)
            filled = (np.diff(left.offsets) > 1) & (np.diff(source.right.offsets) > 0)
            repeat = SHARE * source.repeat / TIMES[source.name]
            name = f"gloss_{source.name}_{number}"
            usable = np.flatnonzero(filled)
            found.append(EncodedSource(name, left, source.right, usable, repeat, source.kind))
    return found
