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


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        # A person takes the place of a person, anything else that of what is thought of.
        ("邓小平怎么看封山？", "那造林呢？", "邓小平怎么看造林？"),
        ("邓小平对封山怎么看？", "造林呢？", "邓小平对造林怎么看？"),
        ("邓小平怎么看封山？", "江泽民呢？", "江泽民怎么看封山？"),
        ("邓小平怎么看封山？", "他的主张呢？", "邓小平的主张是什么？"),
        # An aspect, that of an aspect, whatever verb goes with it.
        ("护林工作的主要任务是什么？", "原则要求呢？", "护林工作的原则要求是什么？"),
        ("护林工作取得了哪些成效？", "问题呢？", "护林工作有哪些问题？"),
        ("防火近期要做哪些工作？", "原则呢？", "防火有哪些原则？"),
        # A goal of another quantity of the same year, and one to whom it applies.
        ("2014年造林增长目标", "成活率呢？", "2014年成活率目标？"),
        ("护林保险返还比例", "困难企业呢？", "困难企业护林保险返还比例？"),
        ("护林贷款个人最高多少？", "小微企业呢？", "护林贷款小微企业最高多少？"),
        # What is counted.
        ("到2014年要建多少瞭望塔？", "护林站呢？", "到2014年要建多少护林站？"),
        ("到2014年要建多少瞭望塔？", "成活率呢？", "到2014年成活率是多少？"),
        ("到2014年底要达到什么目标？", "到2016年底呢？", "到2016年底要达到什么目标？"),
        # A place, where no other is named, and what is compared stand after the question.
        ("护林贷款归谁管？", "西藏呢？", "护林贷款归谁管，西藏呢？"),
        ("护林补贴标准", "和去年比呢？", "护林补贴标准，和去年比呢？"),
        ("护林队的小组谁任组长？", "副组长呢？", "护林队的小组谁任副组长？"),
        ("审核意见谁负责？", "真实性呢？", "真实性谁负责？"),
    ],
)
def test_another_subject_fits_the_place_it_takes(previous: str, question: str, alone: str) -> None:
    assert standalone(question, previous, bundled_model()) == alone


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("对护林员呢？", "毛泽东对护林员提了哪些希望？"),
        ("护林员呢？", "毛泽东对护林员提了哪些希望？"),
        ("朱德呢？", "朱德对教师提了哪些希望？"),
        ("刘少奇呢？", "刘少奇对教师提了哪些希望？"),
    ],
)
def test_whom_somebody_speaks_to_is_another_than_who_speaks(question: str, alone: str) -> None:
    assert standalone(question, "毛泽东对教师提了哪些希望？", bundled_model()) == alone
