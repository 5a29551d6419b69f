"""A whole library in one file, and a library from such a file.

A backup is a zip file: `manifest.json` with size and SHA-256 of everything else, `library.db` as it
was at one moment, and the kept originals. Indexes are left out: they follow from the database.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.errors import LibraryError
from assistant.library import migrations
from assistant.library.connections import Connections, database_errors
from assistant.library.folder import DATABASE, LOCK, refuse_network_share, replace
from assistant.library.kept import FILES
from assistant.library.lock import WriteLock
from assistant.library.migrations import nonce, now
from assistant.reasons import reason
from assistant.types import Progress

FORMAT = 1
SUFFIX = ".zip"
MANIFEST = "manifest.json"
_NAME = re.compile(rf"{re.escape(DATABASE)}|{FILES}/[0-9a-f]{{64}}\.[a-z0-9]{{1,10}}")
_LARGEST_MANIFEST = 64 * 2**20
_BLOCK = 2**20
_PAGES_AT_ONCE = 2_000
_SECONDS = 10.0
"""How long a restored library waits for a writer of the one it replaces."""

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """`documents` are those in the library now; `before` is where the former one was put, if any."""

    documents: int
    made_at: str
    before: Path | None


def back_up(
    folder: Path,
    connections: Connections,
    target: Path,
    *,
    overwrite: bool = False,
    progress: Report | None = None,
) -> int:
    """Write the library as it is at this moment; it can be used meanwhile. Returns the bytes of the
    backup, which is whole or not there.

    :raises LibraryError: the file exists, lies in the library, or cannot be written.
    """
    target = target.expanduser().absolute()
    _check_target(folder, target, overwrite)
    with (
        _writable(target),
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch,
    ):
        copy, made = Path(scratch, DATABASE), Path(scratch, "backup")
        with connections.connection() as db:
            _copy_database(db, copy, progress)
        kept = sorted(p for p in (folder / FILES).glob("*") if _NAME.fullmatch(f"{FILES}/{p.name}"))
        sources = {DATABASE: copy} | {f"{FILES}/{p.name}": p for p in kept}
        with zipfile.ZipFile(made, "x", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            files = {}
            for done, (name, source) in enumerate(sources.items(), 1):
                # A purge may delete an original at any time; the database no longer needs it then.
                with suppress(FileNotFoundError):
                    files[name] = _pack(archive, name, source)
                if progress is not None:
                    progress(Progress("backup", done, len(sources), name))
            manifest = {"format": FORMAT, "made_at": now()[:19] + "+00:00", "files": files}
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        with open(made, "rb") as file:
            os.fsync(file.fileno())
        size = made.stat().st_size
        replace(made, target)
    return size


def _check_target(folder: Path, target: Path, overwrite: bool) -> None:
    if target.exists() and not overwrite:
        raise LibraryError(
            f"{target} exists already. Choose another name, or overwrite it with --force.",
            f"{target} 已存在。请另取文件名，或用 --force 覆盖。",
        )
    if target.is_dir() or target.is_relative_to(folder.resolve()):
        raise LibraryError(
            f"{target} is no place for a backup. Give a file outside the library.",
            f"{target} 不能存放备份。请指定资料库以外的文件。",
        )


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        en, zh = reason(error)
        raise LibraryError(
            f"The backup {target} was not written: {en}. Nothing was changed; choose another place or"
            " free some space.",
            f"备份 {target} 未能写入：{zh}。没有做任何改动；请换一个位置或腾出空间。",
        ) from error


def _copy_database(db: sqlite3.Connection, copy: Path, progress: Report | None) -> None:
    def report(_: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(Progress("copying", total - remaining, total))

    with closing(sqlite3.connect(copy)) as made:
        # From one transaction: a copy that looks up the pages as it goes starts anew with each write.
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM library").fetchone()
        db.backup(made, pages=_PAGES_AT_ONCE, progress=report)
        made.execute("PRAGMA journal_mode = DELETE")


def _pack(archive: zipfile.ZipFile, name: str, source: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with open(source, "rb") as file, archive.open(name, "w", force_zip64=True) as packed:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
            packed.write(block)
    return {"size": size, "sha256": digest.hexdigest()}


# Back from the file


def restore_backup(source: Path, folder: Path, progress: Report | None = None) -> Restored:
    """Put the library of a backup in the place of `folder`. Everything is verified first; what was
    there is kept beside it under another name.

    :raises LibraryError: no backup, damaged, or made by a later version; a library that is being
        written to; no space. The library in `folder` is unchanged then.
    """
    folder = folder.expanduser().absolute()
    refuse_network_share(folder.parent)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _readable(source), zipfile.ZipFile(source) as archive:
        manifest = _manifest(archive, source)
        fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-restoring-"))
        try:
            _unpack(archive, manifest["files"], fresh, source, progress)
            documents = _renewed(fresh / DATABASE)
            before = _exchange(fresh, folder)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    return Restored(documents, str(manifest["made_at"]), before)


def damaged(source: Path, found_en: str, found_zh: str) -> LibraryError:
    return LibraryError(
        f"{source} was not restored: {found_en}. The library is unchanged. Choose another backup.",
        f"没有从 {source} 恢复：{found_zh}。资料库没有改动。请换一个备份文件。",
    )


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except (
        # What zipfile raises on damage, on methods it does not know, and on encryption.
        *(zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError),
        *(ValueError, KeyError, TypeError),  # of a manifest that is not as it should be
    ) as error:
        raise damaged(
            source, f"it is no backup, or damaged ({error})", "不是备份或已损坏"
        ) from error
    except OSError as error:
        raise damaged(source, *reason(error)) from error


def _manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    """:raises LibraryError: the archive holds anything but what a backup consists of."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise damaged(source, "it is no backup of a library", "不是资料库备份")
    manifest = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise damaged(source, "a later version made it", "由更新版本的程序制作")
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise damaged(source, "it is no backup of a library", "不是资料库备份")
    strange = [n for n in names if n != MANIFEST and not _NAME.fullmatch(n)]
    linked = [e for e in entries if stat.S_ISLNK(e.external_attr >> 16)]
    if strange or linked or sorted(names) != sorted([*files, MANIFEST]) or DATABASE not in files:
        raise damaged(source, "it holds what no backup holds", "其中有备份不应有的内容")
    for entry in entries:
        if entry.filename != MANIFEST and entry.file_size != files[entry.filename]["size"]:
            raise damaged(source, f"{entry.filename} is damaged", f"{entry.filename} 已损坏")
    return manifest


