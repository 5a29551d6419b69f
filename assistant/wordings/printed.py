"""Where a wording stands in a piece of a document, as it is read (masked words restored) or as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.clean import SearchText, edits_within, search_text
from assistant.types import Edit, Paragraph, Span


def places(
    wanted: str, text: str, edits: Sequence[Edit], start: int, read: SearchText | None = None
) -> tuple[Span, ...]:
    """All places of a normalised wording in a piece that begins at offset `start` of its document, in order and as offsets there.
    `read` is its search text, where that is known."""
    found = set(_within(wanted, read or search_text(text, edits, start)))
    if edits_within(edits, start, start + len(text)):
        found.update(_within(wanted, search_text(text, (), start)))
    apart: list[Span] = []
    for place in sorted(found):
        if not apart or place[0] >= apart[-1][1]:
            apart.append(place)
    return tuple(apart)


def within(
    wanted: str, text: str, outline: Sequence[Paragraph], edits: Sequence[Edit]
) -> list[tuple[Paragraph, Span]]:
    """All places of a normalised wording in a document, furniture included, paragraph by paragraph."""
    return [
        (paragraph, place)
        for paragraph in outline
        for place in places(wanted, text[paragraph.start : paragraph.end], edits, paragraph.start)
    ]


def _within(wanted: str, searched: SearchText) -> Iterator[Span]:
    at = searched.text.find(wanted) if wanted else -1
    while at >= 0:
        yield searched.source(at, at + len(wanted))
        at = searched.text.find(wanted, at + len(wanted))
