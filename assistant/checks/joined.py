"""A wording put together from pieces that stand in different places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from assistant.checks.check import Found, Letters, found_at, span_of
from assistant.clean import normalize
from assistant.store import StoredParagraph

_MOST = 3
_COVERED = 0.85
"""Share of the letters that the pieces must account for."""
_LIKELY = 10
"""Paragraphs, the most alike ones, that are compared letter by letter."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters `start` to `end` of the wording, and where they stand."""

    start: int
    end: int
    found: Found
    first: bool
    """It begins its paragraph."""
    last: bool
    """It ends its paragraph."""


def pieces(
    asked: str, candidates: Callable[[str], Sequence[StoredParagraph]], shortest: int
) -> list[Piece]:
    """The two or three pieces of at least `shortest` letters that make up a wording, in its order;
    none if it is not made up so. `candidates` proposes the paragraphs that may hold a wording."""
    wanted = Letters.of(normalize(asked)).folded
    found: list[Piece] = []
    open_: list[tuple[int, int]] = [(0, len(wanted))]
    while open_ and len(found) < _MOST:
        start, end = max(open_, key=lambda ab: ab[1] - ab[0])
        open_.remove((start, end))
        piece = _longest(wanted, start, end, candidates(wanted[start:end]))
        if piece is not None and piece.end - piece.start >= shortest:
            found.append(piece)
            open_ += [(start, piece.start), (piece.end, end)]
        open_ = [(a, b) for a, b in open_ if b - a >= shortest]
    covered = sum(p.end - p.start for p in found)
    if len(found) < 2 or covered < _COVERED * len(wanted):
        return []
    return sorted(found, key=lambda p: p.start)


def _longest(wanted: str, start: int, end: int, rows: Sequence[StoredParagraph]) -> Piece | None:
    """The longest run of letters that a stretch of the wording shares with a paragraph."""
    stretch = wanted[start:end]
    texts = [(row, Letters.of(row.search.text)) for row in rows]
    texts.sort(key=lambda entry: -fuzz.partial_ratio(stretch, entry[1].folded))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(stretch)
    best: Piece | None = None
    for row, letters in texts[:_LIKELY]:
        matcher.set_seq1(letters.folded)
        match = matcher.find_longest_match()
        if match.size and (best is None or match.size > best.end - best.start):
            found = found_at(row, span_of(letters, match.a, match.size))
            ends = match.a + match.size == len(letters.folded)
            at = start + match.b
            best = Piece(at, at + match.size, found, match.a == 0, ends)
    return best
