"""Text as Markdown that renders its characters as they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.text.wraps import unwrapped

Escape = Callable[[str], str]

_MARKUP = re.compile(
    r"""[\\`*<>~$]
    | (?<![^\W_])_ | _(?![^\W_])            # within a word it is no emphasis
    | \](?=[(\[:]|$) | \[(?=\^|[ xX]\])     # links and their definitions, footnotes, boxes to tick
    | &(?=\#?\w+;)
    | :(?=//|[\w+-]+:) | (?<=\bwww)\.       # addresses, pictures by name
    | ^[#+\-=|] | (?<=\s)\#(?=\#*\s*$)      # headings, rules, lists and tables
    | (?:(?<=^\d)|(?<=^\d\d)|(?<=^\d\d\d)|(?<=^\d\d\d\d))[.)](?=\s|$)
    """,
    re.MULTILINE | re.VERBOSE,
)
"""Signs where Markdown, also GitHub's, may take them for markup."""
_SIGN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:])")


def verbatim_markdown(text: str) -> str:
    """One line of Markdown. Only what would be markup where it stands is escaped: 4.06 and [1] stay as they are."""
    return _MARKUP.sub(r"\\\g<0>", _line(text))


def every_sign_escaped(text: str) -> str:
    """The same with every sign escaped that is markup anywhere, as evidence packs of format 1 have it."""
    return _SIGN.sub(r"\\\1", _line(text))


def _line(text: str) -> str:
    return unwrapped(text) if "\n" in text else text
