"""Conversations and excerpts as files: Word, Markdown, an evidence pack, a list of references."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from assistant.errors import AssistantError, ConversationError
from assistant.export import Section, markdown, section, word
from assistant.reference import Style, bibliography
from ui.serving.access import Access

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
    "bib": "text/plain; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}
_STYLES: dict[str, Style] = {"txt": "gbt7714", "bib": "bibtex", "json": "csl-json"}
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\r\n', "_"))
_TURN = Query(default=())


def routes(assistant: Assistant, access: Access) -> APIRouter:
    """`/export/conversation/ID.docx` (`?turn=1&turn=3`: these answers alone) and
    `/export/excerpts.md`, for the visitor's own."""
    router = APIRouter(prefix="/export")
    kept = assistant.conversations

    def owner(request: Request) -> str:
        visitor = access.visitor(request.cookies)
        assert visitor is not None  # the gate let them in
        return visitor.owner

    def file(title: str, ending: str, sections: Sequence[Section]) -> Response:
        if ending not in _TYPES:
            raise HTTPException(404)
        try:
            content = _content(assistant, title, ending, sections)
        except AssistantError as error:
            raise HTTPException(409, f"{error.zh} {error.en}") from None
        name = percent(f"{title[:60].translate(_NOT_IN_NAMES)}.{ending}")
        disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=_TYPES[ending], headers=disposition)

    @router.get("/conversation/{id_}.{ending}")
    def conversation(
        id_: str, ending: str, request: Request, turn: Sequence[int] = _TURN
    ) -> Response:
        try:
            found = kept.load(owner(request), id_)
        except ConversationError as error:
            raise HTTPException(404, f"{error.en} {error.zh}") from None
        sections = [
            section(t.question, t.answer)
            for number, t in enumerate(found.turns, 1)
            if not turn or number in turn
        ]
        return file(found.name, ending, sections)

    @router.get("/excerpts.{ending}")
    def excerpts(ending: str, request: Request) -> Response:
        found = kept.excerpts(owner(request))
        day = datetime.now(UTC).date().isoformat()
        return file(f"摘录 {day}", ending, [Section("", "", tuple(e.quote for e in found))])

    return router


def _content(
    assistant: Assistant, title: str, ending: str, sections: Sequence[Section]
) -> bytes | str:
    if ending == "docx":
        return word(title, sections)
    if ending == "md":
        return markdown(title, sections)
    if ending == "zip":
        return assistant.pack(title, sections).data
    cited = [assistant.cite(quote) for part in sections for quote in part.quotes]
    return bibliography(cited, _STYLES[ending])
