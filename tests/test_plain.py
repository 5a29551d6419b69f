"""Everyday ways of asking, in the words of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.questions.plain import put_plainly
from assistant.questions.question import read


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("钱从哪里来？", "经费怎么保障？"),
        ("修水渠的钱从哪儿出？", "修水渠的经费怎么保障？"),
        ("护林取得的三项成绩分别是什么？", "护林取得了哪些成绩？"),
        ("护林的主要成效有哪些？", "护林取得了哪些主要成效？"),
        ("护林方面有什么问题？", "护林方面存在哪些问题？"),
        ("他讲到有什么问题？", "他讲到有什么问题？"),
        # As documents put it.
        ("护林取得了哪些成绩？", "护林取得了哪些成绩？"),
        ("树苗从哪里来？", "树苗从哪里来？"),
        ("成绩是谁取得的？", "成绩是谁取得的？"),
    ],
)
def test_what_is_asked_in_an_everyday_way_is_put_as_documents_put_it(
    question: str, put: str
) -> None:
    assert put_plainly(read(question)).text == put


def test_who_asks_where_the_money_comes_from_is_told_of_funds(library: Path) -> None:
    text = (
        "关于修水渠的意见\n各村要在立春前动工。\n水渠由村民轮流看管。\n"
        "修渠所需经费由县财政保障，列入年度预算。\n水渠两旁要种树。\n"
    )
    with Assistant.open(library) as assistant:
        assistant.add_text(text, name="a.txt")
        told = assistant.ask("钱从哪来？")
    assert told.status == "answered"
    assert "县财政" in told.quotes[0].text
