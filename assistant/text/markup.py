"""What a line says beside the marks of Markdown or HTML around it."""

from __future__ import annotations

import re

from assistant.text.wraps import unwrapped
from assistant.types import Span

_MARKED = re.compile(r"(#{1,6})\s+(\S.*)")
"""A heading as Markdown marks it."""
_STRONG = re.compile(
    r"(?<![0-9A-Za-z*])\*\*(?=\S)([^*\n]{1,200}?)(?<=\S)\*\*(?![0-9A-Za-z*])|(?<!\w)__(?=\S)([^_\n]{1,200}?)(?<=\S)__(?!\w)"
)
_SETS = r"(?i:p|b|i|u|center|font|strong|em|div|span|br|h[1-6])"
_TAG = rf"</?{_SETS}(?:\s[^<>]{{0,60}})?/?>"
_TAGS = re.compile(rf"^(?:{_TAG}\s*)+|(?:\s*</{_SETS}>)+$")
"""What is left of a web page that was saved as plain text."""
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|&(?:[a-zA-Z]{2,8}|#\d{1,6});")
_INSIDE = re.compile(_TAG)
_APART = re.compile(r"</?(?i:p|center|div|br|h[1-6])(?:\s[^<>]{0,60})?/?>")
"""Sets what follows apart from what stands before."""


def marks(line: str) -> int:
    """How many marks make a line a Markdown heading, 0 if none do."""
    m = _MARKED.fullmatch(line)
    return len(m.group(1)) if m else 0


def marked_to(line: str) -> int:
    """Where a heading that Markdown marks begins to say something; 0 for any other line."""
    m = _MARKED.fullmatch(line)
    return m.start(2) if m else 0


def untagged_words(text: str) -> str:
    """A text without tags and entities, whose names are no words of it."""
    return _ANY_TAG.sub(" ", text)


def untagged(line: str) -> list[Span]:
    """Where a line says something: the stretches that tags set apart, without white space at their ends, nor tags that stand
    around the whole of them."""
    cuts = [m.span() for m in _APART.finditer(line)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)]
    spans = []
    for start, end in zip(starts, ends, strict=True):
        whole = line[start:end].strip()
        said = _TAGS.sub("", whole).strip()
        kept = whole if said and _INSIDE.search(said) else said
        if kept:
            first = line.index(kept, start)
            spans.append((first, first + len(kept)))
    return spans


def unmarked(line: str) -> str:
    """What a line says: without line breaks inside it and what Markdown or HTML marks as heading or strong."""
    said = _TAGS.sub("", unwrapped(line))
    if "**" in said or "__" in said:
        said = _STRONG.sub(lambda m: m[1] or m[2], said)
    m = _MARKED.fullmatch(said)
    if m is None:
        return said
    closed = m.group(2).rstrip().rstrip("#")
    return closed.rstrip() if closed[-1:].isspace() else m.group(2)
