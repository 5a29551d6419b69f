"""No test reaches the network or the user's own folders."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A slow machine is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Before anything is imported that would call out.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
)

ROOT = Path(__file__).parent.parent
SPEECH = ROOT / "data" / "changchun_2018.txt"
_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME",
            "LOCALAPPDATA", "APPDATA", "USERPROFILE")  # fmt: skip


class NetworkBlocked(Exception):
    """A test tried to leave this machine."""


def is_local(host: object) -> bool:
    """Whether a host is this machine; an empty one is, as the address to listen on."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def strangers() -> Iterator[list[str]]:
    """The other machines that were asked for; blocks what would reach them."""
    asked: list[str] = []

    def check(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else None  # AF_UNIX: a path
        if not is_local(host):
            asked.append(str(address))
            raise NetworkBlocked(f"{address} was asked for")

    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    sendto, getaddrinfo = socket.socket.sendto, socket.getaddrinfo

    def checked_connect(self: socket.socket, address: Any) -> None:
        check(address)
        connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        check(address)
        return connect_ex(self, address)

    def checked_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        check(rest[-1])
        return sendto(self, data, *rest)

    def checked_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        check((host,))
        return getaddrinfo(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", checked_connect)
        patch.setattr(socket.socket, "connect_ex", checked_connect_ex)
        patch.setattr(socket.socket, "sendto", checked_sendto)
        patch.setattr(socket, "getaddrinfo", checked_getaddrinfo)
        yield asked


@pytest.fixture(autouse=True)
def _loopback_only(strangers: list[str]) -> Iterator[None]:
    yield
    # The program may have swallowed the exception.
    asked, strangers[:] = list(strangers), []
    assert not asked, f"the network was asked for: {asked}"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default library and settings of every test lie in its own temporary folder."""
    for variable in _FOLDERS:
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    for variable in [v for v in os.environ if v.startswith("SPEECH_ASSISTANT_")]:
        monkeypatch.delenv(variable)


@pytest.fixture
def speech_path() -> Path:
    return SPEECH


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"
