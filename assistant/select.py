"""Which sentences or items of the retrieved paragraphs answer the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from assistant.numerals import parse_integer
from assistant.question import Question
from assistant.ranked import Ranked
from assistant.retrieve import asks_about_text
from assistant.store import Snapshot
from assistant.types import Item, Paragraph, ParagraphKind, Span
from assistant.units import Structure, quotable, structure

MOST_QUOTES = 5
_LIST_PARAGRAPHS = 3
_NEAR = 0.88
"""Share of the best unit's score from which a further sentence is quoted as well."""
_MOST_ALIKE = 3
"""Sentences quoted where none stands out."""
_NEIGHBOUR = 0.8
"""Share of a quoted sentence's score from which the one beside it is quoted with it."""
_WIDEST = 160
"""Characters up to which sentences are joined in one quote."""
_STEM = 0.7
"""Share of the best unit's score from which the words before a list count as its subject."""
_PARAGRAPH_SHARE = 0.5
_LEADS_INTO = re.compile(
    r"[：:]$|以下|如下|下面|几(?:个|点|条|项|方面)|[一二三四五六七八九十两\d]+(?:个|点|条|项|大)(?:方面|问题|主张|意见|要求|原则|任务|措施|建议|[。，：:]|$)"
)
_TELLING: tuple[ParagraphKind, ...] = ("body", "heading")
_ANY_KIND = get_args(ParagraphKind)
_TAIL = 24
"""Characters at the end of a paragraph that may announce a list."""
_OPENS_MEMBER = re.compile(
    r"^(?:(?P<a>[一二三四五六七八九十]{1,3})(?:、|是|要)|[（(](?P<b>[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"|第(?P<c>[一二三四五六七八九十]{1,3})(?:[，,、：:是]|个|点|条|方面)|(?P<d>\d{1,2})[.．、](?!\d)|其(?P<e>[一二三四五六七八九十])[，,、是])"
)


@dataclass(frozen=True, slots=True)
class Selected:
    """A span to quote, as document offsets, from a paragraph of a document."""

    document: str
    paragraph: Paragraph
    text: str
    """Of the whole paragraph."""
    start: int
    end: int
    score: float
    also_in: tuple[str, ...] = ()
    answering: Span | None = None
    """What to highlight, as document offsets; None leaves it to the scores."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to quote. `listed` tells that the quotes are the members of one enumeration."""

    quotes: tuple[Selected, ...]
    listed: bool = False


def select(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """Whole lists for list questions, one member for an ordinal, the best sentences otherwise."""
    if not ranked:
        return Selection(())
    if question.intent == "list" or question.ordinal is not None:
        members = _members(question, ranked, snapshot)
        if members:
            if question.ordinal is None:
                return Selection(tuple(members), listed=True)
            index = question.ordinal - 1 if question.ordinal > 0 else len(members) - 1
            if index < len(members):
                return Selection((members[index],))
            # There is no such member: all there are say so.
            return Selection(tuple(members), listed=True)
    return Selection(tuple(_sentences(question, ranked)))


def side_by_side(question: Question, each: Sequence[Sequence[Ranked]]) -> Selection:
    """The best sentences in each of several documents, one document after the other."""
    return Selection(tuple(q for ranked in each if ranked for q in _sentences(question, ranked)))


def _sentences(question: Question, ranked: Sequence[Ranked]) -> list[Selected]:
    """The best quotable spans over the best paragraphs; several only where they score alike."""
    scored: dict[tuple[str, Span], tuple[float, Ranked]] = {}
    for place in ranked[:MOST_QUOTES]:
        for unit, unit_score in place.units:
            span = quotable(place.row.text, unit)
            total = unit_score + _PARAGRAPH_SHARE * place.score
            key = (f"{place.row.document}\0{place.row.paragraph.number}", span)
            if key not in scored or total > scored[key][0]:
                scored[key] = (total, place)
    ordered = _distinct(sorted(scored.items(), key=lambda kv: -kv[1][0]))
    floor = ordered[0][1][0] - (1 - _NEAR) * abs(ordered[0][1][0])
    # A line of the title block is quoted beside another only if the question may ask for one.
    kinds = _ANY_KIND if asks_about_text(question) else _TELLING
    more = [e for e in ordered[1:] if e[1][0] >= floor and e[1][1].row.paragraph.kind in kinds]
    chosen = [ordered[0], *more[: _MOST_ALIKE - 1]]
    return [_selected(place, _widened(place, span), total) for (_, span), (total, place) in chosen]


def _widened(place: Ranked, span: Span) -> Span:
    """The span with its neighbours on either side that answer nearly as well."""
    text = place.row.text
    spans = [(quotable(text, unit), score) for unit, score in place.units]
    best = max(score for at, score in spans if at == span)
    at = [i for i, (s, _) in enumerate(spans) if s == span]
    start, end = span
    for i in (at[0] - 1, at[-1] + 1):
        if 0 <= i < len(spans) and spans[i][1] >= _NEIGHBOUR * best:
            wider = min(start, spans[i][0][0]), max(end, spans[i][0][1])
            if wider[1] - wider[0] <= _WIDEST:
                start, end = wider
    return start, end


_Scored = tuple[tuple[str, Span], tuple[float, Ranked]]


def _distinct(ordered: Sequence[_Scored]) -> list[_Scored]:
    """Without spans whose words were there before: the same sentence answers once."""
    seen: dict[str, _Scored] = {}
    for entry in ordered:
        (_, (start, end)), (_, place) = entry
        seen.setdefault(place.row.text[start:end], entry)
    return list(seen.values())


def _selected(place: Ranked, span: Span, score: float) -> Selected:
    base = place.row.paragraph.start
    return Selected(
        place.row.document,
        place.row.paragraph,
        place.row.text,
        base + span[0],
        base + span[1],
        score,
        place.also_in,
    )


def _members(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> list[Selected]:
    """The enumeration a question asks for, inside a paragraph or over several; empty if none."""
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
    groups = sorted({i.group for i in found.items})
    if not groups:
        return []
    best_score = max(score for _, score in place.units)
    best = place.best_unit
    for number in groups:
        items = found.group(number)
        if _asked_for(question, place, found, items, best, best_score):
            return [_selected(place, (i.start, i.end), best_score) for i in items]
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
    for members in _runs([_member_ordinal(t) for t in texts]):
        leads = (
            members[0] == at + 1
            and bool(_LEADS_INTO.search(texts[at][-_TAIL:]))
            and place.best_unit in [unit for unit, _ in place.units[-2:]]
        )
        among = at in members and question.size == len(members)
        if leads or among:
            return [_opening(place, paragraphs[i], texts[i]) for i in members]
    return []


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
