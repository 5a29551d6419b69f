"""Numbers in every writing come to one form."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.text.numerals import number_terms, parse_integer


@pytest.mark.parametrize(
    ("text", "value"),
    [("三百四十三", 343), ("３４３", 343), ("二〇一九", 2019), ("十二", 12), ("一万二千", 12000), ("十三亿", 1_300_000_000),
     ("两千零五", 2005), ("1,234", 1234), ("十", 10), ("一亿零一万", 100_010_000), ("三万亿", 3_000_000_000_000), ("讲话", None), ("", None), ("፩", None), ("²", 2)],
)  # fmt: skip
def test_whole_numbers_are_read(text: str, value: int | None) -> None:
    assert parse_integer(text) == value


@pytest.mark.parametrize(
    ("one", "other"),
    [("三百四十三家", "343家"), ("百分之六十七", "67%"), ("二〇一九年", "2019年"), ("13亿人", "十三亿人"), ("6.7亿", "670000000"),
     ("百分之六点五", "6.5%"), ("1.50%", "1.5%")],
)  # fmt: skip
def test_different_writings_give_the_same_terms(one: str, other: str) -> None:
    assert number_terms(one) == number_terms(other) != []


def test_ordinary_words_with_numerals_give_no_terms() -> None:
    assert number_terms("统一思想,万一不行") == []


def test_more_digits_than_any_number_has_are_none(tmp_path: Path) -> None:
    assert parse_integer("一" * 5000) is None
    assert number_terms("9" * 5000 + "万") == ["9" * 5000]
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(f"数表\n{'一' * 5000}\n产量三百吨。", name="数表.txt")
    with Assistant.open(tmp_path) as assistant:
        assert assistant.ask("产量多少吨").quotes[0].text == "产量三百吨。"
