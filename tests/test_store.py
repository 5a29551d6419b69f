"""The library: what is stored, replaced, removed, restored and corrected."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from library_samples import LINES, TinyModel, assert_search_is_exact, document, names, opened

from assistant.errors import (
    DocumentError,
)
from assistant.store import Cancelled, Library
from assistant.types import Edit, Progress


@pytest.fixture
def model() -> TinyModel:
    return TinyModel()


@pytest.fixture
def library(tmp_path: Path, model: TinyModel) -> Iterator[Library]:
    with opened(tmp_path / "library", model) as library:
        yield library


# Storing


def test_a_new_library_is_empty_and_can_be_searched(library: Library, model: TinyModel) -> None:
    assert (library.generation, names(library), library.notices) == (0, [], [])
    assert_search_is_exact(library, model)


def test_what_was_added_comes_back_unchanged(library: Library) -> None:
    edits = [Edit(0, 2, "党的", "masked word"), Edit(20, 22, "", "watermark")]
    parsed = document(
        "一.txt", "X的十八大以来", "# 第一部分", "正文  有空格 𠮷", "~打印", edits=edits
    )
    assert library.write([parsed]) == 1
    with library.snapshot() as snapshot:
        assert snapshot.text("一.txt") == parsed.text
        assert snapshot.edits("一.txt") == parsed.edits
        assert snapshot.paragraphs_of("一.txt") == list(parsed.paragraphs)
        stored = snapshot.document("一.txt")
        assert (stored.paragraphs, stored.characters) == (4, len(parsed.text))
        assert stored.added_at.endswith("+00:00")
        rows = snapshot.rows(snapshot.scope().ids)
        assert [r.paragraph for r in rows] == list(parsed.paragraphs[:3])
        assert all(r.text == parsed.text[r.paragraph.start : r.paragraph.end] for r in rows)
        assert rows[0].edits == (edits[0],)
        assert rows[0].search.text == "党的十八大以来"


def test_metadata_is_kept(library: Library) -> None:
    parsed = document(
        "a", title="标题", speaker="某某", date="2018-08", type="speech", bundled=True
    )
    described = replace(parsed.document, remarks=("根据录音整理", "节选"))
    library.write([replace(parsed, document=described)])
    with library.snapshot() as snapshot:
        stored = snapshot.document("a")
    assert stored == replace(
        described, paragraphs=3, characters=len(parsed.text), added_at=stored.added_at
    )


def test_a_library_reopens_with_all_it_held(tmp_path: Path, model: TinyModel) -> None:
    with opened(tmp_path / "库 一", model) as library:
        library.write([document("a"), document("b")])
    moved = (tmp_path / "库 一").rename(tmp_path / "另一个 地方")
    with opened(moved, model) as library:
        assert names(library) == ["a", "b"]
        assert_search_is_exact(library, model)
        assert library.notices == []


def test_a_text_without_paragraphs_is_a_document_all_the_same(
    library: Library, model: TinyModel
) -> None:
    empty = replace(document("empty", "~打印"), paragraphs=())
    library.write([empty, document("a"), document("furniture", "~打印", "~关闭窗口")])
    with library.snapshot() as snapshot:
        assert snapshot.document("empty").paragraphs == 0
        assert (snapshot.scope().documents, snapshot.scope().paragraphs) == (3, 5)
        assert len(snapshot.scope().ids) == 3
    assert_search_is_exact(library, model)


def test_a_batch_with_a_taken_name_adds_nothing(library: Library) -> None:
    library.write([document("a")])
    with pytest.raises(DocumentError, match="already has a document “a”") as caught:
        library.write([document("b"), document("a", "另一篇")])
    assert "已有文档“a”" in caught.value.zh
    assert (names(library), library.generation) == (["a"], 1)


def test_a_name_twice_in_a_batch_is_refused(library: Library) -> None:
    with pytest.raises(DocumentError, match="Two documents"):
        library.write([document("a"), document("a")], replace=True)
    assert names(library) == []


def test_removing_what_is_not_there_is_refused_and_adds_nothing(library: Library) -> None:
    with pytest.raises(DocumentError, match="no document “x”"):
        library.write([document("a")], remove=["x"])
    assert names(library) == []


def test_a_replaced_document_is_searched_no_more(library: Library, model: TinyModel) -> None:
    library.write([document("a"), document("b")])
    library.write([document("a", "完全不同的内容：粮食安全")], replace=True)
    with library.snapshot() as snapshot:
        assert snapshot.text("a") == "完全不同的内容：粮食安全"
        assert snapshot.lexical(["网络"], 10, snapshot.scope(documents=["a"])).tolist() == []
    assert_search_is_exact(library, model)
    assert [r.document.paragraphs for r in library.removed()] == [3]


def test_one_batch_may_remove_and_add_the_same_name(library: Library) -> None:
    library.write([document("a")])
    library.write([document("a", "新的")], remove=["a"])
    with library.snapshot() as snapshot:
        assert snapshot.text("a") == "新的"


def test_known_texts_are_not_embedded_again(library: Library, model: TinyModel) -> None:
    library.write([document("a", *LINES)])
    assert sorted(model.embedded) == sorted(LINES_SEARCHED)
    model.embedded.clear()
    library.write([document("b", *LINES, "只有这一句是新的"), document("c", *LINES)])
    assert model.embedded == ["只有这一句是新的"]
    assert_search_is_exact(library, model)


LINES_SEARCHED = [line.replace("，", ",") for line in LINES]


def test_ids_are_never_used_again(library: Library) -> None:
    library.write([document("a")])
    before = ids(library)
    library.write([], remove=["a"])
    library.purge()
    library.write([document("a")])
    assert min(ids(library)) > max(before)


def ids(library: Library) -> list[int]:
    with library.snapshot() as snapshot:
        return list(snapshot.scope().ids.tolist())


def test_an_empty_batch_makes_no_generation(library: Library) -> None:
    assert library.write([]) == 0


def test_cancelling_saves_nothing(library: Library) -> None:
    with pytest.raises(Cancelled):
        library.write([document("a")], cancel=lambda: True)
    assert (names(library), library.generation) == ([], 0)


def test_progress_reaches_the_end_of_every_stage(library: Library) -> None:
    seen: list[Progress] = []
    library.write([document(f"{i}", f"第{i}篇") for i in range(300)], progress=seen.append)
    assert {p.stage for p in seen} == {"embedding", "saving", "indexing"}
    for stage in ("embedding", "saving", "indexing"):
        last = [p for p in seen if p.stage == stage][-1]
        assert last.done == last.total > 0


# Removing and restoring


def test_a_removed_document_is_gone_and_comes_back(library: Library, model: TinyModel) -> None:
    library.write([document("a"), document("b")])
    before = ids(library)
    library.write([], remove=["a"])
    assert names(library) == ["b"]
    with library.snapshot() as snapshot:
        assert snapshot.rows(np.array(before)) == snapshot.rows(np.array(before[3:]))
        with pytest.raises(DocumentError, match="“a”"):
            snapshot.text("a")
        with pytest.raises(KeyError):
            snapshot.vectors(np.array(before[:1]))
    assert_search_is_exact(library, model)
    assert [(r.document.name, r.removed_at[:2]) for r in library.removed()] == [("a", "20")]
    library.restore("a")
    assert (names(library), ids(library), library.removed()) == (["a", "b"], before, [])
    assert_search_is_exact(library, model)


def test_the_last_removed_of_a_name_is_restored(library: Library) -> None:
    library.write([document("a", "第一稿")])
    library.write([document("a", "第二稿")], replace=True)
    library.write([], remove=["a"])
    library.restore("a")
    with library.snapshot() as snapshot:
        assert snapshot.text("a") == "第二稿"
    with pytest.raises(DocumentError, match="another document “a”"):
        library.restore("a")


def test_restoring_what_was_not_removed_is_refused(library: Library) -> None:
    with pytest.raises(DocumentError, match="No removed document “a”"):
        library.restore("a")


def test_a_purged_document_is_gone_for_good(library: Library, model: TinyModel) -> None:
    library.write([document("a", "秘密的一句话", LINES[0]), document("b", LINES[0])])
    library.write([], remove=["a"])
    assert library.purge(older_than=timedelta(days=30)) == 0
    assert library.purge() == 1
    with pytest.raises(DocumentError, match="No removed"):
        library.restore("a")
    with sqlite3.connect(library.folder / "library.db") as db:
        counts = [
            db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("documents", "texts", "paragraphs", "vectors")
        ]
    db.close()
    assert counts == [1, 1, 1, 1]
    assert_search_is_exact(library, model)


def test_a_purged_text_leaves_no_trace_in_the_database(tmp_path: Path, model: TinyModel) -> None:
    with opened(tmp_path, model) as library:
        library.write([document("a", "秘密的一句话"), document("b")])
        library.write([], remove=["a"])
        library.purge()
    assert "秘密的一句话".encode() not in (tmp_path / "library.db").read_bytes()


# Correcting


def test_corrected_metadata_is_what_filters_see(library: Library, model: TinyModel) -> None:
    library.write([document("a", date="2017"), document("b")])
    assert (
        library.set_metadata("a", date="2018-08-08", speaker="张三", remarks=["节选"]).year == 2018
    )
    with library.snapshot() as snapshot:
        assert snapshot.document("a").remarks == ("节选",)
        assert snapshot.scope(years=[2018], speakers=["张三"]).documents == 1
        assert snapshot.scope(years=[2017]).documents == 0
    assert library.set_metadata("a", date="2019年5月6日").date == "2019-05-06"
    assert_search_is_exact(library, model)


def test_what_is_corrected_is_kept_in_one_line(library: Library) -> None:
    library.write([document("a")])
    fields = {"title": " 在座谈会上\0的\n讲话 ", "remarks": "节选\n\u200b\n有\x1b删节"}
    corrected = library.set_metadata("a", **fields)
    assert (corrected.title, corrected.remarks) == ("在座谈会上 的 讲话", ("节选", "有 删节"))
    assert library.set_metadata("a", title="").title == ""


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": None}, "takes text, not NoneType"),
        ({"date": None}, "takes text, not NoneType"),
        ({"remarks": [1]}, "takes text, not list"),
        ({"sha256": "0"}, "cannot be edited"),
        ({"date": "2018年秋"}, "not a date"),
        ({"date": "2018-13"}, "not a date"),
    ],
)
def test_wrong_metadata_is_refused(library: Library, fields: dict[str, Any], message: str) -> None:
    library.write([document("a")])
    with pytest.raises(DocumentError, match=message):
        library.set_metadata("a", **fields)
    with pytest.raises(DocumentError, match="no document “x”"):
        library.set_metadata("x", title="t")
