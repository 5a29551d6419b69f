"""The derived indexes of a library together: in step with the database, rebuilt when in doubt.

Nothing in the index folder is needed to keep what a library holds; all of it can be deleted.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from assistant.lexical import LexicalView
from assistant.library import records
from assistant.library.connections import Connections
from assistant.library.folder import Layers
from assistant.library.legs import (
    DenseLeg,
    DenseTable,
    FileLeg,
    Model,
    Report,
    Tokenizer,
    TokensLeg,
    no_model,
)
from assistant.library.lexical_leg import LexicalLeg
from assistant.library.ragged import TokenTable
from assistant.library.records import Mark
from assistant.library.watermark import NAME, Damaged, FilePart, Watermark

_SHARE = 0.05


class Derived:
    """Reading is for many threads; `catch_up` is for the one that holds the writers' lock."""

    def __init__(
        self,
        folders: Layers,
        library: str,
        connections: Connections,
        model: Model | None,
        tokenizer: Tokenizer,
        terms: Callable[[str], list[str]],
    ) -> None:
        """`model` None leaves the vectors alone: the library was opened without a model."""
        self._folders = folders
        self._library = library
        self._connections = connections
        self._tokens = TokensLeg(folders, tokenizer)
        self._dense: DenseLeg | None = None
        if model is not None:
            stored = partial(records.vectors_of, model=model.id, dimension=model.dimension)
            made = model.tokenizes(tokenizer)
            self._dense = DenseLeg(folders, model, self._tokens.vectors_of if made else stored)
        self.lexical_leg = LexicalLeg(folders, library, terms, self._in_history)
        self._mutex = threading.Lock()
        self._watermark: Watermark | None = None
        self._signature: object = None

    def lexical(self) -> LexicalView:
        """The full-text index, of whatever generation it shows.

        :raises Damaged: there is none that can be used.
        """
        return self.lexical_leg.read(self._known().lexical)

    def dense(self) -> DenseTable:
        """:raises Damaged: there is no FAISS file that can be used.

        :raises ModelMismatch: the library was opened without a model.
        """
        if self._dense is None:
            raise no_model()
        return self._dense.read(self._known().dense)

    def tokens(self) -> TokenTable:
        """:raises Damaged: there is no file of token ids that can be used."""
        return self._tokens.read(self._known().tokens)

    def refresh(self) -> None:
        """Forget what was read if another process has replaced the watermark since."""
        with self._mutex:
            if self._signature == self._current_signature():
                return
            self._watermark = self._signature = None
        for leg in (self._dense, self._tokens, self.lexical_leg):
            if leg is not None:
                leg.forget()

    def check(self) -> bool:
        """Whether the files on disk show the latest generation.

        :raises Damaged: one is missing, foreign or of the wrong size. Contents are checked when
            they are first read.
        """
        with self._connections.connection() as db:
            empty = not records.live_documents(db)
            if empty and not self._folders.find(NAME).exists():
                return True
            known = self._known()
            if known.lexical is None or not self._folders.find(known.lexical.folder).is_dir():
                raise Damaged.missing("lexical")
            legs: list[tuple[FileLeg[Any], FilePart | None]] = [(self._tokens, known.tokens)]
            if self._dense is not None:
                legs.append((self._dense, known.dense))
            for leg, part in legs:
                if part is not None:
                    part.look(self._folders.find(part.file))
                    if not leg.fits(part):
                        return False
                elif not empty:
                    raise Damaged.missing(leg.kind)
            latest = records.latest(db)
            return not records.changed_documents(db, known.generation, latest.generation)

    def catch_up(self, progress: Report = None, share: float = _SHARE) -> list[Damaged]:
        """Bring all indexes to the latest generation; the caller holds the writers' lock. Returns
        what could not be used and was built again. A file that lacks less than `share` is left, and
        what it lacks is read from the database.

        :raises OSError: a file cannot be written; what was there before stays in use.
        """
        self._folders.top.mkdir(parents=True, exist_ok=True)
        self.refresh()
        damages: list[Damaged] = []
        with self._connections.connection() as db:
            db.execute("BEGIN")
            mark = records.latest(db)
            old = self._known_or_none(damages)
            # Before anything is written: what a crash or a full disk left behind takes up space.
            self._remove_obsolete(old.names if old else {NAME})
            # First, as vectors may be made from them.
            tokens = self._tokens.catch_up(
                db, old.tokens if old else None, mark, damages, progress, share
            )
            dense = old.dense if old else None
            if self._dense is not None:
                dense = self._dense.catch_up(db, dense, mark, damages, progress, share)
            lexical = self.lexical_leg.catch_up(
                db, old.lexical if old else None, mark, damages, progress
            )
        new = Watermark(self._library, mark.generation, mark.nonce, dense, tokens, lexical)
        new.write(self._folders.top)
        with self._mutex:
            self._watermark, self._signature = new, self._current_signature()
        self._remove_obsolete(new.names)
        return damages

    def _known(self) -> Watermark:
        """:raises Damaged: there is no watermark, or it is of another library or history."""
        with self._mutex:
            if self._watermark is None:
                signature = self._current_signature()
                found = Watermark.read(self._folders.find(NAME).parent)
                if found is None:
                    raise Damaged.missing(NAME)
                if found.library != self._library or not self._in_history(found.mark):
                    raise Damaged.foreign(NAME)
                self._watermark, self._signature = found, signature
            return self._watermark

    def _known_or_none(self, damages: list[Damaged]) -> Watermark | None:
        try:
            return self._known()
        except Damaged as damage:
            if self._folders.find(NAME).exists():
                damages.append(damage)
            return None

    def _in_history(self, mark: Mark) -> bool:
        # On a connection of its own: a file may be newer than the transaction that asks for it.
        with self._connections.connection() as db:
            return records.has_mark(db, mark)

    def _current_signature(self) -> object:
        try:
            found = os.stat(self._folders.find(NAME))
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _remove_obsolete(self, used: set[str]) -> None:
        """Best effort: Windows keeps files that some process has mapped; they go another time."""
        for path in self._folders.top.iterdir():
            if path.name in used:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()

    def forget(self) -> None:
        """Read everything again the next time."""
        with self._mutex:
            self._watermark = self._signature = None
        for leg in (self._dense, self._tokens, self.lexical_leg):
            if leg is not None:
                leg.forget()
