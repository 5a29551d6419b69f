"""Clauses that one of two aligned wordings has and the other lacks.

Where clauses begin alike (不…，不…), an alignment letter by letter may cut what is left out in the middle: 下硬指标，不 for 不下硬指标.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_SIGNS = frozenset("，,、；;：:。.！!？?—…\n")
_SHORTEST = 4
"""Letters of a clause, below which what lacks may be a word set off: 对，…"""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is compared, and where it stands: a number as a whole, else one character."""

    key: str
    start: int
    end: int
    value: str = ""
    """Of a number."""


Operation = tuple[int, int, int, int, bool]
"""Pieces a to b of the asked text beside c to d of the source, and whether they are alike."""
Side = tuple[str, Sequence[Piece]]
"""A text and its pieces."""


def whole(operations: Sequence[Operation], sides: tuple[Side, Side]) -> Iterator[Operation]:
    """The operations; what only one side has is moved, where the letters around it allow, so that it is a whole clause."""
    moved = list(operations)
    for i in range(1, len(moved) - 1):
        a, b, c, d, equal = moved[i]
        if equal or (a < b and c < d) or not (moved[i - 1][4] and moved[i + 1][4]):
            continue
        text, pieces = sides[c < d]
        first, last = (c, d) if c < d else (a, b)
        before, after = moved[i - 1], moved[i + 1]
        steps = _steps(pieces, first, last, before[1] - before[0], after[1] - after[0])
        fitting = [n for n in steps if _is_clause(text, pieces, first + n, last + n)]
        if fitting:
            n = min(fitting, key=abs)
            moved[i - 1] = (before[0], before[1] + n, before[2], before[3] + n, True)
            moved[i] = (a + n, b + n, c + n, d + n, False)
            moved[i + 1] = (after[0] + n, after[1], after[2] + n, after[3], True)
    return (o for o in moved if o[0] < o[1] or o[2] < o[3])


def only(
    sides: tuple[Side, Side], places: tuple[int, int, int, int]
) -> Literal["added", "dropped"] | None:
    """Whether pieces a to b of the asked text, where the source has none, or c to d of the source, are a whole clause."""
    a, b, c, d = places
    if a < b and c == d and _is_clause(*sides[0], a, b, _SHORTEST):
        return "added"
    return "dropped" if c < d and a == b and _is_clause(*sides[1], c, d, _SHORTEST) else None


def _steps(pieces: Sequence[Piece], first: int, last: int, left: int, right: int) -> list[int]:
    """By how many pieces a stretch can be moved, so many being alike on its left and on its right, and the rest stay the same."""
    steps = [0]
    while (
        -steps[-1] < left and pieces[first - 1 + steps[-1]].key == pieces[last - 1 + steps[-1]].key
    ):
        steps.append(steps[-1] - 1)
    n = 0
    while n < right and pieces[first + n].key == pieces[last + n].key:
        n += 1
        steps.append(n)
    return steps


def _is_clause(
    text: str, pieces: Sequence[Piece], first: int, last: int, shortest: int = 1
) -> bool:
    letters = sum(piece.key[:1].isalnum() for piece in pieces[first:last])
    return letters >= shortest and _edge(text, pieces, first) and _edge(text, pieces, last)


def _edge(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a clause begins or ends before a piece."""
    if at in (0, len(pieces)):
        return True
    before, after = pieces[at - 1], pieces[at]
    return not _SIGNS.isdisjoint((before.key, after.key, *text[before.end : after.start]))
