"""The cross-encoder (embeddings/cross.py) in torch. With all layers of the encoder that it is cut from, over whole passages, it is the
reader that judges for the small ones."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from embeddings.training.encoder import FAR, Encoder, Norm, hidden
from embeddings.training.reading import in_sentences

_SHARPNESS = 12.0
_DROPPED = 0.1


class CrossNetwork(nn.Module):
    """Log odds that passages answer questions, and of each of their sentences, up to a constant of the passage. It begins with the layers
    of an encoder, of which the first `apart` read each text by itself; each word is told from the start what is like it on the
    other side, and what of it is not."""

    def __init__(self, encoder: Encoder, apart: int) -> None:
        super().__init__()
        width = encoder.word.embedding_dim
        self.encoder, self.apart = encoder, apart
        self.encoder.word.weight.requires_grad_(False)  # the context model's, which is stored once
        self.words, self.read = Norm(width), Norm(width)
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
        self.telling = nn.Linear(width, 1)

    def forward(
        self,
        asked: torch.Tensor,
        held: torch.Tensor,
        asked_there: torch.Tensor,
        held_there: torch.Tensor,
        sentences: torch.Tensor,
        count: int,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Log odds (b,), and (b, s) of s = `count` sentences, of the tokens of b questions (b, n) and passages (b, m), of which some
        are there, those of passages in `sentences` (b, m)."""
        tokens = torch.cat([asked, held], dim=1)
        there = torch.cat([asked_there, held_there], dim=1)
        side = torch.cat([torch.full_like(x[0], n) for n, x in enumerate((asked, held))])
        places = torch.cat([torch.arange(x.shape[1], device=x.device) for x in (asked, held)])
        same = side[:, None] == side[None, :]
        missing = hidden(there)[:, None, None, :]
        other = torch.where(same, 0.0, FAR) + missing
        own = torch.where(same, FAR, 0.0) + missing[:, 0]
        encoder = self.encoder
        with torch.autocast(tokens.device.type, torch.bfloat16):
            x = encoder.ln(encoder.word(tokens) + encoder.pos(places)).to(torch.bfloat16)
            for layer in encoder.layers[: self.apart]:
                x = layer(x, other.to(torch.bfloat16))
            x = x + self._compared(self.words(x), own) + self.sides[side].to(torch.bfloat16)
            x = functional.dropout(x, _DROPPED, self.training)
            for layer in encoder.layers[self.apart :]:
                x = layer(x, missing.to(torch.bfloat16))
            x = self.read(x).float()
            gates = self.gate(x).float().transpose(1, 2)
            elsewhere = torch.where(
                side[None, :] == torch.arange(2, device=side.device)[:, None], 0.0, FAR
            )
            shares = torch.softmax(gates + elsewhere + missing[:, 0], dim=-1)
            joined = torch.cat([x[:, 0], (shares @ x).flatten(1)], dim=1)
            odds: torch.Tensor = self.verdict(functional.gelu(self.judge(joined)))[:, 0].float()
            telling = self.telling(x[:, asked.shape[1] :]).float()
        told = in_sentences(telling, sentences, count)[:, :, 0]
        numbers = torch.arange(count, device=side.device)
        missed = ~(sentences[:, None, :] == numbers[None, :, None]).any(dim=2)
        return odds, told.masked_fill(missed, FAR)

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
