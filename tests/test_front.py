"""What is asked of a document itself is told by its title block and headings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SPEECH

from assistant import Assistant, answer
from assistant.questions.facts import facts_asked, part_asked
from assistant.questions.question import read

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
        ("系列编号下边标的是哪一年", ["2021年3月"]),
        ("最上面印的日期是什么", ["2021年3月"]),
        ("这份稿子是根据什么整理的", ["(2019年5月6日,根据录音整理)"]),
        ("Was the speech transcribed from a recording?", ["(2019年5月6日,根据录音整理)"]),
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


def test_in_english_a_list_of_several_places_is_led_in_without_one(opened: Assistant) -> None:
    assert opened.ask("What are the parts?", documents=[NAME]).lead == "The speech lists 2 items:"


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
        "上次会议是什么时候开的？",
        "成都会议是哪年召开的？",
        "一大在哪里召开？",
        "在日本的演讲是什么时候作的",
        "报告里说的会议是什么时候开的",
        "讲话一共多少时间",
        "When should the report be made?",
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


def test_a_fact_asked_of_several_documents_is_told_of_each(opened: Assistant) -> None:
    names = {f"{n}.txt" for n in range(3)}
    for n in range(3):
        talk = f"在全县{'水电路'[n]}工作会议上的讲话\n（200{n}年3月2日）\n同志们：\n抓紧办。"
        opened.add_text(talk, name=f"{n}.txt", replace=True)
    for asked in ("讲话是哪天讲的", "题目是什么"):
        told = opened.ask(asked, documents=sorted(names)).quotes
        assert {quote.document for quote in told} == names


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("第二部分讲的是什么主题？", 2),
        ("第一章的标题", 1),
        ("What is the third section about?", 3),
        ("第二部分讲了哪些措施？", None),
        ("第二部分讲什么时候放水", None),
        ("第二部分的主题教育目标是什么", None),
        ("第一部分提到的第三个问题讲的是什么", None),
        ("第三章第二节讲什么", None),
        ("第0部分讲什么", None),
        ("What does the second part say about reservoirs?", None),
        ("In the first part of the year, what was said about grain?", None),
    ],
)
def test_a_heading_is_asked_for_where_nothing_else_is(question: str, part: int | None) -> None:
    asked = part_asked(read(question))
    assert (asked and asked.number) == part


def test_parts_are_those_of_the_highest_headings(opened: Assistant) -> None:
    nested = """全县发展工作要点
一、发展产业
（一）种好粮食
各乡要抢抓农时。
（二）养好牲畜
各乡要防好疫病。
二、改善环境
（一）治好污水
各乡要修好管网。
"""
    opened.add_text(nested, name="要点.txt", replace=True)
    answer = opened.ask("第二部分讲什么？", documents=["要点.txt"])
    assert [quote.text for quote in answer.quotes] == ["二、改善环境"]


def test_a_part_of_several_documents_is_not_said_to_be_lacking(opened: Assistant) -> None:
    assert "第五部分" not in opened.ask("第五部分讲了什么？").missing


def test_the_day_of_a_speech_is_not_that_of_its_printing(opened: Assistant) -> None:
    answer = opened.ask("文章是什么时候出版的？", documents=["教育.txt"])
    assert answer.status == "not_found" and answer.missing == ("刊出日期",)


def test_the_line_that_tells_how_a_text_was_recorded_is_called_so(opened: Assistant) -> None:
    assert "文稿来历" in opened.ask("是根据录音整理的吗", documents=[NAME]).lead


def test_both_dates_are_told_where_both_are_asked_for(opened: Assistant) -> None:
    lines = quoted(opened, "什么时候讲的，什么时候刊出的")
    assert set(lines) == {"(2019年5月6日,根据录音整理)", "2021年3月"}


LAW = """全县供水办法
第一章 总则
供水应当保障安全。
第二章 管理
水厂应当公布水质。
第三章 法律责任
违反规定的，处以罚款。
"""
TALK_OF_WANG = """在全市经济工作会议上的讲话
王强
（2019年3月5日）
同志们：
今年的经济要稳中求进。
"""


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("第三章的标题是什么", ["第三章 法律责任"]),
        ("文件分几个部分", ["第一章 总则", "第二章 管理", "第三章 法律责任"]),
    ],
)
def test_chapters_are_parts(opened: Assistant, question: str, lines: list[str]) -> None:
    opened.add_text(LAW, name="办法.txt", replace=True)
    answer = opened.ask(question, documents=["办法.txt"])
    assert [quote.text for quote in answer.quotes] == lines


def test_a_section_is_no_part_that_is_not_called_so(opened: Assistant) -> None:
    answer = opened.ask("第二节讲什么", documents=[NAME])
    assert answer.answerability < 1.0


def test_the_meeting_is_told_by_the_line_that_names_it(opened: Assistant) -> None:
    opened.add_text(TALK_OF_WANG, name="经济.txt", replace=True)
    answer = opened.ask("这是在什么会议上讲的？", documents=["经济.txt"])
    assert [quote.text for quote in answer.quotes] == ["在全市经济工作会议上的讲话"]
    answer = opened.ask("谁讲的？", documents=["经济.txt"])
    assert [quote.text for quote in answer.quotes] == ["王强"]
    assert answer.lead == "讲话的讲话人："


def test_a_fact_that_no_line_tells_is_left_out_and_said_so(opened: Assistant) -> None:
    opened.add_text(TALK_OF_WANG, name="经济.txt", replace=True)
    answer = opened.ask("讲话的时间和地点", documents=["经济.txt"])
    assert [quote.text for quote in answer.quotes] == ["（2019年3月5日）"]
    assert answer.missing == ("地点",)
    assert answer.answerability < 1.0


def test_no_speaker_is_lacking_where_another_document_has_one(opened: Assistant) -> None:
    opened.add_text(TALK_OF_WANG, name="经济.txt", replace=True)
    assert "讲话人" not in opened.ask("谁讲的？", documents=[NAME, "经济.txt"]).missing


@pytest.mark.parametrize(
    "question", ["渡口什么时候通车？", "水族馆哪年建成？", "When does the ferry open?"]
)
def test_no_line_of_the_title_block_tells_when_something_else_was(
    opened: Assistant, question: str
) -> None:
    assert opened.ask(question, documents=[NAME]).status == "not_found"


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("请查一下讲话的具体日期", "(2019年5月6日,根据录音整理)"),
        ("这份材料在“水乡文萃”系列里排第几？", "“水乡文萃”系列№12"),
    ],
)
def test_what_speaks_of_the_text_as_of_a_thing_is_told_by_its_lines(
    opened: Assistant, question: str, line: str
) -> None:
    assert line in quoted(opened, question)


def test_the_name_of_a_series_is_no_date(opened: Assistant) -> None:
    lines = quoted(opened, "全国水利工作会议是几月几号开的")
    assert "“水乡文萃”系列№12" not in lines


@pytest.mark.parametrize("said", ["请继续", "继续帮忙"])
def test_a_wish_that_says_nothing_to_look_for_finds_nothing(
    tmp_path: Path, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Assistant.open(tmp_path) as assistant:
        assistant.add(SPEECH)
        assert assistant.ask(said).status == "not_found"
        monkeypatch.setattr(answer, "_NO_MATTER", frozenset())
        assert assistant.ask(said).status == "answered"


@pytest.mark.parametrize("asked", ["总结了什么经验？", "帮助有多大？", "What help is there?"])
def test_what_asks_is_no_greeting(asked: str) -> None:
    assert not answer._says_nothing(read(asked))
