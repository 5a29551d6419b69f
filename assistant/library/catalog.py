"""What a library holds at one generation, in memory: descriptions, and which paragraphs a filter
leaves."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant.clean import normalize
from assistant.errors import DocumentError
from assistant.library.records import (
    SELECT_DOCUMENTS,
    Ids,
    Mark,
    document_of,
    furniture,
    paragraph_ids,
)
from assistant.text.titles import Titles
from assistant.types import Document

_CACHED_SCOPES = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the library; its paragraphs have the ids `first .. first + paragraphs - 1`."""

    id: int
    first: int
    document: Document


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What a question is asked of. `key` is equal exactly for equal content and may key a cache."""

    key: Hashable
    ids: Ids
    """Retrievable paragraphs (n,), ascending; furniture is left out."""
    document_ids: Ids
    """Rows of the documents (m,), ascending."""
    places: Ids
    """Their places in the catalog (m,), ascending."""
    documents: int
    paragraphs: int
    """All paragraphs, furniture included: what a person would count."""
    whole: bool
    """Whether no filter is set."""


class Catalog:
    """All documents at one generation. Immutable, shared by threads."""

    def __init__(self, mark: Mark, entries: Sequence[Entry], furniture: Ids) -> None:
        """`entries` by id; `furniture` (f,) ascending: paragraphs that are never retrieved."""
        self.mark = mark
        self.entries = tuple(entries)
        self._furniture = furniture
        self._scopes: OrderedDict[Hashable, Scope] = OrderedDict()
        self._lock = threading.Lock()
        self._by_name = {e.document.name: e for e in entries}
        self._place = {e.id: i for i, e in enumerate(entries)}
        self._first = np.array([e.first for e in entries], dtype=np.int64)
        self._count = np.array([e.document.paragraphs for e in entries], dtype=np.int64)

    @classmethod
    def read(cls, db: sqlite3.Connection, mark: Mark) -> Catalog:
        """Of the generation that the connection's transaction sees."""
        entries = [
            Entry(row[-3], row[-2], document_of(row))
            for row in db.execute(SELECT_DOCUMENTS + " WHERE removed_at IS NULL ORDER BY id")
        ]
        return cls(mark, entries, furniture(db))

    def entry(self, name: str) -> Entry:
        """:raises DocumentError: no document of that name."""
        try:
            return self._by_name[name]
        except KeyError:
            raise no_document(name) from None

    def owners(self, ids: Ids) -> Ids:
        """For paragraph ids (n,): places of their documents in `entries`, -1 where not live."""
        if not self.entries:
            return np.full(len(ids), -1, dtype=np.int64)
        # Ids rise with entries, because both are given out in the same transaction.
        place = np.searchsorted(self._first, ids, side="right") - 1
        live = (place >= 0) & (ids < (self._first + self._count)[place])
        return np.where(live, place, -1)

    def places(self, documents: Sequence[int]) -> list[int]:
        """Places in `entries` of those of the document rows that are live."""
        return [self._place[id_] for id_ in documents if id_ in self._place]

    @cached_property
    def everything(self) -> Scope:
        return self._scope(np.arange(len(self.entries)), (self.mark,), whole=True)

    @cached_property
    def titles(self) -> Titles:
        """What questions may name of the documents, in order of `entries`."""
        return Titles.of([entry.document for entry in self.entries])

    def scope(
        self,
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
    ) -> Scope:
        """Documents that pass every filter given; a filter passes any of its values, and one that
        is None or empty passes all. Speakers compare without regard to width and script.

        :raises DocumentError: a name in `documents` is not in the library.
        """
        names = {self.entry(name).document.name for name in documents or ()}
        wanted_years = set(years or ())
        wanted_speakers = {normalize(s.strip()) for s in speakers or ()}
        wanted_types = set(types or ())
        filters = (names, wanted_years, wanted_speakers, wanted_types)
        if not any(filters):
            return self.everything
        key = (self.mark, *(tuple(sorted(f, key=str)) for f in filters))
        with self._lock:
            if key in self._scopes:
                return self._scopes[key]
        places = [
            i
            for i, e in enumerate(self.entries)
            if (not names or e.document.name in names)
            and (not wanted_years or e.document.year in wanted_years)
            and (not wanted_speakers or normalize(e.document.speaker) in wanted_speakers)
            and (not wanted_types or e.document.type in wanted_types)
        ]
        scope = self._scope(np.array(places, dtype=np.int64), key, whole=False)
        with self._lock:
            self._scopes[key] = scope
            while len(self._scopes) > _CACHED_SCOPES:
                self._scopes.popitem(last=False)
        return scope

    def _scope(self, places: Ids, key: Hashable, *, whole: bool) -> Scope:
        first, count = self._first[places], self._count[places]
        ids = paragraph_ids(first, count, self._furniture)
        ids.flags.writeable = False
        rows = np.array([self.entries[i].id for i in places], dtype=np.int64)
        return Scope(key, ids, rows, places, len(places), int(count.sum()), whole)


def no_document(name: str) -> DocumentError:
    return DocumentError(
        f"The library has no document “{name}”. List the names with: speech-assistant list",
        f"资料库中没有文档“{name}”。可用 speech-assistant list 查看全部名称。",
    )
