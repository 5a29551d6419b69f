"""Finds a running instance of the same library, so that a second start opens the first one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from assistant.config import ConfigError

_FILE = "serving.json"
_PORTS_TRIED = 20
_PATIENCE = 1.0
"""Seconds a running instance has to answer."""


def identity(library: Path) -> str:
    """Names a library folder without telling where it is."""
    return hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:16]


def running(library: Path) -> str | None:
    """The address at which the library is being served, or None."""
    try:
        noted = json.loads((library / _FILE).read_text(encoding="utf-8"))
        url = str(noted["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return url if serves(url, library) else None


def serves(url: str, library: Path) -> bool:
    """Whether this program answers at `url` and serves `library`."""
    # A proxy of the environment must not see a question about this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}healthz", timeout=_PATIENCE) as response:
            answer = json.loads(response.read(4096))
    except (OSError, ValueError, urllib.error.URLError):
        return False
    return isinstance(answer, dict) and answer.get("library") == identity(library)


@contextlib.contextmanager
def noted(library: Path, url: str) -> Iterator[None]:
    """Leave a note of the address in the library while it is served."""
    file = library / _FILE
    with contextlib.suppress(OSError):  # a read-only library is served without a note
        file.write_text(json.dumps({"url": url}), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket at `port`, or at the next one that is free.

    :raises ConfigError: none of `_PORTS_TRIED` ports can be used.
    """
    for candidate in range(port, min(port + _PORTS_TRIED, 65536)):
        with contextlib.suppress(OSError):
            return _bound(host, candidate)
    raise ConfigError(
        f"No port from {port} to {port + _PORTS_TRIED - 1} is free on {host}. Give another one.",
        f"{host} 上 {port} 到 {port + _PORTS_TRIED - 1} 的端口都被占用，请另选一个端口。",
    )


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There, SO_REUSEADDR would share the port of another program.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
