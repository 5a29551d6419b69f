"""Where a wording stands, to the letter: every paragraph of a scope that holds it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import cite
from assistant.check import index_terms
from assistant.clean import normalize
from assistant.question import check_length
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.types import Hit, Span


@dataclass(frozen=True, slots=True)
class Found:
    """`paragraphs` hold the wording; `hits` are those asked for, in order of the library."""

    paragraphs: int
    hits: tuple[Hit, ...]


def find(snapshot: Snapshot, scope: Scope, wording: str, offset: int, limit: int) -> Found:
    """The paragraphs that hold a wording, whatever its width and script; masked words count as
    what they stand for.

    :raises QuestionError: the wording is empty or too long.
    """
    wanted = normalize(check_length(wording))
    terms = index_terms(wording)
    rows = snapshot.rows(snapshot.holding(terms, scope) if terms else scope.ids)
    held = [row for row in rows if wanted in row.search.text]
    hits = tuple(_hit(row, wanted, snapshot) for row in held[offset : offset + limit])
    return Found(len(held), hits)


def _hit(row: StoredParagraph, wanted: str, snapshot: Snapshot) -> Hit:
    at = row.search.text.index(wanted)
    place: Span = row.search.source(at, at + len(wanted))
    sectioned = snapshot.sectioned(row.document)
    return Hit(
        row.document,
        row.paragraph.number,
        row.paragraph.start,
        row.paragraph.end,
        row.text,
        1.0,
        place,
        snapshot.document(row.document).title,
        cite.locator(row.paragraph, sectioned=sectioned),
    )
