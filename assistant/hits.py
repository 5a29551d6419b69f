"""What a search shows of the paragraphs it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import cite
from assistant.question import Question
from assistant.ranked import Ranked
from assistant.select import enumerated
from assistant.selected import Selected, whole
from assistant.store import Snapshot
from assistant.types import Hit


def hits(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot, limit: int) -> list[Hit]:
    """The ranked paragraphs, best first, but before all others those of the enumeration that is asked for, in its order: what
    announces it would else come before what it says."""
    listed = enumerated(question, ranked, snapshot).quotes
    members = [replace(member, score=ranked[0].score) for member in listed]
    firsts: dict[tuple[str, int], Selected] = {}
    for found in (*members, *map(whole, ranked)):
        firsts.setdefault((found.document, found.paragraph.number), found)
    return [hit(snapshot, found) for found in list(firsts.values())[:limit]]


def hit(snapshot: Snapshot, found: Selected) -> Hit:
    """The paragraph of what was found, with its locator."""
    return Hit(
        found.document,
        found.paragraph.number,
        found.paragraph.start,
        found.paragraph.end,
        found.text,
        found.score,
        (found.start, found.end),
        snapshot.document(found.document).title,
        cite.locator(found.paragraph, sectioned=snapshot.sectioned(found.document)),
        found.also_in,
    )
