"""The FAISS index against a full sort in numpy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import EmbeddingError, FaissIndex

DIMENSION = 8
RNG = np.random.default_rng(5)


def rows(count: int) -> NDArray[np.float32]:
    found = RNG.standard_normal((count, DIMENSION)).astype(np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


@pytest.fixture
def stored() -> tuple[FaissIndex, NDArray[np.int64], NDArray[np.float32]]:
    ids = RNG.permutation(10_000)[:300].astype(np.int64)
    vectors = rows(300)
    index = FaissIndex(DIMENSION)
    index.add(ids, vectors)
    return index, ids, vectors


Stored = tuple[FaissIndex, NDArray[np.int64], NDArray[np.float32]]


def best(
    ids: NDArray[np.int64], vectors: NDArray[np.float32], query: NDArray[np.float32], k: int
) -> NDArray[np.int64]:
    order = np.lexsort((ids, -(vectors @ query)))[:k]
    found: NDArray[np.int64] = ids[order]
    return found


@pytest.mark.parametrize("k", [1, 7, 300, 1000])
def test_search_is_a_full_sort(stored: Stored, k: int) -> None:
    index, ids, vectors = stored
    query = rows(1)[0]
    found, scores = index.search(query, k)
    np.testing.assert_array_equal(found, best(ids, vectors, query, k))
    np.testing.assert_allclose(scores, np.sort(vectors @ query)[::-1][:k], atol=1e-6)


@pytest.mark.parametrize("k", [1, 5, 40])
def test_only_allowed_ids_compete_however_far_down_they_are(stored: Stored, k: int) -> None:
    index, ids, vectors = stored
    query = rows(1)[0]
    chosen = np.argsort(vectors @ query)[:20]
    allowed = np.concatenate([ids[chosen], [10_500, 99_999, -3]])
    found, _ = index.search(query, k, allowed)
    np.testing.assert_array_equal(found, best(ids[chosen], vectors[chosen], query, k))


def test_nothing_allowed_finds_nothing(stored: Stored) -> None:
    for allowed in (np.empty(0, np.int64), np.array([-1]), np.array([77_777])):
        found, scores = stored[0].search(rows(1)[0], 5, allowed)
        assert len(found) == len(scores) == 0


def test_equal_scores_come_in_the_order_of_their_ids() -> None:
    index = FaissIndex(DIMENSION)
    vector = rows(1)
    ids = RNG.permutation(500).astype(np.int64)
    index.add(ids, np.repeat(vector, 500, axis=0))
    found, _ = index.search(vector[0], 10)
    np.testing.assert_array_equal(found, np.arange(10))
    found, _ = index.search(vector[0], 3, np.arange(100, 400))
    np.testing.assert_array_equal(found, [100, 101, 102])


def test_removed_ids_are_gone_and_unknown_ones_ignored(stored: Stored) -> None:
    index, ids, vectors = stored
    index.remove(np.concatenate([ids[:100], [123_456]]))
    assert len(index) == 200
    query = rows(1)[0]
    found, _ = index.search(query, 300)
    np.testing.assert_array_equal(found, best(ids[100:], vectors[100:], query, 300))
    assert sorted(index.ids) == sorted(ids[100:])


def test_adding_an_id_again_replaces_its_vector(stored: Stored) -> None:
    index, ids, _ = stored
    vector = rows(1)
    index.add(ids[:1], vector)
    assert len(index) == 300
    np.testing.assert_array_equal(index.vectors(ids[:1]), vector)


def test_an_index_survives_its_bytes(stored: Stored) -> None:
    index, ids, vectors = stored
    copy = FaissIndex.from_bytes(index.to_bytes())
    query = rows(1)[0]
    for mine, its in zip(copy.search(query, 9), index.search(query, 9), strict=True):
        np.testing.assert_array_equal(mine, its)
    copy.remove(ids[:1])
    copy.add(ids[:1], vectors[:1])
    assert len(copy) == 300
    assert len(FaissIndex.from_bytes(FaissIndex(DIMENSION).to_bytes())) == 0


def test_an_empty_index_finds_nothing() -> None:
    found, scores = FaissIndex(DIMENSION).search(rows(1)[0], 4)
    assert len(found) == len(scores) == 0


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_damaged_bytes_are_refused(stored: Stored, cut: int) -> None:
    with pytest.raises(EmbeddingError, match="rebuild"):
        FaissIndex.from_bytes(stored[0].to_bytes()[:cut])


def test_codes_find_the_nearest_among_four_times_as_many() -> None:
    dimension, count = 256, 2_000
    vectors = RNG.standard_normal((count + 20, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = FaissIndex(dimension, coded=True)
    index.add(np.arange(1_500), vectors[:1_500])
    index = index.copy()
    index.add(np.arange(1_500, count), vectors[1_500:count])
    index.remove(np.arange(100))
    read = FaissIndex.from_bytes(index.to_bytes())
    assert (index.exact, read.exact, len(read)) == (False, False, count - 100)
    even = np.arange(100, count, 2)
    for allowed, among in ((None, np.arange(100, count)), (even, even)):
        hits = 0
        for query in vectors[count:]:
            nearest = among[np.argsort(-(vectors[among] @ query))[:10]]
            found, _ = read.search(query, 100, allowed)
            assert set(found.tolist()) <= set(among.tolist())
            hits += len(np.intersect1d(found, nearest))
        assert hits >= 0.98 * 20 * 10


def test_vectors_of_another_model_are_refused(stored: Stored) -> None:
    index = stored[0]
    with pytest.raises(EmbeddingError, match="Rebuild"):
        index.add(np.array([1]), np.ones((1, DIMENSION + 1), np.float32))
    with pytest.raises(EmbeddingError, match="vectors of 8"):
        index.search(np.ones(DIMENSION + 1, np.float32), 1)


def test_an_addition_naming_an_id_twice_is_refused(stored: Stored) -> None:
    with pytest.raises(EmbeddingError, match="twice"):
        stored[0].add(np.array([1, 1]), rows(2))


def test_an_unknown_id_has_no_vector(stored: Stored) -> None:
    with pytest.raises(EmbeddingError, match="not in the index"):
        stored[0].vectors(np.array([55_555]))
