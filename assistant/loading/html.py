"""Web pages to text: the article from its heading to its end, without menus, footers and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser

from assistant.errors import LoadError
from assistant.loading.page_blocks import Block, Line, flat, read_block
from assistant.loading.text import checked, decoded
from assistant.types import LoadedText

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CHARSETS = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
"""Declared charsets that the usual order of guesses would miss. Others are left to that order: pages
that declare GB2312 use characters outside it, and pages of either kind declare Latin-1."""
_CONTAINERS = frozenset(
    "article body center details div fieldset form main section table tbody td tr".split()
)
_SHORTEST_HEADING = 4


def read_html(data: bytes, name: str) -> LoadedText:
    """:raises LoadError: no text in it, or an encoding that does not fit."""
    declared = _DECLARED.search(data[:4096])
    charset = _CHARSETS.get(declared.group(1).decode("ascii").lower(), "") if declared else ""
    source, encoding = decoded(data, name, charset)
    page = LexborHTMLParser(source)
    title = _title(page)
    body = read_block(page.body) if page.body is not None else Block.of("body", (), beside=False)
    lines = [line.text for line in _article(body, title)]
    if not lines:
        raise LoadError(
            f"{name}: the page holds no text. If it loads its text by script, open it in a browser"
            " and save the text.",
            f"{name}：网页里没有正文。如果正文由脚本加载，请在浏览器中打开后保存文字。",
        )
    left_out = ("pictures",) if page.css_first("p img, article img") is not None else ()
    return LoadedText(
        checked("\n".join(lines), name),
        encoding,
        title=title,
        published=_property(page, "pubdate", "publishdate", "article:published_time"),
        left_out=left_out,
    )


def _property(page: LexborHTMLParser, *names: str) -> str:
    """What the page says of itself under one of the names, in lower case."""
    for meta in page.css("meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        if name.lower() in names:
            return flat(meta.attributes.get("content") or "")
    return ""


def _title(page: LexborHTMLParser) -> str:
    """What the page calls its article; government sites name it apart from the site."""
    if own := _property(page, "articletitle"):
        return own
    named = page.css_first("title")
    return flat(named.text()) if named is not None else ""


def _article(body: Block, title: str) -> Sequence[Line]:
    """The lines from the heading, wherever it stands, to the end of the innermost element that holds
    all running text of the page."""
    lines = list(_lines(body, body.prose))
    inner = list(_lines(_innermost(body), body.prose))
    if not inner:
        return []
    start = next(i for i, line in enumerate(lines) if line is inner[0])
    above = [i for i, line in enumerate(lines[:start]) if _is_heading(line, title)]
    return lines[above[-1] if above else start : start + len(inner)]


def _is_heading(line: Line, title: str) -> bool:
    named = len(line.text) >= _SHORTEST_HEADING and title.startswith(line.text)
    return named or (line.tag == "h1" and not line.links)


def _innermost(block: Block) -> Block:
    whole = block.prose
    while True:
        running = [part for part in block.parts if part.prose and not _is_left_out(part, whole)]
        if len(running) != 1 or not isinstance(running[0], Block):
            return block
        if running[0].tag not in _CONTAINERS:
            return block
        block = running[0]


def _lines(block: Block, whole: int) -> Iterator[Line]:
    for part in block.parts:
        if isinstance(part, Line):
            yield part
        elif not _is_left_out(part, whole):
            yield from _lines(part, whole)


def _is_left_out(part: Block | Line, whole: int) -> bool:
    """Menus, and what stands beside the article unless it holds most of the page's running text."""
    return isinstance(part, Block) and (part.is_menu or (part.beside and 2 * part.prose <= whole))
