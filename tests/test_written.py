"""A command that writes a file says so, and its result stays alone on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main

SPEECH = Path(__file__).parent.parent / "data" / "changchun_2018.txt"


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("check 没有网络安全就没有国家安全 --output", ["报告.md"]),
        ("compare changchun_2018.txt 另一篇.txt --output", ["报告.html"]),
        ("trace 网络强国 --plot", ["图.svg"]),
        ("trace 网络强国 --csv", ["表.csv"]),
        ("trace 网络强国 --csv", ["表.csv", "--plot", "图.svg"]),
    ],
)
def test_a_written_file_is_confirmed_beside_the_result(
    library: Path, tmp_path: Path, command: str, files: list[str]
) -> None:
    def run(*arguments: str) -> tuple[str, str]:
        result = CliRunner().invoke(main, ["--library", str(library), *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout, result.stderr

    (tmp_path / "另一篇.txt").write_text("座谈会\n一要抓好春耕;二要管好水利。", encoding="utf-8")
    run("add", str(SPEECH), str(tmp_path / "另一篇.txt"))
    named = [f if f.startswith("--") else str(tmp_path / f) for f in files]
    written = sorted(path for path in named if not path.startswith("--"))
    for language, said in (("zh", "已写入：{}"), ("en", "Written: {}")):
        shown, told = run("--language", language, *command.split(), *named, "--json")
        assert json.loads(shown)
        assert sorted(told.splitlines()) == [said.format(path) for path in written]
