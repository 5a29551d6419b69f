"""Bytes to text: finds the encoding, refuses what is not text."""

from __future__ import annotations

import codecs
import unicodedata

from assistant.errors import LoadError
from assistant.printable import is_blank
from assistant.types import LoadedText

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_BREAKS = str.maketrans(
    {"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)


def decode(data: bytes, name: str) -> LoadedText:
    """Byte order mark, then UTF-8, then GB18030, which covers GBK and GB2312.

    :raises LoadError: nothing but white space, or not text.
    """
    text, encoding = decoded(data, name)
    return LoadedText(checked(text, name), encoding)


def decoded(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """The text and its encoding. `declared` is what the file itself says it is written in.

    :raises LoadError: not text.
    """
    encoding = next((e for bom, e in _BOMS if data.startswith(bom)), "")
    tried = (encoding,) if encoding else tuple(filter(None, (declared, "utf-8", "gb18030")))
    text = _first_fitting(data, tried)
    if text is None or _looks_binary(text[0]):
        raise LoadError(
            f"{name}: not a text file, or damaged. Open it in an editor and save it as UTF-8 text.",
            f"{name}：不是文本文件，或已损坏。请用编辑器打开并另存为 UTF-8 文本。",
        )
    return text


def checked(text: str, name: str) -> str:
    """The text with `\\n` line breaks.

    :raises LoadError: there is nothing to be seen in it.
    """
    text = text.replace("\r\n", "\n").translate(_LINE_BREAKS)
    if is_blank(text):
        raise LoadError(
            f"{name}: the file is empty. Check that the text was saved.",
            f"{name}：文件是空的。请检查是否已保存正文。",
        )
    return text


def _first_fitting(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding.removesuffix("-sig")
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _looks_binary(text: str) -> bool:
    """NUL or more than one control character in a thousand: text has neither."""
    sample = text[:100_000]
    # Private-use characters are left alone: official texts carry them for rare characters.
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\v\f\x85" for c in sample)
    return "\0" in sample or controls > max(2, len(sample) // 1000)
