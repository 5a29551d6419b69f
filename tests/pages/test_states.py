"""Every page and every state of it, in both languages and themes, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator

import browser as b
import pytest
from page_states import STATES
from playwright.sync_api import Browser, Page, expect
from visitors import PASSWORD

from ui.strings import STRINGS, PageLanguage

OF_GRADIO: dict[str, str] = {}
"""Violations that Gradio's own elements bring along, each with what was decided; none at present."""
NAMES = re.compile(
    r"Word|Markdown|BibTeX|CSL-JSON|GB/T|English|中文|utf-8|txt md html docx pdf(?: doc wps rtf odt)?"
    r"|.+\.(?:txt|md|pdf)\b|“.*”|《.*?》|(?<=Understood as: ).+|(?<=Not answered: )量子$|\b[0-9a-f]{12}\b"
)
"""What is called the same in either language: formats, files, fingerprints; and what is cited from a text or a question."""
FOREIGN = {"zh": re.compile(r"[A-Za-z]{2,}"), "en": re.compile(r"[㐀-鿿]")}
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"
DARK = "dark => document.body.classList.toggle('dark', dark)"


@pytest.fixture(scope="module")
def quiet(browser: Browser, gallery: str) -> Iterator[Page]:
    """A tab in which nothing moves."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_is_legible_translated_and_accessible(
    quiet: Page, gallery: str, name: str, language: PageLanguage
) -> None:
    STATES[name](quiet, gallery, language)
    quiet.add_style_tag(content=STILL)
    words = [NAMES.sub("", w) for w in quiet.evaluate(b.WORDS)]
    assert [w for w in words if FOREIGN[language].search(w)] == []
    for dark in (False, True):
        quiet.evaluate(DARK, dark)
        found = b.violations(quiet, still=True)
        assert [v for v in found if v not in OF_GRADIO] == []
        assert quiet.evaluate(b.LOW_CONTRAST) == []
    quiet.set_viewport_size({"width": 390, "height": 844})
    assert quiet.evaluate("document.documentElement.scrollWidth") == 390
    quiet.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_signing_in_and_what_readers_see_is_legible_translated_and_accessible(
    browser: Browser, guarded: str, language: PageLanguage
) -> None:
    words = STRINGS[language].library

    def sound(page: Page) -> None:
        page.add_style_tag(content=STILL)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
            assert b.violations(page, still=True) == []
            assert page.evaluate(b.LOW_CONTRAST) == []
        told = [NAMES.sub("", w) for w in page.evaluate(b.WORDS)]
        assert [w for w in told if FOREIGN[language].search(w)] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    size = {"width": 390, "height": 844}
    with browser.new_context(viewport=size, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{guarded}{language}/")
        sound(page)
        for password in ("wrong", PASSWORD):
            page.get_by_label(words.account).fill("reader")
            page.get_by_label(words.password).fill(password)
            page.get_by_role("button", name=words.sign_in).click()
            if password == "wrong":
                page.get_by_role("alert").wait_for()
                sound(page)
        page.get_by_role("link", name=words.library).click()
        page.get_by_text(words.read_only).wait_for()
        page.locator(".documents .name").first.click()
        page.locator(".details").wait_for()
        expect(page.get_by_role("button", name=words.add_files)).to_be_hidden()
        sound(page)
