"""The question before asked of another part."""

from __future__ import annotations

import pytest

from assistant.followup import standalone


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("第一部分讲的是什么主题", "那第二部分呢", "第二部分讲的是什么主题"),
        ("第一部分的标题是什么？", "第三个呢？", "第三部分的标题是什么？"),
        ("What is the first part about?", "And the second one?", "What is the second part about?"),
        ("第一部分讲了哪些措施？", "第二个呢", "第一部分讲了哪些措施，第二个呢"),
        ("第一章讲了什么？", "第二节呢？", "第一章讲了什么，第二节呢？"),
    ],
)
def test_another_part_takes_the_place_of_the_one_asked_for(
    previous: str, question: str, alone: str
) -> None:
    assert standalone(question, previous) == alone
