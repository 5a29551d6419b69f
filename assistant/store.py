"""The library: documents in SQLite, which alone is the truth, and indexes derived from it.

A batch goes: lock; prepare and embed; one transaction, whose COMMIT alone acknowledges; bring the
indexes up to date; unlock. Readers never wait: each question is asked of a snapshot.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library import batch, maintain, records
from assistant.library.batch import Cancel, Cancelled
from assistant.library.catalog import Scope, no_document
from assistant.library.contents import StoredParagraph
from assistant.library.failpoints import failpoint
from assistant.library.legs import Model, Report, Tokenizer, no_model
from assistant.library.maintain import Removed, transaction
from assistant.library.migrations import is_current, migrate
from assistant.library.opening import (
    Notice,
    examine,
    fitting_model,
    new_model,
    opened_read_only,
)
from assistant.library.reading import ReadLibrary
from assistant.library.snapshot import Snapshot
from assistant.types import Document, ParsedDocument, Progress

if TYPE_CHECKING:
    from embeddings import Embedder

__all__ = ["Cancelled", "Library", "Notice", "Removed", "Scope", "Snapshot", "StoredParagraph"]

LOCK_SECONDS = 30.0
"""How long a writer waits for another."""


class Library(ReadLibrary):
    """One library folder. Threads share it; other processes may read and write it too."""

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

    def restore(self, *names: str) -> None:
        """Bring back, of each name, the document that was removed last; all or none.

        :raises DocumentError: none was removed, or the name is in use again.
        """
        with self._writing() as db, transaction(db):
            for name in dict.fromkeys(names):
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


def _tell(progress: Report, done: int, total: int) -> None:
    if progress is not None:
        progress(Progress("saving", done, total))
