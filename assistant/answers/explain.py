"""Why a passage was quoted: which words met, how it scored, what was edited for searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import rjieba

from assistant.answers.answerability import THRESHOLD, word_strengths
from assistant.clean import SearchText, normalize, search_text
from assistant.questions.content_words import content_words
from assistant.questions.question import Question
from assistant.retrieve import Retrieval
from assistant.store import Snapshot
from assistant.types import Edit, Quote, Span
from embeddings import Embedder, StaticModel

_MET = 0.35
"""Cosine from which a word of the passage is shown as the one that meets a word of the question."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A word of the question and the word of the quoted paragraph that comes nearest to it.

    `span` are offsets into the document, None where nothing is near. `likeness` is a cosine.
    """

    word: str
    passage: str
    span: Span | None
    likeness: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one quotation. `parts` are named parts of the score of its
    paragraph, each from 0 to about 1; empty where the paragraph was found by its wording alone."""

    quote: Quote
    aligned: tuple[Aligned, ...]
    parts: tuple[tuple[str, float], ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about."""

    evidence: tuple[Evidence, ...]
    threshold: float
    """Answerability from which a question counts as answered."""
    model: str
    fingerprint: str
    dimension: int
    generation: int
    """State of the library that was searched."""


def explain(
    quotes: Sequence[Quote],
    question: Question,
    retrieval: Retrieval,
    snapshot: Snapshot,
    model: StaticModel,
    dense: Embedder,
) -> Explanation:
    """What speaks for the quotations of an answer; those whose document was removed or replaced
    since are left out. `model` scores tokens, `dense` embeds the passages.
    """
    live = {d.name for d in snapshot.documents()}
    current = [
        q
        for q in quotes
        if q.document in live and snapshot.text(q.document)[q.start : q.end] == q.text
    ]
    return Explanation(
        tuple(_evidence(q, question, retrieval, snapshot, model) for q in current),
        THRESHOLD,
        dense.name,
        dense.fingerprint,
        dense.dimension,
        snapshot.generation,
    )


def _evidence(
    quote: Quote,
    question: Question,
    retrieval: Retrieval,
    snapshot: Snapshot,
    model: StaticModel,
) -> Evidence:
    edits = snapshot.edits(quote.document)
    # Of the whole paragraph: a list item answers together with the words that lead to it.
    paragraph = snapshot.paragraphs_of(quote.document)[quote.paragraph - 1]
    original = snapshot.text(quote.document)
    passage = original[paragraph.start : paragraph.end]
    folded = search_text(passage, edits, paragraph.start)
    aligned = _align(content_words(question), folded, original, model)
    inside = tuple(e for e in edits if e.start < quote.end and e.end > quote.start)
    return Evidence(quote, aligned, _parts(quote, retrieval), inside)


def _parts(quote: Quote, retrieval: Retrieval) -> tuple[tuple[str, float], ...]:
    if retrieval.scores is None:
        return ()
    for index, row in enumerate(retrieval.rows):
        if row.place == (quote.document, quote.paragraph):
            return tuple((n, float(p[index])) for n, p in retrieval.scores.parts.items())
    return ()


def _align(
    words: list[str], folded: SearchText, original: str, model: StaticModel
) -> tuple[Aligned, ...]:
    places = _words(folded.text)
    aligned = []
    for word in words:
        likeness, place = max(
            ((_likeness(word, folded.text[a:b], model), (a, b)) for a, b in places),
            default=(0.0, None),
        )
        if place is None or likeness < _MET:
            aligned.append(Aligned(word, "", None, max(likeness, 0.0)))
            continue
        start, end = folded.source(*place)
        aligned.append(Aligned(word, original[start:end], (start, end), likeness))
    return tuple(aligned)


def _words(text: str) -> list[Span]:
    """Where the words of a folded text stand, punctuation left out."""
    places, at = [], 0
    for word in rjieba.cut(text):
        if any(c.isalnum() for c in word):
            places.append((at, at + len(word)))
        at += len(word)
    return places


def _likeness(word: str, other: str, model: StaticModel) -> float:
    if normalize(word) == other:
        return 1.0
    (ids,) = model.token_ids([other])
    if not len(ids):
        return 0.0
    return float(np.max(word_strengths([word], model.unit_vectors(ids), model)))
