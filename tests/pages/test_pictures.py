"""The pictures of the documentation, taken from the running page."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import browser as b
import furnished
import page_states
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from assistant import Assistant
from ui.strings import EN, ZH

PROBLEMS = "存在哪些突出问题？"
IMAGES = os.environ.get("SCREENSHOTS")
"""Where to leave them: `SCREENSHOTS=docs/images pytest -m slow tests/pages/test_pictures.py`."""


Take = Callable[[Page, str], None]


@pytest.fixture
def picture(tmp_path: Path) -> Take:
    folder = Path(IMAGES) if IMAGES else tmp_path

    def take(of: Page, name: str) -> None:
        of.wait_for_timeout(1200)
        file = folder / f"{name}.png"
        Image.open(io.BytesIO(of.screenshot())).quantize(128).save(file, optimize=True)
        assert file.stat().st_size <= 200_000

    return take


@pytest.mark.slow
def test_pictures_of_the_conversation(
    page: Page, phone: Page, site: str, assistant: Assistant, picture: Take
) -> None:
    b.ask(
        b.opened(page, site), PROBLEMS
    )  # so that the times on the pictures are not the first ones
    picture(b.cleared(page), "start")
    b.ask(page, PROBLEMS)
    page.locator(".cite").nth(1).click()
    picture(page, "answer")
    b.ask(b.cleared(page), "讲话里说过“没有网络安全就没有社会安全”吗？")
    picture(page, "quote-check")
    b.ask(b.cleared(page), b.unanswered(assistant))
    picture(page, "not-found")
    b.cleared(page)
    page.get_by_role("link", name=ZH.other_language).click()
    page.wait_for_url("**/en/")
    page.locator(".welcome").wait_for()
    b.ask(page, "What results have been achieved?")
    page.get_by_role("button", name=EN.theme).click()
    picture(page, "english-dark")
    page.get_by_role("button", name=EN.theme).click()
    b.ask(phone, PROBLEMS)
    picture(phone, "phone")
    phone.locator(".cite").nth(1).tap()
    picture(phone, "phone-source")


@pytest.mark.slow
def test_pictures_of_the_library_and_the_tools(
    browser: Browser, tmp_path: Path, picture: Take
) -> None:
    """In a tab of their own: the library's address stands between no others."""
    library = tmp_path / "library"
    size = {"width": 1280, "height": 800}
    with (
        furnished.furnished(library, hostile=False) as opened,
        b.served(opened, library=library) as url,
        browser.new_context(viewport=size, locale="zh-CN") as context,
    ):
        page = context.new_page()
        page.set_default_timeout(8000)
        with furnished.job_shown(page, furnished.DONE):
            page_states.library(page, url, "zh")
        picture(page, "library")
        page_states.document(page, url, "zh")
        picture(page, "document")
        page_states.source_beside(page, url, "zh")
        picture(page, "check")
        page_states.trace(page, url, "zh")
        picture(page, "trace")
        page_states.about(page, url, "zh")
        picture(page, "about")
        page.set_viewport_size({"width": 390, "height": 844})
        page_states.library(page, url, "zh")
        page.get_by_role("button", name=ZH.theme).click()
        picture(page, "phone-library-dark")
