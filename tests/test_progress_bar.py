"""What long work shows of itself on a terminal, and that it shows nothing elsewhere."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from assistant.terminal.progress_bar import progress_bar
from assistant.types import Progress

STAGES = get_args(get_type_hints(Progress)["stage"])


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal to rich
    monkeypatch.setenv("COLUMNS", "80")


def shown(language: str, capsys: pytest.CaptureFixture[str]) -> str:
    with progress_bar(language) as report:
        for stage in STAGES:
            report(Progress(stage, 1, 2, "文件.txt"))
    return capsys.readouterr().err


@pytest.mark.usefixtures("terminal")
def test_every_stage_is_named_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    chinese, english = shown("zh", capsys), shown("en", capsys)
    assert "建立向量" in chinese and not any(stage in chinese for stage in STAGES)
    assert all(stage in english for stage in STAGES)


def test_nothing_is_written_to_what_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown("zh", capsys) == ""
