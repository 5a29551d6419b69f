"""Follow-up questions: which one before they take up, and what stays of it."""

from __future__ import annotations

import pytest

from assistant.followup import in_conversation, standalone, understood
from assistant.followups.leaning import leans_back
from assistant.questions.question import LONGEST_QUESTION
from embeddings import bundled_model


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("讲话提的第一点要求是什么？", "那第三点呢？", "讲话提的第三点要求是什么？"),
        ("讲的第一个问题是什么？", "最后一个问题呢", "讲的最后一个问题是什么？"),
        ("校舍改造的第一步怎么走？", "倒数第二步呢", "校舍改造的倒数第二步怎么走？"),
        ("What is the first task named?", "And the second one?", "What is the second task named?"),
        ("第一个问题是什么？", "第二个第三个呢？", "第一个问题是什么，第二个第三个呢？"),
        (
            "第一个问题是什么？",
            "第二个是什么，为什么？",
            "第一个问题是什么，第二个是什么，为什么？",
        ),
        ("What happened last year?", "And the first?", "What happened last year; And the first?"),
        # What asks more than which is not a question of the same.
        (
            "讲话提的第一点要求是什么？",
            "第三点谁来落实",
            "讲话提的第一点要求是什么，第三点谁来落实",
        ),
        ("第一条和第二条有什么不同？", "第三条呢", "第一条和第二条有什么不同，第三条呢"),
        ("What is the first task named?", "第二个呢", "What is the first task named，第二个呢"),
    ],
)
def test_another_member_takes_the_place_of_the_one_asked_for(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone


def test_a_bare_ordinal_takes_up_the_last_question_for_a_list() -> None:
    history = ["校舍改造有哪几个方面的困难？", "困难县一共有多少所危房学校？"]
    assert (
        in_conversation("第二个方面呢？", history, bundled_model())
        == "校舍改造有哪几个方面的困难，第二个方面呢？"
    )
    assert in_conversation("为什么", history, bundled_model()).startswith(
        "困难县一共有多少所危房学校"
    )


def test_a_bare_ordinal_after_no_list_takes_up_the_last_question() -> None:
    assert in_conversation("第二个呢", ["校车归谁管？"], bundled_model()) == "校车归谁管，第二个呢"


@pytest.mark.parametrize(
    "question", ["哪些部门负责", "目的是什么", "经费从哪里来", "在哪些学校试", "到什么时候完成"]
)
def test_what_only_says_what_kind_of_thing_is_asked_for_is_no_subject(question: str) -> None:
    assert standalone(question, "校车由谁采购？", bundled_model()) == f"校车，{question}"


def test_another_year_and_another_subject_take_both_places() -> None:
    alone = standalone("2019年造林呢？", "2018年水利的投资是多少？", bundled_model())
    assert alone == "2019年造林的投资是多少？"


@pytest.mark.parametrize(
    ("history", "question", "alone"),
    [
        (["提了哪些要求？", "改革方案是什么？"], "它的第一步是什么？", "改革方案的第一步是什么？"),
        (["What are the three tasks?", "When did the war start?"], "How long did it last?", None),
    ],
)
def test_what_points_at_the_last_question_takes_that_up(
    history: list[str], question: str, alone: str | None
) -> None:
    assert in_conversation(question, history, bundled_model()) == (
        alone or f"{history[1][:-1]}; {question}"
    )


@pytest.mark.parametrize(
    "question", ["取得哪些成绩", "扶贫标准是什么", "改革的核心是什么", "检验成效的标准是什么"]
)
def test_an_aspect_of_something_that_is_named_stands_alone(question: str) -> None:
    assert standalone(question, "校车由谁采购？", bundled_model()) == question


def test_the_ordinal_of_a_follow_up_is_its_own() -> None:
    alone = standalone("第三点谁来落实", "讲话提的第一点要求是什么？", bundled_model())
    assert understood("第三点谁来落实", alone).ordinal == 3


def test_a_follow_up_that_only_asks_why_requires_no_quantity() -> None:
    asked = understood("为什么？", standalone("为什么？", "校车新增了多少辆？", bundled_model()))
    assert asked.own == "为什么？" and not asked.earlier


def test_another_year_of_the_same_subject_does_not_double_it() -> None:
    alone = standalone("2019年的水利投资呢", "2018年水利投资是多少", bundled_model())
    assert alone == "2019年水利投资是多少？"


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("什么叫三级校车？", "哪些学校必须用这个？", "哪些学校必须用三级校车？"),
        ("“流动课堂”带来了什么变化？", "对它要怎么考核？", "对“流动课堂”要怎么考核？"),
        ("我县操场总面积有多大？", "它都有啥用处？", "我县操场都有啥用处？"),
        ("校车归谁管？", "把这个问题讲清楚要多久", "校车归谁管，把这个问题讲清楚要多久"),
    ],
)
def test_a_pronoun_stands_for_what_was_asked_about(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone


@pytest.mark.parametrize(
    "question",
    [
        "怎么整顿？",
        "一年能领好几回不？",
        "里头校车有多少？",
        "有几个县出钱帮它？",
        "一共有哪几种？",
    ],
)
def test_what_names_no_subject_or_points_back_leans_on_the_question_before(question: str) -> None:
    assert leans_back(question)
    assert not leans_back("校车的费用怎么分担？")


def test_another_subject_with_a_question_of_its_own_takes_the_place_of_the_one_before() -> None:
    asked = "那购书补贴呢，外国书算不算在内？"
    alone = standalone(asked, "校车补贴要不要申请？", bundled_model())
    assert alone == "购书补贴要不要申请，外国书算不算在内？"


def test_where_something_was_said_is_no_subject_that_another_takes_the_place_of() -> None:
    previous = "许文山在全省林业会议上提到，松林的管护费有多少？"
    alone = standalone("竹林呢？", previous, bundled_model())
    assert alone == "许文山在全省林业会议上提到，竹林的管护费有多少？"


def test_a_year_that_is_set_again_takes_the_place_of_the_other() -> None:
    assert (
        standalone("2019年定的又是多少？", "2015年的学费是多少？", bundled_model())
        == "2019年的学费是多少？"
    )


def test_which_ones_in_english_leans_on_the_question_before() -> None:
    assert leans_back("Which ones must be repaired?")


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("2016年造林多少亩？", "第二年的呢？", "2017年造林多少亩？"),
        ("2016年造林多少亩？", "再过五年变成多少", "2021年造林多少亩？"),
        ("二〇一六年造林多少亩？", "上一年呢", "2015年造林多少亩？"),
        ("2016年造林多少亩？", "那2018年？", "2018年造林多少亩？"),
        ("2016年的报告定造林多少亩？", "2015年那份报告定的是多少？", "2015年的报告定造林多少亩？"),
        ("林场由谁验收？", "什么时候？", "林场什么时候验收？"),
        ("林场什么时候验收？", "由谁？", "林场由谁验收？"),
        # What is asked for at the end of a question is no way of doing it.
        ("护林员是谁？", "什么时候？", "护林员，什么时候？"),
        ("联席会议由哪些单位组成，每年开几次？", "谁来召集？", "联席会议，谁来召集？"),
    ],
)
def test_another_year_or_another_way_of_asking_takes_its_place(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous, bundled_model()) == alone


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("网络安全法什么时候施行？", "对这个要求怎么落实？"),
        ("什么叫好？", "它怎么办？"),
        ("校车是什么？", "对那些能力强的干部怎么用？"),
    ],
)
def test_a_pronoun_before_a_noun_or_for_nothing_named_stands_for_nothing(
    previous: str, question: str
) -> None:
    assert standalone(question, previous, bundled_model()) == f"{previous[:-1]}，{question}"


