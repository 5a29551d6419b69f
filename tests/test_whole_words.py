"""What is told as lacking are whole words, not what the cutting of words leaves over."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.questions.question import read
from assistant.questions.whole_words import telling_words, whole


@pytest.mark.parametrize(
    ("question", "left_over"),
    [
        ("贷款最多能拖多少年", "最多能"),
        ("最多扣几年", "最多扣"),
        ("有肝炎的人能下井吗", "人能"),
        ("偷鱼要判几年", "要判"),
        ("沉船率降到了多少", "降到"),
    ],
)
def test_what_is_left_over_is_no_word(question: str, left_over: str) -> None:
    assert left_over not in telling_words(read(question))


@pytest.mark.parametrize("word", ["要求", "功能", "报到", "贷款", "重要"])
def test_words_that_look_like_it_are(word: str) -> None:
    assert word in telling_words(read(f"{word}是什么"))


def test_a_measure_is_told_with_what_it_is_of() -> None:
    asked = read("渔民的贫困发生率是多少")
    assert whole(["发生率"], asked) == ["贫困发生率"]
    assert whole(["贫困", "发生率"], asked) == ["贫困发生率"]
    assert whole(["渔民"], asked) == ["渔民"]


def test_an_answer_says_whole_words(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as a:
        a.add_text("渔业工作会议上的讲话\n要造渔船。要修码头。\n", "渔业.txt")
        answer = a.ask("贫困发生率降到了多少？")
        assert "贫困发生率" in answer.missing
        assert not {"发生率", "降到", "贫困"} & set(answer.missing)
