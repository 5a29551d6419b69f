"""One thing asked of several documents, or of each of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers.of_each import MOST_EACH

SILENT = 2003
FIRST, LAST = 2001, 2013


def report(year: int) -> str:
    told = "" if year == SILENT else f"今年造林目标是{year - 1990}万亩以上。\n"
    return (
        f"{year}年政府工作报告\n（{year}年3月5日）\n各位代表：\n{told}要保护山林，守住绿水青山。\n"
    )


@pytest.fixture
def shelf(library: Path) -> Iterator[Assistant]:
    with Assistant.open(library) as assistant:
        assistant.add_texts({f"{year}.txt": report(year) for year in range(FIRST, LAST + 1)})
        yield assistant


def test_of_each_report_that_answers_one_passage_is_quoted_by_date(shelf: Assistant) -> None:
    scope = [f"{year}.txt" for year in range(FIRST, 2008)]
    answer = shelf.ask("历年政府工作报告的造林目标是多少", (), scope)
    years = [year for year in range(FIRST, 2008) if year != SILENT]
    assert [quote.document for quote in answer.quotes] == [f"{year}.txt" for year in years]
    assert "7 篇" in answer.lead and "6 篇有直接回答" in answer.lead and "未列出" not in answer.lead


def test_how_many_reports_are_left_out_is_said(shelf: Assistant) -> None:
    answer = shelf.ask("各年政府工作报告的造林目标是多少")
    assert len(answer.quotes) == MOST_EACH
    assert "以后的 2 篇未列出" in answer.lead


def test_what_no_report_tells_is_not_found(shelf: Assistant) -> None:
    assert shelf.ask("历年政府工作报告的航天发射次数是多少").status == "not_found"


def test_of_years_compared_each_gives_its_figure(shelf: Assistant) -> None:
    answer = shelf.ask("2001年和2005年的造林目标有什么不同")
    assert ["11万亩" in answer.quotes[0].text, "15万亩" in answer.quotes[-1].text] == [True, True]
    assert {quote.document for quote in answer.quotes} == {"2001.txt", "2005.txt"}
