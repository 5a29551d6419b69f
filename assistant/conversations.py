"""What visitors keep in the library: conversations, named scopes, excerpts.

Everything belongs to an owner, an account or a visitor's secret, and is seen by that owner alone.
An answer is kept as it was given: a later change of the library does not change what was said.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.connections import Connections, database_errors, read_only
from assistant.errors import ConversationError
from assistant.maintain import transaction
from assistant.migrations import now
from assistant.repairing import repairing
from assistant.types import Answer, Filter, Quote, Turn

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Conversation:
    """An entry in the list of conversations. `updated_at` is UTC, ISO 8601."""

    id: str
    name: str
    updated_at: str
    turns: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole conversation and its scope."""

    id: str
    name: str
    turns: tuple[Turn, ...]
    filter: Filter


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation put aside, with the question it answered."""

    id: int
    question: str
    quote: Quote


class Conversations:
    """The keeping of one library. Threads share it.

    Writing waits for no ingestion, only for the moment in which a batch is committed.
    """

    def __init__(self, connections: Connections, path: Path, *, read_only: bool) -> None:
        self._connections = connections
        self._path = path
        self._read_only = read_only

    # Conversations

    @repairing
    def keep(self, owner: str, id_: str, turns: Sequence[Turn], filter_: Filter) -> None:
        """Save a conversation as it is now, and that the owner is in it. One without turns is not
        listed; its scope is remembered. A new one is named after its first question.

        :raises LibraryReadOnly: the library was opened for reading only.
        :raises ConversationError: the conversation is another owner's.
        """
        scope = _filter().dump_json(filter_).decode()
        with self._writing() as db, transaction(db):
            _own(db, owner, id_)
            db.execute(
                "INSERT INTO visitors VALUES (?, ?, ?) ON CONFLICT (owner) DO UPDATE"
                " SET conversation = excluded.conversation, filter = excluded.filter",
                (owner, id_ if turns else "", scope),
            )
            if turns:
                name = " ".join(turns[0].question.split())[:LONGEST_NAME]
                db.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                    " SET filter = excluded.filter, updated_at = excluded.updated_at",
                    (id_, owner, name, scope, now()),
                )
            db.execute("DELETE FROM turns WHERE conversation = ?", (id_,))
            rows = [
                (id_, n, t.question, _answer().dump_json(t.answer).decode())
                for n, t in enumerate(turns)
            ]
            db.executemany("INSERT INTO turns VALUES (?, ?, ?, ?)", rows)

    def listed(self, owner: str) -> list[Conversation]:
        """The owner's conversations, the latest first."""
        with self._connections.connection() as db:
            rows = db.execute(
                "SELECT id, name, updated_at, (SELECT count(*) FROM turns"
                " WHERE conversation = c.id) FROM conversations c WHERE owner = ?"
                " ORDER BY updated_at DESC, id",
                (owner,),
            )
            return [Conversation(*row) for row in rows]

    @repairing
    def load(self, owner: str, id_: str) -> Kept:
        """:raises ConversationError: the owner has no such conversation."""
        with self._connections.connection() as db:
            row = db.execute(
                "SELECT name, filter FROM conversations WHERE id = ? AND owner = ?", (id_, owner)
            ).fetchone()
            if row is None:
                raise _none()
            turns = db.execute(
                "SELECT question, answer FROM turns WHERE conversation = ? ORDER BY number", (id_,)
            )
            answered = tuple(Turn(q, _answer().validate_json(a)) for q, a in turns)
        return Kept(id_, row[0], answered, _filter().validate_json(row[1]))

    def last(self, owner: str) -> Kept:
        """Where the owner left off: a conversation, or an empty one with the last scope."""
        with self._connections.connection() as db:
            row = db.execute(
                "SELECT conversation, filter FROM visitors WHERE owner = ?", (owner,)
            ).fetchone()
        if row is None:
            return Kept("", "", (), Filter())
        if row[0]:
            return self.load(owner, row[0])
        return Kept("", "", (), _filter().validate_json(row[1]))

    @repairing
    def rename(self, owner: str, id_: str, name: str) -> None:
        """:raises ConversationError: no such conversation, or an empty or too long name."""
        with self._writing() as db:
            changed = db.execute(
                "UPDATE conversations SET name = ? WHERE id = ? AND owner = ?",
                (_name(name), id_, owner),
            )
        if not changed.rowcount:
            raise _none()

    @repairing
    def delete(self, owner: str, id_: str) -> bool:
        """Delete a conversation for good: its pages in the file are overwritten and the log is
        emptied. False where a reader that is still at it delays the emptying until the program
        ends.

        :raises ConversationError: the owner has no such conversation.
        """
        with self._writing() as db:
            with transaction(db):
                gone = db.execute(
                    "DELETE FROM conversations WHERE id = ? AND owner = ?", (id_, owner)
                )
                if not gone.rowcount:
                    raise _none()
                db.execute(
                    "UPDATE visitors SET conversation = '' WHERE owner = ? AND conversation = ?",
                    (owner, id_),
                )
            return _empty_log(db)

    # Named scopes

    @repairing
    def name_filter(self, owner: str, name: str, filter_: Filter) -> None:
        """:raises ConversationError: the name is empty or too long."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO filters VALUES (?, ?, ?)",
                (owner, _name(name), _filter().dump_json(filter_).decode()),
            )

    def filters(self, owner: str) -> dict[str, Filter]:
        with self._connections.connection() as db:
            rows = db.execute(
                "SELECT name, filter FROM filters WHERE owner = ? ORDER BY name", (owner,)
            )
            return {name: _filter().validate_json(value) for name, value in rows}

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
                    _quote().dump_json(quote).decode(),
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
            return [Excerpt(id_, asked, _quote().validate_json(q)) for id_, asked, q in rows]

    def drop_excerpts(self, owner: str, id_: int | None = None) -> None:
        """Take one excerpt out, or all."""
        with self._writing() as db:
            db.execute(
                "DELETE FROM excerpts WHERE owner = ?1 AND (?2 IS NULL OR id = ?2)", (owner, id_)
            )
            _empty_log(db)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._read_only:
            raise read_only(self._path.parent)
        with database_errors(self._path), self._connections.connection() as db:
            # What is deleted or overwritten leaves no trace in the file.
            db.execute("PRAGMA secure_delete = ON")
            yield db


def _own(db: sqlite3.Connection, owner: str, id_: str) -> None:
    row = db.execute("SELECT owner FROM conversations WHERE id = ?", (id_,)).fetchone()
    if row is not None and row[0] != owner:
        raise _none()


def _empty_log(db: sqlite3.Connection) -> bool:
    """Overwritten pages stay readable in the write-ahead log until it is emptied."""
    (busy, _, _) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise ConversationError(
            f"The name has {len(name)} characters; give it between 1 and {LONGEST_NAME}.",
            f"名称有 {len(name)} 个字；请用 1 至 {LONGEST_NAME} 个字。",
        )
    return name


def _none() -> ConversationError:
    return ConversationError(
        "This conversation is not kept here any more. Choose another one from the list.",
        "这段问答已不在资料库中。请从列表中另选一段。",
    )


# pydantic takes its time to import, and only the page keeps conversations.


@functools.cache
def _answer() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


@functools.cache
def _quote() -> TypeAdapter[Quote]:
    from pydantic import TypeAdapter

    return TypeAdapter(Quote)


@functools.cache
def _filter() -> TypeAdapter[Filter]:
    from pydantic import TypeAdapter

    return TypeAdapter(Filter)
