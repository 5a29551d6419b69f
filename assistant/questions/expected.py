"""What kind of thing a question asks for, and whether a text holds one of that kind."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.questions.aimed_at import asks_what_is_aimed_at, sets_none, was_reached
from assistant.questions.interrogatives import REASON, WHAT, WHEN, WHICH_DAY, WHICH_YEAR
from assistant.text.numerals import parse_integer

Kind = Literal["number", "date", "reason", "meaning", "name", "body"]

_COUNTED = (
    "亿元 万元 美元 个月 小时 分钟 季度 周岁 平方 立方 公里 公斤 方面 千瓦 国家 个 人 名 位 户 家 处 项 条 件 种 次 所 座 亩 里"
    " 米 吨 斤 岁 倍 天 日 月 本 篇 级 类 门 台 辆 套 支 张 元 块 度 页 分 步 点 省 市 县 国 届 年 周 批 趟 册 字 场 轮 对 样 档 栋 艘 架 列 株 卷 首 层 间 枚 起 宗 桩 笔 例 只 封 幢 期"
).split()
_MEASURE = "|".join(_COUNTED)
_MONEY = frozenset("元 块 亿元 万元 美元".split())
_NO_MONEY = "|".join(m for m in _COUNTED if m not in _MONEY)
_NO_TIME = "|".join(m for m in _COUNTED if m not in "年月日")
_OF_THINGS = "|".join(
    m
    for m in _COUNTED
    if m not in _MONEY
    and m
    not in "年 月 日 天 个月 小时 分钟 季度 周 岁 周岁 倍 字 句 步 度 页 分 级 批 对 趟".split()
)
_HAN_FIGURE = "[一二三四五六七八九十百千两〇零半几数]"
_FIGURE = rf"(?:[0-9][0-9.,]*|{_HAN_FIGURE}{{1,12}})[多余来]?[十百千万亿]{{0,3}}[多余来]?"
_ALSO = {
    **dict.fromkeys("元块", "元|块"),
    **dict.fromkeys("人名位", "人|名|位|(?<=[百千万])个"),
    **dict.fromkeys("天日", "天|日|个工作日"),
    "家": "家|个|户",
    "条": "条|项|名|人",
    "国家": "国家|国|个",
    "岁": "岁|周岁",
    "个月": "个?月|年|天|日",
    "年": "年|个月",
    "趟": _MEASURE,
    "样": "样|种|个|项|件|类",
    "点": "点|时",
    "个": _OF_THINGS,
}
"""Measures that answer for one another; a question in 个 may be answered in any but those of time, money and wording."""
FEW_ASKED = r"(?<![哪这那好前近没面才的第十百千去后述他理对待茶])(?<!能不能)(?<!多[\u3400-\u9fff])几(?!乎|[十百千万]|内亚|经|[^,。?]*(?:[吗么不没]|准不准|行不行|能不能|会不会|要不要|许不许|对不对|好不好|可不可以|算不算)[?]*$)"
"""几 that asks for a number, not that of 哪几项 (a list), 好几年, 刚才几位, 多干几年, 能少上几门课吗 or 养几只鸡准不准."""
_MEASURED = re.compile(rf"(?P<asks>多少|{FEW_ASKED})[万亿千百]?(?P<measure>{_MEASURE})(?!百分点)")
_OF_TIME = frozenset("年 月 日 天 个月 小时 周 分钟 季度 岁 周岁 届 倍 次".split())
"""Measures of which there may well be one, where 多少 asks: 有效期是多少年."""
_LISTED = "个 家 位 项 条 件 种 类 点 对 样 方面 步 级 门 国家".split()
"""What is counted also by naming each: 几条原则."""
_NAMED = r"、|一是(?=.*二是)|第一[,:](?=.*第二)|首先(?=.*其次)|\(一\)(?=.*\(二\))"
_HOW_MANY = re.compile(
    rf"(?:一共|总共|(?<![公中])共)?(?P<there_are>[有是])?{FEW_ASKED}(?:个(?!点|钱|月|工作日|钟头|小时|星期|季度|百分点|子儿|人|亿|万)|[家条项种件]|位(?!数)|方面)"
)
"""Asks for the number of what may also be named one by one."""
_HOW_OFTEN_MET = re.compile(r"(?<!好)几(?:次|回)(?=[^,。?]{0,16}?(?:会议?|论坛)(?:$|[,。?了]))")
"""Asks how many meetings there were: who names them tells it, too."""
_UNLIMITED = "不设上限|不设限|不限|没有上限"
_A_SHARE = r"%|百分之|分之|[0-9一二三四五六七八九半]成|百分点"
_AMOUNT = rf"{_FIGURE}[^,。;、0-9]{{0,2}}?(?:元|块)"
_SUM = rf"{_AMOUNT}|免费|不收|免收|减免|免除|半价"
_OF_A_SUM = rf"(?:{_HAN_FIGURE}|[0-9])[万亿](?=$|[,。;、])|美金|[0-9一二三四五六七八九]角"
_MANIFOLD = rf"[0-9一二三四五六七八九十两]倍|一半|半数|[翻两一]番|半价|{_UNLIMITED}"
"""What also answers, but does not look like it from afar."""
_NO_DATE = r"(?<![0-9])(?!(?:19|20)[0-9]{2}年|[0-9]{1,2}(?:月|日(?![内以之])))[0-9]"
_PAY = "[学收罚补]费|薪|工资|补[贴助]|奖金|津贴|养老金|失业金|退休金|助学金|罚款"
_EACH = r"(?:每|一|每一)个?(?:半年|年度?|季度|月|周|星期|天|日)"
_QUANTITIES = (
    (
        rf"{_EACH}[^,。?]{{0,8}}?(?<!好)几(?:次|回)",
        rf"(?:{_EACH}|每隔?[^,。;]{{1,4}}[年月周天日])[^,。;]{{0,24}}?(?:次|回|一查|一检)|(?:按|逐)[年季月周日]度?|每[次回]|定期",
        _MANIFOLD,
    ),
    (
        _HOW_OFTEN_MET.pattern,
        rf"(?!几[^十百千万]){_FIGURE}(?:次|回|个|场|届|轮)[^,。;、]{{0,24}}?会|会议?、[^。;]*会",
        _MANIFOLD,
    ),
    (
        rf"(?:{_PAY})[^,。?]{{0,8}}?(?:提高|增长|增加|[上下]调|[上下]?涨|下?降)[^,。?]{{0,4}}?多少(?!{_NO_MONEY})",
        f"{_SUM}|{_A_SHARE}",
        _MANIFOLD,
    ),
    (
        rf"(?:[补发奖领赔掏投拨]|拿出)[^,。?]{{0,4}}?多少(?:块?钱|(?!{_NO_MONEY})$)|how much (?:money|funding|funds)",
        _AMOUNT,
        f"{_OF_A_SUM}|{_MANIFOLD}|{_A_SHARE}",
    ),
    (
        rf"多少[^,。?]{{0,3}}钱(?!的)|几块|[花拨投]了?多少(?!{_NO_MONEY})"
        rf"|(?:{_PAY})[^,。?]{{0,8}}?多少(?!{_NO_MONEY})",
        _SUM,
        f"{_OF_A_SUM}|{_MANIFOLD}",
    ),
    (
        r"百分之几|几个?百分点|几个点|多大比例|占比(?:是|为|有|达到?)?多少|比例是多|(?<![汇效])率(?:是|为|有|达到?|要达到|目标(?:是|为)?)*多少|几成|percent|what share|proportion",
        _A_SHARE,
        _MANIFOLD,
    ),
    (
        r"多久|多长时间|几年一|多少时间|(?:几|多少)个(?:月(?!份)|星期|小时|钟头|工作日|年头)|how (?:long(?!-)|often)",
        rf"(?<![0-9])(?:[0-9]{{1,3}}|{_HAN_FIGURE}+)[多余]?(?:年(?!代)|个(?:月|季度|工作日|星期)|个?小时|日[内以之]|天|周|星期|学时|季度|分钟|月内)|分之|每[一二三四五六七八九十0-9]*个?(?:[年月季周日]|星期)|定期",
        rf"(?<![月0-9一二三四五六七八九十])(?:[0-9]{{1,3}}|{_HAN_FIGURE}+)日(?!三餐)|年底|[到至][0-9]{{4}}年|公里|{_MANIFOLD}",
    ),
)
"""Particular ways to ask for a quantity, what one looks like, and what else may be one."""
_EXTENT = r"(?:面积|规模|总量|容量|重量|长度|高度|距离|深度|跨度)[^,。?]{0,4}多[大高远长深宽重]|多大(?:面积|规模)"
_ANY = (
    rf"多少|{FEW_ASKED}|{_EXTENT}|how (?:many|much|big|large)|what (?:(?:is|was|are|were|the|total) ){{0,3}}(?:number|size|amount|sum)\b",
    rf"{_NO_DATE}|(?:[只仅][^,。;]{{0,8}}(?=一)|(?!十分(?!之)|一(?!倍|半)(?:{_NO_TIME}))){_FIGURE}(?:{_NO_TIME})|百分之|分之|{_HAN_FIGURE}[百千万亿]|成以上|{_UNLIMITED}",
    _MANIFOLD,
)
_ONCE_ISSUED = "(?:公布|发布|印发|颁布)之日起"
_DATES = (
    (
        rf"(?<!第)几号|{WHICH_DAY}|几月几|日期|what date|which day|what day",
        r"[0-9一二三四五六七八九十]+[日号]|[月年]底前",
        rf"[昨今明]天|即日|{_ONCE_ISSUED}",
    ),
    (
        rf"{WHEN}|{WHICH_YEAR}|几月|(?:what|which) (?:year|month)\b|\bwhen(?=$|[?,]| (?:did|do|does|is|was|were|will|are|has|had|have|should|must|can|would)\b)",
        r"[0-9一二两三四五六七八九十〇零]+[年月日]|[去今明前]年|期间|年[底初内]|[以之][前后]|[日天月]内|尽快",
        rf"之初|以来|初期|时期|中叶|世纪|全会|大提出|[上下]半年|季度|[昨今明]天|即日|{_ONCE_ISSUED}",
    ),
)
"""The same for a day, and for a time in general."""
_ASKS_NOTHING = re.compile(r"无论|不管|什么时候都|多少年来")
"""Takes up all there are, and asks for none."""
_MONTH_OR_DAY = re.compile(r"几时|几月|几号|几日(?![内之以])")
"""What asks for a date in the words of a quantity."""
_LETTERS = re.compile(
    r"哪(十[一二三四五六七八九]?|[二两三四五六七八九]十?|[1-9]\d?)个(?:大)?字(?![母段号])"
)
"""Asks for a wording of so many characters."""
ASKS_FOR_BODY = (
    r"谁[^,。?]{0,4}(?:负责|牵头|管|审批|组织)|谁来?(?:审|批|发放?|定|建|出钱)|(?:[由归]|[该找])谁|负责(?:部门|单位)"
    r"|哪一?(?:个|家)(?:国际)?(?:部门|单位|机构|机关|组织|网站)|哪些(?:部门|单位|机关)|哪家[^,。?]{0,4}(?:负责|牵头|管|审批|组织)"
    r"|\bwho (?:is|was|are) (?:responsible|in charge)|\bwhich (?:body|agency|ministry|department|organi[sz]ation)\b"
)
"""Asks which body or who in office does it."""
_KINDS: dict[Kind, tuple[str, str]] = {
    "meaning": (
        rf"是指|指的是|指[啥什哪]|{WHAT}叫|何谓|定义|[啥什]么?意思|\bdefin|\bmeant by|what does .{{1,40}} mean\b|stands? for",
        r"是指|指的是|所称|[简统合]称|定义为",
    ),
    "name": (
        rf"名称|名字|叫{WHAT}名|[啥什]么?名[儿字称]|哪句话|{WHAT}口号",
        r"[“《‘「『\"]",
    ),
    "reason": (
        rf"{REASON}|\bwhy\b|reason|what for",
        r"因为|由于|之所以|原因|根源|症结|为了|目的|在于|才能|只有|需要|关系到|有利于|以便|从而|导致|造成"
        r"|决定了?|使|确保|防止|避免|否则|不然|鉴于",
    ),
    "body": (
        ASKS_FOR_BODY,
        r"负责(?!任)|牵头|主管|承担",
    ),
}
"""What asks for a kind of thing, and what one looks like."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A kind of thing and what it looks like in a text."""

    kind: Kind
    pattern: re.Pattern[str]
    also: re.Pattern[str] | None = None
    """What else may be one."""
    aimed_at: bool = False
    """Whether it is a target, which no figure is that was reached, and of which may be told that none is set."""

    def may_be_in(self, text: str) -> bool:
        """Whether a normalised text holds what may be one."""
        if self.aimed_at and was_reached(text):
            return False
        return self.held_by(text) or (self.also is not None and self.also.search(text) is not None)

    def held_by(self, text: str) -> bool:
        """Whether a normalised text holds one."""
        if self.aimed_at and was_reached(text):
            return False
        none_set = self.aimed_at and sets_none(text)
        return none_set or self.pattern.search(text) is not None


