"""A library in a folder that cannot be written is asked all the same, and left as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from library_samples import LINES, TinyModel, document, opened


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


READ_ONLY = """
import sys
sys.path[:0] = ["tests"]
from pathlib import Path
from library_samples import *
with opened(Path(sys.argv[1]), TinyModel()) as library:
    assert library.read_only
    assert_search_is_exact(library, TinyModel())
    print([n.en for n in library.notices])
"""


def asked_without_rights(folder: Path) -> str:
    """What a process is told that may not write to the folder."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    command = [sys.executable, "-B", "-c", READ_ONLY, str(folder)]
    if os.geteuid() == 0:
        # Rights do not bind root, a mount does.
        mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        command = ["unshare", "-rm", "sh", "-c", mount, str(folder), *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert before == {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    return done.stdout


posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of a POSIX folder")


@posix
def test_a_read_only_folder_is_searched_and_left_alone(folder: Path) -> None:
    assert "is read-only" in asked_without_rights(folder)


@posix
def test_a_read_only_folder_with_a_damaged_index_is_searched(folder: Path) -> None:
    for pattern in ("watermark.json", "dense.g*", "tokens.g*", "lexical.g*/meta.json"):
        path = next((folder / "index").glob(pattern))
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    told = asked_without_rights(folder)
    assert "is read-only" in told
    assert "built again" in told


@posix
def test_a_read_only_folder_with_an_open_log_is_searched(folder: Path, model: TinyModel) -> None:
    """As a crash leaves it: the last batches only in the write-ahead log."""
    with opened(folder, model) as library:
        library.write([document("d", "网络强国")])
        kept = {n: (folder / n).read_bytes() for n in ("library.db", "library.db-wal")}
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    (folder / "library.db-shm").unlink(missing_ok=True)
    assert "is read-only" in asked_without_rights(folder)
