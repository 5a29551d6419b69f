"""Every place of a wording, to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.clean import has_chinese, search_text
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.types import Span
from embeddings import terms

_WORD = re.compile(r"[^\W_㐀-鿿]")
_RUNS_INTO = re.compile(r"(?:[^\W_㐀-鿿]|[0-9][.,])$")
_RUNS_ON = re.compile(r"[^\W_㐀-鿿]|%|[.,][0-9]")
_MASK = re.compile("[xz×]+")
"""Latin letters that may mask a word, for which the index has what they stand for."""
_EDGE = 2
"""Characters before a wording that tell whether it cuts a number."""


@dataclass(frozen=True, slots=True)
class Held:
    """A paragraph that holds a wording, and where: offsets into its search text, in order."""

    row: StoredParagraph
    spans: tuple[Span, ...]


def holding(snapshot: Snapshot, scope: Scope, wanted: str) -> list[Held]:
    """All paragraphs of the scope that hold a normalised wording, in order."""
    indexed = indexed_terms(wanted)
    rows = snapshot.rows(snapshot.holding(indexed, scope) if indexed else scope.ids)
    return [Held(row, spans) for row in rows if (spans := tuple(_within(row.search.text, wanted)))]


def indexed_terms(wanted: str) -> list[str]:
    """What the full-text index holds of every paragraph in which a normalised wording stands: it knows pairs of
    Chinese characters and whole Latin words. A single character it does not know, which may stand
    anywhere, nor what a mask is read as."""
    known = [t for t in terms(wanted) if len(t) == 2 or not has_chinese(t[0])]
    return [t for t in known if not _MASK.fullmatch(t)]


def places(row: StoredParagraph, wanted: str) -> Iterator[Span]:
    """Where a normalised wording stands in a paragraph, one place after the other, as offsets into
    the document. Width, case and script make no difference; masked words count as what they stand
    for and as they are printed. Latin words and numbers count whole: AI does not stand in "said", nor 5 in 3.5."""
    found = {row.search.source(*span) for span in _within(row.search.text, wanted)}
    if row.edits:
        printed = search_text(row.text, (), row.paragraph.start)
        found.update(printed.source(*span) for span in _within(printed.text, wanted))
    yield from sorted(found)


def _within(text: str, wanted: str) -> Iterator[Span]:
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _whole(text, at, end):
            yield at, end
            at = text.find(wanted, end)
        else:
            at = text.find(wanted, at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` cuts no number or Latin word at its ends."""
    before = text[max(0, start - _EDGE) : start]
    return not (
        (_WORD.match(text[start]) and _RUNS_INTO.search(before))
        or (_WORD.match(text[end - 1]) and _RUNS_ON.match(text, end))
    )
