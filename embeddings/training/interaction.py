"""Loss on the late interaction score itself, with its gradient written out.

The score is that of embeddings/late.py, which retrieval ranks by: each distinct token of a question
counts by its importance, the length of its vector, times its best cosine with a token of the
passage above the floor. The maximum lets a gradient through to one token of the passage only, so
that the way back is a sparse product: a step costs a fifth of what autograd would take.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from embeddings.late import FLOOR
from embeddings.training.batches import Texts, csr, windows
from embeddings.training.softmax import cross_entropy

_NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True)
class Bags:
    """The distinct tokens of n texts: text i holds `tokens[columns[offsets[i]:offsets[i + 1]]]`."""

    tokens: torch.Tensor
    columns: torch.Tensor
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Texts, rows: NDArray[np.int64], rng: np.random.Generator) -> Bags:
        """Of the chosen texts, each cut to a random window if it is long."""
        ids, lengths = windows(texts, rows, rng)
        owner = np.repeat(np.arange(len(rows), dtype=np.int64), lengths)
        pairs = np.unique(owner << 16 | ids)
        tokens, columns = np.unique(pairs & 0xFFFF, return_inverse=True)
        offsets = np.searchsorted(pairs >> 16, np.arange(len(rows) + 1))
        return cls(torch.from_numpy(tokens), torch.from_numpy(columns), offsets.astype(np.int64))

    @property
    def owners(self) -> torch.Tensor:
        """(N,) the text of each of `columns`."""
        return torch.from_numpy(np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets)))


def interaction_loss(
    weights: torch.Tensor, queries: Bags, passages: Bags, same: torch.Tensor
) -> tuple[float, torch.Tensor, torch.Tensor]:
    """Mean cross entropy, both ways, of queries i with passages i among the n of a batch.

    `same` as for `contrastive_loss`. Returns the loss and its gradients by the vectors of
    `queries.tokens` and `passages.tokens`.
    """
    count = len(same)
    lengths, asked = _units(weights[queries.tokens])
    held_lengths, held = _units(weights[passages.tokens])
    cosines = held @ asked.T
    best = torch.empty(count, len(asked))
    at = torch.empty(count, len(asked), dtype=torch.long)
    for passage in range(count):
        columns = passages.columns[passages.offsets[passage] : passages.offsets[passage + 1]]
        best[passage], first = cosines[columns].max(dim=0)
        at[passage] = columns[first]
    met = best > FLOOR
    excess = torch.where(met, best - FLOOR, 0.0)

    owner, column = queries.owners, queries.columns
    total = torch.zeros(count).index_add_(0, owner, lengths[column])
    importance = torch.zeros(count, len(asked))
    importance[owner, column] = lengths[column] / total[owner]
    loss, by_score = cross_entropy(importance @ excess.T, same)

    # Back through the weighted sum to the importances, which share one total per question.
    by_importance = (by_score @ excess)[owner, column]
    shared = torch.zeros(count).index_add_(0, owner, by_importance * importance[owner, column])
    by_length = torch.zeros(len(asked)).index_add_(
        0, column, (by_importance - shared[owner]) / total[owner]
    )
    # And to the cosines that were the best ones.
    by_cosine = ((by_score.T @ importance) * met).T.reshape(-1)
    kept = torch.nonzero(by_cosine.abs() > _NEGLIGIBLE).squeeze(1)
    value, row, where = by_cosine[kept], kept // count, at.T.reshape(-1)[kept]
    order = torch.argsort(where, stable=True)
    by_asked = _sparse(row, where, value, (len(asked), len(held))) @ held
    by_held = _sparse(where[order], row[order], value[order], (len(held), len(asked))) @ asked
    return (
        loss,
        _through_length(by_asked, asked, lengths) + by_length[:, None] * asked,
        _through_length(by_held, held, held_lengths),
    )


def _units(vectors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = vectors.norm(dim=1).clamp_(min=1e-8)
    return lengths, vectors / lengths[:, None]


def _through_length(
    gradient: torch.Tensor, units: torch.Tensor, lengths: torch.Tensor
) -> torch.Tensor:
    """By the vectors, from by their unit vectors: only what is perpendicular changes direction."""
    return (gradient - (gradient * units).sum(dim=1, keepdim=True) * units) / lengths[:, None]


def _sparse(
    rows: torch.Tensor, columns: torch.Tensor, values: torch.Tensor, shape: tuple[int, int]
) -> torch.Tensor:
    """A CSR matrix from entries in order of their rows; entries of one place add up."""
    counts = np.bincount(rows.numpy(), minlength=shape[0])
    return csr(counts, columns.numpy().astype(np.int32), values.numpy(), shape[1])
