"""What of a question is read whole."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.followup import understood
from assistant.question import read
from assistant.whole import asked_whole, unnamed
from embeddings import bundled_context

NAMING = {"2019年", "2019年政府工作报告", "朱镕基"}


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("2019年政府工作报告怎么说养老", "怎么说养老"),
        ("朱镕基怎么说养老", "怎么说养老"),
        ("朱鎔基怎麼說養老", "怎么说养老"),
        ("怎么说养老", "怎么说养老"),
    ],
)
def test_words_that_name_a_document_are_left_out(asked: str, left: str) -> None:
    assert unnamed(read(asked), NAMING) == left


def test_a_question_of_nothing_but_a_name_is_read_as_it_is() -> None:
    assert unnamed(read("朱镕基"), NAMING) == "朱镕基"


def test_what_a_follow_up_says_itself_weighs_more_than_what_was_asked_before() -> None:
    context = bundled_context()
    alone = understood("那谁来管？", "校车多久检修一次，那谁来管？")
    vector = asked_whole(context, alone, alone.text)
    plain, own = context.question(alone.text), context.question("那谁来管？")
    assert vector @ own > plain @ own
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
