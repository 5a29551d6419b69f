"""A text without a title line is called what its file is called, where that says something."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.segment import parse
from assistant.text.file_name import FileName

BODY = "过去的日子里，全市上下一心，办成了许多大事。我们还要再接再厉。"


@pytest.mark.parametrize(
    ("name", "title", "date"),
    [
        ("2031年政府工作报告.txt", "2031年政府工作报告", ""),
        ("报告/01_护林条例.docx", "护林条例", ""),
        ("3.宪法.txt", "宪法", ""),
        ("护林条例（公开版）(2).pdf", "护林条例", ""),
        ("护林条例 - 副本.txt", "护林条例", ""),
        ("《护林条例》_终稿.txt", "护林条例", ""),
        ("护林意见2018.txt", "护林意见", "2018"),
        ("护林情况报告（2019年）.txt", "护林情况报告", "2019"),
        ("2020-05-22 护林情况报告.txt", "护林情况报告", "2020-05-22"),
        ("20200522护林情况报告.txt", "护林情况报告", "2020-05-22"),
        ("护林规划2016-2020.txt", "护林规划2016-2020", ""),
        ("护林愿景2999.txt", "护林愿景2999", ""),
        ("20大报告.txt", "20大报告", ""),
        ("12月会议纪要.txt", "12月会议纪要", ""),
    ],
)
def test_numbers_dates_and_marks_of_copies_are_no_part_of_a_title(
    name: str, title: str, date: str
) -> None:
    assert FileName.of(name) == FileName(title, date)


@pytest.mark.parametrize(
    "name",
    [
        "1.txt",
        "doc_003.txt",
        "gwr_2019.md",
        "新建文本文档 (2).txt",
        "2019年.txt",
        "正文",
        "讲话稿.txt",
    ],
)
def test_a_name_that_says_nothing_is_no_title(name: str) -> None:
    assert FileName.of(name) == FileName()
    assert parse(name, BODY).document.title == "过去的日子里，全市上下一心，办成了许多大事"


def test_title_type_and_year_come_from_the_name_of_a_text_that_opens_with_its_body() -> None:
    document = parse("2018年清河市政府工作报告.txt", BODY).document
    assert document.name == "2018年清河市政府工作报告.txt"
    assert document.title == "2018年清河市政府工作报告"
    assert (document.type, document.year) == ("report", 2018)
    assert parse("护林意见2018.txt", BODY).document.year == 2018


def test_a_title_line_or_one_that_a_person_gives_goes_before_the_name() -> None:
    assert parse("护林条例.txt", f"关于养蜂的意见\n{BODY}").document.title == "关于养蜂的意见"
    assert parse("护林条例.txt", BODY, title="养蜂").document.title == "养蜂"
    handed_on = "现将《清河市养蜂办法》印发给你们，请认真执行。"
    assert parse("护林条例2018.txt", handed_on).document.title == "清河市养蜂办法"


def test_a_report_is_found_by_the_year_of_its_file_name(tmp_path: Path) -> None:
    assistant = Assistant.open(tmp_path / "library")
    text = f"{BODY}\n一、今年工作\n财政赤字率拟按2.6%安排。"
    assistant.add_text(text, name="2018年政府工作报告.txt")
    answer = assistant.ask("2018年财政赤字率按多少安排？")
    assert "2.6%" in answer.quotes[0].text
