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

from embeddings.training.batches import Averaging, EncodedSource, Sampler

log = logging.getLogger(__name__)

TEMPERATURE = 0.05


@dataclass(frozen=True, slots=True)
class Stage:
    """`steps` batches at a rate falling linearly from `first_rate` to `last_rate`.

    `own_share` of the batches is drawn from the sources written for this project.
    """

    steps: int
    first_rate: float
    last_rate: float
    own_share: float = 0.0
    batch: int = 2048


STAGES = (Stage(4000, 0.01, 0.003), Stage(500, 0.003, 0.0, own_share=0.5))
"""General language first, then the wordings of this project mixed in."""


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


def contrastive_loss(
    left: torch.Tensor, right: torch.Tensor, same: torch.Tensor
) -> tuple[float, torch.Tensor, torch.Tensor]:
    """Mean cross entropy, both ways, of the pairs (left[i], right[i]) within the batch.

    `left`, `right`: (n, d) mean vectors; `same`: (n, n) bool, True where the pairs i and j share a
    text on either side, which makes them no counterexamples of each other. Returns the loss and its
    gradients by `left` and `right`. Written out because it is three times faster than autograd: a
    cosine is at most 1, so the exponentials need no maximum taken off.
    """
    count = len(left)
    lengths = [side.norm(dim=1, keepdim=True).clamp_(min=1e-8) for side in (left, right)]
    units = [left / lengths[0], right / lengths[1]]
    scores = (units[0] @ units[1].T).sub_(1).div_(TEMPERATURE).exp_()
    diagonal = scores.diagonal().clone()
    scores.masked_fill_(same, 0)
    scores.diagonal().copy_(diagonal)
    by_row, by_column = scores.sum(dim=1), scores.sum(dim=0)
    loss = float((by_row.log() + by_column.log() - 2 * diagonal.log()).mean() / 2)
    # d loss / d cosine: the softmax of each direction less the target.
    scores.mul_(by_row.reciprocal()[:, None] + by_column.reciprocal())
    scores.diagonal().sub_(2)
    scores.div_(2 * count * TEMPERATURE)
    gradients = []
    for unit, length, gradient in (
        (units[0], lengths[0], scores @ units[1]),
        (units[1], lengths[1], scores.T @ units[0]),
    ):
        # Through the normalisation: only what is perpendicular to the vector changes its direction.
        along = (gradient * unit).sum(dim=1, keepdim=True)
        gradients.append((gradient - along * unit) / length)
    return loss, gradients[0], gradients[1]


def initial_vectors(vocabulary: int, dimension: int, seed: int) -> torch.Tensor:
    """Random vectors, float32 (vocabulary, dimension)."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(vocabulary, dimension, generator=generator) * 0.1


def train(weights: torch.Tensor, sources: list[EncodedSource], stage: Stage, seed: int) -> None:
    """Improve token vectors `weights` (vocabulary, d) in place; row 0 becomes zero.

    :raises ValueError: if no source holds two usable pairs.
    """
    rng = np.random.default_rng(seed)
    optimiser = RowAdam(weights)
    general = Sampler([s for s in sources if s.kind != "own"], stage.batch, rng)
    written = [s for s in sources if s.kind == "own"]
    own = Sampler(written, stage.batch, rng) if written else general
    started = time.monotonic()
    recent: list[float] = []
    for step in range(stage.steps):
        source, pairs = (own if rng.random() < stage.own_share else general).draw()
        texts = Averaging.of([(source.left, pairs), (source.right, pairs)], len(weights), rng)
        means = texts.matrix @ weights[texts.tokens]
        equal = [torch.from_numpy(side.same[pairs]) for side in (source.left, source.right)]
        same = (equal[0][:, None] == equal[0]) | (equal[1][:, None] == equal[1])
        loss, *gradients = contrastive_loss(means[: len(pairs)], means[len(pairs) :], same)
        rate = stage.first_rate + (stage.last_rate - stage.first_rate) * step / stage.steps
        optimiser.step(texts.tokens, texts.transpose @ torch.cat(gradients), rate)
        recent.append(loss)
        if step % 100 == 99:
            elapsed = time.monotonic() - started
            log.info("step %d, loss %.3f, %.0f s", step + 1, np.mean(recent), elapsed)
            recent.clear()
    weights[0] = 0
