"""A question that names a year is answered from what is of that year."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from retrieving import found, reports

from assistant import Assistant
from assistant.questions.question import read
from assistant.ranking.particulars import lost_to_other_years, of_other_years
from assistant.segment import parse
from assistant.store import Library
from assistant.text.period import year_names
from embeddings import bundled_model


def report(year: int, target: str) -> str:
    return f"{year}年政府工作报告\n（{year}年3月5日）\n各位代表：\n今年发展的主要预期目标是：国内生产总值增长{target}左右。\n坚持稳中求进。\n"


@pytest.fixture
def shelf(library: Path) -> Path:
    with Assistant.open(library) as assistant:
        for year, target in ((2016, "6.5%"), (2017, "6.4%"), (2019, "6%")):
            assistant.add_text(report(year, target), name=f"{year}.txt")
    return library


@pytest.mark.parametrize(
    ("question", "target"),
    [
        ("2017年国内生产总值预期增长多少", "6.4%"),
        ("GDP growth target for 2019?", "6%"),
        ("2016年政府工作报告提出的增长目标", "6.5%"),
    ],
)
def test_the_report_of_the_year_answers_and_no_other_is_quoted(
    shelf: Path, question: str, target: str
) -> None:
    with Assistant.open(shelf) as assistant:
        answer = assistant.ask(question)
        assert assistant.search(question)[0].document == answer.quotes[0].document
    assert target in answer.quotes[0].text
    assert len({quote.document for quote in answer.quotes}) == 1


def test_the_report_of_a_year_in_two_digits_answers_first(shelf: Path) -> None:
    with Assistant.open(shelf) as assistant:
        answer = assistant.ask("17年的国内生产总值目标是增长多少")
    assert "6.4%" in answer.quotes[0].text


def test_the_report_of_a_year_that_is_not_there_is_not_found(shelf: Path) -> None:
    with Assistant.open(shelf) as assistant:
        assert assistant.ask("2012年政府工作报告的增长目标是多少").status == "not_found"


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("2018年粮食工作怎么样", {"2017.txt"}),  # the report of 2019 tells of 2018
        ("2018年政府工作报告怎么讲粮食", {"2017.txt", "2019.txt"}),
        ("怎么讲粮食", {"2017.txt", "2018.txt", "2019.txt"}),
    ],
)
def test_a_paragraph_is_of_another_year_unless_it_or_its_document_is_of_the_year(
    library: Path, question: str, other: set[str]
) -> None:
    with reports(library) as opened, found(opened, question, 20) as made:
        rows = made.retrieval.rows
        documents = {d.name: d for d in made.snapshot.documents_in(made.snapshot.scope())}
        marked = of_other_years(read(question), rows, documents)
    assert {row.document for row, is_other in zip(rows, marked, strict=True) if is_other} == other


def test_what_a_report_says_under_the_heading_of_another_year_is_not_of_the_year_before(
    library: Path,
) -> None:
    text = "2018年政府工作报告\n一、2017年工作回顾\n粮食产量稳定。\n二、2018年工作部署\n粮食产量要稳定。\n"
    with Assistant.open(library) as assistant:
        assistant.add_text(text, name="2018.txt")
        question = read("2017年的粮食产量如何")
        made = assistant.retrieve(question)
        documents = {place.document.name: place.document for place in made.ranked}
        marked = of_other_years(question, made.rows, documents)
    other = {row.text for row, is_other in zip(made.rows, marked, strict=True) if is_other}
    assert "粮食产量要稳定。" in other and "粮食产量稳定。" not in other


def test_a_figure_of_another_report_does_not_come_before_that_of_the_year(library: Path) -> None:
    with Assistant.open(library) as assistant:
        for year, told in (
            (2012, "今年财政赤字率按2.1%安排，财政赤字8000亿元。"),
            (2016, "综合各方面情况，今年的赤字率拟定为3%左右，有所提高，支出重点照旧。"),
        ):
            assistant.add_text(
                f"{year}年政府工作报告\n（{year}年3月5日）\n{told}\n", name=f"{year}.txt"
            )
        answer = assistant.ask("2016年财政赤字率是多少")
    assert {quote.document for quote in answer.quotes} == {"2016.txt"}


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("2018年政府工作报告怎么讲粮食", 2.0),
        ("2012年政府工作报告怎么讲粮食", 0.45),  # that is not there
        ("2018年粮食工作怎么样", 2.0),
        ("2016年粮食工作怎么样", 2.0),  # of which the report of 2017 tells
        ("2012年粮食工作怎么样", 0.45),
        ("怎么讲粮食", 0.45),
    ],
)
def test_reports_of_other_years_lose_more_where_that_of_the_year_is_there(
    library: Path, question: str, most: float
) -> None:
    with reports(library) as opened, found(opened, question, 20) as made:
        rows = made.retrieval.rows
        documents = {d.name: d for d in made.snapshot.documents_in(made.snapshot.scope())}
        lost = lost_to_other_years(read(question), rows, documents)
        marked = of_other_years(read(question), rows, documents)
    own = np.array([documents[row.document].year in (2018,) for row in rows])
    assert set(lost[marked]) == {most} and not lost[own & ~marked].any()
    # What the report of the next year says of a year stands behind what its own does.
    assert set(lost[~own & ~marked]) <= {0.0, 0.15}


@pytest.mark.parametrize("written", ["2008", "二〇〇八", "二○○八", "二零零八"])
def test_a_year_is_met_in_any_writing(tmp_path: Path, written: str) -> None:
    with Library.open(tmp_path, bundled_model()) as library:
        library.write([parse("1.txt", f"全县农业座谈会\n2012年3月5日\n{written}年造林三千亩。\n")])
        with library.snapshot() as snapshot:
            rows = [r for r in snapshot.rows(snapshot.scope().ids) if "造林" in r.text]
            documents = {d.name: d for d in snapshot.documents_in(snapshot.scope())}
            asked = read("2008年造林多少亩？")
            assert documents["1.txt"].year == 2012
            assert not of_other_years(asked, rows, documents).any()


def test_a_year_with_a_zero_has_as_many_names_as_zero_has_signs() -> None:
    assert year_names(2008) == ("2008年", "08年", "〇八年", "○八年", "零八年")
    assert year_names(2017) == ("2017年", "17年", "一七年")


def test_what_the_next_report_looks_back_on_is_of_the_year(library: Path) -> None:
    looks_back = (
        "2018年政府工作报告\n（2018年3月5日）\n各位代表：\n一、2017年工作回顾\n新设了青山和绿水两家林场。\n"
        "二、2018年工作安排\n今年要办好林场。\n"
    )
    with Assistant.open(library) as assistant:
        assistant.add_text(report(2017, "6.4%") + "林场的改革要扎实推进。\n", name="2017.txt")
        assistant.add_text(looks_back, name="2018.txt")
        assert "青山和绿水" in assistant.ask("2017年新设了哪两家林场？").quotes[0].text
