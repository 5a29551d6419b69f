"""Indexes derived from the database: rebuilt when in doubt, completed from the database when late."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from library_samples import (
    LINES,
    TinyModel,
    assert_search_is_exact,
    document,
    index_files,
    names,
    opened,
)

from assistant.library.derived import Derived
from assistant.library.folder import LOCK
from assistant.library.lock import WriteLock
from assistant.store import Library


@pytest.fixture
def model() -> TinyModel:
    return TinyModel()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "library"
    with opened(folder, TinyModel()) as library:
        library.write([document("a"), document("b")])
        library.write([document("c", *LINES, "~打印")])
        library.write([], remove=["b"])
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A library of three documents, closed, with all its indexes."""
    return Path(shutil.copytree(template, tmp_path / "library"))


def victim(folder: Path, pattern: str) -> Path:
    return next((folder / "index").glob(pattern))


def damage(path: Path, how: str) -> None:
    if how == "lost":
        path.unlink() if path.is_file() else shutil.rmtree(path)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "flipped":
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0xFF
        path.write_bytes(data)


FILES = ["watermark.json", "dense.g*", "tokens.g*", "lexical.g*/meta.json"]
SEGMENTS = ["lexical.g*/*.term", "lexical.g*/*.idx", "lexical.g*/*.fast", "lexical.g*/*.store"]


@pytest.mark.parametrize("how", ["lost", "cut", "empty", "flipped"])
@pytest.mark.parametrize("pattern", [*FILES, *SEGMENTS])
def test_a_damaged_index_is_rebuilt_with_a_notice(
    folder: Path, model: TinyModel, pattern: str, how: str
) -> None:
    damage(victim(folder, pattern), how)
    with opened(folder, model) as library:
        assert_search_is_exact(library, model)
        assert [n.en for n in library.notices if "built again" in n.en]
        assert all("没有丢失" in n.zh for n in library.notices)
    with opened(folder, model) as library:
        assert_search_is_exact(library, model)
        assert library.notices == []


@pytest.mark.parametrize("pattern", ["lexical.g*", "."])
def test_a_lost_index_folder_is_rebuilt(folder: Path, model: TinyModel, pattern: str) -> None:
    damage(victim(folder, pattern) if pattern != "." else folder / "index", "lost")
    with opened(folder, model) as library:
        assert library.notices
        assert_search_is_exact(library, model)


@pytest.mark.parametrize("pattern", FILES)
def test_damage_behind_an_open_library_is_mended_by_the_next_batch(
    folder: Path, model: TinyModel, pattern: str
) -> None:
    with opened(folder, model) as library:
        assert_search_is_exact(library, model)
        damage(victim(folder, pattern), "lost")
        library.write([document("d")])
        assert_search_is_exact(library, model)
    with opened(folder, model) as library:
        assert_search_is_exact(library, model)


@pytest.mark.parametrize("pattern", [*FILES, *SEGMENTS])
def test_a_damaged_index_does_not_stop_a_reader_while_another_process_writes(
    folder: Path, model: TinyModel, pattern: str
) -> None:
    damage(victim(folder, pattern), "cut")
    with WriteLock(folder / LOCK, 0), opened(folder, model) as library:
        assert_search_is_exact(library, model)
        assert library.notices == []


def test_the_index_of_another_library_is_not_used(
    folder: Path, tmp_path: Path, model: TinyModel
) -> None:
    with opened(tmp_path / "other", model) as library:
        library.write([document("x", "别的资料库"), document("y", "别的内容")])
        library.write([document("z")])
        library.write([document("u")])
    shutil.rmtree(folder / "index")
    shutil.copytree(tmp_path / "other" / "index", folder / "index")
    with opened(folder, model) as library:
        assert "another library" in library.notices[0].en
        assert_search_is_exact(library, model)


def test_an_older_copy_of_the_database_does_not_use_the_newer_index(
    folder: Path, tmp_path: Path, model: TinyModel
) -> None:
    shutil.copy(folder / "library.db", tmp_path / "older.db")
    with opened(folder, model) as library:
        library.write([document("d", "后来的一句话")])
        library.write([document("e")])
    shutil.copy(tmp_path / "older.db", folder / "library.db")
    with opened(folder, model) as library:
        assert library.notices
        assert_search_is_exact(library, model)
        # The same generation as the newer copy had, with other content under the same ids.
        library.write([document("d", "另一句话"), document("f")])
        library.write([document("g")])
        assert_search_is_exact(library, model)


