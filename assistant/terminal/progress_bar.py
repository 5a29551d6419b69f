"""Progress of long work on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.collection import Report


_ZH = {
    "reading": "读取",
    "embedding": "建立向量",
    "saving": "保存",
    "indexing": "建立索引",
    "copying": "复制",
    "backup": "备份",
    "restoring": "恢复",
}


@contextmanager
def progress_bar(language: str) -> Iterator[Report]:
    """A progress bar on standard error that appears once there is something to wait for; none where
    that is no terminal."""
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
    console = Console(stderr=True)
    # A bar that is not disabled leaves an empty line in a file.
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        tasks: dict[str, Any] = {}

        def report(p: Any) -> None:
            if p.stage not in tasks:
                stage = p.stage if language == "en" else _ZH[p.stage]
                tasks[p.stage] = bar.add_task(stage, total=p.total, current=p.current, rate="")
            task = tasks[p.stage]
            bar.update(task, completed=p.done, total=p.total, current=p.current[:40])
            if speed := bar.tasks[task].speed:
                bar.update(task, rate=f"{speed:.0f}/s")

        yield report
