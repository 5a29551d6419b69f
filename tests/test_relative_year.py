"""This year and last year are those of the document that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.followups.other_year import in_the_other_year

REPORT = """2031年云岭省政府工作报告
（2031年1月20日）
各位代表：
现在，我代表省人民政府向大会报告工作。
一、2030年工作回顾
国内生产总值达到3.2万亿元，增长6.1%。城镇新增就业46万人，城镇调查失业率为5.3%。
茶叶产量52万吨，新建高速公路310公里。
全年为企业减税降费180亿元。
二、2031年总体要求和主要目标
今年发展主要预期目标是：国内生产总值增长5.5%左右；城镇新增就业42万人以上，城镇调查失业率5.5%左右。
财政支出拟安排7400亿元，比去年增加300亿元。
三、2031年政府工作任务
茶叶产量稳定在55万吨，新开工高速公路240公里。
全年为企业减税降费200亿元。
"""
SPEECH = """在云岭茶农座谈会上的讲话
（2031年9月3日）
同志们：
去年春天的霜冻使三个县的茶园减产。
今年我们为茶农修了十二座水库。
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    assistant = Assistant.open(Path(tmp_path_factory.mktemp("years")) / "library")
    assistant.add_text(REPORT, name="report.txt")
    assistant.add_text(SPEECH, name="speech.txt")
    return assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("去年城镇新增就业多少？", "46万人"),
        ("去年生产总值是多少？", "3.2万亿元"),
        ("2030年城镇新增就业多少？", "46万人"),
        ("去年茶叶产量是多少？", "52万吨"),
        ("今年减税降费多少？", "200亿元"),
        ("去年減稅降費多少？", "180亿元"),
        ("今年城镇新增就业要达到多少？", "42万人"),
        ("How many urban jobs were created last year?", "46万人"),
    ],
)
def test_a_report_tells_what_was_done_last_year_and_is_to_be_done_this_year(
    asking: Assistant, question: str, told: str
) -> None:
    answer = asking.ask(question, documents=["report.txt"])
    assert answer.status == "answered"
    assert told in answer.quotes[0].text


def test_last_year_is_that_before_the_report_that_a_question_names(asking: Assistant) -> None:
    answer = asking.ask("2031年云岭省政府工作报告中，去年城镇新增就业多少？")
    assert "46万人" in answer.quotes[0].text


def test_in_a_speech_only_what_names_the_year_is_of_it(asking: Assistant) -> None:
    answer = asking.ask("今年为茶农做了什么？", documents=["speech.txt"])
    assert "水库" in answer.quotes[0].text


def test_what_is_compared_with_last_year_is_of_this(asking: Assistant) -> None:
    answer = asking.ask("今年财政支出安排多少？", documents=["report.txt"])
    assert "7400亿元" in answer.quotes[0].text


def test_the_other_year_is_asked_of_what_was_reached_not_of_what_was_aimed_at(
    asking: Assistant,
) -> None:
    before = "今年的就业目标是多少？"
    assert in_the_other_year("去年呢?", before) == "去年的就业是多少？"
    assert in_the_other_year("那今年呢", "去年修了多少公里路？") == "今年修了多少公里路？"
    assert in_the_other_year("去年呢", "水库有多少座？") == ""
    told = asking.ask("去年呢？", ["今年的增长目标是多少？"], ["report.txt"])
    assert "6.1%" in told.quotes[0].text


BOTH = """2036年松江省政府工作报告
（2036年1月20日）
一、2035年和今年以来工作回顾
去年，全省上下顶住了压力。
发放消费券45亿元，受益家庭三百多万户。
各位代表！
雪灾发生后，我们连夜调运物资，发放救灾款7亿元。
二、今年工作
继续发放消费券，规模达到60亿元。
高职院校扩招3万人。
"""


@pytest.fixture(scope="module")
def among_others(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    assistant = Assistant.open(Path(tmp_path_factory.mktemp("reports")) / "library")
    assistant.add_text(BOTH, name="both.txt")
    assistant.add_text(SPEECH, name="speech.txt")
    return assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2035年发放消费券多少元？", "45亿元"),
        ("去年发放了多少消费券？", "45亿元"),
        ("2036年消费券发放多少？", "60亿元"),
        ("2036年高职院校扩招多少人？", "3万人"),
    ],
)
def test_a_year_that_names_no_report_is_asked_of_the_report_that_tells_of_it(
    among_others: Assistant, question: str, told: str
) -> None:
    answer = among_others.ask(question)
    assert answer.status == "answered"
    assert told in answer.quotes[0].text


def test_a_part_headed_by_both_years_is_of_the_one_last_named_until_it_begins_anew(
    among_others: Assistant,
) -> None:
    told = among_others.ask("今年发放救灾款多少？", documents=["both.txt"])
    assert "7亿元" in told.quotes[0].text
