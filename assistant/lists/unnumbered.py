"""The members of a part that bear no number: paragraphs that open briefly, or short ones before longer ones."""

from __future__ import annotations

import re

from assistant.lists.parts import Lines, member_ordinal
from assistant.text.units import structure

_MOST = 16
"""Paragraphs that open briefly, more of which are no list."""
_LEADS = (12, 60)
"""Characters of a paragraph that only says what those after it are about, where headings have lost their numbers."""
_TIMES = re.compile(r"\W*(?:过去|一年来|去年|今年|当前|回顾|新的一年|(?:19|20)\d{2}年)")
"""Opens what is said of a time as a whole."""
_SOON = 3
"""Paragraphs of introduction before the first that opens briefly."""
_BRIEF = 24
"""Characters up to which the first sentence of a paragraph names what the rest of it says."""


def opening_briefly(lines: Lines, start: int, end: int) -> list[int]:
    """The first paragraphs in a row, three or more, that each name in a brief sentence what they say."""
    found: list[int] = []
    for i in range(start, end):
        paragraph, text = lines[i]
        late = not found and i - start > _SOON
        if late or paragraph.kind != "body" or member_ordinal(text) is not None:
            break  # What is numbered counts off what was done.
        first, *others = structure(text).sentences
        if others and first[1] - first[0] <= _BRIEF and not _TIMES.match(text):
            found.append(i)
        elif len(found) > 2:
            break
        else:
            found = []
    return found if 2 < len(found) <= _MOST else []


def leads(lines: Lines, start: int, end: int) -> list[int]:
    """Short paragraphs, three or more, each before longer ones: headings of a text that has lost their numbers."""
    short = [_LEADS[0] <= len(lines[i][1]) <= _LEADS[1] for i in range(start, end)]
    found = [start + n for n, one in enumerate(short[:-1]) if one and not short[n + 1]]
    return found if len(found) > 2 and len(found) == sum(short) else []
