"""The documents that an exact question is put to: 二十大报告里“…”出现几次."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.reply import Context
from assistant.clean import normalize
from assistant.questions.question import Question
from assistant.ranking.route import NAMED, route
from assistant.types import Document

_ALIKE = 0.1
"""How far behind the document that is named most clearly another may be and be meant as well."""


def meant(context: Context, *wordings: str) -> Context:
    """The context with the documents alone that the question names beside the `wordings`; as it is where it names none, or all."""
    question = context.question
    beside = question.normalized
    for wording in wordings:
        beside = beside.replace(normalize(wording), " ", 1)
    named = named_documents(context, replace(question, text=beside, normalized=beside))
    if not 0 < len(named) < context.scope.documents:
        return context
    scope = context.snapshot.scope([document.name for document in named])
    return replace(context, scope=scope, meant=named)


def named_documents(context: Context, question: Question) -> tuple[Document, ...]:
    """The documents of the scope that a question names, as clearly as any; all of a speaker whom alone it names."""
    titles = context.snapshot.titles
    strength = route(question, titles, context.scope.places).strength
    enough = max(NAMED, float(strength.max(initial=0)) - _ALIKE) - 1e-6
    chosen = context.scope.places[strength >= enough]
    return tuple(titles.documents[place] for place in chosen)
