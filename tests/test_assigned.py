"""Who does what an item says, in brackets at its end."""

from __future__ import annotations

import pytest

from assistant.questions.question import read
from assistant.quoting.beside import told_beside
from assistant.text.assigned import asks_only_who, assigning, only_assigns, with_assigning

ORCHARDS = (
    "（三）修好果园水渠。春灌前疏通干渠，破损的渠段限期修复。（县水利局负责）"
    "（四）扩建冷库。支持合作社在产地建冷库。（县商务局牵头，县财政局参加）"
)


def quoted(question: str, sentence: str) -> str:
    start = ORCHARDS.index(sentence)
    span = told_beside(read(question), ORCHARDS, (start, start + len(sentence)))
    return ORCHARDS[slice(*span)]


def test_who_does_it_is_quoted_with_what_the_item_says() -> None:
    assert quoted("谁负责修水渠？", "春灌前疏通干渠，破损的渠段限期修复。") == (
        "春灌前疏通干渠，破损的渠段限期修复。（县水利局负责）"
    )


def test_the_bracket_of_another_item_tells_nothing_of_this_one() -> None:
    told = quoted("冷库由哪个部门负责？", "支持合作社在产地建冷库。")
    assert told == "支持合作社在产地建冷库。（县商务局牵头，县财政局参加）"


def test_a_bracket_is_never_quoted_by_itself() -> None:
    assert quoted("水渠什么时候修好？", "（县水利局负责）").startswith("春灌前疏通干渠")


def test_who_does_it_is_left_out_where_that_is_not_asked() -> None:
    alone = "春灌前疏通干渠，破损的渠段限期修复。"
    assert quoted("水渠什么时候修好？", alone) == alone


def test_what_is_far_from_its_bracket_is_not_stretched_to_it() -> None:
    text = f"（一）培训农户。{'请技术员到村里讲课。' * 30}（县农业局负责）"
    assert with_assigning(text, (0, 8), asked=True) == (0, 8)
    bracket = assigning(text, (0, 8))
    assert bracket is not None
    assert text[slice(*bracket)] == "请技术员到村里讲课。（县农业局负责）"


@pytest.mark.parametrize(
    ("told", "only"),
    [
        ("（县水利局、县财政局负责）", True),
        ("(县水利局牵头，各乡镇配合)。", True),
        ("（含县属林场）", False),
        ("水渠由县水利局（灌溉科）负责。", False),
    ],
)
def test_a_bracket_that_says_who_does_it_says_nothing_else(told: str, *, only: bool) -> None:
    assert only_assigns(told) == only


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("谁负责？", True),
        ("那由哪些部门负责呢？", True),
        ("谁负责修水渠？", False),
        ("谁修的？", False),
    ],
)
def test_a_question_may_ask_only_who_does_what_was_asked_before(
    question: str, *, only: bool
) -> None:
    assert asks_only_who(question) == only
