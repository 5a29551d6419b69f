"""A report of a check or of a comparison as Markdown, Word, HTML or terminal text."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import click

from assistant.checks import check_report, compare_report
from assistant.checks.check_report import Block, Mark, Span, Style
from assistant.checks.compare import Comparison
from assistant.checks.findings import CheckReport
from assistant.errors import ExportError
from assistant.text.as_markdown import verbatim_markdown
from assistant.text.printable import inert

Report = CheckReport | Comparison

_MARKDOWN: dict[Style, str] = {"title": "# ", "heading": "## ", "quote": "> ", "item": "- "}
_MARKED: dict[Mark, tuple[str, str]] = {"deleted": ("<del>", "</del>"), "inserted": ("<ins>", "</ins>"),
                                        "strong": ("<mark>", "</mark>")}  # fmt: skip
"""Markdown's own marks need spaces or signs around them, which Chinese has not."""
_ELEMENTS: dict[Style, str] = {
    "title": "h1", "heading": "h2", "text": "p", "quote": "blockquote", "item": "p",
}  # fmt: skip
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>
body {{ max-width: 46em; margin: 2em auto; padding: 0 1em; font: 1em/1.7 sans-serif }}
blockquote {{ margin: .5em 0; padding-left: 1em; border-left: 3px solid #767676; white-space: pre-wrap }}
del {{ background: #c0392b40 }} ins {{ background: #2e8b5740 }} mark {{ background: #e0b02055; color: inherit }}
</style></head><body>
{body}
</body></html>
"""


def format_of(path: Path) -> Callable[[Report], bytes]:
    """How to write a report to a file of that name. :raises ExportError: an unknown suffix."""
    known = {".md": markdown, ".docx": word, ".html": html}
    suffix = path.suffix.lower()
    if suffix not in known:
        raise ExportError(
            f"{path}: a report cannot be written as “{suffix}”. Name a .md, .docx or .html file.",
            f"{path}：报告不能存为“{suffix}”。请使用 .md、.docx 或 .html 文件名。",
        )
    return known[suffix]


def _told(report: Report) -> list[Block]:
    if isinstance(report, Comparison):
        return list(compare_report.blocks(report))
    return list(check_report.blocks(report))


def markdown(report: Report) -> bytes:
    """UTF-8 Markdown that renders the source's characters as they are."""
    return "\n".join(f"{_markdown(block)}\n" for block in _told(report)).encode()


def _markdown(block: Block) -> str:
    text = "".join(_marked(span, verbatim_markdown(inert(span.text))) for span in block.spans)
    return f"{_MARKDOWN.get(block.style, '')}{' '.join(text.split(chr(10)))}"


def html(report: Report) -> bytes:
    """A page of its own, without scripts, light or dark as the reader's system is."""
    told = _told(report)
    body = "\n".join(_html(block) for block in told)
    language = "en" if report.language == "en" else "zh-CN"
    return _PAGE.format(language=language, title=escape(told[0].spans[0].text), body=body).encode()


def _html(block: Block) -> str:
    element = _ELEMENTS[block.style]
    text = "".join(_marked(span, escape(inert(span.text))) for span in block.spans)
    return f"<{element}>{text}</{element}>"


def _marked(span: Span, text: str) -> str:
    before, after = _MARKED.get(span.mark, ("", ""))
    return f"{before}{text}{after}" if text else ""


def word(report: Report) -> bytes:
    """A Word file. Control characters, which it cannot hold, appear as their pictures (␇)."""
    import docx
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import RGBColor

    document: Any = docx.Document()
    styles = {"title": "Title", "heading": "Heading 2", "quote": "Quote", "item": "List Bullet"}
    for block in _told(report):
        paragraph = document.add_paragraph(style=styles.get(block.style, "Normal"))
        for span in block.spans:
            run = paragraph.add_run(inert(span.text))
            if span.mark == "deleted":
                run.font.strike, run.font.color.rgb = True, RGBColor(0xB0, 0x2A, 0x1E)
            elif span.mark == "inserted":
                run.font.underline, run.font.color.rgb = True, RGBColor(0x1E, 0x70, 0x40)
            elif span.mark == "strong":
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def terminal(report: Report) -> str:
    """Lines with colours, which a terminal without them leaves out: there [-…-] is not in the source
    and {+…+} not in the quotation."""
    looks: dict[Style, dict[str, Any]] = {"heading": {"bold": True}, "title": {"bold": True}}
    indents: dict[Style, str] = {"quote": "    ", "item": "  · "}
    lines = []
    for block in _told(report):
        before = "\n" if block.style == "heading" else ""
        text = "".join(_shown(span) for span in block.spans)
        look = looks.get(block.style)
        text = click.style(text, **look) if look else text
        lines.append(f"{before}{indents.get(block.style, '')}{text}")
    return "\n".join(lines)


def _shown(span: Span) -> str:
    text = inert(span.text.replace("\n", " "))
    if not text:
        return ""
    if span.mark == "deleted":
        return click.style(f"[-{text}-]", fg="red")
    if span.mark == "inserted":
        return click.style(f"{{+{text}+}}", fg="green")
    return click.style(text, underline=True) if span.mark == "strong" else text
