"""Sentences without content of their own, quoted with what they point at: 带来一些问题。 with the problems, 这样才能… with the way."""

from __future__ import annotations

import re

from assistant.clean import normalize
from assistant.questions.interrogatives import WHAT, WHAT_OR_WHICH
from assistant.questions.question import Question
from assistant.text.units import structure
from assistant.types import Span

_TROUBLE = "问题|困难|矛盾|缺点|失误|不足|挑战|差距|短板|弱点|错误|毛病"
_KINDS = re.compile(rf"{_TROUBLE}|影响|变化|经验|教训")
"""What a sentence may say that there is, and the next ones tell."""
_THERE_IS = re.compile(
    r"(?:有|存在|面临|带来|出现|遇到|看到|发生|产生|积累|创造|总结)(?:着|了|过|出)?"
    r"(?:[^,。;、等]{0,16}?(?:一些|一定|不少|许多|很多|诸多|若干|几个|种种|较多|很大|多|主要|突出|宝贵|新鲜|新|深刻|严峻|前所未有)的?)?"
    rf"[^,。;、等]{{0,10}}?(?:(?:{_KINDS.pattern})[和与]?)+。$"
)
"""Ends a sentence that says only that there are some: 工作中还存在一些缺点和失误。"""
_ACTS = re.compile(r"解决|克服|[要应须](?!看到|清醒|承认|指出)|督促|防止|避免|没有")
"""Says what to do about them, or that there are none."""
_TO_BE_SOLVED = re.compile(
    r"(?:亟待|急需|有待|亟需|需要|必须|值得|尚待)[^,。]{0,4}?(?:解决|克服|重视)的"
)
"""What is said of any problem."""
_LEAVES = re.compile(
    r"^(?:我们|要|必须|应当|对[此这]|为此|因此|所以|同时|但|可|然而|新形势|解决|今后|总之|希望|各级|当然)"
)
"""Opens a sentence that tells nothing of what was announced."""
_ASKS_WHAT = re.compile(rf"{WHAT_OR_WHICH}|\b(?:what|which)\b")
_HOLLOW = 60
"""Characters up to which a sentence may have no content of its own."""
_LONGEST = 240
_MOST = 4
"""Characters and sentences up to which what tells them is quoted with it."""
_NOUN = re.compile(
    rf"(?P<noun>标准|方针|原则|关键|重点|目的|实质|本质|方向|任务|出路|办法|依据|条件|核心|根本)(?:应该|应当|主要|究竟|到底)*(?:是|在)(?:于)?(?:{WHAT}|哪)"
)
"""What something is asked to be, by its kind."""
_POINTS_BACK = re.compile(
    r"^(?:只有)?(?:这样(?:才|就|一来|做|的|,)|这[种类](?!情况下)|这(?:[就都也才正]|不)+是|这是|这些[^,。]{1,8}(?:是|都)|此举)"
)
"""Opens a sentence that says something of what stands before it: 这样才能…, 这都是…"""


def tells_there_are(question: Question, told: str) -> bool:
    """Whether a sentence says no more than that there are such things as a question asks for: problems, lessons."""
    asked, text = question.normalized, _TO_BE_SOLVED.sub("", normalize(told).strip())
    if len(text) > _HOLLOW or not _ASKS_WHAT.search(asked) or _ACTS.search(text):
        return False
    kind = _KINDS.search(asked)
    if kind is None or _THERE_IS.search(text) is None:
        return False
    return kind[0] in text or bool(
        re.search(_TROUBLE, kind[0]) and re.search(_TROUBLE, text.split(",")[-1])
    )


def with_what_they_are(text: str, span: Span) -> Span:
    """A sentence that tells only that there are some things, with those after it that say which."""
    end = span[1]
    after = [s for s in structure(text).sentences if s[0] >= span[1]]
    for one in after[:_MOST]:
        if one[1] - span[0] > _LONGEST or _LEAVES.match(normalize(text[slice(*one)]).strip()):
            break
        end = one[1]
    return span[0], end


def defines(question: Question, told: str, says: str) -> bool:
    """Whether it is asked what the standard, the aim or the like is, and not what is `told` but the sentence after it has that for
    its subject: 判断的标准，应该看…"""
    asked = _NOUN.search(question.normalized)
    if asked is None or asked["noun"] in told:
        return False
    subject = re.split(r"[,:]|应[该当]|[是在]", normalize(says).strip(), maxsplit=1)[0]
    return subject.endswith(asked["noun"]) and len(subject) < len(normalize(says)) - 1


def points_back(told: str) -> bool:
    """Whether a short sentence says something of what stands before it and cannot be understood without."""
    text = normalize(told).strip()
    return len(text) <= _HOLLOW and _POINTS_BACK.match(text) is not None
