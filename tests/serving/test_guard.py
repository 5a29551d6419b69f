"""Hosts and origins: who is refused before anything is read, on our routes and on Gradio's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import app_of, awaited
from starlette.testclient import TestClient
from visitors import EVIL, HERE

from assistant import Assistant
from assistant.config import Config
from ui.serving.exposure import hosts_of
from ui.serving.guard import HEADERS, LOOPBACK, Guard, hostname


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("127.0.0.1:7860", "127.0.0.1"),
        ("LOCALHOST", "localhost"),
        ("[::1]:7860", "::1"),
        ("127.0.0.1.evil.example", "127.0.0.1.evil.example"),
        ("", None),
        ("[", None),
    ],
)
def test_the_name_in_a_host_header(header: str, name: str | None) -> None:
    assert hostname(header) == name


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/zh/", "/zh/gradio_api/info", "/library/zh/state", "/tools/zh/check"]
)
@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_another_host_is_refused_everywhere(client: TestClient, path: str, header: str) -> None:
    for evil in ("evil.example", "127.0.0.1.evil.example:7860", "["):
        answer = client.get(path, headers={header: evil})
        assert answer.status_code == 403
        assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        *("/library/zh/uploads/x", "/tools/zh/check", "/tools/zh/text"),
        *("/zh/gradio_api/upload", "/zh/gradio_api/queue/join", "/login"),
    ],
)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": EVIL},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:3000"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_foreign_origin_is_refused_everywhere(
    client: TestClient, path: str, headers: dict[str, str]
) -> None:
    answer = client.request("PUT" if "uploads" in path else "POST", path, headers=headers)
    assert answer.status_code == 403
    assert "Sent by another site" in answer.text


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": HERE, "origin": EVIL}])
def test_the_body_of_a_refused_request_is_not_read(headers: dict[str, str]) -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        raise AssertionError("the body was read")

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/library/zh/uploads/x",
        "headers": [(k.encode(), v.removeprefix("http://").encode()) for k, v in headers.items()],
    }
    awaited(Guard(None, LOOPBACK)(scope, receive, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 403


def test_the_own_origin_is_heard(client: TestClient) -> None:
    headers = {"origin": HERE, "sec-fetch-site": "same-origin"}
    assert client.post("/library/zh/uploads", headers=headers).status_code == 200


def test_behind_a_proxy_the_allowed_name_is_the_origin(assistant: Assistant) -> None:
    config = Config(Path(), allowed_hosts=("docs.example",), no_auth=True)
    app = app_of(assistant, hosts=hosts_of(config), root="/speeches")
    client = TestClient(app, base_url="http://127.0.0.1:7860", follow_redirects=False)
    headers = {"origin": "https://docs.example", "x-forwarded-host": "docs.example"}
    headers |= {"x-forwarded-proto": "https"}
    assert client.post("/library/zh/uploads", headers=headers).status_code == 200
    assert client.get("/speeches", headers=headers).headers["location"] == "/speeches/zh/"
    for path in ("/speeches/zh/", "/zh/"):  # whether the proxy takes its path off or not
        page = client.get(path, headers=headers)
        assert page.status_code == 200
        assert '"root":"https://docs.example/speeches/zh"' in page.text
        assert "Path=/speeches;" in page.headers["set-cookie"]


def test_long_bodies_are_for_uploads_only(client: TestClient) -> None:
    for path in ("/zh/gradio_api/queue/join", "/library/zh/edit", "/login"):
        assert client.post(path, content=b"x" * (2**20 + 1)).status_code == 413
        assert client.post(path, content=iter([b"x"])).status_code == 413


def test_the_page_may_load_its_own_things_only(client: TestClient) -> None:
    for path in ("/zh/", "/healthz", "/library/zh/documents", "/nowhere"):
        policy = client.get(path).headers["content-security-policy"]
        directives = dict(d.strip().split(" ", 1) for d in policy.split(";"))
        assert directives["script-src"] == "'self' 'unsafe-inline' 'unsafe-eval'"
        assert directives["connect-src"] == directives["default-src"] == "'self'"
        assert directives["img-src"] == "'self' data: blob:"
        assert directives["frame-ancestors"] == directives["object-src"] == "'none'"
        assert not {s for sources in directives.values() for s in sources.split()} - {
            *("'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:")
        }
