"""What is wrong with a command line is told in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import Assistant
from assistant.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask",), "缺少参数 QUESTION"),
        (("lits",), "没有“lits”这个命令。是不是 list？"),
        (("list", "--jsom"), "没有“--jsom”这个选项。是不是 --json？"),
        (("--jsom", "list"), "没有“--jsom”这个选项"),
        (("ask", "春耕", "何时"), "多余的参数：何时"),
        (("ask", "--document"), "选项 --document 后面缺少内容"),
        (("list", "--json=1"), "选项 --json 后面不带内容"),
        (("search", "春耕", "--limit", "0"), "选项 --limit：“0”超出范围 1<=x<=1000"),
        (("search", "春耕", "--limit", "多"), "选项 --limit：“多”不是整数"),
        (("edit", "a.txt", "--type", "小说"), "可选：讲话、报告、文件、"),
        (("--language", "fr", "list"), "可选：zh、en"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert not re.search(r"Error|Usage:|Try ", result.output)


@pytest.mark.parametrize("arguments", [("ask",), ("lits",), ("list", "--jsom"), ("--jsom", "list")])
def test_it_is_told_in_english_on_request(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Error: " in run("--language", "en", *arguments).output
    monkeypatch.setenv("SPEECH_ASSISTANT_LANGUAGE", "en")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.output


@pytest.mark.parametrize("word", ["报告", "報告", "report"])
def test_types_are_named_in_either_language(tmp_path: Path, word: str) -> None:
    library = str(tmp_path / "library")
    with Assistant.open(Path(library)) as assistant:
        assistant.add_text("在春耕会议上的讲话\n今年春耕要抓早。\n", "talk.txt")
    assert run("--library", library, "edit", "talk.txt", "--type", word).exit_code == 0
    with Assistant.open(Path(library)) as assistant:
        assert [d.type for d in assistant.documents()] == ["report"]
    found = run("--library", library, "search", "春耕", "--type", word)
    assert "春耕要抓早" in found.output


def test_doctor_speaks_chinese(library: Path) -> None:
    told = run("--library", str(library), "doctor").output
    assert "正常 资料库：" in told
    assert "4 条引文" in told
    assert not re.search(r"\b(ok|FAIL|documents|settings)\b", told)
