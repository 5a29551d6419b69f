"""MinHash sketches: near-matches of texts can be found without keeping the texts.

    python tests/leaks/sketch.py QUESTIONS.jsonl[.gz] …   writes tests/leaks/sketches.npz

A sketch holds, for each of 64 salted hash functions, the least hash among a text's character
trigrams; the share of equal entries estimates the Jaccard similarity of the trigram sets
(Broder 1997) to about 0.06. The texts cannot be read back.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

SKETCHES = Path(__file__).parent / "sketches.npz"
NEAR = 0.4
"""Similarity from which a text counts as a copy. Of 6,000 sentences of laws, news, reports and other
question sets one in 600 reaches it (0.5: one in 2,000), short questions that differ in a name. Of the
bundled speech's questions from 12 characters on, it finds all that lack a character and nine in ten
with another word in the middle (0.5: three in four)."""
_SALT = b"speech-assistant evaluation questions"
_SIZE = 64
_PRIME = np.uint64(2**31 - 1)
_RANDOM = np.random.default_rng(20181108)
_A = _RANDOM.integers(1, 2**31 - 1, _SIZE, dtype=np.uint64)
_B = _RANDOM.integers(0, 2**31 - 1, _SIZE, dtype=np.uint64)
_SIMPLIFIED = OpenCC("t2s")


def shingles(text: str) -> set[str]:
    """Character trigrams of the letters and digits alone, in simplified characters."""
    folded = _SIMPLIFIED.convert(unicodedata.normalize("NFKC", text).lower())
    folded = "".join(c for c in folded if c.isalnum())
    return {folded[i : i + 3] for i in range(max(1, len(folded) - 2))}


@lru_cache(maxsize=100_000)
def _hashes(shingle: str) -> NDArray[np.uint64]:
    """The 64 hashes of a trigram."""
    digest = hashlib.blake2b(shingle.encode(), digest_size=4, key=_SALT).digest()
    mixed: NDArray[np.uint64] = (
        np.uint64(int.from_bytes(digest, "big")) % _PRIME * _A + _B
    ) % _PRIME
    return mixed


def sketch(text: str) -> NDArray[np.uint16]:
    """The sketch (64,) of a text."""
    least = np.min([_hashes(s) for s in shingles(text)], axis=0)
    cut: NDArray[np.uint16] = (least & np.uint64(0xFFFF)).astype(np.uint16)
    return cut


def nearest(texts: Sequence[str], stored: NDArray[np.uint16]) -> NDArray[np.float32]:
    """(n,) highest estimated similarity of each text with any stored sketch (m, 64)."""
    # Few sketches share an entry: looking those up is far less than comparing with all.
    having: list[dict[int, list[int]]] = [{} for _ in range(_SIZE)]
    for number, row in enumerate(stored.tolist()):
        for places, value in zip(having, row, strict=True):
            places.setdefault(value, []).append(number)
    found = np.zeros(len(texts), np.float32)
    for place, text in enumerate(texts):
        entries = zip(having, sketch(text).tolist(), strict=True)
        shared = Counter(chain.from_iterable(places.get(value, ()) for places, value in entries))
        found[place] = max(shared.values(), default=0) / _SIZE
    return found


def _questions(path: Path) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    names = ("question", "question_zh", "question_en", "standalone")
    texts = [r[n] for r in records for n in names if r.get(n)]
    return texts + [t for r in records for t in r.get("history", [])]


if __name__ == "__main__":
    asked = sorted({t for name in sys.argv[1:] for t in _questions(Path(name))})
    np.savez_compressed(SKETCHES, sketches=np.stack([sketch(t) for t in asked]))
    print(f"{len(asked)} questions, {SKETCHES.stat().st_size / 1024:.0f} kB")
