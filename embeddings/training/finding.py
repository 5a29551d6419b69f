"""How an encoder learns to find: which passage answers a question, which of its sentences, and what no passage does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from embeddings.training.descent import descend
from embeddings.training.encoder import FAR, Encoder
from embeddings.training.lessons import Integers, Lessons
from embeddings.training.misses import Judged
from embeddings.training.reading import (
    QUESTIONS_AT_ONCE,
    Read,
    Shelf,
    alike,
    joined,
    mean,
    put_back,
    read_passages,
    read_questions,
    seen,
    sentence_count,
)

_TEMPERATURE, _SENTENCE_TEMPERATURE = 0.02, 0.05
_ANSWERING, _UNANSWERED, _JUDGED = 0.5, 0.3, 1.0
"""Weights of finding the sentence that answers, of being unlike what a passage does not answer, and of ordering passages
and sentences as the reader does, beside finding the passage."""
_LIKENESS = 5.0
"""Weight of the cosine distance from the larger encoder's vectors."""
_LAST, _BEFORE = 1.0, 0.25
"""Weights of being like the larger encoder's last layer, and each layer before."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Numbers of n pairs, of the distinct passages of these, of a trap for each passage that has any, and the place of
    each question's passage; and of each pair, in `lists` (n, k), the places of passages to put in order, its own first, and which `columns`
    (n, k) of all its misses these are."""

    pairs: Integers
    passages: Integers
    traps: Integers
    places: Integers
    lists: Integers
    columns: Integers


def drawn(
    lessons: Lessons,
    pairs: Integers,
    rng: np.random.Generator,
    listed: Integers | None = None,
    misses: int = 0,
) -> Batch:
    """`pairs` by number, each with some `misses` of those `listed` (N, 1 + MISSES) after its own passage."""
    own = lessons.pairs[pairs, 1]
    columns = np.zeros((len(pairs), 1 if listed is None else 1 + misses), np.int64)
    chosen = own[:, None]
    if listed is not None:
        shuffled = np.argsort(rng.random((len(pairs), listed.shape[1] - 1)), axis=1)
        columns[:, 1:] = 1 + shuffled[:, :misses]
        chosen = np.take_along_axis(listed[pairs], columns, axis=1)
    passages, places = np.unique(chosen, return_inverse=True)
    places = places.reshape(chosen.shape)
    asked = np.unique(own)
    asked = asked[lessons.traps.lengths[asked] > 0]
    at = (rng.random(len(asked)) * lessons.traps.lengths[asked]).astype(np.int64)
    traps = lessons.traps.flat[lessons.traps.starts[asked] + at]
    return Batch(pairs, passages, traps, places[:, 0], places, columns)


def teach(encoder: Encoder, shelf: Shelf, steps: int, rate: float, draw: Iterator[Batch]) -> None:
    """Find the passage among those of the batch, the sentence in it, and tell what is not answered."""

    def loss_of(batch: Batch) -> torch.Tensor:
        questions = read_questions(encoder, shelf, _asked(shelf.lessons, batch))
        return _found(shelf, batch, questions, read_passages(encoder, shelf, batch.passages))

    descend(list(encoder.parameters()), steps, rate, draw, loss_of)


def imitate(
    student: Encoder,
    teacher: Encoder,
    shelf: Shelf,
    judged: Judged,
    steps: int,
    rate: float,
    draw: Iterator[Batch],
) -> None:
    """What `teach` teaches, and to order the misses of a question and the sentences of its passage as they were `judged`; and
    layer by layer what each token is to the teacher: the squared difference of the states from those of every third layer, as a share of
    their squares (after Jiao et al. 2020, TinyBERT)."""

    def loss_of(batch: Batch) -> torch.Tensor:
        asked = _asked(shelf.lessons, batch)
        count = sentence_count(shelf.lessons.reaches, batch.passages)
        questions, rows, order = [], [], []
        losses = []
        for some in alike(shelf.lessons.questions.lengths[asked], QUESTIONS_AT_ONCE):
            tokens, there = shelf.questions(asked[some])
            ours, loss = _imitated(student, teacher, tokens, there)
            losses.append(loss * len(some) / len(asked))
            questions.append(mean(ours, there))
            order.append(some)
        vectors = put_back(questions, order)
        order = []
        for some in alike(shelf.lessons.passages.lengths[batch.passages]):
            tokens, there, sides = shelf.passages(batch.passages[some])
            ours, loss = _imitated(student, teacher, tokens, there)
            losses.append(loss * len(some) / len(batch.passages))
            rows.append(seen(ours, there, sides, count))
            order.append(some)
        read = joined(rows, order)
        found = _found(shelf, batch, vectors, read)
        return found + _JUDGED * _ordered(shelf, batch, vectors, read, judged) + sum(losses)

    descend(list(student.parameters()), steps, rate, draw, loss_of)