@pytest.mark.parametrize(
    "question",
    [
        "能源怎么保障？",
        "会议什么时候开？",
        "校车产业为什么要大力发展它？",
    ],
)
def test_what_names_its_subject_stands_alone(question: str) -> None:
    assert not leans_back(question)


def test_which_one_it_is_leans_though_it_says_of_how_many() -> None:
    assert leans_back("Which one of the four is it?")


def test_a_pronoun_is_put_in_its_place_in_the_writing_of_the_question() -> None:
    assert (
        standalone("……對它要怎麼考核？", "校车归谁管？", bundled_model()) == "……對校车要怎麼考核？"
    )


@pytest.mark.parametrize(
    ("history", "question", "alone"),
    [
        (["护林规划的第一个特点是什么？"], "还有呢？", "护林规划的除第一个外还有哪些特点？"),
        (["旱灾有哪几方面的影响？"], "第二个影响波及多少亩？", None),
        (
            ["2019年造林资金安排了多少？"],
            "2020年报告里又安排了多少？",
            "2020年报告里造林资金安排了多少？",
        ),
        (
            ["2019年造林多少亩？", "树苗呢？"],
            "那2020年的农田灌溉面积是多少？",
            "那2020年的农田灌溉面积是多少？",
        ),
        (["一个林场能建几座瞭望塔？"], "年久失修、没人用的怎么办？", None),
        (["今年的树苗补贴定了多少？"], "规模具体多大", "今年的树苗补贴，规模具体多大"),
        (["湿地有哪些用处？"], "我国有多少？", "湿地，我国有多少？"),
    ],
)
def test_what_leans_on_a_list_a_report_or_a_name_takes_that_along(
    history: list[str], question: str, alone: str | None
) -> None:
    expected = alone or f"{history[-1][:-1]}，{question}"
    assert in_conversation(question, history, bundled_model()) == expected


def test_which_member_adds_nothing_to_search_for() -> None:
    asked, previous = "第三个呢？", "造林遇到哪些难处？"
    question = understood(asked, standalone(asked, previous, bundled_model()))
    assert (question.text, question.ordinal) == ("造林遇到哪些难处", 3)
    assert question.alone == "造林遇到哪些难处，第三个呢？"


def test_a_long_follow_up_leaves_room_for_itself() -> None:
    asked = "这样做为什么重要，" + "请说清楚，" * 390
    alone = in_conversation(asked, ["造林遇到哪些难处？" * 20], bundled_model())
    assert len(alone) <= LONGEST_QUESTION and alone.endswith(asked)


def test_it_is_no_person() -> None:
    previous = "邓小平为什么说没有种树是个大失误？"
    assert (
        standalone("它有什么好处？", previous, bundled_model())
        == f"{previous[:-1]}，它有什么好处？"
    )


def test_an_english_follow_up_may_quote_chinese() -> None:
    previous = "Did he say “绿水青山”?"
    assert (
        standalone("What about “金山银山”?", previous, bundled_model())
        == f"{previous[:-1]}; What about “金山银山”?"
    )


@pytest.mark.parametrize("length", [1990, 1999, 2000])
def test_a_question_that_leaves_no_room_is_asked_alone(length: int) -> None:
    asked = "这样做为什么重要" + "请说清" * 1000
    assert (
        in_conversation(asked[:length], ["造林遇到哪些难处？"], bundled_model()) == asked[:length]
    )
