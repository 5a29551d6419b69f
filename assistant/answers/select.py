"""Which sentences or items of the retrieved paragraphs answer the question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.after_complaint import told_after
from assistant.answers.defined import defined
from assistant.answers.front import asked_of, told_by_front
from assistant.answers.required import TELLING_NEAR, TOLD_AT_ONCE, lacking
from assistant.clean import normalize
from assistant.lists.below import told_below
from assistant.lists.headed import asked_noun
from assistant.lists.members import announced, members
from assistant.lists.named_set import in_one, joined, told_again
from assistant.lists.noun_headed import told_under_noun
from assistant.lists.nth import counted_off, member_at
from assistant.questions.achieved import asks_for_achievements, only_praises
from assistant.questions.aimed_at import sets_none_of
from assistant.questions.expected import asks_for
from assistant.questions.facts import part_asked
from assistant.questions.question import Question, of_all_members
from assistant.quoting.beside import tells_what_others_say, told_beside
from assistant.quoting.said_whole import said_whole
from assistant.ranking.particulars import of_other_years
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, Selection, selected
from assistant.ranking.to_solve import (
    asks_what_is_amiss,
    asks_what_to_do,
    asks_which,
    calls_throughout,
    only_complains,
    only_to_solve,
)
from assistant.ranking.troubles import told_of_troubles
from assistant.store import Snapshot
from assistant.text.assigned import assigning, only_assigns, read_with, with_assigning
from assistant.text.markup import unmarked
from assistant.text.ordinals import BY_PLACE
from assistant.text.units import quotable
from assistant.types import Span

MOST_QUOTES = 5
_NEAR, _NEAR_UNSURE, _NEAR_LISTED = 0.05, 0.25, 0.3
"""How much less than the first sentence a further one may score to be quoted as well: where it is certain that the question is
answered, where it is not, and where several things are asked for of which no enumeration was found."""
_PER_DOUBT = 4.0
"""How much wider that is for each unit of probability lacking: `_NEAR_UNSURE` is reached at .95."""
_MOST_ALIKE, _MOST_LISTED = 3, 5
"""Sentences quoted at most, where one is asked for and where several are."""
_NEIGHBOUR = 0.7
"""Share of a quoted sentence's score from which the one beside it is quoted with it."""
_WIDEST = 160
"""Characters up to which sentences are joined in one quote."""
_LONG_NOUN, _JOINED = 3, 3
"""Characters of a noun that says what kind of things are meant, and things that a sentence joins which tells them."""
_TELLING = ("body", "heading")
_Scored = tuple[Ranked, Span, float]
"""A span of a ranked paragraph, as offsets into it, with its score."""


def select(question: Question, ranked: Sequence[Ranked], likelihood: float) -> Selection:
    """The member that is asked for, if it is counted off; or the best sentences, the more of them the lower the `likelihood`, 0 to
    1, that the question is answered, and the more where a list is asked for of which no enumeration was found."""
    if not ranked:
        return Selection(())
    if (one := counted_off(question, ranked)) is not None:
        return Selection((one,))
    near, most = min(_NEAR + _PER_DOUBT * (1 - likelihood), _NEAR_UNSURE), _MOST_ALIKE
    several = question.intent == "list" and question.ordinal is None
    if several and not asks_for(question.normalized, "meaning"):
        near, most = _NEAR_LISTED, _MOST_LISTED
    return Selection(tuple(as_called(question, _sentences(question, ranked, near, most))))


def as_called(question: Question, found: list[Selected]) -> list[Selected]:
    """Of sentences found only those that hold what several things are called of which a list is asked for, where one does and
    joins some: 基本途径包括哪些."""
    noun = asked_noun(question.normalized).rpartition("的")[2]
    if question.intent != "list" or len(noun) < _LONG_NOUN:
        return found
    named = [one for one in found if noun in normalize(one.words)]
    return named if any(joined(normalize(one.words), _JOINED) for one in named) else found


