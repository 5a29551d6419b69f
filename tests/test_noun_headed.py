"""What stands below the heading that ends in the noun which a question asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, words

REPORT = """2031年云山县政府工作报告
各位代表：
一、2030年工作回顾
过去一年，全县上下同心，闯过了不少难关，人们都说成绩来之不易。
——茶叶卖得更远。茶叶销往六个省。
——河水变得更清。三条河都能看见鱼。
一年来，主要做了以下工作。
一是修路。修了四十公里山路。
二是架桥。架了两座石桥。
过去一年取得的成绩，是全县人民共同努力的结果。
二、2031年经济社会发展总体要求和政策取向
做好今年的工作，要把稳住茶价放在前面，让种茶的人家有账可算。
今年的目标是茶叶产量增长百分之四。
三、2031年政府工作任务
今年任务重，要一件一件去做。
（一）管好茶山，让老茶树发新芽。一是剪枝。二是施肥。
二是补种也要跟上。补种的苗由县里发放。
（二）办好学校，让山里孩子就近上学。今年新建三所小学。
（三）修好水渠，让旱田喝上水。水渠要在汛期前修完。
"""
TASKS = [
    "（一）管好茶山，让老茶树发新芽。",
    "（二）办好学校，让山里孩子就近上学。",
    "（三）修好水渠，让旱田喝上水。",
]
PLAN = """云山县关于整修山路的意见
一、总体要求
（一）指导思想。
让山路好走，让货物出得去。
（二）工作目标。
两年里修完全部山路。
二、修路办法
（三）先修塌方的路段。塌方的路段由县里直接组织。
（四）再修通村的路段。通村的路段由各村自己组织。
三、钱怎么来
（五）县里出大头。县里拿出一半的钱。
（六）村里出小头。村里出人出力。
（七）接受捐款。捐款逐笔公布。
"""
SPEECH = """在云山公路通车大会上的讲话
乡亲们：
今天公路通车，大家都很高兴。
——十年来，我们修通了六十个村的路，再没有一个村靠人背货。
——十年来，我们架起了九座桥，涨水时孩子也能上学。
公路建设取得的成就，是乡亲们肩挑手抬的结果。
希望大家再接再厉，争取更大的成绩。
"""


@pytest.mark.parametrize(
    "question",
    [
        "今年的主要任务是什么？",
        "今年要做哪些工作？",
        "重点任务有哪些？",
        "2031年的工作任务有哪些？",
    ],
)
def test_tasks_are_the_members_below_their_heading_numbered_in_one_way(
    tmp_path: Path, question: str
) -> None:
    selection = chosen(tmp_path, question, REPORT)
    assert words(selection) == TASKS
    assert selection.listed


@pytest.mark.parametrize("question", ["去年的主要任务是什么？", "2029年的主要任务有哪些？"])
def test_tasks_of_another_year_are_not_those_of_this_one(tmp_path: Path, question: str) -> None:
    assert words(chosen(tmp_path, question, REPORT)) != TASKS


def test_the_member_that_is_asked_for_is_of_them(tmp_path: Path) -> None:
    (one,) = words(chosen(tmp_path, "今年的主要任务第三项是什么？", REPORT))
    assert one.startswith("（三）修好水渠")


def test_of_several_documents_that_one_is_meant_which_the_question_names(tmp_path: Path) -> None:
    named = chosen(tmp_path, "2031年云山县政府工作报告的主要任务有哪些？", PLAN, REPORT)
    assert words(named) == TASKS
    assert words(chosen(tmp_path / "2", "今年的主要任务是什么？", PLAN, REPORT)) != TASKS


def test_the_requirements_are_the_first_paragraph_below_a_heading_that_ends_so_in_part(
    tmp_path: Path,
) -> None:
    found = words(chosen(tmp_path, "总体要求是什么？", REPORT))
    assert found == ["做好今年的工作，要把稳住茶价放在前面，让种茶的人家有账可算。"]


def test_the_text_below_a_heading_may_stand_one_level_lower(tmp_path: Path) -> None:
    assert words(chosen(tmp_path, "总体要求是什么？", PLAN)) == ["让山路好走，让货物出得去。"]


def test_measures_are_what_a_document_counts_through_over_its_parts(tmp_path: Path) -> None:
    assert words(chosen(tmp_path, "有哪些措施？", PLAN)) == [
        "（三）先修塌方的路段。",
        "（四）再修通村的路段。",
        "（五）县里出大头。",
        "（六）村里出小头。",
        "（七）接受捐款。",
    ]


@pytest.mark.parametrize("question", ["去年取得了哪些成绩？", "2030年取得了什么成就？"])
def test_achievements_are_the_members_of_the_review(tmp_path: Path, question: str) -> None:
    assert words(chosen(tmp_path, question, REPORT)) == ["——茶叶卖得更远。", "——河水变得更清。"]


@pytest.mark.parametrize("question", ["取得了哪些成就？", "公路建设取得了哪些成就？"])
def test_achievements_without_a_heading_stand_before_they_are_put_down_to_somebody(
    tmp_path: Path, question: str
) -> None:
    found = words(chosen(tmp_path, question, SPEECH))
    assert [text[:5] for text in found] == ["——十年来"] * 2


def test_what_a_part_counts_off_that_tells_of_two_things_may_be_of_either(tmp_path: Path) -> None:
    both = REPORT.replace("一、2030年工作回顾", "一、云山县的成就和今后的目标")
    selection = chosen(tmp_path, "取得了哪些成就？", both)
    assert not selection.listed
    assert words(selection)[0].startswith("过去一年")
