"""What kind of thing a question asks for, and whether a text holds one of that kind."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "date", "reason", "meaning"]

_COUNTED = (
    "亿元 万元 美元 个月 小时 分钟 季度 周岁 平方 立方 公里 公斤 方面 千瓦 国家 个 人 名 位 户 家 处 项 条 件 种 次 所 座 亩 里"
    " 米 吨 斤 岁 倍 成 天 日 月 本 篇 级 类 门 台 辆 套 支 张 元 块 度 页 分 步 点 省 市 县 国 届 年 周"
).split()
_MEASURE = "|".join(_COUNTED)
_FIGURE = (
    r"(?:[0-9][0-9.,]*|[一二三四五六七八九十百千两〇零半几数]+)[多余来]?[十百千万亿]*[多余来]?"
)
_ALSO = {
    "元": "元|块",
    "块": "元|块",
    "人": "人|名|位",
    "名": "人|名|位",
    "位": "人|名|位",
    "岁": "岁|周岁",
    "天": "天|日|个工作日",
    "日": "天|日|个工作日",
    "个月": "个?月|年|天|日",
    "成": "成|%",
    "个": _MEASURE,
}
"""Measures that answer for one another; a question in 个 may be answered in any."""
_MEASURED = re.compile(rf"(?:多少|几)[万亿千百]?({_MEASURE})(?!百分点)")
_QUANTITIES = (
    (r"多少钱|几块|[花拨投]了?多少", rf"{_FIGURE}(?:元|块)|费用|免费"),
    (
        r"百分之几|几个?百分点|多大比例|占比|比例是|几成|percent|what share|proportion",
        r"%|百分之|分之|成以上|百分点",
    ),
    (
        r"多久|多长时间|几年一|多少时间|how (?:long|often)",
        rf"{_FIGURE}个?(?:工作)?(?:年|月|日|天|小时|周|季度|分钟)|每[一二三四五六七八九十0-9]*个?[年月季周日]|定期",
    ),
    (r"多少|几[^乎]|how (?:many|much)|what number", rf"[0-9]|{_FIGURE}(?:{_MEASURE})|百分之"),
)
"""Ways to ask for a quantity, the particular before the general, and what one looks like."""
_DATES = (
    (
        r"几号|哪天|哪一天|几月几|日期|what date|which day|what day",
        r"[0-9一二三四五六七八九十]+[日号]",
    ),
    (
        r"什么时候|啥时|何时|哪年|哪一年|几月|\bwhen\b|what year",
        r"[0-9一二三四五六七八九十〇零]+[年月日]|[去今明前]年|期间|年[底初]|[以之][前后]",
    ),
)
"""The same for a day, and for a time in general."""
_MONTH_OR_DAY = re.compile(r"几月|几号|几日(?![内之以])")
"""What asks for a date in the words of a quantity."""
_KINDS: dict[Kind, tuple[str, str]] = {
    "meaning": (
        r"是指|指的是|指[啥什哪]|什么叫|啥叫|何谓|定义|[啥什]么?意思|\bdefin|\bmeant by|what does .{1,40} mean\b|stands? for",
        r"是指|指的是|所称|[简统合]称|定义为",
    ),
    "reason": (
        r"为什么|为啥|为何|凭什么|干嘛|图(?:个|的是)?(?:啥|什么)|原因|理由|\bwhy\b|reason|what for",
        r"因为|由于|之所以|原因|根源|症结|为了|目的|在于|才能|只有|需要|关系到|有利于|以便|从而|导致|造成"
        r"|决定了?|使|确保|防止|避免|否则|不然|鉴于",
    ),
}
"""What asks for a kind of thing, and what one looks like."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A kind of thing and what it looks like in a text."""

    kind: Kind
    pattern: re.Pattern[str]

    def held_by(self, text: str) -> bool:
        """Whether a normalised text holds one."""
        return self.pattern.search(text) is not None


def expected(normalized: str) -> tuple[Expected, ...]:
    """What a normalised question asks for: a quantity in its measure (几处: 366处), a date, a definition, a reason."""
    found: list[Expected] = []
    if quantity := _quantity(_MONTH_OR_DAY.sub("", normalized)):
        found.append(Expected("number", _compiled(quantity)))
    if date := _first(_DATES, normalized):
        found.append(Expected("date", _compiled(date)))
    for kind, (asks, looks) in _KINDS.items():
        if _compiled(asks).search(normalized):
            found.append(Expected(kind, _compiled(looks)))
    return tuple(found)


def asks_for(normalized: str, kind: Kind) -> bool:
    """Whether a normalised question asks for a thing of that kind."""
    return any(asked.kind == kind for asked in expected(normalized))


def _quantity(normalized: str) -> str:
    if measured := _MEASURED.search(normalized):
        measure = measured.group(1)
        return rf"{_FIGURE}(?:{_ALSO.get(measure, measure)})"
    return _first(_QUANTITIES, normalized)


def _first(ways: Sequence[tuple[str, str]], normalized: str) -> str:
    """What is looked for by the first way of asking that a question takes; empty if it takes none."""
    return next((looks for asks, looks in ways if _compiled(asks).search(normalized)), "")


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def held(kinds: Sequence[Expected], text: str) -> bool:
    """Whether a normalised text holds something of any of the kinds."""
    return any(kind.held_by(text) for kind in kinds)
