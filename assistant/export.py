"""Answers as files: Word, or Markdown that renders the source's characters."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.text.as_markdown import Escape, every_sign_escaped, verbatim_markdown
from assistant.types import Answer, Quote


@dataclass(frozen=True, slots=True)
class Section:
    """A question, what leads to its quotations, and these."""

    question: str
    lead: str
    quotes: tuple[Quote, ...]


def section(question: str, answer: Answer) -> Section:
    """An answer as a section: its quotations, or the nearest ones where it has none."""
    return Section(question, answer.lead, answer.quotes or answer.nearest)


def markdown(title: str, sections: Sequence[Section]) -> str:
    return "\n".join(_lines(title, sections, verbatim_markdown)) + "\n"


def former_markdown(title: str, sections: Sequence[Section]) -> str:
    """As evidence packs of format 1 hold it."""
    return "\n".join(_lines(title, sections, every_sign_escaped)) + "\n"


def _lines(title: str, sections: Sequence[Section], escape: Escape) -> Iterator[str]:
    yield f"# {escape(title)}"
    for part in sections:
        if part.question:
            yield f"\n## {escape(part.question)}"
        if part.lead:
            yield f"\n{escape(part.lead)}"
        for number, quote in enumerate(part.quotes, 1):
            yield f"\n> {escape(quote.text)}"
            yield "\n" + escape(f"[{number}] {quote.citation or quote.title}")


def word(title: str, sections: Sequence[Section]) -> bytes:
    """A Word file. Control characters, which it cannot hold, appear as their pictures (␇)."""
    import docx

    document: Any = docx.Document()
    document.core_properties.title = _printable(title)[:250]
    document.add_heading(_printable(title), 1)
    for part in sections:
        if part.question:
            document.add_heading(_printable(part.question), 2)
        if part.lead:
            document.add_paragraph(_printable(part.lead))
        for number, quote in enumerate(part.quotes, 1):
            document.add_paragraph(_printable(quote.text), style="Quote")
            document.add_paragraph(f"[{number}] {_printable(quote.citation or quote.title)}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_PICTURES = {c: 0x2400 + c for c in range(32) if c not in (9, 10)} | {
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}


def _printable(text: str) -> str:
    return text.translate(_PICTURES)
