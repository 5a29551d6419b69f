"""Folders of files go in fast and safely; what a bad file does stays with that file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from files import LONG, OTHER, fake_soffice, paragraph, pdf, word

from assistant import Assistant
from assistant.errors import LoadError
from assistant.loading import workers
from assistant.types import Progress

LINES = [
    "坚持稳中求进工作总基调，扎实推动高质量发展迈出坚实步伐。",
    "要加强网络安全和信息化建设，筑牢可信可控的数字安全屏障。",
    "全面推进乡村振兴，牢牢守住十八亿亩耕地红线和粮食安全底线。",
    "健全多层次社会保障体系，让改革发展成果更多惠及全体人民。",
]


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def text(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_folder_of_many_formats_is_read_in_worker_processes(
    assistant: Assistant, folder: Path
) -> None:
    text(folder / "a.txt", *LINES)
    word(folder / "b.docx", LINES[:2])
    pdf(folder / "c.pdf", [paragraph(LONG), paragraph(OTHER)])
    (folder / "d.docx").write_bytes(b"PK\x03\x04 damaged")
    report = assistant.add(folder)
    assert [f.name for f in report.added] == ["a.txt", "b.docx", "c.pdf"]
    assert [f.name for f in report.refused] == ["d.docx"] and report.refused[0].reason_zh
    assert {d.name: d.format for d in assistant.documents()} == {
        "a.txt": "txt",
        "b.docx": "docx",
        "c.pdf": "pdf",
    }


def test_a_quotation_from_a_pdf_names_its_page(assistant: Assistant, folder: Path) -> None:
    pdf(folder / "c.pdf", [paragraph(LONG), paragraph(OTHER)])
    assistant.add(folder)
    hit = assistant.search("网络安全监测预警")[0]
    assert hit.locator.endswith("（第2页）")
    assert hit.text == assistant.text("c.pdf")[hit.start : hit.end] == OTHER


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Office files whose conversion is `program`, between two good files."""
    programs = folder.parent / "bin"
    programs.mkdir()
    fake_soffice(programs, program)
    monkeypatch.setenv("PATH", str(programs))
    text(folder / "a.txt", *LINES)
    (folder / "b.rtf").write_bytes(rb"{\rtf1 text}")
    word(folder / "c.docx", LINES[:2])


@pytest.mark.parametrize(
    ("program", "limit", "says"),
    [
        ("time.sleep(600)", ("SECONDS", 5.0), "not read within"),
        ("held = bytearray(600 * 2**20)\ntime.sleep(600)", ("MEMORY", 400 * 2**20), "memory"),
        ("os.kill(os.getppid(), 9)\ntime.sleep(600)", ("SECONDS", 180.0), "damaged"),
    ],
)
def test_a_file_that_breaks_a_limit_is_refused_and_the_others_go_in(
    assistant: Assistant, folder: Path, monkeypatch: pytest.MonkeyPatch,
    program: str, limit: tuple[str, float], says: str,
) -> None:  # fmt: skip
    office(folder, monkeypatch, program)
    monkeypatch.setattr(workers, *limit)
    report = assistant.add(folder)
    assert [f.name for f in report.added] == ["a.txt", "c.docx"]
    assert says in report.refused[0].reason


def test_a_worker_is_replaced_after_its_share_of_files(
    assistant: Assistant, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "FILES", 2)
    for number in range(9):
        word(folder / f"{number}.docx", [f"第{number}篇", *LINES])
    assert len(assistant.add(folder).added) == 9


def test_unchanged_files_are_not_read_again(
    assistant: Assistant, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text(folder / "a.txt", *LINES)
    assistant.add(folder)
    monkeypatch.setattr("assistant.library.ingest.read", None)
    assert [f.status for f in assistant.add(folder).files] == ["unchanged"]


def test_a_changed_file_is_replaced_when_asked_and_refused_otherwise(
    assistant: Assistant, folder: Path
) -> None:
    text(folder / "a.txt", *LINES)
    assistant.add(folder)
    text(folder / "a.txt", *LINES[:2])
    assert [f.status for f in assistant.add(folder).files] == ["refused"]
    assert [f.status for f in assistant.add(folder, replace=True).files] == ["replaced"]
    assert assistant.text("a.txt") == "\n".join(LINES[:2])


def test_pruning_removes_what_the_folder_no_longer_holds_and_nothing_else(
    assistant: Assistant, folder: Path, tmp_path: Path
) -> None:
    text(folder / "a.txt", *LINES)
    gone = text(folder / "b.txt", *LINES[:3])
    assistant.add(folder)
    assistant.add(text(tmp_path / "single.txt", *LINES[1:]))
    gone.unlink()
    assert assistant.add(folder).pruned == ()
    assert assistant.add(folder, prune=True).pruned == ("b.txt",)
    assert [d.name for d in assistant.documents()] == ["a.txt", "single.txt"]
    assistant.restore("b.txt")


def test_a_title_is_kept_in_one_line(assistant: Assistant) -> None:
    assistant.add_text("\n".join(LINES), "a", "工作\0报告\n（摘要）")
    assert [d.title for d in assistant.documents()] == ["工作 报告 （摘要）"]


def test_pruning_fits_a_folder_only(assistant: Assistant, tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        assistant.add(text(tmp_path / "a.txt", *LINES), prune=True)


def test_a_document_that_mostly_repeats_another_is_reported(
    assistant: Assistant, folder: Path
) -> None:
    text(folder / "a.txt", "讲话", *LINES)
    text(folder / "b.txt", "转载", *LINES[:3], "本文有一段不同的话，说的是另外一件完全无关的事情。")
    text(folder / "c.txt", "另一篇", LINES[0], LONG, OTHER)
    report = assistant.add(folder)
    assert {f.name: f.repeats for f in report.added} == {
        "a.txt": ("b.txt",),
        "b.txt": ("a.txt",),
        "c.txt": (),
    }


def test_what_was_stored_before_a_stop_stays(
    assistant: Assistant, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.ingest._BATCH_DOCUMENTS", 2)
    for number in range(5):
        text(folder / f"{number}.txt", f"第{number}篇", *LINES)
    seen: list[Progress] = []
    report = assistant.add(folder, progress=seen.append, cancel=lambda: len(seen) > 2)
    assert report.cancelled
    stored = {d.name for d in assistant.documents()}
    assert stored == {f.name for f in report.added} and 0 < len(stored) < 5


def test_kept_files_are_the_originals_and_go_with_their_documents(
    assistant: Assistant, folder: Path
) -> None:
    path = word(folder / "a.docx", LINES)
    assistant.add(folder, keep_files=True)
    kept = assistant.file("a.docx")
    assert kept is not None and kept.read_bytes() == path.read_bytes()
    assistant.remove("a.docx")
    assert kept.exists()
    assistant.purge()
    assert not kept.exists()


def test_no_copy_is_kept_unless_asked(assistant: Assistant, folder: Path) -> None:
    word(folder / "a.docx", LINES)
    assistant.add(folder)
    assert assistant.file("a.docx") is None
    assistant.add(folder, keep_files=True)
    assert assistant.file("a.docx") is not None
