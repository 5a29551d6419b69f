"""The question before asked again: of another year, another part or another member of a list."""

from __future__ import annotations

import re

from assistant.clean import has_chinese, normalize
from assistant.questions.facts import part_asked
from assistant.questions.interrogatives import ASKS, HOW, REASON, WHEN, WHERE, WHICH_YEAR
from assistant.questions.question import FUNCTION_WORDS_EN, read
from assistant.text import period
from assistant.text.numerals import parse_integer, written
from assistant.text.ordinals import FEW, LAST, NTH, NTH_EN, NUMERAL, OF_LIST, ORDINALS_EN

YEAR = rf"{period.YEAR}年"
YEAR_AFTER = r"第二年|次年|下一年|转年|[后上前头]一年|再(?:过|往[后前]|早)(?:[一二两三四五六七八九十]|\d{1,2})年"
"""So many years after or before the one that was asked for."""
TWO_DIGITS = r"(?:\d{2}|[〇○零一二三四五六七八九]{2})年"
WHY = re.compile(rf"{REASON}|怎么会")
"""Asks for the reason of all that was asked before, not for another aspect of it."""
_MAYBE = "(?<![网酒茶水氧咖书话贴])吧"
"""The particle, not what sells: 网吧, 酒吧."""
_ADVERB = rf"{WHEN}|{WHICH_YEAR}|在?{WHERE}|由?谁来?|{HOW}"
_ONLY_ASKS = re.compile(rf"(?:那么?|是|又是|具体)?({_ADVERB})(?:的|呢|啊)*[?？]*")
_WHEN = rf"(?:{WHEN}|哪一?[年天]|几月)"
WHEN_SAID = re.compile(
    rf"(?:那么?|这句?话?|是|又|他|她|在)*{_WHEN}(?:说|讲|谈|写)过?的?[这那]?(?:句?话|些)?(?:呢|啊)?[?？]*"
    r"|(?:and )?when (?:did (?:he|she) say (?:it|that|this|so)|was (?:it|that|this) said)\W*"
)
"""Asks when that was said which the question before was answered with."""
WHEN_DONE = re.compile(
    rf"(?:那么?|又|具体|是|在)*{_WHEN}(?P<done>[\u3400-\u9fff]{{0,4}}?)[的了]?(?:呢|啊)?[?？]*|(?:and )?when(?: was (?:it|that|this))?(?: \w+)?\W*"
)
"""Asks when it was, or was `done`."""
_ASKS_WITHIN = re.compile(rf"(?:由谁来?|谁来|{WHEN}|在{WHERE}|{HOW})(?=[\u3400-\u9fff]{{2}})")
_WHAT_IT_IS = re.compile(r"是(?:谁|什么|啥|哪)")
_NTH = rf"第{NUMERAL}"
_NTH_EN = rf"\b(?:{'|'.join(ORDINALS_EN)})"
_MEMBER = re.compile(rf"(?:倒数)?(?={NTH})第{NUMERAL}|最后一(?={OF_LIST})|{NTH_EN}")
"""Which member of a list."""
_ONE_MEMBER = re.compile(
    rf"(?P<nth>第{NUMERAL}{OF_LIST})(?P<kind>[\u3400-\u9fff]{{0,8}}?)(?:[是叫][^,，]{{1,20}}|[讲说]的?是?什么)$"
)
_NTH_ZH = re.compile(rf"(?<!倒数)第({NUMERAL})(?={OF_LIST})")
_NEXT = re.compile(
    rf"(?:那么?|再|接着)*([上下])一?{OF_LIST}(?:方面|关系|问题|要求)?(?:是什么|讲的?什么|呢)*[?？]*"
)
OTHERS = re.compile(
    rf"(?:那么?)?(?:还有|其[他它余]|另外|别的|剩下)的?(?:哪些|什么|(?:几|{FEW}){OF_LIST}(?:[㐀-鿿]{{2,4}}?)?)?(?:是什么|有哪些|呢)*[?？]*"
)
MORE = re.compile(
    r"(?:(?:那么?)?(?:还有没?有?|就)(?:别的|其[他它]的?|更多的?|这些)?(?:内容|方面)?(?:吗|么|没有|了吗)"
    r"|(?:and |is there |are there )?any(?:thing)? ?(?:else|more)|what else|is that all)[?？\s]*",
    re.I,
)
"""Asks whether there is more than what was answered."""
_PART = re.compile(
    rf"{_NTH}(?=个?大?(?P<of>部分|章|节))|{_NTH_EN}(?= (?P<of_en>part|section|chapter)\b)"
)
_ANOTHER_PART = re.compile(
    rf"^(?:那么?|还有)?[,，\s]*(?P<nth>{_NTH})(?:个?大?(?P<of>部分|章|节)|个)?呢?[?？]*$"
    rf"|^(?:and|then|what about|how about)?[,\s]*(?:the )?(?P<nth_en>{_NTH_EN})(?: one| (?P<of_en>part|section|chapter))?\?*$"
)
FILLER = re.compile(
    rf"(?:倒数)?第{NUMERAL}{OF_LIST}|{LAST}|那|呢|具体|是什么|是啥|什么|讲的|说的|指的|内容|怎么说的?"
    r"|原因|方面|又|的|是|讲了|说了|其中|具体|详细|主要|有|要|会|[\W_]"
)
"""What a question for one member may hold beside the ordinal without saying more than which."""


