"""The problems that a document tells of itself, and what it says to do about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, words

from assistant.clean import normalize
from assistant.ranking.to_solve import (
    asks_what_is_amiss,
    calls_throughout,
    only_complains,
    only_to_solve,
)
from assistant.ranking.troubles import asks_for_troubles

REPORT = """渡口镇政府工作报告
各位代表，现在我向大会报告工作。
一年来，渡口货运量翻了一番，渡船没有沉过一条。
在肯定成绩的同时，我们也清醒看到面临的困难和挑战。河道淤积加重，枯水期大船进不来。年轻船工越来越少。部分码头年久失修。政府工作存在不足，有的干部办事拖拉。我们一定要直面问题，尽心竭力改进工作。
要坚持问题导向，着力解决群众反映强烈的突出问题。
"""
LISTED = """渡口镇政府工作报告
各位代表，现在我向大会报告工作。
必须清醒看到，我们的工作还有不少困难和问题。主要有：河道淤积加重；年轻船工越来越少；部分码头年久失修。我们要认真解决。
"""
HELD = """在渡口座谈会上的讲话
大家好，今天来开这个会。
渡口的老船工看不起病，子女上学也难，生活十分困难。这是一个值得重视的问题。
船工是渡口的宝。渡口好不好，大家都看得见。加强这项工作，关键是办好船工互助医疗。
加大渡口开放力度。继续减少过河收费，放宽外地船只停靠。延长夜间开放时间。
"""


@pytest.mark.parametrize(
    "question", ["存在哪些问题？", "面临什么困难？", "有哪些不足？", "What problems are there?"]
)
def test_all_sentences_that_tell_problems_are_listed_without_the_call(
    tmp_path: Path, question: str
) -> None:
    assert words(chosen(tmp_path, question, REPORT)) == [
        "河道淤积加重，枯水期大船进不来。",
        "年轻船工越来越少。",
        "部分码头年久失修。",
        "政府工作存在不足，有的干部办事拖拉。",
    ]


def test_what_follows_a_colon_is_listed_by_its_parts(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "存在哪些问题？", LISTED))
    assert found == ["河道淤积加重", "年轻船工越来越少", "部分码头年久失修。"]


def test_asked_what_to_do_about_them_the_call_is_quoted(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "面临的困难怎么解决？", REPORT))
    assert found == ["我们一定要直面问题，尽心竭力改进工作。"]


@pytest.mark.parametrize("question", ["存在哪些问题，怎么解决", "主要问题是什么？", "有什么困难？"])
def test_problems_are_asked_for_by_any_of_their_names(question: str) -> None:
    assert asks_for_troubles(normalize(question)) is not None


def test_who_solves_a_problem_is_another_question() -> None:
    assert asks_for_troubles(normalize("谁来解决停船问题？")) is None


def test_matters_that_are_spoken_of_need_be_no_problems() -> None:
    assert not asks_what_is_amiss(normalize("有哪些重点问题？"))
    assert asks_what_is_amiss(normalize("存在哪些重点问题？"))


def test_a_call_to_solve_problems_tells_none() -> None:
    assert only_to_solve("要坚持问题导向，着力解决群众反映强烈的突出问题。")
    assert not only_to_solve("渡口还存在淤积等突出问题。")


def test_a_list_of_calls_is_no_list_of_problems() -> None:
    assert calls_throughout(["一要修好码头。", "二要清理河道。"])
    assert not calls_throughout(["一是河道淤积。", "二是船工太少。"])


def test_what_only_says_how_bad_things_are_says_nothing_to_do() -> None:
    assert only_complains("老船工看不起病，生活十分困难。")
    assert not only_complains("对生活困难的船工，要给予补助。")


def test_what_shall_be_done_is_quoted_rather_than_the_problem(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "老船工看病困难怎么解决？", HELD))
    assert found == ["加强这项工作，关键是办好船工互助医疗。"]


def test_a_sentence_that_only_names_a_measure_comes_with_what_follows(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "怎么加大渡口开放力度？", HELD))
    assert found[0].startswith("加大渡口开放力度。继续减少过河收费")
