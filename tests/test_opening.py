"""Opening a library: locks, refusals, full disks, folders that cannot be written."""

from __future__ import annotations

import sqlite3
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from library_samples import LINES, TinyModel, assert_search_is_exact, document, names, opened

from assistant.errors import (
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
)
from assistant.library import folder as folders
from assistant.library.failpoints import VARIABLE
from assistant.library.folder import LOCK, file_system, mounts_of_linux, mounts_of_macos
from assistant.library.lock import WriteLock
from assistant.store import Library


@pytest.fixture
def model() -> TinyModel:
    return TinyModel()


@pytest.fixture
def library(tmp_path: Path, model: TinyModel) -> Iterator[Library]:
    with opened(tmp_path / "library", model) as library:
        yield library


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


def test_stored_text_that_is_damaged_is_not_repeated(tmp_path: Path, model: TinyModel) -> None:
    with opened(tmp_path, model) as library:
        library.write([document("a", *LINES)])
    with closing(sqlite3.connect(tmp_path / "library.db")) as db:
        db.execute("UPDATE documents SET title = CAST(x'736563726574FF' AS TEXT)")
        db.commit()
    with pytest.raises(LibraryError, match="is damaged") as caught:
        opened(tmp_path, model).snapshot().__enter__()
    told = "".join(traceback.format_exception(caught.value))
    assert "secret" not in told + caught.value.zh and "Restore a backup" in told


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
        assert "All texts are saved" in library.notices[0].en
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
