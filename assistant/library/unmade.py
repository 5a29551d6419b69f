"""Passages of a document that lack what is made of passages: a vector, a reading."""

from __future__ import annotations

import sqlite3
from typing import Literal

from assistant.library import records


def search_texts_without(
    db: sqlite3.Connection, table: Literal["vectors", "readings"], model: int | str, document: int
) -> dict[bytes, str]:
    """Search texts by hash of the paragraphs of a document that have no row of the model in the table.

    `model` is what the table knows a model by: its id in `vectors`, its fingerprint in `readings`.
    """
    rows = db.execute(
        "SELECT p.passage, p.start, p.end FROM documents d JOIN paragraphs p"
        " ON p.id BETWEEN d.first AND d.first + d.paragraphs - 1"
        f" LEFT JOIN {table} t ON t.model = ? AND t.passage = p.passage"
        " WHERE d.id = ? AND p.passage IS NOT NULL AND t.passage IS NULL",
        (model, document),
    ).fetchall()
    if not rows:
        return {}
    body = records.body_of(db, document)
    return {
        passage: records.searchable(body.text[start:end], body.edits, start)
        for passage, start, end in rows
    }
