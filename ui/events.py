"""What happens when a person does something: values in, rendered values out."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.types import Answer, Document, Quote, Span, Turn
from ui import panels, quoted, reader, render
from ui.facsimile import extracted, paging
from ui.links import Target, resolve
from ui.markup import Html, joined
from ui.session import Session, Turns, inside, new_id, scoped
from ui.starters import MOST, starters
from ui.strings import STRINGS, PageLanguage, Strings

log = logging.getLogger(__name__)

_NEXT = 2
"""Questions offered after an answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a handler decides: the session, and what is rendered anew; None stays."""

    session: Session
    box: str | None = None
    notice: str = ""
    conversation: Html | None = None
    source: Html | None = None
    bar: Html | None = None
    panel: Html | None = None
    chooser: Html | None = None


CLOSED = Html("")


@dataclass(frozen=True, slots=True)
class Events:
    """The handlers of one language's page for the conversation and the reader."""

    assistant: Assistant
    language: PageLanguage

    @property
    def strings(self) -> Strings:
        return STRINGS[self.language]

    # The conversation

    def ask(self, question: str, session: Session) -> Page:
        """Answer a question; the reader turns to the first quotation's document."""
        turns, notice = self.asked(question, session.turns, session)
        if notice:
            return Page(session, box=question, notice=notice)
        return self._went_on(session, turns)

    def retry(self, session: Session) -> Page:
        if not session.turns:
            return Page(session)
        return self.edit(len(session.turns), session.turns[-1].question, session)

    def edit(self, turn: int, question: str, session: Session) -> Page:
        """Ask another question in the place of one; those after it are asked again."""
        if not 1 <= turn <= len(session.turns):
            return Page(session)
        turns = session.turns[: turn - 1]
        for asked in (question, *(t.question for t in session.turns[turn:])):
            turns, notice = self.asked(asked, turns, session)
            if notice:
                return Page(session, notice=notice)
        return self._went_on(session, turns, box=None)

    def undo(self, session: Session) -> Page:
        """Take the last step back: a question returns to the box, a changed one to what it was."""
        turns = session.before[-1] if session.before else session.turns[:-1]
        shorter = len(turns) < len(session.turns)
        box = session.turns[-1].question if shorter else ""
        back = replace(session, turns=turns, before=session.before[:-1])
        return self.page(back, box=box, notice=self.keep(back))

    def new(self, session: Session) -> Page:
        """Begin another conversation in the same scope; this one stays in the list."""
        begun = replace(session, id=new_id(), turns=(), before=())
        return self.page(begun, notice=self.keep(begun))

    def refresh(self, session: Session) -> Page:
        """Documents came or went: what lists them is renewed, what is being read stays."""
        page = self.page(session, box=None)
        chooser = reader.chooser(self.assistant.documents(), self.strings)
        page = replace(page, panel=None, chooser=chooser)
        there = page.session.open == session.open and bool(session.open)
        return replace(page, conversation=None, source=None) if there and session.turns else page

    def arrive(self, owner: str, id_: str, target: Target, session: Session) -> Page:
        """The page on arrival: this tab's conversation or the last one, at what a link names."""
        kept, notice = self.assistant.conversations, ""
        try:
            listed = {c.id for c in kept.listed(owner)}
            last = kept.load(owner, id_) if id_ in listed else kept.last(owner)
        except AssistantError as error:
            return self.page(session, notice=error.message(self.language))
        if not owner:
            notice = self.strings.panel.not_kept
        session = Session(owner, last.id or new_id(), last.turns, last.filter)
        if session.turns:
            session = replace(session, open=_document_of(session.turns[-1].answer, ""))
        page = self._followed(session, target, notice)
        return replace(page, chooser=reader.chooser(self.assistant.documents(), self.strings))

    def _followed(self, session: Session, target: Target, notice: str) -> Page:
        if not target.text:
            return self.page(session, notice=notice)
        name, told = resolve(self.assistant, target, self.strings.panel)
        session = replace(session, open=name or session.open)
        page = self.page(session, notice=notice if name else told)
        if not name:
            return page
        return replace(page, source=self.source(session, 0, target=target.paragraph, notice=told))

    # The reader

    def cite(self, turn: int, marker: int, session: Session) -> Page:
        """Open the document of a quotation with the quotations of its turn marked."""
        quote = self.quote(turn, marker, session)
        if quote is None:
            return Page(session)
        if quote.document not in {d.name for d in self.assistant.documents()}:
            return Page(session, notice=self.strings.panel.quote_changed)
        session = replace(session, open=quote.document)
        return Page(session, source=self.source(session, turn))

    def open(self, name: str, session: Session) -> Page:
        """Show another document; before the first question its starters are offered."""
        session = replace(session, open=name)
        page = self.page(session, box=None)  # what is being typed stays
        return page if not session.turns else replace(page, conversation=None)

    def show(self, document: str, spans: Sequence[Span], session: Session) -> Page:
        """Open a document at passages that are no quotations of an answer."""
        if document not in {d.name for d in self.assistant.documents()}:
            return Page(session, notice=self.strings.panel.quote_changed)
        session = replace(session, open=document)
        passages = quoted.passages(document, self.assistant.text(document), spans)
        return Page(session, source=self.source(session, 0, passages))

    def also(self, turn: int, marker: int, document: str, session: Session) -> Page:
        """Open another document that holds a quotation, there."""
        quote = self.quote(turn, marker, session)
        if quote is None or document not in {d.name for d in self.assistant.documents()}:
            return Page(session, notice=self.strings.panel.quote_changed)
        place = quoted.standing(quote, self.assistant.text(document))
        return self.show(document, [place] if place else [], session)

    # What they share

    def asked(self, question: str, turns: Turns, session: Session) -> tuple[Turns, str]:
        """The turns with one more, or the same with the reason why there is none."""
        try:
            scope = scoped(session.filter, self.assistant.documents())
            answer = self.assistant.ask(question, history=turns, **scope)
        except AssistantError as error:
            return turns, error.message(self.language)
        except Exception:  # the page goes on: logged, and told in its language
            log.exception("A question failed")
            return turns, self.strings.failed
        return (*turns, Turn(question.strip(), answer)), ""

    def keep(self, session: Session) -> str:
        """Save the conversation; what is to be told when it cannot be."""
        if not session.owner:
            return ""
        try:
            self.assistant.conversations.keep(
                session.owner, session.id, session.turns, session.filter
            )
        except AssistantError as error:
            return error.message(self.language)
        return ""

    def quote(self, turn: int, marker: int, session: Session) -> Quote | None:
        if not 1 <= turn <= len(session.turns):
            return None
        quotes = _quotes(session.turns[turn - 1].answer)
        return next((q for q in quotes if q.marker == marker), None)

    def page(self, session: Session, *, box: str | None = "", notice: str = "") -> Page:
        """Everything, as it follows from the session; panels close."""
        documents = self.assistant.documents()
        document = _find(documents, session)
        session = replace(session, open=document.name if document else "")
        suggestions = self._suggestions(document, session.turns) if document else []
        gone = set(session.filter.documents) - {d.name for d in documents}
        notices = [notice, self.strings.panel.scope_gone.format(len(gone)) if gone else ""]
        return Page(
            session,
            box,
            " ".join(n for n in notices if n),
            render.conversation(
                session.turns,
                suggestions,
                self.strings,
                self._changed(session.turns),
                documents,
            ),
            self.source(session, len(session.turns)),
            self.bar(session),
            CLOSED,
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

    def _went_on(self, session: Session, turns: Turns, box: str | None = "") -> Page:
        open_ = _document_of(turns[-1].answer, session.open)
        session = replace(session, turns=turns, open=open_, before=session.remembered())
        return self.page(session, box=box, notice=self.keep(session))

    def _suggestions(self, document: Document, turns: Turns) -> list[str]:
        a, name = self.assistant, document.name
        parts = (document, a.text(name), a.outline(name), a.edits(name), self.language)
        if not turns:
            return starters(*parts)
        asked = {t.question for t in turns}
        return [q for q in starters(*parts, most=2 * MOST) if q not in asked][:_NEXT]

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


def _document_of(answer: Answer, open_: str) -> str:
    """The open document if it is quoted, else that of the first quotation, else the open one."""
    quoted = [q.document for q in answer.quotes]
    return open_ if open_ in quoted or not quoted else quoted[0]
