"""A process of its own for work that a bad file could turn into something endless or huge.

The parent watches time and memory of the process and of whatever it started, and ends all of it when
a limit is passed. The process runs `main`; pickled calls and results go through its standard input
and output.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import IO, Any, Literal, ParamSpec, Self, TypeVar

import psutil

_ADDRESSES = 4 * 2**30
_LOOK_EVERY = 0.2
_NICE = 10
_LENGTH = struct.Struct("<Q")

Why = Literal["slow", "large", "crashed"]
P = ParamSpec("P")
T = TypeVar("T")


class Broken(Exception):
    """The process took too long, held too much, or is gone; it is of no further use."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Process:
    """`call` is for one thread at a time, `end` for any. `seconds` are for each call; `behind` lets
    whoever asks meanwhile come first."""

    def __init__(self, seconds: float, memory: int, *, behind: bool = False) -> None:
        # The process finds the program where this one did, whatever its folder is.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # Ctrl-C is for the parent, which ends its processes in order.
            start_new_session=sys.platform != "win32",
        )
        if behind:
            below = psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else _NICE
            psutil.Process(self._process.pid).nice(below)
        self._seconds = seconds
        self._memory = memory
        self._since: float | None = None
        self._breach: Why | None = None
        self._ended = threading.Event()
        self.calls = 0
        threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    @property
    def usable(self) -> bool:
        return self._process.poll() is None and self._breach is None

    def call(self, function: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """What a function of some module returns over there.

        :raises Broken: a limit was passed, or the process crashed.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            if not self.calls:
                _receive(self._process.stdout)  # its start is no part of the time of a call
            self.calls += 1
            self._since = time.monotonic()
            _send(self._process.stdin, (function, args, named))
            fits, result = _receive(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            raise Broken(self._breach or "crashed") from None
        finally:
            self._since = None
        if not fits:
            raise Broken("large")
        value: T = result
        return value

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_EVERY):
            since = self._since
            if since is None:
                continue
            slow = time.monotonic() - since > self._seconds
            large = _resident(self._process.pid) > self._memory
            if (slow or large) and since == self._since:  # the call goes on
                self._breach = "slow" if slow else "large"
                kill_tree(self._process.pid)
                return

    def end(self) -> None:
        self._ended.set()
        kill_tree(self._process.pid)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def kill_tree(pid: int) -> None:
    """End a process and everything it started, whatever has ended already."""
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in (*parent.children(recursive=True), parent):
            with suppress(psutil.NoSuchProcess):
                process.kill()


def _resident(pid: int) -> int:
    """Bytes resident in a process and all it started."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                total += process.memory_info().rss
    return total


def _send(pipe: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """:raises EOFError: the other side has gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    data = pipe.read(_LENGTH.unpack(head)[0])
    return pickle.loads(data)


def _limit() -> None:
    """What the system enforces, should the parent come too late."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    _limit()
    calls, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the results
    _send(results, None)
    while True:
        try:
            function, args, named = _receive(calls)
        except EOFError:
            return
        try:
            answer = (True, function(*args, **named))
        except MemoryError:
            answer = (False, None)
        _send(results, answer)
