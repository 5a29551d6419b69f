"""Late interaction against the formula written as plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import PassageTokens, StaticModel, alignment, bundled_model, late, late_scores

PASSAGES = [
    "加强网络安全保障,维护国家网络空间主权。",
    "",
    "粮食产量达到一万三千亿斤,农民收入稳步增长。粮食,粮食!",
    "！",
    "We will strengthen cybersecurity.",
    "网络",
]


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return bundled_model()


def naive(model: StaticModel, query: NDArray[np.uint16], passage: NDArray[np.uint16]) -> float:
    total = weights = 0.0
    for token in {*query.tolist()} - {0}:
        vector = model.vectors(np.array([token]))[0].astype(np.float64)
        weight = float(np.linalg.norm(vector))
        best = 0.0
        for other in {*passage.tolist()} - {0}:
            against = model.vectors(np.array([other]))[0].astype(np.float64)
            cosine = vector @ against / (weight * np.linalg.norm(against))
            best = max(best, cosine - 0.2)
        total += weight * best
        weights += weight
    return total / weights if weights else 0.0


@pytest.mark.parametrize(
    "question", ["网络安全怎么保障?", "how is cybersecurity strengthened", "粮食", "", "！"]
)
@pytest.mark.parametrize("cells", [1, 10, late._CELLS_AT_ONCE])
def test_scores_equal_the_formula_whatever_the_block_size(
    model: StaticModel, question: str, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "_CELLS_AT_ONCE", cells)
    query = model.token_ids([question])[0]
    scores = late_scores(model, query, PassageTokens.of_texts(model, PASSAGES))
    expected = [naive(model, query, ids) for ids in model.token_ids(PASSAGES)]
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, expected, atol=1e-5)


def test_a_selection_scores_as_in_the_whole(model: StaticModel) -> None:
    passages = PassageTokens.of_texts(model, PASSAGES)
    query = model.token_ids(["网络安全与粮食"])[0]
    whole = late_scores(model, query, passages)
    chosen = np.array([5, 1, 0, 0, 2])
    part = passages.select(chosen)
    assert len(part) == 5
    np.testing.assert_allclose(late_scores(model, query, part), whole[chosen], atol=1e-6)


def test_passages_may_start_anywhere_in_the_ids(model: StaticModel) -> None:
    ids = np.concatenate(model.token_ids(PASSAGES))
    offsets = np.cumsum([0, *map(len, model.token_ids(PASSAGES))])
    query = model.token_ids(["粮食"])[0]
    whole = late_scores(model, query, PassageTokens.build(model, ids, offsets))
    tail = late_scores(model, query, PassageTokens.build(model, ids, offsets[2:]))
    np.testing.assert_allclose(tail, whole[2:], atol=1e-6)


def test_no_passages_give_no_scores(model: StaticModel) -> None:
    query = model.token_ids(["粮食"])[0]
    assert late_scores(model, query, PassageTokens.of_texts(model, [])).shape == (0,)


def test_the_passage_about_the_matter_scores_best(model: StaticModel) -> None:
    passages = PassageTokens.of_texts(model, PASSAGES)
    for question, best in (("收成多少斤粮", 2), ("cybersecurity", 4)):
        scores = late_scores(model, model.token_ids([question])[0], passages)
        assert scores.argmax() == best


def test_alignment_finds_each_token_where_it_is_met_best(model: StaticModel) -> None:
    query = model.token_ids(["粮食 cybersecurity \U0002a6d6"])[0]
    passage = model.token_ids(["网络安全和粮食,粮食!"])[0]
    positions, cosines = alignment(model, query, passage)
    every = model.unit_vectors(query) @ model.unit_vectors(passage).T
    known = np.flatnonzero(query)
    np.testing.assert_array_equal(positions[known], every[known].argmax(axis=1))
    np.testing.assert_allclose(cosines[known], every[known].max(axis=1), atol=1e-6)
    assert passage[positions[0]] == query[0]
    assert cosines[0] == pytest.approx(1, abs=1e-5)
    assert positions[0] == list(passage).index(query[0])


def test_unknown_tokens_align_with_nothing(model: StaticModel) -> None:
    unknown = np.zeros(2, dtype=np.uint16)
    known = model.token_ids(["粮食"])[0]
    for query, passage in ((unknown, known), (known, unknown), (known, known[:0])):
        positions, cosines = alignment(model, query, passage)
        assert (positions == -1).all()
        assert not cosines.any()
