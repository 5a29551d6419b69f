"""Batches made in other processes, stretches cut from passages, and the states that are imitated."""

from __future__ import annotations

import random
from itertools import islice

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from numpy.typing import NDArray
from small_encoder import small_encoder

from embeddings.training import ahead as module
from embeddings.training.ahead import ahead
from embeddings.training.answering import epochs
from embeddings.training.encoder import Encoder
from embeddings.training.imitation import remember
from embeddings.training.lessons import Known, lessons_of
from embeddings.training.reading import Shelf


def drawn(which: NDArray[np.int64], rng: np.random.Generator) -> list[float]:
    return [*map(float, which), float(rng.random())]


@pytest.mark.filterwarnings("ignore:This DataLoader will create")  # more than there are processors
@pytest.mark.parametrize("processes", [0, 1, 3])
def test_batches_are_the_same_and_in_order_whatever_the_number_of_processes(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PROCESSES", processes)
    monkeypatch.setattr(module.os, "cpu_count", lambda: 8)
    made = list(islice(ahead(epochs(10, 4, random.Random(0)), drawn, 5), 6))
    numbers = islice(epochs(10, 4, random.Random(0)), 6)
    expected = [drawn(some, np.random.default_rng((5, n))) for n, some in enumerate(numbers)]
    assert made == expected


def encoder() -> Encoder:
    return small_encoder(32, 4)


PASSAGES = ["甲乙丙。丁戊。己庚辛。", "甲。" * 30, "辛"]


def shelf(made: Encoder) -> Shelf:
    groups = [list(zip("甲乙丙", PASSAGES, strict=True))]
    return Shelf(lessons_of(made.tokenizer, groups, [], Known()), torch.device("cpu"))


@pytest.mark.parametrize("passage", range(len(PASSAGES)))
def test_a_stretch_holds_the_tokens_of_its_sentences_and_no_others(passage: int) -> None:
    read = shelf(encoder())
    which = np.array([passage])
    whole, _, sides = read.passages(which)
    for first in range(3):
        for last in range(first, 3):
            cut, _, of = read.passages(which, 128, np.array([[first, last]]))
            inside = (sides[0] >= first) & (sides[0] <= last)
            # A passage that has none of these sentences is read whole.
            expected = whole[0][inside] if inside.any() else whole[0][sides[0] >= 0]
            assert cut[0][of[0] >= 0].tolist() == expected.tolist()


@torch.no_grad()
def test_what_is_remembered_of_a_text_is_what_the_larger_encoder_makes_of_it() -> None:
    made = encoder()
    read = shelf(made)
    larger = remember(made, read, 2)
    for number in range(len(PASSAGES)):
        which = np.array([number])
        for states, (tokens, there) in (
            (larger.passages, read.passages(which)[:2]),
            (larger.questions, read.questions(which)),
        ):
            expected = torch.stack(made(tokens, there)[1::2])[:, there]
            found = states.of(which, tokens.shape[1])[:, there]
            # Texts of other lengths beside it change its last bits.
            torch.testing.assert_close(found, expected.to(found.dtype), atol=0.05, rtol=0.05)
