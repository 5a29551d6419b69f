"""Scope, history, excerpts, ranked passages and the account of an answer, in headless Chromium."""

from __future__ import annotations

import io
import re

import browser as b
import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from ui.strings import EN, ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

PROBLEMS = "存在哪些突出问题？"
FLOOD = "防汛准备有哪三点？"
WORDS = ZH.panel
ABOUT = ZH.about


def panel(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).last.click()
    expect(page.locator("#panel .panel")).to_be_visible()


def test_the_scope_is_chosen_shown_and_kept_with_the_conversation(
    page: Page, shelf: str, collection: Assistant
) -> None:
    b.opened(page, shelf)
    scope = page.locator(".scope-button")
    scope.click()
    page.locator("#panel").get_by_label(re.compile("长春网信")).check()
    page.get_by_role("button", name=WORDS.scope_apply).click()
    title = next(d.title for d in collection.documents() if "长春网信" in d.title)
    expect(scope).to_contain_text(f"《{title}》 · 1 篇")
    turn = b.ask(page, PROBLEMS)
    expect(turn.locator(".searched")).to_contain_text("检索 1 篇 · 14 段")
    scope.click()
    page.get_by_label(WORDS.scope_name).fill("长春")
    page.get_by_role("button", name=WORDS.scope_keep).click()
    expect(page.locator(".named")).to_contain_text("长春")
    page.reload()
    expect(scope).to_contain_text("长春 · 1 篇")
    page.get_by_role("link", name=ZH.other_language).click()
    expect(scope).to_contain_text("长春 · 1 document")
    expect(page.locator(".turn")).to_have_count(1)
    scope.click()
    page.get_by_role("button", name=EN.panel.scope_reset).click()
    expect(scope).to_contain_text(f"{EN.panel.scope_all} · 2 documents")
    scope.click()
    page.locator(".named").get_by_role("button", name="长春", exact=True).click()
    expect(scope).to_contain_text("长春 · 1 document")
    scope.click()
    page.get_by_role("button", name=EN.panel.scope_reset).click()
    expect(scope).to_contain_text("2 documents")


def test_conversations_are_listed_opened_renamed_and_deleted(page: Page, site: str) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    b.ask(b.cleared(page), "取得了哪些成效？")
    panel(page, WORDS.history)
    names = page.locator(".kept .open")
    expect(names.nth(0)).to_have_text("取得了哪些成效？")
    names.nth(1).click()
    expect(page.locator("#turn-1 .question")).to_have_text(PROBLEMS)
    panel(page, WORDS.history)
    first = page.locator(".kept > li[aria-current]")  # where it was: it was only looked at
    first.locator("summary").first.click()
    first.get_by_label(WORDS.name, exact=True).fill("长春 <b>问题</b>")
    first.get_by_role("button", name=WORDS.save).click()
    expect(names.nth(1)).to_have_text("长春 <b>问题</b>")
    kept = names.count()
    first.get_by_role("button", name=WORDS.delete).click()
    first.get_by_role("button", name=WORDS.delete_sure).click()
    notice = page.get_by_role("alert")
    expect(notice).to_have_text(WORDS.deleted)
    expect(notice).to_have_class("calm")  # nothing went wrong
    expect(names).to_have_count(kept - 1)
    page.keyboard.press("Escape")
    expect(page.locator(".welcome")).to_be_visible()


def test_a_kept_conversation_opens_at_its_last_answer_and_the_source_of_that(
    page: Page, shelf: str, collection: Assistant
) -> None:
    b.ask(b.opened(page, shelf), PROBLEMS)
    b.ask(page, FLOOD)
    b.cleared(page)
    page.locator("#chooser").select_option("changchun_2018.txt")
    expect(page.locator("#source mark")).to_have_count(0)
    panel(page, WORDS.history)
    page.locator(".kept .open").first.click()
    assert b.active(page) == collection.ask(FLOOD).quotes[0].text
    expect(page.locator("mark.active").first).to_be_in_viewport()
    pane = page.locator("#conversation").bounding_box()
    last = page.locator("#turn-2").bounding_box()
    assert pane and last and last["y"] < pane["y"] + pane["height"] / 2
    expect(page.locator("#turn-2 .question")).to_be_in_viewport()


