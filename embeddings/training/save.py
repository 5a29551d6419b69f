"""Write the model folder: int8 vectors, tokenizer, term frequencies, sentence-transformers files.

sentence-transformers reads `embeddings` and `weights` of model.safetensors as rows and one factor
per row (the layout of model2vec), so its own StaticEmbedding loads the int8 rows as they are.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, normalizers

from embeddings.static import TOKENIZER, WEIGHTS
from embeddings.terms import term_hash, terms

_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.base.modules.normalize.Normalize",
    },
]
_CONFIG = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}
MOST_TERMS = 160_000
"""Six bytes each: the frequency file stays under one megabyte."""


def quantize(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows int8 (V, d) and factors float32 (V,) with `rows * factors[:, None]` close to `vectors`.

    The largest component of a row becomes 127, so an error is at most 1/254 of it.
    """
    factors = np.abs(vectors).max(axis=1) / 127
    rows = np.rint(vectors / np.maximum(factors, 1e-12)[:, None])
    return rows.astype(np.int8), factors.astype(np.float32)


def save_tensors(tensors: dict[str, NDArray[Any]], path: Path, **metadata: str) -> None:
    """As safetensors writes it, but readable by all: it makes files for their owner alone."""
    save_file(tensors, path, metadata=metadata or None)
    path.chmod(0o644)


def save_model(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32]) -> None:
    """Write what StaticModel and SentenceTransformer load; an existing folder is overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, factors = quantize(vectors)
    save_tensors({"embeddings": rows, "weights": factors}, folder / WEIGHTS)
    (folder / TOKENIZER).write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    for name, content in (
        ("modules.json", _MODULES),
        ("config_sentence_transformers.json", _CONFIG),
    ):
        text = json.dumps(content, indent=2) + "\n"
        (folder / name).write_text(text, encoding="utf-8")


def save_frequencies(path: Path, paragraphs: Iterable[str], least: int = 3) -> None:
    """Count in how many paragraphs each term occurs and write the IDF of the most frequent.

    Terms in fewer than `least` paragraphs are left out; they are read back at the rate `least`
    stands for.
    """
    normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    counts: Counter[str] = Counter()
    total = 0
    for paragraph in paragraphs:
        # A dict, not a set: equal counts are ranked by first occurrence, alike in every run.
        counts.update(dict.fromkeys(terms(normalizer.normalize_str(paragraph)), 1))
        total += 1

    def idf(count: float) -> float:
        return math.log(1 + (total - count + 0.5) / (count + 0.5))

    kept = [(term, n) for term, n in counts.most_common(MOST_TERMS) if n >= least]
    by_hash: dict[int, int] = {}
    for term, count in kept:
        # On a collision of hashes the more frequent term, which comes first, keeps the key.
        by_hash.setdefault(term_hash(term), count)
    hashes = np.array(sorted(by_hash), dtype=np.uint32)
    values = np.array([idf(by_hash[int(key)]) for key in hashes], dtype=np.float16)
    floor = kept[-1][1] if len(kept) == MOST_TERMS else least - 1
    unseen = f"{idf(min(floor, total)):.4f}"
    save_tensors({"hashes": hashes, "idf": values}, path, unseen=unseen)
