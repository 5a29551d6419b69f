"""PDF files to text, by their lines and where these stand."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.errors import LoadError
from assistant.loading.docx import protected
from assistant.loading.pdf_paragraphs import Line, joined, without_furniture
from assistant.loading.text import checked
from assistant.types import LoadedText

MOST_PAGES = 3000
_NARROWEST = 0.5
_NEXT_LINE = 0.8
"""In heights of a line. Raised and lowered characters stay well below."""
_NARROW = "\x1f"
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…\U00020000-\U0003ffff]"
_STRETCHED = re.compile(f"{_WIDE}(?:{_NARROW}{_WIDE}){{2,}}")
"""Characters that a justified line sets apart one by one."""


# PDFium may be used by one thread at a time.
_pdfium = threading.Lock()


def read_pdf(data: bytes, name: str) -> LoadedText:
    """:raises LoadError: damaged, protected, too long, or pictures of text only."""
    with _pdfium:
        pages, title = _pages(data, name)
    if not any(pages):
        raise LoadError(
            f"{name}: its {len(pages)} pages are pictures without text. Recognise the text (OCR) and"
            " add the result.",
            f"{name}：{len(pages)} 页都是图片，没有文字。请先用 OCR 识别文字再添加。",
        )
    pictures = sum(not page for page in pages)
    text, starts = joined(without_furniture(pages), len(pages))
    left_out = ("pages without text",) if pictures else ()
    return LoadedText(checked(text, name), "utf-8", pages=starts, title=title, left_out=left_out)


def _pages(data: bytes, name: str) -> tuple[list[list[Line]], str]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise protected(name) from error
        raise LoadError(
            f"{name}: damaged, or no PDF. Open it in a reader, print it to a new PDF, and add that.",
            f"{name}：文件已损坏，或不是 PDF。请用阅读器打开并重新打印成 PDF 再添加。",
        ) from error
    with document:
        if len(document) > MOST_PAGES:
            raise LoadError(
                f"{name}: {len(document):,} pages; at most {MOST_PAGES:,} are read. Split it.",
                f"{name}：有 {len(document)} 页，最多读取 {MOST_PAGES} 页。请拆分后添加。",
            )
        title = document.get_metadata_value("Title").strip()
        return [list(_page(document, number)) for number in range(len(document))], title


def _page(document: pdfium.PdfDocument, number: int) -> Iterator[Line]:
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return
    # Character by character: PDFium marks the end of a line by characters of its own.
    # It overlooks the end of one before a dash, which is lower than other characters.
    line: list[int] = []
    base = height = 0.0
    for i in range(text_page.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text_page, i)
        if code in (0, 2, 0xFFFE):  # 2 and U+FFFE: hyphens that PDFium has taken out
            continue
        drawn = code not in (10, 13, 32)
        at = _baseline(text_page, i) if drawn else base
        if code in (10, 13) or (line and drawn and abs(at - base) > _NEXT_LINE * height):
            yield from _line(text_page, line, number)
            line = []
        if code in (10, 13):
            continue
        if drawn and not line:
            _, bottom, _, top = text_page.get_charbox(i, loose=True)
            base, height = at, top - bottom
        if drawn or line:
            line.append(i)
    yield from _line(text_page, line, number)
    text_page.close()
    page.close()


def _baseline(text_page: pdfium.PdfTextPage, i: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text_page, i, x, y)
    return y.value


def _line(text_page: pdfium.PdfTextPage, chars: Sequence[int], page: int) -> Iterator[Line]:
    codes = [pdfium_c.FPDFText_GetUnicode(text_page, i) for i in chars]
    seen = [i for i, code in zip(chars, codes, strict=True) if not chr(code).isspace()]
    if not seen:
        return
    boxes = [
        text_page.get_charbox(i, loose=True) for i in (seen[0], seen[len(seen) // 2], seen[-1])
    ]
    height = max(top - bottom for _, bottom, _, top in boxes)
    marked = (
        _NARROW
        if code == 32 and seen[0] < i < seen[-1] and _is_narrow(text_page, i, height)
        else chr(code)
        for i, code in zip(chars, codes, strict=True)
    )
    text = _STRETCHED.sub(lambda m: m.group().replace(_NARROW, ""), _unpaired("".join(marked)))
    bottom = min(bottom for _, bottom, _, _ in boxes)
    yield Line(page, text.replace(_NARROW, " ").strip(), boxes[0][0], boxes[-1][2], bottom, height)


def _is_narrow(text_page: pdfium.PdfTextPage, i: int, height: float) -> bool:
    """Whether the file has no space here, only a distance less than that of two words set apart."""
    if not pdfium_c.FPDFText_IsGenerated(text_page, i):
        return False
    before, after = (text_page.get_charbox(j, loose=True) for j in (i - 1, i + 1))
    return bool(after[0] - before[2] < _NARROWEST * height)


def _unpaired(text: str) -> str:
    """Surrogate pairs to the characters they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
