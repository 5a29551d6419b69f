"""Several documents asked one thing: what is asked of each, and which of them answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from assistant import phrases
from assistant.answerability import THRESHOLD, answerability, evidence
from assistant.clean import simplify
from assistant.question import Question, read
from assistant.reply import Context, quote_all, result, uncovered
from assistant.retrieve import Retrieval
from assistant.route import EACH
from assistant.select import side_by_side
from assistant.subject import has_subject
from assistant.types import Answer
from embeddings import StaticModel

MOST_EACH = 10
"""Documents that are quoted where a question asks each of a kind."""
_YEARS = re.compile(
    r"(?:(?:(?:19|20)\d\d年?)[、,，和与及跟]?(?:以及)?)+(?:这?[两二三四几]年(?:[间里]|之间)?)?的?(?:(?:国务院|中央)?政府工作报告[里中上]?(?:提出)?的?)?"
)
_COMPARED = re.compile(
    r"(?:之间)?(?:相比|对比|比较)?(?:起来)?[,，]?(?:各?有|是|发生了?)?(?:什么|哪些|何|啥)?的?(?:不同|区别|差别|差异|异同|变化|不一样)(?:之处)?(?:在哪里?|是什么|吗)?[?？。]*$"
)
_MEASURE = re.compile(r"(?:目标|[率额量]|规模|增速|涨幅|幅度|人数|比例|比重)[?？。]*$")
"""A thing that is told by a figure, and so asked for as one."""


def of_each(question: Question) -> Question:
    """What a question that compares documents asks of each of them: 2015年和2019年的就业目标有什么不同 asks 就业目标是多少. As it is
    where nothing else is said."""
    text = EACH.sub("", _COMPARED.sub("", _YEARS.sub("", simplify(question.text))))
    if text == question.text or not has_subject(text):
        return question
    return read(f"{text.rstrip('?？。')}是多少" if _MEASURE.search(text) else text)


def told_by_each(
    question: Question,
    found: Retrieval,
    retrieve: Callable[[str, Question], Retrieval],
    model: StaticModel,
) -> tuple[Retrieval, ...]:
    """What is found, by name and question, in each of the documents that are compared; where all of a kind are asked, in the first
    that answer."""
    one = of_each(question) if found.compared else question
    asked = (retrieve(name, one) for name in found.compared)
    if not found.each:
        return tuple(asked)
    answering = (told for told in asked if _likelihood(one, told, model) >= THRESHOLD)
    return tuple(islice(answering, MOST_EACH))


def _likelihood(question: Question, found: Retrieval, model: StaticModel) -> float:
    """How surely what is found answers; 0 where nothing is."""
    return answerability(evidence(question, found, model)) if found.ranked else 0.0


def answered_by_each(context: Context) -> Answer:
    """The best passage of each document of a kind that answers, and how many do not or are left out."""
    names, told = context.retrieval.compared, context.compared
    question = told[0].asked or context.question
    selection = side_by_side(question, [one.ranked for one in told], 1.0, most=1)
    likelihood = max(_likelihood(question, one, context.model) for one in told)
    last = names.index(told[-1].ranked[0].document.name)
    left = len(names) - last - 1 if len(told) == MOST_EACH else 0
    lead = phrases.lead_each(len(told), len(names) - left, left, context.question.language)
    quotes, unsaid = quote_all(context, selection.quotes), uncovered(context, selection.quotes)
    return result(context, "answered", lead, quotes, likelihood, unsaid)
