"""The scope is told by name, and none is gone into that takes in nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rendered import Rendered

from assistant import Assistant
from assistant.types import Filter
from ui.actions import Actions
from ui.chat.session import Session
from ui.events import Events
from ui.strings import EN, ZH, PageLanguage


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        for year in (2016, 2017):
            text = f"政府工作报告\n（{year}年3月5日）\n王岚\n一要修{year}座泵站。\n"
            opened.add_text(text, f"报告{year}.txt")
        opened.add_text("关于防汛工作的讲话\n（2018年7月1日）\n赵川\n要加固堤坝。\n", "防汛.txt")
        yield opened


def told(assistant: Assistant, filter_: Filter, language: PageLanguage = "zh") -> str:
    return Rendered(Events(assistant, language).bar(Session("me", filter=filter_))).text


def test_a_single_document_is_named_and_told_apart_from_one_of_its_title(
    assistant: Assistant,
) -> None:
    assert "《关于防汛工作的讲话》 · 1 篇" in told(assistant, Filter(("防汛.txt",)))
    assert "《政府工作报告》 · 2017-03-05 · 1 篇" in told(assistant, Filter(("报告2017.txt",)))
    assert "《关于防汛工作的讲话》 · 1 document" in told(assistant, Filter(("防汛.txt",)), "en")


def test_several_documents_are_counted_and_their_titles_stand_in_the_tip(
    assistant: Assistant,
) -> None:
    both = Filter(("防汛.txt", "报告2016.txt"))
    bar = Events(assistant, "zh").bar(Session("me", filter=both))
    assert f"{ZH.panel.scope_chosen} · 2 篇" in Rendered(bar).text
    assert "关于防汛工作的讲话" in bar and "关于防汛工作的讲话" not in Rendered(bar).text


def test_a_scope_is_left_from_the_bar(assistant: Assistant) -> None:
    assert ZH.panel.scope_off not in Events(assistant, "zh").bar(Session("me"))
    actions, chosen = Actions(Events(assistant, "zh")), Filter(("防汛.txt",))
    session = Session("me", filter=chosen)
    assert ZH.panel.scope_off in Events(assistant, "zh").bar(session)
    assert actions.act("me", "scope", {}, session).session.filter == Filter()


@pytest.mark.parametrize(("language", "words"), [("zh", ZH.panel), ("en", EN.panel)])
def test_a_scope_that_takes_in_nothing_is_told_and_not_gone_into(
    assistant: Assistant, language: PageLanguage, words: object
) -> None:
    actions = Actions(Events(assistant, language))
    before = Session("me", filter=Filter(years=(2016,)))
    for data in (
        {"years": ["2017"], "speakers": ["赵川"]},
        {"documents": ["防汛.txt"], "years": ["2016"]},
        {"documents": ["已移除.txt"]},
    ):
        page = actions.act("me", "scope", data, before)
        assert page.session == before
        assert page.notice == words.scope_empty  # type: ignore[attr-defined]
        assert page.panel is None  # what was chosen can be corrected
    assistant.conversations.name_filter("me", "空", Filter(years=(2017,), speakers=("赵川",)))
    page = actions.act("me", "use_scope", {"name": "空"}, before)
    assert (page.session, bool(page.notice)) == (before, True)
