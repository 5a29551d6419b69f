"""Asking, answers, and what can be done with them, in headless Chromium."""

from __future__ import annotations

import re

import browser as b
from playwright.sync_api import Page, Route, expect

from assistant import Assistant
from ui.strings import ZH

PROBLEMS = "存在哪些突出问题？"


def test_a_citation_leads_to_the_exact_sentence(
    page: Page, site: str, assistant: Assistant
) -> None:
    turn = b.ask(b.opened(page, site), PROBLEMS)
    quotes = assistant.ask(PROBLEMS).quotes
    text = assistant.text("changchun_2018.txt")
    assert turn.locator(".verbatim").all_text_contents() == [q.text for q in quotes]
    expect(turn.locator(".searched")).to_have_text(re.compile(r"^检索 1 篇 · 14 段 · [\d,]+ 毫秒$"))
    for quote in quotes:
        turn.get_by_role("link", name=f"[{quote.marker}]").click()
        assert b.active(page) == text[quote.start : quote.end]
        expect(page.locator("mark.active").first).to_be_focused()
        expect(page.locator("mark.active").first).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(turn.locator(f'.cite[data-quote="1-{quote.marker}"]')).to_be_focused()


def test_the_keyboard_is_enough(page: Page, site: str, assistant: Assistant) -> None:
    b.opened(page, site)
    expect(b.box(page)).to_be_focused()
    page.keyboard.type(PROBLEMS)
    page.keyboard.press("Enter")
    page.locator(".turn").wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.cite[data-quote=\"1-3\"]')"):
            break
    page.keyboard.press("Enter")
    assert b.active(page) == assistant.ask(PROBLEMS).quotes[2].text
    page.keyboard.press("Escape")
    expect(page.locator('.cite[data-quote="1-3"]')).to_be_focused()
    page.keyboard.press("/")
    expect(b.box(page)).to_be_focused()
    page.locator("[data-v-kind=history]").click()
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#panel")).not_to_be_visible()
    expect(b.box(page)).to_be_focused()


def test_a_starter_is_asked_by_a_click(page: Page, site: str) -> None:
    starter = b.opened(page, site).locator(".starter").first
    question = starter.text_content()
    starter.click()
    expect(page.locator("#turn-1 .question")).to_have_text(question or "")


def test_a_question_that_is_pressed_twice_is_asked_once(page: Page, site: str) -> None:
    def delayed(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    for slow in (False, True):
        if slow:
            page.route("**/gradio_api/queue/join*", delayed)
        b.opened(page, site).locator(".starter").first.dblclick()
        page.locator("#turn-1").wait_for()
        b.box(page).fill(PROBLEMS)
        b.box(page).press("Enter")
        b.box(page).press("Enter")
        page.locator("#turn-2").wait_for()
        b.box(page).fill("取得了哪些成绩？")
        page.get_by_role("button", name=ZH.ask, exact=True).dblclick()
        page.locator("#turn-3").wait_for()
        page.wait_for_timeout(1000)  # in which a second answer would come
        expect(page.locator(".turn")).to_have_count(3)
        expect(page.get_by_role("alert")).to_have_count(0)
        page.unroute_all(behavior="wait")


def test_a_follow_up_shows_how_it_was_understood(
    page: Page, site: str, assistant: Assistant
) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    turn = b.ask(page, "第二个呢？")
    understood = assistant.ask("第二个呢？", [PROBLEMS])
    assert turn.locator(".verbatim").all_text_contents() == [q.text for q in understood.quotes]
    chip = turn.locator(".understood summary")
    expect(chip).to_have_text(ZH.understood.format(understood.standalone_question))
    chip.click()
    field = turn.get_by_label(ZH.understood_edit).last
    expect(field).to_have_value(understood.standalone_question)
    field.fill("存在哪些突出问题，第三个呢？")
    field.press("Enter")
    third = assistant.ask("存在哪些突出问题，第三个呢？")
    expect(page.locator("#turn-2 .verbatim")).to_have_text([q.text for q in third.quotes])
    expect(page.locator(".turn")).to_have_count(2)


def test_an_earlier_question_is_edited_and_later_ones_follow(page: Page, site: str) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    b.ask(page, "第二个呢？")
    first = page.locator("#turn-1")
    first.locator(".edit summary").click()
    first.locator(".edit input[name=question]").fill("取得了哪些成效？")
    first.locator(".edit").get_by_role("button", name=ZH.panel.edit_ask).click()
    expect(first.locator(".question")).to_have_text("取得了哪些成效？")
    expect(page.locator("#turn-2 .understood summary")).to_contain_text("成效")
    page.get_by_role("button", name=ZH.undo).click()
    expect(first.locator(".question")).to_have_text(PROBLEMS)


def test_what_may_be_asked_next_is_offered(page: Page, site: str) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    offered = page.locator(".next .starter")
    question = offered.first.text_content()
    assert question != PROBLEMS
    offered.first.click()
    expect(page.locator("#turn-2 .question")).to_have_text(question or "")
    expect(page.locator("#turn-2")).to_have_class(re.compile("answered"))


def test_not_found_offers_what_is_near(page: Page, site: str, assistant: Assistant) -> None:
    turn = b.ask(b.opened(page, site), b.unanswered(assistant))
    expect(turn).to_have_class(re.compile("not-found"))
    expect(turn.locator("h3")).to_have_text(ZH.nearest)
    turn.locator(".cite").first.click()
    assert b.active(page) == turn.locator(".verbatim").first.text_content()


def test_a_quotation_is_checked(page: Page, site: str) -> None:
    asked = "没有网络安全就没有社会安全"
    turn = b.ask(b.opened(page, site), f"讲话里说过“{asked}”吗？")
    expect(turn.locator(".verdict")).to_have_text(ZH.check_altered)
    expect(turn.locator(".differences del").first).to_be_visible()
    turn = b.ask(page, "讲话里说过“没有信息化就没有现代化”吗？")
    expect(turn.locator(".verdict")).to_have_text(ZH.check_exact)


def test_questions_are_repeated_taken_back_and_cleared(page: Page, site: str) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    b.ask(page, "第二个呢？")
    page.get_by_role("button", name=ZH.retry).click()
    expect(page.locator(".turn")).to_have_count(2)
    for _ in range(2):  # what was asked again, then the question itself
        page.get_by_role("button", name=ZH.undo).click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(b.box(page)).to_have_value("第二个呢？")
    b.cleared(page)


def test_what_is_pressed_while_something_is_worked_on_is_done_after_it(
    page: Page, site: str
) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    b.ask(page, "取得了哪些成绩？")
    b.ask(page, "第二个呢？")
    page.evaluate(
        """for (const name of ["retry", "undo", "undo", "undo"])
             document.dispatchEvent(new CustomEvent("act", { detail: { name } }));"""
    )
    expect(page.locator(".turn")).to_have_count(1)
    expect(b.box(page)).to_have_value("取得了哪些成绩？")


def test_a_question_that_cannot_be_asked_gets_a_sentence(page: Page, site: str) -> None:
    b.opened(page, site)
    page.get_by_role("button", name=ZH.ask).click()
    expect(page.get_by_role("alert")).to_contain_text("问题")
    b.box(page).fill("问" * 5000)
    b.box(page).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("5,000")
    expect(b.box(page)).to_have_value("问" * 5000)
    b.ask(page, PROBLEMS)
    expect(page.get_by_role("alert")).to_have_count(0)
