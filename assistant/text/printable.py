"""Text made safe for the place it is written to."""

from __future__ import annotations

import re
import shlex
import sys
import unicodedata

_CONTROLS = (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_PICTURES = {c: 0x2400 + c if c < 32 else 0xFFFD for c in _CONTROLS if c not in (9, 10)} | {
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}
_UNSEEN = ("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn", "Mn", "Me")
"""Categories of Unicode; private characters are not among them, as official texts carry them."""
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_ONE_WORD = re.compile(r"[\w./\\:-]+")


def inert(text: str) -> str:
    """Control characters as pictures (␇): a terminal would obey them, XML cannot hold them."""
    return text.translate(_PICTURES)


def is_blank(text: str) -> bool:
    """Whether nothing of a text is seen: it is all white space, invisible characters and marks on no letter."""
    return all(unicodedata.category(c) in _UNSEEN for c in text.strip())


def one_line(text: str) -> str:
    """A text as it is shown in a line: without control characters, white space and line breaks as one space."""
    return " ".join("".join(" " if ord(c) in _CONTROLS else c for c in text).split())


def argument(name: str) -> str:
    """A name as it is typed in a command, so that no shell divides it, or runs what stands in it."""
    if sys.platform == "win32":
        typed = name if _ONE_WORD.fullmatch(name) else f'"{name}"'
    else:
        typed = shlex.quote(name)
    return f"-- {typed}" if name.startswith("-") else typed


def cell(value: object) -> object:
    """A cell of a CSV file. A spreadsheet runs a text that begins like a formula; after an
    apostrophe it shows it (https://owasp.org/www-community/attacks/CSV_Injection)."""
    if not isinstance(value, str):
        return value
    shown = inert(value)
    return f"'{shown}" if value.lstrip(" ").startswith(_FORMULA) else shown
