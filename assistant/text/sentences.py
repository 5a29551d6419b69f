"""A paragraph cut into sentences, and a sentence into its ；-bounded parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.types import Sentence, Span

_SENTENCE_END = re.compile(
    r"(?:[。！？!?…]+)[”’」』）)】》\"]*|\.(?=\s+[A-Z“\"]|\s*$)"
    r"|(?<=。)[（(][^（）()]{2,160}(?:负责|牵头|参加|参与|配合|落实)(?:[。；，,;][^（）()]{1,40})?[）)]"
)
"""A full stop and the like; and after one, a bracket that says who does what was said: it opens no other sentence."""
_PART_END = re.compile(r"[；;]")
_BOUNDARIES = (_SENTENCE_END, _PART_END, re.compile(r"[，,、：:]"))
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


def short_pieces(text: str, longest: int) -> Iterator[Span]:
    """The sentences; one that is longer than any by its parts, by its clauses where these are too long as well, and by
    stretches where it has no marks. What is cut so is cut alike wherever it stands."""
    waiting = [((0, len(text)), 0)]
    while waiting:
        (start, end), tried = waiting.pop()
        if tried and end - start <= longest:
            yield start, end
        elif tried < len(_BOUNDARIES):
            inside = _split(text, _BOUNDARIES[tried], start, end)
            waiting += reversed([(span, tried + 1) for span in inside])
        else:
            yield from ((at, min(at + longest, end)) for at in range(start, end, longest))


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
