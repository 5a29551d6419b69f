"""Follow-up questions: which one before they take up, and what stays of it."""

from __future__ import annotations

import pytest

from assistant.followup import in_conversation, standalone


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("讲话提的第一点要求是什么？", "那第三点呢？", "讲话提的第三点要求是什么？"),
        ("讲的第一个问题是什么？", "最后一个问题呢", "讲的最后一个问题是什么？"),
        ("校舍改造的第一步怎么走？", "倒数第二步呢", "校舍改造的倒数第二步怎么走？"),
        ("What is the first task named?", "And the second one?", "What is the second task named?"),
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
    assert standalone(question, previous) == alone


def test_a_bare_ordinal_takes_up_the_last_question_for_a_list() -> None:
    history = ["校舍改造有哪几个方面的困难？", "困难县一共有多少所危房学校？"]
    assert (
        in_conversation("第二个方面呢？", history) == "校舍改造有哪几个方面的困难，第二个方面呢？"
    )
    assert in_conversation("为什么", history).startswith("困难县一共有多少所危房学校")


def test_a_bare_ordinal_after_no_list_takes_up_the_last_question() -> None:
    assert in_conversation("第二个呢", ["校车归谁管？"]) == "校车归谁管，第二个呢"


@pytest.mark.parametrize(
    "question", ["哪些部门负责", "目的是什么", "经费从哪里来", "在哪些学校试", "到什么时候完成"]
)
def test_what_only_says_what_kind_of_thing_is_asked_for_is_no_subject(question: str) -> None:
    assert standalone(question, "校车由谁采购？") == f"校车，{question}"


def test_another_year_and_another_subject_take_both_places() -> None:
    from embeddings import bundled_model

    alone = standalone("2019年造林呢？", "2018年水利的投资是多少？", bundled_model())
    assert alone == "2019年造林的投资是多少？"
