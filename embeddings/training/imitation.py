"""How a small encoder learns to be like a larger one, and to order passages and sentences as a reader does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from embeddings.training.descent import descend
from embeddings.training.encoder import FAR, Encoder
from embeddings.training.finding import (
    ANSWERING,
    SENTENCE_TEMPERATURE,
    TEMPERATURE,
    Batch,
    asked_of,
    found,
)
from embeddings.training.lessons import Integers, Rows
from embeddings.training.misses import Judged
from embeddings.training.reading import (
    QUESTIONS_AT_ONCE,
    READ,
    Read,
    Shelf,
    alike,
    joined,
    mean,
    put_back,
    seen,
    sentence_count,
)

_JUDGED = 1.0
"""Weight of ordering passages and sentences as the reader does, beside finding the passage."""
_LIKENESS = 5.0
"""Weight of the cosine distance from the larger encoder's vectors."""
_LAST, _BEFORE = 1.0, 0.25
"""Weights of being like the larger encoder's last layer, and each layer before."""


@dataclass(frozen=True, slots=True)
class States:
    """What a larger encoder made of every token of some texts, one text after the other."""

    values: torch.Tensor
    """(l, tokens, d) of l of its layers."""
    starts: Integers
    """(n,) where each text begins."""

    def of(self, which: Integers, length: int) -> torch.Tensor:
        """(l, b, length, d) of texts by number; where a text is shorter, what stands there means nothing."""
        first = torch.from_numpy(self.starts[which]).to(self.values.device)[:, None]
        at = first + torch.arange(length, device=self.values.device)[None, :]
        return self.values[:, at.clamp(max=self.values.shape[1] - 1)]


@dataclass(frozen=True, slots=True)
class Larger:
    """What a larger encoder made of the lessons: so it reads them once, and not in every batch."""

    questions: States
    passages: States


@torch.no_grad()
def remember(encoder: Encoder, shelf: Shelf, layers: int) -> Larger:
    """States of so many of its layers, evenly spaced, the last among them. They take some 13 GB."""
    lessons = shelf.lessons
    asked, held = (len(opening) + 2 for opening in lessons.opening)
    questions = _room(encoder, shelf, layers, lessons.questions.lengths + asked)
    for some in alike(lessons.questions.lengths, QUESTIONS_AT_ONCE):
        _put(encoder, questions, some, *shelf.questions(some))
    lengths = np.minimum(lessons.passages.lengths + held, READ + 2)
    passages = _room(encoder, shelf, layers, lengths)
    for some in alike(lessons.passages.lengths):
        tokens, there, _ = shelf.passages(some)
        _put(encoder, passages, some, tokens, there)
    return Larger(questions, passages)


def _room(encoder: Encoder, shelf: Shelf, layers: int, lengths: Integers) -> States:
    width = encoder.word.embedding_dim
    room = torch.zeros(
        (layers, int(lengths.sum()), width), dtype=torch.bfloat16, device=shelf.device
    )
    return States(room, Rows.of(np.array([], np.int64), lengths).starts)


def _put(
    encoder: Encoder, states: States, some: Integers, tokens: torch.Tensor, there: torch.Tensor
) -> None:
    step = len(encoder.layers) // len(states.values)
    made = encoder(tokens, there)[step - 1 :: step]
    first = torch.from_numpy(states.starts[some]).to(tokens.device)[:, None]
    at = (first + torch.arange(tokens.shape[1], device=tokens.device)[None, :])[there]
    for room, layer in zip(states.values, made, strict=True):
        room[at] = layer[there].to(room.dtype)


def imitate(
    student: Encoder,
    larger: Larger,
    shelf: Shelf,
    judged: Judged | None,
    steps: int,
    rate: float,
    draw: Iterator[Batch],
) -> None:
    """What `finding.teach` teaches, and to order the misses of a question and the sentences of its passage as they were `judged`, if they were;
    and layer by layer what each token is to the larger encoder: the squared difference of the states, as a share of
    their squares (after Jiao et al. 2020, TinyBERT)."""

    def loss_of(batch: Batch) -> torch.Tensor:
        asked = asked_of(shelf.lessons, batch)
        count = sentence_count(shelf.lessons.reaches, batch.passages)
        questions, rows, order = [], [], []
        losses = []
        for some in alike(shelf.lessons.questions.lengths[asked], QUESTIONS_AT_ONCE):
            tokens, there = shelf.questions(asked[some])
            states = student(tokens, there)
            wanted = larger.questions.of(asked[some], tokens.shape[1])
            losses.append(unlike(states, wanted, there) * len(some) / len(asked))
            questions.append(mean(states[-1], there))
            order.append(some)
        vectors = put_back(questions, order)
        order = []
        for some in alike(shelf.lessons.passages.lengths[batch.passages]):
            tokens, there, sides = shelf.passages(batch.passages[some])
            states = student(tokens, there)
            wanted = larger.passages.of(batch.passages[some], tokens.shape[1])
            losses.append(unlike(states, wanted, there) * len(some) / len(batch.passages))
            rows.append(seen(states[-1], there, sides, count))
            order.append(some)
        read = joined(rows, order)
        if judged is not None:
            losses.append(_JUDGED * _ordered(shelf, batch, vectors, read, judged))
        return found(shelf, batch, vectors, read) + sum(losses)

    descend(list(student.parameters()), steps, rate, draw, loss_of)


def unlike(
    states: Sequence[torch.Tensor],
    wanted: torch.Tensor,
    there: torch.Tensor,
    likeness: float = _LIKENESS,
) -> torch.Tensor:
    """How far states (b, n, d) of each layer, and their means with weight `likeness`, are from those `wanted` (l, b, n, d)."""
    held = there[:, :, None].float()
    loss = torch.zeros((), device=there.device)
    for number, (x, y) in enumerate(zip(states, wanted, strict=True)):
        weight = _LAST if number == len(states) - 1 else _BEFORE
        apart = ((x.float() - y.float()).square() * held).sum() / (y.float().square() * held).sum()
        loss = loss + weight * apart
    ours, theirs = mean(states[-1], there), mean(wanted[-1], there)
    return loss + likeness * (1 - (ours * theirs).sum(dim=1)).mean()


def _ordered(
    shelf: Shelf, batch: Batch, questions: torch.Tensor, read: Read, judged: Judged
) -> torch.Tensor:
    """How far the order of the listed passages, and of the own passage's sentences, is from that of the reader."""
    lists = torch.from_numpy(batch.lists).to(shelf.device)
    count = len(lists)
    _, best = read.likeness(questions[:count])
    scores = best.gather(1, lists) / TEMPERATURE
    odds, telling = judged.of(batch.pairs, batch.columns, read.there.shape[1])
    passages = _divergence(scores, odds)
    own = lists[:, 0]
    cosines = read.cosines(questions[:count], own) / SENTENCE_TEMPERATURE
    telling = telling.masked_fill(~read.there[own], FAR)
    return passages + ANSWERING * _divergence(cosines.clamp(min=FAR), telling)


def _divergence(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean Kullback-Leibler divergence (b, k) of the shares that scores give from those that are wanted."""
    ours, theirs = torch.log_softmax(scores, dim=1), torch.log_softmax(wanted, dim=1)
    return functional.kl_div(ours, theirs, log_target=True, reduction="batchmean")
