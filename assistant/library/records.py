"""Rows of the library database to values and back. Every function takes an open connection."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from assistant.clean import search_text
from assistant.types import Document, Edit, Paragraph, ParagraphKind, ParsedDocument

Ids = NDArray[np.int64]

METADATA = ("title", "speaker", "occasion", "date", "type", "series", "place", "remarks")
"""The columns a person may correct; everything else follows from the text."""

_COLUMNS = (
    "name",
    *METADATA,
    "paragraphs",
    "characters",
    "encoding",
    "sha256",
    "added_at",
    "bundled",
    "format",
    "source",
    "origin",
)
_LONG = 20
"""Characters below which equal paragraphs say nothing: every report has a 同志们 and a heading."""
SELECT_DOCUMENTS = f"SELECT {', '.join(_COLUMNS)}, id, first, removed_at FROM documents"


@dataclass(frozen=True, slots=True)
class Body:
    """What never changes about a stored document."""

    text: str
    edits: tuple[Edit, ...]
    sections: tuple[tuple[str, ...], ...]
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in the history of a library; equal numbers with other nonces are other histories."""

    generation: int
    nonce: str


def searchable(original: str, edits: Sequence[Edit], start: int) -> str:
    """The search text of a piece of a document that begins at offset `start`."""
    return search_text(original, edits, start).text


def document_of(row: Sequence[object]) -> Document:
    """The document of a row of `SELECT_DOCUMENTS`."""
    values = dict(zip(_COLUMNS, row, strict=False))
    values["remarks"] = tuple(json.loads(cast(str, values["remarks"])))
    values["bundled"] = bool(values["bundled"])
    return Document(**values)  # type: ignore[arg-type]  # the columns are the fields


def latest(db: sqlite3.Connection) -> Mark:
    return Mark(
        *db.execute("SELECT number, nonce FROM generations ORDER BY number DESC LIMIT 1").fetchone()
    )


def has_mark(db: sqlite3.Connection, mark: Mark) -> bool:
    """Whether the library's history contains this very point."""
    row = db.execute("SELECT nonce FROM generations WHERE number = ?", (mark.generation,))
    return bool(row.fetchone() == (mark.nonce,))


