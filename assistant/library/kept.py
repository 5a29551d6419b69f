"""Copies of the files that documents came from: of PDF files, whose pages the reader shows, and of
others when asked for."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from assistant.types import Document

FILES = "files"
"""Folder in the library. A copy is named by the SHA-256 of its bytes: equal files are kept once."""


PAGED = "pdf"
LARGEST = 50 * 2**20
"""Bytes of a PDF file that is kept unasked: a scanned report of some hundred pages."""
_BLOCK = 2**20
_PLACE = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,10}")


def is_wanted(source: Path, document: Document, asked: bool | None) -> bool:
    """Whether to keep the file of a document; `asked` is None where nothing was said."""
    if asked is None:
        return document.format == PAGED and source.stat().st_size <= LARGEST
    return asked


def kept_file(library: Path, document: Document) -> Path | None:
    """The copy of the file that a document came from, if one is kept."""
    path = _place(library, document)
    return path if path is not None and path.is_file() else None


def keep(library: Path, source: Path, document: Document) -> None:
    """Copy a file into the library; nothing is half-written. One that is not the document's, having
    been written to since it was read, is not kept.

    :raises OSError: the disk is full or the file gone.
    """
    place = _place(library, document)
    if place is None or place.exists():
        return
    place.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        copy = Path(file.name)
        try:
            digest = hashlib.sha256()
            with source.open("rb") as original:
                while block := original.read(_BLOCK):
                    digest.update(block)
                    file.write(block)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            copy.unlink(missing_ok=True)
            raise
    if digest.hexdigest() == document.source:
        os.replace(copy, place)
    else:
        copy.unlink()


def kept_names(library: Path) -> set[str]:
    """All copies that are kept, by the names that `forget` takes."""
    folder = library / FILES
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def forget_unused(library: Path, names: Iterable[str], documents: Iterable[Document]) -> None:
    """Delete those of the copies that belong to none of the documents. The documents must have been
    looked up after the names: a copy is made once its document is stored."""
    used = {path.name for d in documents if (path := _place(library, d))}
    for name in set(names) - used:
        with suppress(OSError):  # Windows keeps an open file; the next purge finds it.
            (library / FILES / name).unlink()


def _place(library: Path, document: Document) -> Path | None:
    """Where the copy is; None for a text that came without a file, or where a database that was
    tampered with names a path."""
    name = f"{document.source}.{document.format}"
    return library / FILES / name if _PLACE.fullmatch(name) else None
