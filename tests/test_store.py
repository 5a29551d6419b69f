"""The library: what is stored, found, removed and restored, and what is refused."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from library_samples import LINES, TinyModel, assert_search_is_exact, document, names, truth

from assistant import folder as folders
from assistant.errors import (
    DocumentError,
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
    ModelMismatch,
)
from assistant.failpoints import VARIABLE
from assistant.folder import LOCK, file_system, mounts_of_linux, mounts_of_macos
from assistant.lock import WriteLock
from assistant.store import Cancelled, Library
from assistant.types import Edit, Progress


@pytest.fixture
def model() -> TinyModel:
    return TinyModel()


@pytest.fixture
def library(tmp_path: Path, model: TinyModel) -> Iterator[Library]:
    with opened(tmp_path / "library", model) as library:
        yield library


def opened(folder: Path, model: TinyModel | None, **options: object) -> Library:
    return Library.open(folder, model, tokenizer=TinyModel("tokens"), **options)  # type: ignore[arg-type]


# Storing


def test_a_new_library_is_empty_and_can_be_searched(library: Library, model: TinyModel) -> None:
    assert (library.generation, names(library), library.notices) == (0, [], [])
    assert_search_is_exact(library, model)


def test_what_was_added_comes_back_unchanged(library: Library) -> None:
    edits = [Edit(0, 2, "党的", "masked word"), Edit(20, 22, "", "watermark")]
    parsed = document("一.txt", "X的十八大以来", "# 第一部分", "正文  有空格 𠮷", "~打印", edits=edits)
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
    parsed = document("a", title="标题", speaker="某某", date="2018-08", type="speech", bundled=True)
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
            for table in ("documents", "texts", "paragraphs", "passages", "vectors")
        ]
    db.close()
    assert counts == [1, 1, 1, 1, 1]
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
    assert library.set_metadata("a", date="2018-08-08", speaker="张三", remarks=["节选"]).year == 2018
    with library.snapshot() as snapshot:
        assert snapshot.document("a").remarks == ("节选",)
        assert snapshot.scope(years=[2018], speakers=["张三"]).documents == 1
        assert snapshot.scope(years=[2017]).documents == 0
    assert_search_is_exact(library, model)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"sha256": "0"}, "cannot be edited"),
        ({"date": "2018年"}, "not a date"),
        ({"date": "2018-13"}, "not a date"),
    ],
)
def test_wrong_metadata_is_refused(
    library: Library, fields: dict[str, str], message: str
) -> None:
    library.write([document("a")])
    with pytest.raises(DocumentError, match=message):
        library.set_metadata("a", **fields)
    with pytest.raises(DocumentError, match="no document “x”"):
        library.set_metadata("x", title="t")


# Scopes


@pytest.fixture
def shelf(library: Library) -> Library:
    library.write(
        [
            document("甲", "# 一", "甲文", "~打印", speaker="张三", date="2018-08-08", type="speech"),
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


def test_term_frequencies_count_paragraphs(library: Library) -> None:
    library.write([document("a"), document("b", LINES[1])])
    with library.snapshot() as snapshot:
        assert snapshot.lexical_frequency(["网络", "坚持", "没有"]).tolist() == [2, 1, 0]


def test_rows_and_vectors_come_in_the_order_asked(library: Library, model: TinyModel) -> None:
    library.write([document("a"), document("b")])
    order = np.array([5, 1, 6, 1], dtype=np.int64)
    with library.snapshot() as snapshot:
        rows = snapshot.rows(order)
        assert [r.id for r in rows] == [5, 1, 6, 1]
        texts = [r.search.text for r in rows]
        np.testing.assert_allclose(snapshot.vectors(order), model.embed_queries(texts), atol=1e-3)
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


# Locks


def test_a_second_writer_gets_a_clear_message_and_then_its_turn(
    tmp_path: Path, model: TinyModel
) -> None:
    with opened(tmp_path, model, lock_seconds=0.1) as library:
        with WriteLock(tmp_path / LOCK, 0), pytest.raises(LibraryLocked) as caught:
            library.write([document("a")])
        assert str(tmp_path) in caught.value.en
        assert "另一个程序" in caught.value.zh
        assert names(library) == []
        library.write([document("a")])
        assert names(library) == ["a"]


def test_a_second_writer_waits_for_the_first(library: Library) -> None:
    lock = WriteLock(library.folder / LOCK, 0)
    lock.__enter__()
    timer = threading.Timer(0.2, lock.__exit__, (None, None, None))
    timer.start()
    library.write([document("a")])
    timer.join()
    assert names(library) == ["a"]


def test_readers_do_not_wait_for_a_writer(library: Library, model: TinyModel) -> None:
    library.write([document("a")])
    with WriteLock(library.folder / LOCK, 0):
        assert_search_is_exact(library, model)
        with opened(library.folder, model) as other:
            assert_search_is_exact(other, model)


# Refusals


def test_a_library_of_a_later_version_is_refused(tmp_path: Path, model: TinyModel) -> None:
    opened(tmp_path, model).close()
    with sqlite3.connect(tmp_path / "library.db") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LibraryTooNew, match="later version") as caught:
        opened(tmp_path, model)
    assert "99" in caught.value.zh


def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, model: TinyModel
) -> None:
    (tmp_path / "library.db").write_bytes(b"notes of a meeting" * 100)
    with pytest.raises(LibraryError, match="not a library"):
        opened(tmp_path, model)
    assert (tmp_path / "library.db").read_bytes() == b"notes of a meeting" * 100


def test_a_database_of_another_program_is_refused(tmp_path: Path, model: TinyModel) -> None:
    with sqlite3.connect(tmp_path / "library.db") as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")
    db.close()
    with pytest.raises(LibraryError, match="another program"):
        opened(tmp_path, model)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, model: TinyModel) -> None:
    (tmp_path / "speech.txt").write_text("x")
    with pytest.raises(LibraryError, match="is a file"):
        opened(tmp_path / "speech.txt", model)


def test_a_damaged_database_is_named(tmp_path: Path, model: TinyModel) -> None:
    with opened(tmp_path, model) as library:
        library.write([document(f"{i}", *LINES) for i in range(40)])
    data = bytearray((tmp_path / "library.db").read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    (tmp_path / "library.db").write_bytes(data)
    with pytest.raises(LibraryError, match="library.db"):
        opened(tmp_path, model)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_share_is_refused(
    tmp_path: Path, model: TinyModel, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    share = str(tmp_path / "share")
    lines = f"22 1 8:1 / / rw - ext4 /dev/sda rw\n23 22 0:5 / {share} rw - {kind} host:/x rw\n"
    monkeypatch.setattr(folders, "_mounts", lambda: mounts_of_linux(lines))
    with pytest.raises(LibraryError, match="network share") as caught:
        opened(tmp_path / "share" / "library", model)
    assert "--library" in caught.value.en
    opened(tmp_path / "local", model).close()


def test_mount_tables_are_read() -> None:
    linux = "30 1 0:26 / /mnt/my\\040share rw,relatime shared:1 - cifs //h/s rw\n"
    assert file_system(Path("/mnt/my share/a"), mounts_of_linux(linux)) == "cifs"
    mac = "/dev/disk3s1 on / (apfs, sealed)\n//me@host/docs on /Volumes/docs (smbfs, nodev)\n"
    assert file_system(Path("/Volumes/docs/x"), mounts_of_macos(mac)) == "smbfs"
    assert file_system(Path("/Users/me"), mounts_of_macos(mac)) == "apfs"


# Models


def test_another_model_is_refused_until_the_library_is_embedded_again(
    tmp_path: Path, model: TinyModel
) -> None:
    with opened(tmp_path, model) as library:
        library.write([document("a"), document("b"), document("c")])
        library.write([], remove=["b"])
    other = TinyModel("other", 24)
    with pytest.raises(ModelMismatch, match="“tiny”, not with “other”") as caught:
        opened(tmp_path, other)
    assert "speech-assistant reindex" in caught.value.zh
    with opened(tmp_path, None) as library:
        assert library.reindex(other) == 3
        assert_search_is_exact(library, other)
        library.write([document("d")])
    with opened(tmp_path, other) as library:
        library.restore("b")
        assert names(library) == ["a", "b", "c", "d"]
        assert_search_is_exact(library, other)
        assert library.notices == []
    with pytest.raises(ModelMismatch, match="“other”, not with “tiny”"):
        opened(tmp_path, model)


def test_an_interrupted_reindex_keeps_the_old_model_and_is_taken_up_again(
    tmp_path: Path, model: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.maintain._EMBEDDED_AT_ONCE", 3)
    with opened(tmp_path, model) as library:
        library.write([document("a"), document("b"), document("c")])
    other = TinyModel("other", 24)

    def stop(progress: Progress) -> None:
        if progress.stage == "embedding" and progress.done == 2:
            raise KeyboardInterrupt

    with opened(tmp_path, None) as library, pytest.raises(KeyboardInterrupt):
        library.reindex(other, progress=stop)
    with opened(tmp_path, model) as library:
        assert_search_is_exact_for(library, model)
    other.embedded.clear()
    with opened(tmp_path, None) as library:
        library.reindex(other)
        assert len(other.embedded) == 3
        assert_search_is_exact(library, other)


def assert_search_is_exact_for(library: Library, model: TinyModel) -> None:
    """As `assert_search_is_exact`, while the vectors of two models are in the database."""
    with library.snapshot() as snapshot:
        scope = snapshot.scope()
        texts = [r.search.text for r in snapshot.rows(scope.ids)]
        np.testing.assert_allclose(
            snapshot.vectors(scope.ids), model.embed_queries(texts), atol=1e-3
        )


def test_an_empty_library_takes_any_model(tmp_path: Path, model: TinyModel) -> None:
    opened(tmp_path, model).close()
    other = TinyModel("other", 24)
    with opened(tmp_path, other) as library:
        library.write([document("a")])
        assert_search_is_exact(library, other)


def test_a_model_changed_by_another_process_is_noticed(tmp_path: Path, model: TinyModel) -> None:
    with opened(tmp_path, model) as library, opened(tmp_path, None) as other:
        library.write([document("a")])
        other.reindex(TinyModel("other", 24))
        with pytest.raises(ModelMismatch), library.snapshot():
            pass
        with pytest.raises(ModelMismatch):
            library.write([document("b")])


def test_without_a_model_a_library_can_be_read_but_not_added_to(
    tmp_path: Path, model: TinyModel
) -> None:
    with opened(tmp_path, model) as library:
        library.write([document("a")])
    with opened(tmp_path, None) as library:
        with library.snapshot() as snapshot:
            assert snapshot.text("a").startswith("a")
            assert len(snapshot.lexical(["网络"], 5, snapshot.scope())) == 1
        with pytest.raises(ModelMismatch, match="without a model"):
            library.write([document("b")])
        library.write([], remove=["a"])
        assert names(library) == []


# Full disks


def test_a_disk_that_fills_up_before_the_commit_saves_nothing(
    library: Library, model: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write([document("a")])
    monkeypatch.setenv(VARIABLE, "before-commit:full")
    with pytest.raises(LibraryError, match="disk .* is full") as caught:
        library.write([document("b")], remove=["a"])
    assert "已满" in caught.value.zh
    monkeypatch.delenv(VARIABLE)
    assert names(library) == ["a"]
    assert_search_is_exact(library, model)
    library.write([document("b")])
    assert names(library) == ["a", "b"]


@pytest.mark.parametrize("step", ["before-lexical-commit", "before-index-file", "before-watermark"])
def test_a_disk_that_fills_up_after_the_commit_loses_nothing(
    tmp_path: Path, model: TinyModel, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with opened(tmp_path, model) as library:
        monkeypatch.setenv(VARIABLE, f"{step}:full")
        assert library.write([document("a")]) == 1
        assert "Saved" in library.notices[0].en
        assert "已保存" in library.notices[0].zh
        monkeypatch.delenv(VARIABLE)
        assert_search_is_exact(library, model)
    with opened(tmp_path, model) as library:
        assert_search_is_exact(library, model)


# Reading only


def test_a_library_opened_for_reading_can_be_asked_but_not_changed(
    tmp_path: Path, model: TinyModel
) -> None:
    with opened(tmp_path, model) as library:
        library.write([document("a"), document("b")])
    before = sorted((p.name, p.stat().st_mtime_ns) for p in (tmp_path / "index").rglob("*"))
    with opened(tmp_path, model, read_only=True) as library:
        assert_search_is_exact(library, model)
        assert "read-only" in library.notices[-1].en
        for change in (
            lambda: library.write([document("c")]),
            lambda: library.restore("a"),
            lambda: library.set_metadata("a", title="t"),
            library.purge,
            lambda: library.reindex(model),
        ):
            with pytest.raises(LibraryReadOnly, match="read-only"):
                change()
    assert before == sorted((p.name, p.stat().st_mtime_ns) for p in (tmp_path / "index").rglob("*"))


def test_there_is_nothing_to_read_where_there_is_no_library(
    tmp_path: Path, model: TinyModel
) -> None:
    with pytest.raises(LibraryError, match="read-only"):
        opened(tmp_path / "none", model, read_only=True)
    assert not (tmp_path / "none").exists()
