"""The loss of both kinds of score: cross entropy over the pairs of a batch, both ways."""

from __future__ import annotations

import torch

TEMPERATURE = 0.05


def cross_entropy(scores: torch.Tensor, same: torch.Tensor) -> tuple[float, torch.Tensor]:
    """Mean of both directions' cross entropy of `scores` (n, n) / 0.05, targets on the diagonal
    (InfoNCE), and its gradient (n, n) by the scores.

    `same` (n, n) bool: True where the pairs i and j share a text on either side, which makes them
    no counterexamples of each other. Scores are at most 1, so the exponentials need no maximum
    taken off; that and the written gradient make it three times faster than autograd.
    """
    likely = ((scores - 1) / TEMPERATURE).exp_()
    diagonal = likely.diagonal().clone()
    likely.masked_fill_(same, 0)
    likely.diagonal().copy_(diagonal)
    by_row, by_column = likely.sum(dim=1), likely.sum(dim=0)
    loss = float((by_row.log() + by_column.log() - 2 * diagonal.log()).mean() / 2)
    # The softmax of each direction less the target.
    likely.mul_(by_row.reciprocal()[:, None] + by_column.reciprocal())
    likely.diagonal().sub_(2)
    return loss, likely.div_(2 * len(scores) * TEMPERATURE)
