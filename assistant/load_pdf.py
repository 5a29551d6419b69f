"""PDF files to text: paragraphs rebuilt from the geometry of lines, page furniture left out."""

from __future__ import annotations

import re
import statistics
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.errors import LoadError
from assistant.load_docx import protected
from assistant.load_text import checked
from assistant.types import LoadedText

MOST_PAGES = 3000
_FURNITURE_LINES = 2
"""Lines at the top and at the bottom of a page that may be header or footer."""
_REPEATED = 0.5
"""Share of the pages on which a line must return to be one of them."""
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·•\s]*"
    r"|第[一二三四五六七八九十百]+页|[ivxlc]{1,6}"
)
_INDENT = 1.0
_SHORT = 2.5
_CENTRED = 3.0
"""In heights of a line, which for Chinese type are widths of a character."""
_GAP = 1.3
"""In usual distances of two lines."""
_TALLER = 1.15
_WORD_END = re.compile(r"[A-Za-z0-9,.;:!?)%]$")
_WORD_START = re.compile(r"[A-Za-z0-9(]")

# PDFium may be used by one thread at a time.
_pdfium = threading.Lock()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Coordinates in points, `bottom` counted from the page's lower edge."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    height: float


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
    text, starts = _joined(_without_furniture(pages), len(pages))
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
    line: list[int] = []
    for i in range(text_page.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text_page, i)
        if code in (10, 13):
            yield from _line(text_page, line, number)
            line = []
        elif code not in (0, 2, 0xFFFE):  # 2 and U+FFFE: hyphens that PDFium has taken out
            line.append(i)
    yield from _line(text_page, line, number)
    text_page.close()
    page.close()


def _line(text_page: pdfium.PdfTextPage, chars: Sequence[int], page: int) -> Iterator[Line]:
    codes = [pdfium_c.FPDFText_GetUnicode(text_page, i) for i in chars]
    text = _unpaired("".join(map(chr, codes)))
    seen = [i for i, code in zip(chars, codes, strict=True) if not chr(code).isspace()]
    if not seen:
        return
    boxes = [
        text_page.get_charbox(i, loose=True) for i in (seen[0], seen[len(seen) // 2], seen[-1])
    ]
    heights = [top - bottom for _, bottom, _, top in boxes]
    yield Line(
        page,
        text.strip(),
        boxes[0][0],
        boxes[-1][2],
        min(bottom for _, bottom, _, _ in boxes),
        max(heights),
    )


def _unpaired(text: str) -> str:
    """Surrogate pairs to the characters they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines but page numbers and what stands at the edge of half the pages."""
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    repeated = {s for s, n in shapes.items() if n > 2 and n >= _REPEATED * len(pages)}
    kept: list[Line] = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        kept += (
            line
            for line in page
            if id(line) not in edges
            or not (_shape(line) in repeated or _PAGE_NUMBER.fullmatch(line.text))
        )
    return kept


def _edges(page: Sequence[Line]) -> list[Line]:
    """The topmost and lowest lines, whatever order they are stored in."""
    ordered = sorted(page, key=lambda line: -line.bottom)
    if len(ordered) <= 2 * _FURNITURE_LINES:
        return ordered[:1] + ordered[-1:]
    return ordered[:_FURNITURE_LINES] + ordered[-_FURNITURE_LINES:]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _joined(lines: Sequence[Line], pages: int) -> tuple[str, tuple[int, ...]]:
    """Paragraphs, one a line, and where each page begins in that text."""
    if not lines:
        return "", ()
    opens = _Opens.of(lines)
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for previous, line in zip((None, *lines), lines, strict=False):
        glue = ""
        if previous is not None:
            glue = "\n" if opens(previous, line) else _between(previous.text, line.text)
        while len(starts) <= line.page:
            starts.append(length + len(glue))
        pieces.append(glue + line.text)
        length += len(glue) + len(line.text)
    return "".join(pieces), tuple(starts + [length] * (pages - len(starts)))


def _between(before: str, after: str) -> str:
    return " " if _WORD_END.search(before) and _WORD_START.match(after) else ""


@dataclass(frozen=True, slots=True)
class _Opens:
    """Whether a line opens a paragraph, judged by the usual shape of the file's lines."""

    left: float
    right: float
    distance: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Opens:
        # Most lines are full ones: their edges are the commonest.
        left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
        full = sorted(line.right for line in lines)
        right = full[int(0.9 * (len(full) - 1))]
        gaps = [
            a.bottom - b.bottom
            for a, b in zip(lines, lines[1:], strict=False)
            if a.page == b.page and a.bottom > b.bottom
        ]
        return cls(left, right, statistics.median(gaps) if gaps else 0.0)

    def __call__(self, previous: Line, line: Line) -> bool:
        em = line.height
        if line.height > _TALLER * previous.height or previous.height > _TALLER * line.height:
            return True
        if line.left > self.left + _INDENT * em or previous.right < self.right - _SHORT * em:
            return True
        if previous.left > self.left + _CENTRED * em:
            return True
        gap = previous.bottom - line.bottom
        return line.page == previous.page and self.distance > 0 and gap > _GAP * self.distance
