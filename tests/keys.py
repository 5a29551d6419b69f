"""Walking the page by keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def to(page: Page, selector: str, key: str = "Tab") -> Locator:
    """Walk to the next element that matches."""
    for _ in range(120):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return page.locator(":focus")
    raise AssertionError(f"{key} never reaches {selector}")


def focused(page: Page, selector: str) -> None:
    expect(page.locator(selector).and_(page.locator(":focus"))).to_have_count(1)
