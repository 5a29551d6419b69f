"""An abbreviation that the texts write out."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.questions.lexicon import open_lexicon
from assistant.questions.question import read
from assistant.ranking.abbreviated import in_full

WRITTEN_OUT = "关于房屋的讲话\n今年新建公共租赁住房三百套。\n公路租房两处。\n"
ABBREVIATED = "关于房屋的谈话\n公租房要分给环卫工人。\n"


@pytest.mark.parametrize(
    ("texts", "searched"),
    [
        ([WRITTEN_OUT], "公共租赁住房今年建多少套"),
        ([WRITTEN_OUT, ABBREVIATED], "公租房今年建多少套"),
        (["关于粮食的讲话\n粮食丰收。\n"], "公租房今年建多少套"),
    ],
)
def test_it_is_read_in_full_where_the_texts_use_only_the_full_form(
    library: Path, texts: list[str], searched: str
) -> None:
    with Assistant.open(library) as assistant:
        for number, text in enumerate(texts):
            assistant.add_text(text, name=f"{number}.txt")
        found = assistant.retrieve(read("公租房今年建多少套"))
    assert found.asked is not None and found.asked.text == searched


def test_words_that_only_stand_beside_each_other_are_no_abbreviation(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text("关于税收的讲话\n个人所得税要减。\n", name="tax.txt")
        with assistant._scoped() as (snapshot, scope):
            taken = [
                in_full(read(question), open_lexicon(), snapshot, scope).text
                for question in ("个税起征点是多少", "每个税种减多少")
            ]
    assert taken == ["个人所得税起征点是多少", "每个税种减多少"]
