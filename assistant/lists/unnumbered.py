"""The members of a part that bear no number: paragraphs that open briefly, or short ones before longer ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lists.parts import member_ordinal
from assistant.text.units import structure
from assistant.types import Paragraph

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
_Lines = Sequence[tuple[Paragraph, str]]


def opening_briefly(lines: _Lines, start: int, end: int) -> list[int]:
    """The first paragraphs in a row, three or more, that each name in a brief sentence what they say."""
    found: list[int] = []
    for i in range(start, end):
        sentences = structure(lines[i][1]).sentences
        brief = len(sentences) > 1 and sentences[0][1] - sentences[0][0] <= _BRIEF
        brief = brief and _TIMES.match(lines[i][1]) is None
        late = not found and i - start > _SOON
        if late or member_ordinal(lines[i][1]) is not None:  # It counts off what was done.
            break
        if lines[i][0].kind == "body" and brief:
            found.append(i)
        elif len(found) > 2 or lines[i][0].kind != "body":
            break
        else:
            found = []
    return found if 2 < len(found) <= _MOST else []


def leads(lines: _Lines, start: int, end: int) -> list[int]:
    """Short paragraphs, three or more, each before longer ones: headings of a text that has lost their numbers."""
    short = [_LEADS[0] <= len(lines[i][1]) <= _LEADS[1] for i in range(start, end)]
    found = [start + n for n, one in enumerate(short[:-1]) if one and not short[n + 1]]
    return found if len(found) > 2 and len(found) == sum(short) else []
