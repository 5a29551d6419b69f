"""What the derived files lack, read from the database and kept in memory until it changes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.lexical import LexicalView
from assistant.library import records
from assistant.library.catalog import Catalog
from assistant.library.legs import Model, Tokenizer, Vectors, no_model
from assistant.library.lexical_leg import LexicalLeg
from assistant.library.ragged import Ragged, TokenTable
from assistant.library.records import Ids, Mark, in_sorted


class Overlay:
    """Of one library. Paragraphs never change, so whatever was read stays right; threads share it.

    Every method takes the connection of the transaction whose paragraphs are asked for, and keeps
    only what it was last asked for. While documents are being added that grows with every batch:
    one thread reads what is new, and those that ask for the same wait for it.
    """

    def __init__(self, model: Model | None, tokenizer: Tokenizer, lexical: LexicalLeg) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._lexical = lexical
        self._reading_vectors = threading.Lock()
        # Vectors may be made from tokens.
        self._reading_tokens = threading.Lock()
        self._reading_documents = threading.Lock()
        # Each is replaced as a whole, so no reader sees a half.
        self._lacking: dict[str, tuple[Mark, Ids | None, Ids]] = {}
        self._vectors: tuple[Ids, Vectors] | None = None
        self._tokens: TokenTable | None = None
        self._documents: tuple[tuple[int, ...], LexicalView] | None = None

    @property
    def dimension(self) -> int:
        """Numbers d in a vector."""
        return self._required().dimension

    def lacking(self, kind: str, catalog: Catalog, held: Ids | None) -> Ids:
        """Live retrievable paragraphs (n,), ascending, that an index of `held` does not have."""
        known = self._lacking.get(kind)
        if known is None or known[0] != catalog.mark or known[1] is not held:
            live = catalog.everything.ids
            ids = live if held is None else live[~in_sorted(live, held)]
            known = catalog.mark, held, ids
            self._lacking[kind] = known
        return known[2]

    @property
    def embeds(self) -> Tokenizer | None:
        """What makes vectors from token ids; None where they are stored."""
        return self._tokenizer if self._required().tokenizes(self._tokenizer) else None

    def kept_vectors(self, ids: Ids, read: Callable[[Ids], Vectors]) -> Vectors:
        """What `read` gives for ascending ids (n,), kept for the next time."""
        with self._reading_vectors:
            known = self._vectors
            if known is None:
                known = ids, read(ids)
            elif not np.array_equal(known[0], ids):
                kept = in_sorted(ids, known[0])
                rows = np.empty((len(ids), self.dimension), np.float32)
                rows[kept] = known[1][np.searchsorted(known[0], ids[kept])]
                rows[~kept] = read(ids[~kept])
                known = ids, rows
            self._vectors = known
            return known[1]

    def stored_vectors(self, db: sqlite3.Connection, ids: Ids) -> Vectors:
        """Vectors (n, d) of ascending live paragraph ids (n,)."""
        model = self._required()
        held, vectors = records.vectors_of(db, ids, model.id, model.dimension)
        if len(held) == len(ids):
            return vectors
        # Every batch commits its vectors with its rows; a gap can only be damage from outside.
        whole = np.zeros((len(ids), model.dimension), np.float32)
        whole[np.searchsorted(ids, held)] = vectors
        return whole

    def _required(self) -> Model:
        if self._model is None:
            raise no_model()
        return self._model

    def tokens(self, db: sqlite3.Connection, ids: Ids) -> TokenTable:
        """Token ids of ascending live paragraph ids (n,)."""
        with self._reading_tokens:
            table = self._tokens
            if table is None:
                table = self._read_tokens(db, ids)
            elif not np.array_equal(table.ids, ids):
                new = self._read_tokens(db, ids[~in_sorted(ids, table.ids)])
                table = table.only(ids).merged(new)
            self._tokens = table
            return table

    def _read_tokens(self, db: sqlite3.Connection, ids: Ids) -> TokenTable:
        rows: dict[int, NDArray[np.uint16]] = {}
        for _, found, texts in records.search_texts(db, records.owners(db, ids)):
            rows.update(zip(found, self._tokenizer.token_ids(texts), strict=True))
        return TokenTable(ids, Ragged.of([rows[i] for i in ids.tolist()], self._tokenizer.norms))

    def lexical(self, db: sqlite3.Connection, documents: Sequence[int]) -> LexicalView:
        """A full-text index of only these documents, all of them live."""
        wanted = tuple(documents)
        with self._reading_documents:
            known = self._documents
            if known is None or known[0] != wanted:
                known = wanted, self._lexical.overlay(db, wanted)
                self._documents = known
            return known[1]
