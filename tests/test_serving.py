"""Who may reach the page and do what there, on our routes and on Gradio's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import app_of, awaited
from click.testing import CliRunner
from starlette.routing import Mount, Route, Router
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.backup import restore_backup
from assistant.cli import main
from assistant.config import Config, ConfigError, load_config
from ui import accounts
from ui.access import SESSION, Access, Refused, Throttle
from ui.accounts import Accounts, read_accounts, write_account
from ui.exposure import access_of, hosts_of
from ui.guard import HEADERS, LOOPBACK, Guard, hostname
from ui.strings import EN, ZH
from ui.visitor import COOKIE

PASSWORD = "correct horse"
HERE = "http://127.0.0.1:7860"
EVIL = "https://evil.example"


@pytest.fixture(scope="module", autouse=True)
def _quick_hashing() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_COST", 2)
        yield


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("accounts") / "accounts"
    write_account(file, "编辑", "editor", PASSWORD)
    write_account(file, "reader", "reader", PASSWORD)
    return file


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_text("在座谈会上的讲话\n一要抓好春耕；二要管好水利。\n", "座谈会.txt")
        yield opened


@pytest.fixture(scope="module")
def app(assistant: Assistant) -> Any:
    return app_of(assistant)


@pytest.fixture(scope="module")
def guarded(assistant: Assistant, file: Path) -> Any:
    return app_of(assistant, access=Access(Accounts(file), None))


@pytest.fixture
def client(app: Any) -> TestClient:
    return TestClient(app, base_url=HERE)


@pytest.fixture
def stranger(guarded: Any) -> TestClient:
    return TestClient(guarded, base_url=HERE, follow_redirects=False)


def signed_in(app: Any, name: str) -> TestClient:
    client = TestClient(app, base_url=HERE, follow_redirects=False)
    answer = client.post("/login", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return client


# Hosts and origins


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


# Accounts


def test_passwords_are_kept_as_hashes_of_their_own(file: Path) -> None:
    written = file.read_text(encoding="utf-8")
    assert PASSWORD not in written
    hashes = [a.hashed for a in read_accounts(file).values()]
    assert len(set(hashes)) == len(hashes) == 2
    assert file.stat().st_mode & 0o077 == 0 or file.drive


def test_passwd_makes_changes_and_removes_accounts(tmp_path: Path) -> None:
    file = tmp_path / "accounts"

    def passwd(*arguments: str, typed: str = "") -> str:
        command = ["--language", "en", "passwd", str(file), *arguments]
        return CliRunner().invoke(main, command, input=typed).output

    assert "at least 8" in passwd("anna", typed="short\n")
    assert passwd("anna", "--role", "editor", typed=f"{PASSWORD}\n").startswith("anna: editor")
    assert Accounts(file).check("anna", PASSWORD)
    passwd("anna", typed="another secret\n")
    known = Accounts(file)
    assert known.check("anna", PASSWORD) is None
    assert (known.get("anna") or known).role == "reader"  # type: ignore[union-attr]
    assert "cannot be an account name" in passwd("a:b", typed=f"{PASSWORD}\n")
    passwd("anna", "--remove")
    assert read_accounts(file) == {}
    assert "no account" in passwd("anna", "--remove")


@pytest.mark.parametrize(
    "line", ["anna", "anna:owner:x", "anna:editor:plain", "anna:editor:scrypt$1"]
)
def test_a_damaged_account_file_is_refused_by_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "accounts"
    file.write_text(f"# ours\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 3"):
        Accounts(file)


def test_a_missing_or_empty_account_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        Accounts(tmp_path / "none")
    (tmp_path / "empty").touch()
    with pytest.raises(ConfigError, match="no account"):
        Accounts(tmp_path / "empty")


def test_removing_an_account_ends_its_sessions(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    write_account(file, "anna", "editor", PASSWORD)
    write_account(file, "bert", "reader", PASSWORD)
    access = Access(Accounts(file), None)
    secret = access.sign_in("anna", PASSWORD, "10.0.0.1")
    assert isinstance(secret, str)
    visitor = access.visitor({SESSION: secret})
    assert visitor and visitor.editor and visitor.owner == "account:anna"
    accounts.remove_account(file, "anna")
    assert access.visitor({SESSION: secret}) is None


def test_guesses_are_slowed_down_by_name_and_by_address(file: Path) -> None:
    now = [0.0]
    access = Access(Accounts(file), None, clock=lambda: now[0])
    waits = [access.sign_in("reader", "wrong", "10.0.0.1") for _ in range(6)]
    assert waits[:4] == [Refused()] * 4
    assert isinstance(waits[4], Refused) and waits[4].wait == 1
    # Neither the right password nor another name is heard before the wait is over.
    assert isinstance(access.sign_in("reader", PASSWORD, "10.0.0.2"), Refused)
    assert isinstance(access.sign_in("编辑", PASSWORD, "10.0.0.1"), Refused)
    now[0] += 1.5
    assert isinstance(access.sign_in("reader", PASSWORD, "10.0.0.2"), str)


def test_waits_end_at_a_minute_and_are_forgotten_after_an_hour() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    waits = [throttle.failed("x") for _ in range(20)]
    assert waits[4:8] == [1, 2, 4, 8] and waits[-1] == 60
    now[0] = 3601
    assert throttle.wait("x") == 0
    assert throttle.failed("x") == 0


# Starting


def test_this_machine_alone_needs_no_account() -> None:
    visitor = access_of(Config(Path())).visitor({})
    assert visitor and visitor.editor


@pytest.mark.parametrize(
    "config",
    [
        Config(Path(), host="192.168.1.5"),
        Config(Path(), host="0.0.0.0", allowed_hosts=("docs.example",)),
        Config(Path(), allowed_hosts=("docs.example",)),
    ],
)
def test_beyond_this_machine_it_has_to_be_said_who_may_use_the_page(
    config: Config, file: Path
) -> None:
    with pytest.raises(ConfigError, match="--auth-file FILE"):
        access_of(config)
    anybody = access_of(replace(config, no_auth=True)).visitor({})
    assert anybody and not anybody.editor
    assert access_of(replace(config, auth_file=str(file))).visitor({}) is None
    both = access_of(replace(config, auth_file=str(file), no_auth=True)).visitor({})
    assert both and not both.editor


def test_all_addresses_want_a_name_to_be_reached_by() -> None:
    with pytest.raises(ConfigError, match="--allowed-host NAME"):
        access_of(Config(Path(), host="0.0.0.0", no_auth=True))


def test_serve_says_why_it_does_not_start(library: Path) -> None:
    command = ["--library", str(library), "--language", "en", "serve", "--no-browser"]
    result = CliRunner().invoke(main, [*command, "--host", "192.168.1.5"])
    assert result.exit_code == 1
    assert "--no-auth to let everybody read and ask" in result.output


def test_serving_is_configured_by_variables_too() -> None:
    prefix = "SPEECH_ASSISTANT_"
    config = load_config(
        environment={
            f"{prefix}ALLOWED_HOSTS": "docs.example, 10.0.0.7:8443",
            f"{prefix}NO_AUTH": "true",
            f"{prefix}ROOT_PATH": "/speeches/",
        }
    )
    assert config.allowed_hosts == ("docs.example", "10.0.0.7:8443")
    assert config.no_auth and config.root_path == "/speeches"
    assert set(hosts_of(config)) == {*LOOPBACK, *config.allowed_hosts}
    for wrong in ({"NO_AUTH": "maybe"}, {"ROOT_PATH": "/a b"}):
        with pytest.raises(ConfigError):
            load_config(environment={prefix + k: v for k, v in wrong.items()})


# What visitors may do


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
    ("POST", "/library/zh/remove", {"name": "座谈会.txt"}),
    ("POST", "/library/zh/restore", {"name": "座谈会.txt"}),
    ("POST", "/library/zh/purge", {}),
    ("POST", "/library/zh/uploads", {}),
    ("PUT", "/library/zh/uploads/x?path=a.txt", {}),
    ("POST", "/library/zh/uploads/x/add", {}),
    ("DELETE", "/library/zh/uploads/x", None),
    ("POST", "/library/zh/jobs/x/cancel", {}),
    ("POST", "/library/zh/jobs/x/dismiss", {}),
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
