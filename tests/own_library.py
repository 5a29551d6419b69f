"""A library that a test may change, served, and a tab of its own on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import browser as b
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from ui.strings import ZH

TALK = "在全市农业座谈会上的讲话\n（2019年3月2日）\n王明\n\n一要抓好春耕；二要管好水利。更多资 料+微信：abc123\n会议还研究了其他事项。\n"


@contextmanager
def own_library(folder: Path) -> Iterator[tuple[str, Assistant]]:
    """Its address, and the library that holds the bundled speech."""
    with Assistant.open(folder) as assistant:
        assistant.add(b.SPEECH)
        with b.served(assistant, library=folder) as url:
            yield url, assistant


@contextmanager
def own_tab(browser: Browser) -> Iterator[Page]:
    """It opens no dialog and asks no other host; close it before its server."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN") as context:
        page, wrong = context.new_page(), list[str]()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        outside = b.strangers(page)
        yield page
        assert wrong + outside == []


def in_library(page: Page, url: str) -> Page:
    page.goto(f"{url}zh/#library")
    expect(page.locator("#library-list h2")).to_have_text(ZH.library.library)
    return page
