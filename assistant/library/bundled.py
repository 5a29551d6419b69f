"""The speech and the lexicons that come with the program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_NAME = "changchun_2018.txt"
_LEXICONS = ("phrases", "terms")


def bundled_speech() -> Path:
    """The file of the bundled speech: package data when installed, `data/` in a checkout."""
    return _data(_NAME)


def bundled_lexicons() -> list[Path]:
    """Colloquial and English wordings, with official ones beside them; names as well."""
    return [*(_data(f"training/{name}.tsv") for name in _LEXICONS), bundled_names()]


def bundled_names() -> Path:
    """People and places: `Latin script<TAB>Chinese`."""
    return _data("training/names.tsv")


def bundled_same() -> Path:
    """What texts call by several names: `name<TAB>other names`."""
    return _data("training/same.tsv")


def _data(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.exists() else _PACKAGE.parent / "data" / name
