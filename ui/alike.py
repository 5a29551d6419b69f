"""Documents that their titles do not tell apart: beside those stands the name of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def alike(titles: Mapping[str, str]) -> frozenset[str]:
    """The documents whose title another one has too; titles by the names of documents. One
    without a title is called by its name, which is its own."""
    times = Counter(titles.values())
    return frozenset(name for name, title in titles.items() if title and times[title] > 1)
