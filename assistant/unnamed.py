"""A question without the words that say which document or speaker it is put to, as it is read beside passages, which do not say that."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from assistant.clean import simplify
from assistant.features import covered
from assistant.question import Question
from assistant.route import Routing
from assistant.types import Span

_SAYS = r"(?:(?:他|曾|还|又|也|当年)*(?:说(?![明服])|讲(?![求究话])|谈(?![判话])|提(?![出高升供])|指出|认为|强调|写(?![入进]))(?:[到过了的]|道)*[,，:：]?)?"
_DOCUMENT = re.compile(
    r"(?:在|于|据|按照?|根据)?(?P<name>[^,，。;；?？、（(]{0,30}?(?:会议|大会|座谈会|全会|讲座|论坛|全?会(?=上)|报告|讲话|谈话|讲稿|文件|意见|通知|方案)"
    r"(?:的?(?:讲话|谈话|报告|文件))?)(?:会?上|中|里面?|当中|时)?的?[,，]?" + _SAYS
)
"""A document or meeting as a question refers to it, with the words that put the question to it."""
_MOSTLY = 0.5
"""Share of such a reference that must consist of words which name a document that was found."""
_TELLS_APART = re.compile(r"[第0-9〇零一二三四五六七八九十上下前后]")
_SPEAKER = r"(?:{})(?:同志|总书记|主席|总理)?(?:在(?=[,，]))?" + _SAYS
_YEAR = re.compile(
    r"(?<![到至从自])(?:(?:19|20)\d{2}|[一二][九〇零○][一二三四五六七八九〇零○]{2})年?的?"
)


def unnamed(question: Question, routing: Routing) -> str:
    """A question in simplified characters without its reference to a document that it points at, unless nothing is left.
    The same words stay where they are what it is about: 职业教育 is left out of 职业教育改革方案里, but not else."""
    whole = simplify(question.text)
    if not routing.naming:
        return whole
    named = covered(whole, routing.naming)
    spans = [m.span() for m in _DOCUMENT.finditer(whole) if _is_meant(whole, named, m.span("name"))]
    if speakers := "|".join(map(re.escape, routing.speakers)):
        spans += [m.span() for m in re.finditer(_SPEAKER.format(speakers), whole)]
    spans += [m.span() for m in _YEAR.finditer(whole) if named[slice(*m.span())].any()]
    text = _without(whole, spans)
    return text if text.strip("?？ ") else whole


def untitled(question: Question, routing: Routing) -> str:
    """A question in simplified characters without any of the words that name a document, unless nothing is left: what they are
    about all its paragraphs are."""
    text = whole = simplify(question.text)
    for words in sorted(routing.naming, key=len, reverse=True):
        text = text.replace(words, "")
    return text if text.strip() else whole


def _is_meant(text: str, named: npt.NDArray[np.bool_], span: Span) -> bool:
    """Whether a reference is to a document that was found: what it says beyond the words that name one tells no other apart."""
    rest = "".join(c for c, n in zip(text[slice(*span)], named[slice(*span)], strict=True) if not n)
    return named[slice(*span)].mean() >= _MOSTLY and not _TELLS_APART.search(rest)


def _without(text: str, spans: Iterable[Span]) -> str:
    gone = {i for start, end in spans for i in range(start, end)}
    return "".join(c for i, c in enumerate(text) if i not in gone)
