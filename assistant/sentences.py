"""A paragraph cut into sentences, and a sentence into its ；-bounded parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.types import Sentence, Span

_SENTENCE_END = re.compile(r"(?:[。！？!?…]+)[”’」』）)】》\"]*|\.(?=\s+[A-Z“\"]|\s*$)")
_PART_END = re.compile(r"[；;]")
LONG_SENTENCE = 120
"""Characters above which a sentence may be quoted by its ；-bounded parts (a contract figure)."""


def sentences(text: str, start: int = 0) -> list[Sentence]:
    """The sentences of a paragraph, end marks included; offsets counted from `start`.

    Together they cover everything but white space.
    """
    return [Sentence(start + a, start + b) for a, b in _split(text, _SENTENCE_END, 0, len(text))]


def sentences_between(text: str, start: int, stop: int) -> Iterator[Sentence]:
    """The sentences of `text[start:stop]`, one by one as they are wanted; offsets into the text."""
    return (Sentence(a, b) for a, b in _split(text, _SENTENCE_END, start, stop))


def parts(text: str, start: int = 0) -> list[Sentence]:
    """The ；-bounded parts of a sentence, offsets counted from `start`."""
    return [Sentence(start + a, start + b) for a, b in _split(text, _PART_END, 0, len(text))]


def _split(text: str, boundary: re.Pattern[str], at: int, stop: int) -> Iterator[Span]:
    for m in boundary.finditer(text, at, stop):
        yield from _trimmed(text, at, m.end())
        at = m.end()
    yield from _trimmed(text, at, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        yield begin, begin + len(stripped)
