"""What kind of thing a question asks for, and whether a text holds one of that kind."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["number", "date", "reason"]

_ASKS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(
        r"多少|几(?:个|年|人|家|次|项|元|岁|成|倍|所|亿|万|天|小时)|百分之几|how (?:many|much)|what (?:percentage|share|number)"
    ),
    "date": re.compile(
        r"什么时候|啥时候?|何时|哪年|哪一年|几月|几号|哪天|哪一天|\bwhen\b|what (?:year|date)"
    ),
    "reason": re.compile(
        r"为什么|为啥|为何|凭什么|干嘛|图(?:个啥|什么)|原因|理由|\bwhy\b|reason|what for"
    ),
}
_NUMBER = (
    r"[0-9０-９]|[一二两三四五六七八九十百千万亿]+(?:个|年|人|家|次|项|元|岁|成|倍|所|亿|万|天|分之)"
    r"|百分之|第[一二三四五六七八九十]"
)
_HOLDS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(_NUMBER),
    "date": re.compile(
        r"[0-9０-９一二三四五六七八九十〇零]+[年月日]|[去今明前]年|期间|年[底初]|[以之][前后]"
    ),
    "reason": re.compile(
        r"因为|由于|之所以|原因|根源|症结|为了|目的|在于|才能|只有|需要|关系到|有利于|以便|从而|导致|造成"
        r"|决定了?|使|确保|防止|避免|否则|不然|鉴于"
    ),
}


def expected(normalized: str) -> tuple[Kind, ...]:
    """The kinds of thing that a normalised question asks for."""
    return tuple(kind for kind, pattern in _ASKS.items() if pattern.search(normalized))


def holds(kind: Kind, text: str) -> bool:
    """Whether a text, in any writing, holds something of the kind."""
    return _HOLDS[kind].search(text) is not None
