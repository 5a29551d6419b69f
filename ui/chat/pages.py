"""What the page shows, as it follows from a session: values in, rendered values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.pipeline import Assistant
from assistant.types import Answer, Document, Quote
from ui.chat import kept_source, panels, quoted, reader, render
from ui.chat.facsimile import extracted, paging
from ui.chat.keeping import Keeping, Saved
from ui.chat.offered import Offered
from ui.chat.session import Session, Turns, inside
from ui.chat.starters import MOST
from ui.markup import Html, joined
from ui.strings import STRINGS, PageLanguage, Strings

_NEXT = 2
"""Questions offered after an answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a handler decides: the session, and what is rendered anew; None stays. `calm`: the
    notice tells of what was done, not of trouble."""

    session: Session
    box: str | None = None
    notice: str = ""
    conversation: Html | None = None
    source: Html | None = None
    bar: Html | None = None
    panel: Html | None = None
    chooser: Html | None = None
    calm: bool = False


CLOSED = Html("")


@dataclass(frozen=True, slots=True)
class Pages:
    """The rendering of one language's page."""

    assistant: Assistant
    language: PageLanguage
    offered: Offered = field(default_factory=Offered)

    @property
    def strings(self) -> Strings:
        return STRINGS[self.language]

    @property
    def keeping(self) -> Keeping:
        return Keeping(self.assistant.conversations, self.language)

    def quote(self, turn: int, marker: int, session: Session) -> Quote | None:
        if not 1 <= turn <= len(session.turns):
            return None
        quotes = _quotes(session.turns[turn - 1].answer)
        return next((q for q in quotes if q.marker == marker), None)

    def told(self, saved: Saved, *, box: str | None = "") -> Page:
        """Everything, as it follows from what was saved."""
        return self.page(saved.session, box=box, notice=saved.notice, calm=saved.calm)

    def page(
        self, session: Session, *, box: str | None = "", notice: str = "", calm: bool = False
    ) -> Page:
        """Everything, as it follows from the session; panels close."""
        documents = self.assistant.documents()
        document = _find(documents, session)
        session = replace(session, open=document.name if document else "")
        suggestions = self._suggestions(document, session) if document else None
        gone = set(session.filter.documents) - {d.name for d in documents}
        notices = [notice, self.strings.panel.scope_gone.format(len(gone)) if gone else ""]
        return Page(
            session,
            box,
            " ".join(n for n in notices if n),
            render.conversation(
                *(session.turns, suggestions, self.strings, self._changed(session.turns)),
                documents,
                asked=session.asked,
            ),
            self.source(session, len(session.turns)),
            self.bar(session),
            CLOSED,
            calm=calm and not gone,
        )

    def bar(self, session: Session) -> Html:
        conversations = self.assistant.conversations
        named = conversations.filters(session.owner)
        name = next((n for n, f in named.items() if f == session.filter), "")
        return panels.bar(
            session.filter,
            self.assistant.documents(),
            len(conversations.excerpts(session.owner)),
            name,
            session.id,
            self.strings,
            self.strings.panel,
        )

    def source(
        self,
        session: Session,
        turn: int,
        quotes: Sequence[Quote] = (),
        *,
        target: int = 0,
        notice: str = "",
    ) -> Html:
        """The open document, with `quotes` or those of a turn marked."""
        document = _find(self.assistant.documents(), session)
        if document is None:
            return Html("")
        a, name = self.assistant, document.name
        text, outline = a.text(name), a.outline(name)
        if 1 <= turn <= len(session.turns):
            quotes = _quotes(session.turns[turn - 1].answer)
        marked = [q for q in quotes if q.document == name and text[q.start : q.end] == q.text]
        pages = paging(a, document)
        article = reader.reader(
            *(document, text, outline, a.edits(name), marked, turn, self.strings),
            target=target,
            paging=pages,
        )
        head = reader.head(document, text, outline, self.strings, notice)
        return joined([head, extracted(pages, self.strings), article])

    def kept(self, turn: int, quote: Quote, session: Session) -> Html:
        """What is kept of the document of a quotation that is not in the library as it was quoted;
        empty where it is."""
        changed = self._changed(session.turns)
        if quoted.reference(turn, quote.marker) not in changed:
            return Html("")
        quotes = [
            q
            for q in _quotes(session.turns[turn - 1].answer)
            if q.document == quote.document and quoted.reference(turn, q.marker) in changed
        ]
        return kept_source.kept(quotes, turn, self.strings)

    def _suggestions(self, document: Document, session: Session) -> list[str]:
        offered = self.offered.of(self.assistant, document, session.filter, self.language)
        if not session.turns:
            return offered[:MOST]
        asked = {t.question for t in session.turns}
        return [q for q in offered if q not in asked][:_NEXT]

    def _changed(self, turns: Turns) -> set[str]:
        """References of quotations that are not in the library as they were quoted."""
        live = {d.name for d in self.assistant.documents()}
        texts: Mapping[str, str] = {
            name: self.assistant.text(name)
            for name in {q.document for t in turns for q in _quotes(t.answer)} & live
        }
        return {
            quoted.reference(number, q.marker)
            for number, turn in enumerate(turns, 1)
            for q in _quotes(turn.answer)
            if texts.get(q.document, "")[q.start : q.end] != q.text
        }


def _find(documents: Sequence[Document], session: Session) -> Document | None:
    """The open document, else the first one of the scope, else the first, else None."""
    named = next((d for d in documents if d.name == session.open), None)
    first = documents[0] if documents else None
    return named or next(iter(inside(session.filter, documents)), first)


def _quotes(answer: Answer) -> tuple[Quote, ...]:
    return answer.quotes + answer.nearest
