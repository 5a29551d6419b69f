"""The events of the page by name. What a browser sends is read here, and nothing of it is trusted."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assistant.errors import AssistantError
from assistant.library.repairing import repaired
from assistant.types import Filter, Span
from ui.chat import evidence, kept_panels, render, scope_panel
from ui.chat.alike import titles
from ui.chat.links import target
from ui.chat.pages import CLOSED, Page
from ui.chat.session import Session, inside, scoped
from ui.events import Events
from ui.markup import Html

log = logging.getLogger(__name__)

Data = Mapping[str, object]
_SPANS = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?: [0-9]{1,9}-[0-9]{1,9})*")


@dataclass(frozen=True, slots=True)
class Actions:
    """Everything a person can do on one language's page."""

    events: Events

    def act(self, owner: str, name: str, data: Data, session: Session) -> Page:
        """Do what an event asks; an error becomes a notice and changes nothing."""
        if name == "arrive":
            link = target(data.get("text"), data.get("paragraph"))
            return self.events.arrive(owner, _text(data, "conversation"), link, session)
        action = _ACTIONS.get(name)
        if action is None:
            return Page(session)
        try:
            return action(self, data, session)
        except AssistantError as error:
            return Page(session, notice=error.message(self.events.language))
        except Exception:  # the page goes on: logged, and told in its language
            log.exception("The action %s failed", name)
            return Page(session, notice=self.events.strings.failed)

    # Panels

    def panel(self, data: Data, session: Session) -> Page:
        made = {"scope": self._scope, "history": self._history, "basket": self._basket}
        kind = made.get(_text(data, "kind"))
        return Page(session, panel=kind(session) if kind else CLOSED)

    def _scope(self, session: Session) -> Html:
        kept = self.events.assistant.conversations
        documents = self.events.assistant.documents()
        words = self.events.strings.panel
        return scope_panel.scope(session.filter, documents, kept.filters(session.owner), words)

    def _history(self, session: Session) -> Html:
        kept = self.events.assistant.conversations.listed(session.owner)
        strings = self.events.strings
        return kept_panels.history(kept, session.id, strings, strings.panel)

    def _basket(self, session: Session) -> Html:
        kept = self.events.assistant.conversations.excerpts(session.owner)
        return kept_panels.basket(kept, self.events.strings.panel)

    def passages(self, data: Data, session: Session) -> Page:
        turn, offset = _number(data, "turn"), _number(data, "offset")
        if not 1 <= turn <= len(session.turns):
            return Page(session)
        a, answer = self.events.assistant, session.turns[turn - 1].answer
        scope = scoped(session.filter, a.documents())
        asked, query = answer.question, answer.standalone_question
        hits = a.search(query, limit=evidence.MOST, **scope, asked=asked)
        words, titles = self.events.strings.panel, self._titles()
        return Page(session, panel=evidence.passages(turn, answer, hits, offset, titles, words))

    def find(self, data: Data, session: Session) -> Page:
        a, wording, offset = self.events.assistant, _text(data, "wording"), _number(data, "offset")
        result = a.find(wording, offset, evidence.PAGE, **scoped(session.filter, a.documents()))
        words, titles = self.events.strings.panel, self._titles()
        return Page(session, panel=evidence.found(wording, result, offset, titles, words))

    def about(self, data: Data, session: Session) -> Page:
        turn = _number(data, "turn")
        if not 1 <= turn <= len(session.turns):
            return Page(session)
        a, answer = self.events.assistant, session.turns[turn - 1].answer
        explained = a.explain(answer, **scoped(session.filter, a.documents()))
        panel = evidence.about(answer, explained, self._titles(), self.events.strings)
        return Page(session, panel=panel)

    def _titles(self) -> dict[str, str]:
        return titles(self.events.assistant.documents(), self.events.language)

    # Scope

    def scope(self, data: Data, session: Session) -> Page:
        names = {d.name for d in self.events.assistant.documents()}
        wanted = [name for name in _texts(data, "documents") if name in names]
        if _texts(data, "documents") and not wanted:
            return Page(session, notice=self.events.strings.panel.scope_empty)
        years = (int(y) for y in _texts(data, "years") if y.isascii() and y.isdigit())
        chosen = Filter(
            tuple(wanted),
            tuple(years),
            tuple(_texts(data, "speakers")),
            tuple(_texts(data, "types")),
            bool(_texts(data, "examples")),
        )
        return self._in_scope(chosen, session)

    def _in_scope(self, chosen: Filter, session: Session) -> Page:
        """Within another scope. The conversation goes on; the reader stays where it is, unless its
        document is outside: what is suggested is asked of it, and would find nothing. A scope that
        takes in none of the documents there are is told, and not gone into."""
        documents = self.events.assistant.documents()
        within = {d.name for d in inside(chosen, documents)}
        if documents and not within:
            return Page(session, notice=self.events.strings.panel.scope_empty)
        stays = session.open in within or not within
        session = replace(session, filter=chosen, open=session.open if stays else "")
        saved = self.events.keeping.enter(session)
        page = self.events.told(saved, box=None)
        stays = stays and bool(saved.session.turns)
        return replace(page, conversation=None, source=None) if stays else page

    def name_scope(self, data: Data, session: Session) -> Page:
        kept = self.events.assistant.conversations
        kept.name_filter(session.owner, _text(data, "name"), session.filter)
        return Page(session, bar=self.events.bar(session), panel=self._scope(session))

    def use_scope(self, data: Data, session: Session) -> Page:
        named = self.events.assistant.conversations.filters(session.owner)
        chosen = named.get(_text(data, "name"))
        return Page(session) if chosen is None else self._in_scope(chosen, session)

    def forget_scope(self, data: Data, session: Session) -> Page:
        self.events.assistant.conversations.forget_filter(session.owner, _text(data, "name"))
        return Page(session, bar=self.events.bar(session), panel=self._scope(session))

    # History

    def load(self, data: Data, session: Session) -> Page:
        return self.events.load(_text(data, "id"), session)

    def rename(self, data: Data, session: Session) -> Page:
        kept = self.events.assistant.conversations
        kept.rename(session.owner, _text(data, "id"), _text(data, "name"))
        return Page(session, panel=self._history(session))

    def delete(self, data: Data, session: Session) -> Page:
        id_, words = _text(data, "id"), self.events.strings.panel
        erased = self.events.assistant.conversations.delete(session.owner, id_)
        render.forget()
        told = words.deleted if erased else words.deleted_later
        if id_ != session.id:
            return Page(session, notice=told, panel=self._history(session), calm=True)
        page = self.events.new(session)
        return replace(page, notice=told, panel=self._history(page.session), calm=True)

    # Excerpts

    def put_aside(self, data: Data, session: Session) -> Page:
        turn, marker = _number(data, "turn"), _number(data, "marker")
        quote = self.events.quote(turn, marker, session)
        if quote is not None:
            asked = session.turns[turn - 1].question
            self.events.assistant.conversations.put_aside(session.owner, asked, quote)
        return Page(session, bar=self.events.bar(session))

    def drop(self, data: Data, session: Session) -> Page:
        id_ = _number(data, "id") if "id" in data else None
        self.events.assistant.conversations.drop_excerpts(session.owner, id_)
        return Page(session, bar=self.events.bar(session), panel=self._basket(session))

    # The conversation and the reader

    def ask(self, data: Data, session: Session) -> Page:
        return self.events.ask(_text(data, "question"), session)

    def retry(self, data: Data, session: Session) -> Page:
        return self.events.retry(session)

    def edit(self, data: Data, session: Session) -> Page:
        return self.events.edit(_number(data, "turn"), _text(data, "question"), session)

    def undo(self, data: Data, session: Session) -> Page:
        return self.events.undo(session)

    def new(self, data: Data, session: Session) -> Page:
        return self.events.new(session)

    def look(self, data: Data, session: Session) -> Page:
        return self.events.look(session)

    def refresh(self, data: Data, session: Session) -> Page:
        return self.events.refresh(session)

    def cite(self, data: Data, session: Session) -> Page:
        return self.events.cite(_number(data, "turn"), _number(data, "marker"), session)

    def open(self, data: Data, session: Session) -> Page:
        return self.events.open(_text(data, "name"), session)

    def also(self, data: Data, session: Session) -> Page:
        turn, marker = _number(data, "turn"), _number(data, "marker")
        return self.events.also(turn, marker, _text(data, "document"), session)

    def show(self, data: Data, session: Session) -> Page:
        one = [(_number(data, "start"), _number(data, "end"))]
        spans = _spans(_text(data, "spans")) or one
        return self.events.show(_text(data, "document"), spans, session)


