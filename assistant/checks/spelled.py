"""Wordings found sign for sign: only width, case, script, white space and the form of quotation
marks make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.check import stands_alone
from assistant.checks.differences import one_sign
from assistant.clean import normalize, search_text
from assistant.store import StoredParagraph
from assistant.text.numerals import numbers
from assistant.types import Span

_IDLE = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")
_ENDS = "，,、；;：:。.！!？?… \n\t　“”\"‘’'「」『』"


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A text as it is compared, and where each character stands in it."""

    folded: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, normalized: str) -> _Spelled:
        kept = [(c, i) for i, c in enumerate(normalized) if not c.isspace() and c.isprintable()]
        return cls(one_sign("".join(c for c, _ in kept)), tuple(i for _, i in kept))


def compact(text: str) -> str:
    """A text without white space, except between Latin words and numbers."""
    return _IDLE.sub("", text.strip())


def spelled(text: str) -> str:
    """A text as it is compared; where it ends does not count."""
    return _Spelled.of(normalize(text).strip(_ENDS)).folded


def spans(wanted: str, row: StoredParagraph) -> Iterator[Span]:
    """Where a wording as `spelled` gives it stands in a paragraph, as offsets into the paragraph:
    in its text as it is read, masked words restored and watermarks left out, or as it is stored.
    """
    found = set()
    texts = [row.search]
    if row.edits:
        texts.append(search_text(row.text, (), row.paragraph.start))
    for text in texts:
        for start, end in _within(wanted, text.text):
            first, last = text.source(start, end)
            found.add((first - row.paragraph.start, last - row.paragraph.start))
    yield from sorted(found)


def _within(wanted: str, text: str) -> Iterator[Span]:
    there = _Spelled.of(text)
    inside = _inside_numbers(text)
    at = there.folded.find(wanted) if wanted else -1
    while at >= 0:
        start, end = there.places[at], there.places[at + len(wanted) - 1] + 1
        if stands_alone(text, start, end) and not {start, end} & inside:
            yield start, end
        at = there.folded.find(wanted, at + 1)


def _inside_numbers(text: str) -> frozenset[int]:
    """Where a wording can neither begin nor end, as 四十三座 is another number than 三百四十三座."""
    return frozenset(at for start, end, _ in numbers(text) for at in range(start + 1, end))
