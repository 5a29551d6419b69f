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


def test_on_a_phone_back_closes_the_sheet_and_forward_opens_it(phone: Page, site: str) -> None:
    turn = b.ask(phone, PROBLEMS)
    source, home = phone.locator("#source"), phone.url
    length = phone.evaluate("history.length")
    for _ in range(2):
        turn.locator(".cite").nth(1).tap()
        expect(source).to_be_visible()
        phone.go_back()
        expect(source).not_to_be_visible()
        expect(turn.locator(".cite").nth(1)).to_be_focused()
        assert phone.url == home
    phone.go_forward()
    expect(source).to_be_visible()
    phone.get_by_role("button", name=ZH.back).tap()
    expect(source).not_to_be_visible()
    phone.wait_for_function(
        "!history.state?.sheet"
    )  # closed by hand, it leaves nothing to go back to
    assert phone.evaluate("history.length") == length + 1
    turn.locator(".cite").first.tap()
    phone.get_by_role("link", name=ZH.library.library).tap()
    expect(phone.locator("#library-list h2")).to_be_visible()
    phone.go_back()
    expect(source).to_be_visible()
    phone.go_back()
    expect(source).not_to_be_visible()
    expect(turn).to_be_visible()


def test_on_a_phone_back_closes_the_source_beside_the_tools(phone: Page, site: str) -> None:
    phone.goto(f"{site}zh/#trace")
    phone.locator("#tool-trace [name=wordings]").fill("网络安全")
    phone.locator("#tool-trace [type=submit]").tap()
    phone.locator("#tool-trace .line-of").first.tap()
    expect(phone.locator("#source mark.active")).to_be_in_viewport()
    phone.go_back()
    expect(phone.locator("#source")).not_to_be_visible()
    expect(phone.locator("#tool-trace .line-of").first).to_be_focused()
    assert "#trace" in phone.url


def test_on_a_phone_a_document_of_the_library_opens_as_a_sheet(phone: Page, site: str) -> None:
    phone.goto(f"{site}zh/#library")
    phone.locator(".documents .name").first.tap()
    phone.locator("[data-read]").tap()
    expect(phone.locator("#source")).to_be_visible()
    phone.go_back()
    expect(phone.locator("#source")).not_to_be_visible()


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


TOP = """() => {
  const top = document.querySelector("#source").getBoundingClientRect().top;
  const seen = [...document.querySelectorAll("#source .document > *")].find(
    (p) => p.getBoundingClientRect().bottom > top);
  const box = seen.getBoundingClientRect();
  return [seen.id, (top - box.top) / box.height];
}"""


def test_another_type_size_keeps_the_place_that_is_read(page: Page, site: str) -> None:
    b.opened(page, site)
    pane = page.locator("#source")
    pane.evaluate("pane => pane.scrollTo({ top: 900, behavior: 'instant' })")
    before = page.evaluate(TOP)
    for name, times in ((ZH.panel.larger, 6), (ZH.panel.smaller, 6)):
        for _ in range(times):
            page.get_by_role("button", name=name).click()
        after = page.evaluate(TOP)
        assert after[0] == before[0]
        assert after[1] == pytest.approx(before[1], abs=0.1)


def test_another_type_size_keeps_a_quotation_in_sight_where_it_is(page: Page, site: str) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    mark = page.locator("mark.active").first
    expect(mark).to_be_in_viewport()
    page.wait_for_timeout(600)  # the way there has to end first
    before = mark.bounding_box()
    for name, times in ((ZH.panel.larger, 5), (ZH.panel.smaller, 5)):
        for _ in range(times):
            page.get_by_role("button", name=name).click()
        after = mark.bounding_box()
        assert before and after and after["y"] == pytest.approx(before["y"], abs=3)


def test_a_quotation_of_a_removed_document_shows_what_is_kept_of_it(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    assistant.add_text("关于抢修工作的讲话\n泵站一共维修了八座。\n道路由各乡自修。\n", "泵站.txt")
    assistant.add_text("关于照明工作的讲话\n路灯都换新的。\n", "路灯.txt")
    turn = b.ask(b.opened(page, url), "泵站维修了几座？")
    page.locator("#chooser").select_option("路灯.txt")
    expect(page.locator("#source .document")).to_contain_text("路灯都换新的")
    assistant.remove("泵站.txt")
    turn.locator(".cite").first.click()
    expect(page.locator("#source .changed")).to_have_text(ZH.panel.quote_changed)
    assert b.active(page) == "泵站一共维修了八座。"
    expect(page.locator("mark.active")).to_be_focused()
    expect(page.get_by_label(ZH.panel.find_within)).to_be_disabled()
    assert b.violations(page) == []
    page.locator("#chooser").select_option("路灯.txt")
    expect(page.locator("#source .document")).to_contain_text("路灯都换新的")
    expect(page.get_by_label(ZH.panel.find_within)).to_be_enabled()


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
