"""File to text: decodes, refuses what is not text, says why and what to do."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import LoadError

SUFFIXES = (".txt", ".md", ".markdown", ".text")
LARGEST_FILE = 32 * 2**20
"""Bytes; a text of 10 million characters, far beyond any speech, still fits."""
LONGEST_NAME = 200
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "docx / zip"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "doc / wps"),
)
_LINE_BREAKS = str.maketrans(
    {"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)


@dataclass(frozen=True, slots=True)
class LoadedText:
    """Decoded text with `\\n` line breaks, and the encoding it was read in."""

    text: str
    encoding: str


def load(path: Path) -> LoadedText:
    """Read one file.

    :raises LoadError: missing, unreadable, empty, binary, too large or of an unknown type.
    """
    if not path.exists():
        raise LoadError(
            f"No such file: {path}. Check the path.", f"没有这个文件：{path}。请检查路径。"
        )
    if not path.is_file():
        raise LoadError(f"Not a regular file: {path}.", f"不是普通文件：{path}。")
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise LoadError(
            f"{path.name}: files of type “{path.suffix or 'none'}” cannot be read; expected {known}. "
            "Save the text as UTF-8 .txt and add that.",
            f"{path.name}：不支持“{path.suffix or '无扩展名'}”文件，支持 {known}。请另存为 UTF-8 的 .txt 再添加。",
        )
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise LoadError(
                f"{path.name}: {size / 2**20:.0f} MB; the limit is {LARGEST_FILE // 2**20} MB. Split it.",
                f"{path.name}：{size / 2**20:.0f} MB,超过上限 {LARGEST_FILE // 2**20} MB。请拆分后添加。",
            )
        data = path.read_bytes()
    except OSError as error:
        raise LoadError(
            f"{path}: cannot be read ({error.strerror}). Check its permissions.",
            f"{path}：无法读取({error.strerror})。请检查权限。",
        ) from error
    return decode(data, path.name)


def decode(data: bytes, name: str) -> LoadedText:
    """Byte order mark, then UTF-8, then GB18030, which covers GBK and GB2312.

    :raises LoadError: nothing but white space, or not text.
    """
    kind = next((k for mark, k in _OTHER_KINDS if data.startswith(mark)), "")
    if kind:
        raise LoadError(
            f"{name}: this is {kind}, whatever its name says. Save its text as .txt and add that.",
            f"{name}：内容是 {kind}，与扩展名不符。请另存为 .txt 文本后再添加。",
        )
    encoding = next((e for bom, e in _BOMS if data.startswith(bom)), "")
    text = _decoded(data, (encoding,) if encoding else ("utf-8", "gb18030"))
    if text is None or _looks_binary(text[0]):
        raise LoadError(
            f"{name}: not a text file, or damaged. Open it in an editor and save it as UTF-8 text.",
            f"{name}：不是文本文件，或已损坏。请用编辑器打开并另存为 UTF-8 文本。",
        )
    decoded = text[0].replace("\r\n", "\n").translate(_LINE_BREAKS)
    if not decoded.strip():
        raise LoadError(
            f"{name}: the file is empty. Check that the text was saved.",
            f"{name}：文件是空的。请检查是否已保存正文。",
        )
    return LoadedText(decoded, text[1])


def _decoded(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return None


def _looks_binary(text: str) -> bool:
    """NUL or more than one control character in a thousand: text has neither."""
    sample = text[:100_000]
    # Private-use characters are left alone: official texts carry them for rare characters.
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\v\f\x85" for c in sample)
    return "\0" in sample or controls > max(2, len(sample) // 1000)


def find_files(path: Path) -> Iterator[tuple[Path, str]]:
    """Files to add with the document name of each: all regular files below a folder, sorted.

    Hidden files, and links that lead out of the folder, are left out. :raises LoadError: the path does not exist.
    """
    if not path.is_dir():
        yield path, document_name(path.name)
        return
    for file in sorted(path.rglob("*")):
        relative = file.relative_to(path)
        if not file.resolve().is_relative_to(path.resolve()):
            continue  # a link may lead anywhere
        if file.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield file, document_name(relative.as_posix())


def document_name(name: str) -> str:
    """A safe document name: NFC, `/` separators, no `..`, control characters or excess length.

    :raises LoadError: nothing usable is left, or the name is too long.
    """
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    kept = [p.strip() for p in PurePosixPath(name).parts if p.strip() not in ("", "/", ".", "..")]
    cleaned = "/".join(kept)
    if not cleaned:
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
