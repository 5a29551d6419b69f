"""Train token vectors: a text is the mean of its tokens' vectors, and pairs find each other.

Loss: cross entropy of cosine / 0.05 over the batch, in both directions (InfoNCE). Training makes
the length of a token's vector its importance: the mean leans towards tokens that tell texts apart.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from embeddings.training.batches import EncodedSource, Sampler, averaging

log = logging.getLogger(__name__)

TEMPERATURE = 0.05


@dataclass(frozen=True, slots=True)
class Schedule:
    """Sizes and lengths of a run. `own_steps` at the end draw own pairs with `own_share`."""

    dimension: int = 256
    batch: int = 2048
    steps: int = 2500
    own_steps: int = 500
    own_share: float = 0.5
    rate: float = 0.01


class RowAdam:
    """Adam (Kingma & Ba 2015) over a matrix of which each step touches few rows.

    Rows without a gradient keep their moments, as in torch.optim.SparseAdam; rows are updated in
    place without ever building a sparse gradient, which costs more than the step itself.
    """

    def __init__(self, weights: torch.Tensor) -> None:
        self.weights = weights
        self._first = torch.zeros_like(weights)
        self._second = torch.zeros_like(weights)
        self._step = 0

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        """Update `weights[rows]` (u, d) by their `gradient` (u, d)."""
        self._step += 1
        first = self._first[rows].mul_(0.9).add_(gradient, alpha=0.1)
        second = self._second[rows].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        self._first[rows] = first
        self._second[rows] = second
        scale = rate * (1 - 0.999**self._step) ** 0.5 / (1 - 0.9**self._step)
        self.weights[rows] -= scale * first / (second.sqrt_() + 1e-8)


def contrastive_loss(left: torch.Tensor, right: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy, both ways, of the pairs (left[i], right[i]) within the batch.

    `left`, `right`: (n, d) mean vectors, `same`: (n, n) bool, True where texts i and j are equal
    on either side; those are no counterexamples.
    """
    scores = functional.normalize(left) @ functional.normalize(right).T / TEMPERATURE
    own = torch.eye(len(scores), dtype=torch.bool)
    scores = scores.masked_fill(same & ~own, float("-inf"))
    target = torch.arange(len(scores))
    forward = functional.cross_entropy(scores, target)
    return (forward + functional.cross_entropy(scores.T, target)) / 2


def train(
    sources: list[EncodedSource], vocabulary: int, schedule: Schedule, seed: int = 0
) -> NDArray[np.float32]:
    """Token vectors (vocabulary, dimension); row 0, the unknown token, is zero.

    :raises ValueError: if no source holds two usable pairs.
    """
    rng = np.random.default_rng(seed)
    generator = torch.Generator().manual_seed(seed)
    weights = torch.randn(vocabulary, schedule.dimension, generator=generator) * 0.1
    optimiser = RowAdam(weights)
    general = Sampler([s for s in sources if not s.own], schedule.batch, rng)
    written = [s for s in sources if s.own]
    own = Sampler(written, schedule.batch, rng) if written else general
    started = time.monotonic()
    recent: list[float] = []
    for step in range(schedule.steps):
        late = step >= schedule.steps - schedule.own_steps
        sampler = own if late and rng.random() < schedule.own_share else general
        source, pairs = sampler.draw()
        tokens, (left, right) = averaging(
            [(source.left, pairs), (source.right, pairs)], vocabulary, rng
        )
        rows = torch.from_numpy(tokens)
        touched = weights[rows].requires_grad_()
        equal = [torch.from_numpy(side.same[pairs]) for side in (source.left, source.right)]
        same = (equal[0][:, None] == equal[0]) | (equal[1][:, None] == equal[1])
        loss = contrastive_loss(left @ touched, right @ touched, same)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        assert touched.grad is not None
        optimiser.step(rows, touched.grad, schedule.rate * (1 - step / schedule.steps))
        recent.append(float(loss))
        if step % 100 == 99:
            elapsed = time.monotonic() - started
            log.info("step %d loss %.3f, %.0f s", step + 1, np.mean(recent), elapsed)
            recent.clear()
    weights[0] = 0
    return weights.numpy()
