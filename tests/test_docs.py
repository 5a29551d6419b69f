"""What the README says works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of the README are run, one after the other."""
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize("line", "".join(blocks("sh")).splitlines())
def test_the_commands_of_the_readme_run(
    line: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    program, *arguments = shlex.split(line)
    assert program == "speech-assistant"
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert result.output.strip()


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_the_readme_runs(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert "[3] 三要备足种子。" in capsys.readouterr().out


def test_the_commands_the_readme_names_exist() -> None:
    for name in ("add", "remove", "restore", "reindex"):
        assert f"`{name}" in README
        assert name in main.commands


def test_the_readme_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 200


def test_every_picture_is_shown_and_taken_by_the_tests() -> None:
    docs = ROOT / "docs"
    pages = [README, *(page.read_text(encoding="utf-8") for page in docs.glob("*.md"))]
    shown = set(re.findall(r"images/([\w-]+)\.png", "".join(pages)))
    test = ROOT / "tests" / "pages" / "test_pictures.py"
    taken = set(re.findall(r'picture\(.*"([\w-]+)"\)', test.read_text(encoding="utf-8")))
    assert shown == taken == {image.stem for image in (docs / "images").glob("*.png")}


def test_every_link_between_documents_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)
