"""Paragraphs read whole ahead of the questions, in the background; what was read is kept.

The context model takes some six milliseconds a paragraph. A question waits for those of its best paragraphs
that were not read yet, so a library answers at once as well, only sooner when all is read.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from assistant.errors import LibraryError
from assistant.library import readings, records
from assistant.library.courtesy import Courtesy
from assistant.library.maintain import transaction
from assistant.library.unmade import search_texts_without
from assistant.store import Library
from embeddings import ContextModel

log = logging.getLogger(__name__)

_LOOK_EVERY = 2.0
"""Seconds between two looks for new documents."""
_AT_ONCE = 32
"""Readings saved together."""


class ReadAhead:
    """Reads what a library holds, document by document, until stopped."""

    def __init__(self, library: Library, context: ContextModel, courtesy: Courtesy) -> None:
        self._connections = library.connections
        self._context = context
        self._courtesy = courtesy
        self._done: set[int] = set()
        """Documents all read: they never change, and no id is used again."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="read-ahead", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Return once the paragraph being read is done."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._read_all()
            except LibraryError as error:
                # Another program may hold the library; questions are answered all the same.
                log.warning("reading ahead waits: %s", error)
            self._stop.wait(_LOOK_EVERY)

    def _read_all(self) -> None:
        """Read every paragraph that was not read yet, the documents added last first."""
        with self._connections.connection() as db:
            new = [id_ for id_ in records.live_documents(db) if id_ not in self._done]
            if new and not self._done:
                with transaction(db):
                    readings.forget_others(db, self._context.fingerprint)
        for document in reversed(new):
            with self._connections.connection() as db:
                lacking = search_texts_without(db, "readings", self._context.fingerprint, document)
            texts = list(lacking.items())
            for start in range(0, len(texts), _AT_ONCE):
                if not self._read(texts[start : start + _AT_ONCE]):
                    return
            self._done.add(document)

    def _read(self, texts: Sequence[tuple[bytes, str]]) -> bool:
        """Read and save some passages; False if stopped."""
        read = {}
        for passage, text in texts:
            if self._stop.is_set():
                return False
            self._courtesy.give_way()
            read[passage] = self._context.passage(text)
        with self._connections.connection() as db, transaction(db):
            readings.keep(db, self._context.fingerprint, read)
        return True


@contextmanager
def reading_ahead(
    library: Library, context: Callable[[], ContextModel], courtesy: Courtesy
) -> Iterator[None]:
    """While the block runs; nothing is read where it cannot be kept.

    :raises embeddings.EmbeddingError: the model cannot be loaded.
    """
    if library.read_only:
        yield
        return
    ahead = ReadAhead(library, context(), courtesy)
    ahead.start()
    try:
        yield
    finally:
        ahead.stop()
