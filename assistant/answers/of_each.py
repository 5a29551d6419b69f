"""Several documents asked one thing: what each of them tells, and which tell nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from assistant.answers.answerability import answerability, evidence
from assistant.answers.reply import Context
from assistant.answers.select import enumerated, select
from assistant.answers.sides import Sides, Told, sides
from assistant.lists.introduced import completed
from assistant.questions.question import Question
from assistant.ranking.selected import Selected, Selection
from assistant.retrieve import Retrieval
from assistant.store import Scope, Snapshot

MOST_EACH = 10
"""Documents that are quoted where a question asks each of a kind."""
_MOST, _MOST_LISTED = 2, 8
"""Sentences and members of a list that are quoted of each side."""


def beside_each_other(
    context: Context, retrieve: Callable[[Scope, Question], Retrieval]
) -> Context:
    """The context with what each document tells that the question puts side by side, as `retrieve` finds it; of all of a kind only
    the first that answer."""
    wanted = sides(context.question, context.snapshot.titles, context.scope.places)
    if wanted is None:
        return context
    told = _told(context, wanted, retrieve)
    chosen = islice((one for one in told if one.answers), MOST_EACH) if wanted.each else told
    return replace(context, sides=wanted, told=tuple(chosen))


def _told(
    context: Context, wanted: Sides, retrieve: Callable[[Scope, Question], Retrieval]
) -> Iterator[Told]:
    for side in wanted.sides:
        found = retrieve(context.snapshot.scope(side.documents), side.asked)
        sure = answerability(evidence(side.asked, found, context.model)) if found.ranked else 0.0
        yield Told(side, found, sure)


def side_by_side(wanted: Sides, told: Sequence[Told], snapshot: Snapshot) -> Selection:
    """What is quoted of each side that answers, one after the other."""
    answering = [one for one in told if one.answers]
    return Selection(tuple(chain.from_iterable(_of_side(wanted, t, snapshot) for t in answering)))


def _of_side(wanted: Sides, told: Told, snapshot: Snapshot) -> Sequence[Selected]:
    question, ranked = told.side.asked, told.retrieval.ranked
    if wanted.each:
        return select(question, ranked, 1.0).quotes[:1]
    listed = enumerated(question, ranked, snapshot)
    if listed.quotes and len(listed.quotes) <= _MOST_LISTED:
        return listed.quotes
    best = Selection(select(question, ranked, told.likelihood).quotes[:_MOST])
    return completed(question, best, snapshot).quotes
