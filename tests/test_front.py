"""What is asked of a document itself is told by its title block and headings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.front import facts_asked
from assistant.question import read

TALK = """“水乡文萃”系列№12
2021年3月
管好水 用好水
在清河市水利工作会议上的讲话
(2019年5月6日,根据录音整理)
同志们:
去年全市加固病险水库三座,群众满意。
一、管好水
各区要按时巡查河道。
二、用好水
灌区要节约用水。
"""
NAME = "清河.txt"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("front") / "library") as assistant:
        assistant.add_text(TALK, name=NAME)
        assistant.add_text(
            "在全市教育工作会议上的讲话\n（2020年1月2日）\n各位同志：\n办好学校。", name="教育.txt"
        )
        yield assistant


def quoted(assistant: Assistant, question: str) -> list[str]:
    answer = assistant.ask(question, documents=[NAME])
    return [quote.text for quote in answer.quotes]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("这个讲话是哪天讲的？", ["(2019年5月6日,根据录音整理)"]),
        ("是啥时候讲的", ["(2019年5月6日,根据录音整理)"]),
        ("會議是什麼時候開的", ["(2019年5月6日,根据录音整理)"]),
        ("When was the speech given?", ["(2019年5月6日,根据录音整理)"]),
        ("文稿刊出的时间", ["2021年3月"]),
        ("在什么会上讲的", ["在清河市水利工作会议上的讲话"]),
        ("讲话的题目是什么", ["管好水 用好水"]),
        ("属于哪个系列？", ["“水乡文萃”系列№12"]),
        ("全文分几个部分", ["一、管好水", "二、用好水"]),
        ("小标题都是啥", ["一、管好水", "二、用好水"]),
        ("第二部分的标题是什么", ["二、用好水"]),
        ("What is the first part about?", ["一、管好水"]),
        (
            "When was it delivered, and at which meeting?",
            ["(2019年5月6日,根据录音整理)", "在清河市水利工作会议上的讲话"],
        ),
    ],
)
def test_a_fact_of_the_document_is_told_by_its_line(
    opened: Assistant, question: str, lines: list[str]
) -> None:
    assert quoted(opened, question) == lines


def test_a_part_that_is_not_there_is_not_found(opened: Assistant) -> None:
    answer = opened.ask("第五部分讲了什么？", documents=[NAME])
    assert answer.status == "not_found"
    assert answer.answerability == 0.0
    assert answer.missing == ("第五部分",)
    assert [quote.text for quote in answer.nearest] == ["一、管好水", "二、用好水"]


@pytest.mark.parametrize(
    "question",
    [
        "什么时候加固水库",
        "When were the reservoirs reinforced?",
        "2019年的会议是什么时候开的",
        "水库在哪里",
        "怎样用好水",
    ],
)
def test_what_is_not_true_of_every_document_is_no_such_fact(question: str) -> None:
    assert facts_asked(read(question)) == ()


@pytest.mark.parametrize("question", ["讲话人是谁", "这是谁的讲话", "Who gave the speech?"])
def test_who_spoke_is_told_where_the_title_block_names_someone(
    opened: Assistant, question: str
) -> None:
    assert opened.ask(question, documents=[NAME]).status == "not_found"
    opened.add_text(
        "在全市旅游工作会议上的讲话（李明）\n2020年3月1日\n各位同志：\n办好景区。",
        name="旅游.txt",
        replace=True,
    )
    answer = opened.ask(question, documents=["旅游.txt"])
    assert [quote.text for quote in answer.quotes] == ["在全市旅游工作会议上的讲话（李明）"]


def test_a_fact_asked_of_several_documents_is_left_to_the_passages(opened: Assistant) -> None:
    answer = opened.ask("讲话是哪天讲的")
    assert len({hit.document for hit in opened.search("讲话是哪天讲的")}) > 1
    assert all(quote.text in opened.text(quote.document) for quote in answer.quotes)
