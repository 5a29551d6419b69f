"""What the tools ask of the server: work to do, and its results as files.

Nothing here changes anything, so the gate lets readers in. The work is done in threads, few at a
time; what waits for one holds none, so that questions are answered meanwhile.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, TypeVar
from urllib.parse import quote as percent

import anyio
from anyio import to_thread
from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.checks import check_formats
from assistant.checks.compare import Comparison
from assistant.checks.findings import CheckReport
from assistant.clean import normalize
from assistant.errors import DocumentError
from assistant.loading.article import article_text
from assistant.types import Filter
from assistant.wordings import printed
from assistant.wordings.plot import plot
from assistant.wordings.trace import LONGEST_WORDING, Tracing
from assistant.wordings.trace_table import Table, csv_table
from ui.chat.alike import by_file
from ui.chat.session import scoped
from ui.library import pick_page
from ui.library.uploads import relative_path
from ui.serving.access import Access
from ui.strings import STRINGS, PageLanguage
from ui.tools import check_page, compare_page, trace_page
from ui.tools.results import Results

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

_AT_ONCE = 2
_EVERYTHING = Filter()
_REPORTS: dict[str, tuple[str, Callable[[check_formats.Report], bytes]]] = {
    "md": ("text/markdown; charset=utf-8", check_formats.markdown),
    "html": ("text/html; charset=utf-8", check_formats.html),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        check_formats.word,
    ),
}
_LONGEST_NAME = 60
"""Characters at the end of a name by which a file is kept for a moment; file systems count bytes, up to four a character."""
T = TypeVar("T")


class Work:
    """Does long work in threads, two at a time."""

    def __init__(self) -> None:
        self._limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def do(self, work: Callable[[], T]) -> T:
        return await to_thread.run_sync(work, limiter=self._limiter)


def routes(assistant: Assistant, access: Access) -> APIRouter:
    """`/tools/zh/…` and `/tools/en/…`."""
    router = APIRouter(prefix="/tools/{language}")
    work = Work()
    _check(router, assistant, access, work)
    _trace(router, assistant, access, work)
    _compare(router, assistant, access, work)
    _within(router, assistant)
    return router


def _within(router: APIRouter, assistant: Assistant) -> None:
    @router.get("/within")
    def within(language: PageLanguage, name: str, wording: str) -> Response:
        """Where a document holds a wording: the numbers of paragraphs, and from where to where in these, as a browser counts."""
        text, wanted = assistant.text(name), normalize(wording[:LONGEST_WORDING].strip())
        found = printed.within(wanted, text, assistant.outline(name), assistant.edits(name))
        counted = (
            (p.number, _units(text[p.start : start]), _units(text[p.start : end]))
            for p, (start, end) in found
        )
        return JSONResponse(list(counted))


def _units(text: str) -> int:
    """The length of a text in JavaScript, which counts a rare character as two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _check(router: APIRouter, assistant: Assistant, access: Access, work: Work) -> None:
    reports: Results[CheckReport] = Results()

    @router.post("/text")
    async def text(language: PageLanguage, name: str, request: Request) -> Response:
        """The text of a file, for its reader to look at before it is checked."""
        safe, data = PurePosixPath(relative_path(name)).name, await request.body()
        return JSONResponse({"text": await work.do(lambda: _text(safe, data))})

    @router.post("/check")
    async def check(
        language: PageLanguage,
        request: Request,
        text: Annotated[str, Body()],
        article: Annotated[bool, Body()] = False,
        scope: Annotated[Filter, Body()] = _EVERYTHING,
    ) -> Response:
        def checked() -> CheckReport:
            within = scoped(scope, assistant.documents())
            return assistant.check(text, **within, article=article, language=language)

        found = await work.do(checked)
        id_ = reports.keep(owner(access, request), found)
        same = by_file(assistant.documents())
        return HTMLResponse(check_page.report(found, id_, STRINGS[language], same))

    @router.get("/check/{id_}.{ending}")
    def report(language: PageLanguage, id_: str, ending: str, request: Request) -> Response:
        title = "引文核对" if language == "zh" else "quotations-checked"
        return _report(reports.get(owner(access, request), id_), ending, title)


