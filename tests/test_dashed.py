"""Members that a dash opens, several of them in one paragraph or one in each."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, words

from assistant.lists.dashed import runs
from assistant.segment import parse

ORCHARD = """在果园二十年庆祝会上的讲话
果园开园二十年了，工人们流了许多汗。二十年来果园实现了几个新跨越。——从两亩试种到千亩连片，实现了面积上的新跨越。
——从肩挑手提到索道下山，实现了运输上的新跨越。——从散卖到自己榨汁，实现了加工上的新跨越。
——从靠天吃饭到滴灌到根，实现了水利上的新跨越；又修了三座水塔。明天起要换第一批老树。
换树要留种，不许乱砍。
"""


def test_members_within_paragraphs_and_over_them_are_all_listed(tmp_path: Path) -> None:
    selection = chosen(tmp_path, "果园二十年来实现了哪些新跨越？", ORCHARD)
    assert selection.listed
    assert [one[2:6] for one in words(selection)] == [
        "从两亩试",
        "从肩挑手",
        "从散卖到",
        "从靠天吃",
    ]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("——甲事办了。\n——乙事办了。", [2]),
        ("——甲事办了。\n又说别的事。\n——乙事办了。", []),
        ("说两件。——甲事办了。\n接着说甲事。\n——乙事办了。", [2]),
        ("说两件。——甲事办了。\n一、别的事\n——乙事办了。", []),
        ("这件事——甲事——办了。\n那件事——乙事——办了。", []),
    ],
)
def test_a_list_ends_with_a_heading_or_a_paragraph_that_holds_no_member(
    text: str, members: list[int]
) -> None:
    parsed = parse("a.txt", f"在收工会上的讲话\n同志们：\n{text}\n说完了。\n")
    lines = [(p, parsed.text[p.start : p.end]) for p in parsed.paragraphs]
    assert [len(run) for run in runs(lines)] == members
