"""Changes to a library other than adding: each takes an open connection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.library import batch
from assistant.library.batch import Embed
from assistant.library.catalog import no_document
from assistant.library.legs import Model, Report
from assistant.library.records import METADATA, SELECT_DOCUMENTS, document_of
from assistant.library.unmade import search_texts_without
from assistant.text.dates import iso_date
from assistant.text.printable import is_blank, one_line
from assistant.types import Document, Progress

if TYPE_CHECKING:
    from embeddings import Embedder

_EMBEDDED_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True)
class Removed:
    """A removed document that can still be restored."""

    document: Document
    removed_at: str


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; the COMMIT at its end is what makes it so."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def removed(db: sqlite3.Connection) -> list[Removed]:
    """Removed documents, the last removed first."""
    rows = db.execute(
        SELECT_DOCUMENTS + " WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC"
    )
    return [Removed(document_of(row), row[-1]) for row in rows]


def restore(db: sqlite3.Connection, name: str) -> None:
    """Bring back the document of that name that was removed last.

    :raises DocumentError: none was removed, or the name is in use again.
    """
    row = db.execute(
        "SELECT id FROM documents WHERE name = ? AND removed_at IS NOT NULL"
        " ORDER BY removed_at DESC, id DESC LIMIT 1",
        (name,),
    ).fetchone()
    if row is None:
        raise DocumentError(
            f"No removed document “{name}” is kept. Add it again from its file.",
            f"没有保留名为“{name}”的已移除文档。请从原文件重新添加。",
        )
    if batch.live_ids(db, [name]):
        raise DocumentError(
            f"The library has another document “{name}” now. Remove or rename it, then restore.",
            f"资料库中现在另有文档“{name}”。请先移除它，再恢复。",
        )
    db.execute("UPDATE documents SET removed_at = NULL WHERE id = ?", (row[0],))
    batch.new_generation(db, added=[row[0]])


def set_metadata(db: sqlite3.Connection, name: str, fields: Mapping[str, object]) -> None:
    """Correct what is known of a document.

    :raises DocumentError: no such document, no such field, a value that is no text, or a date that is none.
    """
    unknown = sorted(set(fields) - set(METADATA))
    if unknown:
        raise DocumentError(
            f"“{unknown[0]}” cannot be edited; these can: {', '.join(METADATA)}.",
            f"“{unknown[0]}”不能编辑；可以编辑的有：{'、'.join(METADATA)}。",
        )
    stored = {field: _stored(field, value) for field, value in fields.items()}
    ids = batch.live_ids(db, [name])
    if not ids:
        raise no_document(name)
    for column, value in stored.items():
        db.execute(f"UPDATE documents SET {column} = ? WHERE id = ?", (value, ids[name]))
    batch.new_generation(db)


def _stored(field: str, value: object) -> str:
    """What a field is given, in one line; each remark of several in one of its own."""
    if field == "remarks":
        given = value.splitlines() if isinstance(value, str) else value
        if isinstance(given, Sequence) and all(isinstance(one, str) for one in given):
            remarks = [one_line(one) for one in given if not is_blank(one)]
            return json.dumps(remarks, ensure_ascii=False)
    elif isinstance(value, str):
        line = one_line(value)
        return iso_date(line, DocumentError) if field == "date" else line
    raise DocumentError(
        f"“{field}” takes text, not {type(value).__name__}. Give an empty text to clear it.",
        f"“{field}”应为文字，不能是 {type(value).__name__}。要清空请给出空文字。",
    )


def purge(db: sqlite3.Connection, older_than: timedelta | None) -> int:
    """Delete removed documents for good; returns their number."""
    before = (datetime.now(UTC) - (older_than or timedelta())).isoformat(timespec="microseconds")
    rows = db.execute(
        "SELECT id, first, paragraphs FROM documents WHERE removed_at IS NOT NULL"
        " AND removed_at <= ?",
        (before,),
    ).fetchall()
    for id_, first, paragraphs in rows:
        db.execute("DELETE FROM paragraphs WHERE id >= ? AND id < ?", (first, first + paragraphs))
        for table in ("edits", "texts"):
            db.execute(f"DELETE FROM {table} WHERE document = ?", (id_,))
        db.execute("DELETE FROM documents WHERE id = ?", (id_,))
    if rows:
        for table in ("vectors", "readings"):
            db.execute(
                f"DELETE FROM {table} WHERE passage IN"
                f" (SELECT passage FROM {table} EXCEPT SELECT passage FROM paragraphs)"
            )
    return len(rows)


def stored_model(db: sqlite3.Connection) -> tuple[Model, str] | None:
    """The model of the library's vectors and what its user called it; None before the first."""
    row = db.execute(
        "SELECT m.id, m.fingerprint, m.dimension, m.name FROM library l"
        " JOIN models m ON m.id = CAST(l.value AS INTEGER) WHERE l.key = 'model'"
    ).fetchone()
    return None if row is None else (Model(*row[:3]), str(row[3]))


def register_model(db: sqlite3.Connection, embedder: Embedder) -> Model:
    """The row of a model, made if it is new."""
    db.execute(
        "INSERT OR IGNORE INTO models (fingerprint, name, dimension) VALUES (?, ?, ?)",
        (embedder.fingerprint, embedder.name, embedder.dimension),
    )
    row = db.execute("SELECT id FROM models WHERE fingerprint = ?", (embedder.fingerprint,))
    return Model(row.fetchone()[0], embedder.fingerprint, embedder.dimension)


def choose_model(db: sqlite3.Connection, model: Model, *, stored: bool) -> None:
    """From now on the library has this model; the vectors of others are deleted, and all where its
    own are not `stored`."""
    db.execute("INSERT OR REPLACE INTO library VALUES ('model', ?)", (str(model.id),))
    db.execute("DELETE FROM vectors WHERE model <> ? OR NOT ?", (model.id, stored))
    db.execute("DELETE FROM models WHERE id <> ?", (model.id,))


def documents(db: sqlite3.Connection) -> int:
    """How many documents are kept, removed ones included."""
    return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])


def embed_everything(db: sqlite3.Connection, model: Model, embed: Embed, progress: Report) -> None:
    """Give every passage a vector of the model, removed documents included, in transactions of its
    own: what an interruption leaves behind need not be done again."""
    kept = [id_ for (id_,) in db.execute("SELECT id FROM documents ORDER BY id")]
    waiting: dict[bytes, str] = {}
    for done, document in enumerate(kept, 1):
        waiting.update(search_texts_without(db, "vectors", model.id, document))
        if len(waiting) >= _EMBEDDED_AT_ONCE or done == len(kept):
            rows = embed(list(waiting.values())) if waiting else ()
            with transaction(db):
                db.executemany(
                    "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
                    [
                        (model.id, passage, row.astype("<f2").tobytes())
                        for passage, row in zip(waiting, rows, strict=True)
                    ],
                )
            waiting.clear()
            if progress is not None:
                progress(Progress("embedding", done, len(kept)))
