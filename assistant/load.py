"""A file to text with what is known of it, whatever its format; says why one is refused."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assistant.errors import LoadError
from assistant.loading.text import decode
from assistant.reasons import reason
from assistant.text.printable import is_blank
from assistant.types import LoadedText

TEXT = (".txt", ".md", ".markdown", ".text")
HTML = (".html", ".htm", ".xhtml")
OFFICE = (".doc", ".wps", ".rtf", ".odt")
"""Formats that only an office program can read."""
SUFFIXES = (*TEXT, *HTML, ".docx", ".pdf", *OFFICE)
LARGEST_TEXT = 32 * 2**20
"""Bytes; a text of 10 million characters, far beyond any speech, still fits."""
LARGEST_FILE = 200 * 2**20
"""Bytes of a file that may hold pictures beside its text."""
LONGEST_NAME = 200
_OLE = b"\xd0\xcf\x11\xe0"
# What the first bytes of a file tell, and the suffixes that may be on it.
_CONTENTS = (
    (b"%PDF-", "PDF", (".pdf",)),
    (b"PK\x03\x04", "docx / odt / zip", (".docx", ".odt", ".wps")),
    (b"{\\rtf", "RTF", (".rtf", ".doc")),
    (_OLE, "doc / wps", (".doc", ".wps")),
)
# What Word puts an encrypted .docx into.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def load(path: Path) -> LoadedText:
    """Read one file.

    :raises LoadError: missing, unreadable, empty, damaged, protected, too large, of an unknown
        type, or not what its name says.
    """
    if not path.exists():
        raise LoadError(
            f"No such file: {path}. Check the path.", f"没有这个文件：{path}。请检查路径。"
        )
    if not path.is_file():
        raise LoadError(f"Not a regular file: {path}.", f"不是普通文件：{path}。")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(readable())
        raise LoadError(
            f"{path.name}: files of type “{path.suffix or 'none'}” cannot be read; expected {known}. "
            "Save the text as UTF-8 .txt and add that.",
            f"{path.name}：不支持“{path.suffix or '无扩展名'}”文件，支持 {known}。请另存为 UTF-8 的 .txt 再添加。",
        )
    limit = LARGEST_TEXT if suffix in TEXT + HTML else LARGEST_FILE
    try:
        check_size(path.stat().st_size, limit, path.name)
        data = path.read_bytes()
    except OSError as error:
        en, zh = reason(error)
        raise LoadError(
            f"{path}: cannot be read ({en}). Check its permissions.",
            f"{path}：无法读取（{zh}）。请检查权限。",
        ) from error
    return read(data, path.name, suffix)


def read(data: bytes, name: str, suffix: str) -> LoadedText:
    """The text of a file's bytes, read as its suffix says. :raises LoadError: see `load`."""
    _check_content(data, name, suffix)
    loaded = _reader(suffix)(data, name)
    source = hashlib.sha256(data).hexdigest()
    return replace(loaded, format=suffix.lstrip("."), source=source)


def readable() -> tuple[str, ...]:
    """The suffixes of the files that this machine can read."""
    from assistant.loading.office import is_installed

    office = is_installed()
    return tuple(s for s in SUFFIXES if s not in OFFICE or office)


def suffix_of(data: bytes) -> str:
    """The suffix that fits bytes that came without a name, as from standard input."""
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    found = next((suffixes[0] for mark, _, suffixes in _CONTENTS if data.startswith(mark)), "")
    opening = data[:1000].lstrip().lower()
    return found or (".html" if opening.startswith((b"<!doctype html", b"<html")) else ".txt")


def check_size(size: int, limit: int, name: str) -> None:
    """:raises LoadError: more bytes than are read."""
    if size > limit:
        raise LoadError(
            f"{name}: {size / 2**20:.0f} MB; the limit is {limit // 2**20} MB. Split it.",
            f"{name}：{size / 2**20:.0f} MB，超过上限 {limit // 2**20} MB。请拆分后添加。",
        )


def _check_content(data: bytes, name: str, suffix: str) -> None:
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise LoadError(
            f"{name}: protected by a password. Open it, save it without one, and add it again.",
            f"{name}：文件有密码保护。请打开后另存为无密码的文件再添加。",
        )
    for mark, kind, suffixes in _CONTENTS:
        if data.startswith(mark) and suffix not in suffixes:
            raise LoadError(
                f"{name}: this is {kind}, whatever its name says. Rename it to end in"
                f" {suffixes[0]} and add it again.",
                f"{name}：内容是 {kind}，与扩展名不符。请把扩展名改为 {suffixes[0]} 后再添加。",
            )


def _reader(suffix: str) -> Callable[[bytes, str], LoadedText]:
    # Imported when needed: most libraries hold one or two formats.
    if suffix in HTML:
        from assistant.loading.html import read_html

        return read_html
    if suffix == ".docx":
        from assistant.loading.docx import read_docx

        return read_docx
    if suffix == ".pdf":
        from assistant.loading.pdf import read_pdf

        return read_pdf
    if suffix in OFFICE:
        from assistant.loading.office import read_office

        return read_office
    return decode


def document_name(name: str) -> str:
    """A safe document name: NFC, `/` separators, no `..`, control characters or excess length.

    :raises LoadError: nothing usable is left, or the name is too long.
    """
    cleaned = cleaned_name(name)
    if is_blank(cleaned):
        raise LoadError(
            f"“{name}” cannot be a document name. Give one with --name.",
            f"“{name}”不能作为文献名。请用 --name 另取一个。",
        )
    if len(cleaned) > LONGEST_NAME:
        raise LoadError(
            f"The name “{cleaned[:40]}…” has {len(cleaned)} characters; the limit is {LONGEST_NAME}. Rename the file.",
            f"文件名“{cleaned[:40]}…”有 {len(cleaned)} 个字符，上限 {LONGEST_NAME}。请改名后再添加。",
        )
    return cleaned


def cleaned_name(name: str) -> str:
    """What of a name can be one of a document; may be empty or too long."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    parts = (part.strip() for part in PurePosixPath(name).parts)
    return "/".join(part for part in parts if part not in ("", "/", ".", ".."))
