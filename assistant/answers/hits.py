"""What a search shows of the paragraphs it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.select import enumerated
from assistant.answers.told_provision import provided
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, whole
from assistant.store import Scope, Snapshot
from assistant.types import Hit, Place


def hits(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot, scope: Scope, limit: int
) -> list[Hit]:
    """The `limit` best paragraphs; before all ranked ones, with the score of the first, those of the article, enumeration, heading
    or line of the title block that is asked for, in its order: what announces a list would else come before what it says."""
    found = {r.row.place: whole(r) for r in ranked}
    article = provided(question, ranked, snapshot, scope) if ranked else None
    asked_for = article.quotes if article else enumerated(question, ranked, snapshot).quotes
    shown: dict[Place, Selected] = {}
    for member in asked_for:
        also_in = found.get(member.place, member).also_in
        shown.setdefault(member.place, replace(member, score=ranked[0].score, also_in=also_in))
    for place, other in found.items():
        shown.setdefault(place, other)
    return [hit(snapshot, one) for one in list(shown.values())[:limit]]


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
        snapshot.locator(found.document, found.paragraph),
        found.also_in,
    )
