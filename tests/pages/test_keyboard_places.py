"""With the keyboard alone: the tools, the library and signing in."""

from __future__ import annotations

import browser as b
import pytest
from furnished import DONE, RUNNING, job_shown
from keys import focused, to
from page_states import ARTICLE, library
from playwright.sync_api import Browser, Page, expect
from visitors import PASSWORD

from ui.strings import ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time


def test_an_article_is_checked_and_its_places_read(page: Page, gallery: str) -> None:
    b.opened(page, gallery)
    b.box(page).focus()
    to(page, "#header [data-place=tools]", "Shift+Tab")
    page.keyboard.press("Enter")
    focused(page, "#tool-check textarea")
    page.keyboard.insert_text(ARTICLE)
    to(page, "#tool-check [type=submit]")
    page.keyboard.press("Enter")
    focused(page, "#tool-check .result h2")
    to(page, ".finding .cite")
    page.keyboard.press("Enter")
    focused(page, "mark.active")
    page.keyboard.press("Escape")
    focused(page, ".finding .cite")
    page.keyboard.press("Escape")
    expect(page.locator("#tools")).to_be_hidden()
    focused(page, "#header [data-place=tools]")


def test_documents_are_chosen_and_compared(page: Page, gallery: str) -> None:
    b.opened(page, gallery)
    b.box(page).focus()
    to(page, "#header [data-place=tools]", "Shift+Tab")
    page.keyboard.press("Enter")
    to(page, "#tab-check", "Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    focused(page, "#tab-compare")
    for side, typed in (("left", "座谈会"), ("right", "政府")):
        to(page, f"#pick-{side}")
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
        expect(page.locator(f"#list-{side} [role=option]")).to_have_count(1)
        page.keyboard.press("Escape")  # the list closes, not the tools
        expect(page.locator(f"#list-{side}")).to_be_hidden()
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#list-{side}")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    to(page, "#tool-compare [type=submit]")
    page.keyboard.press("Enter")
    focused(page, "#tool-compare .result h2")


def test_a_document_is_corrected_removed_and_restored(page: Page, gallery: str) -> None:
    b.opened(page, gallery)
    b.box(page).focus()
    to(page, "#header [data-place=library]", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator(".documents .name").first.wait_for()
    name = "[data-details='2019/座谈会.txt']"
    to(page, name)
    page.keyboard.press("Enter")
    to(page, ".metadata [name=place]")
    page.keyboard.type("长春")
    page.keyboard.press("Enter")
    expect(page.locator(".metadata .told")).to_have_text(ZH.library.saved)
    to(page, ".edits summary")
    page.keyboard.press("Enter")
    expect(page.locator(".edits li").first).to_be_visible()
    page.keyboard.press("Escape")
    focused(page, ".edits summary")
    expect(page.locator(".edits li").first).to_be_hidden()
    page.keyboard.press("Escape")
    focused(page, name)
    expect(page.locator(".below")).to_have_count(0)
    for way in ("undo", "removed"):
        page.keyboard.press("Enter")
        to(page, "[data-remove]")
        page.keyboard.press("Enter")
        focused(page, "#library-told button")
        if way == "removed":
            to(page, "[data-show=removed]")
            page.keyboard.press("Enter")
            focused(page, "#library-list h2")
            to(page, "[data-restore='2019/座谈会.txt']")
        page.keyboard.press("Enter")
        if way == "undo":
            focused(page, name)
    focused(page, "#library-list h2")
    to(page, "[data-show=documents]")
    page.keyboard.press("Enter")
    focused(page, "#library-list h2")
    page.keyboard.press("Escape")
    expect(page.locator("#library")).to_be_hidden()
    focused(page, "#header [data-place=library]")


def test_a_job_is_cancelled_looked_into_and_put_away(page: Page, gallery: str) -> None:
    with job_shown(page, RUNNING):
        library(page, gallery, "zh")
        to(page, "[data-cancel]")
    with job_shown(page, DONE):
        focused(page, "[data-dismiss]")  # in the place of the other
        to(page, ".job summary")
        expect(page.locator(".results")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator(".results")).to_be_visible()
        to(page, "[data-dismiss]", "Shift+Tab")
        page.keyboard.press("Enter")
    expect(page.locator("#library-jobs [data-job]")).to_have_count(0)
    focused(page, "#library-list h2")


def test_signing_in_needs_no_pointer(browser: Browser, guarded: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{guarded}zh/")
        focused(page, "[name=name]")
        page.keyboard.type("编辑")
        page.keyboard.press("Tab")
        page.keyboard.type("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text(ZH.library.sign_in_failed)
        focused(page, "[name=password]")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.locator("#bar .tools").wait_for()
        focused(page, "#question textarea")
