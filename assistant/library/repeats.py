"""Documents that mostly repeat another: scraped collections hold the same speech under many names."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.store import Snapshot

SHARE = 0.5
"""Of a document's characters in paragraphs that another document holds as well, letter for letter but
for width, case and traditional characters."""


def repeats(snapshot: Snapshot, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The documents that each of the named ones mostly repeats, the most alike first."""
    found = {}
    for name in names:
        total, shared = snapshot.shared(name)
        alike = [(n, other) for other, n in shared.items() if n >= SHARE * total > 0]
        if alike:
            found[name] = tuple(other for _, other in sorted(alike, key=lambda a: (-a[0], a[1])))
    return found
