"""Numbered lines that end as sentences are headings where text stands below them, and tags of saved pages are none of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.segment import parse

HEADED = """在全市植树工作会议上的讲话

今年植树工作开局良好。
{}一、充分认识植树的意义。{}
树木涵养水源。
{}二、集中力量抓好春季植树。オ{}
（一）机关干部要带头上山。每人种五棵。
（二）各县要备足树苗。缺苗的提前调运。
{}三、加强领导。{}
责任到人。
"""


def headings(text: str) -> list[str]:
    return [text[p.start : p.end] for p in parse("a.txt", text).paragraphs if p.kind == "heading"]


@pytest.mark.parametrize(("opens", "closes"), [("", ""), ("<b>", "</b>"), ("<P align=center>", "")])
def test_short_sentences_that_are_counted_off_above_text_are_headings(
    opens: str, closes: str
) -> None:
    text = HEADED.format(*[opens, closes] * 3)
    assert headings(text) == [
        "一、充分认识植树的意义。",
        "二、集中力量抓好春季植树。オ",
        "三、加强领导。",
    ]
    sections = [p.section for p in parse("a.txt", text).paragraphs if p.position and p.section]
    assert [section[-1][:2] for section in sections] == ["一、", "二、", "二、", "三、"]


@pytest.mark.parametrize(
    "text",
    [
        "会议纪要\n会议决定：\n一、修好水渠。\n二、清理河道。\n三、加固堤坝。\n散会。",
        "会议纪要\n会议决定：\n一、修好水渠。\n由水利局负责。",
        "会议纪要\n会议决定：\n一、修好水渠。由水利局负责。\n经费另行安排。\n二、清理河道。由城管局负责。\n月底验收。",
        "会议纪要\n会议决定：\n一、水渠要在雨季之前修好，堤坝要在汛期之前加固，河道要在年底之前清理，费用由各县自筹。\n照办。"
        "\n二、树苗要在立春之前备齐，劳力要在开工之前落实，工具要在上山之前发放，质量由林业局验收。\n照办。",
    ],
)
def test_items_that_are_the_text_themselves_are_no_headings(text: str) -> None:
    assert headings(text) == []


def test_lines_below_another_number_are_counted_off_on_their_own() -> None:
    text = (
        "实施方案\n一、总体要求\n（一）指导思想。\n因地制宜。\n（二）工作目标。\n三年见效。\n"
        "二、重点任务\n（一）修渠。\n（二）筑坝。\n以上任务年内完成。"
    )
    assert headings(text) == [
        "一、总体要求",
        "（一）指导思想。",
        "（二）工作目标。",
        "二、重点任务",
    ]


def test_a_tag_that_sets_lines_apart_ends_a_paragraph_and_stands_in_none() -> None:
    text = "工作报告\n去年成绩很大。<P align=center>一、今年任务<BR>修渠筑坝。</p> </div>\n<b>三年</b>见效。\n<br>"
    paragraphs = [text[p.start : p.end] for p in parse("a.txt", text).paragraphs]
    assert paragraphs == [
        "工作报告",
        "去年成绩很大。",
        "一、今年任务",
        "修渠筑坝。",
        "<b>三年</b>见效。",
    ]


def test_a_part_with_such_a_heading_is_told_and_cited(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text(HEADED.format(*["<b>", "</b>"] * 3), name="植树.txt")
        part = assistant.ask("第二部分讲什么")
        assert [q.text for q in part.quotes] == ["二、集中力量抓好春季植树。オ"]
        parts = assistant.ask("一共有几个部分")
        assert [q.text[:2] for q in parts.quotes] == ["一、", "二、", "三、"]
        told = assistant.ask("机关干部每人种几棵树")
        assert told.quotes[0].locator == "第二部分 第1段"
