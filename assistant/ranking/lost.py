"""What paragraphs lose that hold the words of a question and do not tell what it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assistant.library.contents import StoredParagraph
from assistant.library.features import Floats, ScopeFeatures
from assistant.questions.achieved import all_praise, asks_for_achievements
from assistant.questions.conceded import only_conceded
from assistant.questions.founded import only_anniversaries
from assistant.ranking.to_solve import all_to_solve, asks_which

_LOOKED_INTO = 30
"""Best paragraphs that are looked through."""


def _only_praised(question: str, text: str) -> bool:
    return asks_for_achievements(question) and all_praise(text)


def _only_to_solve(question: str, text: str) -> bool:
    return asks_which(question) and all_to_solve(text)


_HOLLOW: tuple[tuple[Callable[[str, str], bool], float], ...] = (
    (only_conceded, 0.8),
    (_only_praised, 0.8),
    (_only_to_solve, 0.4),
    (only_anniversaries, 0.6),
)
"""Whether a normalised question is only seemingly told by a normalised text, and the score that a paragraph loses for it."""


def without_hollow(
    question: str, fused: Floats, rows: Sequence[StoredParagraph], features: ScopeFeatures
) -> Floats:
    """(P,) the scores `fused` (P,) of paragraphs, less what the best of them lose that only seem to tell a normalised question."""
    for seems_to_tell, loss in _HOLLOW:
        lost = np.zeros(len(fused), np.float32)
        for at in np.lexsort((features.ids, -fused))[:_LOOKED_INTO]:
            if seems_to_tell(question, rows[at].search.text):
                lost[at] = loss
        fused = fused - lost
    return fused
