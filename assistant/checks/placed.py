"""Where a wording stands, as a quotation with its citation."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import cite
from assistant.checks.check import Found
from assistant.checks.findings import Place
from assistant.store import Snapshot
from assistant.text.sentences import LONG_SENTENCE
from assistant.text.units import quotable, structure
from assistant.types import Language, Quote, Span


def places(
    snapshot: Snapshot, ways: Sequence[Sequence[Found]], language: Language
) -> tuple[Place, ...]:
    """The places of a wording. What stands in one paragraph, of the same way, is one place."""
    within = [same for way in ways for same in _by_paragraph(way)]
    return tuple(_place(snapshot, found, n, language) for n, found in enumerate(within, 1))


def _by_paragraph(way: Sequence[Found]) -> list[list[Found]]:
    paragraphs: list[list[Found]] = []
    for found in way:
        if paragraphs and paragraphs[-1][-1].row.id == found.row.id:
            paragraphs[-1].append(found)
        else:
            paragraphs.append([found])
    return paragraphs


def _place(snapshot: Snapshot, found: Sequence[Found], marker: int, language: Language) -> Place:
    row, name = found[0].row, found[0].row.document
    base = row.paragraph.start
    start, end = (base + at for at in _sentences(row.text, (found[0].span[0], found[-1].span[1])))
    document, original = snapshot.document(name), snapshot.text(name)
    where = snapshot.locator(name, row.paragraph, language)
    cited = cite.attributed_to(row.text, start - base, end - base)
    quote = Quote(
        marker, name, document.title, where, row.paragraph.number, start, end,
        original[start : end],
        highlights=tuple((base + f.span[0], base + f.span[1]) for f in found),
        attributed_to=cited,
        restorations=cite.restorations(row.edits, start, end),
        citation=cite.citation(document, snapshot.locator(name, row.paragraph), cited),
    )  # fmt: skip
    return Place(cite.verify(quote, original), document.date)


def _sentences(text: str, span: Span) -> Span:
    """The whole sentences around a wording; of a long one the ；-bounded part that may stand alone."""
    touched = [s for s in structure(text).sentences if s[0] < span[1] and s[1] > span[0]]
    start, end = touched[0][0], touched[-1][1]
    if end - start > LONG_SENTENCE:
        first, last = quotable(text, span)
        if first <= span[0] and span[1] <= last:
            return first, last
    return start, end
