"""Wordings over time on the page: what is drawn, listed, told and given away as files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import app_of
from starlette.testclient import TestClient
from tools_samples import TALK, fill, plain
from visitors import HERE

from assistant import Assistant
from ui.strings import ZH


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        fill(opened)
        yield TestClient(app_of(opened), base_url=HERE)


def traced(client: TestClient, *wordings: str, language: str = "zh", **data: Any) -> Any:
    return client.post(f"/tools/{language}/trace", json={"wordings": wordings, **data})


def test_wordings_are_followed_with_chart_table_lines_and_ways_to_the_source(
    client: TestClient,
) -> None:
    page = traced(client, "粮食产量", "量子").text
    assert page.count("<svg") == 2 and "<caption" in page
    assert "检索的 3 篇文献中没有这个词语" in page
    assert "2 篇没有日期" in plain(page) and "短文.txt" in page
    lines = re.findall(r'class="line-of" .*?data-v-document="([^"]*)" data-v-start="(\d+)"', page)
    assert [name for name, _ in lines] == ["座谈会.txt", "短文.txt"]
    assert TALK[int(lines[0][1]) :].startswith("粮食产量")


def test_where_nothing_was_found_there_is_nothing_to_download(client: TestClient) -> None:
    assert "download" in traced(client, "粮食产量").text
    assert "download" not in traced(client, "量子驼铃").text


def test_further_lines_are_asked_for(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as many:
        many.add_text("多次使用\n" + "\n".join(f"第{n}次说到防汛。" for n in range(60)), "a.txt")
        client = TestClient(app_of(many), base_url=HERE)
        client.get("/zh/")  # gives a cookie, by which results are one's own
        page = traced(client, "防汛").text
        assert page.count('class="line-of"') == 50
        assert ZH.trace.more_lines.format(10, 60) in page
        (path,) = re.findall('data-more="([^"]*)"', page)
        rest = client.get(f"/tools/zh/{path}").text
        assert rest.count('class="line-of"') == 10 and "data-more" not in rest
        assert client.get(f"/tools/zh/{path.replace('/0/', '/7/')}").status_code == 404


@pytest.mark.parametrize(
    ("wordings", "told"),
    [
        ([], "一次应为 1 到 8 个"),
        (["——"], "是空的"),
        (["字" * 101], "最多 100 个"),
        (list("甲乙丙丁戊己庚辛壬"), "给出了 9 个"),
    ],
)
def test_wordings_that_cannot_be_followed_are_told(
    client: TestClient, wordings: list[str], told: str
) -> None:
    answer = traced(client, *wordings)
    assert answer.status_code == 400
    assert told in answer.json()["message"]
    assert told not in traced(client, *wordings, language="en").json()["message"]


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "* _ # $$x$$ ${a}", "甲\x00\x07\x1b乙"]
)
def test_a_wording_is_text_whatever_it_looks_like(client: TestClient, payload: str) -> None:
    page = traced(client, payload).text
    assert "<script" not in page
    assert "alert" in plain(page) or "alert" not in payload


def test_without_documents_nothing_can_be_followed(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as empty:
        answer = traced(TestClient(app_of(empty), base_url=HERE), "防汛")
    assert answer.status_code == 400
    assert answer.json()["message"] == ZH.trace.no_documents


def test_a_trace_is_downloaded_as_tables_data_and_picture(client: TestClient) -> None:
    client.get("/zh/")
    page = traced(client, "粮食产量", "=1+1").text
    files = {}
    for href in re.findall(r'href="\.\.(/tools/zh/trace/[^"]*)"', page):
        file = client.get(href)
        assert file.headers["content-disposition"].startswith("attachment")
        files[href.split(".")[-1]] = file
    uses = files["csv?table=uses"].content.decode("utf-8-sig").splitlines()
    assert uses[0].startswith("wording,document") and len(uses) == 3
    assert "'=1+1" in files["csv?table=years"].text
    assert files["json"].json()["traces"][0]["uses"] == 2
    assert files["svg"].text.startswith("<svg")
    assert set(files) == {
        *(f"csv?table={t}" for t in ("uses", "years", "documents")),
        "json",
        "svg",
    }
