"""Markdown marks: headings and strong words, and what only looks like them."""

from __future__ import annotations

import pytest

from assistant.segment import parse
from assistant.text.markup import unmarked


@pytest.mark.parametrize(
    "text", ["5**3等于125,2**4等于16。", "我的________讲话", "a__init__b", "# a" + " " * 9000 + "b"]
)
def test_what_is_no_markdown_is_left_as_it_is(text: str) -> None:
    assert unmarked(text).replace("# ", "") == text.replace("# ", "")


def test_a_heading_without_number_among_numbered_ones_is_a_heading() -> None:
    text = (
        "在科技大会上的讲话\n2023年6月1日\n# 引言\n开头。\n# 一、形势\n正文。\n# 二、任务\n正文。"
    )
    kinds = {text[p.start : p.end]: p.kind for p in parse("a.md", text).paragraphs}
    assert kinds["# 引言"] == "heading"
