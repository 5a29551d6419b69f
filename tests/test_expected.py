"""Numbers, dates and reasons are looked for where they are asked for."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.clean import normalize
from assistant.expected import Kind, expected, holds


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("今年要建多少所学校？", ("number",)),
        ("幾個人獲獎", ("number",)),
        ("How many schools were built?", ("number",)),
        ("啥时候通车", ("date",)),
        ("When does the line open?", ("date",)),
        ("为啥要合并学校", ("reason",)),
        ("What is the reason for closing it?", ("reason",)),
        ("怎样减轻学生负担", ()),
        ("Who whenever built the school", ()),
    ],
)
def test_questions_tell_what_kind_of_thing_they_ask_for(
    question: str, kinds: tuple[Kind, ...]
) -> None:
    assert expected(normalize(question)) == kinds


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        ("number", "新建学校三十所", True),
        ("number", "增长６．５％", True),
        ("number", "百分之六", True),
        ("number", "加强学校建设", False),
        ("date", "二〇一九年底前通车", True),
        ("date", "去年已经开工", True),
        ("date", "新建学校30所", False),
        ("reason", "由于生源减少，合并三所学校", True),
        ("reason", "合并三所学校", False),
    ],
)
def test_texts_hold_numbers_and_dates_in_any_writing(kind: Kind, text: str, held: bool) -> None:
    assert holds(kind, text) is held


def test_of_sentences_alike_the_one_with_the_number_answers(tmp_path: object) -> None:
    text = (
        "教育工作报告\n\n新建学校的工作受到各级党委和群众的高度重视和大力支持，进展比原来预想的顺利。"
        "新建学校的工作由各县分别组织实施，一共建成二十七所，今后还要继续建下去。\n"
    )
    with Assistant.open(str(tmp_path)) as a:
        a.add_text(text, "报告.txt")
        (hit, *_) = a.search("新建学校的工作一共完成了多少所？")
        start, end = (n - hit.start for n in hit.sentence)
        assert "二十七所" in hit.text[start:end]