def _unpack(
    archive: zipfile.ZipFile,
    files: dict[str, Any],
    fresh: Path,
    source: Path,
    progress: Report | None,
) -> None:
    size = sum(int(file["size"]) for file in files.values())
    if size > shutil.disk_usage(fresh).free:
        raise damaged(source, f"it takes {size:,} bytes of disk", f"需要 {size:,} 字节的磁盘空间")
    (fresh / FILES).mkdir()
    for done, (name, file) in enumerate(files.items(), 1):
        digest, left = hashlib.sha256(), int(file["size"])
        with archive.open(name) as packed, open(fresh / name, "wb") as unpacked:
            # A zip bomb says that it is small: no more is unpacked than the manifest tells.
            while block := packed.read(min(_BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    break
                digest.update(block)
                unpacked.write(block)
            unpacked.flush()
            os.fsync(unpacked.fileno())
        if left or digest.hexdigest() != file["sha256"]:
            raise damaged(source, f"{name} is damaged", f"{name} 已损坏")
        if progress is not None:
            progress(Progress("restoring", done, len(files), name))


def _renewed(database: Path) -> int:
    """Check the database and make it a library of its own, lest indexes of the former one fit it.
    Returns the number of its documents."""
    with database_errors(database), closing(sqlite3.connect(database, isolation_level=None)) as db:
        (state,) = db.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        db.execute("PRAGMA journal_mode = WAL")
        migrations.migrate(db, database)
        db.execute("UPDATE library SET value = ? WHERE key = 'id'", (secrets.token_hex(16),))
        latest = "(SELECT max(number) FROM generations)"
        db.execute(f"UPDATE generations SET nonce = ? WHERE number = {latest}", (nonce(),))
        count = db.execute("SELECT count(*) FROM documents WHERE removed_at IS NULL").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return int(count[0])


def _exchange(fresh: Path, folder: Path) -> Path | None:
    """Put the new folder in the place of the old one, which is kept; returns where."""
    if not folder.exists() or not any(folder.iterdir()):
        if folder.exists():
            folder.rmdir()
        os.rename(fresh, folder)
        return None
    if not (folder / DATABASE).exists():
        raise LibraryError(
            f"{folder} is not empty and holds no library. Choose another folder with --library.",
            f"{folder} 不是空文件夹，也不是资料库。请用 --library 另选文件夹。",
        )
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    before = folder.with_name(f"{folder.name}-before-restore-{stamp}")
    with WriteLock(folder / LOCK, _SECONDS):
        os.rename(folder, before)
        try:
            os.rename(fresh, folder)
        except BaseException:
            os.rename(before, folder)
            raise
    return before
