"""Derived indexes that are one file each: how they are read, checked, and brought up to date."""

from __future__ import annotations

import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelMismatch
from assistant.library import records
from assistant.library.failpoints import failpoint
from assistant.library.folder import Layers, write_file
from assistant.library.ragged import Ragged, TokenTable
from assistant.library.records import Ids, Mark, in_sorted
from assistant.library.watermark import Damaged, FilePart, digest
from assistant.types import Progress

if TYPE_CHECKING:
    from embeddings import FaissIndex

Report = Callable[[Progress], None] | None

_ROWS_AT_ONCE = 16_384
_EXACT = 20_000
"""Paragraphs up to which FAISS holds the vectors themselves; above, codes."""


Vectors = NDArray[np.float32]


class Tokenizer(Protocol):
    """What makes token ids: the bundled model."""

    @property
    def fingerprint(self) -> str: ...

    def token_ids(self, texts: Sequence[str]) -> list[NDArray[np.uint16]]: ...

    def embed_ids(
        self, ids: NDArray[np.integer], offsets: NDArray[np.int64]
    ) -> NDArray[np.float32]: ...

    def norms(self, ids: NDArray[np.integer], offsets: NDArray[np.int64]) -> Vectors: ...

    def cosines(
        self,
        query: Vectors,
        ids: NDArray[np.integer],
        offsets: NDArray[np.int64],
        norms: Vectors,
    ) -> Vectors: ...


VectorsOf = Callable[[sqlite3.Connection, Ids], tuple[Ids, Vectors]]
"""Those of ascending paragraph ids (n,) that have a vector (m,), and the vectors (m, d)."""


@dataclass(frozen=True, slots=True)
class Model:
    """The model of a library; `id` is its row in the database."""

    id: int
    fingerprint: str
    dimension: int

    def tokenizes(self, tokenizer: Tokenizer) -> bool:
        """Whether it is the tokenizer's own, whose vectors take less time to make from token ids
        than to read: they are not stored."""
        return self.fingerprint == tokenizer.fingerprint


def no_model() -> ModelMismatch:
    return ModelMismatch(
        "The library was opened without a model, so it cannot be searched by meaning or added to."
        " Open it with a model.",
        "打开资料库时没有指定模型，无法按语义检索，也不能添加文档。请指定模型后重新打开。",
    )


def tell(progress: Report, done: int, total: int) -> None:
    if progress is not None:
        progress(Progress("indexing", done, total))


@dataclass(frozen=True, slots=True, eq=False)
class DenseTable:
    """FAISS and the ids in it, ascending."""

    index: FaissIndex
    ids: Ids


class _HasIds(Protocol):
    @property
    def ids(self) -> Ids: ...


T = TypeVar("T", bound=_HasIds)


class FileLeg(ABC, Generic[T]):
    """An index in one file, rewritten once enough has changed.

    Until then its readers take what it lacks from the database: documents never change and ids are
    never reused, so what it holds stays right.
    """

    kind: ClassVar[str]
    delta: ClassVar[int]
    """The file is rewritten when more than this, and more than a share, came or went since."""

    def __init__(self, folders: Layers, fingerprint: str) -> None:
        self._folders = folders
        self._fingerprint = fingerprint
        self._mutex = threading.Lock()
        self._value: T | None = None

    def read(self, part: FilePart | None) -> T:
        """The index of the file that `part` describes; read once.

        :raises Damaged: it is missing, damaged or of another model.
        """
        with self._mutex:
            if self._value is None:
                if part is None:
                    raise Damaged.missing(self.kind)
                if not self.fits(part):
                    raise Damaged.foreign(part.file)
                self._value = self._load(part, self._folders.find(part.file))
            return self._value

    def fits(self, part: FilePart) -> bool:
        """Whether the file was made by the model in use."""
        return part.model == self._fingerprint

    def forget(self) -> None:
        with self._mutex:
            self._value = None

    def catch_up(
        self,
        db: sqlite3.Connection,
        part: FilePart | None,
        mark: Mark,
        damages: list[Damaged],
        progress: Report,
        share: float,
    ) -> FilePart | None:
        """Rewrite the file if it lacks more than `delta` and more than `share` of it, or cannot be
        used, which is noted in `damages`. Returns what describes the file now.
        """
        live = records.retrievable(db)
        if part is None and not len(live):
            return None
        held: T | None = None
        if part is not None and self.fits(part):
            try:
                held = self.read(part)
            except Damaged as damage:
                damages.append(damage)
        came = live if held is None else live[~in_sorted(live, held.ids)]
        if part is not None and held is not None:
            went = int((~in_sorted(held.ids, live)).sum())
            if len(came) + went <= max(self.delta, int(share * len(held.ids))):
                return part
        value, data = self._build(db, live, came, held, progress)
        failpoint("before-index-file")
        path = self._folders.free(f"{self.kind}.g{mark.generation}")
        write_file(path, [data])
        failpoint("after-index-file")
        with self._mutex:
            self._value = value
        return FilePart(
            path.name, mark.generation, mark.nonce, self._fingerprint, len(data), digest(data)
        )

    @abstractmethod
    def _load(self, part: FilePart, path: Path) -> T:
        """:raises Damaged: the file cannot be used."""

    @abstractmethod
    def _build(
        self, db: sqlite3.Connection, live: Ids, came: Ids, held: T | None, progress: Report
    ) -> tuple[T, bytes]:
        """The index of the paragraphs `live`, of which `held` has all but `came`, and the bytes of
        its file.
        """


