"""Snapshots: what a filter leaves, and searches that later writes do not move."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from library_samples import LINES, TinyModel, assert_search_is_exact, document, names, opened, truth

from assistant.errors import (
    DocumentError,
)
from assistant.store import Library


@pytest.fixture
def model() -> TinyModel:
    return TinyModel()


@pytest.fixture
def library(tmp_path: Path, model: TinyModel) -> Iterator[Library]:
    with opened(tmp_path / "library", model) as library:
        yield library


# Scopes


@pytest.fixture
def shelf(library: Library) -> Library:
    library.write(
        [
            document(
                "甲", "# 一", "甲文", "~打印", speaker="张三", date="2018-08-08", type="speech"
            ),
            document("乙", "乙文", speaker="張三 ".strip(), date="2018", type="report"),
            document("丙", "丙文", "丙二", speaker="李四", date="2019-01", type="speech"),
        ]
    )
    return library


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "甲乙丙"),
        ({"documents": ["丙", "甲"]}, "甲丙"),
        ({"years": [2018]}, "甲乙"),
        ({"years": [2018, 2019], "types": ["speech"]}, "甲丙"),
        ({"speakers": ["张三"]}, "甲乙"),
        ({"speakers": ["張三"], "types": ["report"]}, "乙"),
        ({"documents": ["甲"], "years": [2019]}, ""),
        ({"documents": [], "years": (), "types": None}, "甲乙丙"),
    ],
)
def test_filters_leave_what_they_say(
    shelf: Library, model: TinyModel, filters: dict[str, list[str]], expected: str
) -> None:
    with shelf.snapshot() as snapshot:
        scope = snapshot.scope(**filters)  # type: ignore[arg-type]
        rows = snapshot.rows(scope.ids)
        assert list(dict.fromkeys(r.document for r in rows)) == list(expected)
        assert scope.documents == len(expected)
        assert scope.paragraphs == sum(snapshot.document(n).paragraphs for n in expected)
        found, _ = snapshot.dense(model.embed_queries(["甲文"])[0], 10, scope)
        assert sorted(found.tolist()) == scope.ids.tolist()


def test_furniture_is_counted_but_never_retrieved(shelf: Library) -> None:
    with shelf.snapshot() as snapshot:
        scope = snapshot.scope(documents=["甲"])
        assert (scope.paragraphs, len(scope.ids)) == (3, 2)
        assert snapshot.lexical(["打印"], 5, snapshot.scope()).tolist() == []


def test_scope_keys_are_equal_for_equal_content_only(shelf: Library) -> None:
    with shelf.snapshot() as snapshot:
        key = snapshot.scope(years=[2018, 2019], types=["speech"]).key
        assert key == snapshot.scope(years=[2019, 2018, 2019], types=["speech"]).key
        assert key != snapshot.scope(years=[2018], types=["speech"]).key
        assert snapshot.scope().key == snapshot.scope(documents=[]).key
    shelf.write([document("丁")])
    with shelf.snapshot() as snapshot:
        assert key != snapshot.scope(years=[2018, 2019], types=["speech"]).key


def test_an_unknown_document_in_a_filter_is_refused(shelf: Library) -> None:
    with shelf.snapshot() as snapshot, pytest.raises(DocumentError, match="“戊”"):
        snapshot.scope(documents=["甲", "戊"])


# Snapshots


def test_a_snapshot_is_not_moved_by_later_writes(library: Library, model: TinyModel) -> None:
    library.write([document("a"), document("b")])
    expected = truth(library.folder)
    with library.snapshot() as snapshot:
        library.write([document("c")], remove=["a"])
        assert [d.name for d in snapshot.documents()] == ["a", "b"]
        assert snapshot.text("a").startswith("a")
        scope = snapshot.scope()
        assert scope.ids.tolist() == sorted(expected)
        found, _ = snapshot.dense(model.embed_queries(["网络"])[0], 10, scope)
        assert sorted(found.tolist()) == sorted(expected)
        assert sorted(snapshot.lexical(["网络"], 10, scope).tolist()) == [2, 5]
        np.testing.assert_array_equal(
            snapshot.vectors(scope.ids), np.array([expected[i][1] for i in sorted(expected)])
        )
    assert_search_is_exact(library, model)


def test_rows_and_vectors_come_in_the_order_asked(library: Library, model: TinyModel) -> None:
    library.write([document("a"), document("b")])
    order = np.array([5, 1, 6, 1], dtype=np.int64)
    with library.snapshot() as snapshot:
        rows = snapshot.rows(order)
        assert [r.id for r in rows] == [5, 1, 6, 1]
        texts = [r.search.text for r in rows]
        np.testing.assert_allclose(snapshot.vectors(order), model.embed_queries(texts), atol=1e-3)
        query = model.embed_queries(["网络"])[0]
        np.testing.assert_allclose(
            snapshot.products(query, order), snapshot.vectors(order) @ query, atol=1e-3
        )
        tokens, offsets = snapshot.tokens(order)
        parts = [tokens[a:b].tolist() for a, b in zip(offsets, offsets[1:], strict=False)]
        assert parts == [t.tolist() for t in model.token_ids(texts)]


def test_many_threads_write_and_ask_at_once(library: Library, model: TinyModel) -> None:
    library.write([document("base", *LINES)])
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(15):
                with library.snapshot() as snapshot:
                    scope = snapshot.scope()
                    found, _ = snapshot.dense(model.embed_queries(["民生"])[0], 1000, scope)
                    assert sorted(found.tolist()) == scope.ids.tolist()
                    listed = [d.name for d in snapshot.documents()]
                    lexical = snapshot.rows(snapshot.lexical(["信息化"], 1000, scope))
                    assert sorted({r.document for r in lexical}) == sorted(listed)
        except BaseException as error:
            failures.append(error)

    def write(prefix: str) -> None:
        try:
            for i in range(4):
                library.write([document(f"{prefix}{i}", *LINES)])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    threads += [threading.Thread(target=write, args=(p,)) for p in "xy"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(names(library)) == 9
    assert_search_is_exact(library, model)
