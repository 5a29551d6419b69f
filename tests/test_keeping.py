"""Several tabs, or programs, on one conversation: what was kept stays, and what was deleted stays away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.errors import LibraryReadOnly
from assistant.types import Answer, Filter
from ui.actions import Actions
from ui.chat.links import Target
from ui.chat.pages import Page
from ui.chat.session import Session
from ui.events import Events
from ui.strings import EN, ZH

ME = "me"
TEXT = "关于防汛工作的讲话\n一要加固堤坝，二要转移群众，三要备足沙袋。\n"
FIRST, SECOND, THIRD = "防汛要加固什么？", "要转移谁？", "要备足什么？"
WORDS = ZH.panel


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def assistant(library: Path) -> Iterator[Assistant]:
    with Assistant.open(library) as opened:
        opened.add_text(TEXT, "flood.txt")
        yield opened


@pytest.fixture
def elsewhere(assistant: Assistant, library: Path) -> Iterator[Assistant]:
    """Another program on the same library."""
    with Assistant.open(library) as opened:
        yield opened


def arrived(assistant: Assistant, id_: str = "") -> Session:
    return Events(assistant, "zh").arrive(ME, id_, Target(), Session()).session


def asked(assistant: Assistant, session: Session, *questions: str) -> Session:
    for question in questions:
        session = Events(assistant, "zh").ask(question, session).session
    return session


def kept(assistant: Assistant) -> list[list[str]]:
    """The questions of every conversation in the library."""
    listed = assistant.conversations.listed(ME)
    return sorted(list(assistant.conversations.load(ME, c.id).questions) for c in listed)


def of(page: Page) -> list[str]:
    return [t.question for t in page.session.turns]


def test_a_tab_that_is_behind_goes_on_in_a_conversation_of_its_own_and_says_so(
    assistant: Assistant, elsewhere: Assistant
) -> None:
    one = asked(assistant, arrived(assistant), FIRST)
    two = asked(elsewhere, arrived(elsewhere), SECOND, THIRD)
    assert two.id == one.id
    page = Events(assistant, "zh").ask("有几点？", one)
    assert page.notice == WORDS.continued_own and page.calm
    assert of(page) == [FIRST, "有几点？"]
    assert page.session.id != two.id
    again = Events(assistant, "zh").ask("还有呢？", page.session)
    assert again.notice == "" and again.session.id == page.session.id
    assert kept(assistant) == sorted([[FIRST, SECOND, THIRD], [FIRST, "有几点？", "还有呢？"]])
    back = asked(elsewhere, two, "哪几点？")
    assert back.id == two.id  # whoever went on first is behind nobody


@pytest.mark.parametrize("step", ["undo", "retry", "edit"])
def test_no_step_of_a_tab_that_is_behind_takes_what_another_tab_asked(
    assistant: Assistant, step: str
) -> None:
    one = asked(assistant, arrived(assistant), FIRST, SECOND)
    asked(assistant, arrived(assistant, one.id), THIRD)
    data = {"turn": 2, "question": "要备足几样？"} if step == "edit" else {}
    page = Actions(Events(assistant, "zh")).act(ME, step, data, one)
    if step == "edit":
        assert of(page) == [FIRST, "要备足几样？"]
        assert page.notice == WORDS.continued_own
    else:  # nothing of its own would be lost: it is shown what there is
        assert of(page) == [FIRST, SECOND, THIRD]
        assert (page.notice, page.box, page.calm) == (WORDS.continued, None, True)
    assert [FIRST, SECOND, THIRD] in kept(assistant)


def test_the_same_question_in_two_tabs_under_two_scopes_is_kept_twice(assistant: Assistant) -> None:
    one = asked(assistant, arrived(assistant), FIRST)
    two = arrived(assistant, one.id)
    actions = Actions(Events(assistant, "zh"))
    two = actions.act(ME, "scope", {"documents": ["flood.txt"]}, two).session
    asked(assistant, two, SECOND)
    page = Events(assistant, "zh").ask(SECOND, one)
    assert page.notice == WORDS.continued_own
    assert kept(assistant) == [[FIRST, SECOND], [FIRST, SECOND]]


def test_questions_that_were_only_answered_anew_are_gone_on_from(assistant: Assistant) -> None:
    one = asked(assistant, arrived(assistant), FIRST)
    again = Events(assistant, "zh").retry(arrived(assistant, one.id)).session
    assert again.version != one.version
    page = Events(assistant, "zh").ask(SECOND, one)
    assert (page.notice, page.session.id) == ("", one.id)
    assert page.session.turns[0] == again.turns[0]
    assert kept(assistant) == [[FIRST, SECOND]]


def test_looking_at_a_conversation_puts_no_other_tab_behind(assistant: Assistant) -> None:
    one = asked(assistant, arrived(assistant), FIRST)
    actions = Actions(Events(assistant, "zh"))
    actions.act(ME, "load", {"id": one.id}, arrived(assistant))
    actions.act(ME, "rename", {"id": one.id, "name": "防汛"}, arrived(assistant))
    page = Events(assistant, "zh").ask(SECOND, one)
    assert (page.notice, page.session.id) == ("", one.id)


@pytest.mark.parametrize("step", ["ask", "retry", "undo", "edit", "scope"])
def test_a_conversation_deleted_in_one_tab_does_not_come_back_from_another(
    assistant: Assistant, elsewhere: Assistant, library: Path, step: str
) -> None:
    secret = "水库泄密甲乙丙？"
    one = asked(assistant, arrived(assistant), FIRST, secret)
    two = arrived(elsewhere)
    Actions(Events(assistant, "zh")).act(ME, "delete", {"id": one.id}, one)
    data = {"question": THIRD, "turn": 2, "documents": ["flood.txt"]}
    page = Actions(Events(elsewhere, "zh")).act(ME, step, data, two)
    assert page.notice == WORDS.deleted_elsewhere and page.calm
    assert page.session.id != one.id and page.session.before == ()
    assert of(page) == ([THIRD] if step == "ask" else [])
    assert page.session.filter.documents == (("flood.txt",) if step == "scope" else ())
    assert kept(assistant) == ([[THIRD]] if step == "ask" else [])
    assert page.conversation is not None and secret not in page.conversation
    in_files = b"".join(p.read_bytes() for p in library.glob("library.db*"))
    assert secret.encode() not in in_files
    if step in ("retry", "edit"):
        assert page.box == (secret if step == "retry" else THIRD)


def while_answered(monkeypatch: pytest.MonkeyPatch, assistant: Assistant, happens: Any) -> None:
    """What happens between a question and its answer; one that is only tried, to be offered, has no history."""
    answer = assistant.ask

    def ask(*args: Any, **named: Any) -> Answer:
        if "history" in named:
            monkeypatch.undo()
            happens()
        return answer(*args, **named)

    monkeypatch.setattr(assistant, "ask", ask)


def test_a_question_is_seen_by_whoever_comes_while_it_is_answered(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[Session] = []
    while_answered(monkeypatch, assistant, lambda: came.append(arrived(assistant)))
    asked(assistant, arrived(assistant), FIRST)
    assert came[0].asked == (FIRST,) and came[0].turns == ()
    events = Events(assistant, "zh")
    shown = events.page(came[0]).conversation or ""
    assert FIRST in shown and ZH.unanswered in shown
    looked = events.look(came[0])
    assert of(looked) == [FIRST] and looked.box is None
    assert events.look(looked.session).conversation is None
    # "Ask again", pressed when the answer was there already, and a question right after a reload
    assert of(events.retry(came[0])) == [FIRST]
    page = events.ask(SECOND, came[0])
    assert (of(page), page.notice) == ([FIRST, SECOND], "")
    assert kept(assistant) == [[FIRST, SECOND]]


def test_a_question_whose_program_ended_waits_to_be_asked_again_or_taken_back(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end() -> None:
        raise SystemExit

    one = asked(assistant, arrived(assistant), FIRST)
    while_answered(monkeypatch, assistant, end)
    with pytest.raises(SystemExit):
        asked(assistant, one, SECOND)
    events, came = Events(assistant, "zh"), arrived(assistant)
    assert came.asked == (SECOND,)
    assert of(events.edit(1, THIRD, came)) == [THIRD, SECOND]
    back = events.undo(arrived(assistant))
    assert (of(back), back.box) == ([THIRD], SECOND)


def test_what_waits_is_answered_before_the_next_question_or_returns_to_the_box(
    assistant: Assistant,
) -> None:
    conversations, events = assistant.conversations, Events(assistant, "zh")
    conversations.keep(ME, "a", [], Filter(), asked=[FIRST])
    back = events.undo(arrived(assistant))
    assert (back.box, of(back), kept(assistant)) == (FIRST, [], [])
    conversations.keep(ME, "b", [], Filter(), asked=[FIRST])
    assert of(events.ask(SECOND, arrived(assistant))) == [FIRST, SECOND]


def test_what_waits_goes_on_waiting_where_it_fails_again(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("disk")

    assistant.conversations.keep(ME, "a", [], Filter(), asked=[FIRST])
    came = arrived(assistant)
    while_answered(monkeypatch, assistant, fail)
    page = Events(assistant, "zh").ask(SECOND, came)
    assert (page.notice, page.box) == (ZH.failed, SECOND)
    assert arrived(assistant).asked == (FIRST,)


def test_an_answer_that_comes_after_a_reload_makes_no_second_conversation(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_on() -> None:
        asked(assistant, arrived(assistant), SECOND)

    while_answered(monkeypatch, assistant, go_on)
    page = Events(assistant, "zh").ask(FIRST, arrived(assistant))
    assert of(page) == [FIRST, SECOND]
    assert kept(assistant) == [[FIRST, SECOND]]


def test_a_conversation_deleted_while_it_is_answered_stays_deleted(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(assistant, arrived(assistant), FIRST)
    while_answered(monkeypatch, assistant, lambda: assistant.conversations.delete(ME, one.id))
    page = Events(assistant, "en").ask(SECOND, one)
    assert (page.notice, page.box) == (EN.panel.deleted_elsewhere, SECOND)
    assert page.session.turns == () and kept(assistant) == []


def test_a_question_that_cannot_be_answered_is_not_left_waiting(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("disk")

    while_answered(monkeypatch, assistant, fail)
    page = Events(assistant, "zh").ask(FIRST, arrived(assistant))
    assert (page.notice, page.box) == (ZH.failed, FIRST)
    assert kept(assistant) == []


def test_a_library_that_cannot_be_written_goes_on_and_says_so_once(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.conversations, "_read_only", True)
    page = Events(assistant, "zh").ask(SECOND, Session(ME))
    page = Events(assistant, "zh").ask(THIRD, page.session)
    with pytest.raises(LibraryReadOnly) as refused:
        assistant.conversations.keep(ME, "a", [], Filter())
    assert (of(page), page.notice) == ([SECOND, THIRD], refused.value.message("zh"))


def test_an_empty_library_takes_no_question_and_says_where_documents_are_added(
    tmp_path: Path,
) -> None:
    with Assistant.open(tmp_path / "empty") as assistant:
        events = Events(assistant, "zh")
        page = events.ask(FIRST, Session(ME))
        assert (page.notice, page.box) == (ZH.no_documents, FIRST)
        assert kept(assistant) == []
        assert 'href="#library"' in (events.page(page.session).conversation or "")