def test_a_visitor_sees_no_one_elses_conversations(page: Page, site: str, browser: Browser) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    panel(page, WORDS.history)
    link = page.locator(".kept a").first.get_attribute("href") or ""
    id_ = link.split("/")[-1].removesuffix(".docx")
    mine = page.request.get(f"{site}export/conversation/{id_}.md")
    assert mine.ok and "存在哪些突出问题" in mine.text()
    cookie = next(c for c in page.context.cookies() if c["name"] == "visitor")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    stranger = browser.new_context()
    assert stranger.request.get(f"{site}export/conversation/{id_}.md").status == 404
    tab = stranger.new_page()
    tab.goto(site)
    tab.evaluate("id => sessionStorage.setItem('conversation', id)", id_)
    tab.reload()
    tab.locator(".welcome").wait_for()
    stranger.close()


def test_excerpts_gather_across_answers_and_reach_word_as_in_the_source(
    page: Page, shelf: str, collection: Assistant
) -> None:
    b.opened(page, shelf)
    wanted = []
    for question in (PROBLEMS, FLOOD):
        turn = b.ask(page, question)
        turn.get_by_role("button", name=WORDS.put_aside, exact=True).first.click()
        wanted.append(collection.ask(question).quotes[0])
        expect(page.locator(".excerpts-button")).to_have_text(f"{WORDS.excerpts} {len(wanted)}")
    page.locator(".excerpts-button").click()
    shown = page.locator("#panel .verbatim")
    expect(shown).to_have_count(2)
    assert shown.all_text_contents() == [q.text for q in wanted]
    with page.expect_download() as download:
        page.get_by_role("link", name=WORDS.word).click()
    content = download.value.path().read_bytes()
    written = [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]
    assert [q.text for q in wanted] == [t for t in written if t in {q.text for q in wanted}]
    with page.expect_download() as download:
        page.get_by_role("link", name=WORDS.pack).click()
    checked = collection.verify_pack(download.value.path().read_bytes())
    assert checked.proved, checked.findings
    page.get_by_role("button", name=WORDS.drop, exact=True).first.click()
    expect(shown).to_have_count(1)
    page.get_by_role("button", name=WORDS.drop_all).click()
    expect(page.locator("#panel")).to_contain_text(WORDS.excerpts_hint)


def test_the_passages_behind_an_answer_are_paged_and_lead_to_the_source(
    page: Page, site: str, assistant: Assistant
) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    panel(page, WORDS.passages)
    hits = assistant.search(PROBLEMS, limit=50)
    shown = page.locator(".hits .verbatim")
    assert shown.all_text_contents() == [h.text for h in hits[:10]]
    page.get_by_role("button", name=WORDS.pages_next).click()
    expect(shown).to_have_count(len(hits) - 10)
    assert shown.all_text_contents() == [h.text for h in hits[10:]]
    page.locator(".hits .cite").first.click()
    start, end = hits[10].sentence
    text = assistant.text("changchun_2018.txt")[start:end]
    expect(page.locator("mark.active")).to_have_text(text)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#turn-1")).to_be_visible()


def test_a_wording_is_found_to_the_letter(page: Page, shelf: str) -> None:
    b.ask(b.opened(page, shelf), PROBLEMS)
    panel(page, WORDS.passages)
    field = page.get_by_role("searchbox", name=WORDS.find)
    field.fill('<img src=x onerror="alert(1)">')
    field.press("Enter")
    expect(page.locator("#panel [role=status]")).to_have_text(WORDS.found.format(1))
    expect(page.locator(".hits .clause")).to_have_text('<img src=x onerror="alert(1)">')
    page.get_by_role("searchbox", name=WORDS.find).fill("量子计算机")
    page.keyboard.press("Enter")
    expect(page.locator("#panel [role=status]")).to_have_text(WORDS.found_none)


def test_an_answer_gives_account_of_itself(page: Page, site: str, assistant: Assistant) -> None:
    b.ask(b.opened(page, site), PROBLEMS)
    panel(page, f"{ABOUT.title}$")
    expect(page.locator(".about article")).to_have_count(4)
    about = page.locator(".about")
    expect(about).to_contain_text(ABOUT.bundled)
    expect(about).to_contain_text(ABOUT.restored.format("X", "党"))
    expect(about.locator("tbody td").first).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=ABOUT.title)).to_be_focused()
