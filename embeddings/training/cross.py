"""The cross-encoder (embeddings/cross.py) in torch, and how it is taught which passages answer a question."""

from __future__ import annotations

import logging
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import torch
from torch import nn
from torch.nn import functional

from embeddings.context import FIRST, LAST, PASSAGE, QUESTION
from embeddings.cross import PASSAGE_TOKENS, QUESTION_TOKENS
from embeddings.training.encoder import PADDING, Encoder
from embeddings.training.imitation import descend
from embeddings.training.misses import Example, Examples

log = logging.getLogger("embeddings.training.context")

APART = 2
"""Layers that read each text by itself."""
_SHARPNESS = 12.0
_FAR = -1e4
_DROPPED = 0.1
_AT_ONCE = 28
QUESTIONS = 24
"""Questions of a batch."""
_TRAPS, _TOLD = 0.5, 0.3
"""Weights of telling a question from one that its passage does not answer, and of telling right pairs from wrong ones."""
_RARE = 1.0
"""Natural logarithm of the odds that are taken off before right and wrong pairs are told apart: most are wrong."""
_GENERAL_EVERY = 7
"""One batch in so many is of general questions."""
_AVERAGED = 0.985
"""Share of the average of the weights so far that each step leaves."""


class CrossNetwork(nn.Module):
    """Log odds that stretches of passages answer questions. It begins with the layers of the context model, each word being
    told from the start what is like it on the other side, and what of it is not."""

    def __init__(self, encoder: Encoder, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.encoder.word.weight.requires_grad_(False)  # the context model's, which is stored once
        self.words, self.read = nn.LayerNorm(width), nn.LayerNorm(width)
        self.looking = nn.Linear(width, width)
        nn.init.eye_(self.looking.weight)
        nn.init.zeros_(self.looking.bias)
        self.sharpness = nn.Parameter(torch.tensor(_SHARPNESS))
        self.compare, self.told = nn.Linear(4 * width, width), nn.Linear(width, width)
        self.nearness = nn.Parameter(torch.zeros(width))
        nn.init.normal_(self.told.weight, 0, 0.02)  # next to nothing is added to begin with
        nn.init.zeros_(self.told.bias)
        self.sides = nn.Parameter(torch.zeros(2, width))
        self.gate, self.verdict = nn.Linear(width, 2), nn.Linear(width, 1)
        self.judge = nn.Linear(3 * width, width)

    def forward(self, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> torch.Tensor:
        """Log odds (b,) of b pairs of the tokens of a question and of a stretch."""
        tokens, held, side = _laid_out(pairs)
        places = torch.cat([torch.arange(int((side == s).sum())) for s in (0, 1)])
        same = side[:, None] == side[None, :]
        missing = ((1 - held) * _FAR)[:, None, None, :]
        other = torch.where(same, 0.0, _FAR) + missing
        own = torch.where(same, _FAR, 0.0) + missing[:, 0]
        encoder = self.encoder
        with torch.autocast("cpu", torch.bfloat16):
            x = encoder.ln(encoder.word(tokens) + encoder.pos(places))
            for layer in encoder.layers[:APART]:
                x = layer(x, other.to(torch.bfloat16))
            x = x + self._compared(self.words(x), own) + self.sides[side]
            x = functional.dropout(x, _DROPPED, self.training)
            for layer in encoder.layers[APART:]:
                x = layer(x, missing.to(torch.bfloat16))
            x = self.read(x).float()
            gates = self.gate(x).float().transpose(1, 2)
            elsewhere = torch.where(side[None, :] == torch.tensor([[0], [1]]), 0.0, _FAR)
            shares = torch.softmax(gates + elsewhere + missing[:, 0], dim=-1)
            joined = torch.cat([x[:, 0], (shares @ x).flatten(1)], dim=1)
            odds: torch.Tensor = self.verdict(functional.gelu(self.judge(joined)))[:, 0].float()
        return odds

    def _compared(self, y: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
        """(b, n, d) what each word is beside its like on the other side, `own` (b, n, n) hiding its own."""
        looking = functional.normalize(self.looking(y).float(), dim=-1)
        cosines = looking @ looking.transpose(1, 2)
        shares = torch.softmax(cosines * self.sharpness + own, dim=-1).to(torch.bfloat16)
        found = shares @ y.to(torch.bfloat16)
        nearest = (cosines + own).max(dim=-1).values[..., None].clamp(-1, 1)
        rows = torch.cat([y, found, y * found, (y - found).abs()], dim=-1)
        compared: torch.Tensor = self.told(
            functional.gelu(self.compare(rows) + nearest * self.nearness)
        )
        return compared


def _laid_out(
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Tokens (b, n) of both sides with a first and a last one each, where there are any (b, n), and the side (n,)."""
    lengths = [max(len(pair[s]) for pair in pairs) + 2 for s in (0, 1)]
    tokens = torch.full((len(pairs), sum(lengths)), PADDING)
    held = torch.zeros(len(pairs), sum(lengths))
    for row, pair in enumerate(pairs):
        for start, ids in zip((0, lengths[0]), pair, strict=True):
            whole = torch.tensor([FIRST, *ids, LAST])
            tokens[row, start : start + len(whole)] = whole
            held[row, start : start + len(whole)] = 1
    return tokens, held, torch.repeat_interleave(torch.tensor([0, 1]), torch.tensor(lengths))


def teach(encoder: Encoder, examples: Examples, steps: int, rng: random.Random) -> CrossNetwork:
    """A network that begins as `encoder`, which it changes, after `steps` batches."""
    network = CrossNetwork(encoder, encoder.word.embedding_dim)
    mean = torch.optim.swa_utils.get_ema_multi_avg_fn(_AVERAGED)  # type: ignore[no-untyped-call]
    averaged = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=mean)

    def loss_of(batch: list[Example]) -> torch.Tensor:
        averaged.update_parameters(network)
        return loss(network, batch)

    begun = [*encoder.layers.parameters(), *encoder.pos.parameters(), *encoder.ln.parameters()]
    known = {id(p) for p in [*begun, *encoder.word.parameters()]}
    fresh = [p for p in network.parameters() if id(p) not in known]
    descend(begun, steps, 1e-4, _batches(examples, rng), loss_of, fresh)
    averaged.update_parameters(network)
    assert isinstance(averaged.module, CrossNetwork)
    return averaged.module.eval()


def _batches(examples: Examples, rng: random.Random) -> Iterator[list[Example]]:
    waiting: defaultdict[bool, list[int]] = defaultdict(list)
    step = 0
    while True:
        step += 1
        general = bool(examples.general) and step % _GENERAL_EVERY == 0
        order = waiting[general]
        if len(order) < QUESTIONS:
            some = examples.general if general else examples.own
            order[:] = rng.sample(some, len(some))
        yield [examples.draw(i, rng) for i in order[:QUESTIONS]]
        del order[:QUESTIONS]


def loss(network: CrossNetwork, batch: Sequence[Example]) -> torch.Tensor:
    """Cross entropy of the right stretch among the misses; of right against wrong pairs; and the logistic loss of the
    difference from a question that the passage does not answer."""
    tokenizer = network.encoder.tokenizer
    pairs: list[tuple[list[int], list[int]]] = []

    def add(question: str, stretch: str) -> int:
        asked = tokenizer.encode(QUESTION + question).ids[:QUESTION_TOKENS]
        pairs.append((asked, tokenizer.encode(PASSAGE + stretch).ids[:PASSAGE_TOKENS]))
        return len(pairs) - 1

    groups = [[add(one.question, s) for s in one.stretches] for one in batch]
    traps = [
        (group[0], add(*one.trap)) for group, one in zip(groups, batch, strict=True) if one.trap
    ]
    order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i][0]), len(pairs[i][1])))
    found: list[torch.Tensor] = [torch.empty(0)] * len(pairs)
    for start in range(0, len(order), _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        for i, value in zip(some, network([pairs[i] for i in some]), strict=True):
            found[i] = value
    odds = torch.stack(found)
    right = torch.zeros(len(pairs))
    right[[group[0] for group in groups]] = 1
    told = functional.binary_cross_entropy_with_logits(odds - _RARE, right)
    among = [-torch.log_softmax(odds[g], dim=0)[0] for g in groups if len(g) > 1]
    trapped = [functional.softplus(odds[b] - odds[a]) for a, b in traps]
    return _mean(among) + _TRAPS * _mean(trapped) + _TOLD * told


def _mean(losses: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.stack(list(losses)).mean() if losses else torch.zeros(())
