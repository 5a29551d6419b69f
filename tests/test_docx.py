"""Word documents: the numbers that Word sets by itself, headings by style, tables in their place."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from files import outlined

from assistant.load import load
from assistant.loading.docx_numbers import _written
from assistant.segment import parse
from assistant.text.numerals import letters, parse_integer, roman, written

OFFICIAL = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def lines(path: Path) -> list[str]:
    return load(path).text.split("\n")


def test_automatic_numbers_are_read_as_they_are_seen(tmp_path: Path) -> None:
    outline = [
        (0, "总体要求"), (1, "指导思想。"), (1, "基本原则。"), (2, "以人为本。"), (2, "统筹兼顾。"),
        (-1, "要处理好各方面关系。"), (2, "因地制宜。"), (0, "主要任务"), (1, "保障就业。"),
    ]  # fmt: skip
    path = outlined(tmp_path / "a.docx", OFFICIAL, outline)
    assert lines(path) == [
        "一、总体要求", "（一）指导思想。", "（二）基本原则。", "1. 以人为本。", "2. 统筹兼顾。",
        "要处理好各方面关系。", "3. 因地制宜。", "二、主要任务", "（一）保障就业。",
    ]  # fmt: skip
    assert load(path).left_out == ()
    paragraphs = parse("a.docx", load(path)).paragraphs
    assert paragraphs[2].section == ("一、总体要求",)


def test_a_second_list_goes_on_or_begins_anew_as_it_says(tmp_path: Path) -> None:
    outline = [(0, "甲"), (0, "乙"), (10, "丙"), (10, "丁")]
    assert lines(outlined(tmp_path / "a.docx", OFFICIAL, outline)) == [
        "一、甲", "二、乙", "三、丙", "四、丁",
    ]  # fmt: skip
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert lines(outlined(tmp_path / "b.docx", OFFICIAL, outline, restart)) == [
        "一、甲", "二、乙", "一、丙", "二、丁",
    ]  # fmt: skip
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="第%1条"/></w:lvl></w:lvlOverride>'
    )
    assert lines(outlined(tmp_path / "c.docx", OFFICIAL, outline, own))[2] == "第3条丙"


def test_numbers_of_several_levels_stand_together(tmp_path: Path) -> None:
    levels = (("chineseCounting", "第%1章"), ("decimal", "%1.%2"))
    outline = [(0, "总则"), (1, "目的"), (1, "范围"), (0, "职责"), (1, "分工")]
    assert lines(outlined(tmp_path / "a.docx", levels, outline)) == [
        "第一章 总则", "一.1 目的", "一.2 范围", "第二章 职责", "二.1 分工",
    ]  # fmt: skip


def test_empty_paragraphs_count_but_are_no_lines_of_their_own(tmp_path: Path) -> None:
    path = outlined(tmp_path / "a.docx", OFFICIAL, [(0, "甲"), (0, ""), (0, "乙")])
    assert lines(path) == ["一、甲", "", "三、乙"]


def test_bullets_are_not_text(tmp_path: Path) -> None:
    assert lines(outlined(tmp_path / "a.docx", [("bullet", "\uf06c")], [(0, "甲"), (0, "乙")])) == [
        "甲", "乙",
    ]  # fmt: skip


def test_a_number_that_is_not_known_is_told(tmp_path: Path) -> None:
    path = outlined(tmp_path / "a.docx", [("hebrew1", "%1)")], [(0, "甲")])
    assert load(path).left_out == ("automatic numbers",)
    assert lines(path)[0].endswith("甲")


def test_styles_number_their_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "a.docx"))
    assert lines(tmp_path / "a.docx") == ["1. 甲", "2. 乙"]


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("decimal", "12"), ("decimalZero", "12"), ("decimalFullWidth", "１２"), ("chineseCounting", "十二"),
        ("ideographDigital", "一二"), ("chineseLegalSimplified", "壹拾贰"), ("ideographZodiac", "亥"),
        ("decimalEnclosedCircle", "⑫"), ("upperLetter", "L"), ("lowerRoman", "xii"), ("none", ""), ("hex", None),
    ],
)  # fmt: skip
def test_numbers_are_written_in_the_form_of_their_list(form: str, number: str | None) -> None:
    assert _written(12, form) == number


def test_written_numbers_are_read_back() -> None:
    for value in (1, 10, 11, 20, 99, 100, 101, 110, 1001, 1010, 2024, 9999):
        assert parse_integer(written(value)) == value
    assert (letters(28), roman(1994), written(10_000)) == ("BB", "MCMXCIV", "10000")


def test_headings_by_style_make_sections_and_a_lone_first_one_the_title(tmp_path: Path) -> None:
    document = docx.Document()
    for text, level in (("某市工作报告", 1), ("过去一年", 2), ("经济稳定。", 0), ("存在问题", 3), ("不少。", 0), ("今年打算", 2), ("实干。", 0)):  # fmt: skip
        if level:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    parsed = parse("a.docx", load(tmp_path / "a.docx"))
    assert parsed.document.title == "某市工作报告"
    sections = [p.section for p in parsed.paragraphs if p.kind == "body"]
    assert sections == [("过去一年",), ("过去一年", "存在问题"), ("今年打算",)]


def test_a_sentence_that_is_styled_as_a_heading_is_none(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("某市工作报告", 1)
    document.add_heading("我们取得了显著成绩。", 2)
    document.save(str(tmp_path / "a.docx"))
    kinds = [p.kind for p in parse("a.docx", load(tmp_path / "a.docx")).paragraphs]
    assert kinds == ["title", "body"]


def test_tables_are_read_in_place_row_by_row(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("前文。")
    table = document.add_table(2, 2)
    for i, row in enumerate((("指标", "数值"), ("粮食\n产量", "120亿斤"))):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    document.add_paragraph("后文。")
    document.save(str(tmp_path / "a.docx"))
    assert lines(tmp_path / "a.docx") == ["前文。", "指标\t数值", "粮食 产量\t120亿斤", "后文。"]


def test_merged_cells_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "主要指标"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "农业"
    table.cell(1, 1).text, table.cell(2, 1).text = "粮食", "棉花"
    document.save(str(tmp_path / "a.docx"))
    assert lines(tmp_path / "a.docx") == ["主要指标", "农业\t粮食", "\t棉花"]


def test_a_frame_of_one_cell_holds_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "第一段。"
    cell.add_paragraph("第二段。")
    document.save(str(tmp_path / "a.docx"))
    assert lines(tmp_path / "a.docx") == ["第一段。", "第二段。"]
