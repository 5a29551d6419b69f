"""The tools on the page: quotations checked, wordings followed, in headless Chromium."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import browser as b
import pytest
from playwright.sync_api import Page, expect

from ui.strings import EN, ZH, Strings

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

WORDS = ZH.tools
ARTICLE = (
    "会议强调：“没有网络安全就有国家安全，没有信息化就没有现代化”。\n\n"
    "讲话引用了“网络强国战略思想”，还有人说“月球基地明年 <b>建成</b> 投产”。"
)
WORDS_OF_TOOLS = b.WORDS.replace("document.body", "document.querySelector('#tools')").replace(
    "document.querySelectorAll", "document.querySelector('#tools').querySelectorAll"
)


def opened(page: Page, url: str, address: str, language: str = "zh") -> Page:
    page.goto(f"{url}{language}/#{address}")
    page.locator("#bar .tools").wait_for(state="attached")
    expect(page.locator(f"#tab-{address.split('?')[0]}")).to_have_attribute("aria-selected", "true")
    return page


def check(page: Page, text: str) -> None:
    page.locator("#tool-check textarea").fill(text)
    page.locator("#tool-check [type=submit]").click()
    page.locator("#tool-check .findings").wait_for()


def test_an_article_is_checked_and_its_places_stand_in_the_source(page: Page, site: str) -> None:
    check(opened(page, site, "check"), ARTICLE)
    expect(page.locator("#tool-check .result h2")).to_be_focused()
    findings = page.locator(".finding")
    expect(findings).to_have_count(3)
    expect(findings.nth(0).locator("ins.grave")).to_have_text("没")
    expect(findings.nth(2).locator(".asked")).to_have_text("月球基地明年 <b>建成</b> 投产")
    place = findings.nth(1).locator(".cite").last
    place.click()
    expect(page.locator("mark.active")).to_have_text("网络强国战略思想")
    expect(page.locator("#tool-check .findings")).to_be_visible()
    page.keyboard.press("Escape")
    expect(place).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#question textarea")).to_be_visible()
    expect(page.locator("#tools")).to_be_hidden()
    page.get_by_role("link", name=WORDS.tools).click()
    expect(findings).to_have_count(3)


def test_one_verdict_alone_is_shown_on_demand(page: Page, site: str) -> None:
    check(opened(page, site, "check"), ARTICLE)
    button = page.get_by_role("button", name=WORDS.absent.format(1))
    button.click()
    expect(page.locator(".finding:visible")).to_have_count(1)
    button.click()
    expect(page.locator(".finding:visible")).to_have_count(3)


def test_the_report_is_downloaded(page: Page, site: str, tmp_path: Path) -> None:
    check(opened(page, site, "check"), ARTICLE)
    with page.expect_download() as download:
        page.get_by_role("link", name=ZH.panel.markdown).click()
    download.value.save_as(tmp_path / "report.md")
    assert "月球基地" in (tmp_path / "report.md").read_text(encoding="utf-8")
    assert download.value.suggested_filename == "引文核对.md"


def test_a_file_is_read_into_the_field_and_checked(
    page: Page, tab: Any, site: str, tmp_path: Path
) -> None:
    file = tmp_path / "稿.txt"
    file.write_text(ARTICLE, encoding="gb18030")
    opened(page, site, "check").set_input_files("#choose-article", file)
    expect(page.locator("#tool-check textarea")).to_have_value(
        re.compile("月球基地"), timeout=15_000
    )
    expect(page.locator("#tool-check [value=article]")).to_be_checked()
    page.locator("#tool-check [type=submit]").click()
    expect(page.locator(".finding")).to_have_count(3)
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4")
    page.set_input_files("#choose-article", tmp_path / "坏.pdf")
    expect(page.locator("#tool-check .failed")).to_contain_text("坏.pdf", timeout=15_000)
    expect(page.locator(".finding")).to_have_count(0)
    tab.complaints.clear()  # the browser logs that it was refused


def test_an_older_report_does_not_stay_below_what_cannot_be_checked(
    page: Page, tab: Any, site: str
) -> None:
    check(opened(page, site, "check"), ARTICLE)
    page.locator("#tool-check textarea").fill(" ")
    page.locator("#tool-check [type=submit]").click()
    expect(page.locator("#tool-check .failed")).to_contain_text("没有可核对的文字")
    expect(page.locator("#tool-check .result")).to_be_empty()
    tab.complaints.clear()  # the browser logs that it was refused


def test_too_long_a_text_is_refused_before_it_is_sent(page: Page, site: str) -> None:
    check(opened(page, site, "check"), ARTICLE)
    page.locator("#tool-check textarea").evaluate("e => { e.value = '字'.repeat(1000001); }")
    page.locator("#tool-check [type=submit]").click()
    told = WORDS.check_limit.format("1,000,001", "1,000,000")
    expect(page.locator("#tool-check .failed")).to_have_text(told)
    expect(page.locator("#tool-check .result")).to_be_empty()


def test_what_takes_long_can_be_cancelled_and_leaves_the_chat_alone(page: Page, site: str) -> None:
    opened(page, site, "check")
    page.route("**/tools/zh/check", lambda route: None)  # never answered
    page.locator("#tool-check textarea").fill("没有网络安全就没有国家安全")
    page.locator("#tool-check [type=submit]").click()
    expect(page.locator("#tool-check .running")).to_be_visible()
    page.keyboard.press("Escape")
    b.ask(page, "存在哪些突出问题？")
    page.get_by_role("link", name=WORDS.tools).click()
    page.get_by_role("button", name=WORDS.cancel).click()
    expect(page.locator("#tool-check .failed")).to_have_text(WORDS.cancelled)
    expect(page.locator("#tool-check .running")).to_be_hidden()
    page.unroute("**/tools/zh/check")


def test_the_scope_of_the_conversation_is_that_of_the_check(page: Page, shelf: str) -> None:
    b.opened(page, shelf)
    page.locator(".scope-button").click()
    page.locator("#panel [name=documents]").first.check()
    page.get_by_role("button", name=ZH.panel.scope_apply).click()
    expect(page.locator(".scope-button")).to_contain_text("1 篇")
    page.get_by_role("link", name=WORDS.tools).click()
    expect(page.locator("#tool-check .scope-value")).to_contain_text("1 篇")
    check(page, "没有网络安全就没有国家安全")
    expect(page.locator("#tool-check .searched")).to_contain_text("1 篇")
    page.goto("about:blank")
    opened(page, shelf, "trace?w=网络强国")  # asked for before the conversation has arrived
    expect(page.locator("#tool-trace .searched")).to_contain_text("1 篇")
    page.locator("#tab-check").click()
    page.locator("#tool-check").get_by_role("button", name=WORDS.scope_change).click()
    expect(page.locator("#panel .panel h2")).to_be_focused()
    page.get_by_role("button", name=ZH.panel.scope_reset).click()
    expect(page.locator(".scope-button")).not_to_contain_text("1 篇")


def test_an_address_names_what_is_followed(page: Page, site: str) -> None:
    opened(page, site, "trace?w=网络强国&w=数字中国")
    expect(page.locator(".trace")).to_have_count(2)
    expect(page.locator("[name=wordings]")).to_have_value("网络强国、数字中国")
    expect(page.locator(".trace").nth(1)).to_contain_text("没有这个词语")
    expect(page.locator(".chart svg:visible")).to_have_count(1)
    page.locator(".line-of").nth(2).click()
    expect(page.locator("mark.active")).to_have_text("网络强国")
    page.keyboard.press("Escape")
    page.locator("[name=wordings]").fill("国家安全， <b>x</b>")
    page.keyboard.press("Enter")
    expect(page.locator(".result:visible h2")).to_have_text("“国家安全”、“<b>x</b>”")
    page.get_by_role("link", name=ZH.other_language).click()
    expect(page.locator(".result:visible h2")).to_have_text("“国家安全”, “<b>x</b>”")
    assert "%E5%9B%BD" in page.url


def test_tabs_are_reached_by_arrow_keys(page: Page, site: str) -> None:
    opened(page, site, "check").locator("#tab-check").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-trace")).to_be_focused()
    expect(page.locator("#tool-trace")).to_be_visible()
    expect(page.locator("#tool-check")).to_be_hidden()
    assert page.url.endswith("#trace")
    page.keyboard.press("Home")
    expect(page.locator("#tab-check")).to_be_focused()
    page.go_back()
    expect(page.locator("#tool-trace")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [("check", "zh", ZH), ("trace?w=网络强国&w=数字中国", "en", EN)],
)
def test_the_tools_fit_a_phone_in_either_language_and_theme(
    phone: Page, site: str, address: str, language: str, words: Strings
) -> None:
    opened(phone, site, address, language)
    if address == "check":
        check(phone, ARTICLE)
    phone.locator(".result:visible h2").wait_for()
    assert not phone.evaluate("document.querySelector('#tools').scrollWidth > innerWidth")
    for _ in range(2):
        phone.get_by_role("button", name=words.theme).click()
        assert b.violations(phone) == []
        assert phone.evaluate(b.LOW_CONTRAST) == []
    if language == "en":
        told = [re.sub("网络强国|数字中国", "", w) for w in phone.evaluate(WORDS_OF_TOOLS)]
        assert [w for w in told if re.search("[一-鿿]", w)] == []
    place = phone.locator(".cite:visible").first
    place.click()
    assert b.active(phone)
    assert phone.evaluate("document.querySelector('#tools').clientWidth") == 390  # behind the sheet
    back = phone.locator("#reader .back")
    expect(back).to_have_text(words.tools.close_source)
    back.click()
    expect(place).to_be_focused()


def test_two_documents_are_chosen_by_typing_and_compared(page: Page, shelf: str) -> None:
    opened(page, shelf, "compare")
    run = page.locator("#tool-compare [type=submit]")
    run.click()
    expect(page.locator("#tool-compare .failed")).to_have_text(ZH.compare.choose_two)
    page.locator("#pick-left").fill("网络强国")
    option = page.locator("#list-left [role=option]")
    expect(option).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#pick-right").fill("防汛")
    page.locator("#list-right [role=option]").click()
    run.click()
    expect(page.locator("#tool-compare .result h2")).to_be_focused()
    page.locator(".pair.dropped .cite").first.click()
    assert b.active(page)
    page.keyboard.press("Escape")
    page.reload()  # the address names both
    page.locator("#tool-compare .result h2").wait_for()


@pytest.mark.parametrize(("language", "words"), [("zh", ZH), ("en", EN)])
def test_a_digest_fits_a_phone_and_leads_to_the_source(
    phone: Page, site: str, language: str, words: Strings
) -> None:
    opened(phone, site, "digest?name=changchun_2018.txt", language)
    phone.locator("#tool-digest .digest .item").first.wait_for()
    assert not phone.evaluate("document.querySelector('#tools').scrollWidth > innerWidth")
    for _ in range(2):
        phone.get_by_role("button", name=words.theme).click()
        assert b.violations(phone) == []
        assert phone.evaluate(b.LOW_CONTRAST) == []
    place = phone.locator(".digest .item .cite").first
    place.click()
    assert b.active(phone).startswith("一是")
    phone.locator("#reader .back").click()
    expect(place).to_be_focused()
