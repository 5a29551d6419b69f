"""Script, event handlers, templates and Markdown stay text, wherever on the page they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin

import browser as b
import pytest
from page_states import at
from playwright.sync_api import Page, expect
from rendered import Rendered

from assistant import Assistant
from ui.strings import ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

ATTACK = (
    "\"><img src=x onerror='window.hit=1'><script>window.hit=1</script>${window.hit=1}"
    "{{constructor.constructor('window.hit=1')()}}<svg onload=window.hit=1>' onfocus='window.hit=1'"
    " autofocus [x](javascript:window.hit=1) **b** $$y$$ _z_ &lt;u&gt;"
)
NAME = ATTACK.replace("/", "")[:120] + ".txt"
SCRIPT = "<script>window.hit=1</script>"
HEADING = "一、准备<img src=x onerror=window.hit=1>"
QUESTION = f"防汛准备有哪三点？ {ATTACK}"
TEXT = (
    f"关于防汛 {ATTACK} 的讲话\n（2020年6月1日）\n\n{HEADING}\n"
    f"防汛准备有三点：一是加固堤坝 {ATTACK}；二是清理河道；三是转移群众。\n"
)
# What only markup that was taken for markup brings onto the page.
INJECTED = """() => [
  ...(window.hit ? ["window.hit"] : []),
  ...[...document.querySelectorAll("#header, #columns, #library, #tools")].flatMap((part) => [
    ...part.querySelectorAll(
      "img:not([alt]), script, iframe, b, em, [onerror], [onload], [onfocus], [autofocus], a[href^='javascript:']"
    ),
  ]).map((element) => element.outerHTML),
]"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A library whose texts, titles, names and facts are all payloads."""
    library = tmp_path_factory.mktemp("library")
    with Assistant.open(library) as opened:
        facts = dict.fromkeys(("title", "speaker", "occasion", "place", "series"), ATTACK)
        for name in (NAME, f"b {NAME}", f"gone {NAME}"):
            opened.add_text(f"{TEXT}{len(name)}\n", name)
            opened.edit(name, **facts, remarks=(ATTACK,))
        opened.remove(f"gone {NAME}")
        with b.served(opened, library=library) as url:
            yield url


def untouched(page: Page) -> None:
    page.wait_for_timeout(100)  # what was injected would have run by then
    assert page.evaluate(INJECTED) == []


def shown(page: Page, selector: str, payload: str = ATTACK) -> None:
    """The payload is there to be read, letter for letter."""
    expect(page.locator(selector).filter(has_text=payload).first).to_be_visible()
    untouched(page)


def test_in_the_conversation_the_reader_and_the_panels(page: Page, hostile: str) -> None:
    at(page, hostile, "zh")
    b.cleared(page)
    shown(page, "#source .heading", HEADING)
    b.ask(page, QUESTION)
    shown(page, ".question")
    b.ask(page, "防汛准备有哪三点？")
    shown(page, "#turn-2 .verbatim", SCRIPT)
    page.locator("#turn-2 .cite").first.click()
    assert SCRIPT in b.active(page)
    untouched(page)
    page.locator("#source .number").first.click()
    page.locator(".outline summary").click()
    shown(page, ".outline a", HEADING)
    page.keyboard.press("Escape")
    page.locator("#turn-2 [data-send=put_aside]").first.click()
    expect(page.locator(".excerpts-button")).to_have_text(f"{ZH.panel.excerpts} 1")
    for opener, place in (
        (".excerpts-button", "#panel .verbatim"),
        ("[data-v-kind=history]", "#panel .open"),
        ("#turn-2 [data-send=about]", "#panel .verbatim"),
        ("#turn-1 [data-send=passages]", "#panel .intro"),
        (".scope-button", "#panel .check"),
    ):
        page.locator(opener).last.click()
        shown(page, place, SCRIPT)
        if opener != ".scope-button":
            page.get_by_role("button", name=ZH.panel.close, exact=True).click()
    page.get_by_label(ZH.panel.scope_name).evaluate("(e, v) => { e.value = v; }", ATTACK[:80])
    page.get_by_role("button", name=ZH.panel.scope_keep).click()
    expect(page.locator(".named")).to_contain_text(ATTACK[:80])
    untouched(page)


def test_in_the_library(page: Page, hostile: str) -> None:
    at(page, hostile, "zh", "#library")
    shown(page, ".documents .name")
    page.locator(".documents .name").first.click()
    expect(page.locator(".metadata [name=speaker]")).to_have_value(ATTACK)
    shown(page, ".details .facts dd", NAME)
    page.locator(".citing summary").click()
    page.locator(".citing pre").first.wait_for()
    untouched(page)
    page.locator("#narrowing [name=sought]").fill(ATTACK)
    page.locator("#library-list .name, #library-list .empty").first.wait_for()
    untouched(page)
    page.locator("[data-show=removed]").click()
    shown(page, ".gone .title")
    page.locator("[data-restore]").first.click()
    shown(page, "#library-told")
    page.locator("[data-show=documents]").click()
    page.locator(f"[data-details='{_quoted(f'gone {NAME}')}']").click()
    page.locator("[data-remove]").click()
    shown(page, "#library-told")


def test_in_the_tools_and_in_what_they_write(page: Page, hostile: str) -> None:
    at(page, hostile, "zh", "#check")
    page.locator("#tool-check textarea").fill(f"加固堤坝 {ATTACK}")
    page.locator("#tool-check [type=submit]").click()
    shown(page, "#tool-check .asked")
    shown(page, "#tool-check .verbatim", SCRIPT)
    _sound_files(page, "#tool-check")
    for address, place in (
        (f"trace?w={quote(ATTACK[:60])}", "#tool-trace .result"),
        (f"digest?name={quote(NAME)}", "#tool-digest .verbatim"),
    ):
        at(page, hostile, "zh", f"#{address}")
        page.locator(f"{place.split()[0]} .result h2").wait_for()
        shown(page, place, ATTACK[:60])
        _sound_files(page, place.split()[0])
    at(page, hostile, "zh", "#compare")
    for side, n in (("left", 0), ("right", 1)):
        page.locator(f"#pick-{side}").fill("window")
        page.locator(f"#list-{side} [role=option]").nth(n).click()
    page.locator("#tool-compare [type=submit]").click()
    shown(page, "#tool-compare h2")
    _sound_files(page, "#tool-compare")


def test_in_addresses(page: Page, hostile: str) -> None:
    for query in (f"?text={quote(ATTACK)}&p=1", "?text=../../etc/passwd&p=../1", "?p=%00"):
        at(page, hostile, "zh", query)
        untouched(page)
    at(page, hostile, "zh", f"#check?{quote(ATTACK)}")
    untouched(page)


def _sound_files(page: Page, tool: str) -> None:
    """No page or picture that a tool writes holds an element of the payload."""
    for link in page.locator(f"{tool} .downloads a").all():
        href = urljoin(page.url, link.get_attribute("href") or "")
        answer = page.request.get(href)
        assert answer.headers["content-disposition"].startswith("attachment")
        if "html" in answer.headers["content-type"] or "svg" in answer.headers["content-type"]:
            made = Rendered(answer.text())
            assert {"img", "script", "b", "em"}.isdisjoint(name for name, _ in made.elements)
            handlers = {a for _, attributes in made.elements for a in attributes}
            assert not {h for h in handlers if re.match("on|autofocus", h)}


def _quoted(value: str) -> str:
    return re.sub(r"(['\\])", r"\\\1", value)
