"""Adds to a library until its disk is full, again and again with other room left.

`python library_full_disk.py FOLDER` where FOLDER is on a small disk of its own. Prints, for every
room, how the batch ended.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from library_samples import LINES, TinyModel, assert_search_is_exact, document, names, opened

from assistant.errors import LibraryError, LibraryReadOnly
from assistant.library.legs import DenseLeg, TokensLeg

ROOMS = (0, 1, 3, 8, 16, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 4096)
"""Kilobytes left on the disk before a batch."""
PARAGRAPHS = 300


def left(folder: Path) -> int:
    """Bytes that can still be written."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize


def fill(path: Path, room: int) -> None:
    """Write until `room` bytes are left."""
    with path.open("wb") as file:
        file.write(bytes(max(left(path.parent) - room, 0)))


def attempt(folder: Path, name: str, room: int) -> str:
    """One batch with so little room; everything written before it is there and found after it."""
    model, filler = TinyModel(), folder / "filler"
    lines = [f"{name}第{n}项{LINES[n % len(LINES)]}" for n in range(PARAGRAPHS)]
    with opened(folder / "library", model) as library:
        before = names(library)
        fill(filler, room)
        try:
            library.write([document(name, *lines)])
            outcome = "written, indexes behind" if library.notices else "written"
        except LibraryError as error:
            outcome = "refused" if "已满" in error.zh else error.zh
        after = [*before, name] if outcome.startswith("written") else before
        assert names(library) == sorted(after), (names(library), outcome)
        assert_search_is_exact(library, model, filtered=False)
    with opened(folder / "library", model) as library:  # Still full, and opened anew.
        assert names(library) == sorted(after)
        assert_search_is_exact(library, model, filtered=False)
    filler.unlink()
    with opened(folder / "library", model) as library:  # Room again.
        library.write([document(f"{name} after", "之后还能写入")])
        assert names(library) == sorted([*after, f"{name} after"])
        assert_search_is_exact(library, model, filtered=False)
    return outcome


def main(folder: Path) -> None:
    DenseLeg.delta = TokensLeg.delta = 0  # Index files are rewritten with every batch.
    with opened(folder / "library", TinyModel()) as library:
        library.write([document("0")])
    outcomes = {room: attempt(folder, f"{room:04}", room * 1024) for room in ROOMS}
    ask_without_room(folder)
    print(json.dumps(outcomes))


def ask_without_room(folder: Path) -> None:
    """A library that is opened when not a byte is left can be asked and says why nothing more."""
    fill(folder / "filler", 0)
    with opened(folder / "library", TinyModel()) as library:
        assert library.read_only
        assert "已满" in library.notices[-1].zh
        assert_search_is_exact(library, TinyModel(), filtered=False)
        with pytest.raises(LibraryReadOnly, match="full"):
            library.write([document("more")])
    (folder / "filler").unlink()
    with opened(folder / "library", TinyModel()) as library:
        library.write([document("more")])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
