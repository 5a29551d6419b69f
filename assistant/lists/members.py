"""The members of the enumeration that a question asks for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial, reduce
from itertools import groupby

from assistant.clean import normalize
from assistant.lists import dashed
from assistant.lists.called import each_holds, fits, is_called, names_each, of_one_kind, short_of
from assistant.lists.counted_on import counted_on, led_into
from assistant.lists.headed import asked_noun, heads
from assistant.lists.parts import Lines, in_part, member_ordinal, opening, part_named
from assistant.questions.question import Question
from assistant.quoting.beside import ANNOUNCES
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, selected
from assistant.store import Snapshot
from assistant.text.items import common_prefix, counted, parallel_clauses
from assistant.text.ordinals import OF_LISTS
from assistant.text.provisions import opens_article
from assistant.text.units import structure
from assistant.types import Item

_LIST_PARAGRAPHS = 3
_NAMING_PARAGRAPHS = 5
"""Best paragraphs whose list is taken, and of those that announce what is asked for by its name."""
_STEM = 0.7
"""Share of the best unit's score from which the words before a list count as its subject."""
_LEADS_INTO = re.compile(
    r"[：:]$|以下|如下|下面|几(?:个|点|条|项|方面)|[一二三四五六七八九十两\d]+(?:个|点|条|项|大)(?:方面|问题|主张|意见|要求|原则|任务|措施|建议|关系|工作|标准|转变|希望|[。，：:]|$)"
)
_ANNOUNCED = re.compile(
    r"(?:以下|下列|(?:几|[一二三四五六七八九十两\d]+)(?:个|点|条|项|大))(?:重要|主要|重大)?(?P<noun>[\u3400-\u9fff]{2})[。：:]?$"
)
_SUMS_UP = re.compile(r"以上|上述")
"""Opens what closes a list: 以上十条，是宝贵经验。"""
_OPENS_DOCUMENT = re.compile(
    r"(?:如下|以下)(?:实施)?(?:意见|通知|决定|规定|批复|方案)|(?:通知|批复|公告|意见|规定|决定|[函答]复)如下"
)
"""What leads into a whole document, and into what is asked for only if that is its word: 现提出如下意见."""
_CALLED = re.compile(r"意见|通知|决定|规定|批复|要求|\bopinions?\b")
_BRIEF = 40
"""Characters up to which a sentence only announces; a longer one tells something itself."""
_TAIL = 24
"""Characters at the end of a paragraph that may announce a list."""
_SHARED = 4
"""Characters that all members begin with, from which a question that holds them asks for all."""


