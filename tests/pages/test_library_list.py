"""The list of documents is drawn anew while somebody is at work in it, and takes nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from own_library import TALK, in_library, own_tab
from playwright.sync_api import Browser, Locator, Page, Route, expect

from assistant import Assistant
from ui.strings import ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

WORDS = ZH.library
ARRIVE = "document.dispatchEvent(new Event('place-shown'))"


@pytest.fixture
def page(browser: Browser, own: tuple[str, Assistant]) -> Iterator[Page]:
    with own_tab(browser) as tab:
        yield tab


def test_a_removed_document_comes_back_by_undo_or_later_or_never(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    assistant.add_text(TALK, "座谈会.txt")
    in_library(page, url)
    names = page.locator(".documents .name")

    def remove() -> None:
        names.filter(has_text="农业座谈会").click()
        page.get_by_role("button", name=WORDS.remove, exact=True).click()
        expect(names).to_have_count(1)

    remove()
    page.get_by_role("button", name=WORDS.undo).click()
    expect(names).to_have_count(2)
    remove()
    page.get_by_role("button", name=re.compile(WORDS.removed)).click()
    page.get_by_role("button", name=WORDS.restore).click()
    expect(page.locator(".gone .title")).to_have_count(0)
    page.get_by_role("button", name=WORDS.to_documents).click()
    remove()
    page.get_by_role("button", name=re.compile(WORDS.removed)).click()
    page.get_by_role("button", name=WORDS.purge).click()
    page.get_by_role("button", name=WORDS.purge_sure).click()
    expect(names).to_have_count(1)
    assert assistant.removed() == []


def test_documents_are_found_by_words_and_by_what_is_known_of_them(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    assistant.add_text(TALK, "座谈会.txt")
    in_library(page, url)
    names = page.locator(".documents .name")
    page.keyboard.press("/")
    page.keyboard.type("农业")
    expect(names).to_have_count(1)
    expect(page.locator("#narrowing [name=sought]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("没有的")
    expect(page.locator("#library-list")).to_contain_text(WORDS.none_found)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(names).to_have_count(2)
    page.locator("#narrowing [name=year]").select_option("2019")
    expect(names).to_have_count(1)


def test_documents_that_come_take_nothing_from_whoever_is_at_work_in_the_list(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    assistant.add_text(TALK, "座谈会.txt")
    names = in_library(page, url).locator(".documents .name")
    names.filter(has_text="农业座谈会").click()
    place = page.locator(".metadata [name=place]")
    place.fill("长")
    _come(page, names, 3, assistant)
    expect(place).to_be_focused()
    page.keyboard.type("春")
    expect(place).to_have_value("长春")
    held = names.filter(has_text="短文3")
    held.focus()
    _come(page, names, 4, assistant)
    expect(held).to_be_focused()
    page.locator("#library-list h2").focus()
    _come(page, names, 5, assistant)
    expect(page.locator("#library-list h2")).to_be_focused()
    assistant.remove("来3.txt")
    page.get_by_role("button", name=re.compile(WORDS.removed)).click()
    page.get_by_role("button", name=WORDS.purge).click()
    page.evaluate(ARRIVE)
    page.wait_for_timeout(500)
    sure = page.get_by_role("button", name=WORDS.purge_sure)
    expect(sure).to_be_focused()


def _come(page: Page, names: Locator, count: int, assistant: Assistant) -> None:
    """One more document is listed, as after somebody else has added it."""
    assistant.add_text(f"短文{count}\n\n内容。\n", f"来{count}.txt")
    page.evaluate(ARRIVE)
    expect(names).to_have_count(count)


def hold(page: Page, path: str) -> list[Route]:
    """Fills with the next request for a part of the list, which waits for `fulfill`."""
    held: list[Route] = []

    def first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(f"**/library/zh/{path}*", first)
    return held


def waited(page: Page, held: list[Route]) -> Route:
    while not held:
        page.wait_for_timeout(20)
    return held[0]


def test_an_answer_that_comes_late_does_not_take_the_place_of_a_later_one(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    assistant.add_text(TALK, "座谈会.txt")
    assistant.add_text("短文\n\n内容。\n", "短文.txt")
    assistant.remove("短文.txt")
    in_library(page, url)
    names = page.locator(".documents .name")
    names.filter(has_text="农业座谈会").click()
    held = hold(page, "documents?")
    page.get_by_role("button", name=WORDS.remove, exact=True).click()
    late = waited(page, held)
    page.get_by_role("button", name=re.compile(WORDS.removed)).click()
    page.get_by_role("button", name=WORDS.purge).click()
    with page.expect_response("**/library/zh/documents?*"):
        late.continue_()
    page.wait_for_timeout(200)
    page.get_by_role("button", name=WORDS.purge_sure).click()
    expect(names).to_have_count(1)
    assert assistant.removed() == []


def test_what_did_not_change_is_not_drawn_anew(page: Page, own: tuple[str, Assistant]) -> None:
    name = in_library(page, own[0]).locator(".documents .name").element_handle()
    with page.expect_response("**/library/zh/documents?*"):
        page.evaluate(ARRIVE)
    page.wait_for_timeout(200)
    assert name is not None and name.evaluate("(e) => e.isConnected")


def test_what_comes_back_as_it_was_is_listed_again(page: Page, own: tuple[str, Assistant]) -> None:
    url, assistant = own
    assistant.add_text(TALK, "座谈会.txt")
    in_library(page, url)
    names = page.locator(".documents .name")
    names.filter(has_text="农业座谈会").click()
    held = hold(page, "documents?")
    page.get_by_role("button", name=WORDS.remove, exact=True).click()
    waited(page, held)
    assistant.restore("座谈会.txt")
    held[0].continue_()
    expect(names).to_have_count(2)


def test_a_press_is_not_lost_to_documents_that_come(page: Page, own: tuple[str, Assistant]) -> None:
    url, assistant = own
    names = in_library(page, url).locator(".documents .name")
    names.hover()
    page.mouse.down()
    assistant.add_text(TALK, "座谈会.txt")
    with page.expect_response("**/library/zh/documents?*"):
        page.evaluate(ARRIVE)
    page.wait_for_timeout(200)
    expect(names).to_have_count(1)
    page.mouse.up()
    expect(page.locator(".below")).to_be_visible()
    expect(names).to_have_count(2)
    expect(page.locator(".below")).to_be_visible()


def test_what_is_opened_while_documents_come_opens_below_its_own_row(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    assistant.add_text(TALK, "座谈会.txt")
    names = in_library(page, url).locator(".documents .name")
    held = hold(page, "document?name=")
    names.first.click()
    late = waited(page, held)
    assistant.add_text("短文\n\n内容。\n", "短文.txt")
    page.evaluate(ARRIVE)
    expect(names).to_have_count(3)
    before = names.all_text_contents()
    late.continue_()
    expanded = ".documents tr:has(.name[aria-expanded=true])"
    expect(page.locator(f"{expanded} + .below")).to_be_visible()
    assert names.all_text_contents() == before
    page.locator(f"{expanded} .name").dblclick()
    expect(page.locator(".below")).to_have_count(1)
    expect(names).to_have_count(3)


def test_what_is_typed_meanwhile_stays(page: Page, own: tuple[str, Assistant]) -> None:
    url, assistant = own
    in_library(page, url)
    sought = page.locator("#narrowing [name=sought]")
    held = hold(page, "documents?")
    assistant.add_text(TALK, "座谈会.txt")
    page.evaluate(ARRIVE)
    late = waited(page, held)
    sought.focus()
    page.keyboard.type("农业座谈")
    late.continue_()
    expect(page.locator(".documents .name")).to_have_count(1)
    expect(sought).to_have_value("农业座谈")


def test_an_input_method_composes_while_documents_come(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    in_library(page, url)
    names = page.locator(".documents .name")
    sought = page.locator("#narrowing [name=sought]")
    sought.focus()
    method = page.context.new_cdp_session(page)
    composed = {"text": "nong ye", "selectionStart": 7, "selectionEnd": 7}
    method.send("Input.imeSetComposition", composed)
    assistant.add_text(TALK, "座谈会.txt")
    with page.expect_response("**/library/zh/documents?*"):
        page.evaluate(ARRIVE)
    page.wait_for_timeout(400)
    expect(names).to_have_count(1)
    expect(sought).to_have_value("nong ye")
    method.send("Input.insertText", {"text": "农业"})
    expect(sought).to_have_value("农业")
    expect(names).to_have_text([re.compile("农业座谈会")])
    expect(sought).to_be_focused()
