"""What a folder holds: every file is found, and what is in the way of one stays with that one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.errors import LoadError
from assistant.loading.files import find_files

SPEECH = "在座谈会上的讲话\n要抓好水利工作，第{}项是备足种子。"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "speeches"
    for number, name in enumerate(("a.txt", "sub/b.txt", "sub/deeper/c.txt")):
        (made / name).parent.mkdir(exist_ok=True, parents=True)
        (made / name).write_text(SPEECH.format(number), encoding="utf-8")
    return made


def forbid(monkeypatch: pytest.MonkeyPatch, function: str, closed: Path) -> None:
    """What the system says of a path without permission, also to those who may do everything."""
    real = getattr(os, function)

    def checked(path: Any = ".", *rest: Any, **named: Any) -> Any:
        if Path(os.fsdecode(path)) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **named)

    monkeypatch.setattr(os, function, checked)


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".git/x.txt", "a/.hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [one.name for one in find_files(tmp_path)] == ["a/c.txt", "b.txt"]


def test_nothing_below_a_folder_that_cannot_be_opened_is_pruned_and_the_person_is_told(
    assistant: Assistant, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.add(folder)
    (folder / "a.txt").unlink()
    forbid(monkeypatch, "scandir", folder / "sub")
    report = assistant.add(folder, prune=True)
    assert report.pruned == ("a.txt",)
    assert [d.name for d in assistant.documents()] == ["sub/b.txt", "sub/deeper/c.txt"]
    (told,) = report.refused
    assert told.path == str(folder / "sub") and "Permission denied" in told.reason
    assert "没有权限" in told.reason_zh and "没有移除" in told.reason_zh


def test_nothing_is_pruned_when_the_folder_itself_cannot_be_opened(
    assistant: Assistant, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.add(folder)
    forbid(monkeypatch, "scandir", folder)
    report = assistant.add(folder, prune=True)
    assert (report.pruned, len(report.refused)) == ((), 1)


def test_what_cannot_be_looked_at_is_refused_by_itself_and_not_pruned(
    assistant: Assistant, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.add(folder)
    forbid(monkeypatch, "stat", folder / "sub/b.txt")
    report = assistant.add(folder, prune=True)
    assert [f.name for f in report.unchanged] == ["a.txt", "sub/deeper/c.txt"]
    assert [f.name for f in report.refused] == ["b.txt"] and not report.pruned


def test_an_odd_entry_is_refused_by_itself_and_the_rest_is_added(
    assistant: Assistant, folder: Path
) -> None:
    long = folder / "/".join(["文" * 50] * 5)
    long.mkdir(parents=True)
    (long / "picture.png").write_bytes(b"\x89PNG")
    (folder / "\u200b").write_text("x")
    (folder / "circle.txt").symlink_to("round.txt")
    (folder / "round.txt").symlink_to("circle.txt")
    report = assistant.add(folder)
    assert [f.name for f in report.added] == ["a.txt", "sub/b.txt", "sub/deeper/c.txt"]
    reasons = {f.name: f.reason for f in report.refused}
    assert set(reasons) == {"circle.txt", "round.txt", "picture.png", "\u200b"}
    assert "limit is 200" in reasons["picture.png"]
    assert "cannot be a document name" in reasons["\u200b"]
    assert "circle" in reasons["round.txt"]


def test_of_two_files_whose_names_are_one_when_cleaned_the_second_is_refused(
    assistant: Assistant, folder: Path
) -> None:
    (folder / "a\u200b.txt").write_text(SPEECH.format("十"), encoding="utf-8")
    for replace in (False, True):
        report = assistant.add(folder, replace=replace)
        assert [f.name for f in report.refused] == ["a\u200b.txt"]
        assert "“a.txt”" in report.refused[0].reason
    assert "第0项" in assistant.text("a.txt")


@pytest.mark.parametrize(
    ("path", "says"),
    [("/tmp/" + "长" * 5000, "File name too long"), ("/tmp/a\0b", "no path"), ("/no/a", "No such")],
)
def test_a_path_that_leads_nowhere_is_refused_in_few_words(
    assistant: Assistant, path: str, says: str
) -> None:
    with pytest.raises(LoadError, match=says) as caught:
        assistant.add(path)
    assert len(caught.value.en) < 400 and "请检查路径" in caught.value.zh