def _asked(lessons: Lessons, batch: Batch) -> Integers:
    asked: Integers = np.concatenate([lessons.pairs[batch.pairs, 0], batch.traps])
    return asked


def _imitated(
    student: Encoder, teacher: Encoder, tokens: torch.Tensor, there: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """The student's last states, and how far all its states and its vectors are from the teacher's."""
    states = student(tokens, there)
    step = len(teacher.layers) // len(student.layers)
    with torch.no_grad():
        wanted = teacher(tokens, there)[step - 1 :: step]
    held = there[:, :, None].float()
    loss = torch.zeros((), device=tokens.device)
    for number, (x, y) in enumerate(zip(states, wanted, strict=True)):
        weight = _LAST if number == len(states) - 1 else _BEFORE
        apart = ((x.float() - y.float()).square() * held).sum() / (y.float().square() * held).sum()
        loss = loss + weight * apart
    ours, theirs = mean(states[-1], there), mean(wanted[-1], there)
    return states[-1], loss + _LIKENESS * (1 - (ours * theirs).sum(dim=1)).mean()


def _found(shelf: Shelf, batch: Batch, questions: torch.Tensor, read: Read) -> torch.Tensor:
    """The losses that questions and passages alone give."""
    places = torch.from_numpy(batch.places).to(shelf.device)
    whole, best = read.likeness(questions)
    count = len(places)
    loss = functional.cross_entropy(best[:count] / _TEMPERATURE, places)
    loss = loss + functional.cross_entropy(whole[:count] / _TEMPERATURE, places)
    known = told_sentences(shelf, batch.pairs, read.there.shape[1]) & read.there[places]
    told = answering(read.cosines(questions[:count], places), known)
    return loss / 2 + _ANSWERING * told + _UNANSWERED * unanswered(best, places)


def _ordered(
    shelf: Shelf, batch: Batch, questions: torch.Tensor, read: Read, judged: Judged
) -> torch.Tensor:
    """How far the order of the listed passages, and of the own passage's sentences, is from that of the reader."""
    lists = torch.from_numpy(batch.lists).to(shelf.device)
    count = len(lists)
    _, best = read.likeness(questions[:count])
    scores = best.gather(1, lists) / _TEMPERATURE
    odds, telling = judged.of(batch.pairs, batch.columns, read.there.shape[1])
    passages = _divergence(scores, odds)
    own = lists[:, 0]
    cosines = read.cosines(questions[:count], own) / _SENTENCE_TEMPERATURE
    telling = telling.masked_fill(~read.there[own], FAR)
    return passages + _ANSWERING * _divergence(cosines.clamp(min=FAR), telling)


def _divergence(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean Kullback-Leibler divergence (b, k) of the shares that scores give from those that are wanted."""
    ours, theirs = torch.log_softmax(scores, dim=1), torch.log_softmax(wanted, dim=1)
    return functional.kl_div(ours, theirs, log_target=True, reduction="batchmean")


def told_sentences(shelf: Shelf, pairs: Integers, count: int) -> torch.Tensor:
    """(b, s) which of the first `count` sentences of their passages answer the questions of pairs; none where that is not known."""
    bits = torch.from_numpy(shelf.lessons.telling[pairs]).to(shelf.device)
    return (bits[:, None] >> torch.arange(count, device=shelf.device)) & 1 == 1


def answering(scores: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy of the sentences (b, s) that are `told` to answer, by their cosines over 0.05, those that are not there far
    below; of the rows in which any is told."""
    logs = torch.log_softmax(scores / _SENTENCE_TEMPERATURE, dim=1)
    losses = -torch.logsumexp(logs.masked_fill(~told, FAR), dim=1)
    some = told.any(dim=1)
    return (losses * some).sum() / some.sum().clamp(min=1)


def unanswered(cosines: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy of cosine / 0.02 of each passage over the questions, of which only its own is answered.

    `cosines` (b, n) of b questions with n passages; the first of the questions are asked of those at
    `places`, the others of none. Other questions of the same passage are left out.
    """
    count = len(places)
    columns = cosines[:, places].T / _TEMPERATURE
    same = places[:, None] == places[None, :]
    same = same & ~torch.eye(count, dtype=torch.bool, device=same.device)
    left_out = functional.pad(same, (0, columns.shape[1] - count))
    columns = columns.masked_fill(left_out, FAR)
    return functional.cross_entropy(columns, torch.arange(count, device=columns.device))
