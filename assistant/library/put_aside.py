"""What a visitor puts aside in the library: scopes that have a name, and excerpts."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ConversationError
from assistant.library.connections import Connections, database_errors, read_only
from assistant.library.repairing import repairing
from assistant.types import Filter, Quote

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation put aside, with the question it answered."""

    id: int
    question: str
    quote: Quote


class PutAside:
    """What one library keeps of its visitors beside their conversations. Threads share it.

    Writing waits for no ingestion, only for the moment in which a batch is committed.
    """

    def __init__(self, connections: Connections, path: Path, *, read_only: bool) -> None:
        self._connections = connections
        self._path = path
        self._read_only = read_only

    # Named scopes

    @repairing
    def name_filter(self, owner: str, name: str, filter_: Filter) -> None:
        """:raises ConversationError: the name is empty or too long."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO filters VALUES (?, ?, ?)",
                (owner, given_name(name), filters_adapter().dump_json(filter_).decode()),
            )

    def filters(self, owner: str) -> dict[str, Filter]:
        with self._connections.connection() as db:
            rows = db.execute(
                "SELECT name, filter FROM filters WHERE owner = ? ORDER BY name", (owner,)
            )
            return {name: filters_adapter().validate_json(value) for name, value in rows}

    @repairing
    def forget_filter(self, owner: str, name: str) -> None:
        with self._writing() as db:
            db.execute("DELETE FROM filters WHERE owner = ? AND name = ?", (owner, name))

    # Excerpts

    @repairing
    def put_aside(self, owner: str, question: str, quote: Quote) -> None:
        """Add a quotation to the owner's excerpts; each place stands there once."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO excerpts (owner, question, quote, document, start, end)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    owner,
                    question,
                    _quotes_adapter().dump_json(quote).decode(),
                    quote.document,
                    quote.start,
                    quote.end,
                ),
            )

    def excerpts(self, owner: str) -> list[Excerpt]:
        """In the order they were put aside."""
        with self._connections.connection() as db:
            rows = db.execute(
                "SELECT id, question, quote FROM excerpts WHERE owner = ? ORDER BY id", (owner,)
            )
            return [
                Excerpt(id_, asked, _quotes_adapter().validate_json(q)) for id_, asked, q in rows
            ]

    def drop_excerpts(self, owner: str, id_: int | None = None) -> None:
        """Take one excerpt out, or all."""
        with self._writing() as db:
            db.execute(
                "DELETE FROM excerpts WHERE owner = ?1 AND (?2 IS NULL OR id = ?2)", (owner, id_)
            )
            empty_log(db)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._read_only:
            raise read_only(self._path.parent)
        with database_errors(self._path), self._connections.connection() as db:
            # What is deleted or overwritten leaves no trace in the file.
            db.execute("PRAGMA secure_delete = ON")
            yield db


def empty_log(db: sqlite3.Connection) -> bool:
    """Overwritten pages stay readable in the write-ahead log until it is emptied."""
    (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def given_name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ConversationError(
            f"The name has {len(name)} characters; give it between 1 and {LONGEST_NAME}.",
            f"名称有 {len(name)} 个字；请用 1 至 {LONGEST_NAME} 个字。",
        )
    return name


# pydantic takes its time to import, and only the page keeps anything.


@functools.cache
def _quotes_adapter() -> TypeAdapter[Quote]:
    from pydantic import TypeAdapter

    return TypeAdapter(Quote)


@functools.cache
def filters_adapter() -> TypeAdapter[Filter]:
    from pydantic import TypeAdapter

    return TypeAdapter(Filter)
