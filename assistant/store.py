"""The library: documents in SQLite, which alone is the truth, and indexes derived from it.

A batch goes: lock; prepare and embed; one transaction, whose COMMIT alone acknowledges; bring the
indexes up to date; unlock. Readers never wait: each question is asked of a snapshot.
"""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from assistant import batch, maintain, records
from assistant.batch import Cancel, Cancelled
from assistant.catalog import Catalog, Scope, no_document
from assistant.connections import Connections, read_only, readable_errors
from assistant.derived import Derived
from assistant.errors import LibraryError, LibraryLocked, ModelMismatch
from assistant.failpoints import failpoint
from assistant.folder import DATABASE, INDEX, LOCK, Layers, is_writable, refuse_network_share
from assistant.legs import Model, Report, Tokenizer, no_model
from assistant.lexical import LexicalError
from assistant.lock import WriteLock
from assistant.maintain import Removed, transaction
from assistant.migrations import is_current, migrate
from assistant.overlay import Overlay
from assistant.records import Body, Mark
from assistant.snapshot import Snapshot, StoredParagraph
from assistant.types import Document, ParsedDocument
from assistant.watermark import Damaged

if TYPE_CHECKING:
    from embeddings import Embedder

__all__ = ["Cancelled", "Library", "Notice", "Removed", "Scope", "Snapshot", "StoredParagraph"]

T = TypeVar("T")

LOCK_SECONDS = 30.0
"""How long a writer waits for another."""

_CACHED_CHARACTERS = 20_000_000


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know that did not stop anything."""

    en: str
    zh: str


class Library:
    """One library folder. Threads share it; other processes may read and write it too."""

    derived: Derived
    overlay: Overlay

    def __init__(
        self, folder: Path, tokenizer: Tokenizer, *, read_only: bool, lock_seconds: float
    ) -> None:
        """Use `Library.open`."""
        self.folder = folder
        self.read_only = read_only
        self.notices: list[Notice] = []
        """What happened that the person should know, oldest first."""
        self._path = folder / DATABASE
        self._connections = Connections(self._path, writable=not read_only)
        self._tokenizer = tokenizer
        self._lock_seconds = lock_seconds
        self._model: Model | None = None
        self._embedder: Embedder | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._mending = threading.Lock()
        self._caching = threading.Lock()
        self._catalogs: OrderedDict[Mark, Catalog] = OrderedDict()
        self._bodies: OrderedDict[int, Body] = OrderedDict()
        self._characters = 0

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
        """
        folder = Path(folder).expanduser().absolute()
        read_only = _examine(folder, read_only)
        if tokenizer is None:
            from embeddings import bundled_model

            tokenizer = bundled_model()
        library = cls(folder, tokenizer, read_only=read_only, lock_seconds=lock_seconds)
        try:
            library._make_current()
            library._settle_model(embedder)
            library._attach()
            library._keep_up(progress)
            if read_only:
                library.notices.append(_opened_read_only(folder))
        except BaseException:
            library.close()
            raise
        return library

    def _make_current(self) -> None:
        with self._connections.connection() as db:
            if is_current(db, self._path):
                return
        if self.read_only:
            raise read_only(self.folder)
        with self._locked(), self._connections.connection() as db:
            migrate(db, self._path)

    def _settle_model(self, embedder: Embedder | None) -> None:
        """:raises ModelMismatch: the library has documents embedded with another model."""
        self._embedder = embedder
        with self._connections.connection() as db:
            stored = maintain.stored_model(db)
            self._model = stored[0] if stored else None
            if embedder is None or (stored and stored[0].fingerprint == embedder.fingerprint):
                return
            if stored and db.execute("SELECT EXISTS (SELECT 1 FROM documents)").fetchone()[0]:
                raise _other_model(self.folder, stored[1], embedder.name)
            if self.read_only:
                return
        # Nothing is embedded yet, so any model will do.
        with self._locked(), self._connections.connection() as db, transaction(db):
            self._model = maintain.register_model(
                db, embedder.fingerprint, embedder.name, embedder.dimension
            )
            maintain.choose_model(db, self._model)

    def _attach(self) -> None:
        """Connect the derived indexes of the current model."""
        from assistant.features import lexical_terms

        with self._connections.connection() as db:
            id_ = records.setting(db, "id")
        assert id_ is not None  # written with the first tables
        folders = Layers(self.folder / INDEX)
        if self.read_only:
            self._scratch = tempfile.TemporaryDirectory(prefix="speech-assistant-")
            folders = Layers(Path(self._scratch.name), self.folder / INDEX)
        self.derived = Derived(
            folders, id_, self._connections, self._model, self._tokenizer, lexical_terms
        )
        self.overlay = Overlay(self._model, self._tokenizer, self.derived.lexical_leg)

    def close(self) -> None:
        """Snapshots in use stay usable until they end."""
        self._connections.close()
        if self._scratch is not None:
            self._scratch.cleanup()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    @property
    def generation(self) -> int:
        """Number of batches ever committed; 0 for a new library."""
        with self._connections.connection() as db:
            return records.latest(db).generation

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The library as it is now, unmoved by later writes until the block ends.

        :raises LibraryError: the database cannot be read.
        :raises ModelMismatch: another process has embedded the library with another model since.
        """
        with self._connections.connection() as db:
            db.execute("BEGIN")
            yield Snapshot(db, self._catalog(db), self)

    def removed(self) -> list[Removed]:
        """Removed documents that can be restored, the last removed first."""
        with self._connections.connection() as db:
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
            with transaction(db):
                failpoint("after-begin")
                batch.tombstone(db, list(leaving.values()))
                added = batch.store(db, prepared)
                failpoint("after-rows")
                generation = batch.new_generation(db, added, list(leaving.values()))
                failpoint("before-commit")
            failpoint("after-commit")
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
        embed = self._embedder.embed_passages
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
                model = maintain.register_model(
                    db, embedder.fingerprint, embedder.name, embedder.dimension
                )
            count = maintain.embed_everything(db, model, embedder.embed_passages, progress)
            with transaction(db):
                maintain.choose_model(db, model)
                batch.new_generation(db)
            self._model, self._embedder = model, embedder
            self._attach()
        return count

    @contextmanager
    def _writing(
        self, progress: Report = None, *, check_model: bool = True
    ) -> Iterator[sqlite3.Connection]:
        """The writers' lock and a connection; the indexes follow when the block has ended well."""
        if self.read_only:
            raise read_only(self.folder)
        with self._locked():
            failpoint("after-lock")
            with self._connections.connection() as db:
                if check_model:
                    self._check_model(db)
                yield db
            self._catch_up(progress)
            failpoint("before-unlock")

    @contextmanager
    def _locked(self, seconds: float | None = None) -> Iterator[None]:
        wait = self._lock_seconds if seconds is None else seconds
        with readable_errors(self._path), WriteLock(self.folder / LOCK, wait):
            yield

    # Keeping the indexes in step

    def _catch_up(self, progress: Report) -> None:
        """What was committed is safe whatever happens here: the indexes can follow later."""
        try:
            damages = self.derived.catch_up(progress)
        except (OSError, LexicalError) as error:
            self.notices.append(
                Notice(
                    f"Saved, but the search indexes could not be brought up to date: {error}."
                    " Searching works, more slowly; they are mended at the next opening.",
                    f"内容已保存，但检索索引未能更新：{error}。检索仍可用，只是较慢；下次打开时会自动修复。",
                )
            )
            return
        self.notices += [_rebuilt(damage) for damage in damages]

    def _keep_up(self, progress: Report) -> None:
        """Mend the indexes if a crash or another program has left them behind or damaged."""
        try:
            if not self.derived.check():
                self._mend(None, progress)
        except Damaged as damage:
            self._mend(damage, progress)

    def _mend(self, damage: Damaged | None, progress: Report = None) -> bool:
        """Bring the indexes up to date unless another process is writing, which then does it."""
        if self.read_only:
            with self._mending:
                self._catch_up(progress)
            return True
        before = len(self.notices)
        try:
            with self._locked(seconds=0):
                self._catch_up(progress)
        except LibraryLocked:
            return False
        if damage is not None and len(self.notices) == before:
            self.notices.append(_rebuilt(damage))
        return True

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

    # What snapshots share

    def _catalog(self, db: sqlite3.Connection) -> Catalog:
        mark = records.latest(db)
        catalog = self._catalogs.get(mark)
        if catalog is None:
            self._check_model(db)
            catalog = Catalog.read(db, mark)
            self.derived.refresh()
            with self._caching:
                self._catalogs[mark] = catalog
                while len(self._catalogs) > 2:
                    self._catalogs.popitem(last=False)
        return catalog

    def _check_model(self, db: sqlite3.Connection) -> None:
        stored = maintain.stored_model(db)
        if stored and self._model and stored[0] != self._model:
            name = self._embedder.name if self._embedder else ""
            raise _other_model(self.folder, stored[1], name)

    def body(self, db: sqlite3.Connection, document: int) -> Body:
        """Text and edits of a document, kept for the next time."""
        with self._caching:
            body = self._bodies.get(document)
            if body is not None:
                self._bodies.move_to_end(document)
                return body
        body = records.body_of(db, document)
        with self._caching:
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


