"""With the keyboard alone: every panel and the reader are opened, walked through, used and left, and the
focus returns to where it was."""

from __future__ import annotations

import re

import browser as b
import pytest
from keys import focused, to
from page_states import PROBLEMS
from playwright.sync_api import Page, expect

from ui.strings import ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

WORDS = ZH.panel


def asked(page: Page, url: str) -> Page:
    b.opened(page, url)
    b.box(page).focus()
    page.keyboard.type(PROBLEMS)
    page.keyboard.press("Enter")
    page.locator("#turn-1").wait_for()
    return page


def test_the_scope_is_narrowed_and_left(page: Page, gallery: str) -> None:
    b.opened(page, gallery)
    b.box(page).focus()
    scope = to(page, ".scope-button", "Shift+Tab")
    page.keyboard.press("Enter")
    focused(page, "#panel h2")
    to(page, "#panel [name=years]")
    page.keyboard.press("Escape")
    focused(page, ".scope-button")
    page.keyboard.press("Enter")
    to(page, "#panel [name=years]")
    page.keyboard.press("Space")
    to(page, "#panel [type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".scope-button")).to_contain_text("1 篇")
    focused(page, ".scope-button")  # rendered anew
    page.keyboard.press("Enter")
    to(page, "#panel [name=name]")
    page.keyboard.type("一年")
    page.keyboard.press("Enter")
    expect(page.locator(".named")).to_contain_text("一年")
    focused(page, "#panel h2")
    page.keyboard.press("Escape")
    focused(page, ".scope-button")
    page.keyboard.press("Enter")
    to(page, "#panel [data-send=forget_scope]")
    page.keyboard.press("Enter")
    expect(page.locator(".named")).to_have_count(0)
    to(page, "#panel [data-send=scope]:not(form)")
    page.keyboard.press("Enter")
    expect(scope).to_contain_text(WORDS.scope_all)
    focused(page, ".scope-button")


def test_a_conversation_is_renamed_opened_and_deleted(page: Page, gallery: str) -> None:
    asked(page, gallery)
    to(page, "[data-send=panel][data-v-kind=history]", "Shift+Tab")
    page.keyboard.press("Enter")
    focused(page, "#panel h2")
    to(page, ".kept summary")
    page.keyboard.press("Enter")
    to(page, ".kept [name=name]")
    page.keyboard.press("Escape")  # the field closes, not the panel
    focused(page, ".kept summary")
    expect(page.locator(".kept [name=name]:visible")).to_have_count(0)
    page.keyboard.press("Enter")
    to(page, ".kept [name=name]")
    page.keyboard.press("Control+a")
    page.keyboard.type("改了名")
    page.keyboard.press("Enter")
    expect(page.locator(".kept .open").first).to_have_text("改了名")
    focused(page, "#panel h2")
    to(page, ".kept .open")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .panel")).to_have_count(0)
    focused(page, "[data-send=panel][data-v-kind=history]")
    page.keyboard.press("Enter")
    kept = page.locator(".kept > li")
    expect(kept.first).to_be_visible()
    before = kept.count()
    to(page, ".kept [data-do=sure]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(kept).to_have_count(before - 1)
    page.keyboard.press("Escape")
    focused(page, "[data-send=panel][data-v-kind=history]")


def test_excerpts_are_put_aside_and_taken_out(page: Page, gallery: str) -> None:
    asked(page, gallery)
    to(page, "[data-send=put_aside]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".excerpts-button")).to_have_text(f"{WORDS.excerpts} 1")
    focused(page, "[data-send=put_aside]")
    to(page, ".excerpts-button", "Shift+Tab")
    page.keyboard.press("Enter")
    focused(page, "#panel h2")
    to(page, "#panel [data-send=drop][data-v-id]")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text(WORDS.excerpts_hint)
    focused(page, "#panel h2")
    page.keyboard.press("Escape")
    focused(page, ".excerpts-button")


def test_a_passage_is_read_and_left_for_its_list(page: Page, gallery: str) -> None:
    asked(page, gallery)
    to(page, "[data-send=passages]", "Shift+Tab")
    page.keyboard.press("Enter")
    focused(page, "#panel h2")
    to(page, "#panel [name=wording]")
    page.keyboard.type("网络安全")
    page.keyboard.press("Enter")
    expect(page.locator("#panel [role=status]")).to_contain_text("段含有")
    focused(page, "#panel [name=wording]")
    to(page, ".hits .cite")
    place = to(page, ".hits .cite").text_content()
    page.keyboard.press("Enter")
    focused(page, "mark.active")
    page.keyboard.press("Escape")
    focused(page, ".hits .cite")
    expect(page.locator(":focus")).to_have_text(place or "")
    page.keyboard.press("Escape")
    focused(page, "[data-send=passages]")


def test_the_account_of_an_answer_is_read_and_left(page: Page, gallery: str) -> None:
    asked(page, gallery)
    to(page, "[data-send=about]", "Shift+Tab")
    page.keyboard.press("Enter")
    focused(page, "#panel h2")
    page.keyboard.press("Tab")
    focused(page, "#panel [data-do=close]")
    page.keyboard.press("Enter")
    focused(page, "[data-send=about]")


def test_questions_are_edited_taken_back_and_followed(page: Page, gallery: str) -> None:
    asked(page, gallery)
    to(page, ".edit summary", "Shift+Tab")
    page.keyboard.press("Enter")
    to(page, ".edit [name=question]")
    page.keyboard.press("Escape")
    focused(page, ".edit summary")
    page.keyboard.press("Enter")
    to(page, ".edit [name=question]")
    page.keyboard.press("Control+a")
    page.keyboard.type("取得了哪些成效？")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1 .question")).to_have_text("取得了哪些成效？")
    focused(page, "#question textarea")
    to(page, "[data-send=undo]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1 .question")).to_have_text(PROBLEMS)
    focused(page, "[data-send=undo]")
    to(page, ".next .starter", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#turn-2").wait_for()
    focused(page, "#question textarea")


def test_the_reader_is_searched_walked_through_and_linked(page: Page, gallery: str) -> None:
    asked(page, gallery)
    to(page, "#within")
    page.keyboard.type("网络安全")
    page.keyboard.press("Enter")
    expect(page.locator("#matches")).to_have_text(re.compile(r"^2/\d+$"))
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")  # while something is sought, the steps are those between its hits
    to(page, ".outline summary")
    page.keyboard.press("Enter")
    to(page, ".outline a")
    page.keyboard.press("Escape")
    focused(page, ".outline summary")
    expect(page.locator(".outline a:visible")).to_have_count(0)
    to(page, "[data-do=next]")
    page.keyboard.press("Enter")
    focused(page, "mark.active")
    to(page, ".number")
    page.keyboard.press("Enter")
    focused(page, ".toast button")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_have_text(WORDS.link_copied)
    page.keyboard.press("Escape")
    focused(page, ".number")
    expect(page.locator(".toast")).to_be_hidden()
    page.keyboard.press("Escape")
    focused(page, ".cite, #question textarea")
