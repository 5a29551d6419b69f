"""Batches that are made in processes of their own while others are learned from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import numpy as np
from torch.utils.data import DataLoader, Dataset, Sampler

from embeddings.training.lessons import Integers

_PROCESSES = 12
_WAITING = 4
"""Batches that each process makes before they are asked for."""

T = TypeVar("T")


def ahead(
    numbers: Iterator[Integers], make: Callable[[Integers, np.random.Generator], T], seed: int
) -> Iterator[T]:
    """What `make` makes of each of `numbers`, in order, and the same for a seed whatever the number of processors."""
    processes = min(_PROCESSES, (os.cpu_count() or 1) - 1)
    loader: DataLoader[Any] = DataLoader(
        _Made(make, seed),
        sampler=_Counted(numbers),
        batch_size=None,
        num_workers=processes,
        prefetch_factor=_WAITING if processes else None,
        collate_fn=_as_it_is,
    )
    return iter(loader)


class _Made(Dataset[T], Generic[T]):
    def __init__(self, make: Callable[[Integers, np.random.Generator], T], seed: int) -> None:
        self._make, self._seed = make, seed

    def __getitem__(self, item: tuple[int, Integers]) -> T:
        number, which = item
        return self._make(which, np.random.default_rng((self._seed, number)))


class _Counted(Sampler[tuple[int, Integers]]):
    def __init__(self, numbers: Iterator[Integers]) -> None:
        self._numbers = numbers

    def __iter__(self) -> Iterator[tuple[int, Integers]]:
        return enumerate(self._numbers)


def _as_it_is(batch: T) -> T:
    return batch