def by_naming(question: str) -> str:
    """A question for the number of things, as one for the things: what names each of them tells it, too, but does not look like it;
    and one for a wording of so many characters, as one for what it is."""
    question = _HOW_OFTEN_MET.sub("哪些", question)
    return _LETTERS.sub("什么", _HOW_MANY.sub(lambda m: f"{m['there_are'] or ''}哪些", question))


def expected(normalized: str) -> tuple[Expected, ...]:
    """What a normalised question asks for: a quantity in its measure (几处: 366处), a date, a definition, a reason, who
    is to do it."""
    found: list[Expected] = []
    if not _ASKS_NOTHING.search(normalized):
        if quantity := _quantity(_MONTH_OR_DAY.sub("", normalized)):
            looks, also = quantity
            aimed_at = asks_what_is_aimed_at(normalized)
            found.append(Expected("number", _compiled(looks), _compiled(also), aimed_at))
        if date := _first(_DATES, normalized):
            found.append(Expected("date", _compiled(date[0]), _compiled(date[1])))
    if letters := _LETTERS.search(normalized):
        so_many = rf"(?:[、,\s]?[\u3400-\u9fff]){{{parse_integer(letters[1]) or 0}}}"
        found.append(Expected("name", _compiled(rf"[“‘「『\"]{so_many}[”’」』\"]")))
    for kind, (asks, looks) in _KINDS.items():
        if _compiled(asks).search(normalized):
            found.append(Expected(kind, _compiled(looks)))
    return tuple(found)


