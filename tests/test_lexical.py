"""The full-text index: ranking, filters, replay, damage."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.lexical import Entry, LexicalError, LexicalIndex, LexicalState, LexicalView

STATE = LexicalState("library", 1, "nonce")
WORDS = ["党建", "网络", "安全", "6%", "#343", "digital", "发展", "改革", "民生", "#2018"]


def entries(count: int = 60) -> list[Entry]:
    """Paragraphs 1.. of documents 1.., three paragraphs each."""
    draw = random.Random(7)
    return [
        Entry(i, 1 + (i - 1) // 3, draw.choices(WORDS, k=draw.randint(1, 30)))
        for i in range(1, count + 1)
    ]


def built(folder: Path | None = None, rows: Sequence[Entry] | None = None) -> LexicalView:
    return LexicalIndex.create(folder).update([], entries() if rows is None else rows, STATE)


def bm25(terms: Sequence[str], rows: Sequence[Entry]) -> np.ndarray:  # type: ignore[type-arg]
    """Scores (n,) by the formula of Lucene. The index counts its state as one more, empty row."""
    lengths = np.array([len(row.terms) for row in rows], dtype=np.float64)
    total = len(rows) + 1
    norm = 1.2 * (0.25 + 0.75 * lengths / (lengths.sum() / total))
    scores = np.zeros(len(rows))
    for term in set(terms):
        frequency = np.array([Counter(row.terms)[term] for row in rows], dtype=np.float64)
        holders = int((frequency > 0).sum())
        idf = math.log(1 + (total - holders + 0.5) / (holders + 0.5))
        scores += idf * 2.2 * frequency / (frequency + norm)
    return scores


def test_ranks_by_bm25() -> None:
    rows = entries()
    wanted = ["党建", "6%", "#343"]
    ids, scores = built(rows=rows).search(wanted, 100)
    reference = bm25(wanted, rows)
    assert set(ids.tolist()) == {i + 1 for i in np.flatnonzero(reference)}
    np.testing.assert_allclose(scores, reference[ids - 1], rtol=1e-4)
    assert (np.diff(scores) <= 0).all()


def test_equal_scores_are_ordered_by_id() -> None:
    rows = [Entry(i, i, ["网络"]) for i in (9, 4, 7, 1)]
    assert built(rows=rows).search(["网络"], 10)[0].tolist() == [1, 4, 7, 9]


def test_a_term_asked_twice_counts_once() -> None:
    view = built()
    once, twice = view.search(["网络"], 5), view.search(["网络", "网络"], 5)
    np.testing.assert_array_equal(once[1], twice[1])


def test_a_filter_applies_before_the_best_are_taken() -> None:
    rows = entries()
    inside = np.array([20], dtype=np.int64)
    found, _ = built(rows=rows).search(["发展", "改革", "民生"], 2, inside)
    holders = [r for r in rows if r.document == 20 and {"发展", "改革", "民生"} & set(r.terms)]
    assert holders
    assert len(found) == min(2, len(holders))
    assert set(found.tolist()) <= {r.paragraph for r in holders}


@pytest.mark.parametrize("terms", [[], ["没有这个词"]])
def test_nothing_is_found_without_a_known_term(terms: list[str]) -> None:
    ids, scores = built().search(terms, 5)
    assert (ids.shape, scores.shape) == ((0,), (0,))


def test_an_empty_filter_finds_nothing() -> None:
    assert not len(built().search(["网络"], 5, np.empty(0, np.int64))[0])


def test_terms_with_signs_are_found_whole() -> None:
    view = built(rows=[Entry(1, 1, ["#343"]), Entry(2, 1, ["343"]), Entry(3, 1, ["6%"])])
    assert view.search(["#343"], 5)[0].tolist() == [1]
    assert view.search(["6%"], 5)[0].tolist() == [3]


def test_an_update_replaces_whole_documents_and_can_be_repeated() -> None:
    index = LexicalIndex.create(None)
    index.update([], entries(), STATE)
    later = LexicalState("library", 2, "other")
    for _ in range(2):
        view = index.update([2, 99], [Entry(500, 99, ["网络"])], later)
        assert (len(view), view.state) == (60 - 3 + 1, later)
        assert view.search(["网络"], 100, np.array([2, 99]))[0].tolist() == [500]


def test_a_view_does_not_see_later_commits() -> None:
    index = LexicalIndex.create(None)
    before = index.update([], [Entry(1, 1, ["网络"])], STATE)
    index.update([1], [Entry(2, 2, ["网络"])], LexicalState("library", 2, "n"))
    assert before.search(["网络"], 5)[0].tolist() == [1]
    assert before.state.generation == 1


def test_an_index_reopens_with_its_state(tmp_path: Path) -> None:
    folder = tmp_path / "库 索引"
    folder.mkdir()
    before = built(folder).search(["民生"], 10)
    view = LexicalIndex.open(folder).view()
    assert view.state == STATE
    np.testing.assert_array_equal(view.search(["民生"], 10)[0], before[0])


def test_an_uncommitted_update_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    def failing() -> list[Entry]:
        raise RuntimeError("stopped halfway")

    index = LexicalIndex.create(tmp_path)
    index.update([], entries(), STATE)
    with pytest.raises(RuntimeError, match="halfway") as stopped:
        index.update([1], (e for e in failing()), LexicalState("library", 2, "n"))
    assert stopped.tb is not None
    view = LexicalIndex.open(tmp_path).view()
    assert (len(view), view.state) == (60, STATE)
    assert len(index.update([1], [], LexicalState("library", 2, "n"))) == 57


@pytest.mark.parametrize("pattern", ["meta.json", "*.term", "*.idx", "*.store", "*.fast"])
@pytest.mark.parametrize("damage", ["lost", "cut"])
def test_a_damaged_index_is_recognised(tmp_path: Path, pattern: str, damage: str) -> None:
    built(tmp_path)
    victim = next(tmp_path.glob(pattern))
    if damage == "lost":
        victim.unlink()
    else:
        victim.write_bytes(victim.read_bytes()[: victim.stat().st_size // 2])
    with pytest.raises(LexicalError):
        LexicalIndex.open(tmp_path).view().search(["民生"], 10)


def test_a_folder_without_an_index_is_recognised(tmp_path: Path) -> None:
    with pytest.raises(LexicalError):
        LexicalIndex.open(tmp_path)


def test_an_index_without_a_state_is_not_used() -> None:
    with pytest.raises(LexicalError, match="state"):
        LexicalIndex.create(None).view()
