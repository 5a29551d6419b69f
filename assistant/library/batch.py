"""What one batch puts into the database: prepared outside the transaction, written inside it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.errors import DocumentError
from assistant.library import records
from assistant.library.legs import Report
from assistant.library.migrations import nonce, now
from assistant.types import ParsedDocument, Progress

_EMBEDDED_AT_ONCE = 256


class Cancelled(Exception):
    """The caller asked to stop; nothing of the batch was saved."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Documents ready to be stored. `hashes` has one entry a paragraph, None for furniture;
    `vectors` holds float16 bytes for those hashes that had none, if vectors are stored."""

    documents: tuple[ParsedDocument, ...]
    hashes: tuple[tuple[bytes | None, ...], ...]
    vectors: dict[bytes, bytes]
    model: int


Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Vectors (n, d) of texts (n,)."""
Cancel = Callable[[], bool] | None


def text_hash(text: str) -> bytes:
    """Under which the vector of a search text is kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def prepare(
    db: sqlite3.Connection,
    documents: Sequence[ParsedDocument],
    model: int,
    embed: Embed | None,
    progress: Report,
    cancel: Cancel,
) -> Prepared:
    """Search texts and their hashes; vectors of those that the library does not have yet, unless
    `embed` is None because none are stored.

    :raises Cancelled: `cancel` returned True.
    """
    texts: dict[bytes, str] = {}
    hashes = []
    for parsed in documents:
        if cancel is not None and cancel():
            raise Cancelled
        row: list[bytes | None] = []
        for p in parsed.paragraphs:
            if p.kind == "furniture":
                row.append(None)
                continue
            text = records.searchable(parsed.text[p.start : p.end], parsed.edits, p.start)
            row.append(text_hash(text))
            texts[text_hash(text)] = text
        hashes.append(tuple(row))
    vectors: dict[bytes, bytes] = {}
    if embed is not None:
        for known in known_hashes(db, list(texts), model):
            del texts[known]
        vectors = embed_all(texts, embed, progress, cancel)
    return Prepared(tuple(documents), tuple(hashes), vectors, model)


def embed_all(
    texts: dict[bytes, str], embed: Embed, progress: Report, cancel: Cancel
) -> dict[bytes, bytes]:
    """Stored vectors by hash.

    :raises Cancelled: `cancel` returned True.
    """
    wanted = list(texts.items())
    vectors: dict[bytes, bytes] = {}
    for start in range(0, len(wanted), _EMBEDDED_AT_ONCE):
        if cancel is not None and cancel():
            raise Cancelled
        block = wanted[start : start + _EMBEDDED_AT_ONCE]
        rows = embed([text for _, text in block]).astype("<f2")
        vectors.update((hash_, row.tobytes()) for (hash_, _), row in zip(block, rows, strict=True))
        if progress is not None:
            progress(Progress("embedding", start + len(block), len(wanted)))
    return vectors


def known_hashes(db: sqlite3.Connection, hashes: Sequence[bytes], model: int) -> list[bytes]:
    """Those of the hashes that have a vector of the model."""
    known: list[bytes] = []
    for start in range(0, len(hashes), 500):
        block = hashes[start : start + 500]
        known += (
            hash_
            for (hash_,) in db.execute(
                "SELECT passage FROM vectors WHERE model = ?"
                f" AND passage IN ({', '.join('?' * len(block))})",
                (model, *block),
            )
        )
    return known


def store(db: sqlite3.Connection, prepared: Prepared) -> list[int]:
    """Insert documents and vectors; returns the ids of the documents."""
    db.executemany(
        "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
        [(prepared.model, hash_, vector) for hash_, vector in prepared.vectors.items()],
    )
    added_at = now()[:19] + "+00:00"
    return [
        records.insert_document(db, parsed, row, added_at)
        for parsed, row in zip(prepared.documents, prepared.hashes, strict=True)
    ]


def new_generation(
    db: sqlite3.Connection, added: Sequence[int] = (), removed: Sequence[int] = ()
) -> int:
    """Close a batch: its generation and which documents came and went with it."""
    generation = records.latest(db).generation + 1
    db.execute("INSERT INTO generations VALUES (?, ?, ?)", (generation, nonce(), now()))
    db.executemany(
        "INSERT INTO log VALUES (?, ?, ?)",
        [(generation, id_, 0) for id_ in removed] + [(generation, id_, 1) for id_ in added],
    )
    return generation


def tombstone(db: sqlite3.Connection, documents: Sequence[int]) -> None:
    at = now()
    db.executemany(
        "UPDATE documents SET removed_at = ? WHERE id = ?", [(at, id_) for id_ in documents]
    )


def live_ids(db: sqlite3.Connection, names: Sequence[str]) -> dict[str, int]:
    """Rows of the live documents among `names`."""
    found = {}
    for name in names:
        row = db.execute(
            "SELECT id FROM documents WHERE name = ? AND removed_at IS NULL", (name,)
        ).fetchone()
        if row is not None:
            found[name] = row[0]
    return found


def check_names(names: Sequence[str], taken: dict[str, int], *, replace: bool) -> None:
    """:raises DocumentError: a name twice in one batch, or taken and not to be replaced."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DocumentError(
                f"Two documents of one batch are called “{name}”. Give one another name.",
                f"同一批中有两个文档都叫“{name}”。请为其中一个另取名称。",
            )
        seen.add(name)
        if name in taken and not replace:
            raise DocumentError(
                f"The library already has a document “{name}”. Choose another name, or replace it"
                " with --replace.",
                f"资料库中已有文档“{name}”。请另取名称，或用 --replace 替换它。",
            )
