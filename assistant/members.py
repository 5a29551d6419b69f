"""The members of the enumeration that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.clean import normalize
from assistant.expected import asks_why
from assistant.numerals import parse_integer
from assistant.question import Question
from assistant.ranked import Ranked
from assistant.selected import Selected, selected
from assistant.store import Snapshot
from assistant.types import Item, Paragraph, Span
from assistant.units import Structure, quotable, structure

_LIST_PARAGRAPHS = 3
_STEM = 0.7
"""Share of the best unit's score from which the words before a list count as its subject."""
_LEADS_INTO = re.compile(
    r"[：:]$|以下|如下|下面|几(?:个|点|条|项|方面)|[一二三四五六七八九十两\d]+(?:个|点|条|项|大)(?:方面|问题|主张|意见|要求|原则|任务|措施|建议|[。，：:]|$)"
)
_TAIL = 24
"""Characters at the end of a paragraph that may announce a list."""
_OPENS_MEMBER = re.compile(
    r"^(?:(?P<a>[一二三四五六七八九十]{1,3})(?:、|是|要)|[（(](?P<b>[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"|第(?P<c>[一二三四五六七八九十]{1,3})(?:[，,、：:是]|个|点|条|方面)|(?P<d>\d{1,2})[.．、](?!\d)|其(?P<e>[一二三四五六七八九十])[，,、是])"
)
_OPENS_WITH_DASH = re.compile(r"^[—―–─]{1,2}|^[•·●■◆▪]")
_ANNOUNCES = re.compile(
    r"(?:以下|如下|下面|下列).{0,8}[。：:]$|分[二三四五六七八九十两几]步.{0,2}[。：:]$|[二三四五六七八九十两几](?:点|个?方面)[。：:]$"
    r"|[二三四五六七八九十两几](?:个|点|条|项|件|大|种|类)(?:方面|问题|意见|要求|措施|任务|原则|工作|事|建议|主张|关系|转变|办法)[。：:]$"
)
_SAYS_IN_FULL = re.compile(
    r"^(?:主要|具体|分别|其中)(?:是|有|为|包括)|^包括|^(?:即|就是)[：:，,]?|^(?:主要|具体|分别|其中)[：:]"
)
_GIVES_REASON = re.compile(
    r"^(?:这|其|主要|目的|原因|理由|因为|由于|为的).{0,12}?(?:有利于|因为|由于|为了|是为|目的|原因|需要|才能|关系)|^(?:因为|由于|为的是)"
)
_CONCLUDES = re.compile(r"^(?:因此|所以|为此|因而|由此|于是|正因|再加上|加上|这就|必须|应当|需要)")
"""What follows from the sentence before, or must be done because of it."""
_LONGEST_WITH_BOTH = 240
"""Characters up to which a sentence that announces or concludes is quoted with the one that says in full, or why."""
_ASKED_NOUN = re.compile(
    r"(?:哪(?:几|些|[二三四五六七八九十两]|\d{1,2})|几)[个种条项类样大]?[“\"「『]?([\u3400-\u9fff]{2})"
)
_AGAIN = 3
"""Times that a unit names what is asked for, if it says all."""


