"""The page: a conversation beside the source it quotes, served on this machine only."""

from __future__ import annotations

from ui.server import serve

__all__ = ["serve"]
