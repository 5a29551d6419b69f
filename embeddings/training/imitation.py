"""What an encoder learns from: questions and their passages, and a larger encoder's view of them."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from embeddings.context import PASSAGE, QUESTION
from embeddings.training.data import Pair
from embeddings.training.encoder import Encoder, alike, mean
from embeddings.training.telling import Known, answering, unanswered

log = logging.getLogger("embeddings.training.context")

QUESTION_TOKENS, PASSAGE_TOKENS = 48, 144
_TEMPERATURE = 0.02
_LIKENESS = 10.0
"""Weight of being like the teacher, beside finding the passage."""
_LAYER_WEIGHTS = (0.5, 0.5, 0.5, 2.0)
_ANSWERING, _UNANSWERED = 0.5, 0.3
"""Weights of finding the sentence that answers, and of being unlike what a passage does not answer."""
_WARM_UP = 30
_FRESH = 3.0

Batch = TypeVar("Batch")

Targets = dict[str, NDArray[np.float16]]
"""A teacher's vectors by text."""


def train(
    encoder: Encoder,
    steps: int,
    rate: float,
    draw: Iterator[list[Pair]],
    fixed: int = 0,
    targets: Targets | None = None,
    known: Known | None = None,
) -> None:
    """Cross entropy of cosine / 0.02 of each question over the batch's passages; where `targets` knows a text's
    vector, ten times the cosine distance from it; and what is `known` to be told apart. Layers below
    `fixed` stay.
    """
    learnt = [p for layer in encoder.layers[fixed:] for p in layer.parameters()]
    learnt += [] if fixed else [*encoder.word.parameters(), *encoder.pos.parameters()]
    learnt += [] if fixed else [*encoder.ln.parameters()]

    def loss_of(pairs: list[Pair]) -> torch.Tensor:
        asked, held, places = _sides(pairs, known)
        q, _ = encoder.read(asked, QUESTION_TOKENS, fixed)
        p, states = encoder.read(held, PASSAGE_TOKENS, fixed)
        cosines = q @ p.T
        loss = functional.cross_entropy(cosines[: len(pairs)] / _TEMPERATURE, places)
        if targets is not None:
            loss = loss + _LIKENESS * (_distance(q, asked, targets) + _distance(p, held, targets))
        if known is not None:
            loss = loss + _told(encoder, pairs, known, q, cosines, places, states)
        return loss

    descend(learnt, steps, rate, draw, loss_of)


def imitate(
    student: Encoder,
    teacher: Encoder,
    kept: Sequence[int],
    steps: int,
    rate: float,
    draw: Iterator[list[Pair]],
    known: Known,
) -> None:
    """Layer by layer: the squared difference of the student's states from those of every third layer of the
    teacher, as a share of their squares (after Jiao et al. 2020, TinyBERT), beside the cosine distance of
    the vectors, finding the passage, finding it as surely as the teacher does, and what is `known` to be told
    apart. Token i of the student is token `kept[i]` of the teacher's.
    """
    numbers = torch.tensor(kept)
    step = len(teacher.layers) // len(student.layers)

    def read(
        texts: Sequence[str], longest: int
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, list[torch.Tensor]]:
        """Vectors of the student and of the teacher, how far their states lie apart, and the student's last."""
        ids = student.ids(texts, longest)
        ours: list[torch.Tensor] = [torch.empty(0)] * len(ids)
        theirs, last = list(ours), list(ours)
        apart = []
        for some in alike(ids):
            states, held = student.states([ids[i] for i in some])
            with torch.no_grad():
                wanted, _ = teacher.states([numbers[torch.tensor(ids[i])].tolist() for i in some])
            for x, y, weight in zip(states, wanted[step - 1 :: step], _LAYER_WEIGHTS, strict=True):
                apart.append(weight * ((x - y).square() * held).sum() / (y.square() * held).sum())
            vectors = zip(some, mean(states[-1], held), mean(wanted[-1], held), strict=True)
            for row, (i, our, their) in enumerate(vectors):
                ours[i], theirs[i], last[i] = our, their, states[-1][row, : len(ids[i])]
        distance = torch.stack(apart).mean() * len(_LAYER_WEIGHTS)
        return torch.stack(ours), torch.stack(theirs), distance, last

    def loss_of(pairs: list[Pair]) -> torch.Tensor:
        asked, held, places = _sides(pairs, known)
        q, their_q, apart_q, _ = read(asked, QUESTION_TOKENS)
        p, their_p, apart_p, last = read(held, PASSAGE_TOKENS)
        cosines = q @ p.T
        scores = cosines / _TEMPERATURE
        surely = torch.softmax(their_q @ their_p.T / _TEMPERATURE, dim=1)
        found = functional.cross_entropy(scores[: len(pairs)], places)
        alike_found = -(surely * torch.log_softmax(scores, dim=1)).sum(dim=1).mean()
        distance = 2 - (q * their_q).sum(dim=1).mean() - (p * their_p).sum(dim=1).mean()
        told = _told(student, pairs, known, q, cosines, places, last)
        return (found + alike_found) / 2 + told + _LIKENESS * distance + apart_q + apart_p

    descend(list(student.parameters()), steps, rate, draw, loss_of)


