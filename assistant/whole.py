"""The best paragraphs read whole: what their words mean together, beside what they mean one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.clean import simplify
from assistant.features import Floats, Integers
from assistant.question import Question
from assistant.store import Snapshot, StoredParagraph
from embeddings import ContextModel
from embeddings.context import cosines

_READ = 8
"""Best paragraphs that are read: some six milliseconds each, unless they were read before."""


def read_whole(
    context: ContextModel,
    snapshot: Snapshot,
    question: Question,
    order: Integers,
    rows: Sequence[StoredParagraph],
) -> Floats:
    """(P,) cosines of the question with the first paragraphs of `order`; the others, which are not read,
    count as the least like it of these."""
    best = order[:_READ]
    known = snapshot.readings([rows[i].id for i in best], context.fingerprint)
    read = [
        known[row.id] if row.id in known else context.passage(row.search.text)
        for row in (rows[i] for i in best)
    ]
    found = cosines(context.question(simplify(question.text)), read)
    whole = np.full(len(rows), found.min(), np.float32)
    whole[best] = found
    return whole
