"""Every page of the program and every state that a person can find it in, each by its name."""

from __future__ import annotations

from collections.abc import Callable

import browser as b
from furnished import DONE, FAILED, RUNNING, job_shown
from playwright.sync_api import Page, expect

from ui.strings import STRINGS, PageLanguage, Strings

PROBLEMS = "存在哪些突出问题？"
QUOTED = "讲话里说过“没有网络安全就没有社会安全”吗？"
ARTICLE = (
    "会议强调：“没有网络安全就有国家安全，没有信息化就没有现代化”。\n\n"
    "讲话引用了“网络强国战略思想”，还有人说“月球基地明年建成投产”。"
)


def at(page: Page, url: str, language: PageLanguage, place: str = "") -> Strings:
    """The page of a language, at a place of it, from anywhere."""
    page.goto("about:blank")
    page.goto(f"{url}{language}/{place}")
    page.locator("#bar .tools").wait_for(state="attached")
    return STRINGS[language]


def _asked(page: Page, url: str, language: PageLanguage, question: str = PROBLEMS) -> Strings:
    words = at(page, url, language)
    b.cleared(page)
    b.ask(page, question)
    return words


def _panel(page: Page, selector: str) -> None:
    page.locator(selector).last.click()
    page.locator("#panel .panel").wait_for()


# The conversation and the reader


def welcome(page: Page, url: str, language: PageLanguage) -> None:
    at(page, url, language)
    b.cleared(page)


def answered(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language)
    b.ask(page, "第二个呢？")


def not_found(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language, "量子计算机怎样造？")


def quotation_checked(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language, QUOTED)


def question_refused(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language)
    b.box(page).fill("问" * 5000)
    b.box(page).press("Enter")
    page.get_by_role("alert").wait_for()


def question_edited(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language)
    page.locator(".edit summary").click()


def reading(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language)
    page.locator(".turn .cite").nth(1).click()
    b.active(page)


def finding(page: Page, url: str, language: PageLanguage) -> None:
    reading(page, url, language)
    page.locator("#within").fill("网络安全")
    page.locator("#source .number:visible").first.click()
    page.locator(".toast").wait_for()


def contents(page: Page, url: str, language: PageLanguage) -> None:
    reading(page, url, language)
    page.locator(".outline summary").click()


# Panels


def scope(page: Page, url: str, language: PageLanguage) -> None:
    words = at(page, url, language)
    b.cleared(page)
    _panel(page, ".scope-button")
    page.get_by_label(words.panel.scope_name).fill("全部 <b>")
    page.get_by_role("button", name=words.panel.scope_keep).click()
    page.locator(".named li").wait_for()


def history(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language)
    _panel(page, "[data-v-kind=history]")
    page.locator(".kept summary").first.click()


def excerpts(page: Page, url: str, language: PageLanguage) -> None:
    words = _asked(page, url, language)
    page.locator("[data-send=put_aside]").first.click()
    expect(page.locator(".excerpts-button")).not_to_have_text(words.panel.excerpts)
    _panel(page, ".excerpts-button")


def no_excerpts(page: Page, url: str, language: PageLanguage) -> None:
    words = at(page, url, language)
    b.cleared(page)
    _panel(page, ".excerpts-button")
    drop = page.get_by_role("button", name=words.panel.drop_all)
    if drop.count():
        drop.click()
    expect(page.locator("#panel")).to_contain_text(words.panel.excerpts_hint)


def passages(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language)
    _panel(page, "[data-send=passages]")


def wording_found(page: Page, url: str, language: PageLanguage) -> None:
    passages(page, url, language)
    page.locator("#panel [name=wording]").fill("网络安全")
    page.keyboard.press("Enter")
    page.locator("#panel [role=status]").wait_for()


def about(page: Page, url: str, language: PageLanguage) -> None:
    _asked(page, url, language)
    _panel(page, "[data-send=about]")


# The library


def library(page: Page, url: str, language: PageLanguage) -> None:
    at(page, url, language, "#library")
    page.locator("#library-list .documents").wait_for()


def library_picked(page: Page, url: str, language: PageLanguage) -> None:
    library(page, url, language)
    page.locator("#library-list [name=pick]").first.check()
    page.locator(".picked").wait_for()


def document(page: Page, url: str, language: PageLanguage) -> None:
    library(page, url, language)
    page.locator(".documents .name").filter(has_text="座谈会").click()
    page.locator(".details .edits summary").click()


def document_cited(page: Page, url: str, language: PageLanguage) -> None:
    library(page, url, language)
    page.locator(".documents .name").filter(has_text="座谈会").click()
    page.locator(".citing summary").click()
    page.locator(".citing pre").first.wait_for()


def nothing_matches(page: Page, url: str, language: PageLanguage) -> None:
    library(page, url, language)
    page.locator("#narrowing [name=sought]").fill("没有的")
    page.locator("#library-list .empty").wait_for()


def removed(page: Page, url: str, language: PageLanguage) -> None:
    library(page, url, language)
    page.locator("[data-show=removed]").click()
    page.locator(".gone").wait_for()


def job_running(page: Page, url: str, language: PageLanguage) -> None:
    with job_shown(page, RUNNING):
        library(page, url, language)


def job_done(page: Page, url: str, language: PageLanguage) -> None:
    with job_shown(page, DONE):
        library(page, url, language)


def job_failed(page: Page, url: str, language: PageLanguage) -> None:
    with job_shown(page, FAILED):
        library(page, url, language)


# The tools


def _tool(page: Page, url: str, language: PageLanguage, address: str) -> None:
    at(page, url, language, f"#{address}")
    expect(page.locator(f"#tab-{address.split('?')[0]}")).to_have_attribute("aria-selected", "true")


def check(page: Page, url: str, language: PageLanguage) -> None:
    _tool(page, url, language, "check")


def article_checked(page: Page, url: str, language: PageLanguage) -> None:
    check(page, url, language)
    page.locator("#tool-check textarea").fill(ARTICLE)
    page.locator("#tool-check [type=submit]").click()
    page.locator("#tool-check .findings").wait_for()


def trace(page: Page, url: str, language: PageLanguage) -> None:
    _tool(page, url, language, "trace?w=网络安全&w=春耕")
    page.locator("#tool-trace .trace").first.wait_for()


def compare(page: Page, url: str, language: PageLanguage) -> None:
    _tool(page, url, language, "compare")
    for side, typed in (("left", "座谈会"), ("right", "政府")):
        page.locator(f"#pick-{side}").fill(typed)
        page.locator(f"#list-{side} [role=option]").first.click()
    page.locator("#tool-compare [type=submit]").click()
    page.locator("#tool-compare .pair").first.wait_for()


def digest(page: Page, url: str, language: PageLanguage) -> None:
    _tool(page, url, language, "digest?name=changchun_2018.txt")
    page.locator("#tool-digest .digest .item").first.wait_for()


def source_beside(page: Page, url: str, language: PageLanguage) -> None:
    article_checked(page, url, language)
    page.locator(".finding .cite").first.click()
    b.active(page)


State = Callable[[Page, str, PageLanguage], None]
STATES: dict[str, State] = {
    state.__name__: state
    for state in (
        *(welcome, answered, not_found, quotation_checked, question_refused, question_edited),
        *(reading, finding, contents),
        *(scope, history, excerpts, no_excerpts, passages, wording_found, about),
        *(library, library_picked, document, document_cited, nothing_matches, removed),
        *(job_running, job_done, job_failed),
        *(check, article_checked, trace, compare, digest, source_beside),
    )
}
