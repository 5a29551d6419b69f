"""What stands below the heading that a question asks for by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, retrieved, words

from assistant.lists.below import told_below
from assistant.lists.introduced import completed
from assistant.questions.question import read
from assistant.ranking.selected import Selection, of_paragraph
from assistant.segment import parse
from assistant.store import Library
from embeddings import bundled_model

FERRIES = """县政府关于整修渡口的意见
一、总体要求
（一）指导思想。把渡口修得牢靠，让两岸群众放心过河。
（二）基本原则。
坚持先急后缓。先修塌了的渡口，再修旧渡口。
坚持就地取材。石料由附近采石场供应，不舍近求远。
坚持群众参与。每个村派人监工，账目张榜公布。
（三）整修目标。
到明年汛期前，全县十二个渡口都能停靠机动船。
到后年年底，每个渡口都有候船的棚子。
二、整修任务
渡口的台阶要重新铺，缆桩要重新打。
"""
TEA = """县政府关于改造茶园的意见
一、总体要求
（一）指导思想。让老茶园重新发芽。
（二）改造目标。
到秋天，三千亩老茶园都换上新苗。
"""


def test_the_text_below_the_heading_asked_for_is_quoted_whole(tmp_path: Path) -> None:
    assert words(chosen(tmp_path, "整修目标是什么？", FERRIES)) == [
        "到明年汛期前，全县十二个渡口都能停靠机动船。",
        "到后年年底，每个渡口都有候船的棚子。",
    ]


@pytest.mark.parametrize("question", ["基本原则有哪些？", "基本原则", "三条基本原则分别是什么？"])
def test_paragraphs_that_name_what_they_say_are_members_without_numbers(
    tmp_path: Path, question: str
) -> None:
    selection = chosen(tmp_path, question, FERRIES)
    assert words(selection) == ["坚持先急后缓。", "坚持就地取材。", "坚持群众参与。"]
    assert selection.listed


def test_a_heading_that_opens_its_paragraph_is_quoted_with_it(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "指导思想是什么？", FERRIES))
    assert found == ["（一）指导思想。把渡口修得牢靠，让两岸群众放心过河。"]


def test_it_is_looked_for_in_the_document_that_tells_the_rest_of_the_question(
    tmp_path: Path,
) -> None:
    found = words(chosen(tmp_path, "茶园的改造目标是什么？", FERRIES, TEA))
    assert found == ["到秋天，三千亩老茶园都换上新苗。"]
    ideas = words(chosen(tmp_path / "2", "渡口的指导思想是什么？", TEA, FERRIES))
    assert ideas == ["（一）指导思想。把渡口修得牢靠，让两岸群众放心过河。"]


@pytest.mark.parametrize(
    "question", ["桑园的改造目标是什么？", "改造目标由谁来定？", "四条基本原则"]
)
def test_no_heading_answers_what_is_not_said_below_it(tmp_path: Path, question: str) -> None:
    with Library.open(tmp_path, bundled_model()) as library:
        library.write([parse("a.txt", FERRIES), parse("b.txt", TEA)])
        with library.snapshot() as snapshot:
            assert not told_below(read(question), retrieved(snapshot, question), snapshot).quotes


def replaced(folder: Path, question: str, line: str) -> list[str]:
    """What is quoted in place of a line."""
    with Library.open(folder, bundled_model()) as library:
        library.write([parse("a.txt", FERRIES)])
        with library.snapshot() as snapshot:
            paragraph, text = next(one for one in snapshot.lines_of("a.txt") if one[1] == line)
            one = of_paragraph("a.txt", paragraph, text, None, 1.0)
            return words(completed(read(question), Selection((one,)), snapshot))


def test_a_heading_that_was_found_gives_way_to_what_stands_below_it(tmp_path: Path) -> None:
    assert replaced(tmp_path, "渡口怎么修？", "二、整修任务") == [
        "渡口的台阶要重新铺，缆桩要重新打。"
    ]


def test_a_heading_of_numbered_parts_stays(tmp_path: Path) -> None:
    assert replaced(tmp_path, "总体上怎么要求？", "一、总体要求") == ["一、总体要求"]
