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
from embeddings.training.reading import Read, Shelf, read_passages, read_questions

TEMPERATURE, SENTENCE_TEMPERATURE = 0.02, 0.05
ANSWERING, _UNANSWERED = 0.5, 0.3
"""Weights of finding the sentence that answers, and of being unlike what a passage does not answer, beside finding the
passage."""


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
        questions = read_questions(encoder, shelf, asked_of(shelf.lessons, batch))
        return found(shelf, batch, questions, read_passages(encoder, shelf, batch.passages))

    descend(list(encoder.parameters()), steps, rate, draw, loss_of)


def asked_of(lessons: Lessons, batch: Batch) -> Integers:
    """(n + t,) numbers of the questions of n pairs, and after them of t traps."""
    asked: Integers = np.concatenate([lessons.pairs[batch.pairs, 0], batch.traps])
    return asked


def found(shelf: Shelf, batch: Batch, questions: torch.Tensor, read: Read) -> torch.Tensor:
    """The losses (a scalar) that the vectors of n questions and t traps (n + t, d) and of the passages that were `read` give."""
    places = torch.from_numpy(batch.places).to(shelf.device)
    whole, best = read.likeness(questions)
    count = len(places)
    loss = functional.cross_entropy(best[:count] / TEMPERATURE, places)
    loss = loss + functional.cross_entropy(whole[:count] / TEMPERATURE, places)
    known = told_sentences(shelf, batch.pairs, read.there.shape[1]) & read.there[places]
    told = answering(read.cosines(questions[:count], places), known)
    return loss / 2 + ANSWERING * told + _UNANSWERED * unanswered(best, places)


def told_sentences(shelf: Shelf, pairs: Integers, count: int) -> torch.Tensor:
    """(b, s) which of the first `count` sentences of their passages answer the questions of pairs; none where that is not known."""
    bits = torch.from_numpy(shelf.lessons.telling[pairs]).to(shelf.device)
    return (bits[:, None] >> torch.arange(count, device=shelf.device)) & 1 == 1


def answering(scores: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy of the sentences (b, s) that are `told` to answer, by their cosines over 0.05, those that are not there far
    below; of the rows in which any is told."""
    logs = torch.log_softmax(scores / SENTENCE_TEMPERATURE, dim=1)
    losses = -torch.logsumexp(logs.masked_fill(~told, FAR), dim=1)
    some = told.any(dim=1)
    return (losses * some).sum() / some.sum().clamp(min=1)


def unanswered(cosines: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy of cosine / 0.02 of each passage over the questions, of which only its own is answered.

    `cosines` (b, n) of b questions with n passages; the first of the questions are asked of those at
    `places`, the others of none. Other questions of the same passage are left out.
    """
    count = len(places)
    columns = cosines[:, places].T / TEMPERATURE
    same = places[:, None] == places[None, :]
    same = same & ~torch.eye(count, dtype=torch.bool, device=same.device)
    left_out = functional.pad(same, (0, columns.shape[1] - count))
    columns = columns.masked_fill(left_out, FAR)
    return functional.cross_entropy(columns, torch.arange(count, device=columns.device))
