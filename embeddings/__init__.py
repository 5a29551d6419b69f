"""Text to vectors to neighbours. Knows strings, float32 arrays and integer ids, nothing above."""

from __future__ import annotations

from embeddings.context import ContextModel, bundled_context
from embeddings.cross import CrossEncoder, bundled_cross_encoder
from embeddings.embedder import Embedder, EmbeddingError, ModelNotFound, open_embedder
from embeddings.index import FaissIndex, VectorIndex
from embeddings.late import PassageTokens, alignment, late_scores
from embeddings.static import StaticModel, bundled_model
from embeddings.terms import background_idf, terms

__all__ = [
    "ContextModel",
    "CrossEncoder",
    "Embedder",
    "EmbeddingError",
    "FaissIndex",
    "ModelNotFound",
    "PassageTokens",
    "StaticModel",
    "VectorIndex",
    "alignment",
    "background_idf",
    "bundled_context",
    "bundled_cross_encoder",
    "bundled_model",
    "late_scores",
    "open_embedder",
    "terms",
]
