"""What is written as Markdown reads as it stands, and is escaped only where it would not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rendered import Rendered

from assistant.text.as_markdown import every_sign_escaped, verbatim_markdown

RENDER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
SIGNS = st.text(alphabet="甲乙a1 .-+#*_~`[]()<>!|&;:^$=\\\"'/x", min_size=1, max_size=24)


def shown(markdown: str) -> str:
    return Rendered(RENDER.render(markdown)).text.strip()


@pytest.mark.parametrize(
    "text",
    ["产量4.06万亿元，增长-1.5%（见[1]）。", "“十四五”时期(2021-2025年)：稳步推进!", "snake_case{x}", "2019. 年度"],
)  # fmt: skip
def test_figures_brackets_and_dashes_stand_as_they_are(text: str) -> None:
    assert verbatim_markdown(text).replace("2019\\.", "2019.") == text
    assert shown(verbatim_markdown(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 标题", "\\# 标题"),
        ("1. 一", "1\\. 一"),
        ("- 一", "\\- 一"),
        ("[甲](乙)", "[甲\\](乙)"),
        ("[甲]: 乙", "[甲\\]: 乙"),
        ("**甲**", "\\*\\*甲\\*\\*"),
        ("&lt;", "\\&lt;"),
        ("http://a.cn", "http\\://a.cn"),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, written: str) -> None:
    assert verbatim_markdown(text) == written
    assert shown(written) == text


@given(SIGNS)
def test_whatever_stands_in_a_text_is_shown(text: str) -> None:
    text = re.sub(r"\\s+", " ", text).strip()
    for before in ("", "> ", "## ", "[1] "):
        plain = before if before == "[1] " else ""
        for escape in (verbatim_markdown, every_sign_escaped):
            assert shown(before + escape(text)) == (plain + text).strip()
