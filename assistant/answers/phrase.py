"""Where a wording stands, to the letter: every paragraph of a scope that holds it, as it is read or as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answers.hits import hit
from assistant.checks.check import index_terms
from assistant.clean import normalize
from assistant.questions.question import check_length
from assistant.ranking.selected import Selected
from assistant.store import Scope, Snapshot
from assistant.types import Hit, Span
from assistant.wordings.printed import places


@dataclass(frozen=True, slots=True)
class Found:
    """`paragraphs` hold the wording; `hits` are those asked for, in order of the library, and `places` all the places in each of
    them, as offsets into its document."""

    paragraphs: int
    hits: tuple[Hit, ...]
    places: tuple[tuple[Span, ...], ...] = ()


def find(snapshot: Snapshot, scope: Scope, wording: str, offset: int, limit: int) -> Found:
    """The paragraphs that hold a wording, whatever its width and script; masked words count both as
    what they stand for and as they are printed.

    :raises QuestionError: the wording is empty or too long.
    """
    wanted = normalize(check_length(wording))
    terms = index_terms(wording)
    rows = snapshot.rows(snapshot.holding(terms, scope) if terms else scope.ids)
    standing = (
        (row, places(wanted, row.text, row.edits, row.paragraph.start, row.search)) for row in rows
    )
    held = [(row, found) for row, found in standing if found]
    shown = held[offset : offset + limit]
    hits = (
        hit(snapshot, Selected(row.document, row.paragraph, row.text, *found[0], 1.0))
        for row, found in shown
    )
    return Found(len(held), tuple(hits), tuple(found for _, found in shown))
