"""Train token vectors: a text is the mean of its tokens' vectors, and pairs find each other.

Loss: cross entropy of cosine / 0.05 over the batch, in both directions (InfoNCE); a later stage adds
the same of the late interaction score. Training makes
the length of a token's vector its importance: the mean leans towards tokens that tell texts apart.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from embeddings.training.batches import Averaging, EncodedSource, Sampler
from embeddings.training.interaction import Bags, interaction_loss
from embeddings.training.softmax import cross_entropy

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stage:
    """`steps` batches at a rate falling linearly from `first_rate` to `last_rate`.

    `own_share` of the batches is drawn from the sources written for this project. The first
    `late_batch` pairs of each batch also meet the loss on the late interaction score.
    """

    steps: int
    first_rate: float
    last_rate: float
    own_share: float = 0.0
    late_batch: int = 0
    batch: int = 2048


STAGES = (
    Stage(3000, 0.01, 0.006),
    Stage(1000, 0.006, 0.003, late_batch=256),
    Stage(500, 0.003, 0.0, own_share=0.5, late_batch=256),
)
"""General language by means, then by late interaction too, then our own wordings mixed in."""


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
    """Cross entropy of the cosines of `left` and `right`, (n, d) mean vectors, within the batch.

    `same` as for `cross_entropy`. Returns the loss and its gradients by `left` and `right`.
    """
    lengths = [side.norm(dim=1, keepdim=True).clamp_(min=1e-8) for side in (left, right)]
    units = [left / lengths[0], right / lengths[1]]
    loss, by_cosine = cross_entropy(units[0] @ units[1].T, same)
    gradients = []
    for unit, length, gradient in (
        (units[0], lengths[0], by_cosine @ units[1]),
        (units[1], lengths[1], by_cosine.T @ units[0]),
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
    recent: list[list[float]] = []
    for step in range(stage.steps):
        source, pairs = (own if rng.random() < stage.own_share else general).draw()
        losses, parts = _losses(weights, source, pairs, stage, rng)
        rate = stage.first_rate + (stage.last_rate - stage.first_rate) * step / stage.steps
        optimiser.step(*_added(parts, len(weights)), rate)
        recent.append(losses)
        if step % 100 == 99:
            elapsed = time.monotonic() - started
            log.info("step %d, loss %s, %.0f s", step + 1, np.mean(recent, axis=0), elapsed)
            recent.clear()
    weights[0] = 0


Part = tuple[torch.Tensor, torch.Tensor]
"""Tokens (u,) and the gradient (u, d) by their vectors."""


def _losses(
    weights: torch.Tensor,
    source: EncodedSource,
    pairs: NDArray[np.int64],
    stage: Stage,
    rng: np.random.Generator,
) -> tuple[list[float], list[Part]]:
    """The losses of a batch, of the means and of the late interaction, with their gradients."""
    equal = [torch.from_numpy(side.same[pairs]) for side in (source.left, source.right)]
    same = (equal[0][:, None] == equal[0]) | (equal[1][:, None] == equal[1])
    texts = Averaging.of([(source.left, pairs), (source.right, pairs)], len(weights), rng)
    means = texts.matrix @ weights[texts.tokens]
    loss, *by_side = contrastive_loss(means[: len(pairs)], means[len(pairs) :], same)
    losses, parts = [loss], [(texts.tokens, texts.transpose @ torch.cat(by_side))]
    if stage.late_batch:
        some = pairs[: stage.late_batch]
        asked, held = (Bags.of(side, some, rng) for side in (source.left, source.right))
        loss, by_asked, by_held = interaction_loss(
            weights, asked, held, same[: len(some), : len(some)]
        )
        losses.append(loss)
        parts += [(asked.tokens, by_asked), (held.tokens, by_held)]
    return losses, parts


def _added(parts: list[Part], vocabulary: int) -> Part:
    """The sum of several gradients, over the tokens that any of them touches."""
    if len(parts) == 1:
        return parts[0]
    tokens = torch.from_numpy(np.unique(np.concatenate([t.numpy() for t, _ in parts])))
    row = torch.empty(vocabulary, dtype=torch.long)
    row[tokens] = torch.arange(len(tokens))
    total = torch.zeros(len(tokens), parts[0][1].shape[1])
    for touched, gradient in parts:
        total.index_add_(0, row[touched], gradient)
    return tokens, total
