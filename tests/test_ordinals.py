"""Which member of a list is asked for, and what is only called by a place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selecting import chosen, words

from assistant import Assistant
from assistant.followup import in_conversation, standalone, understood
from assistant.followups.leaning import is_ordinal
from assistant.questions.question import read
from assistant.text.ordinals import OPENS_MEMBER, number_of
from embeddings import bundled_model


@pytest.mark.parametrize(
    "question",
    [
        "第二个百年奋斗目标是什么？",
        "第一大股东是谁？",
        "第一大港是哪个？",
        "世界第二大经济体是谁？",
        "红军第一方面军在哪里？",
        "第一个五年计划是哪年开始的？",
    ],
)
def test_what_is_only_called_by_a_place_is_no_member_of_the_list_before(question: str) -> None:
    assert read(question).ordinal is None
    assert standalone(question, "校车有哪些用处？", bundled_model()) == question


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("第一个国家公园在哪里？", "第一个国家公园在哪里？"),
        ("第二个影响是什么？", "修路有哪些影响，第二个影响是什么？"),
        ("第二大优势是什么？", "修路有哪些影响，第二大优势是什么？"),
        ("第三点谁来管？", "修路有哪些影响，第三点谁来管？"),
    ],
)
def test_a_member_is_asked_for_by_its_place_or_by_the_name_of_the_list_before(
    question: str, alone: str
) -> None:
    assert standalone(question, "修路有哪些影响？", bundled_model()) == alone


def test_the_third_month_is_no_third_thing() -> None:
    assert read("校车的补贴第三个月发多少？").ordinal is None


def test_a_member_called_as_a_list_was_takes_up_the_question_for_that_list() -> None:
    history = ["修路有哪些影响？", "校车归谁管？"]
    alone = in_conversation("第二个影响是什么？", history, bundled_model())
    assert alone == "修路有哪些影响，第二个影响是什么？"
    assert is_ordinal("第二个影响是什么？", history[0])
    assert not is_ordinal("第二个影响是什么？", history[1])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第二条 校车要年检。", 2),
        ("第三步，备物资", 3),
        ("四要管好校车", 4),
        ("（五）校车", 5),
        ("6.校车", 6),
        ("其一，校车", 1),
        ("第一个五年计划期间", None),
        ("第二个月起", None),
        ("2.5公里", None),
    ],
)
def test_a_text_counts_off_members_but_no_plans_or_months(text: str, number: int | None) -> None:
    opening = re.match(OPENS_MEMBER, text)
    assert (opening and number_of(opening)) == number


def test_five_year_plans_are_no_members_of_what_is_announced(tmp_path: Path) -> None:
    text = (
        "全县计划工作回顾\n计划工作取得了几个方面的成就：\n第一个五年计划期间，县里建成了农机厂。\n"
        "第二个五年计划期间，县里修通了水渠。\n当前要抓好春耕。\n"
    )
    told = chosen(tmp_path, "计划工作取得了哪些成就？", text)
    assert not told.listed


def test_a_member_counted_off_with_what_is_to_be_done_is_found_by_its_number(
    tmp_path: Path,
) -> None:
    text = "全县护林工作\n护林工作今年要这样抓。一要修好防火道。二要配齐护林员。三要管住野外用火。\n水费照常收缴。\n"
    assert words(chosen(tmp_path, "护林工作第二条要抓什么？", text)) == ["二要配齐护林员。"]


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("护林有哪十条经验？", "第九呢？", "护林有哪十条经验，第九条呢？"),
        ("护林有哪几大措施？", "那第二呢", "护林有哪几大措施，那第二个呢"),
        ("护林有哪十条经验？", "最后一条呢？", "护林有哪十条经验，最后一条呢？"),
        ("规划分几大板块？", "第二板块呢？", "规划分几大板块，第二板块呢？"),
    ],
)
def test_a_place_alone_is_counted_as_the_list_before(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone
    assert understood(question, alone).ordinal in (2, 9, -1)


def test_a_member_called_by_its_place_is_the_sentence_that_begins_so(library: Path) -> None:
    text = "规划的说明\n规划分为三大板块。第一板块为总论。第二板块为分论,写护林。要处理好两个关系:一是造和管,二是堵和疏。\n"
    with Assistant.open(library) as assistant:
        assistant.add_text(text, name="plan.txt")
        answer = assistant.ask("第二板块呢", ["规划分几大板块？"])
    assert [quote.text for quote in answer.quotes] == ["第二板块为分论,写护林。"]
