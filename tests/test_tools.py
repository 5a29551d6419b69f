"""The tools' routes: what may be sent, what comes back, and to whom."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from browser import app_of
from starlette.testclient import TestClient
from tools_samples import TALK, fill, plain
from visitors import HERE

from assistant import Assistant
from ui.serving import accounts
from ui.serving.access import Access
from ui.serving.accounts import Accounts, write_account
from ui.serving.guard import LONGEST_FILE, LONGEST_TEXT
from ui.strings import EN, ZH
from ui.tools.results import ResultGone, Results

ALTERED = "全年粮食产量达到344万吨"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(app_of(assistant), base_url=HERE)


def checked(client: TestClient, text: str, language: str = "zh", **data: Any) -> Any:
    return client.post(f"/tools/{language}/check", json={"text": text, **data})


# Checking


def test_each_quotation_of_an_article_has_its_verdict(client: TestClient) -> None:
    text = f"会议强调：“决不能带病度汛”“{ALTERED}”。有人说“月球基地明年建成投产”。"
    page = checked(client, text, article=True).text
    verdicts = re.findall(r'<li class="finding (\w+)"', page)
    assert verdicts == ["exact", "altered", "absent"]
    assert ZH.tools.exact.format(1) in page and ZH.tools.absent.format(1) in page
    assert '<del class="grave">344万</del><ins class="grave">343万</ins>' in page
    assert ZH.differences["digit"] in page
    assert "这 3 篇中没有这句话" in page


def test_an_exact_quotation_names_its_places_by_date_with_a_way_to_them(client: TestClient) -> None:
    page = checked(client, "全年粮食产量达到343万吨", "en").text
    places = re.findall(
        r'class="date">([^<]*)<.*?data-v-document="([^"]*)" data-v-start="(\d+)"', page
    )
    assert [(when, name) for when, name, _ in places] == [
        ("2019-03-02", "座谈会.txt"),
        (EN.tools.undated, "短文.txt"),
    ]
    assert TALK[int(places[0][2]) :].startswith("全年粮食")


def test_only_the_scope_of_the_conversation_is_searched(client: TestClient) -> None:
    within = {"documents": ["短文.txt", "gone.txt"]}
    page = checked(client, "决不能带病度汛", scope=within).text
    assert 'class="finding absent"' in page
    assert "这 1 篇中没有这句话" in page
    gone = checked(client, "决不能带病度汛", scope={"documents": ["gone.txt"]})
    assert gone.status_code == 400 and "都已不在资料库中" in gone.json()["message"]


@pytest.mark.parametrize(
    "payload",
    [
        '<script>alert(1)</script><img src=x onerror="alert(1)">甲乙丙丁',
        "* 甲 _乙_ # 丙 $$x^2$$ `丁` ${alert(1)} {{value}}",
        "甲乙丙丁\x00\x07\x1b[31m",
        "𠮷野家 ‮ 戊己",
    ],
)
def test_what_was_pasted_is_text_whatever_it_looks_like(client: TestClient, payload: str) -> None:
    page = checked(client, payload).text
    assert "<script" not in page and "<img" not in page
    assert payload in plain(page).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')


def test_what_a_document_holds_is_text_whatever_it_looks_like(client: TestClient) -> None:
    page = checked(client, "<script>alert(1)</script> 𠮷字").text
    assert 'class="finding exact"' in page
    assert "<script" not in page and "<!--" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;u&gt;防汛&lt;/u&gt;" in page


@pytest.mark.parametrize(
    ("text", "article", "told"),
    [
        ("", False, "没有可核对的文字"),
        (" \n——“”", True, "没有可核对的文字"),
        ("今天天气很好。", True, "文中没有引文"),
        ("字" * 2001, False, "最多核对 2,000 个"),
        ("字" * 1_000_001, True, "最多核对 1,000,000 个"),
    ],
)
def test_what_cannot_be_checked_is_told_in_the_language_of_the_page(
    client: TestClient, text: str, article: bool, told: str
) -> None:
    answer = checked(client, text, article=article)
    assert answer.status_code == 400
    assert told in answer.json()["message"]
    assert told not in checked(client, text, "en", article=article).json()["message"]


def test_a_million_characters_are_checked_and_more_bytes_are_not_read(client: TestClient) -> None:
    filler = "这是一段没有引文的话。\n"
    text = f"{filler * 83_000}会议强调：“决不能带病度汛”。"
    answer = checked(client, text, article=True)
    assert answer.status_code == 200 and 'class="finding exact"' in answer.text
    assert client.post("/tools/zh/check", content=b"x" * (LONGEST_TEXT + 1)).status_code == 413
    assert (
        client.post("/tools/zh/text?name=a.txt", content=b"x" * (LONGEST_FILE + 1)).status_code
        == 413
    )
    assert client.post("/tools/zh/check", content=b"{").status_code == 422


def test_without_documents_the_way_out_is_told(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as empty:
        answer = checked(TestClient(app_of(empty), base_url=HERE), "决不能带病度汛")
    assert answer.status_code == 400
    assert "范围内没有文献" in answer.json()["message"]


# Files in, reports out


def test_the_text_of_a_file_is_read_and_nothing_is_stored(
    client: TestClient, assistant: Assistant
) -> None:
    before = assistant.documents()
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("会议强调：“决不能带病度汛”。")
    document.save(written)
    read = client.post("/tools/zh/text", params={"name": "稿.docx"}, content=written.getvalue())
    assert "“决不能带病度汛”" in read.json()["text"]
    assert assistant.documents() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.4"), ("../a.txt", b"x"), ("a.exe", b"MZ\0\0"), ("a.txt", b"")],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    client: TestClient, name: str, data: bytes
) -> None:
    answer = client.post("/tools/en/text", params={"name": name}, content=data)
    assert answer.status_code == 400
    assert len(answer.json()["message"]) > 20


def test_the_name_of_a_file_may_have_more_bytes_than_file_systems_keep(client: TestClient) -> None:
    read = client.post("/tools/zh/text", params={"name": "稿" * 90 + ".txt"}, content=TALK.encode())
    assert read.json()["text"] == TALK


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_the_report_is_a_file_for_whom_it_was_made_for(
    client: TestClient, assistant: Assistant, ending: str
) -> None:
    client.get("/zh/")
    page = checked(client, ALTERED).text
    (href,) = re.findall(rf'href="\.\.(/tools/zh/check/[\w-]+\.{ending})"', page)
    file = client.get(href)
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.headers["x-content-type-options"] == "nosniff"
    if ending == "docx":
        text = "".join(p.text for p in docx.Document(io.BytesIO(file.content)).paragraphs)
    else:
        text = file.text
    assert "344" in text and "343" in text
    other = TestClient(client.app, base_url=HERE)
    other.get("/zh/")  # has a cookie of its own
    assert other.get(href).status_code == 404
    assert client.get(href.replace(f".{ending}", ".exe")).status_code == 404


def test_the_last_results_are_kept() -> None:
    kept: Results[int] = Results()
    ids = [kept.keep("anna", n) for n in range(5)]
    assert kept.get("anna", ids[-1]) == 4
    for owner, id_ in (("anna", ids[0]), ("bert", ids[-1]), ("anna", "x")):
        with pytest.raises(ResultGone, match="no longer"):
            kept.get(owner, id_)
    for n in range(20):
        kept.keep(f"visitor {n}", n)
    with pytest.raises(ResultGone):
        kept.get("anna", ids[-1])


# Who may


def test_documents_are_offered_by_what_is_known_of_them(client: TestClient) -> None:
    for sought in ("农业 2019", "2019-03", "2019年3月", "王明", "座谈会.txt"):
        found = client.get("/tools/zh/documents", params={"sought": sought}).text
        assert re.findall(r'data-name="([^"]*)"', found) == ["座谈会.txt"], sought
    assert len(re.findall("role=.option.", client.get("/tools/zh/documents").text)) == 3
    assert ZH.library.none_found in client.get("/tools/zh/documents?sought=月球").text


def test_two_documents_are_compared_with_ways_to_both_and_a_report(client: TestClient) -> None:
    client.get("/zh/")  # results are kept for a visitor
    asked = {"left": "座谈会.txt", "right": "短文.txt"}
    page = client.post("/tools/zh/compare", json=asked).text
    assert ZH.compare.badge_dropped in page
    assert {"座谈会.txt", "短文.txt"} <= set(re.findall(r'data-v-document="([^"]*)"', page))
    (file,) = re.findall(r'href="\.\.(/tools/zh/compare/[^"]*\.md)"', page)
    assert "文献比较" in client.get(file).text
    assert client.get(file.replace(".md", ".exe")).status_code == 404


@pytest.mark.parametrize(
    ("left", "right", "told"), [("短文.txt", "短文.txt", "itself"), ("短文.txt", "none", "none")]
)
def test_what_cannot_be_compared_is_told(
    client: TestClient, left: str, right: str, told: str
) -> None:
    refused = client.post("/tools/en/compare", json={"left": left, "right": right})
    assert refused.status_code == 400
    assert told in refused.json()["message"]


def test_a_digest_shows_figures_and_the_way_to_them(client: TestClient) -> None:
    page = client.post("/tools/zh/digest", json={"name": "座谈会.txt"}).text
    assert '<mark class="number">343万吨</mark>' in page
    start = re.findall(r'class="item">.*?data-v-start="(\d+)"', page)[0]
    assert TALK[int(start) :].startswith("一要抓好")
    assert client.post("/tools/zh/digest", json={"name": "none"}).status_code == 400


@pytest.mark.parametrize("tool", ["compare", "digest"])
def test_a_document_full_of_markup_is_text_in_every_tool(client: TestClient, tool: str) -> None:
    name = "<u>防汛</u> & ${x}.md"
    asked = {"name": name} if tool == "digest" else {"left": name, "right": "短文.txt"}
    page = client.post(f"/tools/zh/{tool}", json=asked).text
    assert "<i>" not in page and "<u>" not in page and "<script" not in page
    assert "&lt;i&gt;防汛" in page


def test_readers_use_the_tools_and_strangers_do_not(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_COST", 2)
    write_account(tmp_path / "accounts", "reader", "reader", "correct horse")
    app = app_of(assistant, access=Access(Accounts(tmp_path / "accounts"), None))
    client = TestClient(app, base_url=HERE, follow_redirects=False)
    assert checked(client, ALTERED).status_code == 401
    client.post("/login", data={"name": "reader", "password": "correct horse"})
    assert checked(client, ALTERED).status_code == 200