def enumerated(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """The enumeration that is asked for, or the member of it, or the heading of a part; nothing if there is none."""
    if not ranked:
        return Selection(())
    if (front := told_by_front(question, ranked, snapshot)).quotes:
        return front
    if part_asked(question) is not None or asked_of(question, ranked, snapshot)[0]:
        return Selection(())
    if (meaning := defined(question, ranked, snapshot)) is not None:
        return Selection((meaning,))
    if (none := _none_set(question, ranked[0])) is not None:
        return Selection((none,))
    if (under := told_under_noun(question, ranked, snapshot)).quotes:
        return under
    if (troubles := told_of_troubles(question, ranked, snapshot)).quotes:
        return troubles
    if (below := told_below(question, ranked, snapshot)).quotes:
        return below
    if (parts := told_again(question, ranked)) is not None:
        return Selection((parts,))
    if sentence := in_one(question, ranked, naming=True):
        return Selection(tuple(sentence))
    if question.intent == "list" or question.ordinal is not None:
        found = members(question, ranked, snapshot)
        if question.ordinal is not None and not found and (every := of_all_members(question)):
            found = members(every, ranked, snapshot)
    else:
        found = announced(question, ranked[0], snapshot)
    said = [one.words for one in found]
    if (asks_what_is_amiss(question.normalized) and calls_throughout(said)) or (
        asks_what_to_do(normalize(question.own)) and all(map(only_complains, said))
    ):
        found = []
    if not found and (after := told_after(question, ranked, snapshot)).quotes:
        return after
    if not found and (sentence := in_one(question, ranked)):
        return Selection(tuple(sentence))
    if question.besides and len(found) >= question.besides:
        found = [member for n, member in enumerate(found, 1) if n != question.besides]
    if question.ordinal is not None and found:
        # The list may go on in another paragraph; where there is no such member, all there are say so.
        one = member_at(question, found) or counted_off(question, ranked)
        if one is not None:
            untold = one.paragraph.kind == "heading" and _asks_of_member(question)
            return Selection(() if untold else (one,))
    return Selection(tuple(found), listed=bool(found))


def _asks_of_member(question: Question) -> bool:
    """Whether a follow-up asks something of a member that was asked for before, which no heading tells: 怎么解决."""
    return bool(question.earlier) and not BY_PLACE.search(normalize(question.own))


def _none_set(question: Question, place: Ranked) -> Selected | None:
    """The sentence of a place that says that no target is set of what the question asks the target of."""
    for unit, _ in place.units:
        span = quotable(place.row.text, unit)
        if sets_none_of(normalize(place.row.text[slice(*span)]), question.normalized):
            return selected(place, span, place.score)
    return None


def _sentences(
    question: Question, ranked: Sequence[Ranked], near: float, most: int
) -> list[Selected]:
    """The best sentence of the best paragraph, and further ones that score at most `near` less, `most` in all. Words alone
    would often prefer a sentence of another paragraph, and more often be wrong (benchmarks/LOG.md)."""
    scored: list[_Scored] = []
    for place in _of_the_year(question, _fitting(ranked)[:MOST_QUOTES]):
        telling = _telling_units(question, place)
        # A paragraph that ranks first is quoted whatever it leaves out; others count for what they tell.
        best = max(score for _, score in (place.units if scored else telling))
        spans: dict[Span, float] = {}
        for unit, score in telling:
            span = quotable(place.row.text, unit)
            spans[span] = max(score, spans.get(span, score))
        scored += [(place, span, place.score - (best - score)) for span, score in spans.items()]
    ordered = _telling_first(question, _distinct(sorted(scored, key=lambda one: -one[2])))
    floor = ordered[0][2] - near
    found: list[_Scored] = []
    who = asks_for(question.normalized, "body")
    for place, span, score in [one for one in ordered if one[2] >= floor][:most]:
        wide = said_whole(question, place.row.text, _widened(place, span))
        first = not found
        if first or tells_what_others_say(place.row.text[slice(*wide)]):
            wide = told_beside(question, place.row.text, wide)
        else:
            wide = with_assigning(place.row.text, wide, asked=who)
        _put(found, place, wide, score)
        if first and who and (bracket := assigning(place.row.text, wide)):
            _put(found, place, bracket, score)
    return [selected(*one) for one in found]


def _telling_units(question: Question, place: Ranked) -> Sequence[tuple[Span, float]]:
    """The units of a place without those that only say who does it, or only praise what is asked for, or only want it solved, or only
    complain where it is asked what to do, unless there are no others."""
    text = place.row.text
    saying = [one for one in place.units if not only_assigns(text[slice(*one[0])])] or place.units
    if asks_for_achievements(question.normalized):
        empty = only_praises
    elif asks_which(question.normalized):
        empty = only_to_solve
    elif asks_what_to_do(question.normalized):
        empty = only_complains
    else:
        return saying
    return [one for one in saying if not empty(text[slice(*one[0])])] or saying


def _fitting(ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Without the lines of the title block but of documents that the question is about, unless there is nothing else."""
    told = [place for place in ranked if place.asked_about or place.row.paragraph.kind in _TELLING]
    return _below(told) or told or ranked


def _below(told: Sequence[Ranked]) -> list[Ranked]:
    """Where a heading comes first, the paragraphs of its part and then the others: it only says what they are about."""
    # A heading that is a sentence says something itself: （五）支持期货保税交割业务。
    if not told or told[0].row.paragraph.kind != "heading" or "。" in told[0].row.text:
        return []
    heading, body = told[0].row, [p for p in told if p.row.paragraph.kind == "body"]
    inside = [
        p
        for p in body
        if p.row.document == heading.document
        and unmarked(heading.text) in map(unmarked, p.row.paragraph.section)
    ]
    return inside + [p for p in body if p not in inside] if inside else []


def _of_the_year(question: Question, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The first, and of the others those that are of no other year than the question names or means."""
    documents = {place.document.name: place.document for place in ranked}
    other = of_other_years(question, [place.row for place in ranked], documents)
    return [
        p
        for n, p in enumerate(ranked)
        if not n or not (p.other_year or (question.years and other[n]))
    ]


def _put(found: list[_Scored], place: Ranked, span: Span, score: float) -> None:
    """Add a span to those `found`, or join it to all that it overlaps, in place of the first of them."""
    met = [one for one in found if one[0] is place and span[0] < one[1][1] and span[1] > one[1][0]]
    at = found.index(met[0]) if met else len(found)
    spans = [span, *(one[1] for one in met)]
    wide = min(s[0] for s in spans), max(s[1] for s in spans)
    others = [one for one in found[at:] if one not in met]
    found[at:] = [(place, wide, met[0][2] if met else score), *others]


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


def _distinct(ordered: Sequence[_Scored]) -> list[_Scored]:
    """Without spans whose words were there before: the same sentence answers once."""
    seen: dict[str, _Scored] = {}
    for place, span, score in ordered:
        seen.setdefault(place.row.text[slice(*span)], (place, span, score))
    return list(seen.values())


def _telling_first(question: Question, ordered: list[_Scored]) -> list[_Scored]:
    """Where the best sentence holds nothing of the kind that is asked for, another of its paragraph before it that does and that
    scores nearly as much."""
    place, span, best = ordered[0]
    if _lacks(question, place, span):
        for n, (other, at, score) in enumerate(ordered):
            near = other is place and score >= best - TELLING_NEAR
            if near and not _lacks(question, place, at):
                return [ordered[n], *ordered[:n], *ordered[n + 1 :]]
    return ordered


def _lacks(question: Question, place: Ranked, span: Span) -> bool:
    quoted = read_with(place.row.text, span)
    return lacking(question, quoted, quoted, listed=False) in TOLD_AT_ONCE
