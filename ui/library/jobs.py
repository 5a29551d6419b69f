"""Uploads into the library, one after the other, whoever watches."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.errors import AssistantError
from assistant.types import Added, Progress

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

log = logging.getLogger(__name__)

State = Literal["waiting", "running", "done", "cancelled", "failed"]
ENDED: tuple[State, ...] = ("done", "cancelled", "failed")
_REMEMBERED = 5
"""Jobs that have ended and whose results can still be seen."""


@dataclass(frozen=True, slots=True)
class Job:
    """One upload. `done` of `total` files are read; `results` are complete once it has ended."""

    id: str
    state: State
    total: int
    done: int = 0
    progress: Progress | None = None
    results: tuple[Added, ...] = ()
    error: AssistantError | None = None
    cancelling: bool = False

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class AddRequest:
    """A folder to add. `refused` are files that did not get into it."""

    folder: Path
    files: int
    refused: tuple[Added, ...] = ()
    replace: bool = False
    keep_files: bool = False


class Jobs:
    """The jobs of a server, which a reload of the page does not disturb."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._cancelled: dict[str, threading.Event] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="ingest")
        self.changes = 0
        """Grows whenever a job has moved on, or the library has changed otherwise."""
        self.stored = 0
        """Grows whenever the library holds something else than before."""

    def submit(self, request: AddRequest, done: Callable[[], None]) -> str:
        """Add a folder when its turn comes; `done` is called when the job has ended, however it
        ended. Returns the job's id."""
        id_ = secrets.token_hex(8)
        with self._lock:
            ended = [j.id for j in self._jobs.values() if j.ended]
            for old in ended[: max(0, len(ended) - _REMEMBERED + 1)]:
                del self._jobs[old], self._cancelled[old]
            self._jobs[id_] = Job(id_, "waiting", request.files, results=request.refused)
            self._cancelled[id_] = threading.Event()
            self.changes += 1
        self._worker.submit(self._run, id_, request, done)
        return id_

    def listed(self) -> list[Job]:
        """Newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def added(self, id_: str) -> list[str]:
        """The documents that an ended job has put into the library and no later one has replaced."""
        with self._lock:
            jobs = list(self._jobs.values())
        names: list[str] = []
        for job in jobs:
            if job.id == id_ and job.ended:
                names = [r.name for r in job.results if r.status == "added"]
            elif names:
                later = {r.name for r in job.results if r.status in ("added", "replaced")}
                names = [name for name in names if name not in later]
        return names

    def cancel(self, id_: str) -> None:
        """What is already stored stays."""
        with self._lock:
            job = self._jobs.get(id_)
            if job is not None and not job.ended:
                self._cancelled[id_].set()
                self._jobs[id_] = replace(job, cancelling=True)
                self.changes += 1

    def dismiss(self, id_: str) -> None:
        """Forget a job that has ended."""
        with self._lock:
            if id_ in self._jobs and self._jobs[id_].ended:
                del self._jobs[id_], self._cancelled[id_]
                self.changes += 1

    def touch(self) -> None:
        """The library holds something else than before."""
        with self._lock:
            self.changes += 1
            self.stored += 1

    def close(self) -> None:
        """Cancel everything; returns when the batch that is being written is safe."""
        for cancelled in list(self._cancelled.values()):
            cancelled.set()
        self._worker.shutdown()

    def _run(self, id_: str, request: AddRequest, done: Callable[[], None]) -> None:
        outcome = self._outcome(id_, request)
        # Before the job is told to have ended: who sees it ended finds nothing of it left.
        done()
        self._change(id_, **outcome)
        self.touch()

    def _outcome(self, id_: str, request: AddRequest) -> dict[str, object]:
        """How the job ended, and why."""
        cancelled = self._cancelled[id_]
        if cancelled.is_set():
            return {"state": "cancelled"}
        self._change(id_, state="running")
        try:
            report = self._assistant.add(
                request.folder,
                replace=request.replace,
                keep_files=request.keep_files,
                progress=lambda p: self._report(id_, p),
                cancel=cancelled.is_set,
            )
        except AssistantError as error:
            return {"state": "failed", "error": error}
        except Exception:  # the next job must run: logged, and shown as failed
            log.exception("Adding an upload failed")
            return {"state": "failed"}
        results = (*self._jobs[id_].results, *report.files)
        return {"state": "cancelled" if report.cancelled else "done", "results": results}

    def _report(self, id_: str, progress: Progress) -> None:
        if progress.stage == "reading":
            self._change(id_, progress=progress, done=progress.done, total=progress.total)
        else:
            self._change(id_, progress=progress)

    def _change(self, id_: str, **what: object) -> None:
        with self._lock:
            self._jobs[id_] = replace(self._jobs[id_], **what)  # type: ignore[arg-type]  # its own
            self.changes += 1
