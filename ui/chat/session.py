"""What a tab is about: a conversation, its scope, the open document; and what a scope takes in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from assistant.clean import normalize
from assistant.errors import DocumentError
from assistant.types import Document, Filter, Turn

Turns = tuple[Turn, ...]
_UNDONE = 20
"""Steps that can be taken back."""


def new_id() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Session:
    """One tab. `before` are the turns before the last steps, for taking these back; `version` is that
    of the conversation in the library as the tab knows it, `asked` are questions after the last turn
    that are not answered yet."""

    owner: str = ""
    id: str = field(default_factory=new_id)
    turns: Turns = ()
    filter: Filter = field(default_factory=Filter)
    open: str = ""
    before: tuple[Turns, ...] = ()
    version: str = ""
    asked: tuple[str, ...] = ()

    def remembered(self) -> tuple[Turns, ...]:
        """`before` for the next step."""
        return (*self.before, self.turns)[-_UNDONE:]


class Scoped(TypedDict):
    """The arguments by which an `Assistant` is asked within a scope."""

    documents: tuple[str, ...]
    years: tuple[int, ...]
    speakers: tuple[str, ...]
    types: tuple[str, ...]


def scoped(filter_: Filter, documents: Sequence[Document]) -> Scoped:
    """What a filter means in a library. Documents chosen and removed since are left out; the
    bundled speech is out beside documents of one's own, unless it is chosen.

    :raises DocumentError: none of the chosen documents is there any more.
    """
    names = {d.name for d in documents}
    chosen = tuple(name for name in filter_.documents if name in names)
    if filter_.documents and not chosen:
        raise DocumentError(
            "None of the chosen documents is in the library any more. Choose others as the scope.",
            "所选文献都已不在资料库中。请在“范围”中重新选择。",
        )
    own = tuple(d.name for d in documents if not d.bundled)
    if not chosen and not filter_.examples and 0 < len(own) < len(documents):
        chosen = own
    return Scoped(
        documents=chosen, years=filter_.years, speakers=filter_.speakers, types=filter_.types
    )


def inside(filter_: Filter, documents: Sequence[Document]) -> list[Document]:
    """The documents that a filter takes in; none if all the chosen ones are gone."""
    try:
        scope = scoped(filter_, documents)
    except DocumentError:
        return []
    speakers = {normalize(s) for s in scope["speakers"]}
    return [
        d
        for d in documents
        if (not scope["documents"] or d.name in scope["documents"])
        and (not scope["years"] or d.year in scope["years"])
        and (not speakers or normalize(d.speaker) in speakers)
        and (not scope["types"] or d.type in scope["types"])
    ]
