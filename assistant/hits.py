"""What a search shows of the paragraphs it found."""

from __future__ import annotations

from assistant import cite
from assistant.store import Snapshot, StoredParagraph
from assistant.types import Hit, Span


def hit(
    snapshot: Snapshot,
    row: StoredParagraph,
    score: float,
    sentence: Span,
    also_in: tuple[str, ...] = (),
) -> Hit:
    """A paragraph with its locator; `sentence` are offsets into the document of what answers in it."""
    return Hit(
        row.document,
        row.paragraph.number,
        row.paragraph.start,
        row.paragraph.end,
        row.text,
        score,
        sentence,
        snapshot.document(row.document).title,
        cite.locator(row.paragraph, sectioned=snapshot.sectioned(row.document)),
        also_in,
    )