def in_another_year(year: str, previous: str, report: str = "") -> str:
    """The question before asked of another year, where it named one, and of the `report` of that year; else empty."""
    named = re.findall(YEAR, previous)
    if len(set(named)) != 1:
        return ""
    if re.fullmatch(YEAR_AFTER, year):
        steps = parse_integer(re.sub(r"^第二|[再过往后前早上头转次下年]", "", year)) or 1
        base = parse_integer(named[0].removesuffix("年")) or 0
        year = f"{base - steps if re.search('[前早上头]', year) else base + steps}年"
    if re.fullmatch(TWO_DIGITS, year):
        year = f"{period.full_year(parse_integer(year.removesuffix('年')) or 0)}年"
    return previous.replace(named[0], year if "报告" in previous else f"{year}{report}")


def asked_otherwise(follow_up: str, previous: str) -> str:
    """The question before with when, where or how, which is all that the new one asks, in place of who, or the like, within it;
    else empty: 由谁验收 · 什么时候 → 什么时候验收."""
    own, asked = _ONLY_ASKS.fullmatch(follow_up), _ASKS_WITHIN.findall(previous)
    if own is None or len(asked) != 1 or len(ASKS.findall(previous)) > 1:
        return ""
    return asking(stripped(previous.replace(asked[0], own[1], 1)))


def only_asks(follow_up: str, previous: str) -> bool:
    """Whether a question is nothing but when, where, who or how, and is asked of something done: 什么时候 after 路修到了哪里, but not
    after 组长是谁; or nothing but when that was done which the question before names, or when it was said."""
    if _ONLY_ASKS.fullmatch(follow_up):
        return not _WHAT_IT_IS.search(previous)
    done = WHEN_DONE.fullmatch(follow_up)
    return bool(
        WHEN_SAID.fullmatch(follow_up) or (done and done["done"] and done["done"] in previous)
    )


def in_another_part(follow_up: str, previous: str) -> str:
    """The question before asked of another part, where it asked for the heading of one and the new one names no other kind of
    part; else empty."""
    m, named = _ANOTHER_PART.match(follow_up), _PART.search(previous)
    if m is None or named is None or part_asked(read(previous)) is None:
        return ""
    nth = m["nth"] if named["of"] else m["nth_en"]
    unit = m["of"] or m["of_en"]
    same = unit in (None, named["of"], named["of_en"])
    return _PART.sub(nth, previous) if nth and same else ""


def of_another_member(follow_up: str, previous: str) -> str:
    """The question before asked of another member, where it asked for one and the new one only says which; else empty."""
    nth = _MEMBER.search(follow_up)
    if nth is None or _says_more(follow_up, previous):
        return ""
    named = _MEMBER.findall(normalize(previous))
    if (
        len(named) != 1
        or len(_MEMBER.findall(follow_up)) != 1
        or has_chinese(nth[0]) != has_chinese(named[0])
    ):
        return ""
    return asking(stripped(_MEMBER.sub(nth[0], previous)))


def of_the_next_member(follow_up: str, previous: str) -> str:
    """The question before asked of the member after or before the one that it asked for; else empty: 第六条是什么 · 下一条呢."""
    step, named = _NEXT.fullmatch(follow_up), _NTH_ZH.findall(previous)
    if step is None or len(named) != 1:
        return ""
    place = (parse_integer(named[0]) or 0) + (-1 if step[1] == "上" else 1)
    return asking(stripped(_NTH_ZH.sub(f"第{written(place)}", previous))) if place > 0 else ""


def the_others(follow_up: str, previous: str) -> str:
    """The question before, which asked for one member, asked for the others, if that is all the new one asks; else empty:
    第一个特征是什么 · 还有呢 → 除第一个外还有哪些特征."""
    one = list(_ONE_MEMBER.finditer(stripped(previous)))
    if len(one) != 1 or not OTHERS.fullmatch(follow_up):
        return ""
    return asking(f"{previous[: one[0].start()]}除{one[0]['nth']}外还有哪些{one[0]['kind']}")


def _says_more(follow_up: str, previous: str) -> bool:
    """Whether a question that asks for a member says more than which, and more than the one before it."""
    if WHY.search(follow_up):
        return True
    if has_chinese(follow_up):
        return FILLER.sub("", ASKS.sub("", follow_up)) not in normalize(previous)
    words = re.findall(r"[a-z']+", _MEMBER.sub("", follow_up))
    return any(w not in FUNCTION_WORDS_EN and w not in ("one", "what's") for w in words)


def asking(head: str) -> str:
    """A question without its mark, with it again; empty if there is none."""
    return f"{head}{'？' if has_chinese(head) else '?'}" if head else ""


def stripped(text: str) -> str:
    """A question without its mark and the particle before it: 校车归谁管 of 校车归谁管呢？"""
    return re.sub(
        rf"[,，]?(?:[是对](?:吧|吗)|吗|呢|{_MAYBE})$", "", re.sub(r"[\s?？。.!！]+$", "", text)
    )
