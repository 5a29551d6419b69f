"""The question before asked of last year instead of this, or the other way round."""

from __future__ import annotations

import re

from assistant.questions.interrogatives import HOW, HOW_MANY, WHAT
from assistant.ranking.relative_year import LAST, THIS

_THE_OTHER = re.compile(
    rf"(?:那么?|还有)?(?P<year>(?P<last>去年|上年|上一年|过去一年)|今年|本年)的?(?:呢|又?(?:是|有)?(?:{HOW_MANY}|{HOW}样?|哪些|{WHAT})呢?)[?？]*"
)
_THE_OTHER_EN = re.compile(
    r"(?:and|what about|how about|and what about)?,? ?(?:in )?(?P<year>last|this) year(?:'s)?\?*",
    re.I,
)
_LAST_SAID, _THIS_SAID = re.compile(LAST), re.compile(THIS)
_LAST_SAID_EN, _THIS_SAID_EN = (
    re.compile(r"\blast year\b", re.I),
    re.compile(r"\bthis year\b", re.I),
)
_GROWTH = re.compile(r"(?<=年|的)(?:经济)?(?:增长|增速)(?:率|速度)?(?=的?(?:预期)?目标)")
"""Growth of what is not said is that of the economy."""
_AIMED_AT = re.compile(r"的?(?:主要)?(?:预期)?(?:目标|指标)(?!任务|责任)| (?:targets?|goals?)\b")


def in_the_other_year(follow_up: str, previous: str) -> str:
    """The question before asked of last year instead of this, or the other way round, where that is all that the new one asks;
    else empty. What was aimed at this year is what was reached in the last: 今年的就业目标是多少 · 去年呢 → 去年的就业是多少."""
    if m := _THE_OTHER.fullmatch(follow_up):
        before, year, last = _THIS_SAID if m["last"] else _LAST_SAID, m["year"], bool(m["last"])
    elif m := _THE_OTHER_EN.fullmatch(follow_up):
        last = m["year"] == "last"
        before, year = _THIS_SAID_EN if last else _LAST_SAID_EN, f"{m['year']} year"
    else:
        return ""
    if len(before.findall(previous)) != 1:
        return ""
    other = before.sub(year, previous)
    return _AIMED_AT.sub("", _GROWTH.sub("国内生产总值增长", other)) if last else other
