"""Passages that are much like a question and do not answer it, and what a reader judges of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from embeddings.training.encoder import Encoder
from embeddings.training.lessons import GENERAL, Integers, Lessons
from embeddings.training.reading import Read, Shelf, read_passages, read_questions

_READ_AT_ONCE = 4096
_ASKED_AT_ONCE = 256
_NEAR, _NEAREST = 10, 6
"""Passages of all, and of the same document, that are most like a question and do not answer it."""
_OF_DOCUMENT = 3
"""Misses of the same document, at most; and of those that are known not to answer."""
MISSES = 6
"""Misses of a question."""
_CLEARLY = 0.03
"""By how much more than its own passage one of another document may be like a question: those more alike often
answer it too."""
_LOOKED_AT = 48

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reader says of each pair's passage and of its misses, on a device."""

    odds: torch.Tensor
    """(N, 1 + MISSES) log odds that the passage answers, its own first."""
    telling: torch.Tensor
    """(N, 1 + MISSES, s) log odds of its sentences, up to a constant of each passage."""

    def of(
        self, pairs: Integers, columns: Integers, count: int
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Of pairs by number the odds (n, k) in some `columns` (n, k), and those of the first `count` sentences of their own
        passages."""
        rows, chosen = (torch.from_numpy(x).to(self.odds.device) for x in (pairs, columns))
        return self.odds[rows].gather(1, chosen), self.telling[rows, 0, :count].float()


@torch.no_grad()
def near_misses(encoder: Encoder, shelf: Shelf, rng: np.random.Generator) -> Integers:
    """(N, MISSES) passages for each pair, repeated where there are too few, some of those known and otherwise by the
    vectors of an encoder."""
    lessons = shelf.lessons
    read = read_all(encoder, shelf)
    answers: defaultdict[int, set[int]] = defaultdict(set)
    of_document: defaultdict[int, set[int]] = defaultdict(set)
    for question, passage, document in lessons.pairs:
        answers[question].update((passage, *lessons.partly[question]))
        of_document[document].add(passage)
    beside = {d: np.array(sorted(ps)) for d, ps in of_document.items() if d != GENERAL}
    found = np.zeros((len(lessons.pairs), MISSES), np.int64)
    for start in range(0, len(found), _ASKED_AT_ONCE):
        some = lessons.pairs[start : start + _ASKED_AT_ONCE]
        questions = read_questions(encoder, shelf, some[:, 0])
        _, best = read.likeness(questions.to(read.vectors.dtype))
        tops = best.topk(min(_LOOKED_AT, best.shape[1]), dim=1).indices.cpu().numpy()
        likeness = best.float().cpu().numpy()
        for row, (question, passage, document) in enumerate(some):
            known = rng.permutation(lessons.misses[question])[:_OF_DOCUMENT]
            left_out = answers[question] | set(known)
            near = _near(
                likeness[row], tops[row], int(passage), beside.get(document), left_out, rng
            )
            found[start + row] = np.resize([*known, *near] or [passage], MISSES)
    return found


def _near(
    likeness: Floats,
    tops: Integers,
    passage: int,
    beside: Integers | None,
    left_out: set[int],
    rng: np.random.Generator,
) -> list[int]:
    """Up to MISSES passages, of the same document before others."""
    own = np.array([], np.int64) if beside is None else beside[np.argsort(-likeness[beside])]
    near = [int(i) for i in own if i not in left_out][:_NEAREST]
    chosen = [int(i) for i in rng.permutation(near)[:_OF_DOCUMENT]]
    most = likeness[passage] + _CLEARLY
    left_out = left_out | set(chosen)
    far = [int(i) for i in tops if i not in left_out and likeness[i] < most]
    others = [int(i) for i in rng.permutation(far[:_NEAR])]
    return [*chosen, *others][:MISSES]


@torch.no_grad()
def read_all(encoder: Encoder, shelf: Shelf) -> Read:
    """Every passage of the lessons, in halves of floats to spare memory."""
    half = torch.float16 if shelf.device.type == "cuda" else torch.float32
    most = max(1, int(shelf.lessons.reaches.lengths.max()) // 2)
    vectors, parts = [], []
    for start in range(0, len(shelf.lessons.passages), _READ_AT_ONCE):
        which = np.arange(start, min(start + _READ_AT_ONCE, len(shelf.lessons.passages)))
        read = read_passages(encoder, shelf, which)
        vectors.append(read.vectors.to(half))
        missing = most - read.parts.shape[1]
        parts.append(torch.nn.functional.pad(read.parts, (0, 0, 0, missing)).to(half))
    whole = torch.cat(parts)
    return Read(torch.cat(vectors), whole, whole.abs().sum(dim=2) > 0)


@dataclass(frozen=True, slots=True)
class Likest:
    """Which sentence of a passage is most like a question."""

    listed: Integers
    """(N, 1 + MISSES) of each pair's own passage and of its misses."""
    cosines: Floats
    """(N, s) of the sentences of its own passage; far below any for those that are not there."""
    trapped: Integers
    """(T,) of the passage of each trap, in the order of `Lessons.traps`."""


@torch.no_grad()
def likest_sentences(encoder: Encoder, shelf: Shelf, misses: Integers) -> Likest:
    """By the vectors of an encoder."""
    lessons = shelf.lessons
    read = read_all(encoder, shelf)
    listed = listed_passages(lessons, misses)
    found = np.zeros(listed.shape, np.int64)
    own = np.zeros((len(listed), read.parts.shape[1]), np.float32)
    for start in range(0, len(listed), _ASKED_AT_ONCE):
        some = listed[start : start + _ASKED_AT_ONCE]
        asked = lessons.pairs[start : start + _ASKED_AT_ONCE, 0]
        questions = read_questions(encoder, shelf, asked).to(read.vectors.dtype)
        flat = torch.from_numpy(some.reshape(-1)).to(shelf.device)
        cosines = read.cosines(questions.repeat_interleave(some.shape[1], dim=0), flat)
        cosines = cosines.view(*some.shape, -1).float()
        found[start : start + len(some)] = cosines.argmax(dim=2).cpu().numpy()
        own[start : start + len(some)] = cosines[:, 0].cpu().numpy()
    passages = np.repeat(np.arange(len(lessons.traps)), lessons.traps.lengths)
    trapped = np.zeros(len(passages), np.int64)
    for start in range(0, len(passages), _ASKED_AT_ONCE):
        asked = lessons.traps.flat[start : start + _ASKED_AT_ONCE]
        where = torch.from_numpy(passages[start : start + _ASKED_AT_ONCE]).to(shelf.device)
        questions = read_questions(encoder, shelf, asked).to(read.vectors.dtype)
        best = read.cosines(questions, where).argmax(dim=1)
        trapped[start : start + len(asked)] = best.cpu().numpy()
    return Likest(found, own, trapped)


def listed_passages(lessons: Lessons, misses: Integers) -> Integers:
    """(N, 1 + MISSES) each pair's own passage and its misses."""
    listed: Integers = np.concatenate([lessons.pairs[:, 1:2], misses], axis=1)
    return listed
