"""Two or three questions in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers.several import _tells, asked_in_turn, parts
from embeddings import bundled_model

SPEECH = """在全县工作会议上的讲话
(2014年5月6日)
水利方面,今年新修水渠六十公里,加固水库三座,灌溉条件大为改善。
教育方面,新建小学四所,招聘教师一百二十人,孩子们上学更近了。
卫生方面,乡镇卫生院都要有合格的医生,药品由县里统一采购。
"""


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("新修水渠多少公里，招聘教师多少人", ("新修水渠多少公里", "招聘教师多少人")),
        ("新修水渠多少公里,还有招聘教师多少人?", ("新修水渠多少公里", "招聘教师多少人")),
        ("药品由谁采购以及小学建几所", ("药品由谁采购", "小学建几所")),
        ("药品由谁采购以及小学建设", ()),  # asks nothing of the second
        # What leans on the part before it is no question of its own.
        ("2014年水渠修多少公里，小学建多少所", ()),
        ("什么是河长制，有什么要求", ()),
        ("小学建了多少所，收了多少学生", ()),
        ("水渠修了多少公里，总共花了多少钱", ()),
        ("水渠和小学各建多少", ()),
        ("新修水渠多少公里", ()),
    ],
)
def test_only_what_asks_by_itself_is_taken_apart(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked


def test_each_part_is_answered_and_the_one_that_is_not_found_is_named(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(SPEECH, name="county.txt")
        answer = assistant.ask("新修水渠多少公里，发射卫星多少颗")
        alone = assistant.ask("新修水渠多少公里")
    assert answer.status == "answered"
    assert [quote.text for quote in answer.quotes] == [quote.text for quote in alone.quotes]
    assert answer.missing == ("发射卫星多少颗",) and "“发射卫星多少颗”没有找到" in answer.lead
    assert answer.text.startswith(answer.lead) and "六十公里" in answer.text
    assert [quote.marker for quote in answer.quotes] == list(range(1, len(answer.quotes) + 1))


def test_where_no_part_is_found_nothing_is(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(SPEECH, name="county.txt")
        assert assistant.ask("发射卫星多少颗，造飞机多少架").status == "not_found"


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        # The year that the first part is set in, and what it is about.
        ("2014年修渠了多少，卫生院又建了多少", "2014年卫生院又建了多少"),
        ("什么是河长制，有什么要求", "河长制，有什么要求"),
        ("护林补贴给谁、给多久", "护林补贴，给多久"),
        ("水渠到2014年要修多少公里？2015年呢？", "水渠到2015年要修多少公里"),
        ("开过几个修渠的现场会？分别在哪里", "开过修渠的现场会分别在哪里"),
        ("水库加固了几座，药品由谁采购", "药品由谁采购"),
    ],
)
def test_a_later_part_is_asked_of_what_the_first_is_about(question: str, meant: str) -> None:
    assert asked_in_turn(question, bundled_model())[1][1] == meant


@pytest.mark.parametrize(
    "question",
    [
        "水渠和小学各建多少",
        "新修水渠多少公里",
        "哪座水库漏水，它的情况怎样",
        "我修过好几座水渠，现在要报名找谁",
    ],
)
def test_what_asks_once_or_points_back_is_one_question(question: str) -> None:
    assert asked_in_turn(question, bundled_model()) == ()


def test_the_part_that_the_whole_answer_leaves_out_is_answered_too(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(SPEECH, name="county.txt")
        answer = assistant.ask("2014年加固水库几座，教师又招聘了多少人")
    text = "".join(quote.text for quote in answer.quotes)
    assert "三座" in text and "一百二十人" in text


def test_a_follow_up_is_not_taken_apart_into_what_was_answered_before(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(SPEECH, name="county.txt")
        answer = assistant.ask("招聘教师多少人？", ["加固水库几座？"])
    assert all("水库" not in quote.text for quote in answer.quotes) and answer.quotes


@pytest.mark.parametrize(
    ("quoted", "part", "told"),
    [
        ("主要是为了减税降费，全年减少企业税负三十亿元。", "减税多少亿元", True),
        ("赤字率保持不变，主要是为了减税降费。", "减税多少亿元", False),
        ("减税工作要抓好。全年修渠三十亿元。", "减税多少亿元", False),
    ],
)
def test_a_part_is_told_where_its_figure_stands_in_what_is_quoted(
    quoted: str, part: str, told: bool
) -> None:
    assert _tells(quoted, part) is told