def asks_for(normalized: str, kind: Kind) -> bool:
    """Whether a normalised question asks for a thing of that kind."""
    return any(asked.kind == kind for asked in expected(normalized))


def _quantity(normalized: str) -> tuple[str, str] | None:
    if particular := _first(_QUANTITIES, normalized):
        return particular
    if not (measured := _MEASURED.search(normalized)):
        return _first((_ANY,), normalized)
    measure = measured["measure"]
    one = "" if measured["asks"] != "多少" or measure in _OF_TIME else f"(?!{_HAN_FIGURE})"
    few = rf"(?!(?<![十百千万])一(?:批{f'|{one}' if one else ''}))"
    looks = rf"{few}{_FIGURE}[^,。;、0-9]{{0,2}}?(?:{_ALSO.get(measure, measure)})|{_UNLIMITED}"
    listed = measure in _LISTED and measured["asks"] == "几"
    return (f"{looks}|{_NAMED}" if listed else looks), f"{_MANIFOLD}|{_OF_A_SUM}"


def _first(ways: Sequence[tuple[str, str, str]], normalized: str) -> tuple[str, str] | None:
    """What is looked for by the first way of asking that a question takes, and what else may be it; None if it takes none."""
    found = ((looks, also) for asks, looks, also in ways if _compiled(asks).search(normalized))
    return next(found, None)


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def held(kinds: Sequence[Expected], text: str) -> bool:
    """Whether a normalised text holds something of any of the kinds."""
    return any(kind.held_by(text) for kind in kinds)
