"""Lines on pages become the paragraphs that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.loading.pdf_paragraphs import Line, joined, without_furniture

EM, ROW = 10.0, 18.0
COLUMNS = 20
FIRST = "我们要坚持把解决好吃饭问题作为头等大事来抓，稳定粮食播种面积，加强高标准农田建设，让种粮的人有钱可赚。"
SECOND = "要加强网络安全工作，健全监测预警体系，提高应急处置能力，守住不发生重大事件的底线。"
THIRD = (
    "要坚持绿色发展，打好蓝天、碧水、净土保卫战，推动能耗双控转向碳排放双控，促进人与自然和谐共生。"
)


def line(text: str, page: int = 0, row: float = 0, left: float = 100) -> Line:
    return Line(page, text, left, left + EM * len(text), 800 - ROW * row, EM)


def block(*paragraphs: str, page: int = 0, row: int = 2, left: float = 100) -> list[Line]:
    """Paragraphs one below the other, their first lines indented by two characters."""
    lines: list[Line] = []
    for text in paragraphs:
        first = COLUMNS - 2
        rest = range(first, len(text), COLUMNS)
        lines.append(line(text[:first], page, row + len(lines), left + 2 * EM))
        for i in rest:
            lines.append(line(text[i : i + COLUMNS], page, row + len(lines), left))
    return lines


def numbered(page: int) -> list[str]:
    """Paragraphs that have no line in common with those of another page."""
    n = "一二三四五六七"[page]
    return [f"{n}是{text.replace('，', f'{n}，')[:-1]}{n}。" for text in (FIRST, THIRD, SECOND)]


def paragraphs(*pages: Sequence[Line]) -> list[str]:
    return joined(without_furniture(pages), len(pages))[0].split("\n")


def test_a_numbered_part_opens_a_paragraph_below_a_full_line() -> None:
    full = "一、抓好春耕，各村都要把种子和化肥备足备好。"[-COLUMNS:]
    lines = [
        line(full, row=1),
        line("二、管好水渠。每月巡查一次，发现漏水马上修好。"[:COLUMNS], row=2),
    ]
    assert len(paragraphs(lines)) == 2
    # Not where a sentence runs on.
    assert (
        len(
            paragraphs(
                [line("按照本办法第二条和第三条的规定，依据本办法的"[:COLUMNS], row=1), lines[1]]
            )
        )
        == 1
    )


def test_columns_are_read_one_after_the_other() -> None:
    title = line("在全市会议上的讲话", left=230)
    columns = [*block(FIRST, SECOND), *block(THIRD, FIRST, left=340)]
    assert paragraphs([title, *columns]) == [title.text, FIRST, SECOND, THIRD, FIRST]


def test_a_paragraph_runs_on_from_one_column_to_the_next() -> None:
    left = block(THIRD, SECOND, FIRST)
    moved = left[-2:]
    top = [line(m.text, 0, 2 + i, 340) for i, m in enumerate(moved)]
    right = [*top, *block(THIRD, row=4, left=340)]
    assert paragraphs([*left[:-2], *right, *block(SECOND, row=8, left=340)]) == [
        THIRD, SECOND, FIRST, THIRD, SECOND,
    ]  # fmt: skip


def test_a_head_between_columns_does_not_hide_them() -> None:
    head = line("某市政府公报", row=0, left=290)
    columns = [*block(FIRST, SECOND, THIRD, FIRST), *block(THIRD, FIRST, SECOND, left=340)]
    assert paragraphs([head, *columns])[1:] == [FIRST, SECOND, THIRD, FIRST, THIRD, FIRST, SECOND]


def test_columns_of_figures_are_not_run_together() -> None:
    rows = [
        cell
        for row in range(6)
        for cell in (line(f"指标{row}", 0, row, 100), line(f"{row}20", 0, row, 400))
    ]
    assert paragraphs(rows) == [cell.text for cell in rows]


def test_margins_that_alternate_do_not_cut_paragraphs() -> None:
    pages = [block(*numbered(n), page=n, left=100 if n % 2 else 130) for n in range(4)]
    short = block(THIRD, page=4, left=130)
    assert paragraphs(*pages, short) == [*(t for n in range(4) for t in numbered(n)), THIRD]


@pytest.mark.parametrize("pages", [2, 6, 7])
def test_heads_that_alternate_and_page_numbers_are_left_out(pages: int) -> None:
    def page(n: int) -> list[Line]:
        head = line("政府公报" if n % 2 else "2019年第3期", n) if pages > 2 else line("公报", n)
        return [head, *block(*numbered(n), page=n), line(str(n + 1), n, 40, 290)]

    assert paragraphs(*map(page, range(pages))) == [
        text for n in range(pages) for text in numbered(n)
    ]


def test_a_paragraph_that_comes_again_is_kept() -> None:
    assert paragraphs(*[[line("（掌声）", n, n), *block(FIRST, page=n, row=n + 1)] for n in range(4)]) == [
        "（掌声）", FIRST,
    ] * 4  # fmt: skip


@pytest.mark.parametrize(
    ("foot", "kept"), [("— 1 —", False), ("第1页", False), ("第一页", False), ("1", False), ("2019", True)]
)  # fmt: skip
def test_a_number_below_a_page_is_left_out_if_it_counts_pages(foot: str, kept: bool) -> None:
    assert (foot in paragraphs([*block(FIRST), line(foot, 0, 40, 290)])) is kept


def test_pages_begin_where_their_first_line_does() -> None:
    lines = block(FIRST, SECOND)
    second = [Line(1, x.text, x.left, x.right, x.bottom, x.height) for x in lines[2:]]
    text, starts = joined([*lines[:2], *second], 4)
    assert text.split("\n") == [FIRST, SECOND]
    assert starts == (0, text.index(lines[2].text), len(text), len(text))
