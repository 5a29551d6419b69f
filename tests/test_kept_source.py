"""A quotation whose document was replaced or removed since is shown as it was quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rendered import Rendered

from assistant import Assistant
from ui.chat.session import Session
from ui.events import Events
from ui.strings import ZH

TALK = "关于抢修工作的讲话\n（2021年7月6日）\n李国强\n\n{text}\n"
ASKED = "泵站维修了几座？"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as opened:
        opened.add_text(TALK.format(text="泵站一共维修了八座。\n道路由各乡自修。"), "泵站.txt")
        opened.add_text(TALK.format(text="路灯都换新的。"), "路灯.txt")
        yield opened


def test_what_is_kept_of_a_removed_document_is_shown_and_marked(assistant: Assistant) -> None:
    events = Events(assistant, "zh")
    session = events.ask(ASKED, Session("me")).session
    quote = session.turns[0].answer.quotes[0]
    assistant.remove("泵站.txt")
    page = events.cite(1, quote.marker, session)
    shown = Rendered(page.source or "")
    (mark, *_) = shown.all("mark", "quoted")
    assert mark["data-quote"] == f"1-{quote.marker}" and quote.text in shown.text
    assert ZH.panel.quote_changed in shown.text and quote.citation in shown.text
    assert "路灯" not in shown.text and not page.notice
    (article,) = shown.all("article")
    assert "data-document" not in article  # nothing else of it can be looked at
    assert page.session == session


def test_of_a_replaced_document_the_words_quoted_are_shown_too(assistant: Assistant) -> None:
    events = Events(assistant, "zh")
    session = events.ask(ASKED, Session("me")).session
    new = TALK.format(text="泵站的事另行通知，一共多少座还要再查。")
    assistant.add_text(new, "泵站.txt", replace=True)
    shown = Rendered(events.cite(1, 1, session).source or "")
    assert "泵站一共维修了八座。" in shown.text and "另行通知" not in shown.text


def test_where_the_words_still_stand_the_document_opens(assistant: Assistant) -> None:
    events = Events(assistant, "zh")
    session = events.ask(ASKED, Session("me")).session
    assistant.remove("路灯.txt")
    shown = Rendered(events.cite(1, 1, session).source or "")
    assert "道路由各乡自修" in shown.text and ZH.panel.quote_changed not in shown.text
