"""Words, colours, exactness on the screen, in headless Chromium."""

from __future__ import annotations

import re

import browser as b
import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from ui.strings import EN, ZH

PROBLEMS = "存在哪些突出问题？"


def test_enter_in_an_input_method_sends_nothing(page: Page, site: str) -> None:
    b.box(b.opened(page, site)).fill("wangxin")
    b.box(page).evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keypress',"
        " {key: 'Enter', bubbles: true, cancelable: true, isComposing: true}))"
    )
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(0)
    expect(b.box(page)).to_have_value("wangxin")


def test_text_is_never_markup(page: Page, shelf: str, collection: Assistant) -> None:
    question = "防汛准备有哪三点？ <img src=x onerror=alert(2)> ${alert(3)} $$y$$ **b**"
    turn = b.ask(b.opened(page, shelf), question)
    expect(turn.locator(".question")).to_have_text(question)
    quotes = collection.ask(question).quotes
    assert "<script>" in "".join(q.text for q in quotes)
    assert turn.locator(".verbatim").all_text_contents() == [q.text for q in quotes]
    for quote in quotes:
        turn.locator(f'.cite[data-quote="1-{quote.marker}"]').click()
        assert b.active(page) == quote.text
    turn.get_by_role("button", name=ZH.copy_quote).first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{quotes[0].text}\n——{quotes[0].citation}"
    assert page.locator("#conversation :is(img, script, b, i, u)").count() == 0
    assert page.locator("#source :is(img, script, b, i, u)").count() == 0


def test_english_is_not_set_with_the_wide_quotation_marks_of_chinese(page: Page, site: str) -> None:
    page.goto(f"{site}en/")
    page.locator("#bar .tools").wait_for()
    style = "e => getComputedStyle(e).fontVariantEastAsian"
    assert page.locator("#conversation").evaluate(style) == "proportional-width"
    assert page.locator("#source .document").evaluate(style) == "normal"


def test_a_reload_and_the_other_language_keep_the_conversation(page: Page, site: str) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    b.ask(page, "第二个呢？")
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("link", name=ZH.other_language).click()
    expect(page).to_have_title(EN.title)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.get_by_role("button", name=EN.ask, exact=True)).to_be_visible()


@pytest.mark.parametrize(("path", "foreign"), [("zh/", "[A-Za-z]{2,}"), ("en/", "[㐀-鿿]")])
def test_no_word_is_left_untranslated(page: Page, shelf: str, path: str, foreign: str) -> None:
    b.opened(page, shelf + path)
    b.ask(page, "讲话里说过“没有网络安全就没有社会安全”吗？")
    b.ask(page, "第二个呢？")
    page.get_by_role("button", name=re.compile(f"^({ZH.ask}|{EN.ask})$")).click()
    page.get_by_role("alert").wait_for()
    words = page.evaluate(b.WORDS)
    assert len(words) > 15
    # A question in Chinese is repeated in the chip that tells how it was understood.
    words = [w for w in words if not w.startswith(EN.understood.format(""))]
    # A title stays as it is, in the questions that are offered as anywhere.
    assert [w for w in words if re.search(foreign, re.sub("《.*?》", "", w))] == []


def test_progress_is_not_announced_in_the_language_of_the_browser(page: Page, site: str) -> None:
    turn = b.ask(b.opened(page, f"{site}en/"), PROBLEMS)
    expect(turn).to_be_visible()
    heard = page.locator('[role="status"]:not(#matches, .told)')
    assert [h for h in heard.all() if h.evaluate("e => e.checkVisibility()")] == []


def test_english_questions_are_answered_in_english(page: Page, site: str) -> None:
    turn = b.ask(b.opened(page, f"{site}en/"), "What results have been achieved?")
    assert not re.search("[㐀-鿿]", turn.locator(".lead").text_content() or "")
    expect(turn.locator(".searched")).to_contain_text("Searched 1 document · 14 paragraphs")


def test_text_can_be_read_in_both_themes(page: Page, shelf: str) -> None:
    b.opened(page, shelf)
    assert page.evaluate(b.LOW_CONTRAST) == []
    b.ask(page, "讲话里说过“没有网络安全就没有社会安全”吗？")
    b.ask(page, PROBLEMS)
    b.ask(page, "第二个呢？")
    for _ in range(2):
        # The pulse of a highlight that was just reached has to end first.
        page.wait_for_timeout(1000)
        assert page.evaluate(b.LOW_CONTRAST) == []
        page.get_by_role("button", name=ZH.theme).click()


@pytest.mark.slow
def test_axe_finds_no_violation_in_either_theme(page: Page, shelf: str) -> None:
    b.opened(page, shelf)
    b.ask(page, PROBLEMS)
    b.ask(page, "第二个呢？")
    for _ in range(2):
        assert b.violations(page) == []
        for opener in ("[data-send=about]", "[data-v-kind=history]", ".scope-button"):
            page.locator(opener).last.click()
            page.locator("#panel .panel").wait_for()
            assert b.violations(page) == []
            page.keyboard.press("Escape")
        page.get_by_role("button", name=ZH.theme).click()
