"""Copies of the files that documents came from, kept in the library when asked for."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from assistant.types import Document

FILES = "files"
"""Folder in the library. A copy is named by the SHA-256 of its bytes: equal files are kept once."""


def kept_file(library: Path, document: Document) -> Path | None:
    """The copy of the file that a document came from, if one is kept."""
    path = _place(library, document)
    return path if document.source and path.exists() else None


def keep(library: Path, source: Path, document: Document) -> None:
    """Copy a file into the library; nothing is half-written.

    :raises OSError: the disk is full or the file gone.
    """
    place = _place(library, document)
    if place.exists():
        return
    place.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        try:
            with source.open("rb") as original:
                shutil.copyfileobj(original, file)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
    os.replace(file.name, place)


def kept_names(library: Path) -> set[str]:
    """All copies that are kept, by the names that `forget` takes."""
    folder = library / FILES
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def forget_unused(library: Path, names: Iterable[str], documents: Iterable[Document]) -> None:
    """Delete those of the copies that belong to none of the documents. The documents must have been
    looked up after the names: a copy is made once its document is stored."""
    used = {_place(library, d).name for d in documents}
    for name in set(names) - used:
        with suppress(OSError):  # Windows keeps an open file; the next purge finds it.
            (library / FILES / name).unlink()


def _place(library: Path, document: Document) -> Path:
    return library / FILES / f"{document.source}.{document.format}"
