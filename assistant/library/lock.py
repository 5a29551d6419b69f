"""One writer at a time: a lock that the kernel holds, and releases when its owner dies."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from assistant.errors import LibraryLocked

_RETRY_SECONDS = 0.05
# Windows locks are mandatory: lock a byte far behind the owner's process id, which others may read.
_LOCKED_BYTE = 1 << 20


class WriteLock:
    """The writers' lock of a library, taken per batch. Threads exclude each other as well.

    `wait` is the number of seconds to wait for another writer; 0 tries once.
    """

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._file = -1

    def __enter__(self) -> WriteLock:
        """:raises LibraryLocked: another writer kept the lock for longer than `wait`.

        :raises OSError: the lock file cannot be opened for writing.
        """
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        deadline = time.monotonic() + self._wait
        while not _try_lock(self._file):
            if time.monotonic() >= deadline:
                owner = os.pread(self._file, 20, 0) if hasattr(os, "pread") else b""
                os.close(self._file)
                raise self._locked(owner.decode("ascii", "replace").strip())
            time.sleep(_RETRY_SECONDS)
        # For the message to others alone: a full disk must not stop, say, a removal here.
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            os.write(self._file, str(os.getpid()).encode())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closing alone would do, but only once every copy of the descriptor is closed.
        _unlock(self._file)
        os.close(self._file)

    def _locked(self, owner: str) -> LibraryLocked:
        folder = self._path.parent
        who_en = f" (process {owner})" if owner else ""
        who_zh = f"（进程 {owner}）" if owner else ""
        return LibraryLocked(
            f"Another program{who_en} is writing to the library {folder}; it was not done after"
            f" {self._wait:g} s. Nothing was changed. Wait until it is, or end it, then repeat.",
            f"另一个程序{who_zh}正在写入资料库 {folder}，等待 {self._wait:g} 秒后仍未完成。"
            "没有做任何改动。请等它完成或将其结束，然后重试。",
        )


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

    def _unlock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
