"""What an answer quotes."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.ranked import Ranked
from assistant.types import Paragraph, Span


@dataclass(frozen=True, slots=True)
class Selected:
    """A span to quote, as document offsets, from a paragraph of a document."""

    document: str
    paragraph: Paragraph
    text: str
    """Of the whole paragraph."""
    start: int
    end: int
    score: float
    also_in: tuple[str, ...] = ()
    answering: Span | None = None
    """What to highlight, as document offsets; None leaves it to the scores."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to quote. `listed` tells that the quotes are the members of one enumeration."""

    quotes: tuple[Selected, ...]
    listed: bool = False


def selected(place: Ranked, span: Span, score: float) -> Selected:
    """A span of a ranked paragraph, given as offsets into it."""
    base = place.row.paragraph.start
    return Selected(
        place.row.document,
        place.row.paragraph,
        place.row.text,
        base + span[0],
        base + span[1],
        score,
        place.also_in,
    )


def whole(place: Ranked) -> Selected:
    """A ranked paragraph with its best sentence."""
    row = place.row
    return Selected(
        row.document, row.paragraph, row.text, *place.sentence, place.score, place.also_in
    )
