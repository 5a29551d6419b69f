"""What the snapshots of one library share: its indexes, and what was read before."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from assistant import records
from assistant.catalog import Catalog
from assistant.connections import Connections
from assistant.derived import Derived
from assistant.overlay import Overlay
from assistant.records import Body, Mark
from assistant.watermark import Damaged

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
        with self._lock:
            catalog = self._catalogs.get(mark)
        if catalog is None:
            catalog = Catalog.read(db, mark)
            # Another process may have made this generation, and brought the indexes to it.
            self.derived.refresh()
            with self._lock:
                self._catalogs[mark] = catalog
                while len(self._catalogs) > _CACHED_CATALOGS:
                    self._catalogs.popitem(last=False)
        return catalog

    def body(self, db: sqlite3.Connection, document: int) -> Body:
        """Text and edits of a document."""
        with self._lock:
            body = self._bodies.get(document)
            if body is not None:
                self._bodies.move_to_end(document)
                return body
        body = records.body_of(db, document)
        with self._lock:
            if document not in self._bodies:
                self._bodies[document] = body
                self._characters += len(body.text)
            while self._characters > _CACHED_CHARACTERS and len(self._bodies) > 1:
                _, oldest = self._bodies.popitem(last=False)
                self._characters -= len(oldest.text)
        return body

    def changed_between(self, one: int, other: int) -> list[int]:
        """Documents that came or went between two generations, in whichever order."""
        # On a connection of its own: the indexes may be newer than the transaction that asks.
        with self._connections.connection() as db:
            return records.changed_documents(db, min(one, other), max(one, other))
