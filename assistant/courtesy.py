"""Questions go first: adding waits at each step while any is being answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LONGEST = 3.0
"""Seconds after which adding goes on all the same, so that it ends though questions never do."""


class Courtesy:
    """Counts the questions being answered. Thread-safe."""

    def __init__(self, longest: float = _LONGEST) -> None:
        self._longest = longest
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
        with self._changed:
            self._changed.wait_for(lambda: not self._asking, self._longest)
