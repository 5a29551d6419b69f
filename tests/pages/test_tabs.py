"""Several tabs on one conversation, and what a reload finds again, in headless Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import browser as b
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant import Assistant
from ui.strings import ZH

PROBLEMS, RESULTS = "存在哪些突出问题？", "取得了哪些成效？"
GROUPS, SECOND = "成立了哪些组织？", "第二个呢？"
WORDS = ZH.panel


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor of one's own."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN") as context:
        context.set_default_timeout(8000)
        yield context


def tab(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.locator("#bar .tools").wait_for()
    return page


def shown(page: Page) -> list[str]:
    return page.locator(".turn .question").all_text_contents()


def history(page: Page) -> list[str]:
    """The names of the kept conversations and how many questions each has."""
    page.get_by_role("button", name=WORDS.history).click()
    page.locator("#panel .panel").wait_for()
    names = page.locator(".kept .open").all_text_contents()
    counts = page.locator(".kept .facts span").all_text_contents()
    page.keyboard.press("Escape")
    return [f"{n} {c}" for n, c in zip(names, counts, strict=True)]


def delete(page: Page) -> None:
    """The first conversation of the history."""
    page.get_by_role("button", name=WORDS.history).click()
    first = page.locator(".kept > li").first
    first.get_by_role("button", name=WORDS.delete).click()
    first.get_by_role("button", name=WORDS.delete_sure).click()
    expect(page.get_by_role("alert")).to_have_text(WORDS.deleted)
    page.keyboard.press("Escape")


def test_what_one_tab_asks_deletes_nothing_of_another(context: BrowserContext, site: str) -> None:
    one = tab(context, site)
    b.ask(one, PROBLEMS)
    two = tab(context, site)
    assert shown(two) == [PROBLEMS]
    b.ask(two, RESULTS)
    b.ask(two, GROUPS)
    b.ask(one, SECOND)
    expect(one.get_by_role("alert")).to_have_text(WORDS.continued_own)
    assert shown(one) == [PROBLEMS, SECOND]
    two.reload()
    two.locator("#turn-3").wait_for()
    assert shown(two) == [PROBLEMS, RESULTS, GROUPS]
    one.reload()
    one.locator("#turn-2").wait_for()
    assert shown(one) == [PROBLEMS, SECOND]
    assert history(one) == [f"{PROBLEMS} 2 问", f"{PROBLEMS} 3 问"]


def test_a_conversation_deleted_in_one_tab_stays_deleted(
    context: BrowserContext, site: str
) -> None:
    one = tab(context, site)
    b.ask(one, PROBLEMS)
    two = tab(context, site)
    assert shown(two) == [PROBLEMS]
    delete(one)
    b.box(two).fill(RESULTS)
    b.box(two).press("Enter")
    expect(two.get_by_role("alert")).to_have_text(WORDS.deleted_elsewhere)
    assert shown(two) == [RESULTS]
    assert history(two) == [f"{RESULTS} 1 问"]
    two.reload()
    two.locator("#turn-1").wait_for()
    assert shown(two) == [RESULTS]


@contextmanager
def slowly(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Questions are answered once the event is set."""
    go_on, ask = threading.Event(), Assistant.ask

    def slow(self: Assistant, *args: Any, **options: Any) -> Any:
        go_on.wait(30)
        return ask(self, *args, **options)

    monkeypatch.setattr(Assistant, "ask", slow)
    try:
        yield go_on
    finally:
        go_on.set()


def test_a_reload_right_after_asking_shows_the_question_and_then_its_answer(
    context: BrowserContext,
    site: str,
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = tab(context, site)
    with slowly(assistant, monkeypatch) as go_on:
        b.box(page).fill(PROBLEMS)
        b.box(page).press("Enter")
        page.wait_for_timeout(500)
        page.reload()
        expect(page.locator(".turn.waiting .question")).to_have_text(PROBLEMS)
        expect(page.locator(".turn.waiting")).to_contain_text(ZH.unanswered)
        expect(b.box(page)).to_have_value("")
        assert b.violations(page) == []
        go_on.set()
        expect(page.locator("#turn-1 .verbatim").first).to_be_visible(timeout=15_000)
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".waiting")).to_have_count(0)
    assert history(page) == [f"{PROBLEMS} 1 问"]


def test_a_question_that_waits_is_asked_again_or_taken_back(
    context: BrowserContext, site: str, assistant: Assistant
) -> None:
    page = tab(context, site)
    b.ask(page, PROBLEMS)
    (owner,) = _owners(assistant)
    kept = assistant.conversations.last(owner)
    left = assistant.conversations.keep(
        owner, kept.id, kept.turns, kept.filter, seen=kept.version, asked=[RESULTS]
    )
    page.reload()
    page.get_by_role("button", name=ZH.undo).click()
    expect(b.box(page)).to_have_value(RESULTS)
    assert shown(page) == [PROBLEMS]
    kept = assistant.conversations.last(owner)
    assert kept.version > left
    assistant.conversations.keep(
        owner, kept.id, kept.turns, kept.filter, seen=kept.version, asked=[RESULTS]
    )
    page.reload()
    page.get_by_role("button", name=ZH.retry).click()
    expect(page.locator("#turn-2 .verbatim").first).to_be_visible()
    assert shown(page) == [PROBLEMS, RESULTS]


def _owners(assistant: Assistant) -> list[str]:
    """The visitor who wrote last."""
    with assistant.conversations._connections.connection() as db:
        rows = db.execute("SELECT owner FROM conversations ORDER BY updated_at DESC LIMIT 1")
        return [row[0] for row in rows]


def test_what_is_being_typed_survives_a_reload_of_its_tab_alone(
    context: BrowserContext, site: str
) -> None:
    page = tab(context, site)
    b.ask(page, PROBLEMS)
    b.box(page).fill("还没有写完的")
    page.reload()
    expect(b.box(page)).to_have_value("还没有写完的")
    page.get_by_role("link", name=ZH.other_language).click()
    expect(b.box(page)).to_have_value("还没有写完的")
    expect(b.box(tab(context, site))).to_have_value("")
    b.ask(page, RESULTS)
    page.reload()
    page.locator("#turn-2").wait_for()
    page.wait_for_timeout(300)
    expect(b.box(page)).to_have_value("")


def test_a_question_that_never_left_is_in_the_box_after_a_reload(
    context: BrowserContext, site: str
) -> None:
    page = tab(context, site)
    page.route("**/queue/join*", lambda route: None, times=1)  # never arrives
    b.box(page).fill(PROBLEMS)
    b.box(page).press("Enter")
    page.wait_for_timeout(300)
    page.reload()
    page.locator("#bar .tools").wait_for()
    expect(b.box(page)).to_have_value(PROBLEMS)
    expect(page.locator(".turn")).to_have_count(0)