def descend(
    learnt: Sequence[torch.nn.Parameter],
    steps: int,
    rate: float,
    draw: Iterator[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    fresh: Sequence[torch.nn.Parameter] = (),
) -> None:
    """AdamW with a warm-up, the rate falling linearly to nothing; what is `fresh` learns three times as fast."""
    groups = [{"params": list(learnt), "share": 1.0}, {"params": list(fresh), "share": _FRESH}]
    optimiser = torch.optim.AdamW([g for g in groups if g["params"]], lr=rate, weight_decay=0.01)
    began, recent = time.monotonic(), []
    for step in range(steps):
        for group in optimiser.param_groups:
            slower = min(1.0, (step + 1) / _WARM_UP) * (1 - step / steps)
            group["lr"] = rate * group["share"] * slower
        loss = loss_of(next(draw))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*learnt, *fresh], 2.0)
        optimiser.step()
        recent.append(loss.item())
        if step % 50 == 49:
            elapsed = time.monotonic() - began
            log.info("step %d, loss %.3f, %.0f s", step + 1, np.mean(recent), elapsed)
            recent.clear()


def _told(
    encoder: Encoder,
    pairs: Sequence[Pair],
    known: Known,
    questions: torch.Tensor,
    cosines: torch.Tensor,
    places: torch.Tensor,
    states: Sequence[torch.Tensor],
) -> torch.Tensor:
    """The losses of `telling`, as much as each weighs; `states` of the distinct passages of `pairs`."""
    passages = dict.fromkeys(passage for _, passage in pairs)
    answered = answering(encoder, pairs, known, questions, dict(zip(passages, states, strict=True)))
    return _ANSWERING * answered + _UNANSWERED * unanswered(cosines, places)


def _sides(pairs: Sequence[Pair], known: Known | None) -> tuple[list[str], list[str], torch.Tensor]:
    """Questions, after them a trap of each passage that has any; distinct passages; and the place of each
    question's among them."""
    passages = list(dict.fromkeys(passage for _, passage in pairs))
    place = {passage: number for number, passage in enumerate(passages)}
    places = torch.tensor([place[passage] for _, passage in pairs])
    traps = known.traps if known is not None else {}
    asked = [q for q, _ in pairs] + [random.choice(traps[p]) for p in passages if p in traps]
    return [QUESTION + q for q in asked], [PASSAGE + p for p in passages], places


def _distance(rows: torch.Tensor, texts: Sequence[str], targets: Targets) -> torch.Tensor:
    known = [number for number, text in enumerate(texts) if text in targets]
    if not known:
        return torch.zeros(())
    wanted = np.stack([targets[texts[number]] for number in known]).astype(np.float32)
    return (1 - (rows[known] * torch.from_numpy(wanted)).sum(dim=1)).mean()
