"""Wordings are found as they are read and as they are printed, every place of them, and shown where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import app_of
from rendered import Rendered
from starlette.testclient import TestClient
from visitors import HERE as AT

from assistant import Assistant
from ui.actions import Actions
from ui.chat import evidence
from ui.chat.session import Session
from ui.events import Events
from ui.strings import EN, ZH

FAR = "这一段先说别的事情，" * 30
TEXT = (
    "乡镇水利工作会议上的讲话\n"
    "X的十八大以来，X中央重视水利，水利工作者很辛苦，水利是命脉。\n"
    f"{FAR}要修好水库。修好水库，才能灌溉；没有灌溉，就没有收成。\n"
    "多修塘坝、少占良田，要作为一条规矩。\n"
    "多修塘坝少占良田，去年已经讲过。\n"
    "𠮷家村的水渠，吉家湾的水闸。\n"
)
HERE = Session("me", "a")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_text(TEXT, "水利.txt")
        yield opened


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> TestClient:
    return TestClient(app_of(assistant), base_url=AT)


@pytest.mark.parametrize(
    "wording", ["X的十八大", "x的十八大", "党的十八大", "黨的十八大", "X中央", "党中央"]
)
def test_a_masked_word_is_found_as_it_is_printed_and_as_it_is_read(
    assistant: Assistant, wording: str
) -> None:
    found = assistant.find(wording)
    assert found.paragraphs == 1
    ((start, end),) = found.places[0]
    assert TEXT[start] == "X" and end - start == len(wording)


def test_every_place_of_a_wording_in_a_paragraph_is_known(assistant: Assistant) -> None:
    counts = [len(places) for places in assistant.find("水利").places]
    assert sum(counts) == TEXT.count("水利") and max(counts) == 3


def panel(assistant: Assistant, wording: str) -> str:
    page = Actions(Events(assistant, "zh")).act("me", "find", {"wording": wording}, HERE)
    return page.panel or ""


def test_every_place_is_marked_and_told_and_sent_to_the_reader(assistant: Assistant) -> None:
    page = panel(assistant, "修好水库")
    assert len(Rendered(page).all("span", "clause")) == 2
    assert ZH.panel.places.format(2) in Rendered(page).text
    (shower,) = Rendered(page).all("button", "cite")
    data = {"document": "水利.txt", "spans": shower["data-v-spans"]}
    opened = Actions(Events(assistant, "zh")).act("me", "show", data, HERE)
    marked = Rendered(opened.source or "").all("mark", "quoted")
    assert [m["data-quote"] for m in marked] == ["0-1", "0-2"]
    assert EN.panel.places.format(2) == "2 places"


def test_a_place_far_down_a_paragraph_is_within_what_is_shown(assistant: Assistant) -> None:
    page = panel(assistant, "修好水库")
    (shown,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page)
    text = Rendered(shown).text
    assert TEXT.find(text) > TEXT.index(FAR) and text.index("修好水库") <= evidence._SEEN
    assert Rendered(page).all("blockquote", "cut")
    assert not Rendered(panel(assistant, "重视水利")).all("blockquote", "cut")


@pytest.mark.parametrize("spans", ["", "a-b", "1-2 x", "1-2;3-4", "-1-2", "9" * 12 + "-1"])
def test_what_a_browser_sends_as_places_is_not_trusted(assistant: Assistant, spans: str) -> None:
    data = {"document": "水利.txt", "spans": spans}
    page = Actions(Events(assistant, "zh")).act("me", "show", data, HERE)
    assert "data-quote" not in (page.source or "") and not page.notice


@pytest.mark.parametrize(
    ("wording", "printed"),
    [
        ("党的十八大", ["X的十八大"]),
        ("X的十八大", ["X的十八大"]),
        ("沒有灌溉,就沒有收成", ["没有灌溉，就没有收成"]),
        ("修好水库", ["修好水库", "修好水库"]),
        ("家村的水渠", ["家村的水渠"]),
        ("吉家灣", ["吉家湾"]),
        ("没有这个词", []),
        ("  ", []),
    ],
)
def test_the_reader_finds_what_is_meant_at_the_place_that_a_browser_counts(
    assistant: Assistant, client: TestClient, wording: str, printed: list[str]
) -> None:
    client.get("/zh/")
    answer = client.get("/tools/zh/within", params={"name": "水利.txt", "wording": wording})
    paragraphs = {p.number: p for p in assistant.outline("水利.txt")}
    found = []
    for number, start, end in answer.json():
        p = paragraphs[number]
        units = TEXT[p.start : p.end].encode("utf-16-le")
        found.append(units[2 * start : 2 * end].decode("utf-16-le"))
    assert found == printed


def test_a_reader_of_a_document_that_is_gone_is_told(client: TestClient) -> None:
    client.get("/zh/")
    assert (
        client.get("/tools/zh/within", params={"name": "无.txt", "wording": "水"}).status_code
        >= 400
    )


@pytest.mark.parametrize("question", ["“X的十八大”出现了几次？", "“党的十八大”出现了几次？"])
def test_a_count_knows_both_writings(assistant: Assistant, question: str) -> None:
    assert "出现 1 次" in assistant.ask(question).lead


def test_a_count_marks_every_place_in_what_it_quotes(assistant: Assistant) -> None:
    quotes = assistant.ask("“水利”出现了几次？").quotes
    lit = [TEXT[a:b] for quote in quotes for a, b in quote.highlights]
    assert lit == ["水利"] * TEXT.count("水利")


def test_a_quotation_as_it_is_printed_is_there(assistant: Assistant) -> None:
    answer = assistant.ask("“X的十八大以来，X中央重视水利”，这句话讲过吗？")
    assert answer.check and answer.check.verdict == "exact" and "一字不差" in answer.lead


@pytest.mark.parametrize(
    ("question", "letter", "otherwise"),
    [
        ("“多修塘坝、少占良田”，这句话讲过吗？", "一字不差", "另有 1 段只是标点或数字写法不同"),
        ("「多修塘壩、少占良田」，這句話講過嗎？", "有這句話", "另有 1 段只是標點或數字寫法不同"),
        ("Was “多修塘坝、少占良田” really said?", "word for word", "in 1 more but for punctuation"),
    ],
)
def test_what_differs_in_punctuation_is_counted_apart(
    assistant: Assistant, question: str, letter: str, otherwise: str
) -> None:
    lead = assistant.ask(question).lead
    assert letter in lead and otherwise in lead


def test_the_verdict_and_the_count_agree(assistant: Assistant) -> None:
    assert "（共 1 段，另有 1 段" in assistant.ask("“多修塘坝、少占良田”，这句话讲过吗？").lead
    assert "出现 1 次" in assistant.ask("“多修塘坝、少占良田”出现了几次？").lead


def test_a_quotation_with_other_punctuation_alone_is_not_word_for_word(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("“没有灌溉就没有收成”，这句话讲过吗？")
    assert answer.check and answer.check.verdict == "exact"
    assert "只是标点不同" in answer.lead and "一字不差" not in answer.lead
    ended = assistant.ask("“才能灌溉；没有灌溉，就没有收成。”，这句话讲过吗？")
    assert "一字不差" in ended.lead


def test_a_paragraph_that_holds_it_both_ways_holds_it_to_the_letter(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        both = "多修塘坝少占良田，说的是少占；多修塘坝、少占良田，就是这个道理。"
        assistant.add_text(f"水利讲话\n{both}\n", "x.txt")
        answer = assistant.ask("“多修塘坝、少占良田”，这句话讲过吗？")
        assert "一字不差" in answer.lead and "标点" not in answer.lead
