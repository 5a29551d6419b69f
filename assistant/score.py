"""How well paragraphs answer a question: static late interaction, dense vectors, lexical match.

All parts lie between 0 and 1, whatever the length of the question or the size of the collection.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.features import Floats, QueryFeatures, ScopeFeatures
from embeddings.terms import term_hash

# Cosines of unrelated tokens lie around 0 to 0.2: below this floor an alignment is chance.
COSINE_FLOOR = 0.2
# BM25 constants as in Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework".
_K1 = 1.2
_B = 0.75


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the parts of a paragraph's score; chosen on training questions (benchmarks/LOG.md)."""

    late: float = 0.5
    window: float = 0.5
    dense: float = 0.5
    sentence: float = 0.5
    lexical: float = 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """`paragraphs` (P,) fused scores; `units` (U,) scores of the units in their paragraphs;
    `maxima` (T, P) best cosine of each query token in each paragraph; `parts` by name (P,)."""

    paragraphs: Floats
    units: Floats
    maxima: Floats
    parts: dict[str, Floats]


DEFAULT = Weights()


def score(
    query: QueryFeatures,
    scope: ScopeFeatures,
    weights: Weights = DEFAULT,
    dense: Floats | None = None,
) -> Scores:
    """Score every paragraph of a scope.

    `dense` (P,) are another model's cosines with the paragraphs, in place of the bundled one's.
    """
    above = np.maximum(query.vectors @ scope.vocabulary.T - COSINE_FLOOR, 0.0)
    # Row by row: gathering one query token's cosines at a time stays in the cache.
    by_unit = np.stack(
        [np.maximum.reduceat(row.take(scope.tokens), scope.unit_starts) for row in above]
    )
    by_paragraph = np.maximum.reduceat(by_unit, scope.first_units, axis=1)
    importance = query.weights / max(float(query.weights.sum()), 1e-12)
    unit_late = importance @ by_unit
    window_late = importance @ _windows(by_unit, scope)
    unit_cosine = scope.unit_vectors @ query.vector
    parts = {
        "late": importance @ by_paragraph,
        "window": np.maximum.reduceat(window_late, scope.first_units),
        "dense": scope.paragraph_vectors @ query.vector if dense is None else dense,
        "sentence": np.maximum.reduceat(unit_cosine, scope.first_units),
        "lexical": lexical(query, scope),
    }
    fused = sum(getattr(weights, name) * part for name, part in parts.items())
    units = unit_late + 0.5 * window_late + 0.5 * unit_cosine
    return Scores(np.asarray(fused, np.float32), units.astype(np.float32), by_paragraph, parts)


def _windows(by_unit: Floats, scope: ScopeFeatures) -> Floats:
    """(T, U) maxima over each unit and its neighbours in the same paragraph."""
    window = by_unit.copy()
    same = scope.paragraph_of_unit[1:] == scope.paragraph_of_unit[:-1]
    np.maximum(window[:, 1:], np.where(same, by_unit[:, :-1], 0.0), out=window[:, 1:])
    np.maximum(window[:, :-1], np.where(same, by_unit[:, 1:], 0.0), out=window[:, :-1])
    return window


def lexical(query: QueryFeatures, scope: ScopeFeatures) -> Floats:
    """(P,) BM25 with background IDF, as a share of the most the question could attain."""
    scores = np.zeros(len(scope.ids), np.float32)
    attainable = float(query.idf.sum())
    if attainable <= 0:
        return scores
    normal = _K1 * (1 - _B + _B * scope.lengths / max(float(scope.lengths.mean()), 1.0))
    for term, idf in zip(query.terms, query.idf, strict=True):
        value = np.uint32(term_hash(term))
        first, last = (
            np.searchsorted(scope.terms, value),
            np.searchsorted(scope.terms, value, "right"),
        )
        rows, counts = scope.postings[first:last], scope.counts[first:last]
        scores[rows] += idf * counts * (_K1 + 1) / (counts + normal[rows])
    return scores / (attainable * (_K1 + 1))
