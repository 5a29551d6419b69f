"""What a question asks, told from what others ask of the same passage: the sentence that answers it, and the questions
that its passage does not answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import torch
from torch.nn import functional

from embeddings.context import PASSAGE, Span, sentences
from embeddings.training.data import Pair
from embeddings.training.encoder import Encoder

_TEMPERATURE = 0.02
_SENTENCE_TEMPERATURE = 0.05
_UNLIKE = -1e4


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of questions and passages beside which belong together."""

    answers: Mapping[Pair, Sequence[Span]] = field(default_factory=dict)
    """Where in its passage a question is answered, in code points."""
    traps: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By passage: questions of the same matter, build and register that it does not answer."""


def answering(
    encoder: Encoder,
    pairs: Sequence[Pair],
    known: Known,
    questions: torch.Tensor,
    states: Mapping[str, torch.Tensor],
) -> torch.Tensor:
    """Mean cross entropy of cosine / 0.05 of each question over the sentences of its passage; zero where no answer is
    known or nothing is to be told apart. `questions` (b, d), `states` (n, d) by passage, a first one before its tokens'."""
    losses = [torch.zeros(())]
    for (question, passage), vector in zip(pairs, questions, strict=False):  # traps follow
        spans = known.answers.get((question, passage), ())
        read = sentence_places(encoder, passage, len(states[passage])) if spans else []
        told = [any(a < y and b > x for x, y in spans) for (a, b), _ in read]
        if any(told) and not all(told):
            means = torch.stack([states[passage][a:b].mean(0) for _, (a, b) in read])
            scores = functional.normalize(means, dim=1) @ vector / _SENTENCE_TEMPERATURE
            chosen = torch.log_softmax(scores, dim=0)[torch.tensor(told)]
            losses.append(-torch.logsumexp(chosen, dim=0))
    return torch.stack(losses).sum() / max(len(losses) - 1, 1)


def unanswered(cosines: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Mean cross entropy of cosine / 0.02 of each passage over the questions, of which only its own is answered.

    `cosines` (b, n) of b questions with n passages; the first of the questions are asked of those at
    `places`, the others of none. Other questions of the same passage are left out.
    """
    count = len(places)
    columns = cosines[:, places].T / _TEMPERATURE
    same = places[:, None] == places[None, :]
    same.fill_diagonal_(False)
    columns[:, :count] = columns[:, :count].masked_fill(same, _UNLIKE)
    return functional.cross_entropy(columns, torch.arange(count))


def sentence_places(encoder: Encoder, passage: str, count: int) -> list[tuple[Span, Span]]:
    """Sentences as code points and as places among `count` states, of those that are read."""
    offsets = encoder.tokenizer.encode(PASSAGE + passage).offsets[: count - 2]
    found = []
    for span in sentences(passage):
        start, end = (at + len(PASSAGE) for at in span)
        inside = [i for i, (a, b) in enumerate(offsets, 1) if a < end and b > start]
        if inside:
            found.append((span, (inside[0], inside[-1] + 1)))
    return found
