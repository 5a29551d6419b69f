"""The source beside the conversation, in headless Chromium."""

from __future__ import annotations

import re

import browser as b
import pytest
from keys import focused
from playwright.sync_api import Page, expect

from assistant import Assistant
from ui.strings import ZH

PROBLEMS = "存在哪些突出问题？"


def test_the_reader_steps_through_the_quotations(
    page: Page, site: str, assistant: Assistant
) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    quotes = assistant.ask(PROBLEMS).quotes
    expect(page.locator(".count")).to_have_text("1/4")
    page.get_by_role("button", name=ZH.next).click()
    assert b.active(page) == quotes[1].text
    page.get_by_role("button", name=ZH.previous).click()
    page.get_by_role("button", name=ZH.previous).click()
    assert b.active(page) == quotes[3].text


def test_a_masked_word_is_read_beside_the_text_and_never_copied(page: Page, site: str) -> None:
    b.opened(page, site)
    masked = page.locator("#source .masked").first
    reading = "e => getComputedStyle(e, '::after').content"
    assert "党" in masked.evaluate(reading)
    selected = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('#p-8'));"
        " return getSelection().toString(); }"
    )
    assert selected.startswith("X的十八大以来")
    switch = page.get_by_role("button", name=ZH.restored)
    switch.click()
    assert masked.evaluate(reading) == "none"
    expect(switch).to_have_attribute("aria-pressed", "false")
    masked.focus()
    assert "党" in masked.evaluate(reading)
    switch.click()


def test_the_reader_follows_the_document(page: Page, shelf: str, collection: Assistant) -> None:
    b.ask(b.opened(page, shelf), PROBLEMS)
    b.ask(page, "防汛准备有哪三点？")
    chooser = page.get_by_role("combobox", name=ZH.document)
    expect(chooser).to_have_value("<u>防汛</u> & ${x}.md")
    page.locator('.cite[data-quote="1-2"]').click()
    expect(chooser).to_have_value("changchun_2018.txt")
    assert b.active(page) == collection.ask(PROBLEMS).quotes[1].text
    chooser.select_option("<u>防汛</u> & ${x}.md")
    expect(page.locator("#source .document")).to_have_attribute(
        "data-document", "<u>防汛</u> & ${x}.md"
    )


def test_on_a_phone_the_source_is_a_sheet(phone: Page, assistant: Assistant) -> None:
    turn = b.ask(phone, PROBLEMS)
    expect(phone.locator("#source")).not_to_be_visible()
    turn.locator(".cite").nth(1).tap()
    assert b.active(phone) == assistant.ask(PROBLEMS).quotes[1].text
    expect(phone.locator("mark.active").first).to_be_in_viewport()
    phone.get_by_role("button", name=ZH.back).tap()
    expect(phone.locator("#source")).not_to_be_visible()
    expect(turn.locator(".cite").nth(1)).to_be_focused()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.get_by_role("button", name=ZH.open_source, exact=True).tap()
    expect(phone.locator("#source")).to_be_visible()


def test_a_paragraph_number_copies_its_citation_and_a_link_that_opens_again(
    page: Page, site: str
) -> None:
    b.opened(page, site)
    page.locator(".number").nth(1).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("《") and copied.endswith("开头 第2段")
    page.get_by_role("button", name=ZH.panel.link).click()
    expect(page.locator(".told")).to_have_text(ZH.panel.link_copied)
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    target = page.locator("#source .target")
    expect(target).to_contain_text("X的十八大以来")
    expect(target).to_be_in_viewport()
    page.goto(f"{site}zh/?text=../../etc/passwd&p=1")
    expect(page.get_by_role("alert")).to_have_text(ZH.panel.link_unknown)


def test_a_link_to_a_replaced_text_says_so(page: Page, shelf: str, collection: Assistant) -> None:
    collection.add_text("关于供水工作的讲话\n水压要稳定。\n", "water.txt")
    sha = next(d.sha256 for d in collection.documents() if d.name == "water.txt")
    collection.add_text("关于供水工作的讲话\n水质要达标。\n", "water.txt", replace=True)
    page.goto(f"{shelf}zh/?text={sha[:16]}&p=2")
    expect(page.locator("#source .changed")).to_have_text(ZH.panel.link_replaced)
    expect(page.locator("#source .target")).to_have_text("水质要达标。")
    collection.remove("water.txt")


def test_the_source_is_searched_and_its_headings_lead_to_their_place(page: Page, site: str) -> None:
    b.opened(page, site)
    page.get_by_label(ZH.panel.find_within).fill("网络安全")
    expect(page.locator("#matches")).to_have_text(re.compile(r"^1/\d+$"))
    page.keyboard.press("Enter")
    expect(page.locator("#matches")).to_have_text(re.compile(r"^2/\d+$"))
    assert page.evaluate("[...CSS.highlights.get('found-active')].map(String)") == ["网络安全"]
    page.get_by_label(ZH.panel.find_within).fill("")
    page.locator(".outline summary").click()
    page.locator(".outline a").last.click()
    expect(page.locator("#p-13")).to_be_focused()
    expect(page.locator("#p-13")).to_be_in_viewport()


def test_the_type_of_the_source_grows_and_shrinks(page: Page, site: str) -> None:
    b.opened(page, site)
    size = "getComputedStyle(document.querySelector('#source .document')).fontSize"
    before = page.evaluate(size)
    page.get_by_role("button", name=ZH.panel.larger).click()
    assert float(page.evaluate(size)[:-2]) == float(before[:-2]) + 1
    page.get_by_role("button", name=ZH.panel.smaller).click()
    assert page.evaluate(size) == before


@pytest.mark.parametrize("width", [360, 640, 1000])
def test_the_sheet_takes_the_focus_keeps_it_and_gives_it_back(
    page: Page, site: str, width: int
) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    page.set_viewport_size({"width": width, "height": 800})
    try:
        citation = page.locator("#turn-1 .cite").first
        citation.focus()
        page.keyboard.press("Enter")
        focused(page, "#source mark.active")
        inside = "document.querySelector('#reader').contains(document.activeElement)"
        for key in ("Tab", "Shift+Tab"):
            passed = set()
            for _ in range(80):
                page.keyboard.press(key)
                assert page.evaluate(inside)
                passed.add(page.evaluate("document.activeElement.className"))
            assert any("back" in name.split() for name in passed)  # once round
        page.keyboard.press("Escape")
        expect(citation).to_be_focused()
    finally:
        page.set_viewport_size({"width": 1280, "height": 800})
