"""The bundled bilingual model: one vector per token, read with tokenizers, safetensors and numpy.

The folder is a sentence-transformers folder (StaticEmbedding + Normalize) that SentenceTransformer
loads too, with equal vectors. `model.safetensors` holds `embeddings`, int8 (V, d), and `weights`,
float32 (V,): the vector of token t is `embeddings[t] * weights[t]`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from embeddings.embedder import EmbeddingError
from embeddings.recent import Recent

_WORTH_THREADS = 32
"""Texts from which starting the tokenizer's worker threads takes less time than it saves."""
_KEPT = 4096
"""Texts whose tokens stay in memory: the words of a question and the paragraphs quoted are asked for again and again."""
MODEL_FOLDER = Path(__file__).parent / "model"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"

_TOKENS_AT_ONCE = 16_384
_ROWS_AT_ONCE = 8_192


class StaticModel:
    """Token vectors and what follows from them. Reading only, so threads may share one."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        rows: NDArray[np.int8],
        scales: NDArray[np.float32],
        *,
        name: str = "bundled",
        folder: Path | None = None,
    ) -> None:
        """`rows` (V, d) and `scales` (V,): the vector of token t is `rows[t] * scales[t]`."""
        self.name = name
        self._tokenizer = tokenizer
        self._rows = rows
        self._scales = scales
        self._folder = folder
        self._lately: Recent[str, NDArray[np.uint16]] = Recent(_KEPT)

    @classmethod
    def load(cls, folder: Path | str, *, name: str | None = None) -> StaticModel:
        """Read the model in `folder`.

        :raises EmbeddingError: if a file is missing or damaged, or the two files do not fit.
        """
        folder = Path(folder)
        try:
            tokenizer = Tokenizer.from_buffer((folder / TOKENIZER).read_bytes())
            tensors = load_file(folder / WEIGHTS)
            rows, scales = tensors["embeddings"], tensors["weights"]
        except (OSError, SafetensorError, ValueError, KeyError) as error:
            raise EmbeddingError(
                f"no usable static model in {folder}: {error}; expected {TOKENIZER} and {WEIGHTS} "
                "with the tensors embeddings and weights"
            ) from error
        size = tokenizer.get_vocab_size()
        if rows.dtype != np.int8 or rows.ndim != 2 or scales.shape != (size,) or len(rows) != size:
            raise EmbeddingError(
                f"{folder / WEIGHTS} holds {rows.dtype} rows {rows.shape} and {scales.shape} "
                f"scales; the tokenizer beside it needs int8 rows ({size}, d) and ({size},)"
            )
        return cls(tokenizer, rows, scales, name=name or folder.name, folder=folder)

    @property
    def dimension(self) -> int:
        """Length d of a vector."""
        return int(self._rows.shape[1])

    @property
    def vocabulary_size(self) -> int:
        """Number of tokens V; ids are below it."""
        return len(self._rows)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256, 32 hex digits, of the tokenizer and the vectors."""
        digest = hashlib.sha256(self._tokenizer.to_str().encode())
        digest.update(self._rows.tobytes())
        digest.update(self._scales.tobytes())
        return digest.hexdigest()[:32]

    @cached_property
    def _norms(self) -> NDArray[np.float32]:
        """Length of every token's vector, float32 (V,)."""
        norms = np.empty(len(self._rows), dtype=np.float32)
        for start in range(0, len(self._rows), _ROWS_AT_ONCE):
            block = self._rows[start : start + _ROWS_AT_ONCE].astype(np.float32)
            norms[start : start + _ROWS_AT_ONCE] = np.sqrt(np.einsum("ij,ij->i", block, block))
        norms *= self._scales
        return norms

    def token_ids(self, texts: Sequence[str]) -> list[NDArray[np.uint16]]:
        """All tokens of each text in order, repetitions and unknown tokens (0) included."""
        if len(texts) < _WORTH_THREADS:
            return [self._ids(text) for text in texts]
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.array(encoding.ids, dtype=np.uint16) for encoding in encodings]

    def _ids(self, text: str) -> NDArray[np.uint16]:
        if (known := self._lately.get(text)) is None:
            encoding = self._tokenizer.encode(text, add_special_tokens=False)
            known = np.array(encoding.ids, dtype=np.uint16)
            known.flags.writeable = False
            self._lately.put(text, known)
        return known

    def tokenize(self, text: str) -> tuple[NDArray[np.uint16], NDArray[np.int32]]:
        """Token ids (n,) of `text` and their spans (n, 2) in code points of `text`, half open."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        spans = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
        return np.array(encoding.ids, dtype=np.uint16), spans

    def token(self, id_: int) -> str:
        """The token of an id, as it stands in normalised text."""
        return str(self._tokenizer.id_to_token(id_))

    def distinct(self, ids: NDArray[np.integer]) -> NDArray[np.int64]:
        """The distinct tokens (m,) among many `ids` (n,), ascending; much faster than sorting."""
        seen = np.zeros(len(self._rows), dtype=bool)
        seen[ids] = True
        return np.flatnonzero(seen)

    def vectors(self, ids: NDArray[np.integer]) -> NDArray[np.float32]:
        """Vectors (n, d) of tokens (n,), not normalised: their length is their importance."""
        rows: NDArray[np.float32] = self._rows[ids].astype(np.float32)
        rows *= self._scales[ids, None]
        return rows

    def weights(self, ids: NDArray[np.integer]) -> NDArray[np.float32]:
        """Importance (n,) of tokens (n,): the length of their vectors, zero for the unknown."""
        found: NDArray[np.float32] = self._norms[ids]
        return found

    def unit_vectors(self, ids: NDArray[np.integer]) -> NDArray[np.float32]:
        """Vectors (n, d) of tokens (n,), of length one; the unknown token's stays zero."""
        rows = self.vectors(ids)
        rows /= np.maximum(self._norms[ids], 1e-12)[:, None]
        return rows

    def embed_ids(
        self, ids: NDArray[np.integer], offsets: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Unit rows (n, d) of n token sequences `ids[offsets[i]:offsets[i + 1]]`.

        A row is the normalised mean of its tokens' vectors; that of an empty sequence is zero.
        """
        sums = self.sum_ids(ids, offsets)
        sums /= np.maximum(_lengths(sums), 1e-12)[:, None]
        return sums

    def norms(self, ids: NDArray[np.integer], offsets: NDArray[np.int64]) -> NDArray[np.float32]:
        """Lengths (n,) of the sums of n token sequences as in `embed_ids`."""
        return _lengths(self.sum_ids(ids, offsets))

    def cosines(
        self,
        query: NDArray[np.float32],
        ids: NDArray[np.integer],
        offsets: NDArray[np.int64],
        norms: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Products (n,) of a unit `query` (d,) with the rows that `embed_ids` makes of n token
        sequences whose `norms` (n,) are known: each distinct token is multiplied once."""
        tokens = self.distinct(ids)
        products = np.zeros(len(self._rows), dtype=np.float32)
        products[tokens] = self._scales[tokens] * (self._rows[tokens].astype(np.float32) @ query)
        ends = np.concatenate([[0], np.cumsum(products[ids], dtype=np.float64)])
        cosines: NDArray[np.float32] = np.diff(ends[offsets]).astype(np.float32)
        cosines /= np.maximum(norms, 1e-12)
        return cosines

    def sum_ids(self, ids: NDArray[np.integer], offsets: NDArray[np.int64]) -> NDArray[np.float32]:
        """Sums (n, d) of the tokens' vectors of n sequences as in `embed_ids`."""
        sums = np.zeros((len(offsets) - 1, self.dimension), dtype=np.float32)
        # One product of factors and int8 rows per text: ten times faster than adding up vectors.
        for number in range(len(sums)):
            end = int(offsets[number + 1])
            for start in range(int(offsets[number]), end, _TOKENS_AT_ONCE):
                part = ids[start : min(start + _TOKENS_AT_ONCE, end)]
                sums[number] += self._scales[part] @ self._rows[part].astype(np.float32)
        return sums

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, d) of texts; the row of a text without any known token is zero."""
        ids = self.token_ids(texts)
        offsets = np.cumsum([0, *map(len, ids)], dtype=np.int64)
        return self.embed_ids(np.concatenate([np.empty(0, np.uint16), *ids]), offsets)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `embed_passages`: this model treats questions and passages alike."""
        return self.embed_passages(texts)


def _lengths(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths: NDArray[np.float32] = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return lengths


@cache
def bundled_model() -> StaticModel:
    """The model that comes with the program, read once."""
    return StaticModel.load(MODEL_FOLDER, name="bundled")
