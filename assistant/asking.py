"""One question put to a library: understood, searched, answered; in its parts where that finds nothing."""

from __future__ import annotations

from assistant import followup
from assistant.answer import answer
from assistant.of_each import beside_each_other
from assistant.question import Question
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
    whole = _answered(retriever, snapshot, scope, asked, alone)
    return answered_in_parts(whole, lambda p: _answered(retriever, snapshot, scope, p, p))


def _answered(
    retriever: Retriever, snapshot: Snapshot, scope: Scope, asked: str, alone: str
) -> Answer:
    def within(searched: Scope, question: Question) -> Retrieval:
        return retriever.retrieve(snapshot, searched, question, RANKED)

    question = followup.understood(asked, alone)
    found = within(scope, question)
    context = Context(asked, question, found, snapshot, scope, retriever.model, retriever.lexicon)
    return answer(beside_each_other(context, within))
