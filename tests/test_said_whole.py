"""What is quoted whole because its matter is asked for."""

from __future__ import annotations

import pytest

from assistant.questions.question import read
from assistant.quoting.said_whole import said_whole

TARGETS = "今年修路的主要目标是：石板路铺到村口；木桥换成石桥；每座亭子都有长凳；路边种上香樟，做到一路有树荫，让行人走得凉快，也让路基不被雨水冲走；各村修路的账目每季张榜公布一次，请老人们来看，有不清楚的当场问，当场答，问到清楚为止。"
UNTIL = "到2031年，渡船都装上雨棚。码头的灯全部换新。每天多开两班。"
MEMBER = "第二，把茶路重新走通。先清塌方，再补石阶，最后立路牌。"


def quoted(question: str, text: str, told: str) -> str:
    start = text.index(told)
    begin, end = said_whole(read(question), text, (start, start + len(told)))
    return text[begin:end]


@pytest.mark.parametrize(
    "question",
    ["今年修路的主要目标是什么？", "主要目标有哪些？", "What are the main targets for this year?"],
)
def test_targets_are_quoted_with_all_their_clauses(question: str) -> None:
    assert quoted(question, TARGETS, TARGETS.split("；")[0]) == TARGETS


@pytest.mark.parametrize(
    "question", ["石板路的目标是什么？", "主要目标是多少？", "What are the stone road targets?"]
)
def test_one_of_the_clauses_answers_what_is_asked_of_it(question: str) -> None:
    first = TARGETS.split("；")[0]
    assert quoted(question, TARGETS, first) == first


def test_the_targets_of_a_year_are_the_whole_paragraph_that_opens_with_it() -> None:
    first = UNTIL.split("。")[0] + "。"
    assert quoted("渡船2031年的目标", UNTIL, first) == UNTIL
    assert quoted("渡船2030年的目标", UNTIL, first) == first
    assert quoted("2031年渡船装什么？", UNTIL, first) == first


def test_a_member_that_is_only_named_is_quoted_with_how_it_is_done() -> None:
    first = MEMBER.split("。")[0] + "。"
    assert quoted("茶路怎么走通？", MEMBER, first) == MEMBER
    assert quoted("第二是什么？", MEMBER, first) == first


def test_the_name_of_a_member_is_quoted_with_the_rule_it_names() -> None:
    rule = "二、减轻村民负担。修路不得摊派，出工每天补助八十元。"
    name = "二、减轻村民负担。"
    assert quoted("减轻负担有哪些规定？", rule, name) == rule
    assert quoted("减轻谁的负担？", rule, name) == name
