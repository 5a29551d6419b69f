"""What a paragraph only concedes before it turns to something else: 在充分肯定成绩的同时,也要看到突出问题 tells problems, not what was
achieved."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import rjieba

from assistant.contents import StoredParagraph
from assistant.features import Floats, ScopeFeatures
from assistant.question import Question

_CONCEDES = re.compile(r"(?:肯定|看到|取得)(?P<what>[^,。;]{1,20}?)的?同时,")
_LOST = 0.8
"""Score that a paragraph loses which says nothing else of what the question asks about."""
_LOOKED_INTO = 30
"""Best paragraphs that are looked through."""


def lost_to_concession(
    question: Question, fused: Floats, rows: Sequence[StoredParagraph], features: ScopeFeatures
) -> Floats:
    """(P,) what paragraphs lose that hold words of a question only in what they concede."""
    lost = np.zeros(len(fused), np.float32)
    for at in np.lexsort((features.ids, -fused))[:_LOOKED_INTO]:
        text = rows[at].search.text
        if (m := _CONCEDES.search(text)) is None:
            continue
        conceded = {word for word in rjieba.cut(m["what"]) if len(word) > 1}
        asked = {word for word in conceded if word in question.normalized}
        rest = text[: m.start()] + text[m.end() :]
        if asked and not any(word in rest for word in asked):
            lost[at] = _LOST
    return lost
