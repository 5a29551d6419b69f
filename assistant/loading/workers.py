"""Reads files in processes of their own: several at once, each with limits that a bad file cannot
break out of. Where one is passed, that one file is refused, the others go on."""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.errors import LoadError
from assistant.load import load
from assistant.loading.process import Broken, Process, Why
from assistant.segment import parse
from assistant.types import ParsedDocument

SECONDS = 180.0
"""What reading one file may take; LibreOffice is given 120 of them."""
MEMORY = 3 * 2**29
"""Bytes that a worker and what it started may hold: 1.5 GiB."""
FILES = 200
"""Files after which a worker is replaced, as libraries leak."""
_AHEAD = 4
"""Files a worker may be ahead of what is stored."""


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
        self._idle: queue.SimpleQueue[Process] = queue.SimpleQueue()
        self._started: list[Process] = []
        self._closed = threading.Event()

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
            worker = Process(SECONDS, MEMORY, behind=True)
            self._started.append(worker)
        try:
            result = worker.call(read, path, name)
        except Broken as broken:
            result = Read(path, name, error=_refused(path, broken.why))
        if worker.usable and worker.calls < FILES and not self._closed.is_set():
            self._idle.put(worker)
        else:
            worker.end()
            self._started.remove(worker)
        return result


def _done(one: Future[Read] | Read) -> Read:
    return one if isinstance(one, Read) else one.result()


def _refused(path: Path, why: Why) -> LoadError:
    return {"slow": _too_slow, "large": _too_large, "crashed": _crashed}[why](path)


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
