"""Several documents chosen and removed, an upload taken back, and both undone, in headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import browser as b
import pytest
from own_library import in_library, own_tab
from playwright.sync_api import Browser, Locator, Page, expect

from assistant import Assistant
from ui.strings import ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

WORDS = ZH.library


@pytest.fixture
def page(browser: Browser, own: tuple[str, Assistant]) -> Iterator[Page]:
    with own_tab(browser) as tab:
        yield tab


def filled(assistant: Assistant, count: int) -> None:
    for n in range(count):
        assistant.add_text(f"关于第{n}件事的讲话\n要修{n}座泵站。\n", f"t{n:02}.txt")


def box(page: Page, title: str) -> Locator:
    return page.get_by_role("checkbox", name=WORDS.pick.format(title))


def test_documents_are_chosen_removed_together_and_brought_back(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    filled(assistant, 4)
    names = in_library(page, url).locator(".documents .name")
    picked = page.locator(".picked")
    expect(picked).to_be_hidden()
    for n in (1, 2):
        box(page, f"关于第{n}件事的讲话").check()
    expect(picked).to_contain_text(WORDS.picked.format(2))
    assistant.add_text("来了一篇\n内容。\n", "new.txt")
    page.evaluate("document.dispatchEvent(new Event('place-shown'))")
    expect(names).to_have_count(6)
    expect(picked).to_contain_text(WORDS.picked.format(2))  # the choice stays
    assert b.violations(page) == []
    page.get_by_role("button", name=WORDS.remove_picked).click()
    expect(names).to_have_count(4)
    expect(picked).to_be_hidden()
    expect(page.locator("#library-told")).to_contain_text(WORDS.removed_several.format(2))
    undo = page.get_by_role("button", name=WORDS.undo)
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(names).to_have_count(6)
    expect(page.locator("#library-told")).to_contain_text(WORDS.restored_several.format(2))


def test_the_choice_goes_over_pages_and_ends_when_the_list_is_narrowed(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, assistant = own
    filled(assistant, 55)
    in_library(page, url)
    picked = page.locator(".picked .many")
    box(page, "关于第3件事的讲话").check()
    page.get_by_role("button", name=WORDS.pick_page).click()
    expect(picked).to_have_text(WORDS.picked.format(50))
    page.locator(".pager").get_by_role("button", name=WORDS.next).click()
    expect(page.locator(".documents .name")).to_have_count(6)
    expect(picked).to_have_text(WORDS.picked.format(50))
    page.get_by_role("button", name=WORDS.pick_page).click()
    expect(picked).to_have_text(WORDS.picked.format(56))
    page.get_by_role("button", name=WORDS.pick_none).click()
    expect(picked).to_be_hidden()
    page.locator(".documents [name=pick]").first.check()
    page.locator("#narrowing [name=sought]").fill("泵站不在题名")
    expect(page.locator("#library-list")).to_contain_text(WORDS.none_found)
    page.locator("#narrowing [name=sought]").fill("")
    expect(page.locator(".documents .name")).to_have_count(50)
    expect(picked).to_be_hidden()


def test_an_upload_is_taken_back_as_a_whole_and_restored_even_later(
    page: Page, own: tuple[str, Assistant], tmp_path: Path
) -> None:
    url, assistant = own
    folder = tmp_path / "batch"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"第{n}篇\n要修{n}座桥。\n", encoding="utf-8")
    in_library(page, url).set_input_files("#choose-folder", folder)
    job = page.locator("#library-jobs [data-job]")
    back = job.get_by_role("button", name=ZH.job.take_back[1].format(3))
    back.click(timeout=15_000)
    names = page.locator(".documents .name")
    expect(names).to_have_count(1)
    expect(back).to_have_count(0)
    page.get_by_role("button", name=WORDS.undo).click()
    expect(names).to_have_count(4)
    back.click()
    expect(names).to_have_count(1)
    page.reload()
    page.get_by_role("button", name=re.compile(WORDS.removed)).click()
    page.get_by_role("button", name=WORDS.restore_batch.format(3)).click()
    expect(page.locator(".gone .title")).to_have_count(0)
    page.get_by_role("button", name=WORDS.to_documents).click()
    expect(names).to_have_count(4)
    assert len(assistant.documents()) == 4