def members(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> list[Selected]:
    """The enumeration a question asks for, inside a paragraph or over several; empty if none, or if one sentence
    names all that is asked for."""
    if _names_each(question, ranked[0]):
        return []
    floor = ranked[0].score - 0.15 * abs(ranked[0].score)
    for place in ranked[:_LIST_PARAGRAPHS]:
        if place.score < floor:
            break
        inside = _inside(question, place)
        if inside:
            return inside
        across = _across(question, place, snapshot)
        if across:
            return across
    return []


def _inside(question: Question, place: Ranked) -> list[Selected]:
    found = structure(place.row.text)
    if not found.items:
        return []
    groups = sorted(
        {i.group for i in found.items}, key=lambda n: len(found.group(n)) != question.size
    )
    best_score = max(score for _, score in place.units)
    best = place.best_unit
    for number in groups:
        items = found.group(number)
        if _asked_for(question, place, found, items, best, best_score):
            return [selected(place, (i.start, i.end), place.score) for i in items]
    return []


def _asked_for(
    question: Question,
    place: Ranked,
    found: Structure,
    items: Sequence[Item],
    best: Span,
    best_score: float,
) -> bool:
    """Whether the question is about the list as a whole rather than about one of its members."""
    if question.size is not None and question.size == len(items):
        return True
    opening = items[0].start
    stems = [(u, s) for u, s in place.units if u[1] <= opening]
    if not stems:
        return best[0] < items[-1].end
    if best[1] <= opening:
        # The best unit must lead into this list, not stand far before it.
        return sum(1 for u, _ in stems if u[0] >= best[0]) <= 2
    return best[0] < items[-1].end and stems[-1][1] >= _STEM * best_score


def _across(question: Question, place: Ranked, snapshot: Snapshot) -> list[Selected]:
    """Members that are paragraphs of their own, when the place leads into them or is one of them."""
    paragraphs = snapshot.paragraphs_of(place.row.document)
    original = snapshot.text(place.row.document)
    texts = [original[p.start : p.end] for p in paragraphs]
    at = place.row.paragraph.number - 1
    ends = place.best_unit in [unit for unit, _ in place.units[-2:]]
    announces = ends and bool(_LEADS_INTO.search(texts[at][-_TAIL:]))
    numbered, dashed = _runs([_member_ordinal(t) for t in texts]), _dashed(texts)
    for run, leads in [(r, announces) for r in numbered] + [(r, ends) for r in dashed]:
        if (run[0] == at + 1 and leads) or (at in run and question.size == len(run)):
            return [_opening(place, paragraphs[i], texts[i]) for i in run]
    return []


def _dashed(texts: Sequence[str]) -> list[list[int]]:
    """Positions of two or more texts in a row that open with a dash, which say in full what stands before them."""
    runs: list[list[int]] = []
    for opens, run in groupby(range(len(texts)), lambda i: bool(_OPENS_WITH_DASH.match(texts[i]))):
        positions = list(run)
        if opens and len(positions) > 1:
            runs.append(positions)
    return runs


def _runs(ordinals: Sequence[int | None]) -> list[list[int]]:
    """Positions of members 1, 2, 3… in order, other paragraphs between them allowed."""
    runs = []
    for first in (i for i, ordinal in enumerate(ordinals) if ordinal == 1):
        members = [first]
        for i in range(first + 1, len(ordinals)):
            if ordinals[i] == 1:
                break
            if ordinals[i] == len(members) + 1:
                members.append(i)
        if len(members) > 1:
            runs.append(members)
    return runs


def _opening(place: Ranked, paragraph: Paragraph, text: str) -> Selected:
    """The first sentence of a member, which says what it is about."""
    start, end = quotable(text, structure(text).units[0])
    base = paragraph.start
    return Selected(place.row.document, paragraph, text, base + start, base + end, place.score)


def _member_ordinal(text: str) -> int | None:
    m = _OPENS_MEMBER.match(text)
    return parse_integer(next(g for g in m.groups() if g)) if m else None


def _names_each(question: Question, place: Ranked) -> bool:
    """Whether the best unit names what is asked for again and again, as 统一标准、统一平台、统一监管 does for 哪几个“统一”."""
    asked = _ASKED_NOUN.search(question.normalized)
    if asked is None:
        return False
    unit = normalize(place.row.text[slice(*place.best_unit)])
    return unit.count(asked.group(1)) >= max(question.size or 0, _AGAIN) and "、" in unit


def told_beside(question: Question, text: str, span: Span) -> Span:
    """A span of a paragraph as it is quoted.

    One that only announces, with the sentence after it, which says in full or gives the reason that is asked for; or that
    sentence alone, if both are long. One that concludes, where the reason is asked for, with what stands before it, if
    both are short enough. Any other as it is.
    """
    sentences, told = structure(text).sentences, text[slice(*span)]
    why = asks_why(question.normalized)
    after = next((s for s in sentences if s[0] >= span[1]), None)
    if after is not None:
        says = text[slice(*after)]
        in_full = question.intent == "list" and _SAYS_IN_FULL.search(says)
        if in_full or (why and _GIVES_REASON.search(says)) or _ANNOUNCES.search(told):
            both = (span[0], after[1])
            return both if both[1] - both[0] <= _LONGEST_WITH_BOTH else after
    before = [s for s in sentences if s[0] < span[0]]
    if before and why and _CONCLUDES.search(told.lstrip()):
        both = (before[-1][0], span[1])
        return both if both[1] - both[0] <= _LONGEST_WITH_BOTH else span
    return span
