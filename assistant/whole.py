"""The best paragraphs read whole: what their words mean together, beside what they mean one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from assistant.clean import simplify
from assistant.features import Floats, Integers, ScopeFeatures
from assistant.question import Question
from assistant.store import Snapshot, StoredParagraph
from embeddings import ContextModel, CrossEncoder
from embeddings.context import Reading, likeness, likest
from embeddings.cross import stretch

_READ = 8
"""Best paragraphs that are read: some six milliseconds each, unless they were read before."""
_OWN_WORDS = 0.5
"""Weight of what a follow-up says itself, beside what it means after the questions before."""
_SENTENCE = 1.5
"""Weight of the cosine with a unit within its paragraph, beside what its words say one by one."""


def unnamed(question: Question, naming: Iterable[str] = ()) -> str:
    """A question in simplified characters without the words that name a document, unless nothing is left."""
    text = whole = simplify(question.text)
    for words in sorted(naming, key=len, reverse=True):
        text = text.replace(words, "")
    return text if text.strip() else whole


def asked_whole(context: ContextModel, question: Question, text: str) -> Floats:
    """The unit vector (d,) of a question that reads `text`; of a follow-up, its own words count once more."""
    vector = context.question(text)
    if question.earlier:
        own = question.text.removeprefix(question.earlier)
        vector = vector + _OWN_WORDS * context.question(simplify(own))
        vector /= np.linalg.norm(vector)
    return vector


def readings(
    context: ContextModel, snapshot: Snapshot, order: Integers, rows: Sequence[StoredParagraph]
) -> dict[int, Reading]:
    """The first paragraphs of `order` as they were read, by place."""
    best = [int(i) for i in order[:_READ]]
    known = snapshot.readings([rows[i].id for i in best], context)
    return {
        i: known[rows[i].id] if rows[i].id in known else context.passage(rows[i].search.text)
        for i in best
    }


def read_whole(asked: Floats, read: Mapping[int, Reading], count: int) -> Floats:
    """(P,) how like those of P = `count` paragraphs that were `read` are to `asked` (d,); the others count as the
    least like it of these."""
    return _with_others(likeness(asked, list(read.values())), list(read), count)


def read_together(
    cross: CrossEncoder,
    text: str,
    asked: Floats,
    read: Mapping[int, Reading],
    best: Integers,
    rows: Sequence[StoredParagraph],
) -> Floats:
    """(P,) log odds that the `best` (n,) paragraphs answer the question `text`, by what stands around the sentence
    most like `asked` (d,); the others, which are not read with it, have the least of these."""
    held = [stretch(rows[i].search.text, likest(asked, read[int(i)])) for i in best]
    return _with_others(cross.odds(text, held), best, len(rows))


def probabilities(odds: Floats) -> Floats:
    """Of the logarithms of odds."""
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _with_others(found: Floats, places: Sequence[int] | Integers, count: int) -> Floats:
    values = np.full(count, found.min(), np.float32)
    values[places] = found
    return values


def read_units(
    context: ContextModel,
    asked: Floats,
    reading: Reading | None,
    row: StoredParagraph,
    place: int,
    features: ScopeFeatures,
    units: Floats,
) -> Floats:
    """The scores `units` (U,) with those of the paragraph `row` at `place`, of which there may be a `reading`, by what each says within it, one that is
    not read as the least like the question of the others. Its best unit has as much as its best had
    before, so that paragraphs compare as they did."""
    searched, start = row.search, row.paragraph.start
    spans = [
        (searched.position(start + a), searched.position(start + b))
        for a, b in features.units[place]
    ]
    first = int(features.first_units[place])
    own = slice(first, first + len(spans))
    parts = context.parts(searched.text, spans, reading)
    known = parts.any(axis=1)
    likeness = parts @ asked
    likeness[~known] = likeness[known].min(initial=1.0)
    read = units[own] + _SENTENCE * likeness
    rescored = units.copy()
    rescored[own] = read + (units[own].max() - read.max())
    return rescored