class DenseLeg(FileLeg[DenseTable]):
    """Vectors, in FAISS."""

    kind = "dense"
    delta = 5_000

    def __init__(self, folders: Layers, model: Model, vectors_of: VectorsOf) -> None:
        super().__init__(folders, model.fingerprint)
        self._model = model
        self._vectors_of = vectors_of

    def _load(self, part: FilePart, path: Path) -> DenseTable:
        from embeddings import EmbeddingError, FaissIndex

        try:
            index = FaissIndex.from_bytes(part.read(path))
        except EmbeddingError as error:
            raise Damaged.unreadable(part.file, error) from error
        if index.dimension != self._model.dimension:
            raise Damaged.foreign(part.file)
        return DenseTable(index, np.sort(index.ids))

    def _build(
        self,
        db: sqlite3.Connection,
        live: Ids,
        came: Ids,
        held: DenseTable | None,
        progress: Report,
    ) -> tuple[DenseTable, bytes]:
        from embeddings import FaissIndex

        exact = len(live) <= _EXACT
        if held is not None and held.index.exact == exact:
            index = held.index.copy()
            index.remove(held.ids[~in_sorted(held.ids, live)])
        else:
            index, came = FaissIndex(self._model.dimension, coded=not exact), live
        for start in range(0, len(came), _ROWS_AT_ONCE):
            block = came[start : start + _ROWS_AT_ONCE]
            index.add(*self._vectors_of(db, block))
            tell(progress, start + len(block), len(came))
        return DenseTable(index, np.sort(index.ids)), index.to_bytes()


class TokensLeg(FileLeg[TokenTable]):
    """Token ids, in a file mapped into memory."""

    kind = "tokens"
    # Rows that the file lacks are tokenized when it is read: that costs more than writing them.
    delta = 1_000

    def __init__(self, folders: Layers, tokenizer: Tokenizer) -> None:
        super().__init__(folders, tokenizer.fingerprint)
        self._tokenizer = tokenizer

    def _load(self, part: FilePart, path: Path) -> TokenTable:
        part.check(path)
        try:
            return TokenTable.map(path)
        except (OSError, ValueError, KeyError) as error:
            raise Damaged.unreadable(part.file, error) from error

    def _build(
        self,
        db: sqlite3.Connection,
        live: Ids,
        came: Ids,
        held: TokenTable | None,
        progress: Report,
    ) -> tuple[TokenTable, bytes]:
        rows: list[NDArray[np.uint16]] = []
        for _, _, texts in records.search_texts(db, records.owners(db, came)):
            rows += self._tokenizer.token_ids(texts)
            tell(progress, len(rows), len(came))
        table = TokenTable(came, Ragged.of(rows, self._tokenizer.norms))
        if held is not None:
            table = held.only(live).merged(table)
        return table, b"".join(table.chunks())

    def vectors_of(self, db: sqlite3.Connection, ids: Ids) -> tuple[Ids, Vectors]:
        """The vectors that the tokenizer's own model gives ascending paragraphs (n,), float32 (n, d).
        Those that the file lacks are tokenized."""
        held = self._value
        inside = in_sorted(ids, held.ids) if held is not None else np.zeros(len(ids), bool)
        rows: dict[int, NDArray[np.uint16]] = {}
        for _, found, texts in records.search_texts(db, records.owners(db, ids[~inside])):
            rows.update(zip(found, self._tokenizer.token_ids(texts), strict=True))
        new = [rows[i] for i in ids[~inside].tolist()]
        table = TokenTable(ids[~inside], Ragged.of(new, self._tokenizer.norms))
        if held is not None:
            table = held.only(ids[inside]).merged(table)
        return ids, self._tokenizer.embed_ids(table.tokens.values, table.tokens.offsets)
