"""Documents of one title are told apart by their files, wherever the page lists documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browser import app_of
from starlette.testclient import TestClient
from tools_samples import TALK, plain
from visitors import HERE

from assistant import Assistant
from assistant.types import Filter
from ui.chat.reader import chooser
from ui.chat.scope_panel import scope
from ui.strings import ZH

TITLE = "在全市农业座谈会上的讲话"
FILES = ["2019/座谈会.txt", "重复.txt"]
NOTE = "短文\n\n要抓好春耕备耕，这句话要记牢。\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_text(TALK, FILES[0])
        opened.add_text(TALK + "各地要抓紧落实。\n", FILES[1])
        opened.add_text(NOTE, "短文.txt")
        yield opened


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(app_of(assistant), base_url=HERE)


def test_in_the_rows_of_the_library(client: TestClient) -> None:
    page = client.get("/library/zh/documents").text
    assert sorted(re.findall('<small class="file"[^>]*>(.*?)</small>', page)) == FILES
    page = client.get("/library/zh/documents", params={"sought": "2019/座谈会"}).text
    assert FILES[0] in plain(page)  # also where the other one is not listed


def test_where_one_is_chosen_to_read(assistant: Assistant) -> None:
    page = plain(chooser(assistant.documents(), ZH))
    assert all(f"{TITLE} · 2019-03-02 · {file}" in page for file in FILES)
    assert "短文.txt" not in page


def test_where_some_are_chosen_to_be_asked(assistant: Assistant) -> None:
    page = plain(scope(Filter(), assistant.documents(), {}, ZH.panel))
    assert all(file in page for file in FILES) and "短文.txt" not in page


def test_beside_the_uses_of_a_wording(client: TestClient) -> None:
    client.get("/zh/")
    page = client.post("/tools/zh/trace", json={"wordings": ["春耕备耕", "抓紧落实"]}).text
    named = re.findall(r'class="source-of">.*?<span lang="zh">(.*?)</span>', page)
    talks = [f"{TITLE} · {file}" for file in FILES]
    assert named == [*talks, "短文", talks[1]]
    first = page.split(ZH.trace.first)[1].split(ZH.trace.last)[0]
    assert all(talk in first for talk in talks)
