"""Words that stand beside a wording more often than elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.ranking.occurrences import Held
from assistant.store import Scope, Snapshot
from assistant.text.sentences import parts, sentences
from assistant.types import Span
from embeddings import StaticModel

_SIGNIFICANT = 10.83
"""Of G² with one degree of freedom: the 0.1 % point of the chi-squared distribution."""
_FEWEST = 2
"""Uses of a word beside the wording from which it may be no accident."""
_MOST = 15
_CONTENT = re.compile(r"[一-鿿]{2,}|[a-z]{2,}")
Counts = NDArray[np.int64]
Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word of the sentences, or their ；-bounded parts, that hold the wording: how often there and in the whole scope, and
    the log-likelihood ratio G² of the two."""

    word: str
    beside: int
    in_scope: int
    g2: float


def collocates(
    snapshot: Snapshot,
    scope: Scope,
    wanted: str,
    held: Sequence[Held],
    model: StaticModel,
) -> tuple[Collocate, ...]:
    """The words most typical of the sentences that hold a wording against all words of the scope.

    Words are those of the bundled model's tokenizer. G² as Rayson & Garside (2000), "Comparing
    corpora using frequency profiling", take it from Dunning (1993), "Accurate methods for the
    statistics of surprise and coincidence".
    """
    texts = [h.row.search.text[a:b] for h in held for a, b in _sentences(h)]
    if not texts:
        return ()
    beside = _count(np.concatenate(model.token_ids(texts)), model)
    everywhere = np.maximum(_count(snapshot.tokens(scope.ids)[0], model), beside)
    scores = log_likelihood(beside, everywhere)
    found: list[Collocate] = []
    for id_ in np.lexsort((np.arange(len(scores)), -scores)).tolist():
        if scores[id_] < _SIGNIFICANT or len(found) == _MOST:
            break
        word = model.token(id_)
        if beside[id_] >= _FEWEST and _CONTENT.fullmatch(word) and not _shares(word, wanted):
            found.append(
                Collocate(word, int(beside[id_]), int(everywhere[id_]), float(scores[id_]))
            )
    return tuple(found)


def _sentences(held: Held) -> list[Span]:
    """The sentences of the search text that the uses stand in, or their ；-bounded parts, each
    once."""
    text = held.row.search.text
    pieces = [p for s in sentences(text) for p in parts(text[s.start : s.end], s.start)]
    return [
        (p.start, p.end)
        for p in pieces
        if any(p.start < end and start < p.end for start, end in held.spans)
    ]


def _count(ids: NDArray[np.uint16], model: StaticModel) -> Counts:
    counted: Counts = np.bincount(ids, minlength=model.vocabulary_size)
    counted[0] = 0  # the unknown token
    return counted


def _shares(word: str, wanted: str) -> bool:
    """Whether a word is a piece of the wording, or the wording one of it."""
    return word in wanted or wanted in word


def log_likelihood(part: Counts, whole: Counts) -> Floats:
    """G² (n,) of n words, of which `part` (n,) stand in a part of a text and `whole` (n,) in all of
    it: 2 Σ O ln(O / E) over the part and the rest; 0 where the part holds no more than its share.
    """
    inside, total = float(part.sum()), float(whole.sum())
    rest = whole - part
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = whole * (inside / total) if total else whole * 0.0
        g2 = 2 * (_term(part, expected) + _term(rest, whole - expected))
    return np.where(part > expected, g2, 0.0)


def _term(observed: Counts, expected: Floats) -> Floats:
    found: Floats = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    return found
