"""Any sentence-transformers model, by folder or hub name. Importing this module imports torch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from embeddings.embedder import ModelNotFound

_BATCH = 32


class TransformerModel:
    """A model of sentence-transformers; its own prompts for questions and passages are used."""

    def __init__(self, name_or_path: str) -> None:
        """Open a model folder or, failing that, a model of the hub's cache or the hub itself.

        :raises ModelNotFound: if there is no such model, or the hub cannot be reached.
        """
        self.name = name_or_path
        folder = Path(name_or_path).expanduser()
        # A relative path would be taken for a hub name, so folders are passed absolute.
        target = str(folder.resolve()) if folder.is_dir() else name_or_path
        if not folder.is_dir() and (folder.is_absolute() or name_or_path.startswith((".", "~"))):
            raise ModelNotFound(
                name_or_path, f"no model folder {folder}; give the folder that holds modules.json"
            )
        try:
            self._model = _open(target)
        except Exception as error:  # the hub client raises types of many libraries
            raise ModelNotFound(
                name_or_path,
                f"cannot open the model {name_or_path!r}: {type(error).__name__}: "
                f"{_first_line(error)}. Give the folder of a sentence-transformers model, or the "
                "name of one on the Hugging Face hub while online; it is kept for offline use",
            ) from error

    @property
    def dimension(self) -> int:
        """Length d of a vector."""
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            return int(self.embed_passages(["a"]).shape[1])
        return int(dimension)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256, 32 hex digits, of all parameters, the prompts and the sequence length."""
        digest = hashlib.sha256(repr(sorted(self._model.prompts.items())).encode())
        digest.update(str(self._model.max_seq_length).encode())
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(f"{key} {tensor.dtype} {tuple(tensor.shape)}".encode())
            digest.update(_raw(tensor))
        return digest.hexdigest()[:32]

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, d) float32 of questions, with the model's query prompt if it has one."""
        return self._embed(self._model.encode_query, texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, d) float32 of passages, with the model's document prompt if any."""
        return self._embed(self._model.encode_document, texts)

    def _embed(self, encode: Callable[..., Any], texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        rows = encode(
            list(texts),
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return np.asarray(rows, dtype=np.float32)


def _open(target: str) -> SentenceTransformer:
    """From the local cache if it is complete there, so that a known model needs no network."""
    try:
        return SentenceTransformer(target, device="cpu", local_files_only=True)
    except Exception:  # as above; whatever is missing locally, the hub may have it
        if Path(target).is_dir():
            raise
    return SentenceTransformer(target, device="cpu")


def _raw(tensor: Any) -> bytes:
    """The bytes of a tensor of any dtype, bfloat16 included."""
    import torch

    return bytes(tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())


def _first_line(error: Exception) -> str:
    return (str(error).strip() or "no reason given").splitlines()[0].rstrip(".")
