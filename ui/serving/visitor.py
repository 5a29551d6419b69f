"""Who is at the page: an account, or else the holder of a random cookie."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "visitor"
_YEAR = 365 * 24 * 3600


class Visitors:
    """Gives whoever opens a page a cookie that scripts cannot read."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self._app = app
        self._path = root or "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or COOKIE in HTTPConnection(scope).cookies:
            await self._app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # Pages only: what they load at once would each bring a cookie of its own.
                if headers.get("content-type", "").startswith("text/html"):
                    secure = "; Secure" if scope["scheme"] == "https" else ""
                    headers.append(
                        "Set-Cookie",
                        f"{COOKIE}={secrets.token_urlsafe(24)}; Path={self._path}; Max-Age={_YEAR};"
                        f" HttpOnly; SameSite=Lax{secure}",
                    )
            await send(message)

        await self._app(scope, receive, with_cookie)


def owner(account: str | None, cookies: Mapping[str, str]) -> str:
    """Whose conversations these are; empty without an account and without a cookie.

    The library holds a hash: a copy of it opens nobody's conversations.
    """
    if account:
        return f"account:{account}"
    secret = cookies.get(COOKIE, "")
    return f"visitor:{hashlib.sha256(secret.encode()).hexdigest()[:32]}" if secret else ""
