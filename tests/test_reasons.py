"""Messages of the command line keep to the reader's language, whatever the system says."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.reasons import reason

SPEECH = Path(__file__).parent.parent / "data" / "changchun_2018.txt"
ENGLISH = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+|Errno|\bis a\b")


@pytest.fixture
def run(library: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "gb.txt").write_bytes("春耕\t春季农业生产".encode("gb18030"))
    (tmp_path / "broken.jsonl").write_text('{"question": "?"}\n\n{question\n', encoding="utf-8")

    def invoke(*arguments: str) -> Result:
        named = [a.replace("HERE", str(tmp_path)) for a in arguments]
        return CliRunner().invoke(main, ["--library", str(library), *named])

    assert invoke("add", str(SPEECH)).exit_code == 0
    return invoke


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        ("restore HERE/no.zip", "No such file", "没有这个文件"),
        ("backup HERE/no/b.zip", "No such file", "没有这个文件"),
        ("verify HERE/no.zip", "No such file", "没有这个文件"),
        ("verify HERE", "Is a directory", "是文件夹"),
        ("eval HERE/no.jsonl", "No such file", "没有这个文件"),
        ("eval HERE/broken.jsonl", "line 3 is no JSON", "第 3 行不是 JSON"),
        ("--lexicon HERE/no.txt ask 问题", "No such file", "没有这个文件"),
        ("--lexicon HERE/gb.txt ask 问题", "not UTF-8", "不是 UTF-8"),
        ("trace 网络 --plot HERE/no/a.svg", "No such file", "没有这个文件"),
        ("--library HERE/gb.txt/x list", "Not a directory", "不是文件夹"),
    ],
)
def test_what_the_system_refuses_is_told_in_the_readers_language(
    run, arguments: str, en: str, zh: str
) -> None:  # type: ignore[no-untyped-def]
    chinese, english = run(*arguments.split()), run("--language", "en", *arguments.split())
    assert (chinese.exit_code, english.exit_code) == (1, 1)
    assert zh in chinese.stderr and not ENGLISH.search(chinese.stderr)
    assert en in english.stderr and "Errno" not in english.stderr


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        ("edit changchun_2018.txt", "Nothing to correct", "没有要更正的内容"),
        ("backup HERE/b.rar", "ends with .zip", "以 .zip 结尾"),
    ],
)
def test_what_is_missing_from_a_command_is_told_in_the_readers_language(
    run, arguments: str, en: str, zh: str
) -> None:  # type: ignore[no-untyped-def]
    assert zh in run(*arguments.split()).stderr
    assert en in run("--language", "en", *arguments.split()).stderr


def test_an_error_that_is_not_known_keeps_the_words_of_the_system() -> None:
    assert reason(OSError(errno.ECHILD, os.strerror(errno.ECHILD)))[1] == os.strerror(errno.ECHILD)
    assert reason(OSError("not a gzipped file")) == ("not a gzipped file", "not a gzipped file")
