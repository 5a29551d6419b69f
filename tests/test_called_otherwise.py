"""Names that the texts do not use for what they tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.questions.question import read

VILLAGE = (
    "关于河东村的报告\n农民收入有所增长。\n全年农村居民人均纯收入达到三千二百元。\n"
    "政府工作人员要常到田间走访。\n水渠由村民轮流看管。\n"
)
COUNTY = "关于河西县的报告\n公务员要学会修水泵。\n"


def searched(library: Path, question: str, *texts: str, lexicon: str = "") -> str:
    with Assistant.open(library, lexicon=lexicon) as assistant:
        for number, text in enumerate(texts):
            assistant.add_text(text, name=f"{number}.txt")
        found = assistant.retrieve(read(question))
    assert found.asked is not None
    return found.asked.text


def test_a_name_that_no_text_uses_is_read_as_what_they_call_the_same(library: Path) -> None:
    assert searched(library, "对公务员有什么要求", VILLAGE) == "对政府工作人员有什么要求"


@pytest.mark.parametrize("texts", [(VILLAGE, COUNTY), ("关于粮食的讲话\n粮食丰收。\n",)])
def test_a_name_that_a_text_uses_stays_and_so_does_one_that_none_knows(
    library: Path, texts: tuple[str, ...]
) -> None:
    assert searched(library, "对公务员有什么要求", *texts) == "对公务员有什么要求"


def test_a_quantity_is_looked_for_under_the_name_that_stands_beside_one(library: Path) -> None:
    asked = searched(library, "农民收入是多少", VILLAGE)
    assert asked == "农村居民人均纯收入是多少"


def test_what_is_no_quantity_is_looked_for_by_its_own_name(library: Path) -> None:
    assert searched(library, "农民收入怎么样", VILLAGE) == "农民收入怎么样"


def test_a_name_is_not_cut_out_of_a_longer_word(library: Path) -> None:
    text = "关于工厂的讲话\n教师进厂参观，老师傅带徒弟。\n"
    assert searched(library, "老师傅带谁", text) == "老师傅带谁"


def test_without_a_lexicon_names_stay(library: Path) -> None:
    asked = searched(library, "对公务员有什么要求", VILLAGE, lexicon="none")
    assert asked == "对公务员有什么要求"
