"""The page: a conversation beside the source it quotes, and the library it is asked of."""

from __future__ import annotations

from ui.server import serve

__all__ = ["serve"]
