"""Matrices that are learned as they are kept, in four bits (embeddings/fourbit.py)."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn.utils import parametrize

GROUP, TOKEN_GROUP = 64, 32
"""Components of a matrix, and of a token's vector, that share a scale."""
LEAST = 1024
"""Components from which a matrix is worth four bits."""


class InFourBits(nn.Module):
    """Rows as `fourbit.packed` keeps them; the gradient passes as if it did not."""

    def __init__(self, group: int) -> None:
        super().__init__()
        self.group = group

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        grouped = rows.detach().view(len(rows), -1, self.group)
        scales = (grouped.abs().amax(dim=2, keepdim=True) / 7.5).half().float().clamp(min=1e-8)
        steps = torch.floor(grouped / scales).clamp(-8, 7) + 0.5
        return rows + ((steps * scales).view_as(rows) - rows.detach())


def round_matrices(network: nn.Module) -> None:
    """From now on compute with matrices as they are kept, and learn what suits that."""
    for module in list(network.modules()):
        if isinstance(module, nn.Embedding) and module.weight.requires_grad:
            parametrize.register_parametrization(module, "weight", InFourBits(TOKEN_GROUP))
        elif isinstance(module, nn.Linear) and is_kept_in_four_bits(*module.weight.shape):
            parametrize.register_parametrization(module, "weight", InFourBits(GROUP))


def is_kept_in_four_bits(rows: int, columns: int) -> bool:
    """Whether a matrix of a graph is."""
    return rows * columns >= LEAST and columns % GROUP == 0


def keep_rounded(network: nn.Module) -> None:
    """End what `round_matrices` began, with the rounded matrices."""
    for module in list(network.modules()):
        if parametrize.is_parametrized(module):
            parametrize.remove_parametrizations(module, "weight", leave_parametrized=True)
