"""How well paragraphs answer a question: static late interaction, dense vectors, lexical match.

Parts lie near 0 to 1, whatever the length of the question or the size of the collection.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import ThreadpoolController

from assistant.library.features import Floats, Integers, QueryFeatures, ScopeFeatures
from embeddings.terms import term_hash

# Cosines of unrelated tokens lie around 0 to 0.2: below this floor an alignment is chance.
COSINE_FLOOR = 0.2
_MET = 0.4
"""Excess of the cosine over the floor from which a token counts as met."""
_LENGTH = 0.05
_OWN_IDF = 0.5
"""Share of a document's own frequencies in the lexical IDF; the rest is background."""
# BM25 constants as in Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework".
_K1 = 1.2
_B = 0.75
_WEIGHTS = {"late": 0.5, "window": 0.5, "dense": 0.5, "sentence": 0.5, "lexical": 1.0, "unit": 0.5}
"""Of the parts of a paragraph's score; chosen on training questions (benchmarks/LOG.md)."""


@dataclass(frozen=True, slots=True)
class Scores:
    """`paragraphs` (P,) fused scores; `units` (U,) scores of the units in their paragraphs;
    `maxima` (T, P) best cosine of each query token in each paragraph; `parts` by name (P,)."""

    paragraphs: Floats
    units: Floats
    maxima: Floats
    parts: dict[str, Floats]

    def plus(self, other: Scores, weight: float) -> Scores:
        """With the scores of another wording of the question added."""
        return replace(
            self,
            paragraphs=self.paragraphs + weight * other.paragraphs,
            units=self.units + weight * other.units,
        )

    def with_units(self, gains: Floats, first_units: Integers) -> tuple[Scores, Floats]:
        """With `gains` (U,) added to the units, and what each paragraph's best unit gained (P,)."""
        units = self.units + gains
        before = np.maximum.reduceat(self.units, first_units)
        gained = np.maximum.reduceat(units, first_units) - before
        return replace(self, units=units, paragraphs=self.paragraphs + gained), gained


class _Limit:
    """The limit that holds for the process: the first that enters sets it, the last that leaves lifts it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holders = 0
        self._set = ExitStack()
        self._pools = ThreadpoolController()
        self._modules = len(sys.modules)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keeps the limit for as long as a block runs."""
        with self._lock:
            if not self._holders:
                if self._modules != len(sys.modules):
                    # Libraries are loaded with what first needs them; to look them up takes a millisecond.
                    self._pools, self._modules = ThreadpoolController(), len(sys.modules)
                self._set.enter_context(self._pools.limit(limits=1, user_api="blas"))
            self._holders += 1
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1
                if not self._holders:
                    self._set.close()


_LIMIT = _Limit()


def one_thread() -> AbstractContextManager[None]:
    """Keeps BLAS to one thread: several wait for each other longer than these products take."""
    return _LIMIT.held()


def best_first(fused: Floats, features: ScopeFeatures) -> Integers:
    """(P,) the places of paragraphs by their scores `fused` (P,), equal ones in order of paragraph id."""
    return np.lexsort((features.ids, -fused))


def score(query: QueryFeatures, scope: ScopeFeatures, dense: Floats | None = None) -> Scores:
    """Score every paragraph of a scope.

    `dense` (P,) are another model's cosines with the paragraphs, in place of the bundled one's.
    """
    by_unit = np.stack([_best_of_units(row, scope) for row in query.vectors @ scope.vocabulary])
    by_paragraph = np.maximum.reduceat(by_unit, scope.first_units, axis=1)
    importance = _importance(query, scope, by_paragraph)
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
    units = unit_late + 0.5 * window_late + 0.5 * unit_cosine
    # A longer unit says more, and is answered from more often, than a short one as near; by length alone none is.
    units += np.where(unit_late > 0, _LENGTH * np.log1p(scope.unit_lengths), 0.0)
    parts["unit"] = np.maximum.reduceat(units, scope.first_units)
    fused = sum(_WEIGHTS[name] * part for name, part in parts.items())
    return Scores(np.asarray(fused, np.float32), units.astype(np.float32), by_paragraph, parts)


def _best_of_units(cosines: Floats, scope: ScopeFeatures) -> Floats:
    """(U,) by how much the largest of the `cosines` (V,) of its tokens is above the floor, in each unit. Hardly a token in a
    hundred is: only the units that hold one of these are looked at."""
    best = np.zeros(len(scope.paragraph_of_unit), np.float32)
    tokens = np.flatnonzero(cosines > COSINE_FLOOR)
    tokens = tokens[np.argsort(cosines[tokens])]  # of those written to one place, the last stays
    starts = scope.first_holders[tokens]
    counts = scope.first_holders[tokens + 1] - starts
    ends = np.cumsum(counts)
    places = np.arange(counts.sum()) + np.repeat(starts - (ends - counts), counts)
    best[scope.holders[places]] = np.repeat(cosines[tokens] - COSINE_FLOOR, counts)
    return best


def _importance(query: QueryFeatures, scope: ScopeFeatures, by_paragraph: Floats) -> Floats:
    """(T,) shares of the query's tokens; what most paragraphs of a document meet tells them apart less."""
    weights = query.weights
    if scope.one_document:
        common = (by_paragraph > _MET).sum(axis=1) / (by_paragraph.shape[1] + 1)
        weights = weights * (1 - common) ** 2
    return (weights / max(float(weights.sum()), 1e-12)).astype(np.float32)


def _windows(by_unit: Floats, scope: ScopeFeatures) -> Floats:
    """(T, U) maxima over each unit and its neighbours in the same paragraph."""
    window = by_unit.copy()
    same = scope.paragraph_of_unit[1:] == scope.paragraph_of_unit[:-1]
    np.maximum(window[:, 1:], np.where(same, by_unit[:, :-1], 0.0), out=window[:, 1:])
    np.maximum(window[:, :-1], np.where(same, by_unit[:, 1:], 0.0), out=window[:, :-1])
    return window


def lexical(query: QueryFeatures, scope: ScopeFeatures) -> Floats:
    """(P,) BM25 as a share of the most the question could attain."""
    if not query.terms:
        return np.zeros(len(scope.ids), np.float32)
    rows: list[Floats] = []
    normal = _K1 * (1 - _B + _B * scope.lengths / max(float(scope.lengths.mean()), 1.0))
    for term in query.terms:
        value = np.uint32(term_hash(term))
        first = np.searchsorted(scope.terms, value)
        last = np.searchsorted(scope.terms, value, "right")
        held, counts = scope.postings[first:last], scope.counts[first:last]
        row = np.zeros(len(scope.ids), np.float32)
        row[held] = counts * (_K1 + 1) / (counts + normal[held])
        rows.append(row)
    matrix = np.stack(rows)
    idf = query.idf
    if scope.one_document:
        frequency = np.count_nonzero(matrix, axis=1)
        # As in Lucene: ln(1 + (N - df + 0.5) / (df + 0.5)). Relative to the background's weight, so
        # that words naming a document stay light.
        own = np.log1p((len(scope.ids) - frequency + 0.5) / (frequency + 0.5))
        idf = ((1 - _OWN_IDF) * idf + _OWN_IDF * own * query.lightness).astype(np.float32)
    attainable = float(idf.sum()) * (_K1 + 1)
    scores: Floats = (idf @ matrix / max(attainable, 1e-12)).astype(np.float32)
    return scores