def _report(found: check_formats.Report, ending: str, title: str) -> Response:
    if ending not in _REPORTS:
        raise HTTPException(404)
    type_, written = _REPORTS[ending]
    return attachment(written(found), f"{title}.{ending}", type_)


def _compare(router: APIRouter, assistant: Assistant, access: Access, work: Work) -> None:
    comparisons: Results[Comparison] = Results()

    @router.get("/documents")
    def documents(language: PageLanguage, sought: str = "") -> Response:
        """Documents to choose from, by words of what is known of them."""
        found = pick_page.options(assistant.documents(), sought[:200], STRINGS[language])
        return HTMLResponse(found)

    @router.post("/compare")
    async def compare(
        language: PageLanguage,
        request: Request,
        left: Annotated[str, Body()],
        right: Annotated[str, Body()],
    ) -> Response:
        found = await work.do(lambda: assistant.compare(left, right, language))
        id_ = comparisons.keep(owner(access, request), found)
        return HTMLResponse(compare_page.comparison(found, id_, STRINGS[language]))

    @router.get("/compare/{id_}.{ending}")
    def comparison(language: PageLanguage, id_: str, ending: str, request: Request) -> Response:
        title = "文献比较" if language == "zh" else "documents-compared"
        return _report(comparisons.get(owner(access, request), id_), ending, title)

    @router.post("/digest")
    async def digest(language: PageLanguage, name: Annotated[str, Body(embed=True)]) -> Response:
        found = await work.do(lambda: assistant.digest(name, language))
        return HTMLResponse(compare_page.digest(found, STRINGS[language]))


def _trace(router: APIRouter, assistant: Assistant, access: Access, work: Work) -> None:
    tracings: Results[Tracing] = Results()

    @router.post("/trace")
    async def trace(
        language: PageLanguage,
        request: Request,
        wordings: Annotated[list[str], Body()],
        scope: Annotated[Filter, Body()] = _EVERYTHING,
    ) -> Response:
        words = STRINGS[language]

        def traced() -> Tracing:
            within = scoped(scope, assistant.documents())
            return assistant.trace(wordings, **within, language=language)

        found = await work.do(traced)
        if not found.searched.documents:
            raise DocumentError(STRINGS["en"].trace.no_documents, STRINGS["zh"].trace.no_documents)
        id_ = tracings.keep(owner(access, request), found)
        return HTMLResponse(trace_page.tracing(found, id_, words))

    @router.get("/trace/{id_}/{place}/{offset}")
    def lines(
        language: PageLanguage, id_: str, place: int, offset: int, request: Request
    ) -> Response:
        found = tracings.get(owner(access, request), id_)
        if not 0 <= place < len(found.traces) or offset < 0:
            raise HTTPException(404)
        shown = trace_page.lines(found, place, offset, id_, STRINGS[language])
        return HTMLResponse(shown)

    @router.get("/trace/{id_}.{ending}")
    def file(
        language: PageLanguage, id_: str, ending: str, request: Request, table: Table = "uses"
    ) -> Response:
        found = tracings.get(owner(access, request), id_)
        title = "用词变迁" if language == "zh" else "wording-over-time"
        if ending == "csv":
            # With a byte order mark, or spreadsheets take it for another encoding.
            written = csv_table(found, table).encode("utf-8-sig")
            return attachment(written, f"{title}-{table}.csv", "text/csv; charset=utf-8")
        if ending == "json":
            data = json.dumps(asdict(found), ensure_ascii=False, indent=1)
            return attachment(data, f"{title}.json", "application/json")
        if ending == "svg":
            return attachment(plot(found, language), f"{title}.svg", "image/svg+xml")
        raise HTTPException(404)


def owner(access: Access, request: Request) -> str:
    visitor = access.visitor(request.cookies)
    assert visitor is not None  # the gate let them in
    return visitor.owner


def attachment(content: bytes | str, name: str, type_: str) -> Response:
    """A file to keep, never to show in the page's own origin."""
    disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{percent(name)}"}
    return Response(content, media_type=type_, headers=disposition)


def _text(name: str, data: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="speech-assistant-") as folder:
        file = Path(folder) / name[-_LONGEST_NAME:]
        file.write_bytes(data)
        return article_text(file)
