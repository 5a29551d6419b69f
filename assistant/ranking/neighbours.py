"""What stands beside a paragraph tells what it is about: of two like ones, the one on the subject wins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.library.contents import StoredParagraph
from assistant.library.features import Floats

_NEIGHBOURS = 0.2
"""Weight of the mean score of the paragraphs before and after."""


def follows(rows: Sequence[StoredParagraph]) -> npt.NDArray[np.bool_]:
    """(P,) whether each row is the paragraph right after the row before it."""
    beside = np.zeros(len(rows), np.bool_)
    for i, (before, row) in enumerate(zip(rows, rows[1:], strict=False), start=1):
        beside[i] = (
            before.document == row.document and before.paragraph.number + 1 == row.paragraph.number
        )
    return beside


def neighbour_scores(scores: Floats, beside: npt.NDArray[np.bool_], absent: float) -> Floats:
    """(P,) what paragraphs gain from their neighbours' scores; `absent` stands for those that a
    document does not have or that were not scored."""
    before = np.full(len(scores), absent, np.float32)
    after = before.copy()
    before[1:] = np.where(beside[1:], scores[:-1], absent)
    after[:-1] = np.where(beside[1:], scores[1:], absent)
    gained: Floats = (_NEIGHBOURS / 2 * (before + after)).astype(np.float32)
    return gained
