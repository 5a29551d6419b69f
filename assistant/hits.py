"""What a search shows of the paragraphs it found."""

from __future__ import annotations

from assistant import cite
from assistant.ranked import Ranked
from assistant.store import Snapshot
from assistant.types import Hit


def hit(ranked: Ranked, snapshot: Snapshot) -> Hit:
    """What a search shows of a paragraph, with its locator."""
    row = ranked.row
    sectioned = snapshot.sectioned(row.document)
    return Hit(
        row.document,
        row.paragraph.number,
        row.paragraph.start,
        row.paragraph.end,
        row.text,
        ranked.score,
        ranked.sentence,
        ranked.document.title,
        cite.locator(row.paragraph, sectioned=sectioned),
        ranked.also_in,
    )
