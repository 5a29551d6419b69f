"""The library on the page: files in, corrected, removed and back, in headless Chromium."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import browser as b
import pytest
from own_library import TALK, in_library, own_tab
from playwright.sync_api import Browser, Page, Route, expect

from assistant import Assistant
from assistant.library.backup import restore_backup
from assistant.types import AddReport
from ui.strings import EN, ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

WORDS = ZH.library
EVIL = "<img src=x onerror=alert(1)>.txt"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with own_tab(browser) as tab:
        yield tab


def folder(tmp_path: Path) -> Path:
    made = tmp_path / "资料"
    (made / "2019").mkdir(parents=True)
    (made / "2019" / "座谈会.txt").write_text(TALK, encoding="utf-8")
    (made / EVIL).write_text("甲、乙、丙三项工作都要落实到位。\n", encoding="utf-8")
    (made / "坏.pdf").write_bytes(b"%PDF-1.4")
    (made / ".隐藏.txt").write_text("x")
    return made


def test_a_folder_is_added_with_its_paths_and_every_tab_sees_it(
    page: Page, own: tuple[str, Assistant], tmp_path: Path, browser: Browser
) -> None:
    url, assistant = own
    other = browser.new_page()
    in_library(other, url)
    in_library(page, url).set_input_files("#choose-folder", folder(tmp_path))
    for tab in (page, other):
        job = tab.locator("#library-jobs [data-job]")
        expect(job).to_contain_text("已添加 2", timeout=15_000)
        expect(job).to_contain_text("坏.pdf")
        expect(tab.locator(".documents .name")).to_have_count(3)
    results = page.locator("#library-jobs .results")
    expect(results.get_by_text(EVIL, exact=True)).to_be_visible()
    expect(other.locator("#library-jobs .results")).to_be_hidden()  # it has sent nothing
    other.close()
    page.get_by_role("link", name=WORDS.ask, exact=True).click()
    page.get_by_role("link", name=WORDS.library, exact=True).click()
    expect(results).to_be_hidden()
    page.locator("#library-jobs summary").click()
    expect(results).to_be_visible()
    page.reload()
    expect(page.locator("#library-jobs")).to_contain_text("已添加 2")
    box = page.locator("#library-jobs [data-job]").bounding_box()
    assert box and box["height"] < 64  # a line
    page.get_by_role("button", name=ZH.job.dismiss).click()
    expect(page.locator("#library-jobs [data-job]")).to_have_count(0)
    names = {d.name for d in assistant.documents()}
    assert names == {"changchun_2018.txt", "2019/座谈会.txt", EVIL}


def test_what_was_added_can_be_asked_at_once(
    page: Page, own: tuple[str, Assistant], tmp_path: Path
) -> None:
    url, _ = own
    in_library(page, url).set_input_files("#choose-folder", folder(tmp_path))
    expect(page.locator("#library-jobs")).to_contain_text("已添加 2", timeout=15_000)
    page.get_by_role("link", name=WORDS.ask, exact=True).click()
    turn = b.ask(page, "春耕和水利要怎么做？")
    expect(turn).to_contain_text("抓好春耕")


def test_a_document_is_corrected_read_and_asked(page: Page, own: tuple[str, Assistant]) -> None:
    url, assistant = own
    assistant.add_text(TALK, "座谈会.txt")
    name = in_library(page, url).locator(".documents .name").filter(has_text="农业座谈会")
    name.click()
    expect(name).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".below")).to_contain_text("更多资 料+微信：abc123")
    page.locator(".metadata [name=date]").fill("2019-13-02")
    page.get_by_role("button", name=WORDS.save).click()
    expect(page.locator(".metadata .failed")).to_contain_text("不是日期")
    page.locator(".metadata [name=date]").fill("2019年3月5日")
    page.locator(".metadata [name=title]").fill("在农业会上的讲话 <b>")
    page.get_by_role("button", name=WORDS.save).click()
    expect(page.locator(".metadata .told")).to_have_text(WORDS.saved)
    expect(page.get_by_text("不是日期")).to_have_count(0)
    expect(page.locator(".metadata [name=date]")).to_have_value("2019-03-05")
    expect(page.locator(".documents .name").first).to_have_text("在农业会上的讲话 <b>")
    found = next(d for d in assistant.documents() if d.name == "座谈会.txt")
    assert (found.title, found.date) == ("在农业会上的讲话 <b>", "2019-03-05")
    page.get_by_role("button", name=WORDS.ask_within).click()
    expect(page.locator(".scope-button")).to_contain_text("1 篇")
    expect(page.locator("#question textarea")).to_be_visible()


def test_an_upload_that_is_cancelled_says_that_nothing_was_added(
    page: Page, own: tuple[str, Assistant], tmp_path: Path
) -> None:
    url, assistant = own
    before = [d.name for d in assistant.documents()]
    page.route("**/library/zh/uploads/*?path=*", lambda route: None)  # never arrives
    in_library(page, url).set_input_files("#choose-folder", folder(tmp_path))
    page.locator("#library-upload button").click()
    expect(page.locator("#library-told")).to_have_text(WORDS.upload_cancelled)
    expect(page.locator("#library-upload *")).to_have_count(0)
    expect(page.locator("#library-jobs [data-job]")).to_have_count(0)
    assert [d.name for d in assistant.documents()] == before
    page.unroute_all(behavior="ignoreErrors")


def test_the_library_speaks_either_language_and_fits_a_phone(
    page: Page, own: tuple[str, Assistant]
) -> None:
    url, _ = own
    page.set_viewport_size({"width": 390, "height": 844})
    in_library(page, url).locator(".documents .name").click()
    expect(page.locator(".metadata")).to_be_visible()
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide)
    page.get_by_role("link", name=ZH.other_language).click()
    expect(page.locator("#library-list h2")).to_have_text(EN.library.library)
    assert not page.evaluate(wide)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(1000)  # what fades when the theme changes has to end first
        assert page.evaluate(b.LOW_CONTRAST) == []


def test_work_that_goes_on_is_seen_beside_the_librarys_link(
    page: Page, own: tuple[str, Assistant]
) -> None:
    def busy(route: Route) -> None:
        state = route.fetch().json()
        route.fulfill(json={**state, "busy": "3/9"})

    page.route("**/library/zh/state?*", busy)
    page.goto(f"{own[0]}zh/")
    expect(page.get_by_role("link", name=WORDS.library)).to_have_text(f"{WORDS.library}3/9")
    page.unroute_all(behavior="wait")


def test_a_document_is_cited_in_every_format(page: Page, own: tuple[str, Assistant]) -> None:
    in_library(page, own[0]).locator(".documents .name").click()
    page.get_by_text(ZH.citing.cite, exact=True).click()
    entries = page.locator(".citing pre")
    expect(entries).to_have_count(4)
    expect(entries.first).to_contain_text("[出版地不详: 出版者不详]")
    expect(page.locator(".citing .hint")).to_contain_text(ZH.citing.facts["publisher"])
    assert b.violations(page) == []
    page.locator(".published [name=date]").fill("2018-13")
    page.keyboard.press("Enter")
    expect(page.locator(".published .failed")).to_contain_text("不是日期")
    page.locator(".published [name=date]").fill("2018-08-09")
    page.locator(".published [name=newspaper]").fill("长春日报 <b>")
    page.keyboard.press("Enter")
    expect(entries.first).to_contain_text("[N]. 长春日报 <b>, 2018-08-09")
    expect(entries.nth(2)).to_contain_text("@article{")
    expect(entries.nth(3)).to_contain_text('"container-title"')


def test_a_job_is_cancelled_from_any_tab_and_survives_a_reload(
    page: Page,
    own: tuple[str, Assistant],
    tmp_path: Path,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url, assistant = own

    def slow(path: Path, **options: Any) -> AddReport:
        while not options["cancel"]():
            time.sleep(0.02)
        return AddReport((), cancelled=True)

    monkeypatch.setattr(assistant, "add", slow)
    in_library(page, url).set_input_files("#choose-folder", folder(tmp_path))
    cancel = page.get_by_role("button", name=WORDS.cancel)
    expect(cancel).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.reload()
    expect(cancel).to_be_visible()
    other = browser.new_page()
    in_library(other, url).get_by_role("button", name=WORDS.cancel).click()
    for tab in (page, other):
        expect(tab.locator("#library-jobs")).to_contain_text(ZH.job.cancelled)
    other.close()


def test_a_backup_is_downloaded_and_opens_as_a_library(
    page: Page, own: tuple[str, Assistant], tmp_path: Path
) -> None:
    with in_library(page, own[0]).expect_download() as download:
        page.get_by_role("link", name=WORDS.backup).click()
    download.value.save_as(tmp_path / "backup.zip")
    assert restore_backup(tmp_path / "backup.zip", tmp_path / "again").documents == 1
