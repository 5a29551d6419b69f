"""The pages of a PDF over the text taken from it, in headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import browser as b
import pytest
from files import paragraph, pdf
from playwright.sync_api import Browser, Locator, Page, expect

from assistant import Assistant
from ui.strings import EN, ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

if TYPE_CHECKING:
    from .conftest import Tab

WORDS = ZH.facsimile
TEXTS = (
    "这一年，全省粮食产量稳中有升，农民收入持续增长，乡村面貌焕然一新。",
    "下一步，要加快修复老旧水库，疏浚河道，备足防汛物资，确保安全度汛。",
    "同时，要办好社区食堂，让老年人在家门口吃上热饭，解决子女后顾之忧。",
)
FLOOD = "防汛要做哪些准备？"
OPENER = "#toolbar [data-facsimile]:not(.toast *)"
NO_PICTURES = """() => {
  kept = fetch;
  fetch = (what, ...how) =>
    /source\\/\\w+\\/page/.test(what?.url ?? what) ? Promise.reject(new TypeError()) : kept(what, ...how);
}"""
"""What else the page asks for goes on."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, tab: Tab) -> Iterator[str]:
    """Two PDFs, of which the first was kept."""
    folder = tmp_path_factory.mktemp("pages")
    with Assistant.open(folder / "library") as opened:
        for document in opened.documents():
            opened.remove(document.name)
        opened.add(pdf(folder / "a.pdf", [paragraph(t) for t in TEXTS]))
        texts = [f"另据了解，{t}" for t in TEXTS[:2]]
        opened.add(pdf(folder / "b.pdf", [paragraph(t) for t in texts]), keep_files=False)
        with b.served(opened) as url:
            yield url
            tab.page.goto("about:blank")  # it would go on asking


def read(page: Page, name: str) -> None:
    page.locator("#chooser").select_option(name)
    expect(page.locator("#source .document")).to_have_attribute("data-document", name)


def picture(page: Page) -> Locator:
    """The image of a page, once all of it is there."""
    shown = page.locator("#facsimile img")
    shown.wait_for()
    assert shown.evaluate("e => e.complete && e.naturalWidth") == 1400
    return shown


def test_the_page_of_a_quotation_is_shown_over_the_text_and_escape_returns(
    page: Page, reports: str
) -> None:
    b.opened(page, reports)
    read(page, "a.pdf")
    expect(page.locator("#source .extracted")).to_contain_text(WORDS.extracted)
    b.ask(page, FLOOD)
    page.locator(".cite").first.click()
    assert "防汛物资" in b.active(page)
    page.locator(OPENER).click()
    which = page.locator("#facsimile .which")
    expect(which).to_have_text(WORDS.page_of.replace("{}", "2", 1).replace("{}", "3", 1))
    expect(which).to_be_focused()
    first = picture(page).get_attribute("src")
    expect(picture(page)).to_have_attribute("alt", WORDS.image.format(2))
    page.keyboard.press("ArrowRight")
    expect(which).to_contain_text("3")
    expect(page.locator("#facsimile img")).not_to_have_attribute("src", first or "")
    expect(page.get_by_role("button", name=WORDS.next, exact=True)).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.locator("#facsimile")).not_to_be_visible()
    expect(page.locator(OPENER)).to_be_focused()
    expect(page.locator("mark.active").first).to_be_in_viewport()


def test_a_paragraph_and_the_start_of_a_page_lead_to_their_page(page: Page, reports: str) -> None:
    b.opened(page, reports)
    read(page, "a.pdf")
    marks = page.locator("#source .turned button")
    assert marks.evaluate_all("all => all.map(e => e.dataset.label)") == ["第 2 页", "第 3 页"]
    selected = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('.document'));"
        " return getSelection().toString(); }"
    )
    assert TEXTS[2] in selected and "第 3 页" not in selected
    marks.nth(1).click()
    expect(page.locator("#facsimile .which")).to_contain_text("3")
    page.get_by_role("button", name=ZH.panel.close, exact=True).click()
    expect(marks.nth(1)).to_be_focused()
    page.locator(".number").nth(1).click()
    page.locator(".toast [data-facsimile]").click()
    expect(page.locator("#facsimile .which")).to_contain_text("2")
    picture(page)
    page.keyboard.press("Escape")


def test_a_citation_followed_meanwhile_shows_the_text(page: Page, reports: str) -> None:
    b.opened(page, reports)
    read(page, "a.pdf")
    b.ask(page, FLOOD)
    page.locator(OPENER).click()
    picture(page)
    page.locator(".cite").first.click()
    expect(page.locator("#facsimile")).not_to_be_visible()
    expect(page.locator("mark.active").first).to_be_in_viewport()


def test_where_no_original_was_kept_the_page_is_named_and_not_offered(
    page: Page, reports: str
) -> None:
    b.opened(page, reports)
    read(page, "b.pdf")
    expect(page.locator("#source .extracted")).to_contain_text(WORDS.unkept)
    expect(page.locator("#source .turned")).to_have_count(1)
    expect(page.locator("#source .turned button")).to_have_count(0)
    expect(page.locator(OPENER)).not_to_be_visible()
    page.locator(".number").first.click()
    expect(page.locator(".toast [data-facsimile]")).not_to_be_visible()


def test_a_page_that_cannot_be_had_is_told(page: Page, reports: str) -> None:
    b.opened(page, reports)
    read(page, "a.pdf")
    page.evaluate(NO_PICTURES)
    page.locator(OPENER).click()
    expect(page.locator("#facsimile .state")).to_have_text(WORDS.failed)
    page.evaluate("() => { fetch = kept; }")
    page.get_by_role("button", name=WORDS.next, exact=True).click()
    picture(page)
    expect(page.locator("#facsimile .state")).to_be_empty()
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("path", "foreign"), [("zh/", r"[A-Za-z]{2,}"), ("en/", "[㐀-鿿]")], ids=["zh", "en"]
)
def test_the_page_is_worded_and_can_be_read_by_everybody(
    page: Page, reports: str, path: str, foreign: str
) -> None:
    b.opened(page, reports + path)
    read(page, "a.pdf")
    for _ in range(2):
        page.wait_for_timeout(1000)  # what fades when the theme changes has to end first
        assert page.evaluate(b.LOW_CONTRAST) == []
        page.locator(OPENER).click()
        picture(page)
        assert page.evaluate(b.LOW_CONTRAST) == []
        assert b.violations(page) == []
        words = [w.replace("PDF", "") for w in page.evaluate(b.WORDS)]
        assert [w for w in words if re.search(foreign, w)] == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile(f"{ZH.theme}|{EN.theme}")).click()


def test_on_a_phone_the_page_is_a_sheet(browser: Browser, reports: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    phone = b.opened(context.new_page(), reports)
    b.ask(phone, FLOOD).locator(".cite").first.tap()
    phone.locator(OPENER).tap()
    shown = picture(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    fits = shown.bounding_box()
    phone.get_by_role("button", name=WORDS.enlarge).tap()
    large = shown.bounding_box()
    assert fits and large and fits["width"] < 390 < large["width"]
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.get_by_role("button", name=ZH.panel.close, exact=True).tap()
    expect(phone.locator("mark.active").first).to_be_in_viewport()
    context.close()
