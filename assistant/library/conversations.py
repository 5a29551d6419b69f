"""The conversations that visitors keep in the library.

Everything belongs to an owner, an account or a visitor's secret, and is seen by that owner alone.
An answer is kept as it was given: a later change of the library does not change what was said.

Whoever writes a conversation says in which version they knew it. Where somebody else has written or
deleted it since, in another tab or another process, nothing is written: neither's turns are lost, and
what was deleted does not come back.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assistant.errors import ConversationChanged, ConversationDeleted, ConversationError
from assistant.library.maintain import transaction
from assistant.library.migrations import now
from assistant.library.put_aside import (
    LONGEST_NAME,
    PutAside,
    empty_log,
    filters_adapter,
    given_name,
)
from assistant.library.repairing import repairing
from assistant.types import Answer, Filter, Turn

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_UNANSWERED = ""
"""Stands for the answer of a question that has none yet."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """An entry in the list of conversations. `updated_at` is UTC, ISO 8601."""

    id: str
    name: str
    updated_at: str
    turns: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole conversation and its scope. `version` is another one after every change of its turns,
    and empty for a conversation that is not kept; `asked` are its last questions, not answered yet."""

    id: str
    name: str
    turns: tuple[Turn, ...]
    filter: Filter
    version: str = ""
    asked: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """All of them, answered or not."""
        return (*(t.question for t in self.turns), *self.asked)


class Conversations(PutAside):
    """The keeping of one library, which further holds what visitors put aside. Threads share it."""

    @repairing
    def keep(
        self,
        owner: str,
        id_: str,
        turns: Sequence[Turn],
        filter_: Filter,
        *,
        seen: str = "",
        asked: Sequence[str] = (),
    ) -> str:
        """Save a conversation as it is now, and that the owner is in it; the version it has then.
        A new one is named after its first question; one that has none left is kept no more.

        `seen` is the version in which the caller knew it, empty for a new one; `asked` are questions
        after the last turn that are still to be answered.

        :raises LibraryReadOnly: the library was opened for reading only.
        :raises ConversationChanged: it has another version by now. Nothing was written.
        :raises ConversationDeleted: it was deleted. Nothing was written.
        :raises ConversationError: the conversation is another owner's.
        """
        scope = filters_adapter().dump_json(filter_).decode()
        rows = [(t.question, _answers_adapter().dump_json(t.answer).decode()) for t in turns]
        rows += [(question, _UNANSWERED) for question in asked]
        with self._writing() as db, transaction(db):
            stored = _version(db, owner, id_)
            if stored != seen:
                raise _changed() if stored else _deleted()
            _enter(db, owner, id_ if rows else "", scope)
            if not rows:
                db.execute("DELETE FROM conversations WHERE id = ?", (id_,))
                return ""
            version = _after(stored)
            name = " ".join(rows[0][0].split())[:LONGEST_NAME]
            db.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET filter = excluded.filter, updated_at = excluded.updated_at",
                (id_, owner, name, scope, version),
            )
            _write_turns(db, id_, rows)
        return version

    @repairing
    def enter(self, owner: str, id_: str, filter_: Filter) -> None:
        """The owner is in this conversation, or in a new one where `id_` is empty, with this scope.
        Its turns stay as they are, and it does not count as changed.

        :raises LibraryReadOnly: the library was opened for reading only.
        :raises ConversationDeleted: the owner has no such conversation.
        """
        scope = filters_adapter().dump_json(filter_).decode()
        with self._writing() as db, transaction(db):
            if id_:
                if not _version(db, owner, id_):
                    raise _deleted()
                db.execute("UPDATE conversations SET filter = ? WHERE id = ?", (scope, id_))
            _enter(db, owner, id_, scope)

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
            db.execute("BEGIN")  # the version and the turns of one moment
            row = db.execute(
                "SELECT name, filter, updated_at FROM conversations WHERE id = ? AND owner = ?",
                (id_, owner),
            ).fetchone()
            if row is None:
                raise _none()
            rows = db.execute(
                "SELECT question, answer FROM turns WHERE conversation = ? ORDER BY number", (id_,)
            ).fetchall()
        name, scope, version = row
        turns = (Turn(q, _answers_adapter().validate_json(a)) for q, a in rows if a != _UNANSWERED)
        asked = tuple(q for q, a in rows if a == _UNANSWERED)
        return Kept(id_, name, tuple(turns), filters_adapter().validate_json(scope), version, asked)

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
        return Kept("", "", (), filters_adapter().validate_json(row[1]))

    @repairing
    def rename(self, owner: str, id_: str, name: str) -> None:
        """:raises ConversationError: no such conversation, or an empty or too long name."""
        with self._writing() as db:
            changed = db.execute(
                "UPDATE conversations SET name = ? WHERE id = ? AND owner = ?",
                (given_name(name), id_, owner),
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
            return empty_log(db)


def _version(db: sqlite3.Connection, owner: str, id_: str) -> str:
    """Of the conversation, empty where it is not kept. :raises ConversationError: another's."""
    row = db.execute("SELECT owner, updated_at FROM conversations WHERE id = ?", (id_,)).fetchone()
    if row is None:
        return ""
    if row[0] != owner:
        raise _none()
    return str(row[1])


def _after(version: str) -> str:
    """The present moment, or the next one after `version` where the clock has not gone on."""
    at = now()
    if at > version:
        return at
    later = datetime.fromisoformat(version) + timedelta(microseconds=1)
    return later.isoformat(timespec="microseconds")


def _enter(db: sqlite3.Connection, owner: str, id_: str, scope: str) -> None:
    db.execute(
        "INSERT INTO visitors VALUES (?, ?, ?) ON CONFLICT (owner) DO UPDATE"
        " SET conversation = excluded.conversation, filter = excluded.filter",
        (owner, id_, scope),
    )


def _write_turns(db: sqlite3.Connection, id_: str, rows: Sequence[tuple[str, str]]) -> None:
    """What is there already is not written again."""
    there = db.execute(
        "SELECT question, answer FROM turns WHERE conversation = ? ORDER BY number", (id_,)
    ).fetchall()
    same = 0
    while same < min(len(rows), len(there)) and rows[same] == there[same]:
        same += 1
    db.execute("DELETE FROM turns WHERE conversation = ? AND number >= ?", (id_, same))
    db.executemany(
        "INSERT INTO turns VALUES (?, ?, ?, ?)",
        [(id_, number, *row) for number, row in enumerate(rows[same:], same)],
    )


def _none() -> ConversationError:
    return ConversationError(
        "This conversation is not kept here any more. Choose another one from the list.",
        "这段问答已不在资料库中。请从列表中另选一段。",
    )


def _changed() -> ConversationChanged:
    return ConversationChanged(
        "This conversation has been continued elsewhere. Nothing was written. Load it again.",
        "这段问答已在别处继续。没有写入任何内容。请重新打开。",
    )


def _deleted() -> ConversationDeleted:
    return ConversationDeleted(
        "This conversation has been deleted. Nothing was written. Begin a new one.",
        "这段问答已被删除。没有写入任何内容。请另起一段。",
    )


# pydantic takes its time to import, and only the page keeps conversations.


@functools.cache
def _answers_adapter() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
