"""The one member of an enumeration that is asked for by its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, words

from assistant.questions.question import read

SPLIT = """全县教育工作经验
教育工作十年来积累了四条经验。一是必须依靠教师。二是必须办好乡村小学。
三是必须让家长参与学校管理。四是必须节约每一分经费。以上四条，是全县教育工作十年积累的经验，要长期坚持。
公路建设进展顺利。
"""
PRINCIPLES = """校舍改造方案
一、校舍改造的基本原则
1.安全第一。所有校舍都要经过专门机构检测，不合格的立即停用，由县里统一安排学生就近上课。
2.就近入学。改造期间不得让学生走远路。
3.勤俭节约。能修的不拆，能用的不换，省下的钱用来添置图书。
"""


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("校舍改造的基本原则，倒数第二条是什么？", "2.就近入学。"),
        ("校舍改造的基本原则，最后一条是什么？", "3.勤俭节约。"),
        ("校舍改造的基本原则，第一条是什么？", "1.安全第一。"),
    ],
)
def test_a_member_is_counted_from_either_end(tmp_path: Path, question: str, begins: str) -> None:
    (told,) = words(chosen(tmp_path, question, PRINCIPLES))
    assert told.startswith(begins)


def test_a_member_whose_first_sentence_only_names_it_is_quoted_with_what_it_says(
    tmp_path: Path,
) -> None:
    (told,) = words(chosen(tmp_path, "校舍改造的基本原则，第三条是什么？", PRINCIPLES))
    assert told == "3.勤俭节约。能修的不拆，能用的不换，省下的钱用来添置图书。"


def test_a_member_that_goes_on_in_another_paragraph_is_found_by_its_number(tmp_path: Path) -> None:
    question = "教育工作积累的四条经验，第三条是什么？"
    assert words(chosen(tmp_path, question, SPLIT)) == ["三是必须让家长参与学校管理。"]


def test_an_ordinal_in_quotation_marks_is_a_name(tmp_path: Path) -> None:
    text = "全县卫生工作\n“第二个答案”就是发动群众。\n第一，修好水井。\n第二，消灭蚊蝇。\n"
    assert words(chosen(tmp_path, "“第二个答案”指的是什么？", text))[0].startswith("“第二个答案”")


def test_what_is_called_by_an_ordinal_is_no_member(tmp_path: Path) -> None:
    text = "规划工作报告\n实现第二个百年奋斗目标，就是建成现代化强国。\n今年抓好三项工作。一是发展经济。二是深化改革。三是改善民生。\n"
    told = words(chosen(tmp_path, "第二个百年奋斗目标是什么？", text))
    assert told[0].startswith("实现第二个百年奋斗目标")


def test_steps_are_counted_off_and_end_where_the_next_begins(tmp_path: Path) -> None:
    text = "防汛工作方案\n防汛工作分三步走：第一步，查隐患；第二步，备物资；第三步，抓演练。\n水费收缴要做到两条。（一）县里收费。（二）村里清淤。\n"
    (told,) = words(chosen(tmp_path, "防汛工作的第二步是什么？", text))
    assert told.rstrip("；") == "第二步，备物资"


@pytest.mark.parametrize(
    "question",
    ["第一大股东是谁", "第十三个五年规划", "第三方面军在哪", "How long did it last?", "last month"],
)
def test_other_words_with_an_ordinal_ask_for_no_member(question: str) -> None:
    assert read(question).ordinal is None


def test_a_number_that_stands_alone_is_quoted_as_it_is(tmp_path: Path) -> None:
    text = "全县教育工作安排\n教育工作的安排见下表。\n（二）\n"
    told = words(chosen(tmp_path, "教育工作的安排，第二项是什么？", text))
    assert told == ["（二）"]
