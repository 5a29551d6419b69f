"""Sentences without content of their own, and what they are quoted with."""

from __future__ import annotations

import pytest

from assistant.questions.question import read
from assistant.quoting.beside import told_beside


def quoted(question: str, text: str, sentence: str) -> str:
    start = text.index(sentence)
    first, end = told_beside(read(question), text, (start, start + len(sentence)))
    return text[first:end]


ORCHARD = (
    "果园越办越大。扩种太快，也带来了一些问题。苗木混杂，品种退化。水渠不够用，旱年要停浇。"
    "我们要下决心解决这些问题。果园里养了两箱蜂。"
)


@pytest.mark.parametrize("question", ["扩种带来了哪些问题", "扩种太快有什么困难"])
def test_that_there_are_problems_is_quoted_with_what_they_are(question: str) -> None:
    found = quoted(question, ORCHARD, "扩种太快，也带来了一些问题。")
    assert found.startswith("扩种太快")
    assert found.endswith("旱年要停浇。")


def test_what_is_to_be_done_about_problems_does_not_say_that_there_are_some() -> None:
    text = "要及时解决果园里出现的一些突出问题。剪枝要在立春前做完。"
    alone = "要及时解决果园里出现的一些突出问题。"
    assert quoted("有哪些问题", text, alone) == alone


def test_problems_that_are_still_to_be_solved_are_there() -> None:
    text = "果园还面临不少亟待解决的突出问题。冷库只有一座。"
    assert quoted("果园有哪些问题", text, "果园还面临不少亟待解决的突出问题。") == text


def test_a_sentence_that_says_what_the_problems_are_needs_no_other() -> None:
    text = "果园存在缺水、缺肥等许多问题。冷库只有一座。"
    assert (
        quoted("果园有哪些问题", text, "果园存在缺水、缺肥等许多问题。")
        == text.split("。")[0] + "。"
    )


def test_asked_when_the_problems_arose_nothing_is_added() -> None:
    alone = "扩种太快，也带来了一些问题。"
    assert quoted("扩种是什么时候", ORCHARD, "果园越办越大。") == "果园越办越大。"
    assert quoted("为何扩种太快", ORCHARD, alone) == alone


@pytest.mark.parametrize(
    "back", ["这样才能少生虫害。", "这都是勤剪枝的成果。", "这种树是不怕旱的。"]
)
def test_what_points_back_is_quoted_with_what_it_points_at(back: str) -> None:
    text = f"园里换成了本地的老品种。{back}果子十月采收。"
    assert quoted("怎么少生虫害", text, back) == f"园里换成了本地的老品种。{back}"


def test_a_long_sentence_that_points_back_stands_alone() -> None:
    back = (
        "这是"
        + "县里拿出三年时间、分七个乡镇、按坡地水地旱地沙地分别试种以后才定下来的一套剪枝施肥浇水采收贮运办法，"
        + "全县都照着办，年年都见成效。"
    )
    text = f"园里换成了本地的老品种。{back}"
    assert quoted("剪枝办法怎么定的", text, back) == back


def test_asked_for_the_standard_the_sentence_about_it_is_quoted_in_place_of_the_one_before() -> (
    None
):
    text = "争来争去，要害是算好果还是算次果的问题。分等的标准，应该看个头、看糖度、看有没有伤。"
    told = quoted("分好果次果的标准是什么", text, "争来争去，要害是算好果还是算次果的问题。")
    assert told.startswith("分等的标准")
    other = quoted("争论的是什么问题", text, "争来争去，要害是算好果还是算次果的问题。")
    assert other.startswith("争来争去")
