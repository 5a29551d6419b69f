"""A question put to a document without the place that all of this is about: in a speech on the work of a city, 长春市网信工作 is
网信工作, and the paragraph that names the city answers no better than the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clean import normalize
from assistant.questions.question import Question
from assistant.questions.subject import has_subject
from assistant.types import Document

_REGION = re.compile(r"(?<=..)(?:省|市|县|区|自治[州区])$")
_OPENS = re.compile(
    r"(?:^|[,，。:：;；]|我们|咱们?|这次|当时|[请问]问|[在对于])(?P<year>(?:19|20)\d\d年?的?)?$"
)
"""What stands before a place that a question only sets; after other words it is part of a name: 数字长春."""
_TOLD_OF_IT = "是为作被叫称行委长民人场内外里"
"""Begins what is said of the place itself, or ends a name that begins with it: 长春是…, 长春作为…, 长春市委."""


def without_place(question: Question, documents: Sequence[Document]) -> Question:
    """The question as it is asked of what the one document says; of several, the place tells which, and as it is where nothing is
    left to ask of."""
    place = normalize(documents[0].place) if len(documents) == 1 else ""
    if not place:
        return question
    short = _REGION.sub("", place)
    called = rf"(?:{re.escape(place)}|{re.escape(short)}(?![省市县区]))的?(?![{_TOLD_OF_IT}])"
    for found in re.finditer(called, question.normalized):
        if opens := _OPENS.search(question.normalized[: found.start()]):
            own_year = opens["year"] and str(documents[0].year) in opens["year"]
            start = opens.start("year") if own_year else found.start()
            rest = question.without(start, found.end())
            if has_subject(rest.text):
                return rest
    return question
