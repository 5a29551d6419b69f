"""One context model of several: the mean of their weights, and a copy of it in four bits that learns to be like it.

Models that were learned from the same beginning lie in one valley, and their mean finds more than any (Wortsman et al.
2022, model soups). But what each learned to keep in four bits, their mean does not; rounding costs it much of the gain.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from embeddings.training.descent import descend
from embeddings.training.encoder import Encoder
from embeddings.training.imitation import unlike
from embeddings.training.lessons import Integers, Lessons
from embeddings.training.reading import Shelf
from embeddings.training.rounding import keep_rounded, round_matrices

_ALIKE = 20.0
"""Weight of the cosine distance of whole texts, beside that of their tokens' states."""
_SHORT = 1 / 3
"""Share of passages of which one or two sentences are read alone."""

State = Mapping[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Texts:
    """Numbers of questions and of passages, and the first and last sentence read of each of these (p, 2), or None
    for whole ones."""

    questions: Integers
    passages: Integers
    ends: Integers | None


def texts(lessons: Lessons, size: int, rng: random.Random) -> Iterator[Texts]:
    """Some `size` of either at a time, passages of like length together."""
    order = np.argsort(lessons.passages.lengths, kind="stable")
    while True:
        asked = rng.sample(range(len(lessons.questions)), min(size, len(lessons.questions)))
        first = rng.randrange(max(1, len(order) - size + 1))
        held = order[first : first + size]
        ends = None
        if rng.random() < _SHORT:
            counts = np.maximum(lessons.reaches.lengths[held] // 2, 1)
            begin = np.array([rng.randrange(count) for count in counts])
            ends = np.stack([begin, np.minimum(begin + rng.randrange(2), counts - 1)], axis=1)
        yield Texts(np.array(asked), held, ends)


def mean_of(states: Sequence[State], shares: Sequence[float]) -> dict[str, torch.Tensor]:
    """The mean of n models' weights, by shares (n,) that add up to 1."""
    return {
        name: sum(
            (share * s[name] for s, share in zip(states, shares, strict=True)), torch.zeros(())
        )
        for name in states[0]
    }


def settle(whole: Encoder, shelf: Shelf, steps: int, rate: float, draw: Iterator[Texts]) -> Encoder:
    """A copy of an encoder with its matrices in four bits, taught to make of each token what the encoder makes of it."""
    rounded = copy.deepcopy(whole)
    round_matrices(rounded)

    def loss_of(some: Texts) -> torch.Tensor:
        questions = shelf.questions(some.questions)
        tokens, there, _ = shelf.passages(some.passages, ends=some.ends)
        return _apart(*questions) + _apart(tokens, there)

    def _apart(tokens: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            wanted = torch.stack(whole(tokens, there))
        return unlike(rounded(tokens, there), wanted, there, _ALIKE)

    descend(list(rounded.parameters()), steps, rate, draw, loss_of)
    keep_rounded(rounded)
    return rounded
