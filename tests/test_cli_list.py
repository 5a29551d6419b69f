"""The list of documents, in a file and on terminals of any width."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main

NAME = "关于进一步深化全市农村综合改革推进数字乡村建设工作的实施意见(征求意见稿).txt"
TITLE = "关于加快推进农业农村现代化和乡村全面振兴若干重大问题的工作报告"


@pytest.fixture
def run(library: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--library", str(library), *arguments])

    (tmp_path / NAME).write_text(f"{TITLE}\n一要抓好春耕;二要管好水利。", encoding="utf-8")
    assert invoke("add", str(tmp_path / NAME)).exit_code == 0
    return invoke


def test_a_file_gets_a_line_a_document_with_nothing_cut(run) -> None:  # type: ignore[no-untyped-def]
    (line,) = run("list").output.splitlines()[1:]
    assert NAME in line and TITLE in line


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_a_terminal_shows_the_whole_name_over_several_lines(
    run, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal to rich
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("list").output.splitlines()[1:]
    assert len(lines) > 1
    # The name is the first column; its pieces follow each other.
    assert "".join(line[1:].split("  ")[0].strip() for line in lines) == NAME
