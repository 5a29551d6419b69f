"""The one thing asked of an embedding model, and how one is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class EmbeddingError(Exception):
    """A model or an index cannot be used. The message says what was found and what to do."""


class ModelNotFound(EmbeddingError):
    """No model is, or can be opened, under the name or path that the user gave."""

    def __init__(self, model: str, message: str) -> None:
        super().__init__(message)
        self.model = model


class Embedder(Protocol):
    """Text to unit vectors. Questions and passages embed apart, as many models prefix them."""

    @property
    def name(self) -> str:
        """What the user called the model; `bundled` for the one that comes with the program."""

    @property
    def fingerprint(self) -> str:
        """Hex digest of the model's content: vectors of equal fingerprints are comparable."""

    @property
    def dimension(self) -> int:
        """Length d of a vector."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, d) for questions; the row of a text without any known token is zero."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, d) for passages, comparable with those of questions by inner product."""


def open_embedder(name_or_path: str | None = None) -> Embedder:
    """The bundled model for None, else a sentence-transformers model by folder or hub name.

    :raises ModelNotFound: if the model does not exist, cannot be read or cannot be reached.
    """
    if name_or_path is None:
        from embeddings.static import bundled_model

        return bundled_model()
    # Imports torch, which takes seconds: only for who asks for another model.
    from embeddings.transformer import TransformerModel

    return TransformerModel(name_or_path)
