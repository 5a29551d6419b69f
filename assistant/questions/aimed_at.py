"""What is aimed at, told from what was reached: a target is asked for, and 达到67.7万亿元，增长6.9% is none."""

from __future__ import annotations

import re

import rjieba

from assistant.questions.interrogatives import HOW_MANY

_ASKS = re.compile(
    rf"(?:目标|指标)(?!任务|责任|完成|实现|达[到成])[^,。?]{{0,8}}?(?:{HOW_MANY}|几)"
    rf"|(?<![需主重])要(?:求|在|到|再|把|使)?[^,。?]{{0,8}}?(?:达到?|完成|实现|增加|增长|新增|提高|降[低到]|下降|稳定在|保持在|控制在|建[成设]?|[改新]建)[^,。?]{{0,8}}?{HOW_MANY}"
    rf"|(?:争取|力争|计划|预期|拟)[^,。?]{{0,12}}?{HOW_MANY}"
    r"|\btargets?\b|\bgoals?\b|\b(?:must|should|shall|is to|are to) be\b"
)
"""Asks how much is aimed at."""
_ASKS_WHETHER_REACHED = re.compile(
    r"[去上前]年|过去|完成了|实现了|达到了|实际|超额|完成情况|\blast year\b|reached|achieved"
)
_FIGURE = r"(?<![0-9.,])[0-9][0-9.,]*+"
_AIMED_REACHED = (
    r"(?:超额|超过|超出|完成|高于|好于|优于|提前|实现|达到)了?[^,。;]{0,8}?(?:目标|指标|任务)"
)
"""A target that was reached, or more."""
_AHEAD = re.compile(
    r"目标|指标|预期|预计|拟|力争|争取|确保|计划|安排|今年|明年|本年|(?<![主重需])要(?!素)|将|以上|以内|左右|不低于|不高于|不少于|不超过|保持在|控制在|稳定在|到20\d\d年"
)
"""Says of a figure that it is aimed at, or of what is still to come."""
_REACHED = re.compile(
    rf"达到?了?{_FIGURE}[^,。;]{{0,6}},(?:比[^,。;]{{1,8}})?(?:年均)?(?:增长|增加|提高|下降|减少|上升)[^,。;0-9]{{0,4}}{_FIGURE}"
    rf"|{_FIGURE}[^。;]{{0,12}},[^。;]{{0,10}}(?:稳居|位居|居)(?:世界|全国|全省|全球|首位|前列)"
    rf"|(?:超过|突破|跃上|迈上)了?[^,。;0-9]{{0,4}}{_FIGURE}"
    rf"|(?:增长|增加|新增|完成|达到|实现|提高|下降|减少|降低)了[^,。;0-9]{{0,8}}{_FIGURE}"
    rf"|(?:去年|上年|过去[一五]年|[一五]年来|以来)[^,。;]{{0,30}}{_FIGURE}"
)
"""What a figure is that was reached: 达到…，增长…; 超过…; 增加了…."""
_NONE_SET = re.compile(
    r"(?:没有?|未|不)再?(?:提出|设定|设立|设置|确定|规定|制定|提|设)(?!高)(?P<of>[^,。;]{0,16}?)(?:目标|指标)"
)
"""Says that no target is set."""
_SET = re.compile(
    rf"(?:^|[,。;:])(?P<of>[^,。;:]{{2,16}}?)的?(?:预期|控制)?(?:目标|指标)(?:值|是|为|定为|设定为|确定为|:)*{_FIGURE}"
)
_GROWTH = re.compile(
    "gdp|国内生产总值|生产总值|经济增长|经济增速|增长速度|(?<![\u3400-\u9fff])增[长速]"
)
"""Growth of the economy, by all its names."""
_ANY_TARGET = frozenset("预期 全年 具体 主要 量化 目标 指标 增长 发展 今年 政府 工作 报告".split())


def asks_what_is_aimed_at(question: str) -> bool:
    """Whether a normalised question asks for the figure of a target, and not what became of it."""
    return bool(_ASKS.search(question)) and not _ASKS_WHETHER_REACHED.search(question)


def was_reached(sentence: str) -> bool:
    """Whether the figures of a normalised sentence are such as were reached, and none of them is aimed at."""
    rest = re.sub(_AIMED_REACHED, "", sentence)
    return not _AHEAD.search(rest) and (rest != sentence or bool(_REACHED.search(rest)))


def sets_none(sentence: str) -> bool:
    """Whether a normalised sentence says that no target is set."""
    return _NONE_SET.search(sentence) is not None


def sets_none_of(sentence: str, question: str) -> bool:
    """Whether a normalised sentence says that no target is set of what a question asks the target of."""
    return _is_of(_NONE_SET.search(sentence), question)


def sets_one_of(sentence: str, question: str) -> bool:
    """Whether a normalised sentence gives, in so many words, the target that a question asks for: 经济增长预期目标6.5%."""
    return not was_reached(sentence) and _is_of(_SET.search(sentence), question)


def tells_of_target(sentence: str, question: str) -> bool:
    """Whether a normalised sentence says in so many words which target is set of what a question asks the target of, or that none is."""
    return sets_none_of(sentence, question) or sets_one_of(sentence, question)


def _is_of(said: re.Match[str] | None, question: str) -> bool:
    """Whether it is a target of what a question asks the target of."""
    if said is None or not asks_what_is_aimed_at(question):
        return False
    if _GROWTH.search(question) and _GROWTH.search(said["of"]):
        return True
    asked = (word for word in rjieba.cut(question) if len(word) > 1 and word not in _ANY_TARGET)
    return any(word in said["of"] for word in asked)
