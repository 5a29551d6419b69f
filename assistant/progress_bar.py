"""Progress of long work on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.collection import Report


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A progress bar on standard error that appears once there is something to wait for."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[current]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def report(p: Any) -> None:
            if p.stage not in tasks:
                tasks[p.stage] = bar.add_task(p.stage, total=p.total, current=p.current, rate="")
            task = tasks[p.stage]
            bar.update(task, completed=p.done, total=p.total, current=p.current[:40])
            if speed := bar.tasks[task].speed:
                bar.update(task, rate=f"{speed:.0f}/s")

        yield report
