"""Word documents to text: every paragraph a line, every row of a table a line, in reading order.

The document's XML is walked rather than python-docx's paragraphs, which leave out text in content
controls and tracked insertions. Tables are read where they stand: a row is one line, its cells set
apart by tabs, the paragraphs of a cell by spaces. A row of a single cell is a frame around running
text, and its paragraphs are lines like any other.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import Entity, XMLSyntaxError

from assistant.errors import LoadError
from assistant.loading.docx_numbers import Numbering
from assistant.loading.text import checked
from assistant.types import LoadedText

LARGEST_UNPACKED = 400 * 2**20
"""Bytes of all parts together; a book of speeches with pictures stays far below."""
HIGHEST_RATIO = 200
"""Unpacked bytes per packed byte of the text part; honest text packs 5 to 20 times."""
_SMALL = 8 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTAINERS = {
    _W + t for t in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "tc")
}
_INSIDE = _CONTAINERS | {_W + t for t in ("r", "hyperlink", "fldSimple")}
_LEFT_OUT = (
    ("pictures", ".//*[local-name()='blip']"),
    ("footnotes", ".//*[local-name()='footnoteReference' or local-name()='endnoteReference']"),
    ("text boxes", ".//*[local-name()='txbxContent']"),
    ("comments", ".//*[local-name()='commentReference']"),
)


_BREAKS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    level: int = 0
    """1 for a heading of the first level; 0 for text."""


def read_docx(data: bytes, name: str) -> LoadedText:
    """:raises LoadError: damaged, protected, without text, or a zip bomb."""
    check_package(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        title = str(document.core_properties.title or "")
        numbering = Numbering.of(document)
        body = document.element.body
        lines = list(_lines(body, numbering))
    except RecursionError:
        raise
    except (
        PackageNotFoundError, LookupError, TypeError, ValueError, AttributeError, XMLSyntaxError,
        # zipfile's own, the last two for methods it does not know and for encryption.
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        raise _damaged(name) from error
    text = "\n".join(line.text for line in lines)
    starts = accumulate((len(line.text) + 1 for line in lines), initial=0)
    headings = tuple(
        (at, line.level) for at, line in zip(starts, lines, strict=False) if line.level
    )
    left_out = tuple(kind for kind, path in _LEFT_OUT if body.xpath(path))
    if next(body.iter(Entity), None) is not None:
        left_out += ("text inserted by reference",)
    if numbering.unknown:
        left_out += ("automatic numbers",)
    if not text.strip() and left_out:
        raise LoadError(
            f"{name}: the document holds {' and '.join(left_out)} but no text. Recognise the text"
            " (OCR) and add the result.",
            f"{name}：文档里只有图片等内容，没有文字。请先用 OCR 识别文字再添加。",
        )
    return LoadedText(
        checked(text, name), "utf-8", title=title.strip(), headings=headings, left_out=left_out
    )


def check_package(data: bytes, name: str) -> None:
    """What a document's zip package declares, before anything is unpacked.

    :raises LoadError: no package, encrypted, or too large inside.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(name) from error
    if any(part.flag_bits & 1 for part in parts):
        raise protected(name)
    unpacked = sum(part.file_size for part in parts)
    dense = any(
        p.file_size > _SMALL and p.file_size > HIGHEST_RATIO * max(p.compress_size, 1)
        for p in parts
    )
    if unpacked > LARGEST_UNPACKED or dense:
        raise LoadError(
            f"{name}: unpacks to {unpacked / 2**20:.0f} MB, more than a document holds. It was not"
            " opened. Save its text anew and add that.",
            f"{name}：解压后有 {unpacked / 2**20:.0f} MB，超出正常文档，未打开。请重新另存正文后再添加。",
        )


def protected(name: str) -> LoadError:
    return LoadError(
        f"{name}: protected by a password. Open it, save it without one, and add it again.",
        f"{name}：文件有密码保护。请打开后另存为无密码的文件再添加。",
    )


def _damaged(name: str) -> LoadError:
    return LoadError(
        f"{name}: damaged, or no document of its kind. Open it in a word processor, save it anew, and"
        " add it again.",
        f"{name}：文件已损坏，或不是这类文档。请用文字处理软件打开并另存后再添加。",
    )


def _lines(block: Any, numbering: Numbering) -> Iterator[_Line]:
    """The lines of a body, content control or table cell."""
    for child in block:
        if child.tag == _W + "p":
            label, text = numbering.label(child), _text(child).translate(_BREAKS)
            for i, line in enumerate((label * bool(text.strip()) + text).split("\n")):
                yield _Line(line, 0 if i else numbering.outline(child))
        elif child.tag == _W + "tbl":
            for row in child.iter(_W + "tr"):
                if next(row.iterancestors(_W + "tbl")) is child:
                    yield from _row(row, numbering)
        elif child.tag in _CONTAINERS:
            yield from _lines(child, numbering)


def _row(row: Any, numbering: Numbering) -> Iterator[_Line]:
    cells = [c for c in row.iter(_W + "tc") if next(c.iterancestors(_W + "tr")) is row]
    if len(cells) == 1:
        yield from _lines(cells[0], numbering)
        return
    texts = (
        " ".join(line.text.strip() for line in _lines(cell, numbering) if line.text.strip())
        for cell in cells
    )
    yield _Line("\t".join(texts).rstrip("\t"))


def _text(element: Any) -> str:
    """The text of a paragraph without deleted text and text boxes."""
    pieces = []
    for child in element:
        if child.tag == _W + "t":
            # What an entity stands for is in another file, or declared elsewhere: it is not read.
            pieces += [child.text or "", *(inserted.tail or "" for inserted in child)]
        elif child.tag in (_W + "tab", _W + "ptab"):
            pieces.append("\t")
        elif child.tag in (_W + "br", _W + "cr"):
            pieces.append("\n")
        elif child.tag == _W + "noBreakHyphen":
            pieces.append("-")
        elif child.tag in _INSIDE:
            pieces.append(_text(child))
    return "".join(pieces)