def test_diverged_copies_with_swapped_indexes_are_told_apart(
    folder: Path, tmp_path: Path, model: TinyModel
) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    for path, text in ((folder, "这一份说网络安全"), (tmp_path / "copy", "那一份不说")):
        with opened(path, model) as library:
            library.write([document("d", text)])
    shutil.rmtree(folder / "index")
    shutil.copytree(tmp_path / "copy" / "index", folder / "index")
    with opened(folder, model) as library:
        assert library.notices
        assert_search_is_exact(library, model)


def test_a_commit_that_the_indexes_have_not_seen_is_replayed_at_opening(
    folder: Path, model: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, opened(folder, model) as library:
        patch.setattr(Derived, "catch_up", lambda *_: [])
        library.write([document("d", "网络强国")], remove=["a"])
        library.restore("b")
    watermark = (folder / "index" / "watermark.json").read_bytes()
    with opened(folder, model) as library:
        assert library.notices == []
        assert (folder / "index" / "watermark.json").read_bytes() != watermark
        assert_search_is_exact(library, model)


def test_searches_are_exact_while_the_indexes_lag_behind(
    folder: Path, model: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(folder, model) as library:
        assert_search_is_exact(library, model)
        monkeypatch.setattr(Derived, "catch_up", lambda *_: [])
        for change in (
            lambda: library.write([document("d", "网络强国", "乡村振兴")]),
            lambda: library.write([document("a", "网络安全为人民")], replace=True),
            lambda: library.write([], remove=["c"]),
            lambda: library.restore("b"),
            lambda: library.restore("c"),
            lambda: library.write([], remove=["a", "b"]),
        ):
            change()
            assert_search_is_exact(library, model)


def test_removed_candidates_are_made_up_for(
    tmp_path: Path, model: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, model) as library:
        library.write([document(f"{i}", "网络安全") for i in range(200)])
        library.write([document("last", "网络安全 民生")])
        monkeypatch.setattr(Derived, "catch_up", lambda *_: [])
        library.write([], remove=[str(i) for i in range(200)])
        with library.snapshot() as snapshot:
            scope = snapshot.scope()
            assert snapshot.lexical(["网络", "安全"], 1, scope).tolist() == scope.ids.tolist()
            found, _ = snapshot.dense(model.embed_queries(["网络安全"])[0], 1, scope)
            assert found.tolist() == scope.ids.tolist()


def test_other_open_libraries_see_a_batch_at_their_next_question(
    folder: Path, model: TinyModel
) -> None:
    with opened(folder, model) as reader, opened(folder, model) as writer:
        assert_search_is_exact(reader, model)
        for number in range(3):
            writer.write([document(f"new {number}", *LINES)])
            assert_search_is_exact(reader, model)
        reader.write([], remove=["new 1", "a"])
        assert_search_is_exact(writer, model)
        assert writer.notices == reader.notices == []


def test_another_process_reads_what_this_one_writes(folder: Path, model: TinyModel) -> None:
    script = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path\n"
        "from library_samples import *\n"
        "with opened(Path(sys.argv[1]), TinyModel()) as library:\n"
        "    for line in sys.stdin:\n"
        "        assert_search_is_exact(library, TinyModel())\n"
        "        print(*names(library), library.notices, flush=True)\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    with reader, opened(folder, model) as library:
        for name in "xyz":
            library.write([document(name)])
            reader.stdin.write("\n")
            reader.stdin.flush()
            assert reader.stdout.readline() == " ".join([*names(library), "[]"]) + "\n"


def test_a_changed_tokenizer_is_followed_without_ado(folder: Path, model: TinyModel) -> None:
    changed = TinyModel("other tokens")
    with Library.open(folder, model, tokenizer=changed) as library:
        assert library.notices == []
        assert "other" not in "".join(index_files(folder))
        assert_search_is_exact(library, model)


def test_files_that_nothing_refers_to_are_removed(folder: Path, model: TinyModel) -> None:
    (folder / "index" / "dense.g0").write_bytes(b"old")
    (folder / "index" / "tokens.g9.tmp").write_bytes(b"half")
    (folder / "index" / "lexical.g0").mkdir()
    with opened(folder, model) as library:
        library.write([document("d")])
    left = {p.name.partition(".g")[0] for p in (folder / "index").iterdir()}
    assert left == {"watermark.json", "dense", "tokens", "lexical"}
    assert len(list((folder / "index").iterdir())) == 4


def test_the_database_holds_each_text_once(folder: Path) -> None:
    with sqlite3.connect(folder / "library.db") as db:
        texts = db.execute("SELECT count(*) FROM texts").fetchone()[0]
        columns = {r[1] for r in db.execute("PRAGMA table_info(paragraphs)")}
    db.close()
    assert texts == 3
    assert "text" not in columns
