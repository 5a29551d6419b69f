"""Sentences that speak of a founding only to count its years: 成立70周年 tells of nothing that is founded."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.contents import StoredParagraph
from assistant.features import Floats, ScopeFeatures
from assistant.interrogatives import WHAT_OR_WHICH
from assistant.question import Question

_FOUNDED = "成立|设立|组建|创办|创立|创建|建立"
_ASKS = re.compile(
    rf"(?P<verb>{_FOUNDED})了?{WHAT_OR_WHICH}|{WHAT_OR_WHICH}[^,。?]{{0,8}}?(?P<after>{_FOUNDED})"
)
_ANNIVERSARY = re.compile(rf"(?:{_FOUNDED})[^,。;]{{0,4}}?[0-9一二三四五六七八九十百]+周?年")
_LOST = 0.6
"""Score that a paragraph loses which speaks of a founding only so."""
_LOOKED_INTO = 30
"""Best paragraphs that are looked through."""


def lost_to_anniversaries(
    question: Question, fused: Floats, rows: Sequence[StoredParagraph], features: ScopeFeatures
) -> Floats:
    """(P,) what paragraphs lose in which foundings, which the question asks for, stand only with their anniversaries."""
    lost = np.zeros(len(fused), np.float32)
    asks = _ASKS.search(question.normalized)
    if asks is None:
        return lost
    verb = asks["verb"] or asks["after"]
    for at in np.lexsort((features.ids, -fused))[:_LOOKED_INTO]:
        text = rows[at].search.text
        if _ANNIVERSARY.search(text) and verb not in _ANNIVERSARY.sub("", text):
            lost[at] = _LOST
    return lost
