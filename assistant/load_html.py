"""Web pages to text: the article, without menus, footers and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from assistant.errors import LoadError
from assistant.load_text import checked, decoded
from assistant.types import LoadedText

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
"""GB18030 reads all older ones; pages that declare GB2312 use characters outside it."""
_NEVER = (
    "script, style, noscript, template, iframe, svg, nav, header, footer, aside, form, button,"
    " select, dialog, object, [hidden], [aria-hidden=true]"
)
_BLOCKS = frozenset(
    "address article blockquote center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4"
    " h5 h6 hr li main ol p pre section table tbody tfoot thead tr ul body html caption".split()
)
_MOSTLY = 0.6
"""Share of the page's paragraph text that an element must hold to be the article."""
_LINKED = 0.5
"""Share of link text from which a block is a menu."""
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(data: bytes, name: str) -> LoadedText:
    """:raises LoadError: no text in it, or an encoding that does not fit."""
    declared = _DECLARED.search(data[:4096])
    encoding = declared.group(1).decode("ascii").lower() if declared else ""
    source, encoding = decoded(data, name, _CHINESE.get(encoding, encoding))
    page = LexborHTMLParser(source)
    heading = page.css_first("title")
    title = _SPACE.sub(" ", heading.text() if heading else "").strip()
    for node in page.css(_NEVER):
        if node.tag not in ("header", "form") or not _is_article(node):
            node.decompose()
    if page.body is None:
        raise _empty(name)
    article = _article(page.body)
    lines = [line for line in _lines(article) if line]
    # The heading often stands outside the element that holds the text.
    main = page.body.css_first("h1")
    first = _words(main) if main is not None else ""
    if first and first not in lines:
        lines.insert(0, first)
    if not lines:
        raise _empty(name)
    left_out = ("pictures",) if article.css_first("img") is not None else ()
    return LoadedText(checked("\n".join(lines), name), encoding, title=title, left_out=left_out)


def _empty(name: str) -> LoadError:
    return LoadError(
        f"{name}: the page holds no text. If it loads its text by script, open it in a browser and"
        " save the text.",
        f"{name}：网页里没有正文。如果正文由脚本加载，请在浏览器中打开后保存文字。",
    )


def _is_article(node: LexborNode) -> bool:
    """Some sites put the whole article into a form or header element."""
    return node.css_first("p") is not None and len(node.css("p")) > 2


def _article(body: LexborNode) -> LexborNode:
    """The innermost element that holds most of the page's text outside links."""
    whole = _weight(body)
    node = body
    while True:
        heavy = [c for c in _elements(node) if c.tag in _BLOCKS and c.tag not in ("p", "ul", "ol")]
        inner = max(heavy, key=_weight, default=None)
        if inner is None or (inner.tag in ("tr", "tbody", "li") and len(heavy) > 1):
            return node
        if _weight(inner) < _MOSTLY * whole or not whole:
            return node
        node = inner


def _weight(node: LexborNode) -> int:
    """Characters outside links."""
    return len(_words(node)) - sum(len(_words(a)) for a in node.css("a"))


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag not in ("-text", "-comment", "_comment"):
            yield child
        child = child.next


def _lines(block: LexborNode) -> Iterator[str]:
    """The text of a block, line by line; blocks that are mostly links are menus."""
    pending = ""
    child = block.child
    while child is not None:
        if child.tag in _BLOCKS:
            yield _flat(pending)
            pending = ""
            if child.tag == "tr":
                yield "\t".join(_words(c) for c in _elements(child)).strip("\t")
            elif not _is_menu(child):
                yield from _lines(child)
        elif child.tag == "br":
            yield _flat(pending)
            pending = ""
        elif (
            any(c.tag in _BLOCKS or c.tag == "br" for c in child.css("*")) and child.tag != "-text"
        ):
            yield _flat(pending)
            pending = ""
            yield from _lines(child)
        else:
            pending += child.text(deep=True) or ""
        child = child.next
    yield _flat(pending)


def _is_menu(block: LexborNode) -> bool:
    links = block.css("a")
    words = len(_words(block))
    return len(links) > 1 and sum(len(_words(a)) for a in links) > _LINKED * max(words, 1)


def _words(node: LexborNode) -> str:
    return _flat(node.text(deep=True))


def _flat(text: str) -> str:
    """White space as a browser shows it; the ideographic space, which indents, goes at the ends."""
    return _SPACE.sub(" ", text.replace("\u00a0", " ")).strip(" \u3000")