def setting(db: sqlite3.Connection, key: str) -> str | None:
    row = db.execute("SELECT value FROM library WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def changed_documents(db: sqlite3.Connection, after: int, upto: int) -> list[int]:
    """Ids of documents that came or went in the generations `after < g <= upto`."""
    rows = db.execute(
        "SELECT DISTINCT document FROM log WHERE generation > ? AND generation <= ?"
        " ORDER BY document",
        (after, upto),
    )
    return [id_ for (id_,) in rows]


def live_documents(db: sqlite3.Connection) -> list[int]:
    rows = db.execute("SELECT id FROM documents WHERE removed_at IS NULL ORDER BY id")
    return [id_ for (id_,) in rows]


def retrievable(db: sqlite3.Connection) -> Ids:
    """All live paragraphs that are not furniture (n,), ascending."""
    spans = db.execute(
        "SELECT first, paragraphs FROM documents WHERE removed_at IS NULL ORDER BY id"
    ).fetchall()
    first, count = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    return paragraph_ids(first, count, furniture(db))


def furniture(db: sqlite3.Connection) -> Ids:
    """Paragraphs that are never retrieved, of removed documents too, ascending."""
    rows = db.execute("SELECT id FROM paragraphs WHERE passage IS NULL ORDER BY id")
    return np.array([id_ for (id_,) in rows], dtype=np.int64)


def paragraph_ids(first: Ids, count: Ids, furniture: Ids) -> Ids:
    """The ids `first[i] .. first[i] + count[i] - 1` of m documents in order, less `furniture`."""
    before = np.cumsum(count) - count
    ids: Ids = np.arange(count.sum(), dtype=np.int64) + np.repeat(first - before, count)
    return ids[~in_sorted(ids, furniture)]


def in_sorted(values: Ids, ascending: Ids) -> NDArray[np.bool_]:
    """Which of `values` (n,) occur in `ascending`, as bool (n,)."""
    if not len(ascending):
        return np.zeros(len(values), dtype=np.bool_)
    place = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return np.asarray(ascending[place] == values, dtype=np.bool_)


def owners(db: sqlite3.Connection, ids: Ids) -> list[int]:
    """The live documents, in order, that hold at least one of the ascending paragraph ids."""
    rows = db.execute(
        "SELECT id, first, paragraphs FROM documents WHERE removed_at IS NULL ORDER BY id"
    ).fetchall()
    document, first, count = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    holds = np.searchsorted(ids, first) < np.searchsorted(ids, first + count)
    return [int(id_) for id_ in document[holds]]


def insert_document(
    db: sqlite3.Connection, parsed: ParsedDocument, passages: Sequence[bytes | None], added_at: str
) -> int:
    """Store a document; `passages` has the hash of each paragraph's
    search text, None for furniture. Returns its id."""
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'paragraphs'").fetchone()
    first = 1 + (last[0] if last else 0)
    d = parsed.document
    values = [getattr(d, column) for column in _COLUMNS]
    values[_COLUMNS.index("remarks")] = json.dumps(d.remarks, ensure_ascii=False)
    values[_COLUMNS.index("paragraphs")] = len(parsed.paragraphs)
    values[_COLUMNS.index("characters")] = len(parsed.text)
    values[_COLUMNS.index("added_at")] = d.added_at or added_at
    id_ = db.execute(
        f"INSERT INTO documents ({', '.join(_COLUMNS)}, first)"
        f" VALUES ({', '.join('?' * (len(_COLUMNS) + 1))})",
        (*values, first),
    ).lastrowid
    assert id_ is not None  # an INSERT always has one
    sections = list(dict.fromkeys(p.section for p in parsed.paragraphs))
    place = {section: i for i, section in enumerate(sections)}
    db.execute(
        "INSERT INTO texts (document, text, sections, pages) VALUES (?, ?, ?, ?)",
        (id_, parsed.text, json.dumps(sections, ensure_ascii=False), json.dumps(parsed.pages)),
    )
    db.executemany(
        "INSERT INTO edits VALUES (?, ?, ?, ?, ?)",
        [(id_, e.start, e.end, e.replacement, e.reason) for e in parsed.edits],
    )
    db.executemany(
        "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (first + i, id_, p.number, p.start, p.end, p.kind, p.level, place[p.section],
             p.position, passage)
            for i, (p, passage) in enumerate(zip(parsed.paragraphs, passages, strict=True))
        ],
    )  # fmt: skip
    return id_


def body_of(db: sqlite3.Connection, document: int) -> Body:
    return bodies_of(db, [document])[document]


def bodies_of(db: sqlite3.Connection, documents: Sequence[int]) -> dict[int, Body]:
    """Text, edits and heading chains by document."""
    wanted = json.dumps(list(documents))
    edits: dict[int, list[Edit]] = {}
    for document, *edit in db.execute(
        "SELECT e.document, start, end, replacement, reason FROM json_each(?) j"
        " JOIN edits e ON e.document = j.value ORDER BY e.document, start, end",
        (wanted,),
    ):
        edits.setdefault(document, []).append(Edit(*edit))
    texts = db.execute(
        "SELECT t.document, text, sections, pages FROM json_each(?) j"
        " JOIN texts t ON t.document = j.value",
        (wanted,),
    )
    return {
        document: Body(
            text,
            tuple(edits.get(document, ())),
            tuple(map(tuple, json.loads(sections))),
            tuple(json.loads(pages)),
        )
        for document, text, sections, pages in texts
    }


_PARAGRAPH = "p.number, p.start, p.end, p.kind, p.level, p.section, p.position"


