"""What happens when a person does something: values in, rendered values out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.errors import AssistantError
from assistant.library.conversations import Kept
from assistant.questions.question import check_length
from assistant.types import Answer, Span, Turn
from ui.chat import quoted, reader
from ui.chat.keeping import Saved, begun, opened
from ui.chat.links import Target, resolve
from ui.chat.pages import Page, Pages
from ui.chat.session import Session, Turns, scoped

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Events(Pages):
    """The handlers of one language's page for the conversation and the reader."""

    # The conversation

    def ask(self, question: str, session: Session) -> Page:
        """Answer a question, which is kept before; the reader turns to the first quotation's
        document. Questions that are still waiting are answered first."""
        objection = self._objection(question)
        if objection:
            return Page(session, box=question, notice=objection)
        question = question.strip()
        renewed = self.keeping.answered(session)
        if question in session.asked and question not in renewed.asked:
            return self.page(renewed)
        before = renewed.remembered()
        waiting = tuple(q for q in renewed.asked if q != question)
        kept = self.keeping.save(renewed, (*waiting, question))
        if kept.outcome == "behind":
            return self.told(kept)
        if kept.outcome == "deleted":
            waiting, before = (), ()
            kept = replace(kept, session=self.keeping.save(kept.session, (question,)).session)
        # What could not be saved now is told when it cannot be saved with its answer.
        told = kept if kept.outcome != "saved" else Saved(kept.session)
        session = kept.session
        turns, notice = self._asked_all((*waiting, question), session.turns, session)
        if notice:
            # What waited and was not answered goes on waiting; the question itself returns to the box.
            left = waiting[len(turns) - len(session.turns) :]
            saved = self.keeping.save(replace(session, turns=turns), left)
            return replace(
                self.page(saved.session, box=question), notice=_both(told.notice, notice)
            )
        return self._went_on(session, turns, before, question, told=told)

    def retry(self, session: Session) -> Page:
        if session.asked:
            return self.ask(session.asked[-1], session)
        if not session.turns:
            return Page(session)
        return self.edit(len(session.turns), session.turns[-1].question, session)

    def edit(self, turn: int, question: str, session: Session) -> Page:
        """Ask another question in the place of one; those after it are asked again."""
        if not 1 <= turn <= len(session.turns):
            return Page(session)
        again = (question, *(t.question for t in session.turns[turn:]), *session.asked)
        turns, notice = self._asked_all(again, session.turns[: turn - 1], session)
        if notice:
            return Page(session, notice=notice)
        return self._went_on(session, turns, session.remembered(), question, box=None)

    def undo(self, session: Session) -> Page:
        """Take the last step back: a question returns to the box, a changed one to what it was."""
        if not (session.asked or session.turns or session.before):
            return Page(session)
        if session.asked:
            turns, before, box = session.turns, session.before, session.asked[-1]
        else:
            turns = session.before[-1] if session.before else session.turns[:-1]
            shorter = len(turns) < len(session.turns)
            before, box = session.before[:-1], session.turns[-1].question if shorter else ""
        saved = self.keeping.save(replace(session, turns=turns, before=before))
        if saved.outcome in ("behind", "deleted"):
            return self.told(saved, box=None)
        return self.told(saved, box=box)

    def new(self, session: Session) -> Page:
        """Begin another conversation in the same scope; this one stays in the list."""
        return self.told(self.keeping.enter(begun(session)))

    def look(self, session: Session) -> Page:
        """See whether the questions that wait have been answered."""
        renewed = self.keeping.answered(session)
        return Page(session) if renewed.version == session.version else self.page(renewed, box=None)

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
        page = self._followed(_in(last, owner), target, notice)
        return replace(page, chooser=reader.chooser(self.assistant.documents(), self.strings))

    def load(self, id_: str, session: Session) -> Page:
        """Another conversation, as it is found on arrival."""
        kept = self.assistant.conversations.load(session.owner, id_)
        return self.told(self.keeping.enter(_in(kept, session.owner)))

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
        """Open the document of a quotation with the quotations of its turn marked; where it was
        replaced or removed since, what is kept of it."""
        quote = self.quote(turn, marker, session)
        if quote is None:
            return Page(session)
        kept = self.kept(turn, quote, session)
        if kept:
            return Page(session, source=kept)
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
            return Page(session, notice=self.strings.panel.document_gone)
        session = replace(session, open=document)
        passages = quoted.passages(document, self.assistant.text(document), spans)
        return Page(session, source=self.source(session, 0, passages))

    def also(self, turn: int, marker: int, document: str, session: Session) -> Page:
        """Open another document that holds a quotation, there."""
        quote = self.quote(turn, marker, session)
        if quote is None or document not in {d.name for d in self.assistant.documents()}:
            return Page(session, notice=self.strings.panel.document_gone)
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

    def _asked_all(
        self, questions: Sequence[str], turns: Turns, session: Session
    ) -> tuple[Turns, str]:
        """The turns with those of all questions, or as far as they went and why."""
        for question in questions:
            turns, notice = self.asked(question, turns, session)
            if notice:
                return turns, notice
        return turns, ""

    def _objection(self, question: str) -> str:
        """Why a question cannot be asked at all."""
        if not self.assistant.documents():
            return self.strings.no_documents
        try:
            check_length(question)
        except AssistantError as error:
            return error.message(self.language)
        return ""

    def _went_on(
        self,
        session: Session,
        turns: Turns,
        before: tuple[Turns, ...],
        question: str,
        *,
        box: str | None = "",
        told: Saved | None = None,
    ) -> Page:
        open_ = _document_of(turns[-1].answer, session.open)
        saved = self.keeping.save(replace(session, turns=turns, open=open_, before=before))
        if saved.outcome == "deleted":
            box = question  # the answer is not kept: it belonged to what was deleted
        told = told or Saved(saved.session)
        calm = all(s.calm for s in (told, saved) if s.notice)
        notice = _both(told.notice, saved.notice)
        page = self.page(saved.session, box=box, notice=notice, calm=calm)
        # What quotes nothing of the open document leaves the place that is being read as it is.
        answer, goes_on = turns[-1].answer, turns[:-1] == session.turns
        marked = any(q.document == open_ for q in answer.quotes + answer.nearest)
        stays = goes_on and not marked and page.session.open == session.open
        return replace(page, source=None) if stays else page


def _both(first: str, second: str) -> str:
    return f"{first} {second}".strip()


def _in(kept: Kept, owner: str) -> Session:
    """A session in a conversation, with the source of its last answer."""
    session = opened(kept, Session(owner))
    if not session.turns:
        return session
    return replace(session, open=_document_of(session.turns[-1].answer, ""))


def _document_of(answer: Answer, open_: str) -> str:
    """The open document if it is quoted, else that of the first quotation, else the open one."""
    quoted = [q.document for q in answer.quotes]
    return open_ if open_ in quoted or not quoted else quoted[0]
