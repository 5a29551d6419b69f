"""Full-text index over pre-segmented terms (tantivy). It proposes paragraphs; it never decides.

One entry a paragraph: its id, its document's id and its terms, which tantivy splits at blanks.
The entry with id 0 holds no terms but the state of the index: it changes in the same commit as the
rest, so an index always knows which generation of which library it shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.library.failpoints import failpoint
from assistant.library.records import Ids, Mark

FORMAT = 1
"""Part of an index's state: raise it whenever the terms of a text or the fields below change."""

_HEAP_BYTES = 64_000_000
_MARKER = 0


class LexicalError(Exception):
    """The index in a folder cannot be read: damaged, foreign or of another format."""


@dataclass(frozen=True, slots=True)
class LexicalState:
    """What an index shows: a library at a point of its history."""

    library: str
    generation: int
    nonce: str
    format: int = FORMAT

    @property
    def mark(self) -> Mark:
        return Mark(self.generation, self.nonce)


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph to index: positive ids, and its terms in any order, repetitions included."""

    paragraph: int
    document: int
    terms: Sequence[str]


class LexicalView:
    """The index at one commit. Later commits do not change it; threads may share it."""

    def __init__(self, index: Any) -> None:
        """:raises LexicalError: the index has no readable state."""
        import tantivy

        self._t = tantivy
        self._schema = index.schema
        with _damage():
            self._searcher = index.searcher()
            found = self._searcher.search(self._term("id", _MARKER), 1).hits
            if not found:
                raise LexicalError("the index holds no state")
            stored = self._searcher.doc(found[0][1]).get_first("state")
            self.state = LexicalState(**json.loads(bytes(stored)))

    def __len__(self) -> int:
        """Number of paragraphs."""
        return int(self._searcher.num_docs) - 1

    def search(
        self, terms: Sequence[str], k: int, documents: Ids | None = None, *, every: bool = False
    ) -> tuple[Ids, NDArray[np.float32]]:
        """The at most `k` best paragraphs (m,) by BM25 and their scores (m,), higher is better.

        Terms count once each; only paragraphs with at least one of them, or with `every` one, are
        found. With `documents` (ids) only their paragraphs compete. Equal scores are ordered by id.

        :raises LexicalError: the index is damaged.
        """
        wanted = list(dict.fromkeys(terms))
        if not wanted or k <= 0 or (documents is not None and not len(documents)):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        should = self._t.Occur.Should
        must = self._t.Occur.Must
        occur = must if every else should
        query = self._t.Query.boolean_query([(occur, self._term("terms", t)) for t in wanted])
        if documents is not None:
            inside = self._t.Query.term_set_query(self._schema, "document", documents.tolist())
            unscored = self._t.Query.const_score_query(inside, 0.0)
            query = self._t.Query.boolean_query([(must, query), (must, unscored)])
        with _damage():
            hits = self._searcher.search(query, k, count=False).hits
            found = self._searcher.fast_field_values("id", [address for _, address in hits])
        ids = np.array(found, dtype=np.int64)
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        order = np.lexsort((ids, -scores))
        return ids[order], scores[order]

    def _term(self, field: str, value: str | int) -> Any:
        option = "freq" if field == "terms" else "basic"
        return self._t.Query.term_query(self._schema, field, value, index_option=option)


class LexicalIndex:
    """An index that can be changed, in a folder or in memory. One writer at a time."""

    def __init__(self, index: Any) -> None:
        # Left to itself a reader follows the folder in a thread of its own, whenever it likes.
        index.config_reader(reload_policy="manual")
        self._index = index

    @classmethod
    def create(cls, folder: Path | None) -> LexicalIndex:
        """An empty index in an existing, empty folder, or in memory. It has no state yet."""
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_unsigned_field("id", indexed=True, fast=True)
        schema.add_unsigned_field("document", indexed=True)
        schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        schema.add_bytes_field("state", stored=True)
        where = None if folder is None else str(folder)
        with _damage():
            return cls(tantivy.Index(schema.build(), path=where, reuse=False))

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """:raises LexicalError: no index in the folder, or a damaged one."""
        import tantivy

        with _damage():
            return cls(tantivy.Index.open(str(folder)))

    def view(self) -> LexicalView:
        """The last commit.

        :raises LexicalError: the index has no readable state.
        """
        with _damage():
            self._index.reload()
        return LexicalView(self._index)

    def update(
        self, documents: Iterable[int], entries: Iterable[Entry], state: LexicalState
    ) -> LexicalView:
        """Forget all paragraphs of `documents`, add `entries`, and take on `state`, in one commit.

        Doing it again changes nothing. Returns the new view.

        :raises LexicalError: the index cannot be written.
        """
        import tantivy

        schema = self._index.schema
        with _damage():
            writer = self._index.writer(_HEAP_BYTES, 1)
            # By query: in tantivy 0.27 deletion by term passes over unsigned fields in silence.
            one, many = tantivy.Query.term_query, tantivy.Query.term_set_query
            writer.delete_documents_by_query(one(schema, "id", _MARKER, index_option="basic"))
            writer.delete_documents_by_query(many(schema, "document", list(documents)))
        try:
            for entry in entries:
                row = tantivy.Document()
                row.add_unsigned("id", entry.paragraph)
                row.add_unsigned("document", entry.document)
                row.add_text("terms", " ".join(entry.terms))
                with _damage():
                    writer.add_document(row)
            marker = tantivy.Document()
            marker.add_unsigned("id", _MARKER)
            marker.add_bytes("state", json.dumps(asdict(state)).encode())
            with _damage():
                writer.add_document(marker)
                failpoint("before-lexical-commit")
                writer.commit()
                failpoint("after-lexical-commit")
                writer.wait_merging_threads()
        finally:
            # A traceback would keep it alive, and with it the lock on the index.
            del writer
        return self.view()


@contextmanager
def _damage() -> Iterator[None]:
    """Turn what tantivy raises on unreadable files into LexicalError; OSErrors pass."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise LexicalError(f"the full-text index cannot be used: {error}") from error
    except BaseException as error:
        # A panic inside the library arrives as a BaseException of its own.
        if type(error).__name__ != "PanicException":
            raise
        raise LexicalError(f"the full-text index cannot be used: {error}") from error
