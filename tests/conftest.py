"""No test reaches the network or the user's own folders."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Before anything is imported that would call out.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
)

ROOT = Path(__file__).parent.parent
SPEECH = ROOT / "data" / "changchun_2018.txt"
_connect = socket.socket.connect


class NetworkBlocked(Exception):
    """A test tried to leave this machine."""


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # AF_UNIX
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _local_only(self: socket.socket, address: Any) -> None:
    if not _is_local(address):
        raise NetworkBlocked(f"connection to {address}")
    _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _local_only)
        yield


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default library and settings of every test lie in its own temporary folder."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    for variable in [v for v in os.environ if v.startswith("SPEECH_ASSISTANT_")]:
        monkeypatch.delenv(variable)


@pytest.fixture
def speech_path() -> Path:
    return SPEECH


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"
