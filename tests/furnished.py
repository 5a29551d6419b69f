"""A library that fills every view of the page, and jobs as the server tells of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import browser as b
from playwright.sync_api import Page, Route

from assistant import Assistant
from assistant.types import Added, Progress
from ui.library import job_page
from ui.library.jobs import Job
from ui.strings import STRINGS, PageLanguage

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
