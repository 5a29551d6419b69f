"""The library: documents in SQLite, which alone is the truth, and indexes derived from it.

A batch goes: lock; prepare and embed; one transaction, whose COMMIT alone acknowledges; bring the
indexes up to date; unlock. Readers never wait: each question is asked of a snapshot.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import batch, maintain, records
from assistant.batch import Cancel, Cancelled
from assistant.catalog import Scope, no_document
from assistant.connections import Connections
from assistant.conversations import Conversations
from assistant.derived import Derived
from assistant.failpoints import failpoint
from assistant.folder import DATABASE, INDEX, Layers
from assistant.keeping import Keeper
from assistant.legs import Model, Report, Tokenizer, no_model
from assistant.maintain import Removed, transaction
from assistant.migrations import is_current, migrate
from assistant.opening import (
    Notice,
    examine,
    fitting_model,
    new_model,
    opened_read_only,
    other_model,
)
from assistant.overlay import Overlay
from assistant.shelf import Shelf
from assistant.snapshot import Snapshot, StoredParagraph
from assistant.types import Document, ParsedDocument, Progress

if TYPE_CHECKING:
    from embeddings import Embedder

__all__ = ["Cancelled", "Library", "Notice", "Removed", "Scope", "Snapshot", "StoredParagraph"]

LOCK_SECONDS = 30.0
"""How long a writer waits for another."""


class Library:
    """One library folder. Threads share it; other processes may read and write it too."""

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

    # Opening

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder | None,
        *,
        tokenizer: Tokenizer | None = None,
        progress: Report = None,
        read_only: bool | None = None,
        lock_seconds: float = LOCK_SECONDS,
    ) -> Library:
        """Open the library in `folder`; both are made when absent.

        `embedder` None opens a library without a model: it can be read, corrected and given a
        model by `reindex`, but not searched by meaning or added to. `tokenizer` is the bundled
        model unless given. `read_only` None finds out whether the folder can be written.

        :raises LibraryError: the folder cannot be used: a network share, not a library, damaged.
        :raises LibraryReadOnly: it cannot be written, and has no library yet or must be writable.
        :raises LibraryTooNew: a later version of this program wrote it.
        :raises LibraryLocked: it must be made or converted, and another process is writing.
        :raises ModelMismatch: it was embedded with another model; open it with None and `reindex`.
            Another version of the bundled model is no mismatch: the texts are embedded again.
        """
        folder = Path(folder).expanduser().absolute()
        read_only = examine(folder, read_only)
        if tokenizer is None:
            from embeddings import bundled_model

            tokenizer = bundled_model()
        library = cls(folder, tokenizer, read_only=read_only, lock_seconds=lock_seconds)
        try:
            library._make_current()
            outdated = library._settle_model(embedder)
            library._attach()
            if outdated and embedder is not None:
                library.reindex(embedder, progress)
                library.notices.append(new_model(folder))
            library._keeper.keep_up(progress)
            if read_only:
                library.notices.append(opened_read_only(folder))
        except BaseException:
            library.close()
            raise
        return library

    def _make_current(self) -> None:
        with self.connections.connection() as db:
            if is_current(db, self._path):
                return
        with self._keeper.locked(), self.connections.connection() as db:
            migrate(db, self._path)

    def _settle_model(self, embedder: Embedder | None) -> bool:
        """Whether the library was embedded with an earlier version of the bundled model.

        :raises ModelMismatch: the library has documents embedded with another model.
        """
        self._embedder = embedder
        with self.connections.connection() as db:
            self._model = self._fitting_model(db, embedder)
        if self._model is None and embedder is not None and not self.read_only:
            with self._keeper.locked(), self.connections.connection() as db, transaction(db):
                self._model = self._fitting_model(db, embedder)
                if self._model is None:
                    self._model = maintain.register_model(db, embedder)
                maintain.choose_model(db, self._model, stored=True)
        if embedder is None or self._model is None:
            return False
        return self._model.fingerprint != embedder.fingerprint

    def _fitting_model(self, db: sqlite3.Connection, embedder: Embedder | None) -> Model | None:
        return fitting_model(db, self.folder, embedder, read_only=self.read_only)

    def _attach(self) -> None:
        """Connect the derived indexes of the current model."""
        from assistant.features import lexical_terms

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

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    # Reading

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

    # Writing

    def write(
        self,
        add: Sequence[ParsedDocument],
        remove: Sequence[str] = (),
        *,
        replace: bool = False,
        progress: Report = None,
        cancel: Cancel = None,
    ) -> int:
        """One batch, all or nothing; returns the generation it makes. Once it has returned, the
        batch survives a crash of the program and of the machine.

        `replace` puts a document in the place of one of the same name, which counts as removed.

        :raises DocumentError: a name is taken, given twice, or to be removed and not there.
        :raises LibraryLocked: another writer did not finish in time.
        :raises LibraryReadOnly: the folder cannot be written.
        :raises LibraryError: the disk is full or the database damaged. Nothing was saved.
        :raises Cancelled: `cancel` returned True while embedding. Nothing was saved.
        """
        names = [parsed.document.name for parsed in add]
        with self._writing(progress) as db:
            if not add and not remove:
                return records.latest(db).generation
            leaving = batch.live_ids(db, [*names, *remove])
            for name in remove:
                if name not in leaving:
                    raise no_document(name)
            kept = {name: id_ for name, id_ in leaving.items() if name not in remove}
            batch.check_names(names, kept, replace=replace)
            prepared = self._prepare(db, add, progress, cancel)
            failpoint("after-embed")
            _tell(progress, 0, len(add))
            with transaction(db):
                failpoint("after-begin")
                batch.tombstone(db, list(leaving.values()))
                added = batch.store(db, prepared)
                failpoint("after-rows")
                generation = batch.new_generation(db, added, list(leaving.values()))
                failpoint("before-commit")
            failpoint("after-commit")
            _tell(progress, len(add), len(add))
        return generation

    def _prepare(
        self,
        db: sqlite3.Connection,
        documents: Sequence[ParsedDocument],
        progress: Report,
        cancel: Cancel,
    ) -> batch.Prepared:
        if not documents:
            return batch.Prepared((), (), {}, 0)
        if self._embedder is None or self._model is None:
            raise no_model()
        stored = not self._model.tokenizes(self._tokenizer)
        embed = self._embedder.embed_passages if stored else None
        return batch.prepare(db, documents, self._model.id, embed, progress, cancel)

    def restore(self, name: str) -> None:
        """Bring back the document of that name that was removed last.

        :raises DocumentError: none was removed, or the name is in use again.
        """
        with self._writing() as db, transaction(db):
            maintain.restore(db, name)

    def set_metadata(self, name: str, **fields: str | Sequence[str]) -> Document:
        """Correct title, speaker, occasion, date, type, series, place or remarks.

        :raises DocumentError: no such document, no such field, or a date that is none.
        """
        with self._writing() as db, transaction(db):
            maintain.set_metadata(db, name, fields)
        with self.snapshot() as snapshot:
            return snapshot.document(name)

    def purge(self, older_than: timedelta | None = None) -> int:
        """Delete for good what was removed, at least `older_than` ago if given. Returns the number
        of documents."""
        with self._writing() as db:
            db.execute("PRAGMA secure_delete = ON")
            with transaction(db):
                count = maintain.purge(db, older_than)
            db.execute("PRAGMA incremental_vacuum").fetchall()
        return count

    def reindex(self, embedder: Embedder, progress: Report = None) -> int:
        """Embed all stored text with another model, which the library has from then on. What was
        embedded before an interruption is not embedded again. Returns the number of documents.

        :raises LibraryLocked: another writer did not finish in time.
        :raises LibraryReadOnly: the folder cannot be written.
        """
        with self._writing(progress, check_model=False) as db:
            with transaction(db):
                model = maintain.register_model(db, embedder)
            stored = not model.tokenizes(self._tokenizer)
            if stored:
                maintain.embed_everything(db, model, embedder.embed_passages, progress)
            with transaction(db):
                maintain.choose_model(db, model, stored=stored)
                count = maintain.documents(db)
                batch.new_generation(db)
            self._model, self._embedder = model, embedder
            self._attach()
        return count

    def settle(self, progress: Report = None) -> None:
        """After many batches: put into the index files what every new process would read from the
        database otherwise.

        :raises LibraryLocked: another writer did not finish in time.
        """
        with self._keeper.locked():
            self._keeper.catch_up(progress, share=0.0)

    @contextmanager
    def _writing(
        self, progress: Report = None, *, check_model: bool = True
    ) -> Iterator[sqlite3.Connection]:
        """The writers' lock and a connection; the indexes follow when the block has ended well."""
        with self._keeper.locked():
            with self.connections.connection() as db:
                if check_model:
                    self._check_model(db)
                yield db
            self._keeper.catch_up(progress)

    def _check_model(self, db: sqlite3.Connection) -> None:
        """:raises ModelMismatch: another process has chosen another model since the opening."""
        stored = maintain.stored_model(db)
        if stored and self._model and stored[0] != self._model:
            name = self._embedder.name if self._embedder else "-"
            raise other_model(self.folder, stored[1], name)


def _tell(progress: Report, done: int, total: int) -> None:
    if progress is not None:
        progress(Progress("saving", done, total))
