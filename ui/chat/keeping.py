"""Saving what a tab shows, where other tabs or programs may have written the same conversation.

A tab that is behind never writes over what the others wrote: it goes on in a conversation of its own,
or shows what there is where that holds all its questions. What was deleted stays deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.errors import (
    AssistantError,
    ConversationChanged,
    ConversationDeleted,
    ConversationError,
)
from assistant.library.conversations import Conversations, Kept
from ui.chat.session import Session, new_id
from ui.strings import STRINGS, PageLanguage

Outcome = Literal["saved", "own", "behind", "deleted"]


@dataclass(frozen=True, slots=True)
class Saved:
    """The session to go on with, and what is to be told.

    `saved`: it is the one that was to be saved, also where that failed and `notice` says why.
    `own`: the same, in a conversation of its own. `behind`: the conversation as it stands in the
    library, which holds all that was to be saved and more. `deleted`: a new one without turns.
    `calm`: what is told is no trouble.
    """

    session: Session
    notice: str = ""
    outcome: Outcome = "saved"
    calm: bool = False


@dataclass(frozen=True, slots=True)
class Keeping:
    """The keeping of conversations for the page in one language."""

    conversations: Conversations
    language: PageLanguage

    def save(self, session: Session, asked: Sequence[str] = ()) -> Saved:
        """Save the session's turns, and the questions that are to be answered after them."""
        session = replace(session, asked=tuple(asked))
        if not session.owner:
            return Saved(session)
        try:
            version = self.conversations.keep(
                *(session.owner, session.id, session.turns, session.filter),
                seen=session.version,
                asked=session.asked,
            )
        except ConversationChanged:
            return self._elsewhere(session)
        except ConversationDeleted:
            return self._deleted(session)
        except AssistantError as error:
            return Saved(session, error.message(self.language))
        return Saved(replace(session, version=version))

    def enter(self, session: Session) -> Saved:
        """Remember that the visitor is in this conversation, with its scope."""
        if not session.owner:
            return Saved(session)
        id_ = session.id if session.version else ""
        try:
            self.conversations.enter(session.owner, id_, session.filter)
        except ConversationDeleted:
            return self._deleted(session)
        except AssistantError as error:
            return Saved(session, error.message(self.language))
        return Saved(session)

    def answered(self, session: Session) -> Session:
        """The session with the answers that its waiting questions have been given meanwhile, in
        another tab or before a reload; the same where there is nothing new, or something else."""
        if not session.asked:
            return session
        try:
            stored = self.conversations.load(session.owner, session.id)
        except AssistantError:
            return session
        return opened(stored, session) if stored.questions == questions(session) else session

    def _elsewhere(self, session: Session) -> Saved:
        words = STRINGS[self.language].panel
        try:
            stored = self.conversations.load(session.owner, session.id)
        except ConversationError:
            return self._deleted(session)
        ours, alike = questions(session), stored.filter == session.filter
        if alike and stored.questions[: len(ours)] == ours:
            return Saved(opened(stored, session), words.continued, "behind", calm=True)
        if alike and stored.questions == ours[: len(stored.turns)] == ours[: len(session.turns)]:
            # The same questions, answered anew: what is asked here goes on from there.
            there = replace(session, turns=stored.turns, version=stored.version)
            return self.save(there, session.asked)
        saved = self.save(replace(session, id=new_id(), version=""), session.asked)
        told = f"{words.continued_own} {saved.notice}".strip()
        return Saved(saved.session, told, "own", calm=not saved.notice)

    def _deleted(self, session: Session) -> Saved:
        words = STRINGS[self.language].panel
        saved = self.enter(begun(session))
        return Saved(saved.session, words.deleted_elsewhere, "deleted", calm=True)


def questions(session: Session) -> tuple[str, ...]:
    """All of a session, answered or not."""
    return (*(t.question for t in session.turns), *session.asked)


def begun(session: Session) -> Session:
    """A new conversation in the same scope."""
    return replace(session, id=new_id(), turns=(), before=(), version="", asked=())


def opened(kept: Kept, session: Session) -> Session:
    """The session in a conversation as the library has it, the reader where it is."""
    return Session(
        owner=session.owner,
        id=kept.id or new_id(),
        turns=kept.turns,
        filter=kept.filter,
        open=session.open,
        version=kept.version,
        asked=kept.asked,
    )
