"""Means of models, and copies in four bits that learn to be like them."""

from __future__ import annotations

import copy
import random
from itertools import islice

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from small_encoder import small_encoder

from embeddings.training.encoder import Encoder
from embeddings.training.imitation import unlike
from embeddings.training.lessons import Known, lessons_of
from embeddings.training.reading import Shelf
from embeddings.training.rounding import keep_rounded, round_matrices
from embeddings.training.settle import mean_of, settle, texts

PASSAGES = ["甲乙丙。丁戊。己庚辛。", "甲。" * 30, "辛", "丙丁。" * 9]


@pytest.fixture
def whole() -> Encoder:
    return small_encoder(64, 2)


@pytest.fixture
def shelf(whole: Encoder) -> Shelf:
    groups = [list(zip("甲乙丙丁", PASSAGES, strict=True))]
    return Shelf(lessons_of(whole.tokenizer, groups, [], Known()), torch.device("cpu"))


@torch.no_grad()
def distance(one: Encoder, other: Encoder, shelf: Shelf) -> float:
    tokens, there, _ = shelf.passages(np.arange(len(PASSAGES)))
    return unlike(one(tokens, there), torch.stack(other(tokens, there)), there).item()


def test_a_mean_lies_between_its_models_by_their_shares(whole: Encoder) -> None:
    other = {name: value + 4.0 for name, value in whole.state_dict().items()}
    mean = mean_of([whole.state_dict(), other], [0.75, 0.25])
    for name, value in whole.state_dict().items():
        torch.testing.assert_close(mean[name], value + 1.0)


def test_a_settled_copy_is_nearer_to_the_whole_than_one_that_is_only_rounded(
    whole: Encoder, shelf: Shelf
) -> None:
    rounded = copy.deepcopy(whole)
    round_matrices(rounded)
    keep_rounded(rounded)
    before = {name: value.clone() for name, value in whole.state_dict().items()}
    settled = settle(whole, shelf, 60, 3e-3, texts(shelf.lessons, 4, random.Random(0)))
    assert distance(settled, whole, shelf) < 0.7 * distance(rounded, whole, shelf)
    assert all(torch.equal(before[name], value) for name, value in whole.state_dict().items())
    again = copy.deepcopy(settled)
    round_matrices(again)
    torch.testing.assert_close(again.layers[0].fi.weight, settled.layers[0].fi.weight)


def test_some_passages_are_whole_and_of_some_one_or_two_sentences_are_read(shelf: Shelf) -> None:
    drawn = list(islice(texts(shelf.lessons, 2, random.Random(0)), 60))
    counts = [len(np.unique(s.ends)) if s.ends is not None else 0 for s in drawn]
    assert 10 < sum(c > 0 for c in counts) < 30
    for some in drawn:
        assert len(some.questions) == len(some.passages) == 2
        if some.ends is not None:
            last = np.maximum(shelf.lessons.reaches.lengths[some.passages] // 2, 1) - 1
            assert (some.ends[:, 0] <= some.ends[:, 1]).all()
            assert (some.ends[:, 1] <= np.minimum(some.ends[:, 0] + 1, last)).all()
