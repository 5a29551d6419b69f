"""Every page of the program and every state that a person can find it in, each by its name."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import browser as b
from playwright.sync_api import Page, Route, expect

from assistant import Assistant
from assistant.types import Added, Progress
from ui import job_page
from ui.jobs import Job
from ui.strings import STRINGS, PageLanguage, Strings

PROBLEMS = "存在哪些突出问题？"
QUOTED = "讲话里说过“没有网络安全就没有社会安全”吗？"
ARTICLE = (
    "会议强调：“没有网络安全就有国家安全，没有信息化就没有现代化”。\n\n"
    "讲话引用了“网络强国战略思想”，还有人说“月球基地明年建成投产”。"
)
TALK = """在全市农业农村工作座谈会上的讲话
（2019年3月2日）
王明

一、切实抓好春耕备耕
一要抓好春耕备耕，全年粮食产量达到343万吨；二要管好水利设施，决不能带病度汛；三要备足种子化肥。
二、加强组织领导
各级各部门要把农业农村工作摆在突出位置，主要负责同志要亲自抓。更多资 料+微信：abc123
"""
REPORT = """2020年全市政府工作报告
（2020年1月10日）
李强

一、2019年工作回顾
一要抓好春耕备耕，全年粮食产量达到350万吨；二要管好水利设施，决不能带病度汛。
二、2020年工作安排
没有网络安全就没有国家安全。要把农业农村工作摆在突出位置。
"""


def furnished(library: Path, *, hostile: bool = True) -> Assistant:
    """A library that fills every view: several years, speakers and types, something removed.
    `hostile`: also a text full of markup."""
    opened = Assistant.open(library)
    opened.add(b.SPEECH)
    if hostile:
        opened.add_text(f"关于 <i>防汛</i> 工作的讲话\n{b.NASTY}\n", "<u>防汛</u> & ${x}.md")
    opened.add_text(TALK, "2019/座谈会.txt")
    opened.add_text(REPORT, "2020/政府工作报告.txt")
    opened.add_text("关于供水工作的讲话\n水压要稳定。\n", "供水.txt")
    opened.remove("供水.txt")
    opened.edit("2020/政府工作报告.txt", type="report")
    return opened


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


@contextlib.contextmanager
def job_shown(page: Page, job: Job) -> Iterator[None]:
    """The page meanwhile hears from the server that this job is the only one."""

    def state(route: Route) -> None:
        language: PageLanguage = "en" if "/en/" in route.request.url else "zh"
        told = {"changes": hash(job.state), "stored": 0, "running": not job.ended, "editor": True}
        told |= {"jobs": job_page.jobs([job], STRINGS[language], True), "account": ""}
        route.fulfill(json={**told, "busy": job_page.busy([job]), "accounts": False})

    page.route("**/library/*/state?*", state)
    yield
    page.locator(f".job.{job.state}").wait_for()
    page.unroute("**/library/*/state?*", state)


RUNNING = Job(
    "j", "running", 9, done=3, progress=Progress("reading", 3, 9, "2020/政府工作报告.txt")
)
DONE = Job(
    "j",
    "done",
    3,
    done=3,
    results=(
        Added(
            "坏.pdf",
            "坏.pdf",
            "refused",
            "Damaged. Open and save it again, then add it.",
            "文件已损坏。请打开后另存，再添加。",
        ),
        Added("a.txt", "2019/座谈会.txt", "added", paragraphs=6),
        Added("b.txt", "2020/政府工作报告.txt", "unchanged"),
    ),
)
FAILED = Job("j", "failed", 3, done=1)


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
        *(library, document, document_cited, nothing_matches, removed),
        *(job_running, job_done, job_failed),
        *(check, article_checked, trace, compare, digest, source_beside),
    )
}
