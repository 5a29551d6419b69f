"""The questions that the page offers of a document: only such as that document answers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.types import Document, Filter
from ui.chat.session import inside, scoped
from ui.chat.starters import MOST, named, starters
from ui.strings import PageLanguage

log = logging.getLogger(__name__)

_LOOKED_AT = MOST + 2
"""Questions that are tried."""
_Key = tuple[str, tuple[str, ...], PageLanguage]


@dataclass(slots=True)
class Offered:
    """What was found of the documents of one library; forgotten when these change."""

    _documents: tuple[str, ...] = ()
    _found: dict[_Key, list[str]] = field(default_factory=dict)

    def of(
        self, assistant: Assistant, document: Document, filter_: Filter, language: PageLanguage
    ) -> list[str]:
        """Questions that an open document answers where all of the scope are asked; none of one outside it.
        It is named in them where it is not the only one."""
        documents = assistant.documents()
        there = tuple(f"{d.name} {d.sha256} {d.title} {d.date} {d.speaker}" for d in documents)
        if there != self._documents:
            self._documents, self._found = there, {}
        found = self._found  # another thread may have it begun anew meanwhile
        asked = inside(filter_, documents)
        if document.name not in {d.name for d in asked}:
            return []
        key = (document.name, tuple(d.name for d in asked), language)
        if key not in found:
            found[key] = _answered(assistant, document, asked, filter_, language)
        return found[key]


def _answered(
    assistant: Assistant,
    document: Document,
    asked: Sequence[Document],
    filter_: Filter,
    language: PageLanguage,
) -> list[str]:
    others = [d for d in asked if d.sha256 != document.sha256]
    name = named(document, asked) if others else ""
    if others and not name:
        return []
    text, outline = assistant.text(document.name), assistant.outline(document.name)
    edits = assistant.edits(document.name)
    same = {d.name for d in asked} - {d.name for d in others}
    headings = {p.number for p in outline if p.kind == "heading"}
    scope = scoped(filter_, assistant.documents())

    def answers(question: str) -> bool:
        """Whether what is quoted is all of the document, and not just a heading."""
        try:
            answer = assistant.ask(question, **scope)
        except AssistantError:
            return False
        except Exception:  # an offer must not take the answer with it that it stands below: logged
            log.exception("A question could not be offered")
            return False
        quotes = answer.quotes
        if answer.status != "answered" or answer.missing or {q.document for q in quotes} - same:
            return False
        return len(quotes) > 1 or any(q.paragraph not in headings for q in quotes)

    offered = starters(document, text, outline, edits, language, _LOOKED_AT, name=name)
    return [question for question in offered if answers(question)]
