"""Which paragraphs of a large scope are worth scoring in full: two indexes propose, tokens choose."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.library.features import Floats, Integers
from assistant.store import Scope, Snapshot
from embeddings import StaticModel
from embeddings.late import PassageTokens, late_scores

_PROPOSALS = 200
"""Paragraphs taken from each index."""
_SHORTLIST = 48
"""Of these, how many are scored in full; own questions lose none of their first five with 40."""


def candidates(
    model: StaticModel,
    snapshot: Snapshot,
    scope: Scope,
    question: str,
    terms: Sequence[str],
    vector: Floats,
    limit: int,
) -> Integers:
    """Ascending paragraph ids: the best of those that the dense and the lexical index propose, by
    cosine with `vector` (d,) and late interaction on the stored token ids; twice the `limit` at
    least."""
    dense, cosines = snapshot.dense(vector, _PROPOSALS, scope)
    lexical = np.setdiff1d(snapshot.lexical(terms, _PROPOSALS, scope), dense)
    proposed = np.concatenate([dense, lexical])
    most = max(_SHORTLIST, 2 * limit)
    if len(proposed) <= most:
        return np.sort(proposed)
    passages = PassageTokens.build(model, *snapshot.tokens(proposed))
    scores = late_scores(model, model.token_ids([question])[0], passages)
    scores += np.concatenate([cosines, snapshot.products(vector, lexical)])
    best = np.argpartition(-scores, most)[:most]
    chosen: Integers = np.sort(proposed[best])
    return chosen
