"""What browser tests need: a served library, Chromium, and a page whose requests are watched."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fastapi import FastAPI
from playwright.sync_api import Locator, Page, Request, expect

from assistant import Assistant

ROOT = Path(__file__).parent.parent
SPEECH = ROOT / "data" / "changchun_2018.txt"
NASTY = (
    "防汛准备有三点：一是 *加固* _堤坝_ ~~旧闸~~ # 井 $$x^2$$ `反引号` ${alert(1)} {{value}} 1. "
    '<b>粗</b>；二是 &amp; <img src=x onerror="alert(1)"> [1] <script>alert(1)</script> 𠮷字；'
    "三是 \\n ]]> <!-- 转移群众 --> 到位。"
)
_CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")

T = TypeVar("T")


def chromium() -> str | None:
    """The browser to drive: `CHROMIUM` in the environment, or the first one on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _CANDIDATES)), None)


def app_of(assistant: Assistant, **options: Any) -> FastAPI:
    """`create_app`, which leaves no event loop open."""
    from ui.server import create_app

    async def made() -> FastAPI:
        return create_app(assistant, **options)

    # Where no event loop is running, Gradio makes one for each of its locks.
    return awaited(made())


def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns, in an event loop of its own: Playwright's may be running here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@contextlib.contextmanager
def served(
    assistant: Assistant, wrap: Callable[[Any], Any] = lambda app: app, **options: Any
) -> Iterator[str]:
    """The page of a library, served by a thread of this process; yields its address. `options` are
    those of `create_app`, what stands around the application is made by `wrap`."""
    import uvicorn

    from ui.serving import instance

    with instance.listen("127.0.0.1", 0) as listener:
        config = uvicorn.Config(
            wrap(app_of(assistant, **options)), log_level="warning", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def strangers(page: Page) -> list[str]:
    """A list that fills with the requests of the page to other hosts."""
    # Listening, not routing: a route handler would turn the browser's cache off.
    outside: list[str] = []

    def check(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.hostname != "127.0.0.1":
            outside.append(request.url)

    page.on("request", check)
    return outside


def opened(page: Page, url: str) -> Page:
    """The page at `url` before the first question; without a path, the Chinese one."""
    if page.url not in (url, f"{url}zh/"):
        page.goto(url)
        page.locator("#bar .tools").wait_for()
    cleared(page)
    box(page).fill("")
    return page


def cleared(page: Page) -> Page:
    """A new conversation with everything in scope."""
    page.evaluate("document.querySelector('.paneled [data-do=close]')?.click()")
    current = page.locator("#bar [data-conversation]")
    before = current.get_attribute("data-conversation") or ""
    page.locator("#bar .tools button").last.click()
    expect(current).not_to_have_attribute("data-conversation", before)
    page.locator(".welcome").wait_for()
    return page


def box(page: Page) -> Locator:
    return page.locator("#question textarea")


def ask(page: Page, question: str) -> Locator:
    """Ask and wait for the answer; the turn's element."""
    turns = page.locator(".turn").count()
    box(page).fill(question)
    box(page).press("Enter")
    turn = page.locator(f"#turn-{turns + 1}")
    turn.wait_for()
    return turn


def unanswered(assistant: Assistant) -> str:
    """A question that the speech does not answer, for certain or by the model's judgement."""
    asked = ["今年的房价会怎样？", "量子计算机怎样造？", "“量子计算机”提到了几次？"]
    return next(q for q in asked if assistant.ask(q).status == "not_found")


AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, still: bool = False) -> list[str]:
    """What axe finds wrong for people who use assistive technology. `still`: nothing moves."""
    if not still:
        page.wait_for_timeout(1000)  # the pulse of a highlight has to end first
    found = page.evaluate(f"{AXE}; axe.run()")["violations"]
    return [f"{v['id']}: {n['html']}" for v in found for n in v["nodes"]]


def active(page: Page) -> str:
    """Text of the sentence that is highlighted in the reader."""
    page.locator("mark.active").first.wait_for()
    return "".join(page.locator("mark.active").all_text_contents())


# The contrast of every piece of visible text against what is painted behind it.
LOW_CONTRAST = """() => {
  const parse = (c) => {
    const m = c.match(/[\\d.]+/g).map(Number);
    return c.startsWith("color(srgb") ? [m[0] * 255, m[1] * 255, m[2] * 255, m[3] ?? 1]
                                      : [m[0], m[1], m[2], m[3] ?? 1];
  };
  const light = ([r, g, b]) => {
    const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c[3] > 0.99) return c;
    }
    return [255, 255, 255, 1];
  };
  const low = [];
  const check = (e, color, what) => {
    const a = light(parse(color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${what} ${e.className} ${e.tagName}`);
  };
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest("script, style")) continue;
    if ([...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
      check(e, getComputedStyle(e).color, e.textContent.slice(0, 12));
    for (const pseudo of ["::before", "::after"]) {
      const s = getComputedStyle(e, pseudo);
      if (!["none", "normal", '""'].includes(s.content)) check(e, s.color, pseudo + s.content);
    }
  }
  const field = document.querySelector("#question textarea");
  if (field) check(field, getComputedStyle(field, "::placeholder").color, "placeholder");
  return low;
}"""

# Every word a person can meet: text, names and tips, outside what is marked as another language.
WORDS = """() => {
  const own = document.documentElement.lang.slice(0, 2);
  const foreign = (e) => {
    const marked = e.closest("[lang]")?.lang ?? own;
    return marked.slice(0, 2) !== own || e.closest(".verbatim, .question, .lead, .place, .document, .outline, .named, .open, .value, .scope-value, .account, .edits li, pre, svg");
  };
  const found = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement;
    if (e.closest("script, style") || foreign(e) || !e.checkVisibility()) continue;
    if (n.textContent.trim()) found.push(n.textContent.trim());
  }
  for (const e of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    if (e.checkVisibility() && !foreign(e))
      for (const a of ["aria-label", "title", "placeholder"])
        if (e.getAttribute(a)) found.push(e.getAttribute(a));
  return found;
}"""
