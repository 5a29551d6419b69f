"""`serve` as people start it: the port, one instance a library, and the end."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.config import Config, ConfigError
from ui.serving import instance
from ui.strings import EN, ZH

ROOT = Path(__file__).parent.parent


def test_the_next_free_port_is_taken() -> None:
    with instance.listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with instance.listen("127.0.0.1", port) as second:
            assert second.getsockname()[1] > port


def test_without_a_free_port_there_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> socket.socket:
        raise OSError

    monkeypatch.setattr(instance, "_bound", refuse)
    with pytest.raises(ConfigError, match="No port from 7860"):
        instance.listen("127.0.0.1", 7860)


def test_a_stale_or_damaged_note_is_not_a_running_instance(tmp_path: Path) -> None:
    assert instance.running(tmp_path) is None
    for note in ("", "[]", '{"url": 3}', '{"url": "http://127.0.0.1:9/"}'):
        (tmp_path / "serving.json").write_text(note, encoding="utf-8")
        assert instance.running(tmp_path) is None
    with instance.noted(tmp_path, "http://127.0.0.1:9/"):
        assert json.loads((tmp_path / "serving.json").read_text())["url"] == "http://127.0.0.1:9/"
    assert not (tmp_path / "serving.json").exists()


def test_a_second_start_opens_the_first_instance(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from ui import serve

    visited: list[str] = []
    monkeypatch.setattr("webbrowser.open", visited.append)
    monkeypatch.setattr(instance, "serves", lambda url, library: True)
    with (
        Assistant.open(tmp_path / "library") as opened,
        instance.noted(tmp_path, "http://127.0.0.1:7999/"),
    ):
        serve(opened, Config(tmp_path))
        serve(opened, Config(tmp_path, language="en"), open_browser=False)
    assert visited == ["http://127.0.0.1:7999/"]
    assert "已在运行" in capsys.readouterr().out


def command(library: Path, *more: str) -> list[str]:
    start = [sys.executable, "-m", "assistant.cli", "--library", str(library)]
    return [*start, "serve", "--no-browser", *more]


@contextlib.contextmanager
def started(library: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`serve` as people start it, with the address it prints."""
    process = subprocess.Popen(
        command(library, "--port", "0"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert process.stdout
    try:
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line + process.communicate(timeout=10)[1]
        yield found.group(), process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def fetch(url: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, dict(response.headers), response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_serving_from_start_to_end(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with started(library) as (url, process):
        status, headers, page = fetch(url)
        assert status == 200
        assert ZH.title in page
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert fetch(f"{url}en/")[0] == 200
        assert EN.title in fetch(f"{url}en/")[2]
        health = json.loads(fetch(f"{url}healthz")[2])
        assert health == {"status": "ok", "library": instance.identity(library)}
        for evil in ("evil.example", f"127.0.0.1.evil.example:{url.split(':')[2][:-1]}"):
            assert fetch(url, host=evil)[0] == 403
            assert fetch(f"{url}zh/gradio_api/info", host=evil)[0] == 403
        assert fetch(f"{url}docs")[0] == 404

        second = subprocess.run(
            command(library), cwd=ROOT, capture_output=True, text=True, timeout=60, encoding="utf-8"
        )
        assert second.returncode == 0
        assert url in second.stdout

        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in errors
        assert time.monotonic() - began < 5
    assert not (library / "serving.json").exists()
