"""Finding a wording in the source and in the library, in headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import browser as b
import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from ui.strings import ZH

WORDS = ZH.panel
REPORT = "县政府工作报告\n——{day}在县人民代表大会上\n县长 周和平\n\n{text}\n"
SAME = "渠水通到哪里，林带就栽到哪里。\n"
LONG = "".join(f"第{n}段先说别的事情，这里不谈。\n" for n in range(1, 120))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_text(REPORT.format(day="2015年1月9日", text=SAME), "甲.txt")
        opened.add_text(REPORT.format(day="2016年1月8日", text=SAME), "乙.txt")
        long = f"渠水不能浪费。\n{LONG}泵站一共维修了八座，泵站都已通水。\n"
        opened.add_text(REPORT.format(day="2017年1月8日", text=long), "丙.txt")
        with b.served(opened) as url:
            yield url


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("党的十八大", "X的十八大"),
        ("X的十八大", "X的十八大"),
        ("網絡安全", "网络安全"),
        ("国家安全，没有信息化", "国家安全,没有信息化"),
    ],
)
def test_the_source_is_searched_for_what_is_meant(
    page: Page, site: str, typed: str, shown: str
) -> None:
    b.opened(page, site)
    within = page.get_by_label(WORDS.find_within)
    within.fill(typed)
    expect(page.locator("#matches")).to_have_text(re.compile(r"^1/[1-9]\d*$"))
    assert page.evaluate("[...CSS.highlights.get('found-active')].map(String)") == [shown]
    within.fill("没有这个词句")
    expect(page.locator("#matches")).to_have_text(WORDS.find_none)
    within.fill("")
    expect(page.locator("#matches")).to_have_text("")


def test_every_place_of_a_wording_is_marked_and_stepped_through(page: Page, reports: str) -> None:
    b.ask(b.opened(page, reports), "泵站维修了几座？")
    page.get_by_role("button", name=WORDS.passages).click()
    page.locator("#panel [name=wording]").fill("泵站")
    page.keyboard.press("Enter")
    hit = page.locator("#panel .hits > li")
    expect(hit.locator(".clause")).to_have_count(2)
    expect(hit).to_contain_text(WORDS.places.format(2))
    hit.locator(".cite").click()
    expect(page.locator("#source mark.quoted")).to_have_count(2)
    expect(page.locator(".count")).to_have_text("1/2")
    page.get_by_role("button", name=ZH.next, exact=True).click()
    expect(page.locator(".count")).to_have_text("2/2")


def test_while_finding_the_steps_lead_from_hit_to_hit(page: Page, reports: str) -> None:
    b.ask(b.opened(page, reports), "泵站维修了几座？")
    cited = b.active(page)
    within, matches = page.get_by_label(WORDS.find_within), page.locator("#matches")
    hit = "String([...CSS.highlights.get('found-active')][0].startContainer.data.slice(0, 4))"
    within.fill("这里不谈")
    expect(matches).to_have_text("1/119")
    page.get_by_role("button", name=ZH.next, exact=True).click()
    expect(matches).to_have_text("2/119")
    assert page.evaluate(hit).startswith("第2段")
    for _ in range(2):
        page.get_by_role("button", name=ZH.previous, exact=True).click()
    expect(matches).to_have_text("119/119")
    within.fill("渠水不能浪费")  # a single hit needs no steps
    expect(matches).to_have_text("1/1")
    expect(page.locator(".steps")).to_be_hidden()
    within.fill("渠水堵塞")
    expect(matches).to_have_text(WORDS.find_none)
    within.fill("")
    expect(matches).to_have_text("")
    assert b.active(page) == cited


def test_on_a_phone_the_steps_lead_from_hit_to_hit(phone: Page, reports: str) -> None:
    b.opened(phone, reports)
    phone.get_by_role("button", name=ZH.open_source, exact=True).tap()
    phone.locator("#chooser").select_option("丙.txt")
    phone.get_by_label(WORDS.find_within).fill("泵站")
    expect(phone.locator("#matches")).to_have_text("1/2")
    phone.get_by_role("button", name=ZH.next, exact=True).tap()
    expect(phone.locator("#matches")).to_have_text("2/2")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_the_other_document_that_holds_a_quotation_opens_and_leads_back(
    page: Page, reports: str
) -> None:
    turn = b.ask(b.opened(page, reports), "林带栽到哪里？")
    expect(turn.locator(".locator").first).to_contain_text("《县政府工作报告》（2015年）")
    turn.locator(".also summary").click()
    other = turn.locator(".also .cite")
    expect(other).to_have_text("《县政府工作报告》 · 周和平 · 2016-01-08")
    other.click()
    expect(page.locator("#source .document")).to_have_attribute("data-document", "乙.txt")
    assert b.active(page) == "渠水通到哪里，林带就栽到哪里。"
    page.get_by_role("button", name=ZH.back).click()
    expect(turn.locator("a.cite").first).to_be_focused()


def test_on_a_phone_it_opens_as_a_sheet(phone: Page, reports: str) -> None:
    b.opened(phone, reports)
    turn = b.ask(phone, "林带栽到哪里？")
    turn.locator(".also summary").tap()
    turn.locator(".also .cite").tap()
    expect(phone.locator("mark.active").first).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.get_by_role("button", name=ZH.back).tap()
    expect(phone.locator("#source")).not_to_be_visible()


def test_a_far_quotation_is_seen_at_once(page: Page, reports: str) -> None:
    turn = b.ask(b.opened(page, reports), "泵站维修了几座？")
    expect(page.locator("mark.active")).to_be_in_viewport()
    page.locator("#source").evaluate("pane => pane.scrollTo({ top: 0, behavior: 'instant' })")
    expect(page.locator("mark.active")).not_to_be_in_viewport()
    turn.locator("a.cite").first.click()
    page.wait_for_timeout(100)
    box = page.locator("mark.active").bounding_box()
    assert box and 0 < box["y"] < 720


def test_wordings_over_time_are_told_apart_by_spaces(page: Page, reports: str) -> None:
    page.goto(f"{reports}zh/#trace")
    page.locator("#tool-trace [name=wordings]").fill("渠水 林带")
    page.locator("#tool-trace [type=submit]").click()
    expect(page.locator("#tool-trace .result h2")).to_have_text("“渠水”、“林带”")
