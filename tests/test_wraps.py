"""Hard-wrapped paragraphs are joined; short lines that are meant stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clean import find_edits, search_text
from assistant.segment import parse
from assistant.text.wraps import find_wraps, unwrapped

PARAGRAPHS = (
    "今年以来，全市上下坚持稳中求进，统筹发展和安全，经济运行总体平稳，结构调整取得新的进展，群众生活持续改善，社会大局保持稳定。",
    "同时也要看到，我们的工作还有不少差距：创新能力不强，一些企业生产经营困难；基层治理还有薄弱环节，个别干部不担当、不作为。",
    "下一步，要把就业放在更加突出的位置，落实各项扶持政策，帮助高校毕业生、退役军人和农民工多渠道就业，让更多的人端稳饭碗。",
)


def wrapped(paragraphs: tuple[str, ...], width: int, indent: str = "", between: str = "\n") -> str:
    """Paragraphs cut every `width` characters, whatever stands there."""
    texts = (indent + p for p in paragraphs)
    return between.join(
        "\n".join(text[i : i + width] for i in range(0, len(text), width)) for text in texts
    )


def paragraphs(text: str) -> list[str]:
    parsed = parse("a.txt", text)
    return [
        search_text(text[p.start : p.end], parsed.edits, p.start).text for p in parsed.paragraphs
    ]


def folded(*texts: str) -> list[str]:
    return [search_text(text).text for text in texts]


@pytest.mark.parametrize("width", [20, 32, 40])
@pytest.mark.parametrize(("indent", "between"), [("", "\n"), ("　　", "\n"), ("", "\n\n"), ("    ", "\n")])  # fmt: skip
def test_a_hard_wrapped_text_has_its_paragraphs_again(
    width: int, indent: str, between: str
) -> None:
    text = wrapped(PARAGRAPHS * 2, width, indent, between)
    assert paragraphs(text) == folded(*PARAGRAPHS * 2)


def test_the_original_stays_and_every_join_is_an_edit() -> None:
    text = wrapped(PARAGRAPHS, 20, "　　")
    parsed = parse("a.txt", text)
    assert parsed.text == text
    assert {text[e.start : e.end] for e in parsed.edits} == {"\n"}
    assert {e.reason for e in parsed.edits} == {"join"}
    assert "\n" in text[parsed.paragraphs[0].start : parsed.paragraphs[0].end]


def test_a_line_that_ends_a_sentence_goes_on_where_paragraphs_are_indented() -> None:
    first = "我们要统筹好发展和安全两件大事。" + PARAGRAPHS[0]
    text = wrapped((first, *PARAGRAPHS), 18, "　　")
    assert text.split("\n")[0].endswith("大事。")
    assert paragraphs(text) == folded(first, *PARAGRAPHS)


def test_english_words_are_joined_by_a_space() -> None:
    lines = ["we must keep to the path of reform", "and open up still wider to the new", "world."]
    text = "\n".join(lines * 6)
    assert paragraphs(text) == [" ".join(lines)] * 6


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("全市经济运\n行平稳", "全市经济运行平稳"),
        ("增长到36.\n  3元", "增长到36.3元"),
        ("reform and\nopening up", "reform and opening up"),
        ("grew by 7\n200 people", "grew by 7 200 people"),
        ("使用 Mac\nOS 系统", "使用 Mac OS 系统"),
    ],
)
def test_a_line_break_is_a_space_between_words_only(lines: str, line: str) -> None:
    assert unwrapped(lines) == line


def test_headings_and_lists_open_a_line_of_their_own() -> None:
    heading = "一、总体要求"
    items = ("（一）" + PARAGRAPHS[0], "（二）" + PARAGRAPHS[1], "2．" + PARAGRAPHS[2])
    text = wrapped((PARAGRAPHS[0], heading, *items), 30)
    assert paragraphs(text) == folded(PARAGRAPHS[0], heading, *items)


POEM = "红军不怕远征难，\n万水千山只等闲。\n五岭逶迤腾细浪，\n乌蒙磅礴走泥丸。"
ADDRESS = "某某省某某市某某区人民政府办公室\n某某省某某市某某区建设路一百二十号\n邮政编码：130000\n联系人：张三"
TABLE = "\n".join(
    f"{place}区　　　生产总值　　　一百二十亿元　　　增长百分之六点五" for place in "甲乙丙丁戊己"
)
NAMES = "\n".join(f"{name}　市人民政府副秘书长、办公室主任、党组成员" for name in ("张三丰", "李四光", "王五一", "赵六合", "钱七星"))  # fmt: skip
TITLES = "\n".join(f"关于进一步做好全市第{n}季度经济运行工作的通知" for n in "一二三四五六七八")
CALLS = "\n".join(f"要坚持把{x}工作摆在更加突出的位置抓紧抓好抓实，" for x in ("就业", "教育", "医疗", "住房", "养老", "托育"))  # fmt: skip


@pytest.mark.parametrize("text", [POEM, POEM * 3, ADDRESS, TABLE, NAMES, TITLES, CALLS])
def test_lines_that_are_meant_to_be_short_stay_apart(text: str) -> None:
    assert find_wraps(text) == []
    assert find_wraps(f"{PARAGRAPHS[0]}\n{text}\n{PARAGRAPHS[1]}") == []


def test_a_table_inside_a_wrapped_text_keeps_its_rows() -> None:
    text = wrapped(PARAGRAPHS * 2, 30, "　　") + "\n" + TABLE
    rows = [row for row in paragraphs(text) if "生产总值" in row]
    assert rows == folded(*TABLE.split("\n"))


def test_paragraphs_of_one_long_line_each_are_left_as_they_are() -> None:
    assert find_wraps("\n".join(PARAGRAPHS * 3)) == []


@given(st.lists(st.text(alphabet="要坚持改革。，　 a1、一", max_size=40), max_size=30))
def test_joins_only_ever_take_white_space(lines: list[str]) -> None:
    text = "\n".join(lines)
    for edit in find_edits(text):
        if edit.reason == "join":
            assert text[edit.start : edit.end].strip() == ""
            assert text[edit.start : edit.end].count("\n") == 1
