"""Lets each visitor do what their role allows, on our routes and on Gradio's."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.serving.access import Access
from ui.serving.guard import SAFE
from ui.serving.prefix import route_path

LOGIN, LOGOUT = "/login", "/logout"
_OPEN = (LOGIN, LOGOUT, "/healthz", "/favicon.ico")
"""For everybody: nothing of the library is told there."""
_PAGE = re.compile(r"/(?:(zh|en)/?)?")
_GRADIO = re.compile(r"/(?:zh|en)/")
_EVENTS = re.compile(r"/(?:zh|en)/gradio_api/(?:queue/join|cancel|reset|(?:run|call|api)/.+)/?")
"""What readers, too, send to Gradio: questions. Its uploads and its editor have no use here."""
_TOOLS = re.compile(r"/tools/(?:zh|en)/[\w-]+/?")
"""Checks and the like: they take a text, and change nothing."""
_UNUSED = re.compile(
    r"/(?:zh|en)/(?:monitoring|gradio_api/(?:deep_link|proxy=|stream|runs|run-history|vibe|dev|"
    r"profiling|upload))"
)
_EDITORS = re.compile(r"/library/(?:zh|en)/backup/?")
"""Reading it takes an editor: it holds everybody's conversations."""


class Gate:
    """Whatever changes something takes an editor, unless it is known to take none."""

    def __init__(self, app: ASGIApp, access: Access, root: str = "") -> None:
        self._app = app
        self._access = access
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        path, reads = route_path(scope), scope.get("method") in SAFE
        if scope["type"] != "http":
            return PlainTextResponse(
                "Not served. 不提供此服务。", 404
            )  # no page of ours asks for one
        if path in _OPEN:
            return None
        visitor = self._access.visitor(HTTPConnection(scope).cookies)
        if visitor is None:
            return self._to_sign_in(scope, path, reads)
        if _UNUSED.match(path) or not (reads or not _GRADIO.match(path) or _EVENTS.fullmatch(path)):
            return PlainTextResponse("Not served. 不提供此服务。", 404)
        asks = _EVENTS.fullmatch(path) or _TOOLS.fullmatch(path)
        edits = not reads and not asks
        if (edits or _EDITORS.fullmatch(path)) and not visitor.editor:
            return PlainTextResponse("Only editors may do this. 只有编辑者可以这样做。", 403)
        return None

    def _to_sign_in(self, scope: Scope, path: str, reads: bool) -> Response:
        page = _PAGE.fullmatch(path)
        if page is None or not reads:
            return PlainTextResponse("Sign in first. 请先登录。", 401)
        query = scope.get("query_string", b"").decode("latin-1")
        wanted = f"/{page.group(1)}/?{query}" if page.group(1) else ""
        back = f"?{urlencode({'next': wanted})}" if wanted else ""
        return RedirectResponse(f"{self._root}{LOGIN}{back}", 303)
