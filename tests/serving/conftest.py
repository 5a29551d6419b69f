"""The page for everybody on this machine, and the page behind accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import app_of
from starlette.testclient import TestClient
from visitors import HERE, PASSWORD

from assistant import Assistant
from ui.serving import accounts
from ui.serving.access import Access
from ui.serving.accounts import Accounts, write_account


@pytest.fixture(scope="package", autouse=True)
def _quick_hashing() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_COST", 2)
        yield


@pytest.fixture(scope="package")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("accounts") / "accounts"
    write_account(file, "编辑", "editor", PASSWORD)
    write_account(file, "reader", "reader", PASSWORD)
    return file


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_text("在座谈会上的讲话\n一要抓好春耕；二要管好水利。\n", "座谈会.txt")
        yield opened


@pytest.fixture(scope="package")
def app(assistant: Assistant) -> Any:
    return app_of(assistant)


@pytest.fixture(scope="package")
def guarded(assistant: Assistant, file: Path) -> Any:
    return app_of(assistant, access=Access(Accounts(file), None))


@pytest.fixture
def client(app: Any) -> TestClient:
    return TestClient(app, base_url=HERE)


@pytest.fixture
def stranger(guarded: Any) -> TestClient:
    return TestClient(guarded, base_url=HERE, follow_redirects=False)
