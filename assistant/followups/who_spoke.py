"""The speakers of a library as the persons that a question names: what one of them says in all, the question before asked of another."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.clean import normalize, simplify
from assistant.questions.frame import without_frame
from assistant.questions.interrogatives import WHAT, WHAT_OR_WHICH
from assistant.text.speakers import OFFICE

_ANOTHER = re.compile(
    r"(?:那么?|还有|换成?)?(?P<who>[\u3400-\u9fff]{2,8}?)(?:同志)?(?:呢|又(?:怎么|如何)[说讲看]的?呢?)[?？]*"
)
_OFFICE_AFTER = rf"(?:同志|{OFFICE})?"
_ALL = re.compile(
    rf"[，,]?(?:的?(?:讲话|报告|发言|谈话|话|演讲))?(?:里|中)?(?:分别|各自|主要|一共|到底|究竟|都|在会上)*[讲说谈]"
    rf"(?:[了过]些?|到了?|的(?:内容|话)?(?:都|主要|分别)*是?)?(?:些)?(?:{WHAT}|哪些)(?:内容|话|事情?|方面)?[呀啊呢]?"
)
_OF_THE_TEXT = re.compile(
    rf"(?:[这该本此整全][次份篇个部]?)?(?:{_ALL.pattern}|(?:讲话|报告|发言|谈话|演讲|文章|文件|材料|稿子?|文)的?(?:主要|核心|基本|中心|大致)*(?:内容|意思|观点|要点)(?:都|主要)*[是有]{WHAT_OR_WHICH})"
    r"|what (?:is|was) (?:the|this) (?:speech|report|document|talk|text) (?:mainly )?about"
    r"|what does (?:the|this) (?:speech|report|document|talk|text) (?:mainly )?(?:say|cover|discuss)"
)
"""Asks what a document says, and nothing of what."""
_PUT_TO = re.compile(
    r"报告|讲话|谈话|会议?上|大会|意见|通知|文件|方案|文章|材料|同志|总书记|主席|总理|他|她|年|[看说讲谈提]|《|[a-z]"
)
"""Names a document, a person or a time of which a question is asked."""
_JOINS = re.compile(r"[和与跟同及、,，]|以及")
_DIFFER = re.compile(
    rf"[，,]?(?:两人|二人|各自)?(?:的?(?:讲话|报告|发言|谈话|演讲)|[讲说谈](?:的|得)(?:内容|话)?)(?:之间|内容)?(?:都?有)?(?:{WHAT}|哪些|没有|何)?(?:不同|区别|差别|差异|不一样|异同)"
    rf"(?:之处|的?地方)?(?:在哪里?|是{WHAT}|吗)?[呀啊呢]?"
)


def of_another_speaker(question: str, previous: str, speakers: Collection[str]) -> str:
    """The question `previous` asked of another of the normalised `speakers`, where that is all that a follow-up asks (王明呢), and the one
    before names one of them, or nothing that it is put to; else empty."""
    m = _ANOTHER.fullmatch(simplify(question.strip()))
    if m is None or normalize(m["who"]) not in speakers:
        return ""
    plain = simplify(previous)
    named = [s for s in speakers if s in plain]
    if not named and not _PUT_TO.search(plain):
        return f"{m['who']}的讲话里{previous}"
    if len(named) != 1 or len(plain) != len(previous):
        return ""
    before = re.compile(rf"{re.escape(named[0])}{_OFFICE_AFTER}")
    if len(found := list(before.finditer(plain))) != 1:
        return ""
    start, end = found[0].span()
    return f"{previous[:start]}{m['who']}{previous[end:]}"


def who_says_what(question: str, speakers: Collection[str]) -> tuple[str, ...]:
    """Those of the normalised `speakers` of whom a question asks what they say, and nothing of what: 王明讲了什么, or, of several, wherein
    they differ; empty if it asks for anything else."""
    text = normalize(without_frame(question)).strip(" ?？。!！")
    named = sorted((s for s in speakers if s in text), key=text.index)
    if not named:
        return ()
    end = max(text.index(s) + len(s) for s in named)
    opened = re.compile(rf"(?:{'|'.join(map(re.escape, named))}){_OFFICE_AFTER}")
    between = _JOINS.sub("", opened.sub("", text[:end]))
    rest = re.sub(rf"^{_OFFICE_AFTER}", "", text[end:])
    whole = _ALL.fullmatch(rest) or (len(named) > 1 and _DIFFER.fullmatch(rest))
    return tuple(named) if whole and not between else ()


def asks_what_it_says(question: str) -> bool:
    """Whether a question asks what a document says in all: 这篇讲话主要讲什么."""
    return _OF_THE_TEXT.fullmatch(normalize(without_frame(question)).strip(" ?？。!！")) is not None
