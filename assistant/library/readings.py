"""What the context model made of passages: rows of the library that any reader may use and all can miss."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

import numpy as np

from embeddings import ContextModel
from embeddings.context import Reading


def of_paragraphs(
    db: sqlite3.Connection, ids: Sequence[int], model: ContextModel
) -> dict[int, Reading]:
    """Of those paragraphs that the model has read, by id."""
    rows = db.execute(
        # CROSS: in this order, or SQLite goes through all that the model has read.
        "SELECT p.id, r.reading FROM json_each(?) j CROSS JOIN paragraphs p ON p.id = j.value"
        " CROSS JOIN readings r ON r.model = ? AND r.passage = p.passage",
        (json.dumps(list(ids)), model.fingerprint),
    )
    size = model.dimension
    return {id_: np.frombuffer(reading, np.int8).reshape(-1, size) for id_, reading in rows}


def keep(db: sqlite3.Connection, model: str, read: Mapping[bytes, Reading]) -> None:
    """Save what was read of passages, by hash; such as were purged meanwhile are left out."""
    db.executemany(
        "INSERT OR IGNORE INTO readings SELECT ?, passage, ? FROM paragraphs WHERE passage = ? LIMIT 1",
        [(model, reading.tobytes(), passage) for passage, reading in read.items()],
    )


def forget_others(db: sqlite3.Connection, model: str) -> None:
    """Delete what other models, earlier versions of this one, have read."""
    db.execute("DELETE FROM readings WHERE model <> ?", (model,))
