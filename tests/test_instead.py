"""Another subject in a follow-up: what of the question before it takes the place of."""

from __future__ import annotations

import pytest

from assistant.followup import standalone
from embeddings import bundled_model


def test_another_subject_does_not_take_the_place_of_the_report_that_is_asked() -> None:
    alone = standalone("校车呢？", "2003年政府工作报告说过去五年课桌增加了多少？", bundled_model())
    assert alone == "2003年政府工作报告说过去五年校车增加了多少？"


def test_what_was_asked_for_of_one_thing_is_asked_for_of_another() -> None:
    alone = standalone("大豆呢？", "2003年我县粮食产量是多少？", bundled_model())
    assert alone == "2003年我县大豆产量是多少？"


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        # Whom a rule binds, wherever it is done.
        ("在林区放火怎么处罚个人？", "那对单位呢？", "在林区放火怎么处罚单位？"),
        # The counterpart, though another word is more like it.
        ("林场的护林队谁当队长？", "副队长呢？", "林场的护林队谁当副队长？"),
        ("山区种果树有哪些优点？", "缺点呢？", "山区种果树有哪些缺点？"),
        # A quantity takes the place of the whole phrase that was asked for.
        ("报告里城镇新建住房指标是多少？", "物价涨幅呢？", "报告里物价涨幅是多少？"),
        (
            "“九五”时期全县水稻总产量达到多少？",
            "人均呢？",
            "“九五”时期人均全县水稻总产量达到多少？",
        ),
        # A name goes with the nouns before it.
        ("全省护林担保基金承担的份额是多少？", "市级基金呢？", "市级基金承担的份额是多少？"),
        ("机构改革以后林业部门设几个？", "直属机构呢？", "机构改革以后直属机构设几个？"),
        ("地方国有林场补助多少？", "集体林场呢？", "集体林场补助多少？"),
        ("护林意见里，社区要配几名护林员？", "学校呢？", "护林意见里，学校要配几名护林员？"),
        # Not a subject, but another question.
        ("2009年造林指标定在多少？", "理由呢？", "2009年造林指标定在多少，理由呢？"),
        ("有的护林员怕吃苦，有哪些表现？", "纪律方面的毛病呢？", None),
        ("2015年在北坡开的是什么会？", "2017年在南坡那次呢？", None),
    ],
)
def test_another_subject_takes_the_place_of_what_it_is_another_of(
    previous: str, question: str, alone: str | None
) -> None:
    expected = alone or f"{previous[:-1]}，{question}"
    assert standalone(question, previous, bundled_model()) == expected


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("林业工作存在哪些突出问题？", "还有呢？", "林业工作存在哪些突出问题，还有呢？"),
        ("不文明行为有哪些？", "怎么处罚？", "不文明行为，怎么处罚？"),
        ("林地存在哪些问题？", "怎么办？", "林地，怎么办？"),
        ("造林面积的指标是多少？", "依据呢？", "造林面积的指标，依据呢？"),
        ("护林小组的副组长是谁？", "组长呢？", "护林小组的组长是谁？"),
        ("2018年的糧食產量是多少？", "大豆呢？", "2018年的大豆產量是多少？"),
        ("领导小组的组长是谁？", "副組長呢？", "领导小组的副組長是谁？"),
        ("“三项制度”是哪些？", "“五大理念”呢？", "“五大理念”是哪些？"),
    ],
)
def test_words_are_not_cut_in_two_and_what_is_put_in_is_as_it_was_typed(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("哪个部门检查学校？", "那医院呢？", "哪个部门检查医院？"),
        ("哪家单位检查学校？", "那医院呢？", "哪家单位检查医院？"),
        ("由谁管理学校？", "那医院呢？", "由谁管理医院？"),
        ("哪几个部门联合检查学校？", "那医院呢？", "哪几个部门联合检查医院？"),
        ("哪个部门检查乡镇学校？", "那县城学校呢？", "哪个部门检查县城学校？"),
        ("哪类人员看管学校？", "那医院呢？", "哪类人员看管医院？"),
        ("地方政府负责什么？", "那中央政府呢？", "中央政府负责什么？"),
        ("存在的突出问题有哪些？", "那乡镇呢？", "存在的突出问题有哪些，那乡镇呢？"),
    ],
)
def test_who_does_it_and_what_is_done_stay(previous: str, question: str, alone: str) -> None:
    assert standalone(question, previous, bundled_model()) == alone
