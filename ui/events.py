"""What happens when a person does something: values in, rendered values out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.errors import AssistantError
from assistant.types import Answer, Document, Edit, Paragraph, Quote, Turn
from ui import reader, render
from ui.markup import Html
from ui.starters import starters
from ui.strings import STRINGS, PageLanguage

log = logging.getLogger(__name__)

Turns = tuple[Turn, ...]


class Answerer(Protocol):
    """The part of `assistant.Assistant` that the page uses."""

    def documents(self) -> Sequence[Document]: ...
    def text(self, name: str) -> str: ...
    def outline(self, name: str) -> Sequence[Paragraph]: ...
    def edits(self, name: str) -> Sequence[Edit]: ...
    def ask(self, question: str, history: Sequence[Turn | str] = ()) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a handler decides: the conversation and the open document, and their rendering."""

    box: str
    notice: str
    turns: Turns
    open: str
    conversation: Html
    source: Html


@dataclass(frozen=True, slots=True)
class Events:
    """The handlers of one language's page; conversation and open document are passed in."""

    assistant: Answerer
    language: PageLanguage

    def ask(self, question: str, turns: Turns, open_: str) -> Page:
        """Answer a question; the reader turns to the first quotation's document."""
        turns, notice = self._asked(question, turns)
        if notice:
            return self._page(turns, open_, box=question, notice=notice)
        return self._page(turns, _document_of(turns[-1].answer, open_))

    def replay(self, questions: Sequence[str]) -> Page:
        """The page on arrival: the questions of this tab's earlier visit asked again, in order."""
        turns: Turns = ()
        notice, open_ = "", ""
        for question in questions:
            turns, notice = self._asked(question, turns)
        if turns:
            open_ = _document_of(turns[-1].answer, open_)
        return self._page(turns, open_, notice=notice)

    def retry(self, turns: Turns, open_: str) -> Page:
        if not turns:
            return self._page(turns, open_)
        again, notice = self._asked(turns[-1].question, turns[:-1])
        kept = turns if notice else again
        return self._page(kept, _document_of(kept[-1].answer, open_), notice=notice)

    def undo(self, turns: Turns, open_: str) -> Page:
        """Take the last question back into the box."""
        box = turns[-1].question if turns else ""
        return self._page(turns[:-1], open_, box=box)

    def clear(self, open_: str) -> Page:
        return self._page((), open_)

    def cite(self, turn: int, marker: int, turns: Turns, open_: str) -> tuple[str, Html]:
        """Open the document of a quotation with the quotations of its turn marked."""
        if 1 <= turn <= len(turns):
            for quote in _quotes(turns[turn - 1].answer):
                if quote.marker == marker:
                    open_ = quote.document
        document = _find(self.assistant.documents(), open_)
        return document.name if document else "", self._source(document, turns, turn)

    def open(self, name: str, turns: Turns) -> tuple[str, Html, Html]:
        """Show another document; before the first question its starters are offered."""
        page = self._page(turns, name)
        return page.open, page.conversation, page.source

    def chooser(self) -> Html:
        return reader.chooser(self.assistant.documents(), STRINGS[self.language])

    def _asked(self, question: str, turns: Turns) -> tuple[Turns, str]:
        """The turns with one more, or the same with the reason why there is none."""
        try:
            answer = self.assistant.ask(question, history=turns)
        except AssistantError as error:
            return turns, error.message(self.language)
        except Exception:
            log.exception("A question failed")
            return turns, STRINGS[self.language].failed
        return (*turns, Turn(question.strip(), answer)), ""

    def _page(self, turns: Turns, open_: str, *, box: str = "", notice: str = "") -> Page:
        document = _find(self.assistant.documents(), open_)
        suggestions = self._starters(document) if document and not turns else ()
        return Page(
            box,
            notice,
            turns,
            document.name if document else "",
            render.conversation(turns, suggestions, STRINGS[self.language]),
            self._source(document, turns, len(turns)),
        )

    def _starters(self, document: Document) -> list[str]:
        a, name = self.assistant, document.name
        return starters(document, a.text(name), a.outline(name), a.edits(name), self.language)

    def _source(self, document: Document | None, turns: Turns, turn: int) -> Html:
        if document is None:
            return Html("")
        a, name = self.assistant, document.name
        quotes = _quotes(turns[turn - 1].answer) if 1 <= turn <= len(turns) else ()
        return reader.reader(document, a.text(name), a.outline(name), a.edits(name), quotes, turn)


def _find(documents: Sequence[Document], name: str) -> Document | None:
    """The document of that name, else the first one, else None in an empty library."""
    return next((d for d in documents if d.name == name), documents[0] if documents else None)


def _quotes(answer: Answer) -> tuple[Quote, ...]:
    return answer.quotes + answer.nearest


def _document_of(answer: Answer, open_: str) -> str:
    """The open document if it is quoted, else that of the first quotation, else the open one."""
    quoted = [q.document for q in answer.quotes]
    return open_ if open_ in quoted or not quoted else quoted[0]
