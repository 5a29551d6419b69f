"""A wording without quotation marks of which a question asks whether it was said.

How such a question is put cannot be told in advance (我记得总书记说…，没记错吧), but what is claimed stands in it: the clauses that the
text holds to the letter, or nearly. So whatever may be claimed is compared with the text; only a question for the very words
(有没有这句话：…) is answered with their absence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.interrogatives import ASKS_EN, OUTRIGHT

_SHORTEST = 6
"""Characters of a wording that can be looked up: fewer stand anywhere."""
_TELLING = 8
"""The same of a stretch of the question that nothing marks as claimed."""
_WORDING = rf"(?P<said>[^?？]{{{_SHORTEST},}}?)"
_SAID = r"(?:说|讲|写|喊)"
_ENDS = r"(?:[,，]?(?:是真的|对不对|对吗|属实|确有其事|有没有错|没错|没记错))?(?:吗|嘛|么|呢|吧|没有?|不)?[?？。!！]*$"
_THIS_WORDING = r"(?:[这那](?:一?句|番|段)(?:原?话)|[这那]话)"
_THIS = r"(?:[这那](?:一?句|番|段|个)?(?:原?话|表述|说法|提法|句子)|[这那]一?句|[这那](?=(?:真的?)?是|出自)|此[话言]|原话|原文)"
_AFTER = rf"(?:(?<![,，。:：;；\s])[,，。:：;；\s]++|(?={_THIS_WORDING}))"
"""Stands between a wording and what points at it: a sign, a blank, or nothing before 这句话."""
_REPORTS = (
    rf"(?:记[得错]|听说|据说|[告话件上里中记理席他她](?:曾|还)?(?:{_SAID}|指出|强调|提出)(?!的))"
)
"""Tells who said it or that one remembers it: not of the wording."""
_LITERAL = (
    # 有没有这句话：…; 讲话里是不是有一句…
    re.compile(
        rf"(?:有没有|是不是有|是否有|有无|真有|有)(?:[这那]么?|过)?(?:一?句|样的?)(?:原?话)?(?:是|叫|[:：,，])*{_WORDING}{_ENDS}"
    ),
    # …，这话是他在会上讲的吗; …，这句出自报告?
    re.compile(
        rf"^(?:听说|据说|请问|请?核[对实]一?下?|有人说)?[:：,，]*+{_WORDING}{_AFTER}{_THIS}"
        rf"[^?？]{{0,40}}?(?:{_SAID}|出自|有|原话|原文|出现|来自|准确|属实|真|找得?到)[^?？]{{0,10}}?(?:吗|没有?|么|不|吧|的)?[?？]*$"
    ),
    # 听说他讲，…，是这么说的吗
    re.compile(
        rf"(?:{_SAID}|指出|强调|表示|提出)[过了到]?[,，:：]{_WORDING}[,，。]?(?:原话)?(?:是|真是)?(?:不是)?(?:这[么样]|真的?){_SAID}?[的过]?{_ENDS}"
    ),
    re.compile(rf"^{_WORDING}[,，。\s][^,，。?？\s]{{1,40}}?{_SAID}过{_THIS}{_ENDS}"),
    # …，是不是这么说的; …，报告里是这样写的吗
    re.compile(
        rf"^(?!.*{_REPORTS}){_WORDING}[,，。:：;；\s]+[^,，。?？\s]{{0,20}}?(?:是不是|是否|真?是|就是)?[这那][么样]{_SAID}的{_ENDS}"
    ),
)
"""Asks for the very words."""
_ASKED = (
    re.compile(
        rf"(?:是不是|是否|有没有|真的?|可曾|确实)(?:真的?|曾经?|也|在[^,，]{{2,30}}?[上里中时])*(?:{_SAID}|指出|强调|表示|提出|认为)[过了]?(?:[这那]么?一?句话|的是)?[:：,，]?"
        rf"{_WORDING}{_ENDS}"
    ),
    re.compile(
        rf"{_SAID}[过了](?:[这那]么?一?句话)?[:：,，]?{_WORDING}(?:[这那]句?话|[这那]样的话)?(?:吗|嘛|没有?)[?？]*$"
    ),
    re.compile(rf"^{_WORDING}[,，。\s][^,，。?？\s]{{0,40}}?{_SAID}过(?:吗|没有?)[?？]*$"),
)
"""Asks whether it was said."""
_OF_SAYING = re.compile(
    rf"{_SAID}|提[到法过]|指出|强调|原[话文句]|{_THIS}|出处|出自|表述|核[对实]|记错"
)
ASKS_MORE = re.compile(rf"{OUTRIGHT}|{ASKS_EN}")
"""Asks for more than yes or no."""
_OPENS = re.compile(r"^(?:[过了到说讲,，:：“]|的是)+|[,，:：。;；\s]+$")
_INTRODUCES = re.compile(
    rf"^.*(?:{_SAID}|指出|强调|提出|表示|认为|写道?)(?:[过了到]|的是)?[,，:：]?"
)
WANTS_YES_OR_NO = re.compile(
    r"(?:吗|吧|么|没有?|不|对不对|准不准|是不是|没错|属实|可靠|确有其事)[?？。!！]*$|是否|核[对实]|查证|一字不差|找得?到|(?:did|does|do|is|was) "
)
"""Asks whether something is so."""
_CLAUSES = re.compile(r"[^,，。;；?？!！]+[,，。;；?？!！]*")
_MOST_CLAUSES = 8


@dataclass(frozen=True, slots=True)
class Claim:
    """Stretches of a question one of which is what was said, or not, the likeliest first; `literal` if it asks for the very words
    of the first."""

    wordings: tuple[str, ...]
    literal: bool


def claim(text: str) -> Claim | None:
    """What a normalised question wants to know to be said; None if it asks for something else."""
    for literal, patterns in ((True, _LITERAL), (False, _ASKED)):
        for pattern in patterns:
            m = pattern.search(text)
            wording = _OPENS.sub("", m["said"]) if m else ""
            if m and len(wording) >= _SHORTEST and not ASKS_MORE.search(text):
                return Claim((wording,), literal)
    if not (_OF_SAYING.search(text) and WANTS_YES_OR_NO.search(text)) or ASKS_MORE.search(text):
        return None
    found = _stretches(text)
    return Claim(found, literal=False) if found else None


def _stretches(text: str) -> tuple[str, ...]:
    """Whatever clauses of a question may be what was said, the longest first: those that follow a word of saying, or any before the last."""
    clauses = _CLAUSES.findall(text)[:_MOST_CLAUSES]
    found: dict[str, None] = {}
    for first in range(len(clauses)):
        for end in range(len(clauses), first, -1):
            rest = "".join(clauses[first + 1 : end])
            for opening in (_INTRODUCES.sub("", clauses[first]), clauses[first]):
                wording = opening + rest
                bare = re.sub(_ENDS, "", _OPENS.sub("", wording))
                if len(bare) >= _TELLING:
                    found[bare] = None
    return tuple(sorted(found, key=len, reverse=True))
