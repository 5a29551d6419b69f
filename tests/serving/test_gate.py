"""What visitors may do: nothing without a session, no changes without an editor's account."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from visitors import PASSWORD, routes, signed_in

from assistant import Assistant
from assistant.library.backup import restore_backup
from ui.serving.access import SESSION
from ui.serving.visitor import COOKIE
from ui.strings import EN, ZH


def test_without_a_session_every_route_asks_to_sign_in(guarded: Any, stranger: TestClient) -> None:
    open_ = {"/login", "/logout", "/healthz", "/favicon.ico"}
    asked = 0
    for method, path in routes(guarded):
        if path in open_:
            continue
        answer = stranger.request(method, path)
        asked += 1
        if answer.status_code == 303:
            assert path in ("/", "/zh/", "/zh", "/en/", "/en"), path
            assert answer.headers["location"].startswith("/login")
        else:
            assert answer.status_code == 401, (method, path)
    assert asked > 100
    assert stranger.get("/healthz").json()["status"] == "ok"


def test_signing_in_leads_to_where_one_was_going(guarded: Any, stranger: TestClient) -> None:
    link = f"/zh/?text={'a' * 40}&p=3"
    page = stranger.get(link)
    form = stranger.get(page.headers["location"])
    assert f'value="{link.replace("&", "&amp;")}"' in form.text
    fields = {"name": "reader", "password": PASSWORD}
    answer = stranger.post("/login", data={**fields, "next": link})
    assert answer.headers["location"] == link
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    for elsewhere in ("https://evil.example/", "//evil.example/zh/", "/zh/../healthz"):
        answer = stranger.post("/login", data={**fields, "next": elsewhere})
        assert answer.headers["location"] == "/zh/"


def test_a_wrong_password_is_told_in_the_language_of_the_page(stranger: TestClient) -> None:
    wrong = {"name": "<b>", "password": "wrong"}
    zh = stranger.post("/login", data=wrong)
    assert zh.status_code == 401
    assert ZH.library.sign_in_failed in zh.text
    assert "&lt;b&gt;" in zh.text and "<b>" not in zh.text
    en = stranger.post("/login", data={**wrong, "next": "/en/"})
    assert EN.library.sign_in_failed in en.text


CHANGES = [
    ("POST", "/library/zh/edit", {"name": "座谈会.txt", "fields": {"title": "x"}}),
    ("POST", "/library/zh/remove", {"names": ["座谈会.txt"]}),
    ("POST", "/library/zh/restore", {"names": ["座谈会.txt"]}),
    ("POST", "/library/zh/purge", {}),
    ("POST", "/library/zh/uploads", {}),
    ("PUT", "/library/zh/uploads/x?path=a.txt", {}),
    ("POST", "/library/zh/uploads/x/add", {}),
    ("DELETE", "/library/zh/uploads/x", None),
    ("POST", "/library/zh/jobs/x/cancel", {}),
    ("POST", "/library/zh/jobs/x/dismiss", {}),
    ("POST", "/library/zh/jobs/x/remove", {}),
    ("GET", "/library/zh/backup", None),
]


def test_the_list_of_changes_is_complete(guarded: Any) -> None:
    known = {re.sub(r"\?.*", "", path) for _, path, _ in CHANGES}
    changing = {
        p for m, p in routes(guarded) if p.startswith("/library") and m not in ("GET", "HEAD")
    }
    assert changing <= known


@pytest.mark.parametrize(("method", "path", "data"), CHANGES)
def test_readers_change_nothing(
    guarded: Any, assistant: Assistant, method: str, path: str, data: Any
) -> None:
    before = assistant.documents()
    reader = signed_in(guarded, "reader")
    assert reader.request(method, path, json=data).status_code == 403
    assert assistant.documents() == before


def test_readers_see_the_documents_without_the_means_to_change_them(guarded: Any) -> None:
    reader = signed_in(guarded, "reader")
    assert "在座谈会上的讲话" in reader.get("/library/zh/documents").text
    shown = reader.get("/library/zh/document", params={"name": "座谈会.txt"}).text
    assert "<form" not in shown and "data-remove" not in shown
    state = reader.get("/library/zh/state").json()
    assert state["editor"] is False and state["account"] == "reader"


def test_signing_out_ends_the_session(guarded: Any) -> None:
    editor = signed_in(guarded, "编辑")
    assert editor.get("/library/zh/state").json()["editor"] is True
    secret = editor.cookies[SESSION]
    assert editor.post("/logout").status_code == 303
    editor.cookies.set(SESSION, secret)
    assert editor.get("/library/zh/state").status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/zh/gradio_api/upload"),
        ("POST", "/zh/gradio_api/component_server"),
        ("POST", "/zh/gradio_api/vibe-edit"),
        ("GET", "/zh/gradio_api/deep_link"),
        ("GET", "/zh/gradio_api/proxy=https://evil.example"),
        ("GET", "/zh/monitoring"),
    ],
)
def test_what_the_page_does_not_use_of_gradio_is_not_served(
    client: TestClient, method: str, path: str
) -> None:
    assert client.request(method, path).status_code == 404


def test_every_cookie_is_kept_from_scripts_and_from_other_sites(client: TestClient) -> None:
    for path in ("/zh/", "/en/", "/"):
        for header in client.get(path).headers.get_list("set-cookie"):
            assert header.startswith(f"{COOKIE}=")
            assert "HttpOnly" in header and "SameSite=Lax" in header


def test_editors_download_a_backup_that_can_be_restored(
    client: TestClient, assistant: Assistant, tmp_path: Path
) -> None:
    answer = client.get("/library/zh/backup")
    assert answer.headers["content-disposition"].startswith("attachment")
    file = tmp_path / "made.zip"
    file.write_bytes(answer.content)
    restored = restore_backup(file, tmp_path / "restored")
    assert restored.documents == len(assistant.documents())
