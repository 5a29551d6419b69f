"""Late interaction on static token vectors: how well a passage's tokens cover a question's.

    s(q, p) = sum_t w_t * max_u max(cos(t, u) - 0.2, 0) / sum_t w_t

over the distinct tokens t of the question and u of the passage; w_t is the length of t's vector,
which training makes its importance. After ColBERT (Khattab & Zaharia 2020), without a network:
the vectors do not depend on context, so a passage is fully described by its token ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.static import StaticModel

FLOOR = 0.2
"""Cosine below which two tokens count as unrelated."""

_CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """The known tokens of n passages, ready to be scored again and again.

    `units` (m, d) are the unit vectors of the m distinct tokens of all passages; passage i holds
    the rows `columns[offsets[i]:offsets[i + 1]]` of it, in order and with repetitions, which
    change no maximum.
    """

    units: NDArray[np.float32]
    columns: NDArray[np.int64]
    offsets: NDArray[np.int64]

    @classmethod
    def build(
        cls, model: StaticModel, ids: NDArray[np.uint16], offsets: NDArray[np.int64]
    ) -> PassageTokens:
        """From token ids in order: passage i is `ids[offsets[i]:offsets[i + 1]]`."""
        vocabulary = model.distinct(ids)
        vocabulary = vocabulary[vocabulary != 0]
        column = np.full(model.vocabulary_size, -1, dtype=np.int64)
        column[vocabulary] = np.arange(len(vocabulary))
        columns = column[ids[offsets[0] : offsets[-1]]]
        known = columns >= 0
        before = np.concatenate([[0], np.cumsum(known)])
        return cls(model.unit_vectors(vocabulary), columns[known], before[offsets - offsets[0]])

    @classmethod
    def of_texts(cls, model: StaticModel, texts: Sequence[str]) -> PassageTokens:
        """Tokenize `texts` and prepare them."""
        ids = model.token_ids(texts)
        offsets = np.cumsum([0, *map(len, ids)], dtype=np.int64)
        return cls.build(model, np.concatenate([np.empty(0, np.uint16), *ids]), offsets)

    def select(self, passages: NDArray[np.integer]) -> PassageTokens:
        """The passages of the given numbers, in that order, sharing the token vectors."""
        length = np.diff(self.offsets)[passages]
        ends = np.cumsum(length)
        shift = self.offsets[passages] - (ends - length)
        index = np.arange(length.sum(), dtype=np.int64) + np.repeat(shift, length)
        offsets = np.concatenate([np.zeros(1, np.int64), ends]).astype(np.int64)
        return PassageTokens(self.units, self.columns[index], offsets)

    def __len__(self) -> int:
        """Number of passages."""
        return len(self.offsets) - 1


def late_scores(
    model: StaticModel, query_ids: NDArray[np.uint16], passages: PassageTokens
) -> NDArray[np.float32]:
    """s(q, p), float32 (n,), for n passages; 0 (nothing alike) to 0.8 (every token present).

    A question without a known token scores 0 everywhere.
    """
    scores = np.zeros(len(passages), dtype=np.float32)
    query = model.distinct(query_ids)
    query = query[query != 0]
    filled = np.flatnonzero(np.diff(passages.offsets))
    if not len(query) or not len(filled):
        return scores
    weights = model.weights(query)
    cosines = model.unit_vectors(query) @ passages.units.T
    # Weighting before the maximum spares a pass over all cells.
    np.maximum(cosines - FLOOR, 0, out=cosines)
    cosines *= (weights / weights.sum())[:, None]
    step = max(1, _CELLS_AT_ONCE // len(query))
    start = 0
    while start < len(filled):
        first = passages.offsets[filled[start]]
        ends = passages.offsets[filled[start:] + 1]
        stop = start + max(1, int(np.searchsorted(ends, first + step, "right")))
        block = filled[start:stop]
        columns = passages.columns[first : passages.offsets[block[-1] + 1]]
        for row in cosines:
            cells = row.take(columns)
            scores[block] += np.maximum.reduceat(cells, passages.offsets[block] - first)
        start = stop
    return scores


def alignment(
    model: StaticModel, query_ids: NDArray[np.uint16], passage_ids: NDArray[np.uint16]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """For each token of the question, in order, where in the passage it is met best.

    Returns positions in `passage_ids`, int32 (q,), the first of equals, and cosines, float32 (q,).
    Position -1 and cosine 0 stand for an unknown token or a passage without known tokens.
    """
    positions = np.full(len(query_ids), -1, dtype=np.int32)
    best = np.zeros(len(query_ids), dtype=np.float32)
    known = np.flatnonzero(passage_ids)
    asked = np.flatnonzero(query_ids)
    if len(known) and len(asked):
        cosines = model.unit_vectors(query_ids[asked]) @ model.unit_vectors(passage_ids[known]).T
        pick = cosines.argmax(axis=1)
        positions[asked] = known[pick]
        best[asked] = np.take_along_axis(cosines, pick[:, None], axis=1)[:, 0]
    return positions, best
