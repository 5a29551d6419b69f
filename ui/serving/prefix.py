"""A reverse proxy's path in front of ours, whether the proxy takes it off or not."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """Gives every request the `root` below which the page is published, as ASGI has it: in
    `root_path`, and at the beginning of `path`."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._root and scope["type"] != "lifespan":
            path = route_path({"path": scope["path"], "root_path": self._root})
            scope = {**scope, "root_path": self._root, "path": self._root + path}
        await self._app(scope, receive, send)


def route_path(scope: Scope) -> str:
    """The path as our routes know it."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    if root and (path == root or path.startswith(f"{root}/")):
        return path[len(root) :] or "/"
    return path
