"""Texts of tens of thousands of like lines or members, which would take minutes if what is done for each
looked at all the others."""

from __future__ import annotations

import pytest

from assistant.checks import spelled
from assistant.library.contents import StoredParagraph
from assistant.segment import parse
from assistant.text.items import items
from assistant.text.numerals import numbers
from assistant.text.units import quotable, structure
from assistant.text.wraps import unwrapped
from assistant.types import Paragraph


def test_a_text_of_very_many_lines_is_read() -> None:
    count = 200_000
    assert len(parse("a.txt", "文。\n" * count).paragraphs) == count


def test_a_paragraph_cut_into_very_many_lines_is_put_together() -> None:
    count = 40_000
    assert len(unwrapped("meeting on work\n" * count).split()) == 3 * count


@pytest.mark.parametrize(
    ("text", "members", "last"),
    [
        ("一是水利；二是种子；三是土地；", 3, "三是土地"),
        ("第一，抓水利。再抓。第二，抓种子。", 2, "第二，抓种子。"),
    ],
)
def test_enumerations_that_follow_each_other_are_each_cut_at_the_next(
    text: str, members: int, last: str
) -> None:
    count = 20_000
    found = items(text * count)
    assert [i.ordinal for i in found[:members]] == list(range(1, members + 1))
    assert found[-1].end == len(text * count) - (text[-1] in "；")
    assert all((text * count)[i.start : i.end] == last for i in found if i.ordinal == members)
    assert len(structure(text * count).groups) == found[-1].group + 1


def test_each_part_of_an_endless_sentence_can_be_quoted() -> None:
    text = "要抓好水利工作；要备足种子；" * 10_000
    quoted = [text[slice(*quotable(text, unit))] for unit in structure(text).units]
    assert quoted == ["要抓好水利工作", "要备足种子"] * 10_000


def test_the_numbers_of_a_paragraph_are_read_once_however_often_a_wording_stands_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "全市有四十三座水库，其中一百四十三座大水库；" * 50
    row = StoredParagraph(1, "a.txt", Paragraph(1, 0, len(text), "body"), text, ())
    read: list[str] = []
    monkeypatch.setattr(spelled, "numbers", lambda text: read.append(text) or numbers(text))
    assert len(list(spelled.spans("四十三座", row))) == 50
    assert len(read) == 1
