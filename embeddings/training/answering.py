"""How a cross-encoder learns which passages answer a question, and which of their sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from embeddings.cross import PASSAGE_TOKENS
from embeddings.training.cross import CrossNetwork
from embeddings.training.descent import descend
from embeddings.training.encoder import FAR
from embeddings.training.lessons import SENTENCES, Integers, Lessons
from embeddings.training.misses import Judged, Likest, listed_passages
from embeddings.training.reading import Shelf, alike, put_back

_TRAPS, _TOLD, _TELLING = 0.5, 0.3, 0.5
"""Weights of telling a question from one that its passage does not answer, of telling right pairs from wrong ones, and of
telling the sentence that answers, beside finding the passage."""
_RARE = 1.0
"""Natural logarithm of the odds that are taken off before right and wrong pairs are told apart: most are wrong."""
_DRAWN = 4
"""Misses of a question in a batch."""
_ELSEWHERE = 0.3
"""How often a stretch is not that around the sentence most like the question, but around one that answers."""
_JUDGED = 0.5
"""Weight of what the reader judges, beside what is known."""
_LEAST_TOLD = 0.1
"""Share of a passage's answer that a stretch holds at least, for its sentences to be told apart."""
_WHOLE = 192
"""Tokens of a passage that the reader reads."""
_JUDGED_AT_ONCE = 4096

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and passages to read together, b of them, and what should be found."""

    questions: Integers
    passages: Integers
    ends: Integers | None
    """(b, 2) first and last sentence of the stretches, or None where passages are read whole."""
    wanted: Floats
    """(b,) how probable it is that they answer."""
    lists: Integers
    """(n, k) places among b: a question's own passage, and its misses."""
    traps: Integers
    """(t, 2) places among b: what is answered, and a question of the same passage that is not."""
    told: Floats
    """(n, s) how probably each sentence of the n own passages answers; zero where that is not known."""


def teach(
    network: CrossNetwork, shelf: Shelf, steps: int, rate: float, draw: Iterator[Batch]
) -> None:
    """The cross entropy of the right passage among the misses, of the right sentence, of right against wrong pairs; and the
    logistic loss of the difference from a question that the passage does not answer."""
    encoder = network.encoder
    begun = [*encoder.layers.parameters(), *encoder.pos.parameters(), *encoder.ln.parameters()]
    known = {id(p) for p in [*begun, *encoder.word.parameters()]}
    fresh = [p for p in network.parameters() if id(p) not in known]

    def loss_of(batch: Batch) -> torch.Tensor:
        return loss(network, shelf, batch)

    network.train()
    descend(begun, steps, rate, draw, loss_of, fresh)
    network.eval()


def loss(network: CrossNetwork, shelf: Shelf, batch: Batch) -> torch.Tensor:
    """As `teach` says."""
    odds, telling = read_pairs(network, shelf, batch.questions, batch.passages, batch.ends)
    wanted, told = (torch.from_numpy(x).to(shelf.device) for x in (batch.wanted, batch.told))
    lists, traps = (torch.from_numpy(x).to(shelf.device) for x in (batch.lists, batch.traps))
    right = functional.binary_cross_entropy_with_logits(odds - _RARE, wanted)
    shares = wanted[lists] / wanted[lists].sum(dim=1, keepdim=True).clamp(min=1e-6)
    among = -(shares * torch.log_softmax(odds[lists], dim=1)).sum(dim=1).mean()
    trapped = functional.softplus(odds[traps[:, 1]] - odds[traps[:, 0]]).sum()
    logs = torch.log_softmax(telling[lists[:, 0]], dim=1)
    told = told * (telling[lists[:, 0]] > FAR)  # of what was read
    sentences = -(told * logs.clamp(min=FAR)).sum() / told.sum().clamp(min=1)
    return among + _TRAPS * trapped / max(len(traps), 1) + _TOLD * right + _TELLING * sentences


