"""The page in headless Chromium, on the real library and model."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import browser as b
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from ui.strings import EN, ZH

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not b.chromium(), reason="no Chromium on this machine"),
]
PROBLEMS = "存在哪些突出问题？"
IMAGES = os.environ.get("SCREENSHOTS")
"""Where to leave the pictures of the documentation: `SCREENSHOTS=docs/images pytest -m slow -k
pictures`."""


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests name whole addresses; the fixture of pytest-base-url warns under pytest 9."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    quiet = ["quic", "gpu", "background-networking", "component-update", "sync"]
    flags = [
        "--no-sandbox",
        "--no-first-run",
        *(f"--disable-{q}" for q in quiet),
    ]
    return {"executable_path": b.chromium(), "args": flags}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add(b.SPEECH)
        yield opened


@pytest.fixture(scope="module")
def site(assistant: Assistant) -> Iterator[str]:
    with b.served(assistant) as url:
        yield url


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The bundled speech and a text full of markup."""
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add(b.SPEECH)
        opened.add_text(f"关于 <i>防汛</i> 工作的讲话\n{b.NASTY}\n", "<u>防汛</u> & ${x}.md")
        yield opened


@pytest.fixture(scope="module")
def shelf(collection: Assistant) -> Iterator[str]:
    with b.served(collection) as url:
        yield url


@dataclass
class Tab:
    """A page, and what must not happen on it."""

    page: Page
    outside: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    """One tab for all tests: loading Gradio's page takes longer than asking."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield Tab(page, b.strangers(page), complaints)
    context.close()


@pytest.fixture
def page(tab: Tab) -> Iterator[Page]:
    """The tab; it opens no dialog, logs no error and asks no other host for anything."""
    yield tab.page
    outside, complaints = tab.outside[:], tab.complaints[:]
    tab.outside.clear()
    tab.complaints.clear()
    assert not outside
    assert not complaints


def opened(page: Page, url: str) -> Page:
    """The page at `url` before the first question; without a path, the Chinese one."""
    if page.url in (url, f"{url}zh/") and page.locator(".turn").count():
        b.box(page).fill("")
        return cleared(page)
    if page.url != "about:blank":
        page.evaluate("sessionStorage.clear()")
    page.goto(url)
    page.locator(".welcome").wait_for()
    return page


def cleared(page: Page) -> Page:
    page.get_by_role("button", name=re.compile(f"^({ZH.clear}|{EN.clear})$")).click()
    page.locator(".welcome").wait_for()
    return page


def test_a_citation_leads_to_the_exact_sentence(
    page: Page, site: str, assistant: Assistant
) -> None:
    turn = b.ask(opened(page, site), PROBLEMS)
    quotes = assistant.ask(PROBLEMS).quotes
    text = assistant.text("changchun_2018.txt")
    assert turn.locator(".verbatim").all_text_contents() == [q.text for q in quotes]
    expect(turn.locator(".searched")).to_have_text(re.compile(r"^检索 1 篇 · 14 段 · \d+ 毫秒$"))
    for quote in quotes:
        turn.get_by_role("link", name=f"[{quote.marker}]").click()
        assert b.active(page) == text[quote.start : quote.end]
        expect(page.locator("mark.active").first).to_be_focused()
        expect(page.locator("mark.active").first).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(turn.locator(f'.cite[data-quote="1-{quote.marker}"]')).to_be_focused()


def test_the_reader_steps_through_the_quotations(
    page: Page, site: str, assistant: Assistant
) -> None:
    b.ask(opened(page, site), PROBLEMS)
    quotes = assistant.ask(PROBLEMS).quotes
    expect(page.locator(".count")).to_have_text("1/4")
    page.get_by_role("button", name=ZH.next).click()
    assert b.active(page) == quotes[1].text
    page.get_by_role("button", name=ZH.previous).click()
    page.get_by_role("button", name=ZH.previous).click()
    assert b.active(page) == quotes[3].text


def test_the_keyboard_is_enough(page: Page, site: str, assistant: Assistant) -> None:
    opened(page, site)
    expect(b.box(page)).to_be_focused()
    page.keyboard.type(PROBLEMS)
    page.keyboard.press("Enter")
    page.locator(".turn").wait_for()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.cite[data-quote=\"1-3\"]')"):
            break
    page.keyboard.press("Enter")
    assert b.active(page) == assistant.ask(PROBLEMS).quotes[2].text
    page.keyboard.press("Escape")
    expect(page.locator('.cite[data-quote="1-3"]')).to_be_focused()
    page.keyboard.press("/")
    expect(b.box(page)).to_be_focused()


def test_enter_in_an_input_method_sends_nothing(page: Page, site: str) -> None:
    b.box(opened(page, site)).fill("wangxin")
    b.box(page).evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keypress',"
        " {key: 'Enter', bubbles: true, cancelable: true, isComposing: true}))"
    )
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(0)
    expect(b.box(page)).to_have_value("wangxin")


def test_a_starter_is_asked_by_a_click(page: Page, site: str) -> None:
    starter = opened(page, site).locator(".starter").first
    question = starter.text_content()
    starter.click()
    expect(page.locator("#turn-1 .question")).to_have_text(question or "")


def test_a_follow_up_shows_how_it_was_understood(
    page: Page, site: str, assistant: Assistant
) -> None:
    b.ask(opened(page, site), PROBLEMS)
    turn = b.ask(page, "第二个呢？")
    understood = assistant.ask("第二个呢？", [PROBLEMS])
    assert turn.locator(".verbatim").all_text_contents() == [q.text for q in understood.quotes]
    chip = turn.locator(".understood button")
    expect(chip).to_have_text(ZH.understood.format(understood.standalone_question))
    chip.click()
    expect(b.box(page)).to_have_value(understood.standalone_question)
    expect(b.box(page)).to_be_focused()


def unanswered(assistant: Assistant) -> str:
    """A question that the speech does not answer, for certain or by the model's judgement."""
    asked = ["今年的房价会怎样？", "量子计算机怎样造？", "“量子计算机”提到了几次？"]
    return next(q for q in asked if assistant.ask(q).status == "not_found")


