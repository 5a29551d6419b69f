"""The words of the page: complete, alike and apart in both languages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from rendered import HAN

from ui import layout
from ui.strings import EN, STRINGS, ZH, counted


def written(words: Any) -> list[str]:
    texts: list[str] = []
    for name in (f.name for f in fields(words)):
        value = getattr(words, name)
        if is_dataclass(value):
            texts += written(value)
        elif isinstance(value, dict):
            texts += value.values()
        else:
            texts += value if isinstance(value, tuple) else [value]
    return texts


def test_no_word_is_missing_in_either_language() -> None:
    for words in STRINGS.values():
        assert all(text.strip() for text in written(words))


def test_templates_take_the_same_values_in_both_languages() -> None:
    assert [t.count("{}") for t in written(ZH)] == [t.count("{}") for t in written(EN)]


def test_each_language_keeps_to_itself() -> None:
    foreign = {ZH.other_language, EN.other_language, ZH.locale, EN.locale}
    named = {ZH.panel.word, ZH.panel.markdown}
    for zh, en in zip(written(ZH), written(EN), strict=True):
        if zh not in foreign:
            assert not HAN.search(en), en
            assert zh in named or not re.search(r"[A-Za-z]", zh.replace("PDF", "")), zh


def test_counts_have_a_singular() -> None:
    assert counted(EN.documents, 1) == "1 document"
    assert counted(EN.paragraphs, 12345) == "12,345 paragraphs"
    assert counted(ZH.documents, 2) == "2 篇"


@pytest.mark.parametrize("scripts", [layout.PAGE, layout.LIBRARY, layout.TOOLS])
def test_scripts_that_are_read_as_one_declare_no_name_twice(scripts: tuple[str, ...]) -> None:
    folder = Path(layout.__file__).parent / "assets"
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in scripts)
    declared = re.findall(r"^(?:const|let|(?:async )?function) (\w+)", text, re.MULTILINE)
    assert [name for name, times in Counter(declared).items() if times > 1] == []
