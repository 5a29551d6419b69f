"""Reads files in processes of their own: several at once, each with limits that a bad file cannot
break out of.

The parent watches time and memory of every worker and whatever it started, and ends all of it when
a limit is passed: that one file is refused, the others go on. A worker runs `main`; pickled jobs
and results go through its standard input and output.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import psutil

from assistant.errors import LoadError
from assistant.load import load
from assistant.load_office import kill_tree
from assistant.segment import parse
from assistant.types import ParsedDocument

SECONDS = 180.0
"""What reading one file may take; LibreOffice is given 120 of them."""
MEMORY = 3 * 2**29
"""Bytes that a worker and what it started may hold: 1.5 GiB."""
FILES = 200
"""Files after which a worker is replaced, as libraries leak."""
_ADDRESSES = 4 * 2**30
_LOOK_EVERY = 0.2
_AHEAD = 4
"""Files a worker may be ahead of what is stored."""
_NICE = 10
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Read:
    """A file read, or why it was refused."""

    path: Path
    name: str
    parsed: ParsedDocument | None = None
    left_out: tuple[str, ...] = ()
    error: LoadError | None = None
    stored: bool = False
    """The library has this very file; it was not read again."""


def read(path: Path, name: str) -> Read:
    """Load and segment one file, in this process."""
    try:
        loaded = load(path)
        return Read(path, name, parse(name, loaded), loaded.left_out)
    except LoadError as error:
        return Read(path, name, error=error)
    except RecursionError:
        return Read(path, name, error=_nested(path))


class Workers:
    """Worker processes, started when there is work and ended with the block."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or max(1, min(4, os.cpu_count() or 1))
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="reading")
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._started: list[_Worker] = []
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        for worker in self._started:
            worker.end()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def read(self, jobs: Iterable[tuple[Path, str] | Read]) -> Iterator[Read]:
        """Files by path and name, in their order; not many more are read than are taken. What is
        known already passes through."""
        ahead: deque[Future[Read] | Read] = deque()
        for job in jobs:
            ahead.append(job if isinstance(job, Read) else self._threads.submit(self._one, *job))
            if len(ahead) >= _AHEAD * self._count:
                yield _done(ahead.popleft())
        while ahead:
            yield _done(ahead.popleft())

    def _one(self, path: Path, name: str) -> Read:
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            worker = _Worker()
            self._started.append(worker)
        result = worker.read(path, name)
        if worker.usable and not self._closed.is_set():
            self._idle.put(worker)
        else:
            worker.end()
            self._started.remove(worker)
        return result

    def _watch(self) -> None:
        while not self._closed.wait(_LOOK_EVERY):
            for worker in tuple(self._started):
                worker.check()


def _done(one: Future[Read] | Read) -> Read:
    return one if isinstance(one, Read) else one.result()


class _Worker:
    """One process. `read` is for one thread, `check` and `end` for any."""

    def __init__(self) -> None:
        # The worker finds the program where this process did, whatever its folder is.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from assistant.workers import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # Ctrl-C is for the parent, which ends its workers in order.
            start_new_session=sys.platform != "win32",
        )
        self._files = 0
        self._since: float | None = None
        self._breach: LoadError | None = None
        self._path = Path()

    @property
    def usable(self) -> bool:
        return self._process.poll() is None and self._files < FILES and self._breach is None

    def read(self, path: Path, name: str) -> Read:
        self._files += 1
        self._path, self._since = path, time.monotonic()
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            _send(self._process.stdin, (path, name))
            result: Read = _receive(self._process.stdout)
            return result
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            return Read(path, name, error=self._breach or _crashed(path))
        finally:
            self._since = None

    def check(self) -> None:
        """End the process if it holds too much or takes too long."""
        since = self._since
        if since is None:
            return
        if time.monotonic() - since > SECONDS:
            self._breach = _too_slow(self._path)
        elif _memory(self._process.pid) > MEMORY:
            self._breach = _too_large(self._path)
        if self._breach:
            kill_tree(self._process.pid)

    def end(self) -> None:
        kill_tree(self._process.pid)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _memory(pid: int) -> int:
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


def _too_slow(path: Path) -> LoadError:
    return LoadError(
        f"{path.name}: not read within {SECONDS:.0f} seconds. Save its text as .txt and add that.",
        f"{path.name}：{SECONDS:.0f} 秒内没有读完。请把正文另存为 .txt 再添加。",
    )


def _too_large(path: Path) -> LoadError:
    return LoadError(
        f"{path.name}: reading it takes more than {MEMORY / 2**30:.1f} GB of memory. Split it, or save"
        " its text as .txt and add that.",
        f"{path.name}：读取需要超过 {MEMORY / 2**30:.1f} GB 内存。请拆分，或把正文另存为 .txt 再添加。",
    )


def _crashed(path: Path) -> LoadError:
    return LoadError(
        f"{path.name}: the file is damaged so badly that reading it failed. Open it in its own program,"
        " save it anew, and add it again.",
        f"{path.name}：文件严重损坏，读取失败。请用原来的软件打开并另存后再添加。",
    )


def _nested(path: Path) -> LoadError:
    return LoadError(
        f"{path.name}: nested too deeply to be read. Save its text as .txt and add that.",
        f"{path.name}：嵌套层次太深，无法读取。请把正文另存为 .txt 再添加。",
    )


def _limit() -> None:
    """What the system enforces, should the parent come too late."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _behind() -> None:
    """Who asks meanwhile comes first."""
    process = psutil.Process()
    process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else _NICE)


def main() -> None:
    _limit()
    _behind()
    jobs, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the results
    while True:
        try:
            path, name = _receive(jobs)
        except EOFError:
            return
        try:
            result = read(path, name)
        except MemoryError:
            result = Read(path, name, error=_too_large(path))
        _send(results, result)
