"""What somebody is asked to have said is answered by his words, not by those of another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.questions.question import read
from assistant.ranking.source import sayer

CHEN = (
    "在全国林业工作座谈会上的讲话（陈青山）\n（2003年4月2日）\n同志们：\n"
    "造林要靠大家，种一棵就要活一棵。\n木材要节约使用，不能乱砍滥伐。\n"
)
ZHOU = (
    "在全国水利工作座谈会上的讲话（周长河）\n（2008年5月6日）\n同志们：\n修水库先要保住移民的饭碗。\n"
    "陈青山同志早就说过：“水库修在山上的树林里。”\n卫星遥感要用到防汛上来。\n"
)
REPORT = "2012年政府工作报告\n（2012年3月5日）\n各位代表：\n今年粮食产量目标是一万亿斤。\n房产税改革要稳步推进。\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("shelf")) as assistant:
        assistant.add_texts({"chen.txt": CHEN, "zhou.txt": ZHOU, "2012.txt": REPORT})
        yield assistant


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("陈青山怎么看卫星遥感", "陈青山"),
        ("陈青山同志在林业座谈会上说木材怎么用", "陈青山"),
        ("What did Deng Xiaoping say about timber?", "邓小平"),
        ("朱镕基对造林有什么看法", "朱镕基"),
        ("怎么评价陈青山", ""),
        ("陈青山理论讲的是什么", ""),
        ("周长河引用了陈青山的什么话", ""),
        ("木材怎么用", ""),
    ],
)
def test_whose_words_are_asked_for_is_read_off_the_question(question: str, name: str) -> None:
    assert sayer(read(question), ["陈青山", "周长河", "邓小平"]) == name


@pytest.mark.parametrize("question", ["陈青山怎么看卫星遥感", "陈青山对房产税怎么看"])
def test_what_only_another_says_is_not_found_and_whose_words_lack_is_told(
    shelf: Assistant, question: str
) -> None:
    answer = shelf.ask(question)
    assert answer.status == "not_found"
    assert "陈青山的话" in answer.missing or "卫星遥感" in answer.lead or "房产税" in answer.lead


def test_nobody_said_what_no_document_has_of_him(shelf: Assistant) -> None:
    answer = shelf.ask("朱镕基对造林有什么看法")
    assert answer.status == "not_found" and "朱镕基的话" in answer.missing


def test_somebody_in_office_said_what_a_paragraph_tells_of_him(shelf: Assistant) -> None:
    answer = shelf.ask("林业局局长怎么看乱砍滥伐")
    assert answer.status == "not_found" and "局长的话" in answer.missing
    with_him = CHEN + "昨天林业局局长说，乱砍滥伐今年少了一半。\n"
    shelf.add_text(with_him, name="told.txt")
    told = shelf.ask("林业局局长怎么看乱砍滥伐", documents=["told.txt"])
    shelf.remove("told.txt")
    assert "少了一半" in told.quotes[0].text


def test_his_own_words_come_before_those_of_others(shelf: Assistant) -> None:
    (quote, *_) = shelf.ask("陈青山说木材要怎么使用").quotes
    assert quote.document == "chen.txt" and "木材" in quote.text


def test_what_another_quotes_of_him_counts_as_his_words(shelf: Assistant) -> None:
    (quote, *_) = shelf.ask("陈青山说水库修在哪里").quotes
    assert quote.document == "zhou.txt" and "水库修在山上的树林里" in quote.text


def test_a_report_without_a_speaker_may_be_his_where_the_question_names_it(
    shelf: Assistant,
) -> None:
    (quote, *_) = shelf.ask("温家宝在2012年政府工作报告里说粮食产量目标是多少").quotes
    assert quote.document == "2012.txt" and "一万亿斤" in quote.text


def test_a_report_that_is_not_there_is_told_and_no_other_answers_for_it(shelf: Assistant) -> None:
    answer = shelf.ask("2015年政府工作报告的粮食产量目标是多少")
    assert answer.status == "not_found" and "2015年政府工作报告" in answer.missing


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("2008年政府工作报告提出水库的目标是什么", "2008年政府工作报告"),
        ("十五大报告怎么讲造林", "十五大报告"),
    ],
)
def test_a_document_of_the_same_year_or_matter_does_not_stand_for_a_report_that_is_not_there(
    shelf: Assistant, question: str, missing: str
) -> None:
    answer = shelf.ask(question)
    assert answer.status == "not_found" and missing in answer.missing


def test_another_document_does_not_answer_for_the_one_that_is_asked(shelf: Assistant) -> None:
    answer = shelf.ask("全国林业工作座谈会上的讲话里，粮食产量目标是多少？")
    assert answer.status == "not_found" and "" not in answer.missing
    assert shelf.ask("粮食产量目标是多少？").quotes[0].document == "2012.txt"


@pytest.mark.parametrize(
    "question",
    [
        "谁说过水库修在山上的树林里",
        "水库修在山上的树林里是谁说的？",
        "谁提出了水库修在山上的树林里？",
    ],
)
def test_who_said_a_wording_is_told_by_where_it_stands_to_the_letter(
    shelf: Assistant, question: str
) -> None:
    answer = shelf.ask(question)
    assert [quote.document for quote in answer.quotes] == ["zhou.txt"]
    assert shelf.ask("水库修在山下的田野里是谁说的？").text != answer.text
