"""What is scored of a paragraph: token ids by unit, lexical terms, and whole scopes of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from assistant.clean import normalize, search_text
from assistant.text.numerals import number_terms
from assistant.text.units import structure
from assistant.types import Edit, ParagraphKind, Span
from embeddings import StaticModel, background_idf, terms
from embeddings.terms import term_hash

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

_NAMING = 0.3
"""Weight of words that name a document."""

# Words people use to ask for a line of the title block; searched with it, never shown.
_ASKED_AS: dict[ParagraphKind, str] = {
    "date": "日期 时间 什么时候 哪天 哪年 发表 讲话时间 when date year",
    "occasion": "会议 场合 地点 在哪里 什么会 讲话 occasion meeting where",
    "series": "系列 编号 刊号 期号 series number",
    "title": "题目 标题 题为 主题 title subject",
}


@dataclass(frozen=True, slots=True)
class ParagraphFeatures:
    """`units` are offsets into the paragraph; `tokens[unit_ends[i-1]:unit_ends[i]]` is unit i."""

    units: tuple[Span, ...]
    tokens: npt.NDArray[np.uint16]
    unit_ends: Integers
    terms: npt.NDArray[np.uint32]
    counts: Floats


def lexical_terms(normalized: str) -> list[str]:
    """Words, bigrams and canonical numbers (`#343`) of a normalised text, with repetitions."""
    return terms(normalized) + [f"#{n}" for n in number_terms(normalized)]


@dataclass(frozen=True, slots=True)
class Passage:
    """What of a paragraph is scored: its text, which begins at offset `start` of the document."""

    text: str
    start: int = 0
    edits: Sequence[Edit] = ()
    kind: ParagraphKind = "body"


def paragraph_features(model: StaticModel, passages: Sequence[Passage]) -> list[ParagraphFeatures]:
    """Features of each of them. Many at once take half the time, as their units are tokenized
    together."""
    cut = [_units(passage) for passage in passages]
    asked_as = [_ASKED_AS.get(passage.kind, "") for passage in passages]
    tokens = iter(
        model.token_ids(
            [
                f"{unit} {asked}" if asked else unit
                for (_, searched), asked in zip(cut, asked_as, strict=True)
                for unit in searched
            ]
        )
    )
    found = []
    for (spans, searched), asked in zip(cut, asked_as, strict=True):
        own = list(islice(tokens, len(searched)))
        counted = Counter(term_hash(t) for s in [*searched, asked] if s for t in lexical_terms(s))
        hashes = np.fromiter(counted, np.uint32, len(counted))
        order = np.argsort(hashes)
        found.append(
            ParagraphFeatures(
                spans,
                np.concatenate(own),
                np.cumsum([len(t) for t in own]),
                hashes[order],
                np.fromiter(counted.values(), np.float32, len(counted))[order],
            )
        )
    return found


def _units(passage: Passage) -> tuple[tuple[Span, ...], list[str]]:
    """Units that have search text, and that; the whole paragraph if there are none."""
    text, start = passage.text, passage.start
    whole = search_text(text, passage.edits, start)
    folded = {
        (a, b): whole.text[whole.position(start + a) : whole.position(start + b)].strip()
        for a, b in structure(text).units
    }
    kept = {unit: searched for unit, searched in folded.items() if searched}
    kept = kept or {(0, len(text)): normalize(text)}
    return tuple(kept), list(kept.values())


@dataclass(frozen=True, slots=True)
class ScopeFeatures:
    """The features of P paragraphs with U units, N tokens, and V distinct ones, laid out for scoring at once."""

    ids: Integers
    """(P,) paragraph ids."""
    units: tuple[tuple[Span, ...], ...]
    first_units: Integers
    """(P,) first unit of each paragraph."""
    paragraph_of_unit: Integers
    """(U,)"""
    unit_lengths: Floats
    """(U,) characters of each unit."""
    vocabulary: Floats
    """(d, V) unit vectors of the distinct tokens of the scope, a column each: a few rows are multiplied with these in half the
    time that they take with rows."""
    holders: npt.NDArray[np.int32]
    """(N,) units that hold the first of these tokens, as often as they do, then those that hold the second, and so on."""
    first_holders: Integers
    """(V + 1,) where each token's begin in `holders`, and where the last one's end."""
    unit_vectors: Floats
    """(U, d) unit-length means of the token vectors."""
    paragraph_vectors: Floats
    """(P, d)"""
    terms: npt.NDArray[np.uint32]
    """(E,) sorted term hashes of all paragraphs, with `postings` and `counts` beside them."""
    postings: Integers
    counts: Floats
    lengths: Floats
    """(P,) number of terms."""
    one_document: bool
    """Whether these are all paragraphs of one document. What most of them speak of is its matter and tells them
    apart less; over several documents the background's frequencies say it better (benchmarks/LOG.md)."""

    def vocabulary_of(self, paragraph: int) -> Floats:
        """(v, d) unit vectors of the distinct tokens of one paragraph."""
        first, end = np.append(self.first_units, len(self.paragraph_of_unit))[
            paragraph : paragraph + 2
        ]
        places = np.flatnonzero((self.holders >= first) & (self.holders < end))
        tokens = np.searchsorted(self.first_holders, places, "right") - 1
        own: Floats = self.vocabulary[:, np.unique(tokens)].T
        return own


