"""What training is made of: gradients, batches, the tokenizer, quantising."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.training.save import quantize
from embeddings.training.tokenizer import WordCounts, build_tokenizer

torch = pytest.importorskip("torch")


def test_the_written_gradient_is_that_of_cross_entropy() -> None:
    from torch.nn import functional

    from embeddings.training.softmax import TEMPERATURE
    from embeddings.training.train import contrastive_loss

    generator = torch.Generator().manual_seed(0)
    left, right = (torch.randn(6, 5, generator=generator, requires_grad=True) for _ in range(2))
    same = torch.eye(6, dtype=torch.bool)
    same[1, 4] = same[4, 1] = True
    scores = functional.normalize(left) @ functional.normalize(right).T / TEMPERATURE
    scores = scores.masked_fill(same & ~torch.eye(6, dtype=torch.bool), -1e9)
    target = torch.arange(6)
    both = (functional.cross_entropy(scores, target), functional.cross_entropy(scores.T, target))
    expected = (both[0] + both[1]) / 2
    expected.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    loss, *gradients = contrastive_loss(left.detach(), right.detach(), same)
    assert loss == pytest.approx(expected.item(), abs=1e-5)
    for gradient, side in zip(gradients, (left, right), strict=True):
        torch.testing.assert_close(gradient, side.grad, atol=1e-5, rtol=1e-4)


def test_the_written_gradient_of_the_late_interaction_is_that_of_small_changes() -> None:
    from embeddings.training.batches import Texts
    from embeddings.training.interaction import Bags, interaction_loss

    def bags(*texts: list[int]) -> Bags:
        ids = np.array([i for text in texts for i in text], np.uint16)
        held = Texts(ids, np.cumsum([0, *map(len, texts)]), np.arange(len(texts)))
        return Bags.of(held, np.arange(len(texts)), np.random.default_rng(0))

    def loss() -> float:
        return interaction_loss(weights, asked, held, same)[0]

    asked = bags([1, 2, 3, 2], [2, 4], [9])
    held = bags([5, 6, 1], [7, 8, 9, 4], [3, 10])
    same = torch.eye(3, dtype=torch.bool)
    same[0, 2] = same[2, 0] = True
    torch.set_default_dtype(torch.float64)
    try:
        weights = torch.randn(11, 6, generator=torch.Generator().manual_seed(1))
        _, by_asked, by_held = interaction_loss(weights, asked, held, same)
        written = torch.zeros_like(weights)
        written.index_add_(0, asked.tokens, by_asked).index_add_(0, held.tokens, by_held)
        measured = torch.zeros_like(weights)
        for place in np.ndindex(*weights.shape):
            weights[place] += 1e-6
            above = loss()
            weights[place] -= 2e-6
            measured[place] = (above - loss()) / 2e-6
            weights[place] += 1e-6
    finally:
        torch.set_default_dtype(torch.float32)
    assert measured.abs().max() > 0.01
    torch.testing.assert_close(written, measured, atol=1e-7, rtol=1e-4)


def test_a_batch_averages_its_texts_and_carries_gradients_back() -> None:
    from embeddings.training.batches import Averaging, Texts

    tokenizer = build_tokenizer(counted(["今年新建水库", "railway and school"]), 400)
    texts = Texts.encode(tokenizer, ["今年水库", "railway", "水库 水库 school"])
    weights = torch.randn(tokenizer.get_vocab_size(), 4)
    rows = np.array([2, 0])
    batch = Averaging.of([(texts, rows), (texts, rows[:1])], len(weights), np.random.default_rng(0))
    for mean, row in zip(batch.matrix @ weights[batch.tokens], [2, 0, 2], strict=True):
        ids = texts.ids[texts.offsets[row] : texts.offsets[row + 1]].astype(np.int64)
        torch.testing.assert_close(mean, weights[torch.from_numpy(ids)].mean(dim=0))
    torch.testing.assert_close(batch.transpose.to_dense(), batch.matrix.to_dense().T)


def counted(texts: list[str]) -> WordCounts:
    counts = WordCounts()
    counts.add(texts * 5)
    return counts


def test_the_tokenizer_keeps_words_and_splits_strange_ones() -> None:
    tokenizer = build_tokenizer(counted(["改善水库建设", "the railway and the school"]), 600)
    assert tokenizer.encode("Ｔhe水库, RAILWAY!").tokens == ["the", "水库", "railway"]
    assert "".join(tokenizer.encode("库水schoolway").tokens) == "库水schoolway"
    assert tokenizer.encode("\U0002a6d6").ids == [0]


def test_more_tokens_than_ids_are_refused() -> None:
    with pytest.raises(ValueError, match="65535"):
        build_tokenizer(counted(["水库"]), 70_000)


def test_quantising_changes_no_component_by_more_than_half_a_step() -> None:
    vectors = np.random.default_rng(0).standard_normal((50, 8)).astype(np.float32)
    vectors[0] = 0
    rows, factors = quantize(vectors)
    assert rows.dtype == np.int8
    error = np.abs(rows * factors[:, None] - vectors)
    assert (error <= factors[:, None] / 2 + 1e-7).all()
    assert not rows[0].any()
