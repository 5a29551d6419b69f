"""Greetings, thanks and wishes to know are no part of what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.questions.frame import without_frame
from assistant.questions.question import read

SPEECH = "在全县水利工作会议上的讲话\n(2014年5月6日)\n今年全县要新修水渠六十公里。\n谢谢大家的支持,你们辛苦了。\n"


@pytest.mark.parametrize(
    ("polite", "asked"),
    [
        ("你好呀，我想了解一下水渠修多长", "水渠修多长"),
        ("请问水渠修多长？谢谢！", "水渠修多长"),
        ("麻烦问下水渠修多长", "水渠修多长"),
        ("您好！请帮我查一下水渠修多长，谢谢您", "水渠修多长"),
        ("能不能告诉我水渠修多长", "水渠修多长"),
        ("請問水渠修多長？謝謝", "水渠修多長"),
        (
            "Hello, could you please tell me how long the canals are? Thanks!",
            "how long the canals are",
        ),
        # Who asks, and what for.
        ("我是一名中学老师，正在备一节讲水利的课，水渠修多长", "水渠修多长"),
        ("我在写论文，想了解一下水渠修多长", "水渠修多长"),
        ("写论文要标注出处，水渠修多长", "水渠修多长"),
        ("水渠修多长？麻烦给一下原文", "水渠修多长？"),
        ("水渠修多长，写报告要标注出处，谢谢", "水渠修多长"),
        ("I'm a student writing a paper on canals. How long are they?", "How long are they?"),
        ("我国是什么时候修渠的，有什么影响", "我国是什么时候修渠的，有什么影响"),
        ("作为水利大县，我县要做什么", "作为水利大县，我县要做什么"),
        # Words that only look polite.
        ("企业家应该感谢谁", "企业家应该感谢谁"),
        ("给我们提了什么要求", "给我们提了什么要求"),
        ("请教师做什么", "请教师做什么"),
        ("我要查处什么", "我要查处什么"),
        ("麻烦的事有哪些", "麻烦的事有哪些"),
        ("列举一下要求", "列举一下要求"),
        # Nothing else is said.
        ("你好", "你好"),
        ("请问", "请问"),
    ],
)
def test_what_frames_a_question_is_left_out(polite: str, asked: str) -> None:
    assert without_frame(polite) == asked
    assert read(polite).text == asked


def test_a_polite_question_is_answered_and_shown_as_the_plain_one(library: Path) -> None:
    polite = "你好，我想了解下今年新修水渠多少公里，谢谢"
    with Assistant.open(library) as assistant:
        assistant.add_text(SPEECH, name="water.txt")
        answer, plain = assistant.ask(polite), assistant.ask("今年新修水渠多少公里")
    assert answer.quotes == plain.quotes and answer.quotes
    assert answer.answerability == plain.answerability
    assert answer.question == answer.standalone_question == polite


@pytest.mark.parametrize("said", ["继续", "English please", "你好呀", "谢谢", "（）是什么意思"])
def test_what_asks_for_nothing_is_not_found(library: Path, said: str) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(f"{SPEECH}要继续努力,继续前进。\n", name="water.txt")
        assert assistant.ask(said).status == "not_found"


@pytest.mark.parametrize("wish", ["逐条列一下", "请逐一列出来", "全部列出", "帮我一条一条列出来"])
def test_how_the_answer_is_to_be_laid_out_is_no_part_of_it(wish: str) -> None:
    assert without_frame(f"要新修哪些水渠？{wish}") == "要新修哪些水渠？"