def test_not_found_offers_what_is_near(page: Page, site: str, assistant: Assistant) -> None:
    turn = b.ask(opened(page, site), unanswered(assistant))
    expect(turn).to_have_class(re.compile("not-found"))
    expect(turn.locator("h3")).to_have_text(ZH.nearest)
    turn.locator(".cite").first.click()
    assert b.active(page) == turn.locator(".verbatim").first.text_content()


def test_a_quotation_is_checked(page: Page, site: str) -> None:
    asked = "没有网络安全就没有社会安全"
    turn = b.ask(opened(page, site), f"讲话里说过“{asked}”吗？")
    expect(turn.locator(".verdict")).to_have_text(ZH.check_altered)
    expect(turn.locator(".differences del").first).to_be_visible()
    turn = b.ask(page, "讲话里说过“没有信息化就没有现代化”吗？")
    expect(turn.locator(".verdict")).to_have_text(ZH.check_exact)


def test_text_is_never_markup(page: Page, shelf: str, collection: Assistant) -> None:
    question = "防汛准备有哪三点？ <img src=x onerror=alert(2)> ${alert(3)} $$y$$ **b**"
    turn = b.ask(opened(page, shelf), question)
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


def test_a_masked_word_is_read_beside_the_text_and_never_copied(page: Page, site: str) -> None:
    opened(page, site)
    masked = page.locator("#source .masked").first
    reading = "e => getComputedStyle(e, '::after').content"
    assert "党" in masked.evaluate(reading)
    selected = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('#p-8'));"
        " return getSelection().toString(); }"
    )
    assert selected.startswith("X的十八大以来")
    switch = page.get_by_role("button", name=ZH.restored)
    switch.click()
    assert masked.evaluate(reading) == "none"
    expect(switch).to_have_attribute("aria-pressed", "false")
    masked.focus()
    assert "党" in masked.evaluate(reading)
    switch.click()


def test_the_reader_follows_the_document(page: Page, shelf: str, collection: Assistant) -> None:
    b.ask(opened(page, shelf), PROBLEMS)
    b.ask(page, "防汛准备有哪三点？")
    chooser = page.get_by_label(ZH.document)
    expect(chooser).to_have_value("<u>防汛</u> & ${x}.md")
    page.locator('.cite[data-quote="1-2"]').click()
    expect(chooser).to_have_value("changchun_2018.txt")
    assert b.active(page) == collection.ask(PROBLEMS).quotes[1].text
    chooser.select_option("<u>防汛</u> & ${x}.md")
    expect(page.locator("#source .document")).to_have_attribute(
        "data-document", "<u>防汛</u> & ${x}.md"
    )


def test_questions_are_repeated_taken_back_and_cleared(page: Page, site: str) -> None:
    b.ask(opened(page, site), PROBLEMS)
    b.ask(page, "第二个呢？")
    page.get_by_role("button", name=ZH.retry).click()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("button", name=ZH.undo).click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(b.box(page)).to_have_value("第二个呢？")
    cleared(page)


