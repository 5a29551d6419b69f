"""The best paragraphs read whole: what their words mean together, beside what they mean one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from assistant.clean import simplify
from assistant.features import Floats, Integers, ScopeFeatures
from assistant.question import Question
from assistant.store import Snapshot, StoredParagraph
from embeddings import ContextModel
from embeddings.context import likeness

_READ = 8
"""Best paragraphs that are read: some six milliseconds each, unless they were read before."""
_OWN_WORDS = 0.5
"""Weight of what a follow-up says itself, beside what it means after the questions before."""
_SENTENCE = 1.5
"""Weight of the cosine with a unit within its paragraph, beside what its words say one by one."""


def asked_whole(context: ContextModel, question: Question, naming: Iterable[str] = ()) -> Floats:
    """The unit vector (d,) of a question without the words that name a document, unless nothing is left; of a
    follow-up, its own words count once more."""
    text = whole = simplify(question.text)
    for words in sorted(naming, key=len, reverse=True):
        text = text.replace(words, "")
    vector = context.question(text if text.strip() else whole)
    if question.earlier:
        own = question.text.removeprefix(question.earlier)
        vector = vector + _OWN_WORDS * context.question(simplify(own))
        vector /= np.linalg.norm(vector)
    return vector


def read_whole(
    context: ContextModel,
    snapshot: Snapshot,
    asked: Floats,
    order: Integers,
    rows: Sequence[StoredParagraph],
) -> Floats:
    """(P,) how like the first paragraphs of `order` are to `asked` (d,); the others, which are not read, count
    as the least like it of these."""
    best = order[:_READ]
    known = snapshot.readings([rows[i].id for i in best], context)
    read = [
        known[row.id] if row.id in known else context.passage(row.search.text)
        for row in (rows[i] for i in best)
    ]
    found = likeness(asked, read)
    whole = np.full(len(rows), found.min(), np.float32)
    whole[best] = found
    return whole


def read_units(
    context: ContextModel,
    asked: Floats,
    row: StoredParagraph,
    place: int,
    features: ScopeFeatures,
    units: Floats,
) -> Floats:
    """The scores `units` (U,) with those of the paragraph `row` at `place` by what each says within it, one that is
    not read as the least like the question of the others. Its best unit has as much as its best had
    before, so that paragraphs compare as they did."""
    searched, start = row.search, row.paragraph.start
    spans = [
        (searched.position(start + a), searched.position(start + b))
        for a, b in features.units[place]
    ]
    first = int(features.first_units[place])
    own = slice(first, first + len(spans))
    parts = context.parts(searched.text, spans)
    known = parts.any(axis=1)
    likeness = parts @ asked
    likeness[~known] = likeness[known].min(initial=1.0)
    read = units[own] + _SENTENCE * likeness
    rescored = units.copy()
    rescored[own] = read + (units[own].max() - read.max())
    return rescored
