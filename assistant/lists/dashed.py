"""Members that a dash opens (——…), each in a paragraph of its own or several in one, as a page that was cut anyhow leaves them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lists.parts import Lines, Mark
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, of_paragraph
from assistant.text.units import structure

_DASH = re.compile(r"(?:^|(?<=[。！？!?；;]))\s*(?=[—―–─]{1,2}(?=[^—―–─])|[•·●■◆▪])")
_MOST_BEFORE = 2
"""Units between what leads into the members and the first of them, that among them."""


def runs(lines: Lines) -> list[list[Mark]]:
    """The members of each list, two or more. A heading ends it, and a paragraph that holds none; but where members stand within
    paragraphs, one of them may go on to the next."""
    found: list[list[Mark]] = []
    for i, (paragraph, text) in enumerate(lines):
        marks = [(i, m.end()) for m in _DASH.finditer(text)] if paragraph.kind == "body" else []
        for mark in marks:
            if found and _goes_on(found[-1], mark, lines):
                found[-1].append(mark)
            else:
                found.append([mark])
    return [run for run in found if len(run) > 1]


def _goes_on(run: Sequence[Mark], mark: Mark, lines: Lines) -> bool:
    between = [paragraph.kind for paragraph, _ in lines[run[-1][0] + 1 : mark[0]]]
    within = any(start for _, start in run)
    return "heading" not in between and len(between) <= within


def leads_into(place: Ranked, run: Sequence[Mark]) -> bool:
    """Whether the best unit of a place stands right before the first of the members."""
    at, (first, start) = place.row.paragraph.number - 1, run[0]
    if first not in (at, at + 1) or (first == at and not start):
        return False
    end = start if first == at else len(place.row.text)
    before = [unit for unit, _ in place.units if unit[1] <= end]
    return place.best_unit in before[-_MOST_BEFORE:]


def member(place: Ranked, lines: Lines, mark: Mark) -> Selected:
    """The first sentence of a member."""
    paragraph, text = lines[mark[0]]
    end = structure(text).sentence_at(mark[1])[1]
    return of_paragraph(place.row.document, paragraph, text, (mark[1], end), place.score)
