"""What the snapshots of one library share: its indexes, and what was read before."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TypeVar

from assistant.library import records
from assistant.library.catalog import Catalog
from assistant.library.connections import Connections
from assistant.library.derived import Derived
from assistant.library.overlay import Overlay
from assistant.library.records import Body, Mark
from assistant.library.watermark import Damaged

T = TypeVar("T")

_CACHED_CHARACTERS = 20_000_000
_CACHED_CATALOGS = 2


class Shelf:
    """For many threads. `mend` brings damaged indexes up to date and says whether it could."""

    def __init__(
        self,
        connections: Connections,
        derived: Derived,
        overlay: Overlay,
        mend: Callable[[Damaged], bool],
    ) -> None:
        self.derived = derived
        self.overlay = overlay
        self._connections = connections
        self._mend = mend
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._catalogs: OrderedDict[Mark, Catalog] = OrderedDict()
        self._bodies: OrderedDict[int, Body] = OrderedDict()
        self._characters = 0

    def usable(self, read: Callable[[], T]) -> T | None:
        """What `read` gives of a derived index, mended if need be; None if that is impossible now,
        when whatever is asked of it must be asked of the database.
        """
        try:
            return read()
        except Damaged as damage:
            self.derived.forget()
            if not self._mend(damage):
                return None
        try:
            return read()
        except Damaged:
            return None

    def catalog(self, db: sqlite3.Connection) -> Catalog:
        """Of the generation that the connection's transaction sees."""
        mark = records.latest(db)
        catalog = self._known(mark)
        if catalog is not None:
            return catalog
        # One thread reads a generation; the others, which want the same, wait for it.
        with self._reading:
            catalog = self._known(mark)
            if catalog is None:
                catalog = Catalog.read(db, mark)
                # Another process may have made this generation, and brought the indexes to it.
                self.derived.refresh()
                with self._lock:
                    self._catalogs[mark] = catalog
                    while len(self._catalogs) > _CACHED_CATALOGS:
                        self._catalogs.popitem(last=False)
        return catalog

    def _known(self, mark: Mark) -> Catalog | None:
        with self._lock:
            return self._catalogs.get(mark)

    def bodies(self, db: sqlite3.Connection, documents: Iterable[int]) -> dict[int, Body]:
        """Texts and edits by document."""
        wanted = set(documents)
        with self._lock:
            found = {id_: self._bodies[id_] for id_ in wanted if id_ in self._bodies}
            for id_ in found:
                self._bodies.move_to_end(id_)
        read = records.bodies_of(db, sorted(wanted - found.keys()))
        with self._lock:
            for id_, body in read.items():
                if id_ not in self._bodies:
                    self._bodies[id_] = body
                    self._characters += len(body.text)
            while self._characters > _CACHED_CHARACTERS and len(self._bodies) > 1:
                _, oldest = self._bodies.popitem(last=False)
                self._characters -= len(oldest.text)
        return found | read

    def changed_between(self, one: int, other: int) -> list[int]:
        """Documents that came or went between two generations, in whichever order."""
        # On a connection of its own: the indexes may be newer than the transaction that asks.
        with self._connections.connection() as db:
            return records.changed_documents(db, min(one, other), max(one, other))
