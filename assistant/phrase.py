"""Where a wording stands, to the letter: every paragraph of a scope that holds it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.check import index_terms
from assistant.clean import normalize
from assistant.hits import hit
from assistant.question import check_length
from assistant.selected import Selected
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
    shown = held[offset : offset + limit]
    places = (
        Selected(row.document, row.paragraph, row.text, *_place(row, wanted), 1.0) for row in shown
    )
    return Found(len(held), tuple(hit(snapshot, place) for place in places))


def _place(row: StoredParagraph, wanted: str) -> Span:
    """Where the wording stands, as offsets into the document."""
    at = row.search.text.index(wanted)
    place: Span = row.search.source(at, at + len(wanted))
    return place
