"""SQLite connections of a library: how they are opened, pooled, and how their errors read."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import LibraryError, LibraryLocked, LibraryReadOnly
from assistant.library.folder import has_room
from assistant.reasons import reason

_BUSY_SECONDS = 10.0


@contextmanager
def readable_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into ones that say what to do.

    :raises LibraryError: disk full, damaged or unreadable file.
    :raises LibraryReadOnly: the file cannot be written.
    :raises LibraryLocked: another program keeps the file locked.
    """
    try:
        with database_errors(path):
            yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _disk_full(path) from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise read_only(path.parent) from error
        en, zh = reason(error)
        raise LibraryError(
            f"The library {path.parent} cannot be used: {en}. Check the path and the disk.",
            f"无法使用资料库 {path.parent}：{zh}。请检查路径和磁盘。",
        ) from error


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """As `readable_errors`, for errors of SQLite alone."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise _disk_full(path) from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LibraryLocked(
                f"Another program keeps {path} locked. Nothing was changed. Close it, then repeat.",
                f"另一个程序锁定了 {path}。没有做任何改动。请关闭该程序后重试。",
            ) from error
        if code == sqlite3.SQLITE_READONLY:
            raise read_only(path.parent) from error
        if code == sqlite3.SQLITE_NOTADB:
            raise not_a_library(path, str(error)) from error
        # What cannot be decoded is repeated by SQLite; stored text belongs into no message and no log.
        said, undecoded, _ = str(error).partition(" with text ")
        if code == sqlite3.SQLITE_CORRUPT or undecoded:
            raise LibraryError(
                f"{path} is damaged ({said}). Restore a backup of the library.",
                f"{path} 已损坏（{said}）。请从备份恢复资料库。",
            ) from (None if undecoded else error)
        raise LibraryError(
            f"{path} cannot be used: {error}. Check the disk and the rights on the folder.",
            f"无法使用 {path}：{error}。请检查磁盘和文件夹权限。",
        ) from error


def read_only(folder: Path) -> LibraryReadOnly:
    if not has_room(folder):
        return LibraryReadOnly(
            f"The disk of {folder} is full. The library can be asked but not changed; nothing was"
            " lost. Free some space, then repeat.",
            f"{folder} 所在磁盘已满。资料库可以提问，但不能更改；没有丢失任何内容。请腾出空间后重试。",
        )
    return LibraryReadOnly(
        f"The library {folder} cannot be written: the folder or its files are read-only. It can be"
        " asked. To change it, choose a writable copy with --library or correct the rights.",
        f"资料库 {folder} 不可写入：文件夹或其中的文件是只读的。可以提问，但不能更改。"
        "如需更改，请用 --library 选择可写的副本，或修改权限。",
    )


def not_a_library(path: Path, reason: str) -> LibraryError:
    return LibraryError(
        f"{path} is not a library of Speech Assistant: {reason}. Choose another folder with"
        " --library, or restore a backup.",
        f"{path} 不是本程序的资料库：{reason}。请用 --library 选择另一个文件夹，或从备份恢复。",
    )


def _disk_full(path: Path) -> LibraryError:
    return LibraryError(
        f"The disk of {path.parent} is full. Nothing of this batch was saved; what was saved before"
        " is safe. Free some space, then repeat.",
        f"{path.parent} 所在磁盘已满。本批内容未保存，此前保存的内容完好。请腾出空间后重试。",
    )


class Connections:
    """A pool of connections to one database file. A connection serves one thread at a time.

    All are in autocommit mode: transactions are begun and ended in so many words.
    """

    def __init__(self, path: Path, *, writable: bool) -> None:
        self._path = path
        self._writable = writable
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._seen: tuple[int, int] | None = None

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own until the block ends; an open transaction is rolled back.

        :raises LibraryError: the file cannot be read, or the library was closed.
        """
        with readable_errors(self._path):
            db = self._take()
        try:
            with database_errors(self._path):
                yield db
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
            with self._lock:
                keep = not self._closed
                if keep:
                    self._idle.append(db)
            if not keep:
                db.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise LibraryError(
                    f"The library {self._path.parent} was closed. Open it again.",
                    f"资料库 {self._path.parent} 已关闭，请重新打开。",
                )
            if self._seen and self._seen != _signature(self._path):
                self._forget()
            if self._idle:
                return self._idle.pop()
            return self._open() if self._writable else self._open_read_only()

    def _open(self) -> sqlite3.Connection:
        db = _connect(self._path.as_uri())
        # With FULL a commit has reached the disk when it returns, also in write-ahead mode.
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        return db

    def _open_read_only(self) -> sqlite3.Connection:
        """In a folder that cannot be written SQLite may lack the file through which readers and
        writers agree. Without a log beside it the database file is whole and can be read alone;
        with one, both are read from a temporary copy.
        """
        if self._copy is None and self._seen is None:
            with suppress(sqlite3.OperationalError):
                db = _connect(self._path.as_uri() + "?mode=ro")
                try:
                    db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                    return db
                except sqlite3.OperationalError:
                    db.close()
            self._seen = _signature(self._path)
            log = self._path.with_name(self._path.name + "-wal")
            if log.exists() and log.stat().st_size:
                self._copy = tempfile.TemporaryDirectory(prefix="speech-assistant-")
                shutil.copyfile(self._path, Path(self._copy.name, self._path.name))
                shutil.copyfile(log, Path(self._copy.name, log.name))
        if self._copy is not None:
            return _connect(Path(self._copy.name, self._path.name).as_uri())
        return _connect(self._path.as_uri() + "?mode=ro&immutable=1")

    def _forget(self) -> None:
        """Drop what was read of a file that has changed since."""
        for db in self._idle:
            db.close()
        self._idle.clear()
        self._seen = None
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None

    def close(self) -> None:
        """Close idle connections; those in use are closed when they come back."""
        with self._lock:
            self._closed = True
            self._forget()


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _signature(path: Path) -> tuple[int, int]:
    """Changes whenever the database or its log is written."""
    log = path.with_name(path.name + "-wal")
    log_size = log.stat().st_size if log.exists() else 0
    return path.stat().st_mtime_ns, log_size
