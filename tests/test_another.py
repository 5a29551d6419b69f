"""The question before asked of another part or year, and what of it is taken along."""

from __future__ import annotations

import re

import pytest

from assistant.followup import in_conversation, standalone
from assistant.followups.another import YEAR
from assistant.questions.question import LONGEST_QUESTION
from embeddings import bundled_model


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("第一部分讲的是什么主题", "那第二部分呢", "第二部分讲的是什么主题"),
        ("第一部分的标题是什么？", "第三个呢？", "第三部分的标题是什么？"),
        ("What is the first part about?", "And the second one?", "What is the second part about?"),
        ("第一部分讲了哪些措施？", "第二个呢", "第一部分讲了哪些措施，第二个呢"),
        ("第一章讲了什么？", "第二节呢？", "第一章讲了什么，第二节呢？"),
    ],
)
def test_another_part_takes_the_place_of_the_one_asked_for(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("2007年造林多少亩？", "那○八年呢？", "2008年造林多少亩？"),
        ("2007年造林多少亩？", "零八年呢？", "2008年造林多少亩？"),
        ("校车业投资多少？", "那零售业呢？", "零售业投资多少？"),
        ("整车企业由谁负责？", "那零部件企业呢？", "零部件企业由谁负责？"),
    ],
)
def test_a_zero_is_a_digit_only_in_a_year(previous: str, question: str, alone: str) -> None:
    assert standalone(question, previous, bundled_model()) == alone


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("哪些人不能进网吧？", "为什么？", "哪些人不能进网吧，为什么？"),
        ("是由谁来管酒吧？", "为什么？", "是由谁来管酒吧，为什么？"),
        ("校车归教育局管吧？", "为什么？", "校车归教育局管，为什么？"),
    ],
)
def test_a_particle_is_left_out_and_no_end_of_a_word(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone


@pytest.mark.parametrize("blank", ["", "  ", "？？", "\ud800"])
def test_a_blank_question_before_is_passed_over(blank: str) -> None:
    history = ["修路有哪些影响？", blank]
    assert in_conversation("第二个呢？", history, bundled_model()) == "修路有哪些影响，第二个呢？"
    assert in_conversation("第二个呢？", [blank], bundled_model()) == "第二个呢？"


def test_of_a_question_before_that_is_too_long_the_beginning_counts() -> None:
    history = ["修路有哪些影响" + "，哪些好处" * LONGEST_QUESTION]
    assert in_conversation("为什么？", history, bundled_model()).startswith("修路有哪些影响")


def test_any_four_numerals_before_a_year_sign_are_no_year() -> None:
    assert re.search(YEAR, "二〇一八年") and re.search(YEAR, "1958年")
    assert not re.search(YEAR, "一二三四年") and not re.search(YEAR, "12018年")


@pytest.mark.parametrize(
    ("asked", "whole"),
    [
        ("制造业的提到多少", "制造业的研发费用扣除比例是多少？"),
        ("那小企业的是多少？", "小企业的研发费用扣除比例是多少？"),
        ("全县的耕地有多少？", "全县的耕地有多少？"),
    ],
)
def test_how_much_for_which_ones_is_asked_of_the_same(asked: str, whole: str) -> None:
    assert standalone(asked, "研发费用扣除比例是多少？", bundled_model()) == whole


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("林场的主要目标是什么？", "到2012年呢？", "到2012年林场的主要目标是什么？"),
        ("造林多少亩？", "那2011年呢？", "2011年造林多少亩？"),
    ],
)
def test_a_year_is_put_before_a_question_that_named_none(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone
