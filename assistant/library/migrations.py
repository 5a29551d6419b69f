"""The tables of a library and how older libraries become newer ones.

A migration is a function; its place in `MIGRATIONS` is the schema version it leads to. A released
migration is never changed: a new one is appended.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import LibraryTooNew
from assistant.library.connections import not_a_library

APPLICATION_ID = 0x53504541
"""Marks an SQLite file as a library of this program ("SPEA")."""


def now() -> str:
    """UTC, ISO 8601, to the microsecond, so that the order of two removals can be told."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def nonce() -> str:
    """What tells two histories apart that reached the same generation number."""
    return secrets.token_hex(8)


def m001_first_tables(db: sqlite3.Connection) -> None:
    """Documents, their text, edits and paragraphs; passages and vectors; the change log."""
    for statement in (
        # id, created_at; model: the id of the model whose vectors are complete.
        "CREATE TABLE library (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        # One row per committed batch. The nonce differs where two copies of a library diverge.
        "CREATE TABLE generations (number INTEGER PRIMARY KEY, nonce TEXT NOT NULL,"
        " at TEXT NOT NULL)",
        # Which documents came (present = 1) or went (0) with a generation.
        "CREATE TABLE log (generation INTEGER NOT NULL, document INTEGER NOT NULL,"
        " present INTEGER NOT NULL, PRIMARY KEY (generation, document)) WITHOUT ROWID",
        # The paragraphs of a document have the ids first .. first + paragraphs - 1.
        "CREATE TABLE documents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
        " title TEXT NOT NULL, speaker TEXT NOT NULL, occasion TEXT NOT NULL, date TEXT NOT NULL,"
        " type TEXT NOT NULL, series TEXT NOT NULL, place TEXT NOT NULL, remarks TEXT NOT NULL,"
        " paragraphs INTEGER NOT NULL, characters INTEGER NOT NULL, encoding TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, added_at TEXT NOT NULL, bundled INTEGER NOT NULL,"
        " first INTEGER NOT NULL, removed_at TEXT)",
        "CREATE UNIQUE INDEX documents_live ON documents (name) WHERE removed_at IS NULL",
        "CREATE INDEX documents_removed ON documents (name, removed_at)"
        " WHERE removed_at IS NOT NULL",
        # The original text, once. `sections` lists the heading chains that paragraphs refer to.
        "CREATE TABLE texts (document INTEGER PRIMARY KEY REFERENCES documents (id),"
        " text TEXT NOT NULL, sections TEXT NOT NULL)",
        "CREATE TABLE edits (document INTEGER NOT NULL REFERENCES documents (id),"
        " start INTEGER NOT NULL, end INTEGER NOT NULL, replacement TEXT NOT NULL,"
        " reason TEXT NOT NULL, PRIMARY KEY (document, start, end)) WITHOUT ROWID",
        # A passage is a distinct search text, known by its hash; equal paragraphs share it.
        "CREATE TABLE passages (id INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE)",
        # Furniture has no passage: it is never retrieved.
        "CREATE TABLE paragraphs (id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " document INTEGER NOT NULL REFERENCES documents (id), number INTEGER NOT NULL,"
        " start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,"
        " level INTEGER NOT NULL, section INTEGER NOT NULL, position INTEGER NOT NULL,"
        " passage INTEGER REFERENCES passages (id))",
        "CREATE INDEX paragraphs_furniture ON paragraphs (id) WHERE passage IS NULL",
        "CREATE TABLE models (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE,"
        " name TEXT NOT NULL, dimension INTEGER NOT NULL)",
        # Little-endian float16, `dimension` of them.
        "CREATE TABLE vectors (model INTEGER NOT NULL REFERENCES models (id),"
        " passage INTEGER NOT NULL REFERENCES passages (id), vector BLOB NOT NULL,"
        " PRIMARY KEY (model, passage)) WITHOUT ROWID",
    ):
        db.execute(statement)
    db.execute("INSERT INTO library VALUES ('id', ?)", (secrets.token_hex(16),))
    db.execute("INSERT INTO library VALUES ('created_at', ?)", (now(),))
    db.execute("INSERT INTO generations VALUES (0, ?, ?)", (nonce(), now()))


