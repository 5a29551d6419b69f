"""A library in one file: made while in use, verified before it replaces anything."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Assistant
from assistant.cli import main
from assistant.errors import LibraryError, LibraryLocked
from assistant.library.backup import restore_backup
from assistant.library.folder import LOCK
from assistant.library.lock import WriteLock

TEXT = "在座谈会上的讲话\n\n要抓好粮食生产，确保粮食安全。\n"
QUESTION = "粮食生产要怎么抓？"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    source = tmp_path / "粮食.txt"
    source.write_text(TEXT, encoding="utf-8")
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(source, keep_files=True)
    return tmp_path / "library"


@pytest.fixture
def made(library: Path, tmp_path: Path) -> Path:
    with Assistant.open(library) as assistant:
        assistant.backup(tmp_path / "made.zip")
    return tmp_path / "made.zip"


def names(folder: Path) -> list[str]:
    with Assistant.open(folder) as assistant:
        return [d.name for d in assistant.documents()]


def test_a_restored_library_answers_and_has_its_originals(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "新 资料库"
    restored = restore_backup(made, folder)
    assert (restored.documents, restored.before) == (1, None)
    with Assistant.open(folder) as assistant:
        assert "粮食安全" in assistant.ask(QUESTION).quotes[0].text
        kept = assistant.file("粮食.txt")
        assert kept and kept.read_text(encoding="utf-8") == TEXT


def test_the_former_library_is_kept_beside_the_restored_one(made: Path, library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text("另一篇讲话\n\n要抓好防汛工作。\n", "防汛.txt")
    before = restore_backup(made, library).before
    assert names(library) == ["粮食.txt"]
    assert before and set(names(before)) == {"粮食.txt", "防汛.txt"}


def test_indexes_of_the_former_library_do_not_fit_the_restored_one(
    made: Path, library: Path, tmp_path: Path
) -> None:
    restore_backup(made, tmp_path / "restored")
    shutil.copytree(library / "index", tmp_path / "restored" / "index")
    with Assistant.open(tmp_path / "restored") as assistant:
        assert assistant.notices
        assert "粮食安全" in assistant.ask(QUESTION).quotes[0].text


def test_a_library_can_be_moved_to_a_path_with_blanks_and_chinese(
    library: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "我的 资料" / "讲话 库"
    moved.parent.mkdir()
    library.rename(moved)
    with Assistant.open(moved) as assistant:
        assert not assistant.notices
        assert "粮食安全" in assistant.ask(QUESTION).quotes[0].text
        assert assistant.file("粮食.txt")


def test_a_backup_holds_what_was_committed_when_it_was_made(library: Path, tmp_path: Path) -> None:
    with Assistant.open(library) as assistant, Assistant.open(library) as other:

        def write_meanwhile(_: object) -> None:
            if len(other.documents()) == 1:
                other.add_text("另一篇讲话\n\n要抓好防汛工作。\n", "防汛.txt")

        assistant.backup(tmp_path / "made.zip", progress=write_meanwhile)
        assert len(assistant.documents()) == 2
    restore_backup(tmp_path / "made.zip", tmp_path / "restored")
    assert names(tmp_path / "restored") == ["粮食.txt"]


def test_nothing_is_overwritten_unless_asked(library: Path, tmp_path: Path) -> None:
    target = tmp_path / "made.zip"
    target.write_text("mine")
    with Assistant.open(library) as assistant:
        with pytest.raises(LibraryError, match="--force"):
            assistant.backup(target)
        with pytest.raises(LibraryError, match="outside the library"):
            assistant.backup(library / "made.zip")
        with pytest.raises(LibraryError, match="was not written"):
            assistant.backup(tmp_path / "no folder" / "made.zip")
        assert target.read_text() == "mine"
        assistant.backup(target, overwrite=True)
    assert zipfile.is_zipfile(target)
    assert {p.name for p in tmp_path.iterdir()} == {"made.zip", "library", "粮食.txt"}


def rewritten(made: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other contents."""
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    other = made.with_name("other.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return other


def with_manifest(made: Path, change: Callable[[dict[str, object]], None]) -> Path:
    def changed(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifest.json"])
        change(manifest)
        parts["manifest.json"] = json.dumps(manifest).encode()

    return rewritten(made, changed)


def linked(made: Path) -> Path:
    other = made.with_name("other.zip")
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(other, "w") as out:
        for entry in archive.infolist():
            data = archive.read(entry)
            if entry.filename.startswith("files/"):
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            out.writestr(entry, data)
    return other


def twice(made: Path) -> Path:
    shutil.copyfile(made, other := made.with_name("other.zip"))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(other, "a") as archive:
        archive.writestr("library.db", b"another")
    return other


def cut(made: Path) -> Path:
    other = made.with_name("other.zip")
    other.write_bytes(made.read_bytes()[:-200])
    return other


def lines(made: Path) -> Path:
    other = made.with_name("other.zip")
    other.write_text("no zip")
    return other


DAMAGES: dict[str, Callable[[Path], Path]] = {
    "no zip": lines,
    "cut short": cut,
    "no manifest": lambda m: rewritten(m, lambda p: p.pop("manifest.json") and None),
    "manifest no JSON": lambda m: rewritten(m, lambda p: p.update({"manifest.json": b"{"})),
    "later version": lambda m: with_manifest(m, lambda f: f.update(format=2)),
    "no list of files": lambda m: with_manifest(m, lambda f: f.update(files=[1])),
    "a way out": lambda m: rewritten(m, lambda p: p.update({"../evil.txt": b"x"})),
    "an absolute path": lambda m: rewritten(m, lambda p: p.update({"/tmp/evil.txt": b"x"})),
    "a stranger": lambda m: rewritten(m, lambda p: p.update({"index/x": b"x"})),
    "a link": linked,
    "a name twice": twice,
    "other bytes": lambda m: rewritten(
        m, lambda p: p.update({"library.db": b"y" + p["library.db"][1:]})
    ),
    "a bomb": lambda m: rewritten(m, lambda p: p.update({"library.db": bytes(50_000_000)})),
    "less": lambda m: rewritten(m, lambda p: p.pop("library.db") and None),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_backup_replaces_nothing(made: Path, library: Path, damage: str) -> None:
    other = DAMAGES[damage](made)
    around = sorted(p.name for p in made.parent.iterdir())
    with pytest.raises(LibraryError) as raised:
        restore_backup(other, library)
    assert "unchanged" in raised.value.en and "没有改动" in raised.value.zh
    assert sorted(p.name for p in made.parent.iterdir()) == around
    assert names(library) == ["粮食.txt"]


def test_a_database_that_is_damaged_inside_is_refused(made: Path, library: Path) -> None:
    import hashlib

    def change(parts: dict[str, bytes]) -> None:
        data = parts["library.db"]
        parts["library.db"] = data[:4096] + b"\xff" * 4096 + data[8192:]
        manifest = json.loads(parts["manifest.json"])
        manifest["files"]["library.db"]["sha256"] = hashlib.sha256(parts["library.db"]).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(LibraryError):
        restore_backup(rewritten(made, change), library)
    assert names(library) == ["粮食.txt"]


def test_a_library_that_is_written_to_is_not_replaced(
    made: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.backup._SECONDS", 0.0)
    with WriteLock(library / LOCK, 0), pytest.raises(LibraryLocked):
        restore_backup(made, library)
    assert names(library) == ["粮食.txt"]


def test_a_folder_that_is_no_library_is_not_replaced(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(LibraryError, match="holds no library"):
        restore_backup(made, folder)
    assert [p.name for p in folder.iterdir()] == ["notes.txt"]


def test_the_commands_make_and_bring_back_a_backup(library: Path, tmp_path: Path) -> None:
    def run(*command: str, folder: Path = library) -> str:
        options = ["--library", str(folder), "--language", "en"]
        return CliRunner().invoke(main, [*options, *command]).output.strip()

    file = str(tmp_path / "made.zip")
    assert run("backup", file).startswith("Backed up 1 documents")
    assert "--force" in run("backup", file)
    assert "ends with .zip" in run("backup", str(tmp_path / "made"))
    told = run("restore", file)
    assert told.startswith("Restored 1 documents") and "before-restore" in told
    assert "粮食" in run("ask", QUESTION, folder=library)
    assert "was not restored" in run("restore", str(tmp_path / "none.zip"))
