"""The members below a heading, and the headings of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.lists.headed import names
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, of_paragraph
from assistant.store import Snapshot
from assistant.text.items import counted
from assistant.text.markup import unmarked
from assistant.text.numerals import parse_integer
from assistant.text.ordinals import NUMERAL, OPENS_MEMBER, number_of
from assistant.text.units import quotable, structure
from assistant.types import Paragraph

_OPENS_MEMBER = re.compile(OPENS_MEMBER)
_OPENS_PART = re.compile(rf"\s*第({NUMERAL})(?:章|节|编|部分)")
Lines = Sequence[tuple[Paragraph, str]]
"""The paragraphs of a document with their texts."""
Mark = tuple[int, int]
"""A paragraph, from 0, and where a member begins in it."""


def part_named(question: Question, place: Ranked, snapshot: Snapshot) -> list[Selected]:
    """The members below the heading of the place's document that a question for a list or a member holds to the letter; empty if
    there is none."""
    for_members = question.intent == "list" or question.ordinal is not None
    return in_part(question, place, snapshot, names) if for_members else []


def in_part(
    question: Question, place: Ranked, snapshot: Snapshot, asks_for: Callable[[str, str], bool]
) -> list[Selected]:
    """The members, as many as are asked for, of the first part of a place's document of which the question `asks_for` the heading."""
    lines = snapshot.lines_of(place.row.document)
    for at, (paragraph, text) in enumerate(lines):
        if paragraph.kind == "heading" and asks_for(question.normalized, unmarked(text)):
            found = members_of(lines, at)
            if found and question.size in (None, len(found)):
                return [opening(place, *lines[i]) for i in found]
    return []


def members_of(lines: Lines, heading: int) -> list[int]:
    """Places of the members that are counted on in the part below a heading, from whatever number, all numbered in one way; empty
    if there is but one."""
    found, last, way = list[int](), 0, ""
    for i in range(heading + 1, end_of_part(lines, heading)):
        text = unmarked(lines[i][1])
        ordinal = member_ordinal(text)
        if ordinal and (not found or (ordinal == last + 1 and _way(text) == way)):
            found.append(i)
            last, way = ordinal, _way(text)
    return found if len(found) > 1 else []


def end_of_part(lines: Lines, heading: int) -> int:
    """Place of the first line after a heading that is not below it."""
    title, after = unmarked(lines[heading][1]), range(heading + 1, len(lines))
    return next((i for i in after if title not in map(unmarked, lines[i][0].section)), len(lines))


def _way(text: str) -> str:
    """How a member is numbered: in brackets, with 第 or 其, in digits, or in characters alone."""
    first = text.strip()[:1].replace("(", "（")
    return "1" if first.isdecimal() else first if first in "（第其" else "一"


def headings(name: str, score: float, snapshot: Snapshot) -> list[Selected]:
    """The headings of the parts of a document, in order; empty if it has none that are numbered."""
    every = [(p, text) for p, text in snapshot.lines_of(name) if p.kind == "heading"]
    highest = min((p.level for p, _ in every), default=0)
    found = [(p, text) for p, text in every if p.level == highest]
    run = next(iter(counted([_part_ordinal(unmarked(text)) for _, text in found])), [])
    return [of_paragraph(name, *found[i], None, score) for i in run]


def opening(place: Ranked, paragraph: Paragraph, text: str) -> Selected:
    """The first sentence of a member, which says what it is about."""
    start, end = quotable(text, structure(text).units[0])
    return of_paragraph(place.row.document, paragraph, text, (start, end), place.score)


def member_ordinal(text: str) -> int | None:
    """The number of the member that a text opens as; None if it opens none."""
    m = _OPENS_MEMBER.match(text)
    return number_of(m) if m else None


def _part_ordinal(text: str) -> int | None:
    m = _OPENS_PART.match(text)
    return parse_integer(m.group(1)) if m else member_ordinal(text)
