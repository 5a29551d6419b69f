"""A server that is busy or out of reach, in headless Chromium: what is told, and that no question is lost."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from typing import Any

import browser as b
import pytest
from playwright.sync_api import Browser, Page, expect
from visits import Visit

from assistant import Assistant
from ui import server
from ui.strings import EN, ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

PROBLEMS = "存在哪些突出问题？"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        outside = b.strangers(page)
        yield page
        assert outside == []


def press(page: Page, question: str) -> None:
    b.box(page).fill(question)
    b.box(page).press("Enter")


def assert_not_told_by_gradio(page: Page) -> None:
    message = page.locator(".toast-body").first
    message.wait_for(state="attached")
    assert message.is_hidden()


def test_a_full_queue_is_told_and_tried_again_until_there_is_room(
    page: Page, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, go_on, ask = threading.Semaphore(0), threading.Event(), Assistant.ask

    def slow(self: Assistant, question: str, **options: Any) -> Any:
        if (
            question != PROBLEMS and "history" in options
        ):  # one that is only tried, to be offered, has none
            asking.release()
            go_on.wait(30)
        return ask(self, question, **options)

    monkeypatch.setattr(server, "_CONCURRENT", 1)
    monkeypatch.setattr(server, "_QUEUE", 1)
    monkeypatch.setattr(Assistant, "ask", slow)
    with b.served(assistant) as url, Visit(url) as running, Visit(url) as waiting:
        b.opened(page, url)
        sent = [running.begin("取得了哪些成绩？")]
        asking.acquire()
        sent.append(waiting.begin("取得了哪些成绩？"))
        press(page, PROBLEMS)
        expect(page.get_by_role("alert")).to_have_text(ZH.connection.busy)
        go_on.set()
        page.locator("#turn-1").wait_for()
        expect(page.locator("#trouble")).to_be_hidden()
        answers = [visit.answer(id_) for visit, id_ in zip((running, waiting), sent, strict=True)]
    assert all(answer.quotes for answer in answers)


@pytest.mark.parametrize(("path", "words"), [("zh/", ZH), ("en/", EN)])
def test_a_question_that_finds_no_room_stays_in_the_box(
    page: Page, site: str, path: str, words: Any
) -> None:
    b.opened(page, site + path)
    page.route("**/queue/join*", lambda route: route.fulfill(status=503, json={"detail": "full"}))
    press(page, PROBLEMS)
    expect(page.get_by_role("alert")).to_have_text(words.connection.full, timeout=15_000)
    expect(b.box(page)).to_have_value(PROBLEMS)
    assert_not_told_by_gradio(page)
    page.unroute_all()
    b.box(page).press("Enter")
    page.locator("#turn-1").wait_for()
    expect(page.locator("#trouble")).to_be_hidden()


@pytest.mark.parametrize(("path", "words"), [("zh/", ZH), ("en/", EN)])
@pytest.mark.parametrize("broken", ["join", "data"])
def test_a_lost_server_is_told_and_the_question_is_there_when_it_is_back(
    page: Page, site: str, path: str, words: Any, broken: str
) -> None:
    b.opened(page, site + path)
    for address in (f"**/queue/{broken}*", "**/app_id"):
        page.route(address, lambda route: route.abort())
    press(page, PROBLEMS)
    expect(page.get_by_role("alert")).to_have_text(words.connection.lost)
    assert_not_told_by_gradio(page)
    with page.expect_navigation():
        page.unroute_all()
    expect(page.locator("#trouble")).to_be_hidden()
    page.locator("#bar .tools").wait_for()
    if broken == "data":  # it had been sent: it is there, with its answer or until that is there
        expect(page.locator("#turn-1 .question")).to_have_text(PROBLEMS)
        expect(b.box(page)).to_have_value("")
    else:
        expect(b.box(page)).to_have_value(PROBLEMS)
        b.box(page).press("Enter")
    page.locator("#turn-1:not(.waiting)").wait_for()


# What comes over the stream of answers is read so late that the page takes it for open when it has ended.
_LATE = """() => {
  const real = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const response = await real(...request);
    if (!String(request[0]?.url ?? request[0]).includes("/queue/data")) return response;
    const late = new TransformStream({
      transform: async (chunk, to) => { await new Promise((go) => setTimeout(go, 400)); to.enqueue(chunk); },
    });
    return new Response(response.body.pipeThrough(late), { headers: response.headers });
  };
}"""


def test_a_question_sent_as_the_stream_of_answers_ends_is_answered(page: Page, site: str) -> None:
    page.add_init_script(f"({_LATE})()")
    b.opened(page, site)
    page.wait_for_timeout(1500)  # until nothing is awaited any more
    page.locator("[data-v-kind=history]").click()
    page.wait_for_timeout(300)  # the server has answered and closed, which is not read yet
    page.evaluate(
        "question => document.dispatchEvent(new CustomEvent('act',"
        " { detail: { name: 'ask', data: { question } } }))",
        PROBLEMS,
    )
    expect(page.locator("#turn-1 .question")).to_have_text(PROBLEMS)


def test_what_waits_for_an_answer_that_cannot_be_had_is_sent(page: Page, site: str) -> None:
    b.opened(page, site)
    page.route("**/queue/data*", lambda route: route.fulfill(status=500), times=1)
    sent = itertools.count(1)
    with page.expect_request(
        lambda r: '"refresh"' in (r.post_data or "") and next(sent) == 2, timeout=10_000
    ):
        page.evaluate(
            """for (const name of ["refresh", "refresh"])
                 document.dispatchEvent(new CustomEvent("act", { detail: { name } }));"""
        )
