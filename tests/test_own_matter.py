"""A question that is complete is not put together with the one before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant, Turn
from assistant.followups.leaning import leans_back


@pytest.mark.parametrize(
    "question",
    [
        "怎样防止沉迷？",
        "如何预防近视？",
        "怎样发展旅游？",
        "怎么遏制腐败？",
        "怎样促进消费？",
        "十八大什么时候召开？",
        "党的二十大在哪里开的？",
    ],
)
def test_what_names_its_matter_without_a_noun_is_complete(question: str) -> None:
    assert not leans_back(question)


@pytest.mark.parametrize(
    "question", ["怎样防止反弹？", "怎样防止？", "如何推动落实？", "怎么发展？", "那十八大呢？"]
)
def test_what_befalls_something_leans_on_what_it_befalls(question: str) -> None:
    assert leans_back(question)


def test_nothing_is_taken_from_a_question_no_word_of_which_is_met(tmp_path: Path) -> None:
    lines = ["We told you.", "水库的安全由水务局负责。", "粮食产量增长百分之三。"]
    with Assistant.open(tmp_path) as a:
        a.add_texts({"a.txt": "水利工作会议上的讲话\n" + "\n".join(lines)})
        first = a.ask("How do I bake bread?")
        assert {"bake", "bread"} <= set(first.missing)
        turn = Turn("How do I bake bread?", first)
        then = a.ask("What about reservoirs?", [turn])
        assert then.standalone_question == "What about reservoirs?"
        met = Turn(
            "Who is in charge of the reservoir?", a.ask("Who is in charge of the reservoir?")
        )
        then = a.ask("What about safety?", [met])
        assert "reservoir" in then.standalone_question
