"""What is quoted whole where its matter is asked for: targets in one sentence of several clauses, those of one year, a member that
is named before it says anything."""

from __future__ import annotations

import re

import rjieba

from assistant.clean import normalize
from assistant.questions.expected import asks_for
from assistant.questions.interrogatives import HOW, WHAT_OR_WHICH
from assistant.questions.question import FUNCTION_WORDS_EN, Question
from assistant.text.ordinals import OPENS_MEMBER
from assistant.text.units import structure
from assistant.types import Span

_LONGEST = 500
"""Characters up to which a sentence or paragraph is quoted whole."""
_LEAD = re.compile(r"^[^,。;:]{2,30}[是为]?:")
"""What opens a sentence whose clauses say it one by one: 主要预期目标是：…；…"""
_ASKS_ALL = re.compile(
    rf"(?P<noun>目标|指标|任务|内容|要求|原则|措施|标准|安排|重点|思路)(?:都|主要|具体|分别|各)*(?:是|有|包括)?{WHAT_OR_WHICH}?\W*$"
    r"|\b(?P<noun_en>targets|goals|objectives|indicators)\b"
)
"""Asks for all that something consists of, in the end."""
_ANY_YEAR = re.compile(r"\d+年?|今年|去年|明年|全年|年")
_OF_ANY_REPORT = frozenset(
    "报告 讲话 文件 政府 工作 政府工作报告 国务院 中提 提出 提到 确定 经济 社会 经济社会 哪些 什么 主要 预期 具体"
    " main major key expected projected overall development government work year annual set".split()
)
_TARGETS = re.compile(r"目标|指标|\btargets?\b|\bgoals?\b")
_UNTIL = re.compile(r"^\s*到?\s*(?P<year>\d{4})年")
_SAYS_HOW = re.compile(
    rf"{HOW}|\bhow\b|{WHAT_OR_WHICH}(?:具体|明确|主要|新)?的?(?:规定|要求|措施|举措|办法|政策)"
)
"""Asks what is to be done or holds, which the name of a member does not say."""
_BRIEF, _WIDE = 24, 160
"""Characters up to which the first sentence of a member only names it, and up to which more is quoted with it."""


def said_whole(question: Question, text: str, span: Span) -> Span:
    """A span of a paragraph, or the sentence or paragraph that says whole what the question asks for."""
    asked = question.normalized
    if asks_for(asked, "number") or asks_for(asked, "date"):
        return span
    sentence, told = structure(text).sentence_at(span[0]), normalize(text[slice(*span)])
    cut = span[0] == sentence[0] and text[span[1] : span[1] + 1] in tuple("；;")
    if cut and sentence[1] - sentence[0] <= _LONGEST and _asks_for_clauses(asked, told):
        return sentence
    if span[0]:
        return span
    if len(text) <= _LONGEST and _asks_for_targets_of(asked, text):
        return 0, len(text)
    if span[1] <= _BRIEF and _SAYS_HOW.search(asked) and _opens(text, span):
        ends = [end for _, end in structure(text).sentences if end <= _WIDE]
        return 0, max(ends, default=span[1])
    return span


def _opens(text: str, span: Span) -> bool:
    """Whether a span is a member's name or a whole first sentence of one clause, such as names what the rest of a paragraph says."""
    told = text[slice(*span)]
    return (
        re.match(OPENS_MEMBER, text) is not None
        or re.fullmatch("[^，,。；;：:]+。", told) is not None
    )


def _asks_for_clauses(asked: str, told: str) -> bool:
    """Whether a question asks for all that the lead of a sentence announces, and for none of its clauses."""
    lead, asks = _LEAD.match(told), _ASKS_ALL.search(asked)
    if lead is None or asks is None:
        return False
    if asks["noun_en"]:
        words = re.findall("[a-z]+", asked)
        return all(
            w in FUNCTION_WORDS_EN or w in _OF_ANY_REPORT or w == asks["noun_en"] for w in words
        )
    words = [w for w in rjieba.cut(_ANY_YEAR.sub(" ", asked)) if len(w) > 1]
    return asks["noun"] in lead[0] and all(w in lead[0] or w in _OF_ANY_REPORT for w in words)


def _asks_for_targets_of(asked: str, text: str) -> bool:
    """Whether a question asks for the targets of the year by which a paragraph opens: 到2025年，…"""
    until = _UNTIL.match(text)
    return bool(until and _TARGETS.search(asked) and until["year"] in asked)