def members(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> list[Selected]:
    """The enumeration a question asks for, inside a paragraph or over several; empty if none, or if one sentence
    names all that is asked for."""
    if names_each(question, ranked[0]):
        return []
    if part := part_named(question, ranked[0], snapshot):
        return part
    # A heading only says what the paragraphs are about.
    best = next((p for p in ranked if p.row.paragraph.kind != "heading"), ranked[0]).score
    floor = best - 0.15 * abs(best)
    for n, place in enumerate(ranked[:_NAMING_PARAGRAPHS]):
        if question.size and not _holds_quotations(question, place, snapshot):
            continue
        near = place.score >= floor or _announces_them(question, place)
        if n >= _LIST_PARAGRAPHS and not near:
            continue
        found = (near and _inside(question, place)) or _across(question, place, snapshot, near)
        if near:
            found = _going_on(question, place, snapshot, found)
        as_many = len(found) == question.size or (question.each and question.size is None)
        if found and (near or as_many):
            return found
    return _headed(question, ranked[0], snapshot) if question.intent == "list" else []


def _going_on(
    question: Question, place: Ranked, snapshot: Snapshot, found: list[Selected]
) -> list[Selected]:
    """What was `found`, with the members that other paragraphs go on with; or those that are counted on so, where nothing was
    found and they are as many as are asked for, or the place ends by announcing them."""
    whole = counted_on(place, snapshot)
    if not whole or question.size == len(found) or question.each:
        return found
    if found:
        return whole if {s.start for s in found} <= {s.start for s in whole} else found
    below = whole[0].paragraph.number == place.row.paragraph.number + 1
    announced = below and _LEADS_INTO.search(place.row.text[-_TAIL:]) is not None
    announced = announced or led_into(question, place, whole, snapshot.lines_of(place.row.document))
    return whole if announced or question.size == len(whole) else []


def _headed(question: Question, place: Ranked, snapshot: Snapshot) -> list[Selected]:
    """The enumeration below a line of the best document that says what is asked for."""
    if part := in_part(question, place, snapshot, partial(heads, heading=True)):
        return part
    lines = snapshot.lines_of(place.row.document)
    texts = [text for _, text in lines]
    for run in _numbered(texts):
        line = texts[run[0] - 1] if run[0] else ""
        if line and heads(question.normalized, line, heading=_is_numbered_line(line)):
            return [opening(place, *lines[i]) for i in run]
    return []


def announced(question: Question, place: Ranked, snapshot: Snapshot) -> list[Selected]:
    """The enumeration in the paragraphs that follow a place whose best unit only announces it, whatever was asked."""
    start, end = place.best_unit
    if end - start > _BRIEF or not ANNOUNCES.search(place.row.text[start:end]):
        return []
    return _across(question, place, snapshot, near=True)


def _inside(question: Question, place: Ranked) -> list[Selected]:
    groups = structure(place.row.text).groups
    for items in sorted(groups, key=lambda group: len(group) != question.size):
        if _asked_for(question, place, items):
            return [selected(place, (i.start, i.end), place.score) for i in items]
    clauses = parallel_clauses(place.row.text, question.size or 0)
    if clauses and fits(question, place, [place.row.text[slice(*span)] for span in clauses]):
        return [selected(place, span, place.score) for span in clauses]
    return []


def _asked_for(question: Question, place: Ranked, items: Sequence[Item]) -> bool:
    """Whether the question is about the list as a whole rather than about one of its members."""
    texts = [place.row.text[i.start : i.end] for i in items]
    sized = question.size is not None and question.size == len(items)
    if sized or question.each:
        return (sized or question.size is None) and each_holds(question, texts)
    if question.size is not None:
        return False
    shared = normalize(reduce(common_prefix, texts)).lstrip("要")
    own = normalize(question.own)
    if len(shared) >= _SHARED and shared in own:
        return True
    opening = items[0].start
    best, best_score = max(place.units, key=lambda unit: unit[1])
    before, unit = (normalize(place.row.text[a:b]) for a, b in ((0, opening), best))
    if best[1] > opening and short_of(own, before, unit):
        return True
    stems = bisect_right(place.units, opening, key=lambda unit: unit[0][1])
    if not stems:
        return best[0] < items[-1].end
    if best[1] <= opening:
        # The best unit must lead into this list, not stand far before it.
        first = bisect_left(place.units, best[0], key=lambda unit: unit[0][0])
        return stems - first <= 2
    return best[0] < items[-1].end and place.units[stems - 1][1] >= _STEM * best_score


def _across(question: Question, place: Ranked, snapshot: Snapshot, near: bool) -> list[Selected]:
    """Members that are paragraphs of their own, when the place leads into them or, if it is `near` what is asked for, is one of
    them; or that hold the word which each is said to hold, wherever they stand."""
    lines = snapshot.lines_of(place.row.document)
    texts = [text for _, text in lines]
    numbered = _numbered(texts)
    found = _each_says_it(question, place, texts, numbered) if question.each else []
    found = found or _led_into(question, place, texts, numbered, near)
    return [opening(place, *lines[i]) for i in found] or _dashed(question, place, lines, near)


def _dashed(question: Question, place: Ranked, lines: Lines, near: bool) -> list[Selected]:
    """Members opened with a dash, which say in full what stands before the first of them; see `_across`."""
    at, noun = place.row.paragraph.number - 1, asked_noun(question.normalized)
    for run in dashed.runs(lines):
        found = [dashed.member(place, lines, mark) for mark in run]
        texts = [one.text[one.start - one.paragraph.start :] for one in found]
        sized = question.size == len(run) and fits(question, place, texts)
        kind = question.ordinal is not None and of_one_kind(question, texts)
        kind = kind or bool(noun and all(noun in normalize(text) for text in texts))
        inside = near and at in {i for i, _ in run}
        leads = near and dashed.leads_into(place, run) and not question.each
        # What is no name of any list must be called so, before the members or by each.
        named = not noun or kind or noun in normalize(place.row.text[-_TAIL:])
        leads = leads and (named or re.search(OF_LISTS, noun) is not None)
        if leads or (sized and run[0][0] == at + 1) or ((sized or kind) and inside):
            return found
    return []


def _each_says_it(
    question: Question, place: Ranked, texts: Sequence[str], numbered: Sequence[list[int]]
) -> list[int]:
    """Places of texts, counted off or in a row, that hold the word which each is said to hold."""
    says_it = [each_holds(question, [text]) for text in texts]
    at = place.row.paragraph.number - 1
    for run in (*numbered, *_in_a_row(says_it)):
        so_many = question.size == len(run) or (question.size is None and at in run)
        if so_many and all(says_it[i] for i in run):
            return run
    return []


def _led_into(
    question: Question,
    place: Ranked,
    texts: Sequence[str],
    numbered: Sequence[list[int]],
    near: bool,
) -> list[int]:
    """Places of texts that are counted off, which the place leads into or is one of; see `_across`."""
    at = place.row.paragraph.number - 1
    ends = place.best_unit in [unit for unit, _ in place.units[-2:]]
    tail = texts[at][-_TAIL:]
    heading = place.row.paragraph.kind == "heading" or _is_numbered_line(texts[at])
    leading = not _OPENS_DOCUMENT.search(tail) or _CALLED.search(question.normalized)
    announces = ends and (heading or bool(leading and _LEADS_INTO.search(tail)))
    sums_up = _SUMS_UP.match(texts[at]) or _SUMS_UP.match(texts[at][place.best_unit[0] :])
    first = texts[at][slice(*structure(texts[at]).sentences[0])]
    summed = _SUMS_UP.match(first) and near and is_called(question, first)
    for run in numbered:
        told = [texts[i] for i in run]
        sized = question.size == len(run) and fits(question, place, told)
        kind = question.ordinal is not None and of_one_kind(question, told)
        below = run[0] == at + 1
        # Some words of introduction may stand between a heading and its members.
        introduced = heading and run[0] == at + 2 and _LEADS_INTO.search(texts[at + 1][-_TAIL:])
        if (
            ((below or introduced) and announces and not question.each)
            or ((sized or summed) and (below or (sums_up and run[-1] == at - 1)))
            or ((sized or kind) and near and at in run)
        ):
            return run
    return []


def _numbered(texts: Sequence[str]) -> list[list[int]]:
    """The lines that are counted off, up to the next article of a law, whose items are others."""
    found = []
    for run in counted([member_ordinal(t) for t in texts]):
        article = (i for i in range(run[0] + 1, run[-1] + 1) if opens_article(texts[i]))
        end = next(article, len(texts))
        found.append([i for i in run if i < end])
    return [run for run in found if len(run) > 1]


def _holds_quotations(question: Question, place: Ranked, snapshot: Snapshot) -> bool:
    """Whether what is quoted in a question stands in the paragraph, or in the one before it, which may announce what it holds."""
    number = place.row.paragraph.number
    _, before = snapshot.lines_of(place.row.document)[max(number - 2, 0)]
    text = normalize(before + place.row.text)
    return all(normalize(quoted) in text for quoted in question.quotations)


def _announces_them(question: Question, place: Ranked) -> bool:
    """Whether a paragraph ends by announcing what is asked for, by its name: 我讲几条建议。 Or its best unit does."""
    text, (_, end) = place.row.text, place.best_unit
    tails = (text[-_TAIL:], text[max(end - _TAIL, 0) : end])
    announced = next(filter(None, map(_ANNOUNCED.search, tails)), None)
    return announced is not None and announced["noun"] in question.normalized


def _in_a_row(chosen: Sequence[bool]) -> list[list[int]]:
    """Positions of two or more in a row."""
    runs = (list(run) for one, run in groupby(range(len(chosen)), lambda i: chosen[i]) if one)
    return [run for run in runs if len(run) > 1]


def _is_numbered_line(text: str) -> bool:
    return len(text) <= _BRIEF and member_ordinal(text) is not None
