"""The digest of a document: title block, sections, enumerations and figures, word for word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from quotation_samples import SPEECH

from assistant import Assistant, DocumentError
from assistant.cli import main
from assistant.lists.digest import Entry

REPORT = """全市农业工作报告
一、去年工作
粮食总产量达到３２．５万吨,增长百分之六。第三次会议在2018年召开，会上讲了一个故事。
二、今年任务
（一）种植
要做好三件事：一是新修水渠120公里；二是改造农田八千亩。投入资金2亿元。三是建好十二个育苗站。
（二）养殖
继续稳定生猪生产。
三、保障
请大家抓好落实。"""


ACROSS = """在教育大会上的讲话
张华
一、形势
规模扩大了。经费增加了。
二、任务
一是扩大学前教育资源。三年内新建幼儿园60所。要做到：（1）选址要近；（2）收费要低。
二是推进均衡发展；
三是办好职业教育。重点有两个：首先，建好基地。其次，配强教师。
三、保障
（一）加强领导。责任到人。
四、结语
（二）加强监督。"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@pytest.fixture(scope="module")
def assistant(library: Path) -> Iterator[Assistant]:
    with Assistant.open(library) as opened:
        speech = SPEECH.read_text(encoding="utf-8")
        plain = {"report.txt": REPORT, "across.txt": ACROSS, "plain.txt": "请抓好落实。"}
        opened.add_texts({"speech.txt": speech, **plain})
        yield opened


def below(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from below(entry.children)


def figures(assistant: Assistant, name: str) -> list[str]:
    text = assistant.text(name)
    return [text[a:b] for e in below(assistant.digest(name).entries) for a, b in e.figures]


@pytest.mark.parametrize("name", ["speech.txt", "report.txt", "across.txt"])
def test_everything_is_the_text_at_its_place(assistant: Assistant, name: str) -> None:
    digest, text = assistant.digest(name), assistant.text(name)
    shown = [*digest.head, *below(digest.entries)]
    assert shown
    for entry in shown:
        assert text[entry.start : entry.end] == entry.text
        assert entry.locator
        assert all(entry.start <= a < b <= entry.end for a, b in entry.figures)


def test_the_title_block_comes_first(assistant: Assistant) -> None:
    head = {entry.kind: entry.text for entry in assistant.digest("speech.txt").head}
    assert head["title"] == "深入贯彻网络强国战略思想 努力开创新时代长春网信工作新局面"
    assert head["occasion"] == "在长春市网络安全和信息化工作会议上的讲话"


def test_the_line_of_the_speaker_is_told_as_such_everywhere(assistant: Assistant) -> None:
    (line,) = [e for e in assistant.digest("across.txt").head if e.text == "张华"]
    assert (line.kind, line.locator) == ("speaker", "讲话人")
    assert assistant.digest("across.txt", "en").head[1].locator == "speaker line"
    assert assistant.cite("across.txt", 2).locator == "讲话人"
    (quote,) = assistant.ask("这篇讲话是谁讲的？", documents=["across.txt"]).quotes
    assert (quote.text, quote.locator) == ("张华", "讲话人")


def test_sections_nest_and_hold_their_enumerations(assistant: Assistant) -> None:
    (last, task, hold) = assistant.digest("report.txt").entries
    assert [e.text for e in (last, task, hold)] == ["一、去年工作", "二、今年任务", "三、保障"]
    assert [e.text for e in task.children] == ["（一）种植", "（二）养殖"]
    items = [e for e in task.children[0].children if e.kind == "item"]
    assert [e.text[:2] for e in items] == ["一是", "二是", "三是"]
    assert hold.children == ()


def test_every_item_of_an_enumeration_is_listed(assistant: Assistant) -> None:
    entries = assistant.digest("speech.txt").entries
    before = [e for e in entries if e.kind == "item" and e.locator.endswith("第3段")]
    assert [e.text[:2] for e in before] == ["一是", "二是", "三是", "四是"]


def test_items_that_are_paragraphs_of_their_own_are_listed_under_every_heading(
    assistant: Assistant,
) -> None:
    tree = [(e.text, [c.text for c in e.children]) for e in assistant.digest("across.txt").entries]
    assert tree == [
        ("一、形势", []),
        ("二、任务", ["一是扩大学前教育资源。", "二是推进均衡发展", "三是办好职业教育。"]),
        ("三、保障", ["（一）加强领导。"]),
        ("四、结语", ["（二）加强监督。"]),
    ]


def test_what_is_enumerated_within_an_item_is_below_it(assistant: Assistant) -> None:
    first, _, third = assistant.digest("across.txt").entries[1].children
    assert [e.text for e in first.children] == [
        "三年内新建幼儿园60所。",
        "（1）选址要近",
        "（2）收费要低。",
    ]
    assert [e.text for e in third.children] == ["首先，建好基地。", "其次，配强教师。"]


def test_figures_are_counts_and_shares_but_not_years_ordinals_or_figures_of_speech(
    assistant: Assistant,
) -> None:
    assert figures(assistant, "report.txt") == [
        "３２．５万吨", "百分之六", "120公里", "八千亩", "2亿元", "十二个",
    ]  # fmt: skip


def test_a_text_without_structure_has_an_empty_digest(assistant: Assistant) -> None:
    assert assistant.digest("plain.txt").entries == ()


def test_an_unknown_document_is_named(assistant: Assistant) -> None:
    with pytest.raises(DocumentError, match=r"none\.txt"):
        assistant.digest("none.txt")


def test_the_command_prints_the_tree_and_its_data(assistant: Assistant, library: Path) -> None:
    run = CliRunner().invoke(main, ["--library", str(library), "outline", "report.txt"])
    assert run.exit_code == 0, run.output
    assert "    · 一是新修水渠120公里" in run.output
    assert "[第二部分 （一） 第1段]" in run.output
    run = CliRunner().invoke(main, ["--library", str(library), "outline", "speech.txt", "--json"])
    assert json.loads(run.output)["head"][0]["kind"] == "series"
    run = CliRunner().invoke(main, ["--library", str(library), "outline", "plain.txt"])
    assert "没有标题" in run.output