def m002_conversations(db: sqlite3.Connection) -> None:
    """What visitors of the page keep: conversations, named scopes, excerpts."""
    for statement in (
        # Where a visitor left off; `conversation` is empty for a new one.
        "CREATE TABLE visitors (owner TEXT PRIMARY KEY, conversation TEXT NOT NULL,"
        " filter TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE conversations (id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL,"
        " filter TEXT NOT NULL, updated_at TEXT NOT NULL)",
        "CREATE INDEX conversations_owner ON conversations (owner, updated_at)",
        # `answer` is the answer as it was given, in JSON.
        "CREATE TABLE turns (conversation TEXT NOT NULL REFERENCES conversations (id)"
        " ON DELETE CASCADE, number INTEGER NOT NULL, question TEXT NOT NULL,"
        " answer TEXT NOT NULL, PRIMARY KEY (conversation, number))",
        "CREATE TABLE filters (owner TEXT NOT NULL, name TEXT NOT NULL, filter TEXT NOT NULL,"
        " PRIMARY KEY (owner, name)) WITHOUT ROWID",
        "CREATE TABLE excerpts (id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL,"
        " question TEXT NOT NULL, quote TEXT NOT NULL, document TEXT NOT NULL,"
        " start INTEGER NOT NULL, end INTEGER NOT NULL)",
        "CREATE UNIQUE INDEX excerpts_place ON excerpts (owner, document, start, end)",
    ):
        db.execute(statement)


def m003_files(db: sqlite3.Connection) -> None:
    """What file a document came from, and where the pages of a paged one begin in its text."""
    for statement in (
        "ALTER TABLE documents ADD COLUMN format TEXT NOT NULL DEFAULT 'txt'",
        "ALTER TABLE documents ADD COLUMN source TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE documents ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE texts ADD COLUMN pages TEXT NOT NULL DEFAULT '[]'",
        # Finds equal paragraphs of other documents.
        "CREATE INDEX paragraphs_passage ON paragraphs (passage) WHERE passage IS NOT NULL",
    ):
        db.execute(statement)


def m004_passages_by_hash(db: sqlite3.Connection) -> None:
    """A passage is known by the hash of its search text alone: a table less, and a third of what
    paragraphs take on disk."""
    for statement in (
        # Furniture has no passage: it is never retrieved.
        "CREATE TABLE hashed (id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " document INTEGER NOT NULL REFERENCES documents (id), number INTEGER NOT NULL,"
        " start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,"
        " level INTEGER NOT NULL, section INTEGER NOT NULL, position INTEGER NOT NULL,"
        " passage BLOB)",
        "INSERT INTO hashed SELECT p.id, p.document, number, start, end, kind, level, section,"
        " position, hash FROM paragraphs p LEFT JOIN passages s ON s.id = p.passage ORDER BY p.id",
        # Ids are never used again, also where the last ones were purged.
        "DELETE FROM sqlite_sequence WHERE name = 'hashed'",
        "INSERT INTO sqlite_sequence SELECT 'hashed', seq FROM sqlite_sequence"
        " WHERE name = 'paragraphs'",
        "CREATE TABLE hashed_vectors (model INTEGER NOT NULL REFERENCES models (id),"
        " passage BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, passage)) WITHOUT ROWID",
        "INSERT INTO hashed_vectors SELECT model, hash, vector FROM vectors v"
        " JOIN passages s ON s.id = v.passage ORDER BY model, hash",
        "DROP TABLE vectors",
        "DROP TABLE paragraphs",
        "DROP TABLE passages",
        "ALTER TABLE hashed RENAME TO paragraphs",
        "ALTER TABLE hashed_vectors RENAME TO vectors",
        "CREATE INDEX paragraphs_furniture ON paragraphs (id) WHERE passage IS NULL",
        "CREATE INDEX paragraphs_passage ON paragraphs (passage) WHERE passage IS NOT NULL",
    ):
        db.execute(statement)


def m005_readings(db: sqlite3.Connection) -> None:
    """What the context model makes of passages that were read ahead; any may be missing."""
    db.execute(
        # int8, in proportion to a unit vector. `model` is a fingerprint.
        "CREATE TABLE readings (model TEXT NOT NULL, passage BLOB NOT NULL, reading BLOB NOT NULL,"
        " PRIMARY KEY (model, passage)) WITHOUT ROWID"
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_first_tables,
    m002_conversations,
    m003_files,
    m004_passages_by_hash,
    m005_readings,
)


def is_current(db: sqlite3.Connection, path: Path) -> bool:
    """Whether the tables are those of this version; False for an older or an empty file.

    :raises LibraryTooNew: a later version of this program wrote the file.
    :raises LibraryError: the file is something else.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION_ID and tables:
        raise not_a_library(path, "it is a database of another program")
    if version > len(MIGRATIONS):
        raise LibraryTooNew(
            f"The library {path.parent} was written by a later version of Speech Assistant (schema"
            f" {version}; this version reads up to {len(MIGRATIONS)}). Install the later version.",
            f"资料库 {path.parent} 由更新版本的程序写入（结构版本 {version}，"
            f"当前程序最高支持 {len(MIGRATIONS)}）。请安装更新的版本后再打开。",
        )
    return bool(version == len(MIGRATIONS))


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to this version, all or nothing. The caller holds the writers' lock.

    `db` is in autocommit mode (`isolation_level=None`).
    """
    if is_current(db, path):
        return
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == 0:
        # Both are fixed before the first table is made and cannot be set inside a transaction.
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[version:]:
            step(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
