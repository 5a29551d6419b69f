"""Office formats, which LibreOffice converts where it is there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from files import fake_soffice, refusal, repacked, word

from assistant.load import load
from assistant.loading import office
from ui.library.library_page import shell
from ui.strings import ZH

LINES = ["在全市会议上的讲话", "同志们，今天讲三点意见。"]


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 text}")
    return path


def test_an_office_file_is_refused_with_the_remedy_where_libreoffice_is_missing(
    rtf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_program", lambda: None)
    assert "LibreOffice" in refusal(rtf).en


def test_office_formats_are_offered_where_libreoffice_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    (unknown := tmp_path / "a.xyz").write_text("文字", encoding="utf-8")
    assert "可读 txt md html docx pdf</span>" in shell(ZH)
    assert ".rtf" not in refusal(unknown).zh
    fake_soffice(tmp_path, "sys.exit()")
    assert "可读 txt md html docx pdf doc wps rtf odt</span>" in shell(ZH)
    assert ".rtf" in refusal(unknown).zh


def test_an_office_file_is_read_as_libreoffice_converts_it(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = word(tmp_path / "made.docx", LINES)
    fake_soffice(
        tmp_path,
        f"import shutil; shutil.copy({str(made)!r}, sys.argv[-1].rsplit('.', 1)[0] + '.docx')",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    loaded = load(rtf)
    assert (loaded.text.split("\n"), loaded.format) == (LINES, "rtf")


@pytest.mark.parametrize(
    ("ending", "says"), [("time.sleep(600)", "did not finish"), ("sys.exit()", "could not read")]
)
def test_a_conversion_leaves_nothing_running(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, says: str
) -> None:
    note = tmp_path / "pid"
    fake_soffice(
        tmp_path,
        "import subprocess\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\n" + ending,
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "SECONDS", 2.0)
    assert says in refusal(rtf).en
    with suppress(psutil.NoSuchProcess):
        assert psutil.Process(int(note.read_text())).wait(10) is None


def test_a_zip_bomb_is_not_handed_to_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = word(tmp_path / "a.docx", ["甲"])
    repacked(path, "word/document.xml", "甲", "甲" * 20_000_000)
    fake_soffice(tmp_path, f"open({str(tmp_path / 'started')!r}, 'w')")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "unpacks to" in refusal(path.rename(tmp_path / "a.odt")).en
    assert not (tmp_path / "started").exists()
