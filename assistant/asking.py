"""One question put to a library: understood, searched, answered; in its parts where that does not answer all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant import followup
from assistant.answer import answer
from assistant.further import more, wants_more_of
from assistant.of_each import beside_each_other
from assistant.question import Question
from assistant.ranked import Ranked
from assistant.reply import Context
from assistant.retrieve import Retrieval, Retriever
from assistant.several import answered_in_parts
from assistant.store import Scope, Snapshot
from assistant.types import Answer

RANKED = 20
"""Paragraphs an answer may draw on."""


def answered(
    retriever: Retriever, snapshot: Snapshot, scope: Scope, asked: str, alone: str
) -> Answer:
    """The answer to the question `asked`, of which `alone` is the standalone form.

    :raises QuestionError: it is empty or too long.
    """

    def ask(put: str, meant: str, of: Callable[[Ranked], bool] = lambda _: True) -> Answer:
        return _answered(retriever, snapshot, scope, put, meant, of)

    if before := wants_more_of(asked, alone):
        told = answered_in_parts(ask(before, before), retriever.model, ask)
        return more(told, asked, alone, lambda of: ask(before, before, of))
    return answered_in_parts(ask(asked, alone), retriever.model, ask)


def _answered(
    retriever: Retriever,
    snapshot: Snapshot,
    scope: Scope,
    asked: str,
    alone: str,
    of: Callable[[Ranked], bool],
) -> Answer:
    """From the ranked paragraphs that `of` lets pass."""

    def within(searched: Scope, question: Question) -> Retrieval:
        return retriever.retrieve(snapshot, searched, question, RANKED)

    question = followup.understood(asked, alone)
    found = within(scope, question)
    found = replace(found, ranked=tuple(filter(of, found.ranked)))
    context = Context(asked, question, found, snapshot, scope, retriever.model, retriever.lexicon)
    return answer(beside_each_other(context, within))
