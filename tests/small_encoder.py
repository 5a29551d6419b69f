"""An encoder small enough to learn within a test, and what it is given to read."""

from __future__ import annotations

import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from embeddings.training.encoder import Encoder

LETTERS = "甲乙丙丁戊己庚辛query passage:。"


def small_encoder(width: int, layers: int) -> Encoder:
    """With the same random weights each time."""
    torch.manual_seed(0)
    tokens = ["<s>", "<pad>", "</s>", "<unk>", "▁", *dict.fromkeys(LETTERS.replace(" ", ""))]
    tokenizer = Tokenizer(models.Unigram([(t, -1.0) for t in tokens], unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return Encoder(tokenizer, positions=300, width=width, inner=2 * width, layers=layers, heads=2)
