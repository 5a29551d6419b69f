"""Passages that were graded for a question, as they are read from their file."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

from embeddings.training.own import read_grades

FIRST, SECOND, THIRD = "甲乙丙。丁戊。己庚辛。", "乙乙丙丙。", "辛庚己。戊丁。"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The third passage opens a second document, at line 4."""
    (tmp_path / "mono_gwr.txt").write_text(f"{FIRST}\n{SECOND}\n\n{THIRD}\n", "utf-8")
    return tmp_path


def written(data: Path, line: str) -> Path:
    path = data / "grades.tsv"
    path.write_text(line + "\n", "utf-8")
    return path


def test_grades_name_what_was_read_how_well_it_answers_and_where(data: Path) -> None:
    line = "g4\tfact\tzh-Hant\t乙丁\tg1:0-7:0 g2:0-5:2:0-5 g4:0-7:3:4-7,0-4"
    (question,) = read_grades(written(data, line), data)
    assert (question.identity, question.kind, question.text) == ("g4", "fact", "乙丁")
    assert [one.passage for one in question.passages] == [FIRST, SECOND, THIRD]
    assert [one.grade for one in question.passages] == [0, 2, 3]
    assert [one.read for one in question.passages] == [(0, 7), (0, 5), (0, 7)]
    assert [one.answers for one in question.passages] == [(), ((0, 5),), ((4, 7), (0, 4))]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("g1\tfact\tzh\t甲\tg1:0-11:4", "line 1"),
        ("g1\tfact\tzh\t甲\tg1:0-11:3", "line 1"),  # where, is not told
        ("g1\tfact\tzh\t甲\tg1:0-11:1:0-4", "line 1"),  # which answers nothing
        ("g1\tfact\tzh\t甲\tq1:0-11:1", "line 1"),
        ("g1\tfact\t甲\tg1:0-11:1", "line 1"),
        ("g1\tfact\tzh\t甲\tg3:0-11:1", "does not hold"),  # between two documents
        ("g1\tfact\tzh\t甲\tg9:0-11:1", "does not hold"),
    ],
)
def test_a_malformed_grade_or_one_of_no_passage_is_refused(
    data: Path, line: str, told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        read_grades(written(data, line), data)
