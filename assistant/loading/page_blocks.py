"""A web page as blocks of lines, as a browser lays it out, each weighed by its links and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody"
    " td tfoot th thead tr ul".split()
)
_NEVER = frozenset(
    "script style noscript template iframe svg button select textarea dialog object".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none")
_BESIDE = frozenset("nav footer aside form".split())
_BESIDE_NAMES = re.compile(
    r"nav(?!al)|menu|foot(?!note)|copyright|crumb|sidebar|share|related|recommend|comment|pagination"
    r"|toolbar",
    re.IGNORECASE,
)
"""Classes and ids of what stands beside an article; what holds most of the page is kept whatever its
name."""
_WITHIN = frozenset("article main section".split())
"""A `header` in one of these is the article's, elsewhere the page's."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SENTENCE = re.compile(r"[。！？；]|[.!?](?:\s|$)")
_IMPRINT = re.compile(
    r"版权所有|备案|浏览器|分辨率|浏览本站|转载|主办单位|承办单位|网站标识码|免责声明|Copyright|All rights"
)
"""Sentences that stand at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """`links` counts links, `linked` their characters."""

    text: str
    links: int = 0
    linked: int = 0
    tag: str = ""

    @property
    def size(self) -> int:
        return len(self.text)

    @property
    def prose(self) -> int:
        """Characters outside links, if the line is running text."""
        running = _SENTENCE.search(self.text) and not _IMPRINT.search(self.text)
        return self.size - self.linked if running else 0


@dataclass(frozen=True, slots=True)
class Block:
    """An element with its lines and inner blocks in order; the sums are over all of them."""

    tag: str
    parts: tuple[Block | Line, ...]
    beside: bool
    """By its tag or name not part of the article."""
    size: int
    links: int
    linked: int
    prose: int

    @classmethod
    def of(cls, tag: str, parts: Sequence[Block | Line], *, beside: bool) -> Block:
        # Summed from the inside out: pages nest deeper than recursion should go twice.
        return cls(
            tag,
            tuple(parts),
            beside,
            sum(part.size for part in parts),
            sum(part.links for part in parts),
            sum(part.linked for part in parts),
            sum(part.prose for part in parts),
        )

    @property
    def is_menu(self) -> bool:
        """Links for the most part, and no sentence."""
        return self.links > 1 and 2 * self.linked > self.size and not self.prose


@dataclass(slots=True)
class _Reading:
    """A block while it is read: the parts so far, and the line that has not ended."""

    tag: str
    parts: list[Block | Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    links: int = 0
    linked: int = 0

    def add(self, text: str, *, linked: bool) -> None:
        kept = text.split("\n") if self.tag == "pre" else [text]
        for number, piece in enumerate(kept):
            if number:
                self.end_line()
            self.pieces.append(piece)
            self.linked += len(flat(piece)) if linked else 0

    def end_line(self) -> None:
        text = flat("".join(self.pieces))
        if text:
            self.parts.append(Line(text, self.links, self.linked, self.tag))
        self.pieces, self.links, self.linked = [], 0, 0


def read_block(node: LexborNode, *, within: bool = False) -> Block:
    """An element and all it holds. `within` tells whether it stands in an article element."""
    tag = node.tag or ""
    reading = _Reading(tag)
    _fill(reading, node, linked=False, within=within or tag in _WITHIN)
    reading.end_line()
    parts = reading.parts
    if tag == "tr" and (row := _row(parts)) is not None:
        parts = [row]
    return Block.of(tag, parts, beside=_is_beside(node, within))


def _fill(reading: _Reading, node: LexborNode, *, linked: bool, within: bool) -> None:
    for child in _children(node):
        tag = child.tag or ""
        if tag == "-text":
            reading.add(child.text_content or "", linked=linked)
        elif tag == "br":
            reading.end_line()
        elif tag.startswith("-") or _is_hidden(child):
            continue
        elif tag in _BLOCKS:
            reading.end_line()
            reading.parts.append(read_block(child, within=within))
        else:
            reading.links += tag == "a"
            _fill(reading, child, linked=linked or tag == "a", within=within)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        node.tag in _NEVER
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(attributes.get("style") or ""))
    )


def _is_beside(node: LexborNode, within: bool) -> bool:
    if node.tag in _BESIDE or (node.tag == "header" and not within):
        return True
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(_BESIDE_NAMES.search(names))


def _row(cells: Sequence[Block | Line]) -> Line | None:
    """The row of a table of data as one line; None for tables that lay out a page."""
    texts: list[str] = []
    for cell in cells:
        lines = [cell] if isinstance(cell, Line) else list(_all_lines(cell))
        if len(lines) > 1:
            return None
        texts.append(lines[0].text if lines else "")
    row = "\t".join(texts).strip("\t")
    links, linked = sum(cell.links for cell in cells), sum(cell.linked for cell in cells)
    return Line(row, links, linked, "tr") if row else None


def _all_lines(block: Block) -> Iterator[Line]:
    for part in block.parts:
        if isinstance(part, Line):
            yield part
        else:
            yield from _all_lines(part)


def flat(text: str) -> str:
    """White space as a browser shows it; the ideographic space, which indents, goes at the ends."""
    return _SPACE.sub(" ", text.replace("\u00a0", " ")).strip(" \u3000")
