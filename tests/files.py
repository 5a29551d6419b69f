"""Small files of every format, made for tests."""

from __future__ import annotations

import io
import stat
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.errors import LoadError
from assistant.load import load

_NAMESPACE = nsdecls("w")
EM = 16
"""Points of a character in the PDFs made here."""
_ROW = 28
_LEFT, _TOP, _COLUMNS = 90, 760, 25

LONG = (
    "我们要坚持把解决好吃饭问题作为头等大事来抓，稳定粮食播种面积，加强高标准农田建设，健全种粮农民收益保障机制，"
    "让种粮的人有钱可赚，让产粮的县有利可图。"
)
"""A paragraph of several lines, as the next."""
OTHER = "要加强网络安全工作，健全监测预警体系，提高应急处置能力，守住不发生重大事件的底线，确保群众放心用网。"


def refusal(path: Path) -> LoadError:
    """Why a file is not read, in both languages."""
    with pytest.raises(LoadError) as refused:
        load(path)
    assert refused.value.zh and refused.value.en
    return refused.value


def fake_soffice(folder: Path, body: str) -> None:
    """An executable in LibreOffice's place."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport sys, time, os\n{body}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def asleep(*_: object) -> None:
    """Work that never ends."""
    time.sleep(600)


def word(path: Path, lines: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Path:
    """A Word document with paragraphs and, after them, a table."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
    document.save(str(path))
    return path


def outlined(
    path: Path,
    levels: Sequence[tuple[str, str]],
    paragraphs: Sequence[tuple[int, str]],
    more: str = "",
) -> Path:
    """A Word document that Word numbers: levels of a form and a text (`%1、`), and paragraphs of a
    level, -1 for none. A level of 10 and more is that of a second instance of the list.

    `more` is XML inside the second instance.
    """
    document = docx.Document()
    numbering = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    for xml in (
        f'<w:abstractNum {_NAMESPACE} w:abstractNumId="70">{made}</w:abstractNum>',
        f'<w:num {_NAMESPACE} w:numId="71"><w:abstractNumId w:val="70"/></w:num>',
        f'<w:num {_NAMESPACE} w:numId="72"><w:abstractNumId w:val="70"/>{more}</w:num>',
    ):
        numbering.append(parse_xml(xml))
    for level, text in paragraphs:
        added = document.add_paragraph(text)
        if level >= 0:
            numbers = added._p.get_or_add_pPr().get_or_add_numPr()
            numbers.get_or_add_ilvl().val = level % 10
            numbers.get_or_add_numId().val = 71 + level // 10
    document.save(str(path))
    return path


def repacked(path: Path, part: str, old: str, new: str) -> Path:
    """The package with text of one of its parts replaced."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in source.infolist():
            data = source.read(info)
            if info.filename == part:
                assert old in data.decode()
                data = data.decode().replace(old, new).encode()
            made.writestr(info.filename, data)
    path.write_bytes(packed.getvalue())
    return path


def pdf(path: Path, pages: Sequence[Sequence[tuple[float, str]]], spacing: int = 0) -> Path:
    """A PDF; each page holds lines of an indent in characters and a text, whose characters are
    `spacing` points apart.

    The font is one that readers bring along, addressed by Unicode: nothing is embedded.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for lines in pages:
        content = b"%d Tc\n" % spacing + _content(lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    path.write_bytes(_assembled(objects))
    return path


def full(text: str) -> list[str]:
    """A paragraph as a PDF sets it: lines of 25 characters, the first two characters shorter."""
    first = _COLUMNS - 2
    return [text[:first], *(text[i : i + _COLUMNS] for i in range(first, len(text), _COLUMNS))]


def paragraph(text: str) -> list[tuple[float, str]]:
    """The same with its indents, for `pdf`."""
    return [(0 if i else 2, line) for i, line in enumerate(full(text))]


def _content(lines: Sequence[tuple[float, str]]) -> bytes:
    out = []
    for row, (indent, text) in enumerate(lines):
        coded = text.encode("utf-16-be").hex().encode()
        place = (EM, _LEFT + EM * indent, _TOP - _ROW * row)
        out.append(b"BT /F %d Tf %d %d Td <%s> Tj ET" % (*map(int, place), coded))
    return b"\n".join(out)


def _assembled(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return (
        data
        + end
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            count,
            len(data),
        )
    )
