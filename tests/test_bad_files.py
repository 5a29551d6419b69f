"""Files that cannot be read, or that are made to do harm: each refused, and nothing else touched."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from files import LONG, paragraph, pdf, repacked, word

from assistant import Assistant
from assistant.errors import LoadError
from assistant.load import HTML, LARGEST_FILE, LARGEST_TEXT, SUFFIXES, TEXT, load
from assistant.segment import parse

GOOD = "要把粮食安全的底线守得更牢。"


def _encrypted_pdf(path: Path) -> None:
    pdf(path, [paragraph(LONG)])
    key = b"5a" * 32
    locked = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>] /Size"
    )
    path.write_bytes(path.read_bytes().replace(b"/Size", locked % (key, key)))


def _damaged_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")


def _long_pdf(path: Path) -> None:
    """A hundred thousand pages, as the file declares and holds them."""
    pages = 100_000
    first = 3
    kids = b" ".join(b"%d 0 R" % (first + i) for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages,
    ]
    data = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )
    path.write_bytes(bytes(data))


def _bomb(path: Path) -> None:
    repacked(word(path, ["甲"]), "word/document.xml", "甲", "甲" * 20_000_000)


def _torn(path: Path) -> None:
    """A package whose list of parts is whole, while what one of them holds cannot be unpacked."""
    with zipfile.ZipFile(word(path, ["甲"])) as package:
        part = package.getinfo("word/document.xml")
    data = bytearray(path.read_bytes())
    packed = part.header_offset + 30 + len(part.filename)
    data[packed : packed + 16] = b"\xff" * 16
    path.write_bytes(bytes(data))


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**30)


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.txt": (_bytes(b""), "empty"),
    "blank.md": (_bytes("　\n \n".encode()), "empty"),
    "binary.txt": (_bytes(bytes(range(256)) * 8), "not a text file"),
    "picture.jpg": (_bytes(b"\xff\xd8\xff"), "cannot be read"),
    "really-pdf.docx": (_bytes(b"%PDF-1.7 "), "whatever its name says"),
    "really-word.txt": (lambda path: word(path, ["甲"]), "whatever its name says"),
    "encrypted.pdf": (_encrypted_pdf, "password"),
    "scanned.pdf": (lambda path: pdf(path, [[], []]), "OCR"),
    "damaged.pdf": (_damaged_pdf, "damaged"),
    "long.pdf": (_long_pdf, "100,000 pages"),
    "damaged.docx": (_bytes(b"PK\x03\x04 damaged"), "damaged"),
    "torn.docx": (_torn, "damaged, or"),
    "bodiless.docx": (
        lambda path: repacked(word(path, ["甲"]), "word/document.xml", "w:body>", "w:other>"),
        "damaged, or",
    ),
    "invisible.txt": (_bytes("\u200b\u0301\x01\n\ufe0f".encode()), "empty"),
    "encrypted.docx": (
        _bytes(b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le")),
        "password",
    ),
    "bomb.docx": (_bomb, "unpacks to"),
    "bomb.odt": (_bomb, "unpacks to"),
    "menu.html": (_bytes(b"<html><body><nav><a href=/>home</a></nav></body></html>"), "no text"),
    "huge.pdf": (_huge, "limit"),
    "huge.txt": (_huge, "limit"),
}


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as opened:
        yield opened


def test_bad_files_are_refused_with_reason_and_remedy_and_the_others_go_in(
    assistant: Assistant, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, (make, _) in BAD.items():
        make(folder / name)
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "gbk.txt").write_bytes(GOOD.encode("gb18030"))
    report = assistant.add(folder)
    assert {f.name: f.encoding for f in report.added} == {"good.txt": "utf-8", "gbk.txt": "gb18030"}
    refused = {f.name: f for f in report.refused}
    assert set(refused) == set(BAD)
    for name, (_, says) in BAD.items():
        assert says in refused[name].reason and name in refused[name].reason
        assert name in refused[name].reason_zh and refused[name].reason_zh.endswith("。")
    assert {d.name for d in assistant.documents()} == {"good.txt", "gbk.txt"}


def test_a_bad_file_leaves_the_library_as_it_was(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add_text(GOOD, name="a")
    path = tmp_path / "damaged.docx"
    path.write_bytes(b"PK\x03\x04 damaged")
    before = assistant.documents()
    report = assistant.add(path, name="a", replace=True)
    assert [f.name for f in report.refused] == ["a"]
    assert assistant.documents() == before
    assert assistant.text("a") == GOOD


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    _huge(path)
    with pytest.raises(LoadError, match="limit") as caught:
        load(path)
    limit = LARGEST_TEXT if suffix in (*TEXT, *HTML) else LARGEST_FILE
    assert "1024 MB" in caught.value.en and f"{limit // 2**20} MB" in caught.value.en


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_entities_that_multiply_are_not_expanded(tmp_path: Path, part: str) -> None:
    path = word(tmp_path / "a.docx", ["甲"])
    tenfold = (f"&l{i};" * 10 for i in range(8))
    laughs = "".join(f'<!ENTITY l{i} "{x}">' for i, x in enumerate(["笑" * 10, *tenfold]))
    repacked(path, part, "standalone='yes'?>", f"standalone='yes'?><!DOCTYPE w [{laughs}]>")
    if part != "word/document.xml":
        assert load(path).text == "甲"
        return
    repacked(path, part, "甲", "甲&l8;")
    with pytest.raises(LoadError, match="damaged"):
        load(path)


def test_names_from_a_folder_are_brought_to_one_form(assistant: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "é.txt")).write_text(GOOD, encoding="utf-8")
    (folder / "a\x1bb.txt").write_text(GOOD, encoding="utf-8")
    assert {f.name for f in assistant.add(folder).added} == {"é.txt", "ab.txt"}
    with pytest.raises(LoadError, match="300"):
        assistant.add(folder / "a\x1bb.txt", name="名" * 300)


@pytest.mark.parametrize(
    "text",
    [
        " " * 300_000, "，" * 300_000, "更多" * 150_000, "（编辑:" * 60_000, "《" * 300_000, "在" * 300_000 + "上",
        "X" * 300_000, "2018年" * 60_000, "更多资料+微信:a" * 20_000, ("甲" * 20 + "\n") * 20_000, "返回搜狐" * 60_000,
        ("甲　乙" * 8 + "\n") * 5_000, "关于" + "，a" * 100_000,
    ],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_text_made_to_take_for_ever_is_read(text: str) -> None:
    assert parse("a.txt", f"标题\n{text}\n正文。").text.endswith("正文。")