_ACTIONS: Mapping[str, Callable[[Actions, Data, Session], Page]] = {
    action.__name__: action
    for action in (
        *(Actions.ask, Actions.retry, Actions.edit, Actions.undo, Actions.new, Actions.look),
        *(Actions.refresh, Actions.cite, Actions.also, Actions.open, Actions.show),
        *(Actions.panel, Actions.passages, Actions.find, Actions.about),
        *(Actions.scope, Actions.name_scope, Actions.use_scope, Actions.forget_scope),
        *(Actions.load, Actions.rename, Actions.delete, Actions.put_aside, Actions.drop),
    )
}


def _text(data: Data, key: str) -> str:
    value = data.get(key)
    return repaired(value) if isinstance(value, str) else ""


def _spans(text: str) -> list[Span]:
    """Places of a document as a button names them: `12-15 40-43`; none where anything else stands."""
    if not _SPANS.fullmatch(text):
        return []
    pairs = (part.split("-") for part in text.split()[: evidence.MOST_MARKED])
    return [(int(start), int(end)) for start, end in pairs]


def _texts(data: Data, key: str) -> list[str]:
    value = data.get(key)
    return [repaired(v) for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _number(data: Data, key: str) -> int:
    """A count sent as a number or as its digits; 0 for anything else."""
    digits = str(data.get(key))
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
