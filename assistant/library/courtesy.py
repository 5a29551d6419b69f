"""Questions go first: adding waits before each batch, and pauses in it, while any is being answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST = 3.0
"""Seconds after which adding goes on all the same, so that it ends though questions never do."""
_PAUSE = 0.03
"""Seconds of one of the many pauses in the midst of a batch: a few documents' worth of work."""


class Courtesy:
    """Counts the questions being answered. Thread-safe."""

    def __init__(self, longest: float = _LONGEST, pause: float = _PAUSE) -> None:
        self._longest = longest
        self._pause = pause
        self._changed = threading.Condition()
        self._asking = 0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While a question is being answered."""
        with self._changed:
            self._asking += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Return once no question is being answered, or after the longest wait."""
        self._wait(self._longest)

    def pause(self) -> None:
        """As `give_way`, but for a moment only."""
        self._wait(self._pause)

    def _wait(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._asking, seconds)
