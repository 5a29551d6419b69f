"""One writer at a time, and indexes that follow what it wrote."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import LibraryLocked
from assistant.lexical import LexicalError
from assistant.library.connections import read_only, readable_errors
from assistant.library.derived import Derived
from assistant.library.failpoints import failpoint
from assistant.library.folder import DATABASE, LOCK
from assistant.library.legs import Report
from assistant.library.lock import WriteLock
from assistant.library.opening import Notice, not_updated, rebuilt
from assistant.library.watermark import Damaged


class Keeper:
    """Of one open library. `derived` is set once its model is known."""

    derived: Derived

    def __init__(self, folder: Path, *, read_only: bool, lock_seconds: float) -> None:
        self.notices: list[Notice] = []
        self._folder = folder
        self._read_only = read_only
        self._lock_seconds = lock_seconds
        self._mending = threading.Lock()

    @contextmanager
    def locked(self, seconds: float | None = None) -> Iterator[None]:
        """The writers' lock, waited for as long as was set at opening unless given.

        :raises LibraryLocked: another writer did not finish in time.
        :raises LibraryReadOnly: the library was opened for reading only.
        """
        if self._read_only:
            raise read_only(self._folder)
        wait = self._lock_seconds if seconds is None else seconds
        lock = WriteLock(self._folder / LOCK, wait)
        with readable_errors(self._folder / DATABASE), lock:
            failpoint("after-lock")
            yield
            failpoint("before-unlock")

    def keep_up(self, progress: Report) -> None:
        """Mend the indexes if a crash or another program has left them behind or damaged."""
        try:
            if not self.derived.check():
                self._mend(progress)
        except Damaged as damage:
            self.mend(damage, progress)

    def mend(self, damage: Damaged, progress: Report = None) -> bool:
        """Bring damaged indexes up to date unless another process is writing, which then does it.
        Returns whether it was done here.
        """
        before = len(self.notices)
        done = self._mend(progress)
        if done and len(self.notices) == before:
            self.notices.append(rebuilt(damage))
        return done

    def _mend(self, progress: Report) -> bool:
        if self._read_only:
            with self._mending:
                self.catch_up(progress)
            return True
        try:
            with self.locked(seconds=0):
                self.catch_up(progress)
        except LibraryLocked:
            return False
        return True

    def catch_up(self, progress: Report, **share: float) -> None:
        """As `Derived.catch_up`, under the lock. What was committed is safe whatever happens here: if the indexes cannot
        follow now, they do later.
        """
        try:
            self.notices += [rebuilt(damage) for damage in self.derived.catch_up(progress, **share)]
        except (OSError, LexicalError) as error:
            notice = not_updated(error)
            if notice not in self.notices:
                self.notices.append(notice)
