"""What of a question is read whole."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.question import read
from assistant.whole import asked_whole
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
    context = bundled_context()
    found = asked_whole(context, read(asked), NAMING)
    np.testing.assert_allclose(found, context.question(left), atol=1e-6)


def test_a_question_of_nothing_but_a_name_is_read_as_it_is() -> None:
    context = bundled_context()
    found = asked_whole(context, read("朱镕基"), NAMING)
    np.testing.assert_allclose(found, context.question("朱镕基"), atol=1e-6)
