"""What sentences gain for holding the quantity, date or reason that a question asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.library.features import Floats, Integers, ScopeFeatures
from assistant.questions.aimed_at import tells_of_target, was_reached
from assistant.questions.expected import Expected, expected, held
from assistant.questions.question import Question
from assistant.ranking.loaded import as_searched
from assistant.ranking.score import Scores, best_first
from assistant.store import StoredParagraph
from assistant.text.assigned import assigning, only_assigns

_HOLDING = 0.25
"""What a unit gains."""
_SAYS_NOTHING = 1.0
"""What a bracket loses that names who does what the rest of its item says, and itself says nothing of that."""
_REACHED = 0.3
"""What a figure loses that was reached, where one is asked for that is aimed at."""
_OF_TARGET = 1.0
"""What a sentence gains that says in so many words which target is set of what is asked for, or that none is."""
_LOOKED_INTO = 60
"""Best paragraphs whose units are looked through."""


def with_held(
    question: Question,
    scores: Scores,
    fused: Floats,
    rows: Sequence[StoredParagraph],
    features: ScopeFeatures,
) -> tuple[Scores, Floats]:
    """`scores` and `fused` (P,) with what the best paragraphs gain by what they hold."""
    asked_for = expected(question.normalized)
    if not asked_for:
        return scores, fused
    best = best_first(fused, features)[:_LOOKED_INTO]
    gains = _gains(question, asked_for, best, rows, features)
    scores, gained = scores.with_units(gains, features.first_units)
    return scores, fused + gained


def _gains(
    question: Question,
    asked_for: Sequence[Expected],
    best: Integers,
    rows: Sequence[StoredParagraph],
    features: ScopeFeatures,
) -> Floats:
    """(U,) what units of the best paragraphs gain for holding what is asked for."""
    gains = np.zeros(len(features.paragraph_of_unit), np.float32)
    who = any(asked.kind == "body" for asked in asked_for)
    aimed_at = any(asked.aimed_at for asked in asked_for)
    for paragraph in best:
        row, units = rows[paragraph], features.units[paragraph]
        spans = zip(units, as_searched(row, units), strict=True)
        for place, (unit, searched) in enumerate(spans, int(features.first_units[paragraph])):
            text = row.search.text[slice(*searched)]
            if who and only_assigns(row.text[slice(*unit)]):
                gains[place] = -_SAYS_NOTHING
            elif aimed_at and was_reached(text):
                gains[place] = -_REACHED
            elif aimed_at and tells_of_target(text, question.normalized):
                gains[place] = _OF_TARGET
            elif held(asked_for, text) or (who and assigning(row.text, unit)):
                gains[place] = _HOLDING
    return gains
