"""How weights are learned, whatever from."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch
from torch import nn
from torch.nn.utils import parametrize

log = logging.getLogger("embeddings.training.context")

_WARM_UP = 30
_FRESH = 3.0
_LARGEST = 1.0
"""Norm to which larger gradients are cut."""
_LOGGED_EVERY = 50

Batch = TypeVar("Batch")


def descend(
    learnt: Sequence[nn.Parameter],
    steps: int,
    rate: float,
    draw: Iterator[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    fresh: Sequence[nn.Parameter] = (),
) -> None:
    """AdamW with a warm-up, the rate falling linearly to nothing; what is `fresh` learns three times as fast."""
    groups = [{"params": list(learnt), "share": 1.0}, {"params": list(fresh), "share": _FRESH}]
    fused = learnt[0].device.type == "cuda"
    optimiser = torch.optim.AdamW(
        [g for g in groups if g["params"]], lr=rate, weight_decay=0.01, fused=fused
    )
    began, recent = time.monotonic(), []
    for step in range(steps):
        for group in optimiser.param_groups:
            slower = min(1.0, (step + 1) / _WARM_UP) * (1 - step / steps)
            group["lr"] = rate * group["share"] * slower
        with parametrize.cached():
            loss = loss_of(next(draw))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*learnt, *fresh], _LARGEST)
        optimiser.step()
        recent.append(loss.detach())
        if step % _LOGGED_EVERY == _LOGGED_EVERY - 1:
            losses = torch.stack(recent).cpu().numpy()
            elapsed = time.monotonic() - began
            log.info("step %d, loss %.3f, %.0f s", step + 1, np.mean(losses), elapsed)
            recent.clear()
