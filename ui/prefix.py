"""A reverse proxy's path in front of ours, whether the proxy takes it off or not."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """Takes `root` off the path of requests that still carry it."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if self._root and (path == self._root or path.startswith(f"{self._root}/")):
            scope = {**scope, "path": path.removeprefix(self._root) or "/"}
            raw = scope.get("raw_path")
            if raw is not None:
                scope["raw_path"] = raw.removeprefix(self._root.encode()) or b"/"
        await self._app(scope, receive, send)
