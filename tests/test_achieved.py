"""Sentences that speak of achievements and tell none."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, words

from assistant.clean import normalize
from assistant.questions.achieved import asks_for_achievements, credit_of, only_praises

LETTER = """在渡船工人座谈会上的讲话
大家好，今天来开这个会。
这次会议主要是总结渡船工作的成就和经验，把大家请来谈一谈。
十年间渡船没有沉过一条，渡口的货运量翻了一番，这是了不起的成就。
希望大家再接再厉，争取更大的成绩。
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "渡口取得的成绩，是工人们共同努力的结果。",
        "这样的成绩来之不易。",
        "希望同志们争取更大的成绩。",
        "要总结二十年来的成就和经验。",
        "防洪工作取得的成效，再次彰显了大家的干劲。",
    ],
)
def test_praise_tells_no_achievement(sentence: str) -> None:
    assert only_praises(sentence)


@pytest.mark.parametrize(
    "sentence", ["渡口建设取得显著成就，货运量翻了一番。", "改革取得积极成效。"]
)
def test_what_tells_of_something_achieved_is_no_praise(sentence: str) -> None:
    assert not only_praises(sentence)


def test_credit_is_given_by_what_says_whose_work_it_was() -> None:
    assert credit_of("渡口取得的成绩，是工人们努力的结果。")
    assert not credit_of("渡口的成绩很大。")


def test_achievements_are_asked_for_by_their_name() -> None:
    assert asks_for_achievements(normalize("取得了哪些历史性成就？"))
    assert not asks_for_achievements(normalize("怎样看待取得的成就？"))


def test_the_sentence_that_tells_one_is_quoted_rather_than_praise(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "取得了哪些成就？", LETTER))
    assert found[0].startswith("十年间渡船没有沉过一条")
    assert not any("再接再厉" in text or "总结渡船" in text for text in found)
