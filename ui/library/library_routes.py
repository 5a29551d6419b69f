"""What the library page asks of the server: fragments to show, and changes to make.

The gate lets editors alone send anything but GET here.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.background import BackgroundTask

from assistant.errors import DocumentError
from assistant.reference import Published
from ui.library import cite_page, document_page, job_page, library_page, removed_page
from ui.library.document_page import TYPES
from ui.library.jobs import AddRequest, Jobs
from ui.library.uploads import Uploads
from ui.library.wanted import Wanted
from ui.serving.access import Access, Visitor
from ui.strings import STRINGS, PageLanguage

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

_LONGEST_FIELD = 300
_LONGEST_REMARKS = 2000
Text = Annotated[str, Body(embed=True)]
Texts = Annotated[list[str], Body(embed=True)]


def routes(assistant: Assistant, access: Access, jobs: Jobs, uploads: Uploads) -> APIRouter:
    """`/library/zh/…` and `/library/en/…`."""
    router = APIRouter(prefix="/library/{language}")
    _show(router, assistant, access, jobs)
    _change(router, assistant, jobs)
    _take_in(router, jobs, uploads)
    _give_out(router, assistant)
    return router


def _show(router: APIRouter, assistant: Assistant, access: Access, jobs: Jobs) -> None:
    def visitor(request: Request) -> Visitor:
        found = access.visitor(request.cookies)
        assert found is not None  # the gate let them in
        return found

    @router.get("/state")
    def state(language: PageLanguage, request: Request, seen: int = -1) -> Response:
        """What goes on; the jobs only where they have moved on since `seen`."""
        who, strings, listed = visitor(request), STRINGS[language], jobs.listed()
        changes, shown = jobs.changes, None
        if seen != changes:
            live = {d.name for d in assistant.documents()}
            left = {job.id: len(live.intersection(jobs.added(job.id))) for job in listed}
            shown = job_page.jobs(listed, strings, who.editor, left)
        return JSONResponse(
            {
                "changes": changes,
                "stored": jobs.stored,
                "running": any(not job.ended for job in listed),
                "busy": job_page.busy(listed),
                "jobs": shown,
                "editor": who.editor,
                "account": who.account,
                "accounts": access.accounts is not None,
            },
            headers={"Cache-Control": "no-store"},
        )

    @router.get("/documents")
    def documents(language: PageLanguage, wanted: Annotated[Wanted, Depends()]) -> Response:
        all_, gone = assistant.documents(), len(assistant.removed())
        return HTMLResponse(library_page.documents(all_, gone, wanted, STRINGS[language]))

    @router.get("/document")
    def document(language: PageLanguage, name: str, request: Request) -> Response:
        found = next((d for d in assistant.documents() if d.name == name), None)
        if found is None:
            raise DocumentError(
                f"No document “{name[:80]}”. It may have been removed just now.",
                f"没有文献“{name[:80]}”，可能刚被移除。",
            )
        text, edits = assistant.text(name), assistant.edits(name)
        editor = visitor(request).editor
        return HTMLResponse(document_page.details(found, text, edits, STRINGS[language], editor))

    @router.get("/removed")
    def removed(language: PageLanguage, request: Request) -> Response:
        gone, live = assistant.removed(), {d.name for d in assistant.documents()}
        editor = visitor(request).editor
        return HTMLResponse(removed_page.removed(gone, live, STRINGS[language], editor))


def _change(router: APIRouter, assistant: Assistant, jobs: Jobs) -> None:
    @router.post("/edit")
    def edit(name: Text, fields: Annotated[dict[str, str], Body(embed=True)]) -> Response:
        corrected = assistant.edit(name, **_checked(fields))
        jobs.touch()
        return JSONResponse({"title": corrected.title or corrected.name, "date": corrected.date})

    def taken_out(names: Sequence[str]) -> Response:
        """Those of the documents that are there; the first one says why when none is."""
        live = {d.name for d in assistant.documents()}
        there = [name for name in names if name in live]
        assistant.remove(*(there or names[:1]))
        jobs.touch()
        return JSONResponse({"names": there})

    @router.post("/remove")
    def remove(names: Texts) -> Response:
        return taken_out(names)

    @router.post("/restore")
    def restore(names: Texts) -> Response:
        assistant.restore(*names)
        jobs.touch()
        return JSONResponse({})

    @router.post("/jobs/{job}/remove")
    def take_back(job: str) -> Response:
        """All that an upload has added."""
        return taken_out(jobs.added(job))

    @router.post("/purge")
    def purge() -> Response:
        count = assistant.purge()
        jobs.touch()
        return JSONResponse({"count": count})

    @router.post("/jobs/{job}/cancel")
    def cancel(job: str) -> Response:
        jobs.cancel(job)
        return JSONResponse({})

    @router.post("/jobs/{job}/dismiss")
    def dismiss(job: str) -> Response:
        jobs.dismiss(job)
        return JSONResponse({})


def _take_in(router: APIRouter, jobs: Jobs, uploads: Uploads) -> None:
    @router.post("/uploads")
    def begin() -> Response:
        return JSONResponse({"id": uploads.begin().id})

    @router.put("/uploads/{upload}")
    async def receive(upload: str, path: str, request: Request, size: int = 0) -> Response:
        """One file. A sender who knows it to be too large may say its size and send nothing."""
        declared = request.headers.get("content-length", "")
        told = max(size, int(declared) if declared.isdigit() else 0)
        await uploads.receive(uploads.get(upload), path, told, request.stream())
        return JSONResponse({})

    @router.post("/uploads/{upload}/add")
    def add(
        upload: str,
        replace: Annotated[bool, Body(embed=True)] = False,
        keep: Annotated[bool, Body(embed=True)] = False,
    ) -> Response:
        taken = uploads.take(upload)
        request = AddRequest(
            taken.folder, taken.files, tuple(taken.refused.values()), replace, keep
        )
        return JSONResponse({"job": jobs.submit(request, lambda: uploads.discard(taken))})

    @router.delete("/uploads/{upload}")
    def abandon(upload: str) -> Response:
        uploads.discard(uploads.get(upload))
        return JSONResponse({})


def _give_out(router: APIRouter, assistant: Assistant) -> None:
    @router.get("/cite")
    def cite(
        language: PageLanguage, name: str, published: Annotated[Published, Depends()]
    ) -> Response:
        reference = assistant.cite(name, published=published)
        return HTMLResponse(cite_page.cited(reference, STRINGS[language]))

    @router.get("/backup")
    def backup(language: PageLanguage) -> Response:
        made = Path(tempfile.mkdtemp(prefix="speech-assistant-"), "backup.zip")
        try:
            assistant.backup(made)
        except BaseException:
            shutil.rmtree(made.parent, ignore_errors=True)
            raise
        name = f"speech-assistant-{datetime.now():%Y%m%d-%H%M}.zip"
        gone = BackgroundTask(shutil.rmtree, made.parent, ignore_errors=True)
        return FileResponse(made, filename=name, media_type="application/zip", background=gone)


def _checked(fields: Mapping[str, str]) -> dict[str, str | tuple[str, ...]]:
    """:raises DocumentError: an unknown type of document, or more than a field may hold."""
    checked: dict[str, str | tuple[str, ...]] = {}
    for field, value in fields.items():
        longest = _LONGEST_REMARKS if field == "remarks" else _LONGEST_FIELD
        if len(value) > longest:
            raise DocumentError(
                f"{field} has {len(value)} characters; the limit is {longest}. Shorten it.",
                f"内容有 {len(value)} 个字，上限 {longest} 个。请缩短。",
            )
        if field == "remarks":
            checked[field] = tuple(line.strip() for line in value.splitlines() if line.strip())
        else:
            checked[field] = " ".join(value.split())
    type_ = checked.get("type", "")
    if type_ and type_ not in TYPES:
        raise DocumentError(
            f"“{type_}” is no type of document; expected {', '.join(TYPES)} or nothing.",
            f"“{type_}”不是文献类型。请选讲话、报告、政策文件，或留空。",
        )
    return checked
