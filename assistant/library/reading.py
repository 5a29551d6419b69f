"""The reading side of a library: its parts put together, and the moments that questions are asked of."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.library import maintain, records
from assistant.library.connections import Connections
from assistant.library.conversations import Conversations
from assistant.library.derived import Derived
from assistant.library.folder import DATABASE, INDEX, Layers
from assistant.library.keeping import Keeper
from assistant.library.legs import Model, Tokenizer
from assistant.library.maintain import Removed
from assistant.library.opening import Notice, other_model
from assistant.library.overlay import Overlay
from assistant.library.shelf import Shelf
from assistant.library.snapshot import Snapshot

if TYPE_CHECKING:
    from embeddings import Embedder


class ReadLibrary:
    """What a Library does without the writers' lock."""

    def __init__(
        self, folder: Path, tokenizer: Tokenizer, *, read_only: bool, lock_seconds: float
    ) -> None:
        """Use `Library.open`."""
        self.folder = folder
        self.read_only = read_only
        self._path = folder / DATABASE
        self.connections = Connections(self._path, writable=not read_only)
        self.conversations = Conversations(self.connections, self._path, read_only=read_only)
        self._tokenizer = tokenizer
        self._keeper = Keeper(folder, read_only=read_only, lock_seconds=lock_seconds)
        self._model: Model | None = None
        self._embedder: Embedder | None = None
        self._shelf: Shelf | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def _attach(self) -> None:
        """Connect the derived indexes of the current model."""
        from assistant.library.features import lexical_terms

        with self.connections.connection() as db:
            id_ = records.setting(db, "id")
        assert id_ is not None  # written with the first tables
        folders = Layers(self.folder / INDEX)
        if self.read_only:
            self._scratch = tempfile.TemporaryDirectory(prefix="speech-assistant-")
            folders = Layers(Path(self._scratch.name), self.folder / INDEX)
        derived = Derived(
            folders, id_, self.connections, self._model, self._tokenizer, lexical_terms
        )
        overlay = Overlay(self._model, self._tokenizer, derived.lexical_leg)
        self._keeper.derived = derived
        self._shelf = Shelf(self.connections, derived, overlay, self._keeper.mend)

    def close(self) -> None:
        """Let go of all files. No snapshot may be in use."""
        self.connections.close()
        if self._shelf is not None:
            self._shelf.derived.forget()
        if self._scratch is not None:
            self._scratch.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def notices(self) -> list[Notice]:
        """What happened that the person should know, oldest first."""
        return self._keeper.notices

    @property
    def generation(self) -> int:
        """Number of batches ever committed; 0 for a new library."""
        with self.connections.connection() as db:
            return records.latest(db).generation

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The library as it is now, unmoved by later writes until the block ends.

        :raises LibraryError: the database cannot be read.
        :raises ModelMismatch: another process has embedded the library with another model since.
        """
        assert self._shelf is not None  # open() has set it
        with self.connections.connection() as db:
            db.execute("BEGIN")
            self._check_model(db)
            yield Snapshot(db, self._shelf.catalog(db), self._shelf)

    def removed(self) -> list[Removed]:
        """Removed documents that can be restored, the last removed first."""
        with self.connections.connection() as db:
            return maintain.removed(db)

    def _check_model(self, db: sqlite3.Connection) -> None:
        """:raises ModelMismatch: another process has chosen another model since the opening."""
        stored = maintain.stored_model(db)
        if stored and self._model and stored[0] != self._model:
            name = self._embedder.name if self._embedder else "-"
            raise other_model(self.folder, stored[1], name)
