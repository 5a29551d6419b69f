"""Words and character bigrams of a text, and how rare each is in Chinese public language.

Both the full-text index and every score that weighs words use these terms, so they agree.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import rjieba
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from embeddings.embedder import EmbeddingError
from embeddings.static import MODEL_FOLDER

FREQUENCIES = "terms.safetensors"

_HAN = r"\u3007\u3400-\u9fff\U00020000-\U0003134f"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+(?:\.[0-9]+)?%?")


def terms(text: str) -> list[str]:
    """The index terms of an already normalised text (NFKC, lower case, simplified).

    Of Chinese: the words of rjieba's search mode and every two adjacent characters, a two-character
    word once; a lone character is its own term. Of anything else: whole words and numbers, with
    decimals and the percent sign. Order follows the text run by run.
    """
    found: list[str] = []
    for match in _RUN.finditer(text):
        run = match.group()
        found.extend(_chinese(run) if match.lastgroup == "han" else [run])
    return found


def _chinese(run: str) -> list[str]:
    words = [word for word in rjieba.cut_for_search(run) if len(word) != 2]
    return words + [run[i : i + 2] for i in range(len(run) - 1)]


def term_hash(term: str) -> int:
    """The 32-bit key under which a term's frequency is stored: CRC-32 of its UTF-8 bytes."""
    return zlib.crc32(term.encode())


class Frequencies:
    """Inverse document frequencies of terms over a large background of paragraphs."""

    def __init__(self, hashes: NDArray[np.uint32], idf: NDArray[np.float16], unseen: float) -> None:
        """`hashes` (n,) ascending, `idf` (n,) beside them, `unseen` for any other term."""
        self._hashes = hashes
        self._idf = idf
        self._unseen = unseen

    @classmethod
    def load(cls, path: Path) -> Frequencies:
        """Read a frequency file.

        :raises EmbeddingError: if it is missing or damaged.
        """
        try:
            with safe_open(path, framework="numpy") as file:
                unseen = float((file.metadata() or {})["unseen"])
                return cls(file.get_tensor("hashes"), file.get_tensor("idf"), unseen)
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise EmbeddingError(f"no usable term frequencies in {path}: {error}") from error

    def idf(self, wanted: Sequence[str]) -> NDArray[np.float32]:
        """Inverse document frequencies, float32 (n,), of n terms; the highest for unseen ones."""
        keys = np.array([term_hash(term) for term in wanted], dtype=np.uint32)
        place = np.minimum(np.searchsorted(self._hashes, keys), max(len(self._hashes) - 1, 0))
        found = np.full(len(keys), self._unseen, dtype=np.float32)
        if len(self._hashes):
            hit = self._hashes[place] == keys
            found[hit] = self._idf[place[hit]]
        return found


@cache
def _bundled_frequencies() -> Frequencies:
    return Frequencies.load(MODEL_FOLDER / FREQUENCIES)


def background_idf(wanted: Iterable[str]) -> NDArray[np.float32]:
    """IDF (n,) of terms as `terms` yields them, from the table that comes with the model.

    ln(1 + (N - df + 0.5) / (df + 0.5)) over N paragraphs of reports, laws, documents and news
    (the form of BM25 in Lucene); a term below the table's threshold counts as seen at that rate.
    """
    return _bundled_frequencies().idf(list(wanted))