def read_pairs(
    network: CrossNetwork,
    shelf: Shelf,
    questions: Integers,
    passages: Integers,
    ends: Integers | None = None,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Log odds (b,) of pairs, and (b, SENTENCES) of the sentences of their passages; of `ends` (b, 2) only stretches are read."""
    lessons = shelf.lessons
    order, odds, telling = [], [], []
    for some in alike(lessons.passages.lengths[passages]):
        asked, asked_there = shelf.questions(questions[some])
        if ends is None:
            held, held_there, sides = shelf.passages(passages[some], _WHOLE)
        else:
            held, held_there, sides = shelf.passages(passages[some], PASSAGE_TOKENS, ends[some])
        found = network(asked, held, asked_there, held_there, sides, SENTENCES)
        odds.append(found[0])
        telling.append(found[1])
        order.append(some)
    return put_back(odds, order), put_back(telling, order)


@torch.no_grad()
def judge(network: CrossNetwork, shelf: Shelf, misses: Integers) -> Judged:
    """What a reader says of each pair's passage and of its misses."""
    listed = listed_passages(shelf.lessons, misses)
    questions = np.repeat(shelf.lessons.pairs[:, 0], listed.shape[1])
    passages = listed.reshape(-1)
    odds, telling = [], []
    for start in range(0, len(passages), _JUDGED_AT_ONCE):
        part = slice(start, start + _JUDGED_AT_ONCE)
        found = read_pairs(network, shelf, questions[part], passages[part])
        odds.append(found[0])
        telling.append(found[1].half())
    shape = listed.shape
    return Judged(torch.cat(odds).view(shape), torch.cat(telling).view(*shape, -1))


def whole_batch(
    lessons: Lessons, misses: Integers, pairs: Integers, rng: np.random.Generator
) -> Batch:
    """Passages to read whole, for pairs by number with some of their misses."""
    draw = _Drawing(lessons, rng)
    for pair in pairs:
        question, passage, _ = (int(n) for n in lessons.pairs[pair])
        own = draw.add(question, passage, 1.0)
        chosen = rng.permutation(misses[pair])[:_DRAWN]
        draw.listed(own, [draw.add(question, int(miss), 0.0) for miss in chosen])
        draw.telling(_known(lessons, int(pair)))
        draw.trap(own, passage, None)
    return draw.batch(cut=False)


def stretch_batch(
    lessons: Lessons,
    misses: Integers,
    likest: Likest,
    judged: Floats,
    pairs: Integers,
    rng: np.random.Generator,
) -> Batch:
    """Stretches of passages, for pairs by number: one that answers, the likest of its passage that does not, if there is
    one, and of some misses the likest. `judged` (N, 1 + MISSES, s) is how probably each sentence answers, as `probabilities` has it."""
    draw = _Drawing(lessons, rng)
    for pair in map(int, pairs):
        question, passage, _ = (int(n) for n in lessons.pairs[pair])
        reach = lessons.reaches[passage].reshape(-1, 2)
        known, told = _known(lessons, pair), judged[pair]
        shares = told[0] / max(float(told[0].sum()), 1e-6)
        if known.any():
            shares = (1 - _JUDGED) * known + _JUDGED * shares
        ends = _ends(reach, _chosen(reach, likest.listed[pair, 0], shares, rng))
        within = slice(ends[0], ends[1] + 1)
        certain = float(known[within].sum()) if known.any() else 1.0
        wanted = (1 - _JUDGED) * certain + _JUDGED * float(told[0, within].sum())
        own = draw.add(question, passage, wanted, ends)
        others: list[int] = []
        outside = [i for i in range(len(reach)) if not _meets(reach, i, known > 0)]
        if known.any() and outside:
            far = _ends(reach, max(outside, key=lambda i: float(likest.cosines[pair, i])))
            mass = float(told[0, far[0] : far[1] + 1].sum())
            others.append(draw.add(question, passage, _JUDGED * mass, far))
        for column in rng.permutation(misses.shape[1])[: _DRAWN - len(others)]:
            miss = int(misses[pair, column])
            far = _ends(lessons.reaches[miss].reshape(-1, 2), likest.listed[pair, 1 + column])
            mass = float(told[1 + column, far[0] : far[1] + 1].sum())
            others.append(draw.add(question, miss, _JUDGED * mass, far))
        draw.listed(own, others)
        inside = np.zeros_like(shares)
        inside[within] = shares[within]
        draw.telling(inside if inside.sum() > _LEAST_TOLD else np.zeros_like(inside))
        draw.trap(own, passage, likest.trapped)
    return draw.batch(cut=True)


def probabilities(judged: Judged) -> Floats:
    """(N, 1 + MISSES, s) how probably each sentence answers: the passage's probability in shares."""
    shares = torch.softmax(judged.telling.float(), dim=2)
    found = torch.sigmoid(judged.odds - _RARE)[:, :, None] * shares
    return np.asarray(found.cpu().numpy(), np.float32)


class _Drawing:
    """A batch as it is put together."""

    def __init__(self, lessons: Lessons, rng: np.random.Generator) -> None:
        self._lessons, self._rng = lessons, rng
        self._rows: list[tuple[int, int, float, tuple[int, int]]] = []
        self._lists: list[list[int]] = []
        self._traps: list[tuple[int, int]] = []
        self._told: list[Floats] = []

    def add(
        self, question: int, passage: int, wanted: float, ends: tuple[int, int] = (0, SENTENCES)
    ) -> int:
        self._rows.append((question, passage, wanted, ends))
        return len(self._rows) - 1

    def listed(self, own: int, others: Sequence[int]) -> None:
        self._lists.append([own, *others])

    def telling(self, shares: Floats) -> None:
        self._told.append(shares / max(float(shares.sum()), 1e-6))

    def trap(self, own: int, passage: int, likest: Integers | None) -> None:
        """One of the questions that the passage does not answer, if there is any."""
        traps = self._lessons.traps
        if not traps.lengths[passage]:
            return
        at = int(traps.starts[passage] + self._rng.integers(traps.lengths[passage]))
        ends = (0, SENTENCES)
        if likest is not None:
            ends = _ends(self._lessons.reaches[passage].reshape(-1, 2), likest[at])
        self._traps.append((own, self.add(int(traps.flat[at]), passage, 0.0, ends)))

    def batch(self, cut: bool) -> Batch:
        questions, passages, wanted, ends = zip(*self._rows, strict=True)
        return Batch(
            np.array(questions),
            np.array(passages),
            np.array(ends) if cut else None,
            np.array(wanted, np.float32),
            np.array(self._lists),
            np.array(self._traps, np.int64).reshape(-1, 2),
            np.array(self._told, np.float32),
        )


def _known(lessons: Lessons, pair: int) -> Floats:
    """(SENTENCES,) the sentences that are known to answer, each with the same share; zero if that is not known."""
    bits = (int(lessons.telling[pair]) >> np.arange(SENTENCES)) & 1
    return np.asarray(bits / max(int(bits.sum()), 1), np.float32)


def _chosen(reach: Integers, likest: int, shares: Floats, rng: np.random.Generator) -> int:
    """The sentence around which to read: the likest, unless a likelier one is out of its reach, or now and then."""
    first, last = _ends(reach, likest)
    own = shares[: len(reach)]
    if own.sum() > 0 and (shares[first : last + 1].sum() < 0.5 or rng.random() < _ELSEWHERE):
        return int(rng.choice(len(reach), p=own / own.sum()))
    return int(likest)


def _ends(reach: Integers, sentence: int) -> tuple[int, int]:
    if not len(reach):
        return 0, SENTENCES
    first, last = reach[min(int(sentence), len(reach) - 1)]
    return int(first), int(last)


def _meets(reach: Integers, sentence: int, telling: NDArray[np.bool_]) -> bool:
    first, last = _ends(reach, sentence)
    return bool(telling[first : last + 1].any())


def epochs(count: int, size: int, rng: random.Random) -> Iterator[Integers]:
    """Numbers below `count`, in batches of `size`, again and again."""
    while True:
        order = np.array(rng.sample(range(count), count), np.int64)
        yield from (order[i : i + size] for i in range(0, max(count - size, 0) + 1, size))
