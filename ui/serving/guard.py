"""Around every route: known hosts, no foreign origins, and headers that keep the page to itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.serving.prefix import route_path

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SAFE = ("GET", "HEAD", "OPTIONS")
UPLOAD = re.compile(r"/library/(?:zh|en)/uploads/[\w-]+$")
LONGEST_TEXT = 2**23
"""Bytes of a text to check: a million characters, also where each takes four and breaks are escaped."""
LONGEST_FILE = 20 * 2**20
"""Bytes of a file whose text is checked."""
_LONGEST_BODY = 2**20
_LONGER = {
    re.compile(r"/tools/(?:zh|en)/check/?"): LONGEST_TEXT,
    re.compile(r"/tools/(?:zh|en)/text/?"): LONGEST_FILE,
}

HEADERS = {
    # Gradio's own scripts and styles are inline, and its templates are compiled in the browser.
    "Content-Security-Policy": "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" browsers send forms, such as that for signing in, from the origin "null".
    "Referrer-Policy": "same-origin",
}


class Guard:
    """Refuses, before a body is read, what another page may have sent: requests that name another
    host (its name pointed at this machine), or that come from another origin.

    `hosts` are names, or names with a port, by which the page may be reached.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(h.lower() for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._objection(scope, headers) or _too_long(scope, headers)
        if refusal:
            await refusal(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    sent[name] = value
            await send(message)

        await self._app(scope, receive, with_headers)

    def _objection(self, scope: Scope, headers: Headers) -> Response | None:
        hosts = headers.getlist("host")
        # What a proxy was asked for; the addresses in the page are made from it.
        forwarded = headers.get("x-forwarded-host", "").split(",")[0].strip()
        named = [*hosts, forwarded] if forwarded else hosts
        if len(hosts) != 1 or not all(map(self._is_known, named)):
            return _refusal(
                403,
                "Unknown host. Serve with --allowed-host NAME to be reached by that name.",
                "未知的主机名。要以此名称访问，请在启动时加上 --allowed-host 名称。",
            )
        origin = headers.get("origin")
        # Browsers tell of another site even where they name no origin.
        foreign = headers.get("sec-fetch-site", "") in ("cross-site", "same-site")
        if (origin is not None and not self._is_ours(origin, named)) or (
            origin is None and foreign and scope.get("method") not in SAFE
        ):
            return _refusal(403, "Sent by another site: refused.", "请求来自其他网站，已拒绝。")
        return None

    def _is_known(self, host: str) -> bool:
        return bool({hostname(host), host.lower()} & self._hosts)

    def _is_ours(self, origin: str, hosts: list[str]) -> bool:
        """Of the very host and port that were asked, or of a name that was allowed in so many
        words, as behind a proxy. Another port of this machine may belong to anybody."""
        scheme, _, place = origin.partition("://")
        if scheme not in ("http", "https"):
            return False
        if place.lower() in (h.lower() for h in hosts):
            return True
        return hostname(place) not in LOOPBACK and self._is_known(place)


def _too_long(scope: Scope, headers: Headers) -> Response | None:
    """Nothing that people send is long but the files they upload and the texts they check."""
    path = route_path(scope)
    if scope.get("method") in SAFE or UPLOAD.match(path):
        return None
    most = next((most for of, most in _LONGER.items() if of.fullmatch(path)), _LONGEST_BODY)
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isdigit() or int(length) > most:
        return _refusal(413, "Too long, or of unknown length.", "内容过长，或未注明长度。")
    return None


def _refusal(status: int, en: str, zh: str) -> Response:
    return PlainTextResponse(f"{en}\n{zh}\n", status, HEADERS)


def hostname(host: str) -> str | None:
    """The name in a Host header, without its port; None when it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
