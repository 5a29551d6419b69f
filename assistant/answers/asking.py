"""One question put to a library: understood, searched, answered; in its parts where that does not answer all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant import followup
from assistant.answer import answer
from assistant.answers.asked_back import asked_back, of_its_speech, repeats, told_beside_it
from assistant.answers.courteous import courteous
from assistant.answers.further import more, wants_more_of
from assistant.answers.of_each import beside_each_other
from assistant.answers.reply import Context
from assistant.answers.several import answered_in_parts
from assistant.questions.question import Question
from assistant.questions.small_talk import courtesies
from assistant.ranking.ranked import Ranked
from assistant.retrieve import Retrieval, Retriever
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

    def search(within: Scope, question: Question) -> Retrieval:
        return retriever.retrieve(snapshot, within, question, RANKED)

    def ask(
        put: str,
        meant: str,
        of: Callable[[Ranked], bool] = lambda _: True,
        within: Scope = scope,
    ) -> Answer:
        """From the ranked paragraphs that `of` lets pass."""
        context = _context(retriever, snapshot, within, put, meant)
        found = context.retrieval
        found = replace(found, ranked=tuple(filter(of, found.ranked)))
        return answer(beside_each_other(replace(context, retrieval=found), search))

    if courtesies(asked):
        return courteous(_context(retriever, snapshot, scope, asked, asked))
    if before := wants_more_of(asked, alone):
        told = answered_in_parts(ask(before, before), retriever.model, ask)
        return more(told, asked, alone, lambda of: ask(before, before, of))
    if (back := asked_back(asked, alone)) and (earlier := ask(back.before, back.before)).quotes:
        if back.kind == "said":
            when, documents = of_its_speech(earlier, asked)
            told = ask(when, when, within=snapshot.scope(documents))
            return replace(told, question=asked, standalone_question=alone)
        told = ask(asked, alone)
        if repeats(told, earlier):
            context = _context(retriever, snapshot, scope, asked, alone)
            return told_beside_it(context, told, back)
        return answered_in_parts(told, retriever.model, ask)
    return answered_in_parts(ask(asked, alone), retriever.model, ask)


def _context(
    retriever: Retriever, snapshot: Snapshot, scope: Scope, asked: str, alone: str
) -> Context:
    question = followup.understood(asked, alone)
    found = retriever.retrieve(snapshot, scope, question, RANKED)
    return Context(asked, question, found, snapshot, scope, retriever.model, retriever.lexicon)
