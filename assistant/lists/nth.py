"""The one member of an enumeration that is asked for by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.clean import normalize
from assistant.questions.interrogatives import HOW
from assistant.questions.question import Question
from assistant.quoting.beside import ANNOUNCES
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, selected
from assistant.text.ordinals import BY_PLACE, NUMERAL, OPENS_MEMBER, number_of
from assistant.text.provisions import opens_article
from assistant.text.units import structure

_CALLED_SO = re.compile(rf"第{NUMERAL}(?:板块|方面)")
_SOUGHT = 6
"""Best paragraphs that are searched for a member that no enumeration holds."""
_BRIEF = 20
"""Characters up to which the first sentence of a member only names it."""
_LONGEST = 120
"""Characters up to which a member is quoted beyond that, or where more of it is asked for."""
_IN_FULL = re.compile(rf"具体|详细|细说|展开|{HOW}|内容|\b(?:detail|how|about)\b")
_COUNTED_OFF = re.compile(rf"(?:^|(?<=[。；;：:])){OPENS_MEMBER}")


def member_at(question: Question, members: Sequence[Selected]) -> Selected | None:
    """The member that is asked for; None if there are not so many."""
    place = question.ordinal or 0
    index = place - 1 if place > 0 else len(members) + place
    return _in_full(question, members[index]) if 0 <= index < len(members) else None


def called_so(question: Question, ranked: Sequence[Ranked]) -> Selected | None:
    """The sentence of the best paragraphs that begins with the member as the question calls it: 第二板块. None for what only counts
    (第二个), or if none does."""
    called = _CALLED_SO.search(normalize(question.own))
    for place in ranked[:_SOUGHT] if called else ():
        text = place.row.text
        for start, end in structure(text).sentences:
            if called and text.startswith(called[0], start):
                return selected(place, (start, end), place.score)
    return None


def counted_off(question: Question, ranked: Sequence[Ranked]) -> Selected | None:
    """What is counted off with the number that is asked for in the best paragraph of the first document that counts so far: the
    paragraphs are on the matter. None if none does."""
    if (question.ordinal or 0) < 1 or not BY_PLACE.search(normalize(question.own)):
        return None
    for place in ranked[:_SOUGHT]:
        # An article of a law is asked for by its number, or named in what is asked of another.
        if place.row.document != ranked[0].row.document or opens_article(place.row.text):
            continue
        text = place.row.text
        marks = list(_COUNTED_OFF.finditer(text))
        for mark, after in zip_longest(marks, marks[1:]):
            if number_of(mark) == question.ordinal:
                ends = (s[1] for s in structure(text).sentences if s[1] > mark.end())
                end = min(next(ends, len(text)), after.start() if after else len(text))
                return _in_full(question, selected(place, (mark.start(), end), place.score))
    return None


def _in_full(question: Question, member: Selected) -> Selected:
    """A member that is a paragraph of its own, with what it says further, if its first sentence only names it or more is asked."""
    base, end = member.paragraph.start, member.end
    if member.start != base or not (
        end - base <= _BRIEF or _IN_FULL.search(normalize(question.own))
    ):
        return member
    for start, stop in structure(member.text).sentences:
        if stop > _LONGEST or (start and _COUNTED_OFF.match(member.text[start:])):
            break
        end = max(end, base + stop)
    if ANNOUNCES.search(member.text[: end - base]):
        # What it announces is what it says: the items that follow, however long.
        follows = (g for g in structure(member.text).groups if g[0].start >= end - base)
        end = next((base + group[-1].end for group in follows), end)
    return replace(member, end=end)