def test_a_question_that_cannot_be_asked_gets_a_sentence(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_role("button", name=ZH.ask).click()
    expect(page.get_by_role("alert")).to_contain_text("问题")
    b.box(page).fill("问" * 5000)
    b.box(page).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("5,000")
    expect(b.box(page)).to_have_value("问" * 5000)
    b.ask(page, PROBLEMS)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_reload_and_the_other_language_keep_the_conversation(page: Page, site: str) -> None:
    b.ask(opened(page, site), PROBLEMS)
    b.ask(page, "第二个呢？")
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("link", name=ZH.other_language).click()
    expect(page).to_have_title(EN.title)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.get_by_role("button", name=EN.ask, exact=True)).to_be_visible()


@pytest.mark.parametrize(("path", "foreign"), [("zh/", "[A-Za-z]{2,}"), ("en/", "[㐀-鿿]")])
def test_no_word_is_left_untranslated(page: Page, shelf: str, path: str, foreign: str) -> None:
    opened(page, shelf + path)
    b.ask(page, "讲话里说过“没有网络安全就没有社会安全”吗？")
    b.ask(page, "第二个呢？")
    page.get_by_role("button", name=re.compile(f"^({ZH.ask}|{EN.ask})$")).click()
    page.get_by_role("alert").wait_for()
    words = page.evaluate(b.WORDS)
    assert len(words) > 15
    # A question in Chinese is repeated in the chip that tells how it was understood.
    words = [w for w in words if not w.startswith(EN.understood.format(""))]
    assert [w for w in words if re.search(foreign, w)] == []


def test_progress_is_not_announced_in_the_language_of_the_browser(page: Page, site: str) -> None:
    turn = b.ask(opened(page, f"{site}en/"), PROBLEMS)
    expect(turn).to_be_visible()
    heard = page.locator('[role="status"]')
    assert [h for h in heard.all() if h.evaluate("e => e.checkVisibility()")] == []


def test_english_questions_are_answered_in_english(page: Page, site: str) -> None:
    turn = b.ask(opened(page, f"{site}en/"), "What results have been achieved?")
    assert not re.search("[㐀-鿿]", turn.locator(".lead").text_content() or "")
    expect(turn.locator(".searched")).to_contain_text("Searched 1 document · 14 paragraphs")


def test_text_can_be_read_in_both_themes(page: Page, shelf: str) -> None:
    opened(page, shelf)
    assert page.evaluate(b.LOW_CONTRAST) == []
    b.ask(page, "讲话里说过“没有网络安全就没有社会安全”吗？")
    b.ask(page, PROBLEMS)
    b.ask(page, "第二个呢？")
    for _ in range(2):
        # The pulse of a highlight that was just reached has to end first.
        page.wait_for_timeout(1000)
        assert page.evaluate(b.LOW_CONTRAST) == []
        page.get_by_role("button", name=ZH.theme).click()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    outside = b.strangers(page)
    yield opened(page, site)
    assert not outside
    context.close()


def test_on_a_phone_the_source_is_a_sheet(phone: Page, assistant: Assistant) -> None:
    turn = b.ask(phone, PROBLEMS)
    expect(phone.locator("#source")).not_to_be_visible()
    turn.locator(".cite").nth(1).tap()
    assert b.active(phone) == assistant.ask(PROBLEMS).quotes[1].text
    expect(phone.locator("mark.active").first).to_be_in_viewport()
    phone.get_by_role("button", name=ZH.back).tap()
    expect(phone.locator("#source")).not_to_be_visible()
    expect(turn.locator(".cite").nth(1)).to_be_focused()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.get_by_role("button", name=ZH.open_source, exact=True).tap()
    expect(phone.locator("#source")).to_be_visible()


@pytest.mark.slow
def test_pictures_for_the_documentation(
    page: Page, phone: Page, site: str, assistant: Assistant, tmp_path: Path
) -> None:
    folder = Path(IMAGES) if IMAGES else tmp_path

    def picture(of: Page, name: str) -> None:
        of.wait_for_timeout(1200)
        file = folder / f"{name}.png"
        Image.open(io.BytesIO(of.screenshot())).quantize(128).save(file, optimize=True)
        assert file.stat().st_size <= 200_000

    picture(opened(page, site), "start")
    b.ask(page, PROBLEMS)
    page.locator(".cite").nth(1).click()
    picture(page, "answer")
    b.ask(cleared(page), "讲话里说过“没有网络安全就没有社会安全”吗？")
    picture(page, "quote-check")
    b.ask(cleared(page), unanswered(assistant))
    picture(page, "not-found")
    cleared(page)
    page.get_by_role("link", name=ZH.other_language).click()
    page.wait_for_url("**/en/")
    page.locator(".welcome").wait_for()
    b.ask(page, "What results have been achieved?")
    page.get_by_role("button", name=EN.theme).click()
    picture(page, "english-dark")
    b.ask(phone, PROBLEMS)
    picture(phone, "phone")
    phone.locator(".cite").nth(1).tap()
    picture(phone, "phone-source")
