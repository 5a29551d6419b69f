"""A label whose characters are set apart is found as the word it is, and tells who holds a post."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.clean import find_edits, search_text
from assistant.segment import parse
from ui.chat import reader
from ui.strings import ZH

ORDER = """县防汛指挥部组成办法
指挥部设总指挥一人，由分管水利的县领导担任，每年召开两次会议，总指挥可临时召集会议。
总 指 挥：陈大河 副县长
副总指挥：李水生 水务局局长
联 络 员：王小溪
各乡镇要在汛期前检查堤坝。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_text(ORDER, "防汛.txt")
        yield opened


@pytest.mark.parametrize(
    ("line", "searched"),
    [
        ("召 集 人：陈大河", "召集人:陈大河"),
        ("姓　　名：陈大河", "姓名:陈大河"),
        ("  主 任 ：陈大河", "  主任 :陈大河"),
        ("各 县 要抓紧：修堤", "各 县 要抓紧:修堤"),
        ("陈 大 河 说了话", "陈 大 河 说了话"),
    ],
)
def test_a_label_is_searched_without_the_white_space_between_its_characters(
    line: str, searched: str
) -> None:
    assert search_text(line, find_edits(line)).text == searched


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("总指挥是谁？", "总 指 挥：陈大河 副县长"),
        ("县防汛指挥部的总指挥叫什么名字", "总 指 挥：陈大河 副县长"),
        ("副总指挥是谁", "副总指挥：李水生 水务局局长"),
        ("联络员由谁担任", "联 络 员：王小溪"),
    ],
)
def test_who_holds_a_post_is_told_by_the_line_with_its_label(
    assistant: Assistant, question: str, line: str
) -> None:
    assert [q.text for q in assistant.ask(question).quotes] == [line]


def test_a_label_without_a_name_tells_nobody(assistant: Assistant) -> None:
    answer = assistant.ask("秘书长是谁？")
    assert not any("：" in q.text for q in answer.quotes)


def test_the_wording_counts_however_it_is_set(assistant: Assistant) -> None:
    assert f" {3 + ORDER.count('总 指 挥')} 次" in assistant.ask("“总指挥”出现了几次？").lead


def test_what_is_set_apart_is_not_shown_as_left_out() -> None:
    parsed = parse("防汛.txt", ORDER)
    page = reader.reader(parsed.document, parsed.text, parsed.paragraphs, parsed.edits, (), 0, ZH)
    assert parsed.edits and "removed" not in page
