"""A served library and a tab on it, for the tests that drive headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import browser as b
import furnished
import pytest
from own_library import own_library
from playwright.sync_api import Browser, Page
from visitors import PASSWORD

from assistant import Assistant
from ui.serving import accounts
from ui.serving.access import Access
from ui.serving.accounts import Accounts, write_account

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.browser)
            if not b.chromium():
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests name whole addresses; the fixture of pytest-base-url warns under pytest 9."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    quiet = ["quic", "gpu", "background-networking", "component-update", "sync"]
    flags = [
        "--no-sandbox",
        "--no-first-run",
        *(f"--disable-{q}" for q in quiet),
    ]
    return {"executable_path": b.chromium(), "args": flags}


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add(b.SPEECH)
        yield opened


@pytest.fixture(scope="session")
def site(assistant: Assistant) -> Iterator[str]:
    with b.served(assistant) as url:
        yield url


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The bundled speech and a text full of markup."""
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add(b.SPEECH)
        opened.add_text(f"关于 <i>防汛</i> 工作的讲话\n{b.NASTY}\n", "<u>防汛</u> & ${x}.md")
        yield opened


@pytest.fixture(scope="session")
def shelf(collection: Assistant) -> Iterator[str]:
    with b.served(collection) as url:
        yield url


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A library that fills every view."""
    library = tmp_path_factory.mktemp("library")
    with furnished.furnished(library) as opened, b.served(opened, library=library) as url:
        yield url


@pytest.fixture(scope="session")
def guarded(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page behind accounts."""
    file = tmp_path_factory.mktemp("accounts") / "accounts"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_COST", 2)
        write_account(file, "编辑", "editor", PASSWORD)
        write_account(file, "reader", "reader", PASSWORD)
        with b.served(assistant, access=Access(Accounts(file), None)) as url:
            yield url


@dataclass
class Tab:
    """A page, and what must not happen on it."""

    page: Page
    outside: list[str]
    complaints: list[str]
    homes: tuple[str, ...]
    """Addresses that are served all the time."""


@pytest.fixture(scope="session")
def tab(browser: Browser, site: str, shelf: str, gallery: str) -> Iterator[Tab]:
    """One tab for all tests: loading Gradio's page takes longer than asking."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(8000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield Tab(page, b.strangers(page), complaints, (site, shelf, gallery))
    context.close()


@pytest.fixture
def page(tab: Tab) -> Iterator[Page]:
    """The tab; it opens no dialog, logs no error and asks no other host for anything."""
    if not tab.page.url.startswith(tab.homes):  # the server of the test before has ended
        tab.page.goto("about:blank")
        tab.complaints.clear()
    yield tab.page
    # What Gradio logs for a page that is left while an answer is on its way: before it has begun
    # to arrive, while it arrives, or after the connection has gone.
    left = (
        "AbortError: signal is aborted",
        "AbortError: BodyStreamBuffer was aborted",
        "Unexpected error Connection errored out",
    )
    outside, complaints = tab.outside[:], [c for c in tab.complaints if not c.startswith(left)]
    tab.outside.clear()
    tab.complaints.clear()
    assert not outside
    assert not complaints


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[str, Assistant]]:
    """A library of the test's own, served: its address, and itself."""
    with own_library(tmp_path / "library") as served:
        yield served


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    outside = b.strangers(page)
    yield b.opened(page, site)
    assert not outside
    context.close()
