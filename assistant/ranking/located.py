"""A question put to a document without the place that all of this is about: in a speech on the work of a city, 长春市网信工作 is
网信工作, and the paragraph that names the city answers no better than the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.clean import normalize, simplify
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
    whole, text = simplify(question.text), question.normalized
    if not place or len(whole) != len(text):
        return question
    short = _REGION.sub("", place)
    called = rf"(?:{re.escape(place)}|{re.escape(short)}(?![省市县区]))的?(?![{_TOLD_OF_IT}])"
    for found in re.finditer(called, text):
        if opens := _OPENS.search(text[: found.start()]):
            own_year = opens["year"] and str(documents[0].year) in opens["year"]
            start, end = opens.start("year") if own_year else found.start(), found.end()
            rest = whole[:start] + whole[end:]
            if has_subject(rest):
                return replace(question, text=rest, normalized=text[:start] + text[end:])
    return question
