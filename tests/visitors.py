"""Who comes to the page, and every way that leads into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from starlette.routing import Mount, Route, Router
from starlette.testclient import TestClient

PASSWORD = "correct horse"
HERE = "http://127.0.0.1:7860"
EVIL = "https://evil.example"


def signed_in(app: Any, name: str) -> TestClient:
    client = TestClient(app, base_url=HERE, follow_redirects=False)
    answer = client.post("/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return client


def routes(router: Router | Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of every route, Gradio's included, with something for each parameter."""
    for route in router.routes:
        path = above + re.sub(r"\{language\}", "zh", getattr(route, "path", ""))
        path = re.sub(r"\{[^}]*\}", "x", path)
        if isinstance(route, Mount):
            yield from routes(route.app, path)
        elif isinstance(route, Route):
            yield from ((method, path) for method in sorted(route.methods or ()))
        elif hasattr(route, "routes") or hasattr(route, "original_router"):
            yield from routes(getattr(route, "original_router", route), above)