def _paragraph(row: Sequence[object], body: Body) -> Paragraph:
    number, start, end, kind, level, section, position = cast(
        tuple[int, int, int, ParagraphKind, int, int, int], row
    )
    page = bisect_right(body.pages, start)
    return Paragraph(number, start, end, kind, level, body.sections[section], position, page)


def paragraphs_of(db: sqlite3.Connection, document: int, body: Body) -> list[Paragraph]:
    """All paragraphs of a document in order."""
    rows = db.execute(
        f"SELECT {_PARAGRAPH} FROM paragraphs p JOIN documents d"
        " ON p.id BETWEEN d.first AND d.first + d.paragraphs - 1 WHERE d.id = ? ORDER BY p.id",
        (document,),
    )
    return [_paragraph(row, body) for row in rows]


def paragraph_rows(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, tuple[object, ...]]:
    """Rows for `paragraph_of` by paragraph id; unknown ids are missing."""
    rows = db.execute(
        f"SELECT p.id, {_PARAGRAPH} FROM json_each(?) j JOIN paragraphs p ON p.id = j.value",
        (json.dumps(list(ids)),),
    )
    return {row[0]: row[1:] for row in rows}


paragraph_of = _paragraph


def shared_characters(db: sqlite3.Connection, first: int, count: int) -> tuple[int, dict[int, int]]:
    """Characters of the long retrievable paragraphs `first .. first + count - 1`, and how many of
    these stand in equal paragraphs of each other document, by its id."""
    long = (
        "SELECT id, document, passage, end - start AS length FROM paragraphs WHERE id >= ? AND id < ?"
        f" AND passage IS NOT NULL AND length >= {_LONG}"
    )
    span = (first, first + count)
    (total,) = db.execute(f"SELECT coalesce(sum(length), 0) FROM ({long})", span).fetchone()
    rows = db.execute(
        "SELECT other, sum(length) FROM (SELECT DISTINCT p.id, o.document AS other, p.length"
        f" FROM ({long}) p JOIN paragraphs o ON o.passage = p.passage AND o.document <> p.document)"
        " GROUP BY other",
        span,
    )
    return total, dict(rows.fetchall())


def search_texts(
    db: sqlite3.Connection, documents: Iterable[int]
) -> Iterator[tuple[int, list[int], list[str]]]:
    """For each document that exists and is not removed: its id, ids and search texts of its
    retrievable paragraphs."""
    for document in documents:
        span = db.execute(
            "SELECT first, paragraphs FROM documents WHERE id = ? AND removed_at IS NULL",
            (document,),
        ).fetchone()
        if span is None:
            continue
        body = body_of(db, document)
        rows = db.execute(
            "SELECT id, start, end FROM paragraphs WHERE id >= ? AND id < ?"
            " AND passage IS NOT NULL ORDER BY id",
            (span[0], span[0] + span[1]),
        ).fetchall()
        texts = [searchable(body.text[start:end], body.edits, start) for _, start, end in rows]
        yield document, [id_ for id_, _, _ in rows], texts


def vectors_of(
    db: sqlite3.Connection, ids: Ids, model: int, dimension: int
) -> tuple[Ids, NDArray[np.float32]]:
    """Those of the ids (n,) that have a vector, ascending (m,), and the vectors, float32 (m, d)."""
    rows = db.execute(
        # CROSS: in this order, or SQLite goes through all vectors of the model.
        "SELECT p.id, v.vector FROM json_each(?) j CROSS JOIN paragraphs p ON p.id = j.value"
        " CROSS JOIN vectors v ON v.model = ? AND v.passage = p.passage ORDER BY p.id",
        (json.dumps(ids.tolist()), model),
    ).fetchall()
    found = np.array([id_ for id_, _ in rows], dtype=np.int64)
    stored = np.frombuffer(b"".join(v for _, v in rows), dtype="<f2")
    return found, stored.reshape(len(rows), dimension).astype(np.float32)
