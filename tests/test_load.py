"""Files to text: encodings, refusals, names."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assistant.errors import LoadError
from assistant.load import LARGEST_FILE, document_name, load

TEXT = "在会议上的讲话\n同志们,今天讲三点意见。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_common_encodings_are_decoded(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert load(path).text == TEXT


def test_the_encoding_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gbk"))
    assert load(path).encoding == "gb18030"


def test_line_breaks_become_newlines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一\r\n二\r三\u2028四".encode())
    assert load(path).text == "一\n二\n三\n四"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", " \n\u3000".encode(), "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        ("a.txt", b"\xff\xff\xff\xff", "not a text file"),
        ("a.exe", b"MZ", "cannot be read"),
        ("a", b"text", "cannot be read"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(LoadError, match=says) as caught:
        load(path)
    assert name in caught.value.zh


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="No such file"):
        load(tmp_path / "no.txt")
    with pytest.raises(LoadError, match="Not a regular file"):
        load(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(LoadError, match="limit"):
        load(path)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/讲话.txt", "etc/讲话.txt"),
        ("a\\b.txt", "a/b.txt"),
        ("/abs/x.txt", "abs/x.txt"),
        ("a\0b\x1b.txt", "ab.txt"),
        ("x\u202e.txt", "x.txt"),
        (unicodedata.normalize("NFD", "é.txt"), "é.txt"),
    ],
)
def test_document_names_never_leave_the_library(name: str, safe: str) -> None:
    assert document_name(name) == safe


@pytest.mark.parametrize("name", ["..", "", "\x01", "\u0301", "\ufe0f", "长" * 201])
def test_unusable_names_are_refused(name: str) -> None:
    with pytest.raises(LoadError):
        document_name(name)


TRADITIONAL = "全縣春耕工作會議上的講話\n今年的春耕要抓早，種子和肥料在三月底以前都要到位。\n"


@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL[:12]])
def test_big5_is_told_from_gb18030_by_what_reads_better(tmp_path: Path, text: str) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(text.encode("big5"))
    assert load(path).text == text
    assert load(path).encoding == "big5"
    path.write_bytes(text.encode("gb18030"))
    assert load(path).text == text
    assert load(path).encoding == "gb18030"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("春の農作業は早めに始めること。種と肥料は三月末までに届けること。", "cp932"),
        ("봄철 농사는 일찍 시작해야 한다. 씨앗과 비료는 삼월 말까지 도착해야 한다. " * 2, "euc-kr"),
    ],
)
def test_what_no_known_encoding_makes_readable_is_refused(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(LoadError) as refused:
        load(path)
    assert "Big5" in refused.value.zh
    assert "UTF-8" in str(refused.value)


def test_names_and_short_texts_are_not_taken_for_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    for text in ("王欣怡、赵子涵、欧阳倩、司马骏、诸葛瑾、郭睿、纪昕、佟霖", "冬储", "Café ¥5"):
        path.write_bytes(text.encode("gb18030"))
        assert load(path).text == text
