"""What the models that read texts whole learn from, as tokens: questions, passages with their sentences, who answers
whom, and what is asked of a passage in vain."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.context import PASSAGE, QUESTION, Span, sentences
from embeddings.cross import reach
from embeddings.training.data import Pair

Integers = NDArray[np.int64]

QUESTION_TOKENS, PASSAGE_TOKENS = 44, 256
"""Tokens of either that are known, those of QUESTION and PASSAGE included, a first and a last one not."""
SENTENCES = 24
"""Sentences of a passage that are told apart."""
GENERAL = -1
"""In place of its document, of a pair from a general source."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of questions and passages beside which belong together."""

    answers: Mapping[Pair, Sequence[Span]] = field(default_factory=dict)
    """Where in its passage a question is answered, in code points."""
    traps: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By passage: questions of the same matter, build and register that it does not answer."""
    misses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By question: passages that somebody read for it, and they do not answer."""
    partly: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By question: passages that answer in part, neither right nor a miss."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Integers in rows of different length."""

    flat: Integers
    starts: Integers
    lengths: Integers

    @classmethod
    def of(cls, flat: Integers, lengths: Integers) -> Rows:
        """The rows that stand one after the other in `flat`, of `lengths` (n,)."""
        return cls(flat, np.cumsum([0, *lengths], dtype=np.int64)[:-1], lengths)

    @classmethod
    def from_lists(cls, rows: Sequence[Sequence[int]]) -> Rows:
        """n rows as they are given."""
        flat = np.array([value for row in rows for value in row], np.int64)
        return cls.of(flat, np.array([len(row) for row in rows], np.int64))

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, number: int) -> Integers:
        start = self.starts[number]
        row: Integers = self.flat[start : start + self.lengths[number]]
        return row


@dataclass(frozen=True, slots=True)
class Lessons:
    """Tokens of Q questions and P passages, without those of QUESTION and PASSAGE, and N pairs of them."""

    opening: tuple[Sequence[int], Sequence[int]]
    """Tokens of QUESTION and of PASSAGE."""
    questions: Rows
    passages: Rows
    sentences: Rows
    """By passage, which sentence each of its tokens is of, from 0; -1 for none, and from SENTENCES on."""
    reaches: Rows
    """By passage, the first and the last sentence of the stretch around each, one after the other."""
    pairs: Integers
    """(N, 3) a question, a passage that answers it, and their document, or GENERAL."""
    telling: Integers
    """(N,) bit i says that sentence i of the passage answers; 0 where it is not known which."""
    traps: Rows
    """By passage, questions that it does not answer."""
    misses: Rows
    """By question, passages that are known not to answer it."""
    partly: Rows
    """By question, passages that answer it in part."""


def lessons_of(
    tokenizer: Tokenizer, groups: Sequence[Sequence[Pair]], general: Sequence[Pair], known: Known
) -> Lessons:
    """Of `groups` of pairs of question and passage, each of one document, and of `general` pairs."""
    pairs = [(*pair, n) for n, group in enumerate(groups) for pair in group]
    pairs += [(*pair, GENERAL) for pair in general]
    passages = list(dict.fromkeys(passage for _, passage, _ in pairs))
    traps = [list(known.traps.get(passage, ())) for passage in passages]
    questions = list(dict.fromkeys([*(q for q, _, _ in pairs), *(q for row in traps for q in row)]))
    asked = {text: number for number, text in enumerate(questions)}
    held = {text: number for number, text in enumerate(passages)}

    def read_for(found: Mapping[str, Sequence[str]]) -> Rows:
        return Rows.from_lists(
            [[held[p] for p in found.get(q, ()) if p in held] for q in questions]
        )

    # Their last blank is part of the first token of what follows.
    opening = tuple(tokenizer.encode(prefix.rstrip()).ids for prefix in (QUESTION, PASSAGE))
    own = len(opening[1])
    spans = [sentences(passage)[:SENTENCES] for passage in passages]
    tokens, sides = [], []
    for passage, places in zip(passages, spans, strict=True):
        encoded = tokenizer.encode(PASSAGE + passage)
        offsets = np.array(encoded.offsets, np.int64)[own:PASSAGE_TOKENS] - len(PASSAGE)
        tokens.append(encoded.ids[own:PASSAGE_TOKENS])
        sides.append(_sentence_of(offsets, places))
    own = len(opening[0])
    return Lessons(
        opening=(opening[0], opening[1]),
        questions=Rows.from_lists(
            [tokenizer.encode(QUESTION + q).ids[own:QUESTION_TOKENS] for q in questions]
        ),
        passages=Rows.from_lists(tokens),
        sentences=Rows.from_lists(sides),
        reaches=Rows.from_lists([[n for i in range(len(s)) for n in reach(s, i)] for s in spans]),
        pairs=np.array([(asked[q], held[p], document) for q, p, document in pairs], np.int64),
        telling=np.array(
            [_telling(spans[held[p]], known.answers.get((q, p), ())) for q, p, _ in pairs], np.int64
        ),
        traps=Rows.from_lists([[asked[q] for q in row] for row in traps]),
        misses=read_for(known.misses),
        partly=read_for(known.partly),
    )


def _sentence_of(offsets: Integers, spans: Sequence[Span]) -> list[int]:
    found = np.full(len(offsets), -1)
    for number, (start, end) in enumerate(spans):
        found[(offsets[:, 0] < end) & (offsets[:, 1] > start)] = number
    return [int(n) for n in found]


def _telling(spans: Sequence[Span], answers: Sequence[Span]) -> int:
    """The bits of the sentences in which an answer stands."""
    return sum(1 << i for i, (a, b) in enumerate(spans) if any(a < y and b > x for x, y in answers))


def by_documents(
    pairs: Integers, size: int, together: int, rng: random.Random
) -> Iterator[Integers]:
    """Numbers of `pairs` (N, 3) in batches of about `size`, again and again, those of one document in runs of at most
    `together`."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, document in enumerate(pairs[:, 2]):
        members[int(document)].append(number)
    while True:
        runs: list[list[int]] = []
        for document, numbers in members.items():
            most = 1 if document == GENERAL else together
            mixed = rng.sample(numbers, len(numbers))
            runs += [mixed[i : i + most] for i in range(0, len(mixed), most)]
        rng.shuffle(runs)
        flat = np.array([number for run in runs for number in run], np.int64)
        yield from np.array_split(flat, max(1, len(flat) // size))
