"""A speech on a town: its name in a question tells nothing of what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.questions.question import read
from assistant.ranking.located import without_place
from assistant.types import Document

TOWN = Document("t.txt", "在青石市林业工作会议上的讲话", date="2016-04-01", place="青石市")
SPEECH = """在青石市林业工作会议上的讲话
(2016年4月1日)
同志们:
青石是山区,青石林业工作这些年有了很大的起色,造林面积年年增加。大家要为青石林业工作再上台阶而努力,把青石林业工作的牌子擦亮。
也要看到我市林业工作还存在一些突出问题:一是护林员队伍不稳,二是林场管护经费没有着落,三是病虫害防治跟不上。
青石人要爱青石,青石林业工作大有可为。
"""


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("青石市林业工作存在哪些问题?", "林业工作存在哪些问题?"),
        ("2016年青石的林业工作存在哪些问题?", "林业工作存在哪些问题?"),
        ("在青石市,林业工作存在哪些问题?", "在,林业工作存在哪些问题?"),
        # A year that is not its own says that another speech is meant.
        ("2019年青石市林业工作存在哪些问题?", "2019年林业工作存在哪些问题?"),
        # What is asked of the place itself, or is called after it, keeps its name.
        ("青石是一座什么城市?", "青石是一座什么城市?"),
        ("数字青石怎么建?", "数字青石怎么建?"),
        ("青石市委提了什么要求?", "青石市委提了什么要求?"),
        ("林业工作存在哪些问题?", "林业工作存在哪些问题?"),
        ("青石呢?", "青石呢?"),
    ],
)
def test_the_place_of_the_one_document_is_left_out_where_it_only_sets_the_question(
    question: str, asked: str
) -> None:
    assert without_place(read(question), [TOWN]).text == asked


def test_among_several_documents_the_place_tells_which_is_meant() -> None:
    question = read("青石市林业工作存在哪些问题?")
    assert without_place(question, [TOWN, TOWN]) is question


@pytest.mark.parametrize("where", ["", "青石市", "青石", "2016年青石市"])
def test_the_same_is_answered_with_the_place_and_without(library: Path, where: str) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(SPEECH, name="town.txt")
        answer = assistant.ask(f"{where}林业工作存在哪些突出问题?")
    assert [quote.text[:2] for quote in answer.quotes] == ["一是", "二是", "三是"]
