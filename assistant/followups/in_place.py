"""Forms of a question that show what another subject in it takes the place of: a person's opinion, an aspect, what is counted."""

from __future__ import annotations

import re
from itertools import pairwise

import rjieba

from assistant.clean import normalize
from assistant.followups.another import YEAR
from assistant.lists.called import SHORTCOMINGS
from assistant.questions.interrogatives import ASKS, HOW, HOW_MANY, WHAT
from assistant.questions.subject import matter
from assistant.ranking.particulars import names, persons
from assistant.text.ordinals import OF_LIST, OF_LISTS

_OPINION = re.compile(
    rf"(?:对(?P<on>[^,，]{{1,20}}?)(?:是|有)?)?{HOW}(?:看待?|评价|评论|论述|说|讲|谈)的?(?P<of>[^,，的]{{1,20}})?$"
)
"""Asks what somebody thinks `on` or `of` something."""
_WHICH = rf"(?:哪(?:[些几]{OF_LIST}?|{OF_LIST})|{WHAT}|几{OF_LIST})"
"""An aspect is also one of a list (哪个方面), and so takes all that lists are counted in."""
_ASPECT = re.compile(
    rf"(?:{OF_LISTS}|目标|方法|方针|思想|思路|内容|重点|对象|对策|作用|背景|功能|意义)$"
)
"""Ends what is an aspect of a thing, and no thing by itself."""
_OF_A_THING = re.compile(
    rf"^[^,，]+的(?P<aspect>[^,，的]{{2,8}}?)(?=(?:都?是|都?有|包括|分为)?(?:{_WHICH}|多少))"
)
_WHICH_ASPECT = re.compile(rf"{_WHICH}(?P<aspect>[\u3400-\u9fff]{{2,8}})$")
_IN_MARKS = re.compile('[“‘「『《"][^”’」』》"]*[”’」』》"]')
_HE = re.compile(
    r"(?<![其吉])[他她](?![们人国乡日])(?=[^,，]{0,12}(?:说|讲|提|写|原话|强调|指出)|的原话)"
)
"""Who is asked whether he said it."""
_COUNTED = re.compile(rf"(?<!哪){HOW_MANY}[个家所名种类项条]?(?P<thing>[\u3400-\u9fff]{{2,12}})$")
"""Ends a question with the thing of which there are so many."""
_WHEN = re.compile(
    rf"(?:[到在至]?{YEAR}[底末初]?(?:以?前)?|“?[一二三四五六七八九十]{{2,3}}五”?(?:时期|期间)?)"
)
_QUANTITY = re.compile(
    r"(?:率|总?[额量值]|[人总件户]数|涨幅|价格|收入|支出|投资|赤字|比[重例]|规模|寿命)$|^(?:gdp|cpi|ppi|m2)$",
    re.I,
)


def speaking(previous: str) -> list[str]:
    """Who a question says says something to or of others, however often texts name him: 毛泽东 of 毛泽东对青年提了哪些希望."""
    words = list(rjieba.tag(previous))
    return [word for (word, tag), (to, _) in pairwise(words) if tag.startswith("nr") and to == "对"]


def is_quantity(subject: str) -> bool:
    """Whether it is a quantity by itself, and not a thing that one is asked of."""
    return _QUANTITY.search(subject) is not None


def in_its_place(asked: str, previous: str, subject: str, written: str) -> str:
    """The question `asked` (`previous`, simplified) with a simplified subject, as it was `written`, in the place that the form of the
    question shows; empty where it shows none."""
    forms = (_another_person, _another_opinion, _another_aspect)
    return next(filter(None, (form(asked, previous, subject, written) for form in forms)), "")


def of_it(noun: str, owner: str) -> str:
    """The question for a noun that is said of its owner: 邓小平的失误是什么."""
    return f"{owner}的{noun}是{'多少' if is_quantity(noun) else '什么'}"


def said_by_name(question: str, previous: str) -> str:
    """A question whether a wording was said with the one person whom the question before names in the place of he or she outside
    quotation marks; as it is where there is none."""
    named = set(names(normalize(previous)))
    he = _HE.search(_IN_MARKS.sub(lambda m: "_" * len(m[0]), question))
    if he is None or len(named) != 1 or names(normalize(question)):
        return question
    return f"{question[: he.start()]}{named.pop()}{question[he.end() :]}"


def another_counted(asked: str, previous: str, subject: str, written: str, first: int) -> str:
    """The question with another thing in the place of the one of which it asks how many, or with the quantity that another one is:
    到2012年要建多少所小学 · 入学率 → 到2012年入学率是多少. Empty where nothing is counted, or a subject comes `first`."""
    counted = _COUNTED.search(previous)
    if counted is None or first < counted.start():
        return ""
    if is_quantity(subject):
        when = _WHEN.match(previous)
        return f"{asked[: when.end()] if when else ''}{written}是多少"
    return f"{asked[: counted.start('thing')]}{written}{asked[counted.end('thing') :]}"


def _another_person(asked: str, previous: str, subject: str, written: str) -> str:
    named = names(normalize(previous)) or speaking(previous)
    said = names(normalize(subject)) or persons(normalize(subject))
    if len(set(named)) != 1 or said != [subject] or asked.count(named[0]) != 1:
        return ""
    return asked.replace(named[0], written)


def _another_opinion(asked: str, previous: str, subject: str, written: str) -> str:
    opinion = _OPINION.search(previous)
    if opinion is None or not names(normalize(previous[: opinion.start()])) or names(subject):
        return ""
    which = "on" if opinion["on"] else "of"
    if not opinion[which]:
        return ""
    start, end = opinion.span(which)
    return f"{asked[:start]}{written}{asked[end:]}"


def _another_aspect(asked: str, previous: str, subject: str, written: str) -> str:
    """Another aspect of the same thing, whatever verb the one before went with: 护林取得了哪些成效 · 问题 → 护林有哪些问题."""
    if not _ASPECT.search(subject) or subject in previous:
        return ""
    if named := _OF_A_THING.match(previous):
        start, end = named.span("aspect")
        aspect = _ASPECT.search(named["aspect"]) and not ASKS.search(named["aspect"])
        return f"{asked[:start]}{written}{asked[end:]}" if aspect else ""
    which = _WHICH_ASPECT.search(previous)
    if which is None or not (_ASPECT.search(which["aspect"]) or which["aspect"] == "工作"):
        return ""
    thing = matter(previous)
    if thing == previous:
        thing = previous[: which.start()]
    words = list(rjieba.tag(thing))
    while len(words) > 1 and (
        words[-1][1] in ("v", "ul", "uz", "d", "t") or words[-1][0] in "了着过要应"
    ):
        words.pop()
    tags = [tag for _, tag in words]
    if (thing.endswith(("了", "过")) and tags == ["v"]) or set(tags) <= {"r"}:
        # Nothing but who, or the verb that went with what was asked for: 我们取得了哪些成效.
        return f"{'存在' if SHORTCOMINGS.search(subject) else '有'}哪些{written}"
    return f"{asked[: sum(len(word) for word, _ in words)]}有哪些{written}"
