"""The sentence that answers, among those of its passage: what its words' states mean together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import torch
from torch.nn import functional

from embeddings.context import PASSAGE
from embeddings.training.data import Pair
from embeddings.training.encoder import Encoder
from embeddings.training.own import Span

Answers = Mapping[Pair, Sequence[Span]]
"""Where in its passage a question is answered, in code points."""
_TEMPERATURE = 0.05
_SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]*")


def answering(
    encoder: Encoder,
    pairs: Sequence[Pair],
    answers: Answers,
    questions: torch.Tensor,
    states: Mapping[str, torch.Tensor],
) -> torch.Tensor:
    """Mean cross entropy of cosine / 0.05 of each question over the sentences of its passage; zero where no answer is
    known or nothing is to be told apart. `questions` (b, d), `states` (n, d) by passage, a first one before its tokens'."""
    losses = [torch.zeros(())]
    for (question, passage), vector in zip(pairs, questions, strict=True):
        spans = answers.get((question, passage), ())
        read = _sentences(encoder, passage, len(states[passage])) if spans else []
        told = [any(a < y and b > x for x, y in spans) for (a, b), _ in read]
        if any(told) and not all(told):
            means = torch.stack([states[passage][a:b].mean(0) for _, (a, b) in read])
            scores = functional.normalize(means, dim=1) @ vector / _TEMPERATURE
            chosen = torch.log_softmax(scores, dim=0)[torch.tensor(told)]
            losses.append(-torch.logsumexp(chosen, dim=0))
    return torch.stack(losses).sum() / max(len(losses) - 1, 1)


def _sentences(encoder: Encoder, passage: str, count: int) -> list[tuple[Span, Span]]:
    """Sentences as code points and as places among `count` states, of those that are read."""
    offsets = encoder.tokenizer.encode(PASSAGE + passage).offsets[: count - 2]
    found = []
    for sentence in _SENTENCE.finditer(passage):
        start, end = (at + len(PASSAGE) for at in sentence.span())
        inside = [i for i, (a, b) in enumerate(offsets, 1) if a < end and b > start]
        if inside:
            found.append((sentence.span(), (inside[0], inside[-1] + 1)))
    return found