def _examine(folder: Path, wanted: bool | None) -> bool:
    """Whether the library in the folder is to be opened for reading only; makes the folder."""
    path = folder / DATABASE
    with readable_errors(path):
        if folder.exists() and not folder.is_dir():
            raise LibraryError(
                f"{folder} is a file; a library is a folder. Choose a folder with --library.",
                f"{folder} 是文件，而资料库应为文件夹。请用 --library 选择文件夹。",
            )
        refuse_network_share(folder)
        if wanted:
            writable = False
        else:
            folder.mkdir(parents=True, exist_ok=True)
            writable = is_writable(folder)
        if not writable and (wanted is False or not path.exists()):
            raise read_only(folder)
        return not writable


def _other_model(folder: Path, stored: str, current: str) -> ModelMismatch:
    return ModelMismatch(
        f"The library {folder} was embedded with the model “{stored}”, not with “{current}”,"
        " which is in use. Use that model, or embed the library again: speech-assistant reindex",
        f"资料库 {folder} 是用模型“{stored}”建立的，与当前的“{current}”不同。"
        "请改用原来的模型，或重新建立向量：speech-assistant reindex",
    )


def _rebuilt(reason: Damaged) -> Notice:
    return Notice(
        f"The search index was built again from the stored texts ({reason.en}). Nothing was lost.",
        f"检索索引已由存储的文本重新建立（{reason.zh}）。没有丢失任何内容。",
    )


def _opened_read_only(folder: Path) -> Notice:
    return Notice(
        f"The library {folder} is read-only: it can be asked but not changed; its full-text index"
        " is read from a temporary copy.",
        f"资料库 {folder} 是只读的：可以提问，不能更改；全文索引使用临时副本。",
    )
