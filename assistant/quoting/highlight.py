"""Which clause of a quotation answers the question."""

from __future__ import annotations

import re

import numpy as np

from assistant.clean import normalize
from assistant.library.features import QueryFeatures
from assistant.types import Span
from embeddings import PassageTokens, StaticModel, late_scores

_CLAUSE = re.compile(r"[^，,；;：:。！？!?]+[，,；;：:。！？!?]*[”’」』）)]*")
_SHORTEST = 30
"""Quotes up to this length are highlighted whole."""
_NEAR = 0.9


def highlights(
    query: QueryFeatures, original: str, start: int, end: int, model: StaticModel
) -> tuple[Span, ...]:
    """Spans of the answering clauses inside `original[start:end]`, as document offsets."""
    text = original[start:end]
    clauses = [m.span() for m in _CLAUSE.finditer(text)]
    if len(text) <= _SHORTEST or len(clauses) < 2:
        return ((start, end),)
    folded = [normalize(text[a:b]) for a, b in clauses]
    scores = late_scores(model, query.tokens, PassageTokens.of_texts(model, folded))
    best = float(scores.max())
    if best <= 0:
        return ((start, end),)
    chosen = np.flatnonzero(scores >= _NEAR * best)
    merged: list[Span] = []
    for i in chosen:
        a, b = clauses[int(i)]
        b = a + len(text[a:b].rstrip("，,；;：:。"))
        if merged and text[merged[-1][1] : a].strip("，,；;：: ") == "":
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return tuple((start + a, start + b) for a, b in merged)
