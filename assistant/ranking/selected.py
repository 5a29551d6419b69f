"""What an answer quotes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.ranking.ranked import Ranked
from assistant.types import Paragraph, Place, Span


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

    @property
    def words(self) -> str:
        """What is quoted."""
        base = self.paragraph.start
        return self.text[self.start - base : self.end - base]

    @property
    def place(self) -> Place:
        """Which paragraph it is of."""
        return self.document, self.paragraph.number


@dataclass(frozen=True, slots=True)
class Selection:
    """What to quote. `listed` tells that the quotes are the members of one enumeration."""

    quotes: tuple[Selected, ...]
    listed: bool = False


def of_paragraph(
    document: str, paragraph: Paragraph, text: str, span: Span | None, score: float
) -> Selected:
    """A span of a paragraph, given as offsets into its text; None is all of it."""
    start, end = span or (0, len(text))
    base = paragraph.start
    return Selected(document, paragraph, text, base + start, base + end, score)


def selected(place: Ranked, span: Span, score: float) -> Selected:
    """A span of a ranked paragraph, given as offsets into it."""
    row = place.row
    found = of_paragraph(row.document, row.paragraph, row.text, span, score)
    return replace(found, also_in=place.also_in)


def whole(place: Ranked) -> Selected:
    """A ranked paragraph with its best sentence."""
    return selected(place, place.sentence, place.score)
