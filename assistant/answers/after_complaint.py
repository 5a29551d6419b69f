"""What follows a passage that only tells how bad things are, where it is asked what to do: the sentences that say what shall be done."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.clean import normalize
from assistant.lists.parts import member_ordinal
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selection, of_paragraph
from assistant.ranking.to_solve import (
    asks_what_to_do,
    only_complains,
    says_what_to_do,
    tells_the_key,
)
from assistant.store import Snapshot
from assistant.text.units import structure
from assistant.types import Span

_LONGEST = 240
"""Characters up to which the sentences after the first that says what shall be done are quoted with it."""


def told_after(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """The sentences that say what shall be done, after the best sentence of the best paragraph, which only complains, or in the
    paragraph right below it that begins no other matter; nothing if there are none."""
    place = ranked[0]
    text, (start, end) = place.row.text, place.sentence
    if not asks_what_to_do(normalize(question.own)) or not only_complains(text[start:end]):
        return Selection(())
    lines, at = snapshot.lines_of(place.row.document), place.row.paragraph.number
    line = lines[at - 1]
    span = _first(text, [s for s in structure(text).sentences if s[0] >= end])
    if span is None and at < len(lines):
        line = paragraph, below = lines[at]
        if paragraph.kind == "body" and member_ordinal(below) is None:
            span = _first(below, structure(below).sentences)
    if span is None:
        return Selection(())
    return Selection((of_paragraph(place.row.document, *line, span, place.score),))


def _first(text: str, sentences: Sequence[Span]) -> Span | None:
    """The sentences in a row that say what shall be done, from the first that tells the key, or the first of all."""
    told = [text[slice(*s)] for s in sentences]
    says = [says_what_to_do(one) and not only_complains(one) for one in told]
    if True not in says:
        return None
    key = (n for n, one in enumerate(told) if says[n] and tells_the_key(one))
    first = next(key, says.index(True))
    start, end = sentences[first]
    for (_, stop), one in zip(sentences[first + 1 :], says[first + 1 :], strict=True):
        if not one or stop - start > _LONGEST:
            break
        end = stop
    return start, end
