"""What the command line adds: standard input as a file, Ctrl-C as a request to stop."""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from assistant.errors import LoadError
from assistant.load import LARGEST_FILE, check_size, suffix_of

_LONGEST_NAME = 60
"""Characters at the end of a name that every file system can keep."""


@contextmanager
def spooled(path: Path, name: str | None) -> Iterator[Path]:
    """The path itself; for `-`, a temporary file with what standard input brings.

    :raises LoadError: nothing or too much comes, or it has no name.
    """
    if str(path) != "-":
        yield path
        return
    if not name:
        raise LoadError(
            "Standard input has no name. Give one: speech-assistant add - --name NAME",
            "标准输入没有名称。请指定：speech-assistant add - --name 名称",
        )
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    check_size(len(data), LARGEST_FILE, name)
    with tempfile.TemporaryDirectory(prefix="speech-assistant-") as folder:
        stem = Path(name).stem[-_LONGEST_NAME:] or "input"
        file = Path(folder) / f"{stem}{suffix_of(data)}"
        file.write_bytes(data)
        yield file


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed in this block; pressed again, it ends the program at once."""
    pressed = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
