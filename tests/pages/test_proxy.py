"""Behind a reverse proxy that publishes the page below a path, in headless Chromium."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import browser as b
import pytest
from page_states import PROBLEMS, at
from playwright.sync_api import Browser, expect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from visitors import PASSWORD

from assistant import Assistant
from ui.serving import accounts
from ui.serving.access import Access
from ui.serving.accounts import Accounts, write_account
from ui.strings import EN, ZH

pytestmark = pytest.mark.slow  # browsers by the dozen: .ci/run has the time

ROOT = "/speeches"


class Proxy:
    """Has one application below `ROOT` and nothing elsewhere. `strips`: takes the path off."""

    def __init__(self, app: ASGIApp, *, strips: bool) -> None:
        self._app = app
        self._strips = strips

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if not path.startswith(f"{ROOT}/"):
            await PlainTextResponse("another site", 404)(scope, receive, send)
            return
        if self._strips:
            path = path.removeprefix(ROOT)
        host = dict(scope["headers"])[b"host"]
        headers = [*scope["headers"], (b"x-forwarded-host", host), (b"x-forwarded-proto", b"http")]
        raw = scope["raw_path"].removeprefix(ROOT.encode()) if self._strips else scope["raw_path"]
        scope = {**scope, "path": path, "raw_path": raw, "headers": headers}
        await self._app(scope, receive, send)


@contextlib.contextmanager
def proxied(assistant: Assistant, *, strips: bool, **options: Any) -> Iterator[str]:
    with b.served(assistant, wrap=lambda app: Proxy(app, strips=strips), root=ROOT, **options) as u:
        yield f"{u.rstrip('/')}{ROOT}/"


@pytest.mark.parametrize("strips", [True, False], ids=["path taken off", "path left on"])
def test_the_page_works_below_a_path(
    browser: Browser, assistant: Assistant, tmp_path: Any, strips: bool
) -> None:
    file = tmp_path / "accounts"
    with pytest.MonkeyPatch.context() as patch, browser.new_context(locale="zh-CN") as context:
        patch.setattr(accounts, "_COST", 2)
        write_account(file, "编辑", "editor", PASSWORD)
        access = Access(Accounts(file), None)
        with proxied(assistant, strips=strips, access=access) as url:
            page = context.new_page()
            lost: list[str] = []
            page.on("response", lambda r: lost.append(r.url) if r.status >= 400 else None)
            page.goto(f"{url}zh/")
            page.get_by_label(ZH.library.account).fill("编辑")
            page.get_by_label(ZH.library.password).fill(PASSWORD)
            page.get_by_role("button", name=ZH.library.sign_in).click()
            at(page, url, "zh")
            assert {c["path"] for c in context.cookies()} == {ROOT}
            b.ask(b.cleared(page), PROBLEMS)
            page.locator(".turn .cite").first.click()
            assert b.active(page)
            page.locator("[data-v-kind=history]").click()
            export = page.locator("#panel a[download]").first.evaluate("a => a.href")
            assert export.startswith(f"{url}export/") and page.request.get(export).ok
            page.get_by_role("link", name=ZH.other_language).click()
            expect(page).to_have_title(EN.title)
            expect(page.locator(".turn")).to_have_count(1)
            page.get_by_role("link", name=EN.library.library).click()
            expect(page.locator(".documents .name")).to_have_count(1)
            page.locator("#header .account button").click()
            page.get_by_label(EN.library.account).wait_for()
            assert page.url.startswith(f"{url}login")
            assert [u for u in lost if not u.endswith("/favicon.ico")] == []
