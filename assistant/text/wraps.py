"""Hard wraps: lines that a mail program or converter cut at a fixed width, in the middle of sentences.

Only a text that shows the cuts is touched: most of its long lines are equally wide, and most of
those end in mid-sentence. A list, an address, a poem or a table does not.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.types import Edit

_NARROWEST = 15.0
"""Width of a full line from which it may be a cut one, in Chinese characters; verse is narrower."""
_WIDEST = 80.0
_SHORTER = 2.5
"""By what a full line may fall short: a Latin word or a mark that may not open a line goes down."""
_LONGER = 1.0
"""By what it may be too long: a mark that hangs over the edge."""
_FEWEST = 4
"""Full lines that make a text a wrapped one."""
_FULL = 0.3
"""Share of the lines that are full."""
_OVER = 0.03
"""Share of the lines that may be wider still, as titles and addresses of pages are."""
_BROKEN = 0.6
"""Share of the full lines that end in mid-sentence, and of the joined paragraphs that end a sentence."""
_MARKED = 0.8
"""Share of the lines after short ones that open a paragraph visibly, where paragraphs do so."""
_ENDS = re.compile(r"[。！？!?；;：:…][”’」』）)】》\"]*$|[.][\"”)]*$")
_OPENS = re.compile(
    r"[一二三四五六七八九十百]{1,4}、|[（(【\[〔]?第?[一二三四五六七八九十百\d]{1,4}[)）】\]〕条章节编]|\d{1,3}[.．、](?!\d)"
    r"|[-—·•●○■◆▲★*#>|－]|附件|附[：:]|[①-⑳]"
)
_COLUMNS = re.compile(r"\t|[^\s。！？；，]\s{2,}\S|[^\s]　+\S.*　+\S|\|.*\|")
"""Cells of a table, or parts of a letter's head, side by side."""
_WORD_END = re.compile(r"[A-Za-z][,.;:!?)'\"]*$")
_WORD_START = re.compile(r"[(\"']*[A-Za-z]")
_NEAR = 16
"""Characters on either side of a line break that tell what stood there."""
_WIDE = re.compile(r"[\u2e80-\uffef]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: offsets of what is left without the white space around it."""

    start: int
    end: int
    indent: float
    width: float
    adjoins: bool
    """Whether no blank line stands before it."""
    text: str


def find_wraps(text: str) -> list[Edit]:
    """Edits that join the lines of hard-wrapped paragraphs."""
    lines = _lines(text)
    width = _usual_width(lines)
    if width is None:
        return []
    marked = _marks_paragraphs(lines, width)
    joined = [_is_cut(a, b, width, marked=marked) for a, b in pairwise(lines)]
    if not _reads_as_prose(lines, joined, width):
        return []
    return [
        Edit(a.end, b.start, _between(a.text, b.text), "join")
        for (a, b), cut in zip(pairwise(lines), joined, strict=True)
        if cut
    ]


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at, adjoins = 0, False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            indent = _width(raw[: start - at])
            width = indent + _width(stripped)
            lines.append(_Line(start, start + len(stripped), indent, width, adjoins, stripped))
        adjoins = bool(stripped)
        at += len(raw) + 1
    return lines


def _width(text: str) -> float:
    """In Chinese characters; a Latin letter is half as wide. GB18030 writes them in as many bytes."""
    return len(text.encode("gb18030", "replace")) / 2


def _usual_width(lines: Sequence[_Line]) -> float | None:
    """The width at which the lines of a wrapped text are cut; None for any other text."""
    counts = Counter(round(line.width) for line in lines if _NARROWEST <= line.width <= _WIDEST)
    near = {
        w: sum(n for x, n in counts.items() if w - _SHORTER <= x <= w + _LONGER) for w in counts
    }
    for width in sorted(near, key=lambda w: (-near[w], -w))[:3]:
        over = sum(line.width > width + _LONGER + 0.5 for line in lines)
        if near[width] >= max(_FEWEST, _FULL * len(lines)) and over <= _OVER * len(lines):
            return float(width)
    return None


def _is_full(line: _Line, width: float) -> bool:
    return width - _SHORTER - 0.5 <= line.width <= width + _LONGER + 0.5


def _marks_paragraphs(lines: Sequence[_Line], width: float) -> bool:
    """Whether paragraphs open with an indent or a blank line, so that what has neither goes on."""
    pairs = list(pairwise(lines))
    after_short = [b.indent >= 1 or not b.adjoins for a, b in pairs if not _is_full(a, width)]
    after_full = [b.indent >= 1 or not b.adjoins for a, b in pairs if _is_full(a, width)]
    if not (after_short and after_full):
        return False
    return statistics.fmean(after_short) >= _MARKED and statistics.fmean(after_full) <= 0.5


def _is_cut(a: _Line, b: _Line, width: float, *, marked: bool) -> bool:
    if not (b.adjoins and _is_full(a, width) and b.width <= width + _LONGER + 0.5):
        return False
    if b.indent >= 1 or _OPENS.match(b.text) or _COLUMNS.search(a.text) or _COLUMNS.search(b.text):
        return False
    return marked or not _ENDS.search(a.text)


def _reads_as_prose(lines: Sequence[_Line], joined: Sequence[bool], width: float) -> bool:
    """Whether full lines mostly end in mid-sentence, and joined ones at the end of one."""
    followed = [a for a, b in pairwise(lines) if _is_full(a, width) and b.adjoins and b.indent < 1]
    if sum(joined) < _FEWEST or not followed:
        return False
    broken = statistics.fmean(not _ENDS.search(a.text) for a in followed)
    last = [
        line
        for line, before, after in zip(lines, [False, *joined], [*joined, False], strict=True)
        if before and not after
    ]
    return (
        broken >= _BROKEN and statistics.fmean(bool(_ENDS.search(x.text)) for x in last) >= _BROKEN
    )


def _between(before: str, after: str) -> str:
    """A space between words; nothing inside a number that a Chinese line breaks off."""
    before, after = before[-_NEAR:], after[:_NEAR]
    if _WORD_END.search(before) and _WORD_START.match(after):
        return " "
    latin = before[-1:].isascii() and after[:1].isascii()
    return " " if latin and not _WIDE.search(before[-10:] + after[:10]) else ""


def unwrapped(text: str) -> str:
    """A text in one line, for where it is not quoted to the letter: a title, Markdown."""
    joined = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        joined += (_between(joined, line) if joined else "") + line
    return joined
