"""Lines of a paged document to paragraphs, by where they stand. Pure: coordinates in, text out."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FURNITURE_LINES = 2
"""Lines at the top and at the bottom of a page that may be header or footer."""
_RETURNS = 3
"""Pages on which a line must stand at the same height to be one of them; both of two pages."""
_SAME_HEIGHT = 3.0
"""Points."""
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–·•\s]*"
)
_WRITTEN_NUMBER = re.compile(r"第[一二三四五六七八九十百]+页|[ivxlc]{1,6}")
_INDENT = 1.0
_SHORT = 2.5
_CENTRED = 3.0
_COLUMN = 8.0
"""In heights of a line, which for Chinese type are widths of a character."""
_SUPPORT = 0.15
"""Share of the lines of a page that its left edge must have, as no single line decides it."""
_ENOUGH = 8
"""Lines from which a page's own edges are taken."""
_COLUMN_LINES = 5
_CROSSING = 0.05
"""Share of the lines of a page that may cross the gap between two columns."""
_GAP = 1.3
"""In usual distances of two lines."""
_TALLER = 1.15
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,5}[条章节])"
)
"""Opens a part of a document, also where neither indent nor space sets it off from a full line above."""
_ENDED = ("。", "；", "！", "？", "。”", "。）")
_WORD_END = re.compile(r"[A-Za-z0-9,.;:!?)%]$")
_WORD_START = re.compile(r"[A-Za-z0-9(]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Coordinates in points, `bottom` counted from the page's lower edge."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges between which a page, or a column of it, is set."""

    left: float
    right: float


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines but running heads, running feet and page numbers."""
    edges = [_edges(page) for page in pages]
    candidates = [line for edge in edges for line in edge]
    left_out = {id(line) for line in (*_returning(candidates, len(pages)), *_numbers(candidates))}
    return [line for page in pages for line in page if id(line) not in left_out]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The topmost and lowest lines, whatever order they are stored in."""
    ordered = sorted(page, key=lambda line: -line.bottom)
    if len(ordered) <= 2 * _FURNITURE_LINES:
        return ordered[:1] + ordered[1:][-1:]
    return ordered[:_FURNITURE_LINES] + ordered[-_FURNITURE_LINES:]


def _returning(candidates: Iterable[Line], pages: int) -> Iterator[Line]:
    """Lines that stand at the same height of several pages, whatever numbers are in them."""
    same: dict[str, list[Line]] = defaultdict(list)
    for line in candidates:
        same[re.sub(r"\d+", "0", line.text)].append(line)
    for lines in same.values():
        height = statistics.median_low(line.bottom for line in lines)
        level = [line for line in lines if abs(line.bottom - height) <= _SAME_HEIGHT]
        if pages > 1 and len({line.page for line in level}) >= min(_RETURNS, pages):
            yield from level


def _numbers(candidates: Iterable[Line]) -> Iterator[Line]:
    """Page numbers: numbers that grow with the pages, or are written as only page numbers are."""
    bare: dict[int, list[Line]] = defaultdict(list)
    for line in candidates:
        if _WRITTEN_NUMBER.fullmatch(line.text):
            yield line
        elif found := _PAGE_NUMBER.fullmatch(line.text):
            bare[int(found.group(1)) - line.page].append(line)
    for before_first, lines in bare.items():
        for line in lines:
            if len(lines) >= _RETURNS or before_first == 1 or not line.text.isdigit():
                yield line


def joined(lines: Sequence[Line], pages: int) -> tuple[str, tuple[int, ...]]:
    """Paragraphs, one a line, and where each page begins in that text."""
    if not lines:
        return "", ()
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for glue, line in zip(_glue(lines), lines, strict=True):
        while len(starts) <= line.page:
            starts.append(length + len(glue))
        pieces.append(glue + line.text)
        length += len(glue) + len(line.text)
    return "".join(pieces), tuple(starts + [length] * (pages - len(starts)))


def _glue(lines: Sequence[Line]) -> Iterator[str]:
    """What stands before each line."""
    frames = _frames(lines)
    distance = _distance(lines)
    yield ""
    for i in range(1, len(lines)):
        if _opens(lines[i - 1], lines[i], frames[i - 1], frames[i], distance):
            yield "\n"
        else:
            yield _between(lines[i - 1].text, lines[i].text)


def _between(before: str, after: str) -> str:
    return " " if _WORD_END.search(before) and _WORD_START.match(after) else ""


def _opens(previous: Line, line: Line, above: Frame, frame: Frame, distance: float) -> bool:
    """Whether a line opens a paragraph. `above` is the frame of the line before."""
    em = line.height
    if line.height > _TALLER * previous.height or previous.height > _TALLER * line.height:
        return True
    if line.left > frame.left + _INDENT * em or previous.right < above.right - _SHORT * em:
        return True
    if previous.left > above.left + _CENTRED * em:
        return True
    if _NUMBERED.match(line.text) and previous.text.endswith(_ENDED):
        return True
    gap = previous.bottom - line.bottom
    together = line.page == previous.page and frame == above
    return together and distance > 0 and gap > _GAP * distance


def _distance(lines: Sequence[Line]) -> float:
    """The usual distance of two lines; 0 where no two stand below each other."""
    gaps = [
        a.bottom - b.bottom
        for a, b in zip(lines, lines[1:], strict=False)
        if a.page == b.page and a.bottom > b.bottom
    ]
    return statistics.median(gaps) if gaps else 0.0


def _frames(lines: Sequence[Line]) -> list[Frame]:
    """The frame of each line: of its column, of its page, or of the document for pages of few lines."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    split = {number: _columns(page) for number, page in by_page.items()}
    frames = {n: _frame(p) for n, p in by_page.items() if len(p) >= _ENOUGH and not split[n]}
    usual = [*(f for f, _ in Counter(frames.values()).most_common()), _frame(lines)]
    found: dict[int, Frame] = {}
    for number, page in by_page.items():
        own = frames.get(number) or _fitting(page, usual)
        found.update((id(line), own) for line in page)
        for column in split[number]:
            found.update(dict.fromkeys(map(id, column), _frame(column)))
    return [found[id(line)] for line in lines]


def _fitting(page: Sequence[Line], frames: Sequence[Frame]) -> Frame:
    """The first frame that holds all lines of a page with few, else the last: margins of odd and even
    pages differ."""
    left, right = min(line.left for line in page), max(line.right for line in page)
    em = page[0].height
    fit = (f for f in frames if f.left - em / 3 <= left and right <= f.right + em)
    return next(fit, frames[-1])


def _frame(lines: Sequence[Line]) -> Frame:
    em = statistics.median(line.height for line in lines)
    lefts = Counter(round(line.left) for line in lines)
    support = _SUPPORT * len(lines)
    near = {x: sum(n for y, n in lefts.items() if abs(x - y) <= em / 3) for x in lefts}
    left = min(x for x, n in near.items() if n >= support or n == max(near.values()))
    full = sorted(line.right for line in lines)
    return Frame(left, full[round(0.9 * (len(full) - 1))])


def _columns(page: Sequence[Line]) -> list[list[Line]]:
    """The columns of running text of a page; none if it is set in one."""
    if len(page) < 2 * _COLUMN_LINES:
        return []
    left, right = min(line.left for line in page), max(line.right for line in page)
    narrow = [line for line in page if line.right - line.left < 0.6 * (right - left)]
    starts = _starts(narrow)
    columns = [
        [line for line in narrow if start - 1 <= line.left < following - 1]
        for start, following in pairwise([*starts, float("inf")])
    ]
    running = [column for column in columns if _is_running(column)]
    return running if len(running) > 1 else []


def _starts(lines: Sequence[Line]) -> list[float]:
    """Left edges that next to no line crosses: a head or a number may stand between columns."""
    starts: list[float] = []
    for x in sorted({float(round(line.left)) for line in lines}):
        crossing = sum(line.left < x - 1 and line.right > x + 1 for line in lines)
        if crossing <= _CROSSING * len(lines) and (
            not starts or x - starts[-1] > _COLUMN * lines[0].height
        ):
            starts.append(x)
    return starts


def _is_running(column: Sequence[Line]) -> bool:
    """Enough lines, most of them as wide as text and no figures of a table."""
    widths = [(line.right - line.left) / line.height for line in column]
    return len(column) >= _COLUMN_LINES and statistics.median(widths) >= _COLUMN