def scope_features(
    model: StaticModel,
    ids: Integers,
    paragraphs: Sequence[ParagraphFeatures],
    *,
    one_document: bool = True,
) -> ScopeFeatures:
    """Join the features of at least one paragraph."""
    sizes = np.array([len(p.units) for p in paragraphs])
    lengths = np.concatenate([np.diff(p.unit_ends, prepend=0) for p in paragraphs])
    # A unit without tokens gets the unknown one, 0: what is summed needs one at least.
    tokens = np.concatenate([p.tokens for p in paragraphs])
    if (lengths == 0).any():
        tokens = np.insert(tokens, np.cumsum(lengths)[lengths == 0], 0)
        lengths = np.maximum(lengths, 1)
    unit_starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    first_units = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    distinct = model.distinct(tokens)
    by_token = np.argsort(tokens, kind="stable")
    sums = model.sum_ids(tokens, np.concatenate([unit_starts, [len(tokens)]]))
    terms_ = np.concatenate([p.terms for p in paragraphs])
    owners = np.repeat(np.arange(len(paragraphs)), [len(p.terms) for p in paragraphs])
    counts = np.concatenate([p.counts for p in paragraphs])
    order = np.argsort(terms_, kind="stable")
    return ScopeFeatures(
        ids=ids,
        units=tuple(p.units for p in paragraphs),
        first_units=first_units,
        paragraph_of_unit=np.repeat(np.arange(len(paragraphs)), sizes),
        unit_lengths=np.array([b - a for p in paragraphs for a, b in p.units], np.float32),
        vocabulary=np.ascontiguousarray(model.unit_vectors(distinct).T),
        holders=np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[by_token],
        first_holders=np.searchsorted(tokens[by_token], np.append(distinct, model.vocabulary_size)),
        unit_vectors=unit_rows(sums),
        paragraph_vectors=unit_rows(np.add.reduceat(sums, first_units, axis=0)),
        terms=terms_[order],
        postings=owners[order],
        counts=counts[order],
        lengths=np.bincount(owners, weights=counts, minlength=len(paragraphs)).astype(np.float32),
        one_document=one_document,
    )


def unit_rows(matrix: Floats) -> Floats:
    """Rows scaled to length 1; zero rows stay zero."""
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Floats = (matrix / np.maximum(norms, 1e-12)).astype(np.float32)
    return scaled


@dataclass(frozen=True, slots=True)
class QueryFeatures:
    """A question ready for scoring: T distinct tokens, K distinct lexical terms."""

    text: str
    tokens: npt.NDArray[np.uint16]
    vectors: Floats
    """(T, d) unit vectors."""
    weights: Floats
    """(T,) importance, the norms of the token vectors."""
    vector: Floats
    """(d,) unit mean vector."""
    terms: tuple[str, ...]
    idf: Floats
    """(K,) background inverse document frequencies, times `lightness`."""
    lightness: Floats
    """(K,) 1, or less for words that name a document."""


def query_features(
    model: StaticModel, question: str, naming: Collection[str] = ()
) -> QueryFeatures:
    """Features of a question in its original writing; it must hold at least one token.

    `naming` are normalised words that tell which document is meant and so say little about which
    of its paragraphs: they weigh less.
    """
    text = normalize(question)
    ids, spans = model.tokenize(text)
    named = covered(text, naming)
    factor = np.array([_NAMING if named[a:b].any() else 1.0 for a, b in spans], np.float32)
    distinct, inverse = np.unique(ids, return_inverse=True)
    heaviest = np.zeros(len(distinct), np.float32)
    np.maximum.at(heaviest, inverse, factor)
    words = tuple(dict.fromkeys(lexical_terms(text)))
    about = set(lexical_terms("".join(" " if n else c for c, n in zip(text, named, strict=True))))
    light = np.array([1.0 if w in about else _NAMING for w in words], np.float32)
    total = (model.vectors(ids) * factor[:, None]).sum(axis=0, keepdims=True)
    return QueryFeatures(
        text,
        distinct,
        model.unit_vectors(distinct),
        model.weights(distinct) * heaviest,
        unit_rows(total.astype(np.float32))[0],
        words,
        background_idf(words) * light,
        light,
    )


def covered(text: str, words: Collection[str]) -> npt.NDArray[np.bool_]:
    """(n,) which characters of the text belong to an occurrence of one of the words; what stands again apart from more of them
    does not: 脱贫攻坚 names a meeting in 脱贫攻坚座谈会, but not in the 脱贫攻坚普查 that is asked about."""
    covered = np.zeros(len(text), np.bool_)
    for word in words:
        at = text.find(word)
        while at >= 0:
            covered[at : at + len(word)] = True
            at = text.find(word, at + 1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], covered, [False]]).astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
    for a, b in runs:
        if any(b - a < d - c and text[a:b] in text[c:d] for c, d in runs):
            covered[a:b] = False
    return covered
