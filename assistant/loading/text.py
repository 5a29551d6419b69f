"""Bytes to text: finds the encoding, refuses what is not text."""

from __future__ import annotations

import codecs
import unicodedata

from assistant.errors import LoadError
from assistant.loading.familiar import familiarity, sensible
from assistant.text.printable import is_blank
from assistant.types import LoadedText

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = {"gb18030": "gb18030", "big5hkscs": "big5", "cp950": "big5"}
"""Encodings without a mark to know them by, and what they are called; the first of like ones counts."""
_LINE_BREAKS = str.maketrans(
    {"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)


def decode(data: bytes, name: str) -> LoadedText:
    """Byte order mark, then UTF-8, then the likelier of GB18030, which covers GBK and GB2312, and Big5.

    :raises LoadError: nothing but white space, not text, or in none of these encodings.
    """
    text, encoding = decoded(data, name)
    return LoadedText(checked(text, name), encoding)


def decoded(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """The text and its encoding. `declared` is what the file itself says it is written in.

    :raises LoadError: not text, or in an encoding that is not known.
    """
    encoding = next((e for bom, e in _BOMS if data.startswith(bom)), "")
    tried = (encoding,) if encoding else tuple(filter(None, (declared, "utf-8")))
    text = _first_fitting(data, tried)
    if text is None and not encoding:
        text = _likeliest(data)
    if text is None or _looks_binary(text[0]):
        raise LoadError(
            f"{name}: not a text file, or damaged. Open it in an editor and save it as UTF-8 text.",
            f"{name}：不是文本文件，或已损坏。请用编辑器打开并另存为 UTF-8 文本。",
        )
    if text[1] in _GUESSED.values() and text[1] != declared and not sensible(text[0]):
        raise _unknown(name, text[0])
    return text


def _likeliest(data: bytes) -> tuple[str, str] | None:
    """The reading with the most of the characters that every Chinese text has."""
    read = [found for e in _GUESSED if (found := _first_fitting(data, (e,)))]
    text, encoding = max(read, key=lambda found: familiarity(found[0]), default=("", ""))
    return (text, _GUESSED[encoding]) if encoding else None


def _unknown(name: str, text: str) -> LoadError:
    start = "".join(c for c in text if ord(c) > 127 and c.isprintable())[:12]
    return LoadError(
        f"{name}: the encoding is none of UTF-8, GB18030 and Big5, or the file is damaged: it would read"
        f" “{start}”. Open it in an editor that shows it rightly and save it as UTF-8 text.",
        f"{name}：不是 UTF-8、GB18030 或 Big5 编码，或已损坏，读出来是“{start}”。"
        "请用能正确显示它的编辑器打开，另存为 UTF-8 文本。",
    )


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
