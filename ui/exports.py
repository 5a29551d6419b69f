"""Conversations and excerpts as files: Word, or Markdown that renders the source's characters."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from assistant.errors import ConversationError
from assistant.reply import verbatim_markdown
from assistant.types import Quote
from ui.access import Access

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\r\n', "_"))


@dataclass(frozen=True, slots=True)
class Section:
    """A question, what leads to its quotations, and these."""

    question: str
    lead: str
    quotes: tuple[Quote, ...]


def markdown(title: str, sections: Sequence[Section]) -> str:
    return "\n".join(_lines(title, sections)) + "\n"


def _lines(title: str, sections: Sequence[Section]) -> Iterator[str]:
    yield f"# {verbatim_markdown(title)}"
    for section in sections:
        if section.question:
            yield f"\n## {verbatim_markdown(section.question)}"
        if section.lead:
            yield f"\n{verbatim_markdown(section.lead)}"
        for number, quote in enumerate(section.quotes, 1):
            yield f"\n> {verbatim_markdown(quote.text)}"
            yield f"\n\\[{number}\\] {verbatim_markdown(quote.citation or quote.title)}"


def word(title: str, sections: Sequence[Section]) -> bytes:
    """A Word file. Control characters, which it cannot hold, appear as their pictures (␇)."""
    import docx

    document: Any = docx.Document()
    document.core_properties.title = _printable(title)[:250]
    document.add_heading(_printable(title), 1)
    for section in sections:
        if section.question:
            document.add_heading(_printable(section.question), 2)
        if section.lead:
            document.add_paragraph(_printable(section.lead))
        for number, quote in enumerate(section.quotes, 1):
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


def routes(assistant: Assistant, access: Access) -> APIRouter:
    """`/export/conversation/ID.docx` and `/export/excerpts.md`, for the visitor's own."""
    router = APIRouter(prefix="/export")
    kept = assistant.conversations

    def owner(request: Request) -> str:
        visitor = access.visitor(request.cookies)
        assert visitor is not None  # the gate let them in
        return visitor.owner

    def file(title: str, ending: str, sections: Sequence[Section]) -> Response:
        if ending not in _TYPES:
            raise HTTPException(404)
        content = word(title, sections) if ending == "docx" else markdown(title, sections)
        name = percent(f"{title[:60].translate(_NOT_IN_NAMES)}.{ending}")
        disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=_TYPES[ending], headers=disposition)

    @router.get("/conversation/{id_}.{ending}")
    def conversation(id_: str, ending: str, request: Request) -> Response:
        try:
            found = kept.load(owner(request), id_)
        except ConversationError as error:
            raise HTTPException(404, f"{error.en} {error.zh}") from None
        sections = [
            Section(t.question, t.answer.lead, t.answer.quotes or t.answer.nearest)
            for t in found.turns
        ]
        return file(found.name, ending, sections)

    @router.get("/excerpts.{ending}")
    def excerpts(ending: str, request: Request) -> Response:
        found = kept.excerpts(owner(request))
        day = datetime.now(UTC).date().isoformat()
        return file(f"摘录 {day}", ending, [Section("", "", tuple(e.quote for e in found))])

    return router
