"""What a person is shown at an address where nothing is; programs get what they always got."""

from __future__ import annotations

from importlib.resources import files

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.markup import Html, joined, tag
from ui.serving.guard import SAFE
from ui.serving.prefix import route_path
from ui.strings import STRINGS, PageLanguage


class Nowhere:
    """Puts a page with the way back in the place of a 404 that a browser would show as it came.
    `first` is the language of addresses that name none."""

    def __init__(self, app: ASGIApp, first: PageLanguage, root: str = "") -> None:
        self._app = app
        self._first: PageLanguage = first
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reads = scope["type"] == "http" and scope["method"] in SAFE
        if not reads or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        named = route_path(scope).split("/")[1]  # now: what answers changes the scope
        language: PageLanguage = "en" if named == "en" else "zh" if named == "zh" else self._first
        missing = False

        async def or_page(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start" and message["status"] == 404:
                kind = Headers(raw=message["headers"]).get("content-type", "")
                missing = kind.startswith("application/json")
            if not missing:
                await send(message)

        await self._app(scope, receive, or_page)
        if missing:
            await HTMLResponse(page(language, self._root), 404)(scope, receive, send)


def page(language: PageLanguage, root: str) -> Html:
    strings = STRINGS[language]
    told = tag(
        "form",  # laid out as the one for signing in
        tag("h1", strings.title),
        tag("p", strings.nowhere),
        tag("p", tag("a", strings.nowhere_back, href=f"{root}/{language}/")),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", strings.title),
        tag("style", Html((files("ui") / "assets" / "signin.css").read_text(encoding="utf-8"))),
    )
    html = tag("html", head, tag("body", tag("main", told)), lang=strings.locale)
    return joined([Html("<!doctype html>"), html])
