"""A question without the words that say which document or speaker it is put to, as it is read beside passages, which do not say that."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import rjieba

from assistant.clean import simplify
from assistant.library.features import covered
from assistant.questions.interrogatives import OPEN
from assistant.questions.question import Question
from assistant.ranking.route import Routing
from assistant.text.period import YEAR
from assistant.types import Span

_SAYS = r"(?:(?:他|曾|还|又|也|当年)*(?:说(?![明服法])|讲(?![求究话课])|谈(?![判话心])|提(?![出高升供倡前议案醒])|指出|认为|强调|写(?![入进作]))(?:[到过了的]|道)*[,，:：]?)?"
_DOCUMENT = re.compile(
    rf"(?P<put>在|于|据|按照?|根据|^|(?<=[,，。]))?(?P<name>(?:(?!{OPEN}|[没不未几])[^,，。;；?？、（(]){{0,30}}?(?:会议|大会|座谈会|全会|讲座|论坛|全?会(?=上)|报告|讲话|谈话|讲稿|文件|意见|通知|方案|(?<=[^时])时(?=[,，]))"
    r"(?:的?(?:讲话|谈话|报告|文件))?)(?P<to>(?:会?上|中|里面?|当中|时)?的?[,，]?" + _SAYS + ")"
)
"""A document or meeting as a question refers to it, with the words that put the question to it."""
_MOSTLY = 0.5
"""Share of such a reference that must consist of words which name a document that was found."""
_LIGHT = (
    r"的|在|于|和|与|谈|讲|时|年|那|这|次|届|个|份|场|(?:召开|举行|举办|主持)的|全[国省市]|国务院|中央|党的|总书记|主席|总理|同志|会议|大会|座谈会"
    r"|全会|讲座|论坛|报告|讲话|谈话|讲稿|文件|意见|通知|方案|工作|政府"
)
"""What such a reference holds beside those words: more would tell another document, or something of it."""
_LIGHT_ENDS = re.compile(rf"^(?:{_LIGHT})+|(?:{_LIGHT})+$")
_SHORT = 2
"""Characters of other words that such a reference may hold: 南方 in 南方谈话."""
_TELLS_APART = re.compile(r"[第0-9〇零一二三四五六七八九十上下前后]")
_SPEAKER = r"(?:{})(?:同志|总书记|主席|总理)?(?:在(?=[,，]))?" + _SAYS
_YEAR = re.compile(rf"(?<![到至从自]){YEAR}年?的?")


def unnamed(question: Question, routing: Routing) -> str:
    """A question in simplified characters without its reference to a document that it points at, unless nothing is left.
    The same words stay where they are what it is about: 职业教育 is left out of 职业教育改革方案里, but not else."""
    whole = simplify(question.text)
    text = _without(whole, _references(_searched(question, whole), routing))
    return text if text.strip("?？ ") else whole


def references(question: Question, routing: Routing) -> tuple[str, ...]:
    """The stretches of a question that refer to what a speaker said where, normalised: who only mentions that repeats them
    (邓小平同志在南方谈话中也讲到这一点)."""
    text = question.normalized
    return tuple(text[a:b] for a, b in _references(text, routing)) if routing.speakers else ()


def put_to(question: Question, routing: Routing) -> frozenset[str]:
    """The documents to which a question is put by their names (十六大报告里说…), as whose words it wants an answer; empty if it is
    put to none."""
    found = _documents(question.normalized, routing)
    return routing.meant if found else frozenset()


def _references(searched: str, routing: Routing) -> list[Span]:
    spans = _documents(searched, routing)
    if speakers := "|".join(map(re.escape, routing.speakers)):
        spans += [m.span() for m in re.finditer(_SPEAKER.format(speakers), searched)]
    if not routing.naming:
        return spans
    named = covered(searched, routing.naming)
    return spans + [m.span() for m in _YEAR.finditer(searched) if named[slice(*m.span())].any()]


def _documents(searched: str, routing: Routing) -> list[Span]:
    """Where it refers to documents that it points at."""
    if not routing.naming:
        return []
    named = covered(searched, routing.naming)
    return [
        m.span()
        for m in _DOCUMENT.finditer(searched)
        if (m["put"] is not None or m["to"])
        and _is_meant(searched, named, m.span("name"), routing.titles)
    ]


def untitled(question: Question, routing: Routing) -> str:
    """A question in simplified characters without any of the words that name a document, unless nothing is left: what they are
    about all its paragraphs are."""
    whole = simplify(question.text)
    searched = _searched(question, whole)
    words = [m.span() for name in routing.naming for m in re.finditer(re.escape(name), searched)]
    text = _without(whole, words)
    return text if text.strip() else whole


def _searched(question: Question, whole: str) -> str:
    """The question in which words that name a document are found as they are known: WTO as wto, where each character has one."""
    return question.normalized if len(question.normalized) == len(whole) else whole


def _is_meant(text: str, named: npt.NDArray[np.bool_], span: Span, titles: str) -> bool:
    """Whether a reference is to a document that was found: what it says beyond the words that name one is as little as any
    reference has, or of its title, and so tells no other."""
    own = named[slice(*span)]
    beyond = "".join(" " if n else c for c, n in zip(text[slice(*span)], own, strict=True)).split()
    words = [word for piece in beyond for word in rjieba.cut(_LIGHT_ENDS.sub("", piece))]
    strange = "".join(word for word in words if word not in titles)
    known = sum(map(len, words)) - len(strange)
    return (
        (own.sum() + known) / len(own) >= _MOSTLY
        and len(strange) <= _SHORT
        and not _TELLS_APART.search(strange)
    )


def _without(text: str, spans: Iterable[Span]) -> str:
    gone = {i for start, end in spans for i in range(start, end)}
    return "".join(c for i, c in enumerate(text) if i not in gone)
