"""Runs batches in processes of their own that stop at a failpoint or are killed at any moment.

`python library_crashes.py ROOT STEP@N ...` runs one process for each argument, in a folder of that
name under ROOT, and prints what it acknowledged. It imports everything once and forks.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from library_samples import LINES, TinyModel, document

from assistant.library.failpoints import VARIABLE
from assistant.library.legs import DenseLeg, TokensLeg
from assistant.store import Library
from assistant.types import ParsedDocument

BATCHES: tuple[tuple[Sequence[str], Sequence[str]], ...] = (
    (("a", "b"), ()),
    (("c",), ("a",)),
    (("b", "d"), ()),
    ((), ("c", "d")),
    (("e", "f", "g"), ("b",)),
)
"""(added or replaced, removed) of every batch, in order."""


def expected(batches: int) -> dict[str, str]:
    """Name and text of the documents after so many batches."""
    texts: dict[str, str] = {}
    for number, (add, remove) in enumerate(BATCHES[:batches]):
        for name in remove:
            del texts[name]
        texts |= {name: made(number, name).text for name in add}
    return texts


def made(batch: int, name: str) -> ParsedDocument:
    return document(name, *(f"{name}{batch}{line}" for line in LINES))


def run(folder: Path) -> None:
    """Write all batches; a line in `acknowledged` for each that has returned."""
    # Rewrite the index files with every batch, so that every step is passed every time.
    DenseLeg.delta = TokensLeg.delta = 0
    log = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Library.open(folder / "library", TinyModel(), tokenizer=TinyModel("tokens")) as library:
        for number, (add, remove) in enumerate(BATCHES):
            library.write([made(number, name) for name in add], remove, replace=True)
            os.write(log, b"x")
    os.close(log)


def crash(folder: Path, failpoint: str) -> None:
    """One process that stops at the failpoint, or is killed from outside at `random@SEED`."""
    folder.mkdir(parents=True)
    child = os.fork()
    if child == 0:
        step = failpoint.partition("@")[0]
        if step == "random":
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = failpoint
        run(folder)
        if step == "random":
            signal.pause()
        os._exit(0)
    log = folder / "acknowledged"
    if failpoint.startswith("random@"):
        draw = random.Random(failpoint)
        batches = draw.randrange(len(BATCHES))
        while not log.exists() or log.stat().st_size < batches:
            time.sleep(0.001)
        time.sleep(draw.uniform(0, 0.1))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    print(failpoint, int(killed), log.stat().st_size if log.exists() else 0, flush=True)


if __name__ == "__main__":
    for name in sys.argv[2:]:
        crash(Path(sys.argv[1], name), name)
