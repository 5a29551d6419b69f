"""The speech that comes with the program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_NAME = "changchun_2018.txt"


def bundled_speech() -> Path:
    """The file of the bundled speech: package data when installed, `data/` in a checkout."""
    installed = _PACKAGE / "_data" / _NAME
    return installed if installed.exists() else _PACKAGE.parent / "data" / _NAME
