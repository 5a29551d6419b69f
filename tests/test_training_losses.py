"""What the models that read texts whole lose for, and the matrices that they learn rounded."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from embeddings.fourbit import packed, unpacked
from embeddings.training.finding import answering, unanswered
from embeddings.training.rounding import GROUP, InFourBits, keep_rounded, round_matrices


def test_what_is_learned_rounded_is_what_is_kept() -> None:
    torch.manual_seed(0)
    layer = torch.nn.Linear(2 * GROUP, 32)
    expected = unpacked(*packed(layer.weight.detach().numpy(), GROUP))
    round_matrices(layer)
    np.testing.assert_allclose(layer.weight.detach().numpy(), expected, atol=1e-6)
    layer.weight.sum().backward()
    keep_rounded(layer)
    np.testing.assert_allclose(layer.weight.detach().numpy(), expected, atol=1e-6)
    again = unpacked(*packed(layer.weight.detach().numpy(), GROUP))
    np.testing.assert_allclose(again, expected, atol=1e-6)
    rows = torch.ones(2, GROUP, requires_grad=True)
    InFourBits(GROUP)(rows).sum().backward()
    assert rows.grad is not None and (rows.grad == 1).all()


def test_the_sentence_that_answers_is_told_from_its_neighbours() -> None:
    cosines = torch.tensor([[0.6, 0.7, -1e4], [0.5, 0.4, 0.3]])

    def loss(*told: list[bool]) -> float:
        return answering(cosines, torch.tensor(told)).item()

    nothing = [False] * 3
    first = loss([True, False, False], nothing)
    second = loss([False, True, False], nothing)
    assert np.exp(-first) + np.exp(-second) == pytest.approx(1, abs=1e-3)
    assert loss(nothing, nothing) == 0
    assert loss([True, True, False], nothing) == pytest.approx(0, abs=1e-3)


def test_a_passage_is_told_from_the_questions_it_does_not_answer() -> None:
    # Two questions of the first passage, one of the second, and a trap.
    cosines = torch.tensor([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.85, 0.0]])
    loss = unanswered(cosines, torch.tensor([0, 0, 1])).item()
    likelihoods = [
        np.exp(own / 0.02) / sum(np.exp(c / 0.02) for c in (own, *others))
        for own, others in ((0.9, (0.3, 0.85)), (0.8, (0.3, 0.85)), (0.7, (0.1, 0.2, 0.0)))
    ]
    assert loss == pytest.approx(-np.mean(np.log(likelihoods)), rel=1e-4)
